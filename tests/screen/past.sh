#!/bin/sh
# The tree of the net, the lists behind its numbers and key groups as of a past day: whoever left since is still there, the numbers
# add up and open their rows of that day, and nothing can be changed.
. "$(dirname "$0")/common.sh"
fresh
family=$(yz --json household list --limit 1 | get '$.id')
head=$(yz --json show "$family" | tr '{' '\n' | sed -n 's/.*"name":"\([^"]*\)","relation":"户主".*/\1/p')
people() { yz --json grid list "$@" | grep 第一网格 | get '$.people'; }
before=$(people)
members=$(yz --json household show "$family" | tr '{' '\n' | grep -c '^"id":"p:')
runs 'a family leaves' 0 household end "$family" --moved-to 大理 --date 2026-11-20 --legal
equal 'they are not counted today' "$((before - members))" "$(people)"
equal 'but on the day before' "$before" "$(people --as-of 2026-11-19)"
equal 'rows of that day are as many' "$before" "$(yz --json grid rows "$(yz --json grid list | grep 第一网格 | get '$.id')" --what people --as-of 2026-11-19 | grep -c '"kind":"person"')"
runs 'a day that has not come' 2 grid list --as-of 2027-01-01

for size in '80 24' '120 40'; do
    drives "the tree of a past day, $size" << LINES
size $size
key F6
expect Ctrl-Y 看过去
key Ctrl-Y
type 2026-11-19
key Enter
wait idle
expect 网格  截至 2026-11-19
expect 数目都是 2026-11-19 的
expect  $before 
key Ctrl-N
expect 只能看
LINES
    drives "its list, and the household as it was, $size" << LINES
size $size
key F6
key Ctrl-Y
type 2026-11-19
key Enter
key Down
key Down
key 4
wait idle
expect 第一网格  截至 2026-11-19
expect 人 $before
expect Ctrl-Y 看另一天
key Ctrl-N
expect 只能看
key 3
expect $head
key Enter
expect 截至 2026-11-19
expect $members]
key Esc
expect 第一网格  截至 2026-11-19
key 2
key Enter
expect 截至 2026-11-19
expect $head
key Esc
key 9
key Enter
expect 只能看
key Ctrl-Y
type 今天
key Enter
expect 第一网格
reject 截至
expect Ctrl-N 新岗位
LINES
    drives "a building of that day from the tree, $size" << LINES
size $size
key F6
key Down
key Down
key Right
key Down
key Down
key Ctrl-Y
type 2026-11-19
key Enter
expect 截至 2026-11-19
key Down
key Down
key Right
key Down
key Down
key Enter
expect 清泉居 1幢
expect 截至 2026-11-19
expect $head
LINES
    drives "key groups of that day, $size" << LINES
size $size
key F2
type 重点人群
key Enter
key Ctrl-Y
type 2026-11-19
key Enter
wait idle
expect 重点人群  截至 2026-11-19
key Ctrl-N
expect 只能看
key Enter
wait idle
expect 截至 2026-11-19
key Enter
expect 居民
expect 截至 2026-11-19
LINES
done
drives 'a day that has not come, and none at all' << LINES
size 80 24
key F6
key Ctrl-Y
type 2027-01-01
key Enter
expect 在今天之后
reject 截至 2027
key Ctrl-Y
type 某天
key Enter
expect 不是日期
LINES
# Another terminal enters a move of long ago while the past stands on the screen.
cat > "$HOME/steps" << LINES
size 80 24
key F6
key Ctrl-Y
type 2026-11-19
key Enter
wait idle
expect  $before 
wait 2500
wait idle
reject  $before 
expect 截至 2026-11-19
LINES
"$YIZHAN" --script "$HOME/steps" > "$out" 2> "$err" &
screen=$!
sleep 1
second=$(yz --json household list --limit 2 | get '$.id' | tail -1)
yz household end "$second" --moved-to 昆明 --date 2026-11-01 --legal > "$HOME/moved" 2>&1
wait $screen
equal 'what another terminal enters about that day is counted' 0 $?
if [ -s "$err" ]; then sed 's/^/#   /' "$err" "$HOME/moved"; fi
