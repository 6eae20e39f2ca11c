#!/bin/sh
# 办件: views, orders, filters, marks, a step with many at once, and what another terminal does meanwhile.
. "$(dirname "$0")/common.sh"
demo
family
some_cases
# shellcheck disable=SC2086
set -- $numbers
first=$1 second=$2 third=$3 waiting=$6

drives 'F3 in the evening is the evening: two keys are enough' << E
size 80 24
key F3
expect [晚间
expect 值班
E
YIZHAN_NOW=2026-11-23T10:00 drives 'by day it is what is most urgent' << E
key F3
expect [已超期
key 3
expect [晚间
E
drives 'digits and Tab turn the views, with their counts' << E
size 80 24
key F3
key 4
expect [等补材料 1]
expect $waiting
reject $first
key Tab
expect [我的 7]
key Shift-Tab
expect [等补材料
key 6
expect [全部 8]
key 7
expect 这里现在没有办件
E
drives 'orders by door, service and owner, and back' << E
size 120 40
key F3
key 5
key Ctrl-B
expect 按 到期
key Ctrl-B
key Ctrl-B
expect 按 住处
expect $first
key Ctrl-B
key Ctrl-B
expect 按 经办
key Ctrl-B
reject 按 经办
E
drives 'a text hides the other rows' << E
key F3
key 5
key Ctrl-T
type $second
expect $second
reject $first
key Enter
expect 只看含“$second”的
key Esc
reject 只看含
expect $first
E
drives 'the form: station, state, columns' << E
size 120 40
key F3
key 5
key Ctrl-E
expect 显示的列
key Tab
key Tab
key Tab
type 等补
key Enter
key Ctrl-S
expect $waiting
reject $first
E
drives 'another station, and all' << E
size 120 40
key F3
key 6
key Ctrl-O
expect 办件 全部驿站
key Ctrl-O
expect 为民服务站
reject $first
E
drives 'another day' << E
size 80 24
key F3
key Left
expect 2026-11-22
expect 11-22 到期
reject 今天到期
key 6
reject 2026-11-22
expect 11-22 到期
key 1
key d
type 今天
key Enter
expect 今天到期
reject 2026-11-22
E
drives 'Enter opens, Esc comes back to the same place' << E
size 80 24
key F3
key 5
key Down
key Enter
expect 办件 2026-
key Esc
expect [我的
expect-cursor 5 0
E
drives 'one step with all that are marked, undone as one' << E
size 80 24
key F3
key 5
key Down
key Space
key Space
expect 已标记 2 件
key Ctrl-G
expect 2 件一起办
key 1
key Ctrl-S
expect 2 件都办成了
expect [我的 5]
key Ctrl-Z
expect [我的 7]
E
drives 'marked all, and none' << E
key F3
key 5
key Ctrl-A
expect 已标记 7 件
key Ctrl-A
reject 已标记
E
equal 'those finished are open again' 7 "$(yz --json case list --view mine | wc -l | tr -d ' ')"

# The screen reads its steps from a pipe, so that what happens beside it happens in between.
mkfifo "$HOME/keys"
"$YIZHAN" --script - < "$HOME/keys" > "$out" 2> "$err" &
screen=$!
exec 3> "$HOME/keys"
printf '%s\n' 'size 80 24' 'key F3' 'key 5' 'key Down' 'key Down' 'key Space' "expect $third" "dump $HOME/before" >&3
until [ -s "$HOME/before" ] || ! kill -0 $screen 2> /dev/null; do sleep 0.1; done # however slow the machine
yz case do "$first" finish > "$HOME/finished" 2>&1
tell 'another terminal finishes a case'
printf '%s\n' 'wait 1500' "reject $first" 'expect [我的 6]' 'expect 已标记 1 件' 'quit' >&3
exec 3>&-
wait $screen
tell 'it is gone from the screen by itself, and marks are kept'
