#!/bin/sh
# A case by keyboard: its steps, what they ask for, who else has it meanwhile, and how few keys it takes.
. "$(dirname "$0")/common.sh"

# opened: a new case of whoever is signed in, with all papers but those named in $1; its number in $no.
opened() {
    no=$(yz case open newborn-insurance --household "$household" --set baby_sex=女 --set birth=2026-11-18 --set certificate=U530000777 \
        --set guardian="$wife" --set consent=yes --set papers="${1-certificate,booklet,parent-id}" 2> "$err")
}
state() {
    yz --json case show "$no" | get '$.state'
}
# at SIZE: the lines that lead to the case.
at() {
    printf '%s\n' "size $1" 'key F2' "type $no" 'key Enter'
}

for size in '80 24' '120 40'; do
    fresh
    opened
    { at "$size"; printf '%s\n' 'key Enter' 'key Enter' 'key Enter'; } > way
    counted=$(sed 1,4d way | grep -c '^key')
    echo "# $counted keys from open to done"
    [ "$counted" -le 3 ]
    tell "$size: at most 3 keys"
    drives "$size: from open to done" << LINES
$(at "$size")
expect [受理] > 办理 > 办结 > 评价
expect Enter 办结
expect 2 等补材料
$(sed 1,4d way)
expect 受理 > 办理 > [办结] > 评价
expect 现在是“已办结”
expect 结果：登记参保信息
LINES
    equal "$size: it is done" finished "$(state)"

    fresh
    opened
    drives "$size: what is typed takes the place of the usual result" << LINES
$(at "$size")
key Enter
expect 结果  登记参保信息
type 另有说明
expect 结果  另有说明
reject 登记参保信息
key Ctrl-S
expect 结果：另有说明
reject 登记参保信息
LINES
    fresh
    opened
    drives "$size: a number that is no step takes none" << LINES
$(at "$size")
key 0
expect Enter 办结
reject 办成
LINES

    fresh
    opened booklet,parent-id
    drives "$size: papers come, and the case goes on" << LINES
$(at "$size")
expect 等材料，暂停计时
expect Enter 收到材料
key Enter
expect [x] 出生医学证明
key Ctrl-S
expect 现在是“已受理”
key Ctrl-Z
expect 等材料，暂停计时
LINES
done

fresh
opened
drives 'the digits take the other steps, nine turns the page' << LINES
$(at '80 24')
key 4
expect 承办部门  医疗保障局
key Ctrl-S
expect 现在是“已派遣”
expect 派给 医疗保障局
key 9
expect 撤回
key 9
expect Enter 办结
key 9
key Esc
expect Enter 办结
reject 撤回
key Esc
reject Enter 办结
LINES
drives 'a step begun stands on 今日, and goes on from there' << LINES
$(at '80 24')
key 2
key Tab
type 等妈妈来
key Esc
key Esc
key Esc
expect 草稿 $no
reject 草稿 刘
LINES
drives 'what is wrong stands under its field, and nothing typed is lost' << LINES
$(at '80 24')
key 9
key 5
expect 撤回
key Ctrl-S
expect 还没有填
type 不办了
key Esc
expect 5 撤回
key Esc
$(at '80 24' | sed 1d)
key 9
key 5
expect 不办了
expect 接着上次没办完的填
key Ctrl-S
expect 现在是“已撤回”
expect 原因：不办了
LINES
equal 'it is withdrawn' withdrawn "$(state)"

fresh
opened
drives 'a choice of colleagues' << LINES
$(at '120 40')
key 5
expect 同事
key Right
key Ctrl-S
expect 交给同事：办件
reject Enter 办结
expect 接过来办
key Tab
expect [居民
key Enter
expect 居民
key Esc
expect [居民
key Tab
key Tab
key Tab
expect [期限怎么算]
key Enter
reject Enter 办结
expect 5 个工作日
LINES

# Another clerk takes a step while this one types: a dump into a pipe waits until somebody reads it.
fresh
opened
mkfifo ready go
{
    at '80 24'
    printf '%s\n' 'key Enter' 'key Tab' 'type 已电话告知' 'dump ready' 'dump go' 'wait 1500' 'dump after' 'key Ctrl-S' 'dump refused' 'key Ctrl-S' \
        'dump done'
} > two
"$YIZHAN" --script two > "$out" 2> "$err" &
pid=$!
cat ready > /dev/null
yz case do "$no" call --when '2026-11-25 10:00' > /dev/null 2>&1
cat go > /dev/null
wait $pid
tell 'two at one case'
says 'the other'\''s step is told' '约定回电' after
says 'what was typed is kept' '已电话告知' after
says 'the first try is refused, with who did what' '刚被改过' refused
says 'what was typed is still there' '已电话告知' refused
says 'the second goes on from the case as it is' '已办结' done
equal 'with what was typed' 1 "$(yz --json case show "$no" | grep -c '"note":"已电话告知"')"

fresh
opened
yz case do "$no" secret --set reason=要求保密 > /dev/null 2>&1
colleague=$(yz --json staff list | grep "\"station_name\":\"$(yz --json case show "$no" | get '$.station')\"" | grep '"role":"办事员"' |
    grep -v "\"os_user\":\"$(id -un)\"" | head -1 | get '$.name')
yz case do "$no" hand --to "$colleague" > /dev/null 2>&1
secret=$no
drives 'a secret case of somebody else' << LINES
$(at '80 24')
expect 保密
expect 居民  保密
reject $wife_name
reject 户口
key Tab
expect [期限怎么算]
key Enter
reject $wife_name
LINES
no=$(yz case open event-environment --building 星体花园南区3幢 --set place=垃圾房旁 --set category=rubbish --set description=满溢 --set party=王建国 2> "$err")
drives 'an event goes along its seven links' << LINES
$(at '80 24')
expect 信息收集 > [案卷建立] > 任务派遣 > 任务处理 > 处理反馈 > 核查结案 > 综合评价
expect 王*国
reject 王建国
key Enter
expect 派遣
key Ctrl-S
expect [任务派遣]
key Enter
key Ctrl-S
expect [任务处理]
key Enter
key Ctrl-S
expect [处理反馈]
key Tab
expect [楼栋]
key Enter
expect 星体花园南区 3幢
LINES
no=$secret
drives 'in English; what is secret is not there to be taken over' --lang en << LINES
$(at '80 24')
expect [Acceptance] > Handling
expect promise a call
reject take over from a colleague
LINES
