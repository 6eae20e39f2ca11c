#!/bin/sh
# 公示 (F5, then 6), key by key: prepared, what tells who is marked and worded, published, answered; nothing on any screen has
# what may not be public.
. "$(dirname "$0")/common.sh"
fresh
mkdir public
building=$(yz --json building list --limit 1 | get '$.id')
yz need add --set field=daily --set source=desk --set building="$building" --set text='打 13812345678 找人修灯' > made
yz need add --set field=daily --set source=desk --set building="$building" --set text='3-2-501漏水' > made 2>&1

drives 'the form says what is wrong' << LINES
key F5
key 0
expect 还没有公示
key Ctrl-N
type 十一月的公示
key Enter
key Tab
key Tab
key Tab
key Tab
type 2026-11-20
key Enter
type 2026-11-10
key Ctrl-S
expect 截止日期早于起始日期
quit
LINES
drives 'its draft is there again; two lines are marked' << LINES
key F5
key 0
key Ctrl-N
expect 十一月的公示
expect 2026-11-10
key Tab
key Tab
key Tab
key Tab
key Tab
key Ctrl-U
key Enter
key Ctrl-U
key Enter
key Ctrl-S
expect 有 2 条不能公开
expect 写着电话号码
expect 写着门牌号
reject 13812345678
reject 2-501
dump $HOME/preview
key Ctrl-S
expect 什么也没有发出
LINES
lacks 'the screen has no phone' 1381234 preview
drives 'worded and left out, then published' << LINES
key F5
key 0
key Ctrl-N
key Ctrl-S
key Ctrl-E
expect 公开的话
key Ctrl-U
type 找 13987654321
key Enter
expect 写着电话号码
expect 找 13987654321
key Ctrl-U
type 有人要修灯
key Enter
expect 公开措辞
expect 有 1 条不能公开
key 1
expect 都可以公开
expect 不公开，1 放回
key End
key 1
expect 放回来了
expect 有 1 条不能公开
expect 写着门牌号
key 1
expect 都可以公开
key Home
key 1
expect 没有可以发出的
key Ctrl-S
key Enter
expect 没有可以公示的
key Home
key 1
expect 放回来了
quit
LINES
drives 'what was left out comes back with its words' << LINES
key F5
key 0
key Ctrl-N
key Ctrl-S
expect 有人要修灯
expect 不公开，1 放回
key Tab
expect 2026-001
expect 有人要修灯
key Ctrl-S
key Ctrl-U
type $HOME/public
key Enter
expect 已公示 2026-001
expect 公示中
key Esc
expect 十一月的公示
LINES
equal 'three files' 3 "$(find public -name 'notice-2026-001.*' | wc -l | tr -d ' ')"
lacks 'none with the phone' 13812345678 public/notice-2026-001.html
drives 'feedback, an answer, a need' << LINES
key F5
key 0
key Enter
key Ctrl-N
type 1
key Enter
type 我会修
key Ctrl-S
expect 已保存
key Tab
key Tab
expect 我会修
key Enter
key Tab
key Tab
type 谢谢
key Ctrl-S
expect 谢谢
key Ctrl-G
key Enter
expect 已列入需求清单
key Ctrl-Z
expect 已撤销
key Home
reject n:7
key Ctrl-P
key Ctrl-U
type file:$HOME/public/paper.txt
key Enter
expect 已打印公示
LINES
says 'the paper' 有人要修灯 public/paper.txt
drives 'replaced by a new number' << LINES
key F5
key 0
key Enter
key 1
expect 替换公示
key Ctrl-S
expect 2026-002
key Ctrl-S
key Ctrl-U
type $HOME/public
key Enter
expect 已公示 2026-002
expect 替换 2026-001
key Esc
expect 已替换
LINES
