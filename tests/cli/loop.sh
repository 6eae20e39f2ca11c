#!/bin/sh
# The loop: a match from its proposal to the resident's word, declined with a reason, over its capacity, and a plan taken as it is.
. "$(dirname "$0")/common.sh"
demo
household=$(yz --json household list --limit 1 | get '$.id')
yz provider add --set name=广福理发店 --set sort=企业 > /dev/null
add() {
    yz --json resource add --set provider=广福理发店 --set period=week --set confirmed_on=2026-11-20 "$@" | get '$.id'
}
need() {
    yz --json need add --set household="$household" --set topic=care "$@" 2> /dev/null | get '$.id'
}
hair=$(add --set name=上门理发 --set topic=care --set capacity=2)
cut=$(add --set name=老人剪头发 --set topic=care --set capacity=9)
one=$(need --set text=想请人上门理发)
two=$(need --set text=老人走不动，想剪头发)
state() { # REF: of a need
    yz --json need show "$1" | get '$.state'
}

runs 'proposed' 0 --json match propose "$one" "$hair"
match=$(get '$.id' < "$out")
equal 'as one' 1 "$(get '$.units' < "$out")"
equal 'for today' 2026-11-23 "$(get '$.day' < "$out")"
equal 'its household is kept, masked' '****' "$(get '$.household' < "$out")"
equal 'the need is matched' 已匹配 "$(state "$one")"
runs 'shown with a reason' 0 show "$match" --reveal --reason 回访
says 'who lived there' 岁 "$out"
equal 'the load is true' 1 "$(yz --json resource show "$hair" | get '$.load')"
equal 'in lists too' 1 "$(yz --json resource list --where name=上门理发 | get '$.load')"
equal 'beside the capacity' 2 "$(yz --json resource list --where name=上门理发 | get '$.capacity')"
runs 'not twice at once' 1 match propose "$one" "$hair"
says 'the rule is told' 没有在匹配 "$err"
runs 'not over the capacity' 1 match propose "$two" "$hair" --units 2
says 'with what is taken' '已经排了 1 次' "$err"
runs 'next week there is room' 0 match propose "$two" "$hair" --units 2 --on 2026-12-01
runs 'nothing is before today' 1 match propose "$one" "$cut" --on 2026-11-01
runs 'at least one' 2 match propose "$one" "$cut" --units 0
runs 'the capacity does not fall below' 1 resource edit "$hair" --set capacity=1
says 'what is taken' 2/1 "$err"

runs 'confirm before it is delivered' 1 match confirm "$match" --note 好
says 'names what may be done' accept "$err"
runs 'declined without a reason' 1 match decline "$match"
says 'asks for it' reasons "$err"
runs 'an unknown reason' 1 match decline "$match" --reason tired
says 'names those there are' busy "$err"
runs 'the reasons' 0 --json match reasons
says 'are data' '"key":"busy"' "$out"
runs 'a reason is for declining' 2 match accept "$match" --reason busy
runs 'accepted' 0 match accept "$match" --note 周三下午来
runs 'not delivered in the future' 1 match deliver "$match" --on 2026-12-24
runs 'delivered' 0 match deliver "$match"
equal 'the need is delivered' 已落实 "$(state "$one")"
runs 'reopened without why' 1 match reopen "$match"
runs 'reopened' 0 match reopen "$match" --note 没剪齐
equal 'the need is open again' 已收集 "$(state "$one")"
runs 'delivered again' 0 match deliver "$match"
runs 'confirmed' 0 --json match confirm "$match" --note 这次剪得好
equal 'in own words' 这次剪得好 "$(get '$.word' < "$out")"
equal 'the need is closed' 已闭合 "$(state "$one")"
runs 'one step back' 0 undo
equal 'the need with it' 已落实 "$(state "$one")"

second=$(yz --json match list --need "$two" | get '$.id')
runs 'declined for a while' 0 --json match decline "$second" --reason 这阵子忙
equal 'another one stands next' "$cut" "$(get '$.next_candidate' < "$out")"
equal 'ten working days' 2026-12-07 "$(get '$.parked_until' < "$out")"
runs 'why not' 0 --json match "$two" --why-not "$hair"
equal 'it is parked' parked "$(get '$.rule' < "$out")"
says 'until when' '2026-12-07 前不再问' "$out"
YIZHAN_NOW=2026-12-07T10:00 yz --json match "$two" > "$out" 2> "$err"
says 'then it comes back' "$hair" "$out"
runs 'over is over' 1 match accept "$second"
says 'and says so' 已经完结 "$err"

runs 'what is open' 0 --json match list
lacks 'without what was declined' "$second" "$out"
YIZHAN_NOW=2026-12-07T10:00 yz --json match list --view waiting > "$out"
says 'what waits' "$match" "$out"
runs 'a view that is none' 2 match list --view nothing

# A secret need goes to no firm, and its match tells a colleague nothing.
secret=$(need --set text=家里的事，想理发 --set secret=yes)
runs 'a secret need' 1 match propose "$secret" "$cut"
says 'is not for firms' 保密 "$err"

# The plan as it is, then nothing of it is left.
three=$(need --set text=想理发，也想有人照料)
runs 'only one line of it' 0 match --plan --accept --only "$three"
says 'is proposed' '已提出 1 条' "$err"
equal 'the load follows' 1 "$(yz --json resource show "$cut" | get '$.load')"
runs 'the rest' 0 match --plan --accept
says 'is proposed' 已提出 "$err"
equal 'every need of it is matched' 已匹配 "$(state "$two")"
equal 'as one act' propose-match "$(yz --json log | head -n 1 | get '$.verb')"
runs 'nothing is left' 1 match --plan --accept
runs 'which is taken back at once' 0 undo
equal 'with its needs' 已收集 "$(state "$two")"
equal 'and its loads' 1 "$(yz --json resource show "$cut" | get '$.load')"
runs 'accepting is of the plan' 2 match "$one" --accept
runs 'the file is whole' 0 doctor

# Reasons are data: a mistake is told with its line.
mkdir -p other/lists
printf '[decline busy]\nname = 忙\nnext = park\ndays = many\n' > other/lists/declines.conf
YIZHAN_DATA=$PWD/other yz match reasons > "$out" 2> "$err"
equal 'a wrong number is refused' 1 $?
says 'with its file' lists/declines.conf "$err"
printf '[decline busy]\nname = 忙\nnext = never\n' > other/lists/declines.conf
YIZHAN_DATA=$PWD/other yz match reasons > "$out" 2> "$err"
equal 'whom never to ask again must be told' 1 $?
says 'that' 'pair 或 field' "$err"
