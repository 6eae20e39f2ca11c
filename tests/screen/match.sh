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

need=$(yz --json need list | get '$.id')
offer=$(yz --json resource list --where name=上门理发 | get '$.id')
drives 'what narrows a list is told, until Esc; each part that gives points says why' << 'E'
key F5
key Enter
key Ctrl-G
expect 不知道要走多久
expect 以前没有匹配过
key Tab
key Ctrl-T
type 咨询
key Enter
expect 只看有“咨询”的
expect 法律咨询
key Esc
reject 只看有
E
yz match propose "$need" "$offer" > /dev/null
drives 'of one need it is the provider that is told, of all of them that of the selected one' << 'E'
key F5
key Enter
key 1
expect > 广福理发店
expect 1 接受  2 谢绝  6 撤回   广福理发店
key F5
key 6
expect > 老人想请人上门剪
expect 撤回   广福理发店
E
yz need edit "$need" --set secret=yes > /dev/null
drives 'who may read a secret need sees that it is one' << 'E'
key F5
expect （保密）老人想请人
key 6
expect （保密）老人想
key Enter
expect （保密）老人想请人上门剪头发
E
yz provider add --set name=高原便民社区理发店 --set sort=企业 > /dev/null
yz resource add --set provider=高原便民社区理发店 --set name=上门理发 --set topic=care --set capacity=5 --set period=week > /dev/null
yz need add --set text=想请人剪头发 --set topic=care --set place=广场西侧 > /dev/null 2>&1
drives 'where there is room the provider is told whole in the row too' << 'E'
size 120 40
key F5
key Home
key Enter
key Ctrl-G
expect   5  高原便民社区理发店
E
