#!/bin/sh
# 今日 at 80 columns: number, resident, door, state and due can all be read, also where a compound has a long name.
. "$(dirname "$0")/common.sh"
sed -n '/^```json/,/^```/p' "$SOURCE_DIR/docs/community.md" | sed '1d;$d; s/甲小区/阳光海岸国际花园西区/' > community.json
cat > residents.csv << 'EOF'
姓名,身份证号,性别,现住址
张新来,11010519491231002X,女,阳光海岸国际花园西区 1-2-1804
EOF
{
    yz init --community community.json --station 为民服务站 && yz import residents residents.csv &&
        yz case open newborn-insurance --household '阳光海岸国际花园西区 1-2-1804' --set baby_sex=女 --set birth=2026-11-18 \
            --set certificate=U530123456 --set guardian=p:1 --set consent=yes --set papers=booklet
} > "$out" 2> "$err"
tell 'a case of somebody who lives at a long address'
number=$(yz --json case list | get '$.number')

drives 'the door is not cut, nor does the state give way' << LINES
size 80 24
wait idle
expect $number
expect 张*
expect …
expect 1-2-1804
expect 等补材料
expect 到期
LINES
yz case open newborn-insurance --household '阳光海岸国际花园西区 1-2-1804' --set baby_sex=男 --set birth=2026-11-18 \
    --set certificate=U530123457 --set guardian=p:1 --set consent=yes --set papers=certificate,booklet,parent-id > "$out" 2> "$err"
drives 'due this year without the year, else without the time' << 'LINES'
size 80 24
wait idle
expect 11-30 17:30
expect 已受理
LINES
YIZHAN_NOW=2027-01-04T10:00
drives 'a year later with it' << 'LINES'
size 80 24
wait idle
expect 已超期 1
expect 张*来之子
expect 2026-11-30  已受理
LINES

# --- by role ---
YIZHAN_NOW=2026-11-23T19:32
rm -f "$YIZHAN_FILE"*
fresh
family
some_cases
me=$(yz --json staff list | grep -F '"os_user":"'"$(id -un)"'"' | get '$.name' | head -n 1)
yz shift add "$me" --from 13:30 --to 20:00 > "$out" 2> "$err"
YIZHAN_NOW=2026-11-23T18:02 yz ticket take --name 张小明 > "$out" 2> "$err"
# as ROLE: what somebody in it sees.
as() {
    "$tool" role "$YIZHAN_FILE" "$1"
    echo 'wait idle' | shows "today-$1" 80 24
    echo 'wait idle' | shows "today-$1" 120 40
}
as clerk
as supervisor
echo 'wait idle' | shows today-supervisor-en 120 40 --lang en
drives 'numbers are there before what is behind them has been read' << 'E'
size 120 40
expect 晚间 3
reject 今天值班 1
wait idle
expect 今天值班 1
expect 等了 90 分
E
drives 'Enter opens the row, on a name all of it; Left and Right go from column to column' << 'E'
size 120 40
wait idle
key Enter
expect 叫号
key Esc
key Right
key Enter
expect 办件 2026-
key Esc
key Up
key Enter
expect [晚间 3]
key Esc
key Left
key Enter
expect 叫号
E
drives 'the newborn is one key away, wherever the cursor is' << 'E'
size 120 40
key Right
key 1
expect 新生儿医保
E
as admin
yz staff edit "$me" --set grid=第三网格 > "$out" 2> "$err"
as grid-worker
as auditor # who may not change a role back
