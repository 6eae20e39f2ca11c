#!/bin/sh
# 三张清单: F5, its tabs, a need by the form with its likeness told, a resource confirmed by one key, drafts that survive.
. "$(dirname "$0")/common.sh"
demo
yz --json provider add --set name=广福理发店 --set sort=企业 --set phone=13812345678 > /dev/null
yz --json resource add --set provider=广福理发店 --set name=上门理发 --set topic=care --set capacity=5 --set period=week \
    --set confirmed_on=2026-01-05 > one
offer=$(get '$.id' < one)
yz need add --set text=电动车充电桩不够，想加两个 --set topic=parking --set place=广场东侧 > /dev/null

for size in '80 24' '120 40'; do
    drives "the tabs at $size" << E
size $size
key F5
expect 需求 1
expect 电动车充电桩
key Tab
expect 还没有登记服务
key 3
expect 上门理发
expect 待确认
expect 1 条该请提供方确认
key ４
expect 138****5678
key Shift-Tab
key Enter
expect 上门照料
expect 登记服务或资源
E
done
drives 'a resource is confirmed by one key' << 'E'
key F5
key 3
key Ctrl-G
expect 已确认 1 条
reject 待确认
E
equal 'today' 2026-11-23 "$(yz --json show "$offer" | get '$.confirmed_on')"
drives 'a refused number stays to be seen and mended' << 'E'
key F5
key 3
key Enter
key Ctrl-E
key Down
key Down
key Down
key Down
key Down
key Down
key Down
key Down
expect > 每期数量
key Ctrl-U
type 0
key Ctrl-S
expect > 每期数量    0
expect 数量须大于 0
E

# Beyond the data: F5, Ctrl-N, the fields, Ctrl-S.
drives 'a need by the form, one like it is told while one types' << 'E'
key F5
key Ctrl-N
expect 新需求
type 充电桩不够
key Enter
type 社区治理
key Enter
key Enter
key Enter
key Enter
key Enter
key Enter
type 广场东侧
key Enter
expect 像是已经有了
key Ctrl-S
expect 已保存
expect 充电桩不够
E
equal 'it is kept' 2 "$(yz --json need list | wc -l | tr -d ' ')"
drives 'begun and left' << 'E'
key F5
key Ctrl-N
type 想要长椅
key Enter
expect 需求领域
E
drives 'what was typed is still there' << 'E'
expect 新需求
key F5
key Ctrl-N
expect 草稿
key Enter
expect 想要长椅
E
drives 'without a place it is not kept' << 'E'
key F5
key Ctrl-N
key Enter
key Enter
type 环境整治
key Ctrl-S
expect 没有地点
E
equal 'nothing was' 2 "$(yz --json need list | wc -l | tr -d ' ')"
drives 'a new one shows at once, above the one that was selected' << 'E'
key F5
key Ctrl-N
expect 草稿
key Esc
type 新来的一条
key Enter
type 环境整治
key Tab
key Tab
key Tab
key Tab
key Tab
key Tab
type 广场南侧
key Ctrl-S
expect 已保存
expect 新来的一条
key Ctrl-Z
reject 新来的一条
E
drives 'a provider is found by the initials of its name' << 'E'
key F5
key 4
key Ctrl-N
type 物业服务中心
key Enter
type 企业
key Ctrl-S
expect 已保存
key 3
key Ctrl-N
type wyfw
key Enter
reject 没有“wyfw”
expect 物业服务中心
E
drives 'fields and text narrow the list' << 'E'
size 120 40
key F5
key Right
expect 没有未闭合的需求
key Right
expect 充电桩不够
key Left
key Left
expect 充电桩不够
key Ctrl-T
type 两个
expect 想加两个
reject 广场东侧              已收集    一般
E

person=$(yz --json person list --limit 1 | get '$.id')
home=$(yz --json show "$person" | get '$.households[0].address')
yz need add --set text=想学用手机挂号 --set topic=skills --set person="$person" > /dev/null
drives 'whoever it is of tells where: one like it of that door is told while one types' << E
key F5
key Ctrl-N
type 想学手机挂号
key Enter
type 日常服务
key Enter
key Enter
type $home
key Enter
expect 像是已经有了
key Up
key Up
key Up
key Up
key Ctrl-U
type 想要长椅
reject 像是已经有了
E

yz provider add --set name=高原便民理发店 --set sort=企业 --set uscc=92530111MA6027X12P > /dev/null
drives 'who is there under another code is told whole, on two lines where one is too short' << 'E'
size 72 24
key F5
key 4
key Ctrl-N
type 高原便民理发店
key Enter
type 企业
key Enter
type 92530111MA61064250
key Ctrl-S
expect 92530111MA6027X12P
expect provider:7.3）
expect 修改原来那一条，不要再登记
E
drives 'the topmost of what is wrong gets the cursor' << 'E'
key F5
key 3
key Ctrl-N
expect 草稿
key Esc
type 广福理发店
key Enter
type 上门剪发
key Enter
key Enter
type 日常
key Enter
key Enter
key Enter
type 5
key Enter
key Enter
type 步行可到
key Enter
key Enter
key Enter
key Enter
key Enter
type 9点到5点
key Ctrl-S
expect > 小区
expect 没有写步行几分钟
E

yz need add --set text=小广场的健身器材坏了三样，老人锻炼容易夹手，孩子也爱在上面爬，修不好的就拆掉换新的，旁边的地面也平整一下，下雨积水特别滑 \
    --set field=environment --set place=小广场 > /dev/null
drives 'a long text is told to its end' << 'E'
size 80 24
key F5
key Home
key Enter
expect 下雨积水特别滑
expect 小广场
E
