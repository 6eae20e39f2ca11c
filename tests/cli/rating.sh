#!/bin/sh
# rate and rating: one rating a case, what a clerk sees of it (that there is one), what a supervisor sees.
. "$(dirname "$0")/common.sh"
demo
family
own=$(yz case open newborn-insurance --household "$household" --set baby_sex=男 --set birth=2026-11-19 --set certificate=U530123457 \
    --set guardian="$guardian" --set consent=yes --set papers=certificate,booklet,parent-id)
yz case do "$own" finish --set result=已办结 > "$out" 2> "$err"
tell 'a finished case of the own station'
# shellcheck disable=SC2046
set -- $(yz --json case list --state finished | get '$.number' | grep -vx "$own" | head -5)
before=$(yz --json log --limit 1 | get '$.seq')

runs 'a mark that is none' 1 --json rate "$1" 6
equal 'is named' 'mark 6' "$(get '$.field' < "$out") $(get '$.value' < "$out")"
runs 'for people too' 1 rate "$1" 7
says 'as it was written' '错误  mark  7  ' "$err"
equal 'and the rule stands there once' 1 "$(grep -c 评价是五级 "$err")"
runs 'a case that is not finished' 1 rate "$(yz --json case list --state accepted --limit 1 | get '$.number')" 5
says 'and the rule' 办结之后才能评价 "$err"
runs 'a case that is not there' 1 rate 2020-000001 5
equal 'nothing was written' "$before" "$(yz --json log --limit 1 | get '$.seq')"
runs 'rated' 0 --json rate "$1" 1 --note 等了一个小时
equal 'and the mark is not shown again' '{"number":"'"$1"'","rated":true}' "$(cat "$out")"
runs 'not twice' 1 rate "$1" 5
says 'and the rule is told' 一件一评 "$err"
runs 'a clerk keys in no paper form' 6 rate "$2" 非常满意 --paper
says 'and is told why' 站长开箱 "$err"
"$tool" role "$YIZHAN_FILE" supervisor
runs 'from paper' 0 rate "$2" 非常满意 --paper
"$tool" role "$YIZHAN_FILE" clerk
runs 'by the step of the case' 0 case do "$own" rate --set mark=不满意

runs 'a clerk has no list' 6 rating list
runs 'nor stations' 6 rating summary --by station
runs 'nor this month' 6 rating summary --from 2026-11-23
runs 'a month that is over' 0 --json rating summary
equal 'whole' '2026-10-01 2026-10-31' "$(get '$.from' < "$out") $(get '$.to' < "$out")"
yz --json log > log
yz log >> log
yz --json case list >> log
yz --json search R2026 >> log
yz search 2026 --limit 1000 >> log
yz --json case show "$1" >> log
yz show "c:$1" >> log
yz --json export cases --format json >> log
yz handover show >> log 2>&1
for text in R2026-0001 R2026-0002 等了一个小时 '"service":"rating-callback"'; do
    lacks "a clerk reads nothing of $text" "$text" log
done
says 'but that the case was rated' rate-case log
runs 'a call back is not there' 1 case show R2026-0001
runs 'nor by another name' 1 show c:R2026-0001
runs 'a clerk does not take it back' 6 undo "$(yz --json log --ref "$1" --limit 1 | get '$.act')"

"$tool" role "$YIZHAN_FILE" supervisor
tell 'a supervisor now'
runs 'sees the list' 0 --json rating list
"$tool" json < "$out"
tell 'lines of JSON'
equal 'the newest first' '2 5 1' "$(get '$.mark' < "$out" | xargs)"
equal 'bad ones with their call backs' 'R2026-0002 R2026-0001' "$(yz --json rating list --bad | get '$.callback' | xargs)"
equal 'open' 'accepted accepted' "$(yz --json rating list --bad | get '$.callback_state' | xargs)"
equal 'by the day' 0 "$(yz --json rating list --to 2026-11-22 | wc -l | tr -d ' ')"
runs 'the call back' 0 --json case show R2026-0001
equal 'is due in fifteen working days' 2026-12-14T17:30:00+08:00 "$(get '$.due' < "$out")"
runs 'its receipt is printed' 0 case print R2026-0002 --to "file:$HOME/receipt"
says 'in the log of prints' R2026-0002 "$(yz prints > prints; echo prints)"
"$tool" role "$YIZHAN_FILE" clerk
yz --json prints > prints
lacks 'not in that of a clerk' receipt prints
"$tool" role "$YIZHAN_FILE" supervisor
runs 'counts of three' 0 --json rating summary
equal 'are counted out' '3 1 1 1' "$(get '$.total' < "$out") $(get '$."very-good"' < "$out") $(get '$.bad' < "$out") $(get '$."very-bad"' < "$out")"
runs 'counts of two' 0 --json rating summary --by station
equal 'are not' 1 "$(head -n 1 "$out" | grep -c '"few":true.*"very-good":null')"
runs 'for people' 0 rating summary --by station
runs 'no other grouping' 2 rating summary --by staff
runs 'the journal is whole' 0 verify
runs 'and consistent' 0 doctor
