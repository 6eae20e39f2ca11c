#!/bin/sh
# Matching: candidates with their parts, why not, and the plan beside the greedy one.
. "$(dirname "$0")/common.sh"
demo
household=$(yz --json household list --limit 1 | get '$.id')
add() {
    yz --json resource add --set period=week --set capacity=1 --set confirmed_on=2026-11-20 "$@" | get '$.id'
}
yz provider add --set name=广福理发店 --set sort=企业 > /dev/null
yz provider add --set name=社区民政 --set sort=部门 > /dev/null
hair=$(add --set provider=广福理发店 --set name=上门理发 --set topic=care --set weekend=09:00-12:00)
meals=$(add --set provider=广福理发店 --set name=送餐上门 --set field=daily)
law=$(add --set provider=广福理发店 --set name=法律咨询 --set topic=advice)
old=$(add --set provider=广福理发店 --set name=节日理发 --set topic=care --set until=2026-01-31)
aged=$(add --set provider=广福理发店 --set name=老人理发 --set topic=care --set whom=left-behind-child)
need() {
    yz --json need add --set household="$household" "$@" 2> /dev/null | get '$.id'
}
one=$(need --set text=老人走不动，想请人上门剪头发 --set topic=care --set urgency=urgent)
runs 'candidates' 0 --json match "$one"
equal 'the one that fits first' "$hair" "$(head -n 1 "$out" | get '$.candidate')"
equal 'a resource' resource "$(head -n 1 "$out" | get '$.kind')"
score=$(head -n 1 "$out" | get '$.score')
sum=0
for part in field words distance open capacity freshness outcomes urgency; do
    sum=$((sum + $(head -n 1 "$out" | get "\$.parts.$part")))
done
equal 'the score is the sum of its parts' "$score" "$sum"
says 'a reason in words' 都说到理发 "$out"
lacks 'another matter is no candidate' "$meals" "$out"

why() { # NAME RULE OFFER
    runs "$1" 0 --json match "$one" --why-not "$3"
    equal "$1: the rule" "$2" "$(get '$.rule' < "$out")"
    [ -n "$(get '$.detail' < "$out")" ]
    tell "$1: in words"
}
why 'another field' same-field "$law"
why 'ended' valid "$old"
why 'for others' group "$aged"
why 'another matter' same-topic "$meals"
runs 'nothing is against it' 0 --json match "$one" --why-not "$hair"
equal 'no rule' '' "$(get '$.rule' < "$out" | sed 's/^null$//')"
evening=$(need --set text=只有工作日晚上在家，想理发 --set topic=care)
runs 'only in the evening' 0 --json match "$evening" --why-not "$hair"
equal 'the hours are against it' time "$(get '$.rule' < "$out")"

# A single place that two needs ask for, of which one could go elsewhere.
both=$(need --set text=想理发，也想请人送餐 --set field=daily --set urgency=urgent)
equal 'one need, two candidates' 2 "$(yz --json match "$both" | wc -l | tr -d ' ')"
runs 'the plan' 0 --json match --plan
total=$(tail -n 1 "$out" | get '$.total')
greedy=$(tail -n 1 "$out" | get '$.greedy_total')
[ "$total" -ge "$greedy" ]
tell 'not less than the greedy one'
equal 'the sum of its lines' "$total" "$(sed '$d' "$out" | get '$.score' | awk '{ s += $1 } END { print s }')"
equal 'a single place is given once' '' "$(sed '$d' "$out" | get '$.candidate' | sort | uniq -d)"

runs 'for people' 0 match "$one"
says 'with its name' 上门理发 "$out"
runs 'nothing may go with the plan' 2 match "$one" --plan
runs 'why not asks for a need' 2 match --why-not "$hair"
runs 'no such need' 1 match n:7.99999
secret=$(need --set text=家里的事，想请人上门理发 --set topic=care --set secret=yes)
runs 'a secret need' 0 --json match "$secret" --why-not "$hair"
equal 'is not for firms' secret "$(get '$.rule' < "$out")"

# Rules are data: a mistake is told with its line.
mkdir -p other/matching
YIZHAN_DATA=$PWD/other
export YIZHAN_DATA
sed 's/^topic = 25/topic = many/' < "$SOURCE_DIR/data/matching/rules.conf" > other/matching/rules.conf
runs 'a wrong number' 1 match "$one"
says 'the file is named' matching/rules.conf "$err"
says 'and the value' many "$err"
sed 's/^topic = 25/topic = 95/' < "$SOURCE_DIR/data/matching/rules.conf" > other/matching/rules.conf
runs 'more than 100 points' 1 match "$one"
says 'are refused' 100 "$err"
sed '/^\[rule group\]/a use = no' < "$SOURCE_DIR/data/matching/rules.conf" > other/matching/rules.conf
runs 'a rule that is not asked' 0 --json match "$one"
says 'lets it through' "$aged" "$out"
