#!/bin/sh
# 交接班 on the screen: given by one, printed, and taken on by another only.
. "$(dirname "$0")/common.sh"
demo
family
some_cases
YIZHAN_NOW=2026-11-23T18:02 yz ticket take --name 张小明 > "$out" 2> "$err"
# shellcheck disable=SC2086
set -- $numbers
waiting=$6

drives 'what is open, by the one line' << E
size 80 24
key F2
type 交接班
key Enter
expect A001
expect $waiting
expect 约定回电 0
E
drives 'Enter goes to the case' << E
key F3
key 9
key Down
key Enter
expect 办件 2026-
E
drives 'nothing typed is lost' << E
size 80 24
key F3
key 9
key Ctrl-S
type 150.5
key Enter
type 2
key Enter
type 钥匙在抽屉里
key Esc
key Esc
key F3
key 9
key Ctrl-S
expect 150.50
expect 钥匙在抽屉里
key Ctrl-S
expect 已交班
expect 等着接
E
equal 'it is on record' '150.50 2' "$(yz --json handover show | get '$.cash') $(yz --json handover show | get '$.papers')"
drives 'whoever gave it is not asked to take it on' << E
key F3
key 9
expect 等下一班的人接班
reject 接这一班
key Ctrl-S
expect 请下一班的人来接
reject 接班说明
E
drives 'it is printed' << E
size 80 24
key F3
key 9
key Ctrl-P
expect 交 接 班 单
E
shows given 80 24 << E
key F3
key 9
E
