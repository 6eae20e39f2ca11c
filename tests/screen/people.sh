#!/bin/sh
# 政策找人: counted on home in idle time, listed, served, put aside and taken back.
. "$(dirname "$0")/common.sh"
fresh
all=$(yz --json find-people | wc -l | tr -d ' ')
first=$(yz --json find-people --limit 1)
rule=$(printf '%s\n' "$first" | get '$.rule') why=$(printf '%s\n' "$first" | get '$.why')
who=$(printf '%s\n' "$first" | get '$.name') door=$(printf '%s\n' "$first" | get '$.address')

drives 'home counts them while nothing is typed, and opens them' << LINES
size 80 24
reject 政策找人 $all
wait idle
expect 政策找人 $all
key Shift-Tab
key Shift-Tab
key Up
key Enter
expect 全部 $all
expect $why
expect 依据：
LINES
drives 'a policy on home opens its own people' << LINES
size 80 24
wait idle
key Shift-Tab
key Shift-Tab
key Enter
expect 身份证到期 2
reject 全部 $all
LINES
drives 'Enter opens the resident' << LINES
size 80 24
key F2
type zczr
key Enter
key Enter
expect 居民 $who
expect $(echo "$door" | sed 's/-.*//; s/[0-9]*$//')
LINES
yz person edit "$wife" --set birth=2026-09-20 --set consent='母亲李红，当面' > "$out" 2> "$err"
tell 'a baby of 64 days'
drives 'one key begins the service for that resident' << LINES
size 80 24
key F2
type zczr
key Enter
key Tab
key Tab
key Tab
key Tab
expect 新生儿快满 90 天还没有参保 1
key 1
expect 新生儿医保参保登记
expect 2026-09-20
LINES
fresh
drives 'put aside with a day and a reason, and taken back' << LINES
size 80 24
key F2
type zczr
key Enter
key 2
expect 暂缓到哪天
key Ctrl-U
type +0d
key Enter
expect 今天之后
key 2
key Ctrl-U
type 20261201
key Enter
expect 原因
key Space
key Enter
expect 不能空着：原因
key Ctrl-U
type 已告知本人
key Enter
expect 暂缓到 2026-12-01
expect 全部 $((all - 1))
wait idle
expect 全部 $((all - 1))
key Ctrl-Z
wait idle
expect 已撤销：暂缓政策提醒
expect 全部 $all
LINES
drives 'one policy after another' << LINES
size 80 24
key F2
type zczr
key Enter
key Tab
expect 第 2 类
expect 不早于
key Shift-Tab
expect 全部 $all
LINES
fresh
runs 'put aside by command' 0 find-people dismiss "$rule" "$(printf '%s\n' "$first" | get '$.person')" --reason 已告知
drives 'and it is gone' << LINES
size 80 24
wait idle
expect 政策找人 $((all - 1))
LINES
fresh
drives 'a key household leads to its door' << 'LINES'
size 80 24
key F2
type zczr
key Enter
key Tab
key Tab
expect 重点户该走访
key 1
expect 该走
key 1
expect 在家
LINES
