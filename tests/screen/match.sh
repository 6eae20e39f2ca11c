#!/bin/sh
# 匹配: from a need to its candidates with points and reasons, one of them opened, and why the others are not.
. "$(dirname "$0")/common.sh"
demo
yz provider add --set name=广福理发店 --set sort=企业 > /dev/null
for offer in '上门理发 care' '法律咨询 advice'; do
    yz resource add --set provider=广福理发店 --set name="${offer% *}" --set topic="${offer#* }" --set capacity=5 --set period=week > /dev/null
done
yz need add --set text=老人想请人上门剪头发 --set topic=care --set place=广场东侧 > /dev/null 2>&1

for size in '80 24' '120 40'; do
    drives "candidates and why not at $size" << E
size $size
key F5
key Enter
expect Ctrl-G 匹配
key Ctrl-G
expect 候选
expect 老人想请人上门剪头发
expect 上门理发
expect 都说到理发
expect ── 上门理发  广福理发店
reject 法律咨询
key Tab
expect 不行的
expect 法律咨询
expect 同一领域
expect 需求属于日常服务，对方属于法律援助
reject 都说到理发
key Enter
expect 资源 offer:
key Esc
expect 不行的
key Shift-Tab
key Enter
expect 上门理发
key Esc
key Esc
expect Ctrl-G 匹配
E
done
