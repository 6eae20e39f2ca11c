#!/bin/sh
# 匹配进展: proposed from the candidates of a need, declined with a reason, another asked, delivered, confirmed and undone; the
# plan; and what waits, on 今日.
. "$(dirname "$0")/common.sh"
demo
yz provider add --set name=广福理发店 --set sort=企业 > /dev/null
for name in 上门理发 剪头发; do
    yz resource add --set provider=广福理发店 --set name=$name --set topic=care --set capacity=5 --set period=week > /dev/null
done
for text in 老人想请人上门剪头发 想请人上门理发; do
    yz need add --set text=$text --set topic=care --set place=广场东侧 > /dev/null 2>&1
done
cp "$YIZHAN_FILE" before.db

for size in '80 24' '120 40'; do
    cp before.db "$YIZHAN_FILE"
    rm -f "$YIZHAN_FILE".lock
    drives "from the proposal to the resident's word at $size" << E
size $size
key F5
key Enter
key Ctrl-G
expect Ctrl-G 提出
key Ctrl-Y
expect 为哪一天提出
key Ctrl-U
type 后天也行
key Enter
expect 不是日子和次数
key Ctrl-Y
key Ctrl-U
type 2026-12-01 9
key Enter
expect 排不下
key Ctrl-G
expect 已提出 match:
key 1
expect 匹配进展 n:
expect 1 接受  2 谢绝  6 撤回
key 4
expect 现在不能登记“居民确认”
key 2
expect 为什么谢绝
expect 马上问下一家
key 5
expect 候选
expect 已谢绝
key Ctrl-G
expect 已提出 match:
key 1
key Home
key Ctrl-G
expect 已接受；需求已匹配
key Ctrl-G
expect 已落实；需求已落实
key Enter
expect 居民确认
expect 落实匹配
key 5
expect 居民说哪里没办好
key Esc
key Ctrl-G
expect 居民怎么说
key Enter
expect 居民已确认；需求已闭合
expect 办好了
key Ctrl-Z
expect 已撤销
key Enter
expect 已落实
key 1
expect 匹配进展 n:
key F5
expect 6 匹配
key 3
expect 4/5
key 7
expect 最好的方案 1 条
expect 同左
key Enter
expect 已提出 1 条
key Esc
key 6
expect 未了 2
key Tab
expect 已提出 1
E
    YIZHAN_NOW=2026-12-14T09:00 drives "what waits stands on home at $size" << E
size $size
wait idle
expect 该催匹配 2
key Shift-Tab
key Up
key Enter
expect 该催办 2
key 1
expect 已接受；需求已匹配
E
done
