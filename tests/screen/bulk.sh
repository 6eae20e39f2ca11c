#!/bin/sh
# 批量办理: a whole building by keyboard, at both sizes; what is ticked survives a kill; the list printed, all undone at once.
. "$(dirname "$0")/common.sh"
fresh
building=星体花园南区3
people=$(yz --json case bulk resident-insurance --building ${building}幢 --dry-run --set history=continuous | tail -1 | get '$.refused')
people=$((people + $(yz --json case bulk resident-insurance --building ${building}幢 --dry-run --set history=continuous | tail -1 | get '$.done')))

# to_list COLUMNS ROWS: from home to the list, everybody insured without a gap, the ID card seen.
to_list() {
    cat << LINES
size $1 $2
key F2
type $building
key Enter
key Ctrl-N
expect 哪个事项
type jmyb
key Enter
expect 批量办理 居民医保 星体花园南区 3幢
type 连续参保
key Enter
key Ctrl-S
expect 可以办 $people
LINES
}
cases() {
    yz --json case list --service resident-insurance | wc -l | tr -d ' '
}
before=$(cases)

for size in '80 24' '120 40'; do
    fresh
    # shellcheck disable=SC2086
    drives "ticks and sums at $size" << LINES
$(to_list $size)
expect 选定 0 人，合计 0.00 元
key Space
expect [x]
expect 选定 1 人，合计 400.00 元
key Up
key Space
expect 选定 0 人
key Ctrl-A
expect 选定 $people 人，合计 $((people * 400)).00 元
key Ctrl-A
expect 选定 0 人
key Ctrl-T
type 1-102
key Enter
key Ctrl-A
reject 选定 $people 人
key Esc
key Tab
expect 参保情况
key Esc
expect 选定
quit
LINES
done
equal 'nothing is saved by leaving' "$before" "$(cases)"

fresh
cat > steps << LINES
$(to_list 80 24)
key Space
key Space
key Enter
key Down
key Down
key Down
type 120
key Enter
dump $HOME/there
wait 600000
LINES
"$YIZHAN" --script "$HOME/steps" > "$out" 2> "$err" &
killed=$!
until [ -s there ] || ! kill -0 $killed 2> /dev/null; do sleep 0.1; done
kill -9 $killed
wait $killed 2> /dev/null
drives 'what was ticked before the kill is offered, from home' << 'LINES'
size 80 24
expect 批量草稿
LINES
drives 'and taken up' << LINES
size 80 24
key F2
type $building
key Enter
key Ctrl-N
type jmyb
key Enter
expect 没办完的草稿
key Enter
expect 选定 2 人，合计 800.00 元
key Down
key Down
expect 120.00
quit
LINES

fresh
drives 'one act, its list printed, the cases there' << LINES
$(to_list 80 24)
key Tab
key Ctrl-S
key Space
key Space
key Enter
key Down
key Down
key Down
type 120
key Enter
key Esc
key Space
key Ctrl-S
expect 已办成 3 人
expect 2026-
expect 120.00
key Ctrl-P
key Ctrl-U
type file:$HOME/list.txt
key Enter
expect 已打印名单
key Enter
expect 居民医保
key Esc
key Ctrl-Z
expect 已撤销：批量受理办件
expect 选定 0 人
quit
LINES
says 'the list says how many' '办成 3 人，合计 920.00 元' list.txt
equal 'the undo took all back' "$before" "$(cases)"

drives 'who has one is dim, is named and cannot be ticked' << LINES
$(to_list 80 24)
key Space
key Ctrl-S
expect 已办成 1 人
key Esc
key Ctrl-N
type jmyb
key Enter
type 连续参保
key Enter
key Ctrl-S
expect 已有 1
expect 这个年度已经办过：办件 2026-
key Space
expect 选定 0 人
key Ctrl-A
expect 选定 $((people - 1)) 人
quit
LINES

drives 'of a household, from its screen' << LINES
size 80 24
key F2
type $address
key Enter
key Ctrl-N
type jmyb
key Enter
type 连续参保
key Enter
key Ctrl-S
reject 共 $people 人
expect 人
quit
LINES
drives 'from the list of services, for a grid' << 'LINES'
size 80 24
key 0
type jmyb
key Ctrl-N
expect 哪一栋楼、哪一户、哪个网格
type 第九网格
key Enter
type 连续参保
key Enter
key Ctrl-S
expect 星体花园南区3-1-102
expect 可以办
quit
LINES
drives 'by name in the one line' << 'LINES'
size 80 24
key F2
type 批量办理
key Enter
expect 哪个事项
LINES

# --- a ledger by keyboard ---

fresh
yz --json --reveal --reason 核对 person list --limit 40 > all
get '$.name' < all > names
get '$.id_number' < all > numbers
{
    echo '序号,姓名,身份证号码,应缴金额（元）,缴费时间'
    paste -d, names numbers | grep -E ',[0-9]{17}[0-9X]$' | head -3 | sed 's/.*/1,&,400,2026年11月20日/'
    echo '4,无名氏,530103199203040010,四百,2026.11.20'
} > list.csv
before=$(cases)
drives 'a ledger: what is the same for all, then the file, read on trial, imported' << LINES
size 80 24
key 0
type jmyb
key Ctrl-N
expect 台账文件
key Enter
type 连续参保
key Enter
expect 选台账文件
key Ctrl-S
expect 导入哪个文件
type $HOME/list.csv
key Enter
expect 新增 3，更新 0，无变化 0，退回 1
reject 不认识的表头：应缴
reject 缴费时间
key Enter
expect 已导入：新增 3
reject 监护人同意
quit
LINES
>list2.csv printf '姓名,身份证号码\n无名氏,530103199203040010\n'
drives 'nothing but rejected rows is said to be so' << LINES
size 80 24
key 0
type jmyb
key Ctrl-N
key Enter
type 连续参保
key Enter
key Ctrl-S
type $HOME/list2.csv
key Enter
expect 退回 1
key Enter
expect 一行也没有导入：1 行退回
LINES
drives 'a service that is not for many asks for no place' << 'LINES'
size 80 24
key 0
type 新生儿
key Ctrl-N
reject 台账文件
expect 新生儿医保
LINES
equal 'makes a case for each good row' $((before + 3)) "$(cases)"
drives 'and is undone as one' << 'LINES'
size 80 24
key Ctrl-Z
expect 已撤销
quit
LINES
equal 'all of it' "$before" "$(cases)"

drives 'a grid is found by its initials, and Ctrl-Z takes back what was typed before what was done' << 'LINES'
size 80 24
key 0
type jmyb
key Ctrl-N
type djwg
expect 第九网格
key Ctrl-Z
reject 第九网格
reject 撤销
LINES
