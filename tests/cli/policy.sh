#!/bin/sh
# find-people and policy: the list as JSON, putting aside and undoing it, definition files.
. "$(dirname "$0")/common.sh"
demo
"$tool" role "$YIZHAN_FILE" supervisor # who may see and export what is masked

runs 'find-people' 0 --json find-people
"$tool" json < "$out"
tell 'lines of JSON'
equal 'with all their keys' 'address by name not_before person rule service source why' \
    "$(head -n 1 "$out" | grep -oE '"[a-z_]+":' | tr -d '":' | sort | xargs)"
equal 'each with a reason and a source' "$(wc -l < "$out")" "$(grep -c '"why":"[^"].*"source":"[^"]' "$out")"
lacks 'names are masked' "$(yz --json person show "$(head -n 1 "$out" | get '$.person')" --reveal --reason 核对 | get '$.name')" "$out"
rule=$(head -n 1 "$out" | get '$.rule') person=$(head -n 1 "$out" | get '$.person')
all=$(grep -c "\"rule\":\"$rule\"" "$out")
equal 'one policy alone' "$all" "$(yz --json find-people --policy "$rule" | wc -l | tr -d ' ')"
equal 'at most --limit' 1 "$(yz --json find-people --limit 1 | wc -l | tr -d ' ')"
runs 'of another day' 0 --json find-people --date 2026-12-23
runs 'a day that is none' 2 find-people --date 2026-02-30
runs 'an unknown policy' 1 find-people --policy no-such
says 'and those there are' newborn-uninsured "$err"
runs 'for people a table' 0 find-people --policy "$rule"
says 'with the resident' "$person" "$out"

runs 'aside without a reason' 1 --json find-people dismiss "$rule" "$person"
equal 'refused' reason "$(get '$.field' < "$out")"
runs 'until a day that has gone' 1 --json find-people dismiss "$rule" "$person" --until 2026-11-20 --reason 已告知
equal 'refused too' until "$(get '$.field' < "$out")"
runs 'aside for somebody it does not reach' 1 find-people dismiss newborn-uninsured "$person" --reason 已告知
runs 'put aside' 0 find-people dismiss "$rule" "$person" --until 2026-12-01 --reason 已告知
equal 'no longer in the list' 0 "$(yz --json find-people --policy "$rule" | grep -c "\"$person\"")"
equal 'nor the day before' 0 "$(yz --json find-people --policy "$rule" --date 2026-11-30 | grep -c "\"$person\"")"
runs 'undone' 0 undo
equal 'and in it again' 1 "$(yz --json find-people --policy "$rule" | grep -c "\"$person\"")"

runs 'policy list needs no station file' 0 --json -f nothing.db policy list
equal 'and names them' newborn-uninsured "$(get '$.key' < "$out" | grep -x newborn-uninsured)"
sed 's/^interval = .*/interval = soon/; s/^of = .*/of = wedding/' "$SOURCE_DIR/data/policies/newborn-uninsured.policy" > bad.policy
runs 'policy check finds errors' 1 --json -f nothing.db policy check bad.policy
equal 'all of them' 'interval of' "$(get '$.field' < "$out" | sed 's/.*://' | sort | xargs)"
runs 'ours has none' 0 -f nothing.db policy check "$SOURCE_DIR/data/policies/newborn-uninsured.policy"
mkdir -p data/policies
sed 's/^key = .*/key = toddler/; s/^from = .*/from = 2 years/; s/^to = .*/to = 4 years/; /^by = /d; /^steps = /d; s/^reason = .*/reason = 满 {age} 岁/' \
    "$SOURCE_DIR/data/policies/newborn-uninsured.policy" > data/policies/toddler.policy
YIZHAN_DATA=$HOME/data yz --json find-people --policy toddler > "$out" 2> "$err"
equal 'a policy of the station is one file' 满 "$(head -n 1 "$out" | get '$.why' | cut -c1-3)"
cp bad.policy data/policies/toddler.policy
YIZHAN_DATA=$HOME/data runs 'a station with a bad one is told' 1 find-people
says 'which file' policies/toddler.policy "$err"
