#!/bin/sh
# Households that live, by command: a family moves, splits, loses its head, and all of it is taken back.
. "$(dirname "$0")/common.sh"
demo

yz --json household list --limit 200 > list
family=$(get '$.id' < list > ids; get '$.people' < list > sizes; get '$.kind' < list > kinds
    paste -d' ' ids sizes kinds | tee list2 | awk '$2 >= 4 && $2 <= 8 && $3 == "家庭户" {print $1; exit}')
yz --json household show "$family" > "$out"
head=$(get '$.members[0].id' < "$out")
second=$(get '$.members[1].id' < "$out")
people=$(grep -F "$family " list2 | cut -d' ' -f2)
dwelling=$(yz --json household list --limit 300 | get '$.address' | tail -1)
records() { yz export households && yz export residents; }
records > "before"

owners=$(get '$.members[0].role' < "$out")
other=$(awk '$3 == "家庭户" {print $1}' list2 | tail -1)
equal 'the head owns the door' 房主 "$owners"
runs 'whoever joins a household elsewhere' 0 household join "$family" --into "$other" --dry-run
lacks 'owns nothing there' 房主 "$out"
says 'but lives with them' 同住 "$out"
runs 'a birth that is only tried' 0 household birth "$family" --guardian "$second" --name 李小小 --sex 女 --consent 是 --date 2026-11-20 --dry-run
says 'comes from nowhere' '出生 → ' "$out"
runs 'what a move would write' 0 household move "$family" --to "$dwelling" --legal --dry-run
equal 'is told a line a person' "$((people + 1))" "$(wc -l < "$out" | tr -d ' ')"
runs 'a family moves' 0 --json household move "$family" --to "$dwelling" --legal --reason 换房 --date 2026-11-10
equal 'the household stays the same one' "$family" "$(get '$.household' < "$out" | sort -u)"
equal 'the day before it lived elsewhere' no "$(
    [ "$(yz --json household show "$family" | get '$.address')" = "$(yz --json person show "$head" --as-of 2026-11-09 | get '$.dwelling')" ] && echo yes || echo no)"
runs 'a head who dies needs a successor' 1 --json person death "$head"
equal 'and that is said' successor "$(get '$.field' < "$out" | head -1)"
runs 'who may be named' 0 person death "$head" --successor "$second" --date 2026-11-20
equal 'and is head then' "$second" "$(yz --json household show "$family" | get '$.head' | head -1)"
runs 'nobody moves tomorrow' 1 household end "$family" --date 明天
runs 'a place that is not there' 1 household move "$family" --to 无此小区9-9-999
runs 'a move without a place' 1 --json household move "$family"
equal 'names the field' dwelling "$(get '$.field' < "$out" | head -1)"
runs 'a family leaves' 0 household end "$family" --moved-to 昆明呈贡 --legal --date 昨天
runs 'and comes back' 0 person return "$second"
for i in 1 2 3 4; do runs "undo $i" 0 undo; done
records > "after"
cmp -s "before" "after"
tell 'four undos give back every byte'

# As of a past day: lists add up with what is shown, and the counts of yesterday stay.
runs 'the list of a past day' 0 --json person list --as-of 2026-11-22
here=$(wc -l < "$out" | tr -d ' ')
runs 'and of its households' 0 --json household list --as-of 2026-11-22
equal 'adds up with them' "$here" "$(get '$.people' < "$out" | awk '{n += $1} END {print n}')"
runs 'a family leaves' 0 household end "$family" --legal --date 2026-11-23
equal 'yesterday is as it was' "$here" "$(yz --json person list --as-of 2026-11-22 | wc -l | tr -d ' ')"
YIZHAN_NOW=2026-11-25T09:00
equal 'after them there are fewer' "$((here - people))" "$(yz --json person list --as-of 2026-11-24 | wc -l | tr -d ' ')"
equal 'nobody of them is in that list' 0 "$(yz --json person list --as-of 2026-11-24 --in "$family" | wc -l | tr -d ' ')"
runs 'a kind that has no past list' 1 --json building list --as-of 2026-11-22 --in p:1
runs 'not a day' 2 person list --as-of 下雪天

# A couple rents the door, other tenants follow, the lease is renewed.
runs 'a couple moves in' 0 --json household add --to "$dwelling" --new '王小明 男 13800000000' --new '李红 女 妻' --role 租客 \
    --lease-until +20 --permit-until +10 --reason 务工
couple=$(sed -n 's/.*"kind":"household","household":"\([^"]*\)".*/\1/p' "$out")
equal 'the reason is kept' 务工 "$(yz --json log --limit 8 --reveal --reason 核对 | grep -o '务工' | head -1)"
runs 'what ends soon' 0 --json person expiring
equal 'lists lease and permit' 'lease lease permit permit' "$(grep -F "\"$couple\"" "$out" | get '$.what' | sort | xargs)"
runs 'a line that cannot be read' 1 --json household add --to "$dwelling" --new '王小明 不知道'
says 'names the part' 不知道 "$out"
runs 'the lease is renewed' 0 household renew "$couple" --lease-until +24m --permit-until +24m
equal 'and ends soon no more' 0 "$(yz --json person expiring | grep -cF "\"$couple\"")"
YIZHAN_NOW=2026-11-26T09:00
runs 'other tenants come' 0 household swap "$couple" --new '赵六 男'
says 'and rent, too' 租客 "$out"
runs 'the journal holds' 0 verify
