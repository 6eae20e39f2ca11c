#!/bin/sh
# 小转变, key by key: from a need to the residents' word; drafts outlive the program.
. "$(dirname "$0")/common.sh"
fresh
yz need add --set text=楼门口没有扶手 --set field=environment --set place=南门 > "$out"
yz need add --set text=南门台阶滑 --set field=environment --set place=南门 > "$out"
yz provider add --set name=宝象五金店 --set sort=firm > "$out"
yz resource add --set provider=宝象五金店 --set name=送扶手 --set field=environment --set capacity=5 --set period=month > "$out"

drives 'a new one left half way' << LINES
key F5
key 8
expect 没有这样的小转变
key Ctrl-N
type 装长椅
key Enter
quit
LINES
drives 'is a draft on 今日, and goes on' << LINES
expect 小转变
key F5
key 8
key Ctrl-N
expect 没填完的草稿
key Enter
expect 装长椅
key Ctrl-S
expect 没有地点
key Esc
key Esc
key Enter
LINES
drives 'from a need' << LINES
key F5
expect 8 小转变
key Down
key Enter
key Ctrl-N
expect 没填完的草稿
key Esc
expect 楼门口没有扶手
key Ctrl-S
expect 转变2026-0001
key 3
expect 不能完工
key Tab
expect 已收集
LINES
drives 'another need of the place in one key' << LINES
key F5
key 8
key Enter
key Ctrl-G
expect 南门台阶滑
key Enter
expect 需求的状态随着走
reject 南门台阶滑
LINES
drives 'a plan, and what is given' << LINES
key F5
key 8
key Enter
key 1
key Ctrl-S
expect 没有写打算怎么做
type 焊两米扶手
key Enter
type 2
key Ctrl-S
expect 2 个工作日
key Ctrl-N
type 扶手
key Enter
key Enter
key Enter
type -3
key Ctrl-S
expect 不是金额
key Ctrl-U
type 320
key Ctrl-S
expect 已保存
key Shift-Tab
expect 宝象五金店
LINES
drives 'begun and finished, a cost of nobody refused' << LINES
key F5
key 8
key Enter
key 2
key Ctrl-S
expect 进行中
key 3
type 好走了
key Enter
key Enter
type 120
key Ctrl-S
expect 没有写谁出的钱
type 物业
key Ctrl-S
expect 120.00
key Tab
expect 已落实
LINES
drives 'closed by a word alone' << LINES
key F5
key 8
key Enter
key 4
key Ctrl-S
expect 没有写是谁说的
type 张大妈
key Enter
type 扶着踏实
key Ctrl-S
expect 居民认可
expect 张*妈
key Tab
expect 已闭合
key Ctrl-P
expect 小转变记录
key Esc
key Ctrl-Z
expect 已落实
LINES
drives 'the list by state' << LINES
size 120 40
key F2
type 小转变
key Enter
key Shift-Tab
expect 没有这样的小转变
key Tab
expect 楼门口没有扶手
LINES
drives 'a reason is a new one each time' << LINES
key F2
type 小转变
key Enter
key Enter
key 5
type 又松了
key Ctrl-S
expect 重新打开
key 6
expect 原因
reject 又松了
type 换了办法
key Ctrl-S
expect 不做了
expect 换了办法
reject 又松了换了办法
LINES
