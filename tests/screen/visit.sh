#!/bin/sh
# 走访: from F4 to a visit with its need, key by key; drafts that survive; matters, moves and phones from the door; the log,
# the papers and the diary that write themselves.
. "$(dirname "$0")/common.sh"
demo
outcomes() { yz --json visit list | get '$.outcome' | sort | tr '\n' ' '; }

for size in '80 24' '120 40'; do
    drives "buildings and their due doors at $size" << E
size $size
key F4
expect 该走访的户
expect 182
key Enter
expect 无人
E
done
# shellcheck disable=SC2086
yz -f grid.db demo $small --as grid-worker > "$out" 2> "$err"
drives 'the few buildings of a grid are counted before the first key' -f grid.db << 'E'
key F4
expect 该走
reject …
E
drives 'one key an outcome, full-width ones too, and on to the next door' << 'E'
key F4
key Enter
key 1
expect 在家
key ２
expect 无人
E
equal 'two doors have their visits' 'absent met ' "$(outcomes)"

# Beyond the data: Ctrl-N, Enter, Ctrl-S.
cat > need << 'E'
key Ctrl-N
type 想修单元门
key Enter
type 环境
key Ctrl-S
E
{ printf 'key F4\nkey Enter\nkey Down\nkey Down\n' && cat need && echo 'expect 需求已登记'; } > all
drives 'a visit with a need' < all
equal 'the need is on the list' 想修单元门 "$(yz --json need list | get '$.text')"
test "$(grep -c '^key' need)" -le 5
tell 'takes five keys at most beyond the data'
cat > both << 'E'
key Ctrl-N
type 想装扶手
key Enter
type 环境
key Enter
key Enter
key Space
key Ctrl-S
E
{ printf 'key F4\nkey Enter\nkey Down\nkey Down\nkey Down\n' && cat both && echo 'expect 需求已登记'; } > all
drives 'a visit with a need and a check' < all
equal 'both are of it' '{"fire":"bad"}' "$(yz --json visit list --limit 1 | sed 's/.*"checks"://; s/}.*/}/')"
test "$(grep '^key' both | grep -cv Space)" -le 5
tell 'takes five keys at most beyond the data too'
yz undo > "$out" 2> "$err"
drives 'a need that comes up after the digit is of the same visit' << 'E'
key F4
key Enter
key Ctrl-N
type 还想要长椅
key Enter
type 环境
key Ctrl-S
expect 需求已登记
E
equal 'no other visit was made' 'absent met met ' "$(outcomes)"
yz undo > "$out" 2> "$err"
equal 'one undo takes that need back' 1 "$(yz --json need list | wc -l)"

drives 'what a visit found is in the matter that is reported from the door' << 'E'
key F4
key Enter
key Down
key Ctrl-N
key Tab
key Tab
key Tab
key Space
key Tab
type 楼道堆了纸箱
key Ctrl-S
key Up
key 6
expect 安全隐患事件
expect 消防：楼道堆了纸箱
expect -102
E
yz undo > "$out" 2> "$err"

# Doors left half-written keep what was typed, each its own; a killed terminal loses nothing that was left.
drives 'begun and left' << 'E'
key F4
key Enter
key End
key Ctrl-N
type 想学做点心
key Enter
E
printf 'key F4\nkey Enter\nkey Ctrl-N\ntype 想要一间活动室\nkey Enter\ndump %s\nwait 60000\n' "$HOME/typed" > killed
"$YIZHAN" --script "$HOME/killed" > "$out" 2> "$err" &
victim=$!
for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
    sleep 0.2
    [ ! -s typed ] || break
done
kill -9 $victim
wait $victim 2> /dev/null
drives 'each door has its own draft' << 'E'
key F4
key Enter
expect 没办完的
key Ctrl-N
expect 想要一间活动室
key Esc
key End
key Ctrl-N
expect 想学做点心
E
equal 'nothing was kept of it' 1 "$(yz --json need list | wc -l)"
drives 'home leads back to it, and there it is saved' << 'E'
expect 草稿
key 9
expect 想
key Enter
type 日常
key Ctrl-S
expect 需求已登记
E
equal 'then it is on the list' 2 "$(yz --json need list | wc -l)"

# A matter: the form knows household and building; Esc leads back to the list.
drives 'a matter of the door, given up' << 'E'
key F4
key Enter
key 8
expect 幢
reject 在哪里
key Esc
key Esc
expect 该走
E
drives 'any service for the household' << 'E'
key F4
key Enter
key 0
expect 办理
key Esc
expect 该走
E
drives 'moved away: the register is to be changed' << 'E'
key F4
key Enter
key Down
key Down
key 4
expect 登记待改
key Up
expect 登记的还是以前的人
E
drives 'until it is undone' << 'E'
key F4
key Enter
key Ctrl-Z
key Down
key Down
expect 走访
reject 登记的还是以前的人
E
drives 'a phone that changed' << 'E'
key F4
key Enter
key Down
key Down
key Ctrl-N
key Tab
key Tab
key Tab
key Tab
key Tab
key Tab
type 138
key Ctrl-S
expect 电话
key Ctrl-U
type 13987654321
key Ctrl-S
expect 在家
E
equal 'is in the register' 1 "$(yz --json person list --where phone=13987654321 | wc -l)"

drives 'the door list, the log, the record of a visit' << 'E'
key F4
key Enter
key Ctrl-P
expect □在家 □无人
key Esc
key Tab
expect 走访时间
key Ctrl-P
expect 走访记录
E
drives 'the diary, and on paper' << 'E'
key F4
key Ctrl-Y
expect 见到
key Ctrl-P
key Ctrl-U
type file:diary.txt
key Enter
expect 已打印
key Left
expect 这一天没有记下什么
E
says 'it has what was done' 走访 diary.txt
drives 'due on 今日, and the list behind it' << 'E'
wait idle
expect 走访户
key Shift-Tab
key Enter
expect 走访 清泉居
key Esc
key Up
key Enter
expect 上次走访
E
yz --json household show "$(yz --json visit list | get '$.household' | sed -n 1p)" > one
drives 'the card of a household says the last visit' << E
key F2
type $(get '$.address' < one | sed 's/ //; s/幢 /-/; s/单元 /-/')
key Enter
expect 上次走访
key Ctrl-G
expect 该走
E
