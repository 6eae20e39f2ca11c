#!/bin/sh
# Duplicates, merging, taking apart.
. "$(dirname "$0")/common.sh"
demo
"$tool" doubles "$YIZHAN_FILE" 1 > doubles
# first SORT: KEEP and LOSE, the first pair of a sort.
first() {
    keep=$(sed -n "s/ [^ ]* $1\$//p" doubles | head -1)
    lose=$(sed -n "s/^[^ ]* \([^ ]*\) $1\$/\1/p" doubles | head -1)
}

runs 'the scan' 0 --json person duplicates --scan
"$tool" json < "$out"
tell 'is JSON lines'
cp "$out" scan
first transposed
grep -F "\"$keep\"" scan | grep -qF "\"$lose\""
tell 'with two digits changed about'
grep -qF 两位颠倒 scan
tell 'and why'
name=$(yz --json person show "$keep" --reveal --reason 核对 | get '$.name')
lacks 'masked' "$name" scan
first twin
! { grep -F "\"$keep\"" scan | grep -qF "\"$lose\""; }
tell 'without the twins'
runs 'some of them' 0 person duplicates --limit 3
says 'the others are counted' 还有 "$err"

first 'no number'
runs 'those of one' 0 --json person duplicates "$lose"
equal 'the other one' "$keep" "$(get '$.b.id' < "$out" | head -1)"

yz --json export residents --reveal --reason 比对 > before 2> "$err"
yz export cases --format json --reveal --reason 比对 >> before 2> "$err"
runs 'what would be' 0 --json person merge "$keep" "$lose" --dry-run
equal 'moves what hangs on it' 1 "$(get '$.moves.membership' < "$out")"
runs 'nothing was done' 0 person show "$lose"
runs 'a field that neither has' 2 person merge "$keep" "$lose" --take certificate=lose
runs 'a side that is none' 2 person merge "$keep" "$lose" --take name=left
YIZHAN_NOW=2026-11-24T09:00
runs 'merging' 0 person merge "$keep" "$lose" --take name=lose
runs 'the old REF' 0 --json person show "$lose"
equal 'opens the survivor' "$keep" "$(get '$.id' < "$out")"
equal 'which says who went into it' "$lose" "$(get '$.merged[0]' < "$out")"
says 'and where it went' "$lose 已于 2026-11-24 并入 $keep" "$err"
runs 'twice' 1 person merge "$keep" "$lose"
runs 'the file is sound' 0 verify
runs 'and consistent' 0 doctor
YIZHAN_NOW=2027-03-02T10:00 runs 'as it was before' 0 --json person show "$lose" --as-of 2026-11-23
YIZHAN_NOW=2027-03-02T10:00 yz person edit "$keep" --set employer=星天地 > "$out" 2> "$err"
YIZHAN_NOW=2027-03-02T11:00 runs 'taking it back months later' 0 --json person unmerge "$lose"
equal 'gives it back' "$lose" "$(get '$.id' < "$out")"
equal 'what was changed since is no field of the merge' 0 "$(get '$.stay_count' < "$out")"
YIZHAN_NOW=2027-03-02T12:00 yz person edit "$keep" --set employer= > "$out" 2> "$err"
yz --json export residents --reveal --reason 比对 > after 2> "$err"
yz export cases --format json --reveal --reason 比对 >> after 2> "$err"
cmp before after > "$out" 2>&1
tell 'the exports are the same, byte by byte'
runs 'there is nothing more to take back' 1 person unmerge "$lose"

first homophone
runs 'not the same' 0 person distinct "$keep" "$lose" --reason 堂兄弟
yz --json person duplicates --scan > scan 2> "$err"
! { grep -F "\"$keep\"" scan | grep -qF "\"$lose\""; }
tell 'is not listed again'
runs 'merging them' 1 person merge "$keep" "$lose"
says 'needs a reason' 不是同一人 "$err"
runs 'the note is forgotten' 0 person distinct "$keep" "$lose" --drop
runs 'but once' 1 person distinct "$keep" "$lose" --drop
yz person edit "$lose" --set died=2026-03-01 > "$out" 2> "$err"
runs 'one lives, one is dead' 1 --json person merge "$keep" "$lose"
says 'named' 去世 "$out"
runs 'with a reason' 0 person merge "$keep" "$lose" --reason 派出所更正
runs 'undo, as usual' 0 undo
runs 'and it is there again' 0 person show "$lose"
runs 'with oneself' 1 person merge "$keep" "$keep"

# shellcheck disable=SC2046 # words are meant
set -- $(yz --json household list --limit 2 | get '$.id')
runs 'two households' 1 household merge "$1" "$2"
says 'of other doors' 住处不同 "$err"
runs 'with a reason' 0 household merge "$1" "$2" --reason 一家人
runs 'and apart' 0 household unmerge "$2"

mkdir -p data/duplicates
sed 's/^points = 45/points = viel/' "$SOURCE_DIR/data/duplicates/person.conf" > data/duplicates/person.conf
YIZHAN_DATA=$HOME/data runs 'weights that are none' 1 person duplicates
says 'with their line' 'person.conf 第' "$err"

# Somebody who may be there already is told when added, and added.
yz --json person show "$keep" --reveal --reason 核对 > one 2> "$err"
runs 'somebody of that name and birthday' 0 --json person add --set name="$(get '$.name' < one)" --set birth="$(get '$.birth' < one)"
equal 'is told' warning "$(get '$.severity' < "$out" | head -1)"
says 'by REF' "$keep" "$out"
says 'and added' '"version":1' "$out"
door=$(yz --json household list --limit 1 | get '$.address')
runs 'moving in' 0 household add --to "$door" --new "$(get '$.name' < one) $(get '$.phone' < one)" --dry-run
says 'is told likewise' "$keep" "$err"
