#!/bin/sh
# group: the dictionary, who is in a group on a day, entering, ending, editing, and what is not for everybody.
. "$(dirname "$0")/common.sh"
demo

runs 'group list' 0 --json group list
"$tool" json < "$out"
tell 'lines of JSON'
equal 'secret ones are not there' 0 "$(grep -c '"level":"secret"' "$out")"
members=$(grep '"key":"aged-65"' "$out" | get '$.members')
runs 'the people behind a count' 0 --json group members aged-65
equal 'are as many' "$members" "$(wc -l < "$out" | tr -d ' ')"
person=$(head -n 1 "$out" | get '$.person')
runs 'a person list of the group' 0 --json person list --group 65岁
equal 'as well' "$members" "$(wc -l < "$out" | tr -d ' ')"
runs 'of a building' 0 --json group members aged-65 --in "$(yz --json building list --limit 1 | get '$.id')"
equal 'fewer' 1 "$([ "$(wc -l < "$out")" -lt "$members" ] && echo 1)"
runs 'of another day' 0 --json group list --date 2036-11-23
equal 'more' 1 "$([ "$(grep '"key":"aged-65"' "$out" | get '$.members')" -gt "$members" ] && echo 1)"
runs 'an unknown one' 1 group members 富人
says 'with those there are' minimum-living "$err"
runs 'a secret one' 6 group members 矫正
runs 'its definition' 0 -f nothing.db group show 独居
says 'with its condition' 'household.members = 1' "$out"

runs 'entered without reason and source' 1 --json group add "$person" 残疾
equal 'both are told' 'reason source' "$(get '$.field' < "$out" | sort | xargs)"
runs 'into one that is worked out' 1 group add "$person" 高龄 --reason 老 --source 户口簿
runs 'with days that run backwards' 1 group add "$person" 残疾 --reason 证 --source 残联 --from 2026-05-01 --until 2026-04-01
runs 'entered' 0 group add "$person" 残疾 --reason 残疾证二级 --source 区残联 --from 2026-05-01
entry=$(cat "$out")
runs 'entered twice' 1 group add "$person" disabled --reason 残疾证二级 --source 区残联
says 'the entry is named' "$entry" "$err"
runs 'show has it among the tags' 0 --json show "$person"
says 'masked' '重点' "$out"
lacks 'and its reason too' 残疾证 "$out"
runs 'revealed' 0 --json --reveal --reason 核对 show "$person"
says 'in words' '"残疾"' "$out"
runs 'as of a day before' 0 --json --reveal --reason 核对 show "$person" --as-of 2026-11-22
runs 'edited' 0 group edit "$entry" --set source=市残联
runs 'another group in its place' 1 group edit "$entry" --set group_key=low-income
runs 'ended' 0 group end "$person" 残疾 --on 2026-10-31 --note 证到期
runs 'no longer a member' 0 --json group members 残疾
lacks 'today' "\"$person\"" "$out"
runs 'but on that day' 0 --json group members 残疾 --date 2026-10-31
says 'still' "\"$person\"" "$out"
runs 'ended again' 1 group end "$entry" --on 2026-11-01
runs 'undone' 0 undo
equal 'it goes on' 1 "$(yz --json group members 残疾 | grep -c "\"$person\"")"
"$tool" role "$YIZHAN_FILE" supervisor
runs 'a supervisor enters a secret one' 0 group add "$person" 矫正 --reason 缓刑 --source 司法所
"$tool" role "$YIZHAN_FILE" clerk
runs 'a clerk looks for the record' 1 show "$(cat "$out")"
runs 'and at the log' 0 log --limit 3
lacks 'which has nothing of it' 司法所 "$out"
lacks 'not even that it was done' 登记重点人群 "$out"

sed 's/^comes = .*/comes = guessed/; s/^interval = .*/interval = often/' "$SOURCE_DIR/data/groups/aged-80.group" > bad.group
runs 'group check finds errors' 1 --json -f nothing.db group check bad.group
equal 'all of them' 'comes interval' "$(get '$.field' < "$out" | sed 's/.*://' | sort | xargs)"
runs 'ours has none' 0 -f nothing.db group check "$SOURCE_DIR/data/groups/aged-80.group"
mkdir -p data/groups
sed 's/^key = .*/key = teen/; s/^test = .*/test = person.age >= 13 and person.age < 20/; s/^order = .*/order = 90/' \
    "$SOURCE_DIR/data/groups/aged-80.group" > data/groups/teen.group
YIZHAN_DATA=$HOME/data runs 'a group of the station is one file' 0 --json group members teen
equal 'and has people' 1 "$([ "$(wc -l < "$out")" -gt 10 ] && echo 1)"
cp bad.group data/groups/teen.group
YIZHAN_DATA=$HOME/data runs 'a station with a bad one is told' 1 group list
says 'which file' groups/teen.group "$err"
