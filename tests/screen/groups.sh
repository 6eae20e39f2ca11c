#!/bin/sh
# 重点人群: the counts open their people, a resident's own, entering one, ending it, what is masked and secret.
. "$(dirname "$0")/common.sh"
fresh
old=$(yz --json group list | sed -n 's/.*"key":"aged-80".*"members":\([0-9]*\).*/\1/p')

drives 'a count opens as many people, and one of them the resident' << LINES
size 80 24
key F2
type 重点人群
key Enter
wait idle
expect 高龄老人
reject 社区矫正
key Down
key Down
key Enter
wait idle
expect 共 $old 人
key Enter
expect 重点人群
expect 高龄 65岁
LINES
drives 'a resident is entered in a group, and the card and the household say so' << LINES
size 80 24
key F2
type $wife_name
key Enter
key 1
expect 不在任何重点人群里
key Ctrl-N
type 低保
key Enter
type 低保证
key Enter
type 区民政局名单
key Enter
key Ctrl-S
expect 已登记
expect 重点
reject 低保对象
key Ctrl-R
type 核对
key Enter
expect 低保对象
expect 低保证
expect 区民政局名单
key Esc
expect 重点人群  重点
LINES
equal 'the entry is there' 1 "$(yz --json group members 低保 | grep -c "\"$wife\"")"
drives 'twice is refused with words, and nothing typed is lost' << LINES
size 80 24
key F2
type $wife_name
key Enter
key 1
key Ctrl-N
type 低保
key Enter
type 再登记一次
key Enter
type 名单
key Enter
key Ctrl-S
expect 已经登记在这个人群
expect 再登记一次
key Esc
key Esc
key Enter
key Ctrl-N
expect 没登记完的草稿
key Enter
expect 再登记一次
LINES
drives 'ended on a day, and taken back' << LINES
size 80 24
key F2
type $wife_name
key Enter
key 1
key 1
expect 最后一天
key Ctrl-U
type 2026-11-30
key Enter
expect 截止到 2026-11-30
expect 2026-11-30
key Ctrl-Z
expect 至今
reject 2026-11-30
LINES
drives 'what is masked is not edited' << LINES
size 80 24
key F2
type $wife_name
key Enter
key 1
key Ctrl-E
expect 先按 Ctrl-R
LINES
"$tool" role "$YIZHAN_FILE" supervisor
drives 'a supervisor sees the secret ones' << LINES
size 80 24
key F2
type zdrq
key Enter
expect 社区矫正对象
expect 保密
LINES
