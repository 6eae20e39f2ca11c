#!/bin/sh
# The evening as a supervisor sees it: cases, who waits since when, who is on duty, what is to be handed over.
. "$(dirname "$0")/common.sh"
demo
family
some_cases
me=$(yz --json staff list | grep -F '"os_user":"'"$(id -un)"'"' | get '$.name' | head -n 1)
yz shift add "$me" --from 13:30 --to 20:00 > "$out" 2> "$err"
YIZHAN_NOW=2026-11-23T18:02 yz ticket take --name 张小明 > "$out" 2> "$err"
YIZHAN_NOW=2026-11-23T18:05 yz ticket take --name 王秀英 > "$out" 2> "$err"
YIZHAN_NOW=2026-11-23T18:31 yz ticket take --name 李明 --priority > "$out" 2> "$err"
YIZHAN_NOW=2026-11-23T18:40 yz ticket call > "$out" 2> "$err"
YIZHAN_NOW=2026-11-23T18:41 yz ticket serve B003 > "$out" 2> "$err"

for size in '80 24' '120 40'; do
    # shellcheck disable=SC2086
    set -- $size
    shows evening "$1" "$2" << E
key F3
E
    shows mine "$1" "$2" << E
key F3
key 5
E
    shows marked "$1" "$2" << E
key F3
key 5
key Ctrl-A
key Ctrl-G
E
    shows arrange "$1" "$2" << E
key F3
key Ctrl-E
E
    shows tickets "$1" "$2" << E
key F3
key 8
E
    shows number "$1" "$2" << E
key F3
key 8
key Ctrl-N
E
    shows handover "$1" "$2" << E
key F3
key 9
E
done
shows evening-en 80 24 --lang en << E
key F3
E
shows tickets-en 80 24 --lang en << E
key F3
key 8
E
shows handover-en 80 24 --lang en << E
key F3
key 9
E
drives 'the panel says who waits and how long' << E
size 80 24
key F3
expect 等候 2 人，最久 90 分
expect B003 接待中
expect 接待 1 人，平均等 10 分
expect $me
E
drives 'an evening before says who was on duty, not who waits' << E
size 80 24
key F3
key Left
expect 2026-11-22
expect 没有排班
reject 等候
E
drives 'calling, serving and finishing with Enter alone' << E
size 80 24
key F3
key 8
key 1
expect A001  已叫号
key Enter
expect A001  接待中
key Enter
expect A001  已接待
E
drives 'carried over at closing time, and undone' << E
key F3
key 8
key 6
expect 2 个排队号顺延到 2026-11-24
key Ctrl-Z
expect A002
E
drives 'what was typed for a number is kept' << E
key F3
key 8
key Ctrl-N
type 赵敏
key Enter
key Esc
key Ctrl-N
expect 赵敏
key Ctrl-S
expect 取号 A004
E

YIZHAN_NOW=2026-11-24T10:00 drives 'the numbers of a past evening open its own tickets, to be looked at' << E
size 80 24
key F3
key 3
key Left
expect 接待 2 人
expect 当天有 3 个号没有办完
reject 没有人
key 8
expect 2026-11-23
expect 晚间取号
expect B003
key 1
expect 过去的一天，只能看
E
YIZHAN_NOW=2026-11-24T18:00 yz ticket take --name 钱七 > "$out" 2> "$err"
YIZHAN_NOW=2026-11-24T18:04 drives 'who waits stands before what was left over' << E
size 80 24
key F3
expect A001 4 分 钱*  以前有 3 个号没有办完
E
YIZHAN_NOW=2026-11-24T10:00 drives 'a day that closes before the extended hours says so' << E
key F3
key 3
key Left
key Left
expect 周日 没有延时服务
E

own=$(yz --json ticket list --all --date 2026-11-23 | get '$.station' | head -n 1)
other=$(yz --json staff list | grep -vF "\"station\":\"$own\"" | get '$.station_name' | head -n 1)
YIZHAN_NOW=2026-11-23T18:50 yz ticket take --name 赵六 --station "$other" > "$out" 2> "$err"
tell 'a number at another station'
drives 'of all stations 8 opens the tickets of all, to be looked at' << E
size 80 24
key F3
key Ctrl-O
expect 全部驿站
key 8
expect 叫号 全部驿站
expect ${other%驿站}
expect 赵*
key 1
expect 全部驿站的只能看
key Tab
expect 李*
E
