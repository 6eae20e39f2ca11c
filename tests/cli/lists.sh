#!/bin/sh
# The three lists: needs, services, resources, and who offers them: what is refused, what is alike, what is stale, what is
# secret.
. "$(dirname "$0")/common.sh"
demo
household=$(yz --json household list --limit 1 | get '$.id')
uscc=91530100MA6K2ABC1M

# --- providers ---
runs 'a provider' 0 provider add --set name=广福理发店 --set sort=企业 --set uscc="$uscc" --set phone=13812345678
runs 'a department' 0 provider add --set name=社区民政 --set sort=部门
runs 'the list' 0 --json provider list --where sort=firm
equal 'has its code' "$uscc" "$(get '$.uscc' < "$out")"
lacks 'its phone is masked' 13812345678 "$out"
runs 'twice under another code' 1 provider add --set name='广福 理发店' --set sort=企业 --set uscc=91530100MA6K2ABD18
says 'the first one and its code are named' "$uscc" "$err"
runs 'one code for two' 1 provider add --set name=别家理发店 --set sort=企业 --set uscc="$uscc"
says 'whose it is' 广福理发店 "$err"
runs 'a code with a letter that no code has' 1 provider add --set name=坏代码 --set sort=企业 --set uscc=I1530100MA6K2ABC1M
runs 'two volunteers of one name' 0 provider add --set name=王芳 --set sort=志愿者 --set phone=13900000001
runs 'are told apart by their phones' 0 provider add --set name=王芳 --set sort=志愿者 --set phone=13900000002
runs 'the same one' 1 provider add --set name=王芳 --set sort=志愿者 --set phone=13900000002

# --- services and resources ---
add() {
    name=$1 want=$2
    shift 2
    runs "$name" "$want" --json resource add --set provider=广福理发店 --set name=上门理发 --set topic=care --set period=每周 "$@"
}
add 'a capacity of nothing' 1 --set capacity=0
says 'is named' 数量须大于 "$out"
add 'a capacity below nothing' 1 --set capacity=-3
says 'too' 数量须大于 "$out"
add 'a period that ends before it starts' 1 --set capacity=5 --set since=2026-12-01 --set until=2026-11-01
says 'the field is named' until "$out"
add 'a walk from nowhere' 1 --set capacity=5 --set area=步行
says 'the compound is asked for' compound "$out"
says 'and the minutes' minutes "$out"
add 'at cost without the amount' 1 --set capacity=5 --set price=收成本
add 'a sub-field of another field' 1 --set capacity=5 --set field=legal
says 'its own field is told' 日常服务 "$out"
add 'hours that are none' 1 --set capacity=5 --set hours=25:00-26:00
add 'a group that does not exist' 1 --set capacity=5 --set whom=外星人
add 'a group that is secret' 1 --set capacity=5 --set whom=社区矫正
equal 'nothing was kept' '' "$(yz --json resource list)"
add 'a resource' 0 --set capacity=5 --set whom=高龄老人、残疾人 --set hours=09:00-12:00
offer=$(get '$.id' < "$out")
equal 'names of groups are kept as keys' aged-80,disabled "$(get '$.whom' < "$out")"
equal 'the sub-field tells the field' 日常服务 "$(get '$.field' < "$out")"
runs 'a service of a firm' 1 offer add --set provider=广福理发店 --set name=代办 --set topic=insurance --set capacity=9 --set period=month
says 'belongs on the other list' 资源清单 "$err"
runs 'a service of a department' 0 offer add --set provider=社区民政 --set name=代办 --set topic=insurance --set capacity=9 --set period=month
equal 'each on its list' '上门理发 代办' "$(yz --json resource list | get '$.name') $(yz --json offer list | get '$.name')"
runs 'the promised keys' 0 --json resource list
equal 'name, field, state, place, provider, capacity' '上门理发 daily good 全社区 provider:7.1 5' \
    "$(for key in name field state place provider capacity; do get "\$.$key" < "$out"; done | tr '\n' ' ' | sed 's/ $//')"
YIZHAN_NOW=2027-02-21T09:00
equal 'ninety days later it holds' good "$(yz --json resource list | get '$.state')"
YIZHAN_NOW=2027-02-22T09:00
equal 'a day more and it is to be confirmed' stale "$(yz --json resource list | get '$.state')"
equal 'a service later' good "$(yz --json offer list | get '$.state')"
runs 'it is confirmed' 0 resource confirm "$offer"
equal 'and holds again' good "$(yz --json resource list | get '$.state')"
runs 'undone' 0 undo
equal 'it is stale again' stale "$(yz --json resource list | get '$.state')"
runs 'it ends' 0 resource edit "$offer" --set until=2027-02-21
equal 'and has ended' ended "$(yz --json resource list | get '$.state')"
runs 'what has ended is not confirmed' 1 resource confirm "$offer"
YIZHAN_NOW=2026-11-23T19:30

# --- needs ---
runs 'a need without a place' 1 need add --set text=想修单元门 --set field=environment
says 'the place is asked for' place "$err"
runs 'a need of a household' 0 --json need add --set text=单元门关不上，想请人修 --set topic=facilities --set household="$household"
need=$(get '$.id' < "$out")
equal 'its field comes from the sub-field' environment "$(get '$.field' < "$out")"
runs 'one like it' 0 need add --set text=单元门又关不上了 --set field=environment --set household="$household"
says 'is told' "$need" "$err"
runs 'another one of the same door' 0 need add --set text=想学用手机挂号 --set field=daily --set household="$household"
lacks 'is not' "$need" "$err"
runs 'a place is enough' 0 need add --set text=广场的灯坏了 --set field=environment --set place=广场东侧

grid=$(yz --json grid list | get '$.id' | sed -n 6p)
runs 'a need of a whole grid' 0 need add --set text=想要几张长椅给老人坐 --set field=daily --set grid="$grid"
runs 'nearly the same of that grid' 0 need add --set text=想要长椅给老人坐 --set field=daily --set grid="$grid"
says 'is told' 像是已经有了 "$err"
yz undo > "$out" 2> "$err"
yz undo > "$out" 2> "$err"
runs 'of a grid' 0 --json need list --in "$(yz --json need list | get '$.household' | head -1)"
equal 'a household has its own' 3 "$(wc -l < "$out" | tr -d ' ')"
