#!/bin/sh
# handover: what is open at the end of a shift, given to the next and taken on.
. "$(dirname "$0")/common.sh"
demo
family
yz case open newborn-insurance --household "$household" --set baby_sex=男 --set birth=2026-11-19 --set certificate=U530123457 \
    --set guardian="$guardian" --set consent=yes --set papers=booklet > "$out" 2> "$err"
waiting=$(cat "$out")
yz ticket take --name 张小明 > "$out" 2> "$err"

runs 'what is open' 0 --json handover show
"$tool" json < "$out"
tell 'as JSON'
equal 'a ticket' 1 "$(get '$.tickets' < "$out")"
equal 'papers awaited' 1 "$(grep -c "$waiting" "$out")"
due=$(get '$.due' < "$out")
equal 'cases that are due' "$due" "$(tr '{' '\n' < "$out" | grep -c '"part":"due"')"
runs 'for people' 0 handover show
says 'the ticket' A001 "$out"
lacks 'nobody by the whole name' 张小明 "$out"

runs 'wrong amounts' 1 --json handover give --cash much --papers -5
equal 'are all told' 'cash papers' "$(get '$.field' < "$out" | sort -u | xargs)"
runs 'given' 0 --json handover give --cash 150.50 --papers 2 --note 钥匙在抽屉里
equal 'cash' 150.50 "$(get '$.cash' < "$out")"
equal 'the head of the journal' 64 "$(get '$.head' < "$out" | tr -d '\n' | wc -c | tr -d ' ')"
runs 'not twice' 1 handover give
says 'who gave it is told' 还没有人接 "$err"
runs 'it waits' 0 handover show
says 'with its lines as they were' A001 "$out"
yz ticket call > "$out" 2> "$err"
yz ticket done A001 > "$out" 2> "$err"
runs 'the sheet does not change with what happens later' 0 --json handover show
equal 'one ticket then' 1 "$(get '$.tickets' < "$out")"
equal 'none now' 0 "$(yz --json handover show --now | get '$.tickets')"
runs 'whoever gave it cannot take it' 1 handover take
says 'the mend is told' 请下一班的人来接 "$err"
runs 'the list of them' 0 --json handover list
equal 'has the one' "$(yz --json handover show | get '$.id')" "$(get '$.id' < "$out")"
equal 'not taken yet' '' "$(get '$.taken_by' < "$out")"
runs 'for people too' 0 handover list --limit 1
says 'that it waits' 等人接 "$out"
equal 'all is verified' 1 "$(yz --json verify | get '$.ok')"

# Days without a sheet: their heads are on the next one.
"$tool" become "$YIZHAN_FILE" "$(yz --json staff list | grep "\"station_name\":\"$(yz --json handover show | get '$.station')\"" | grep '"os_user":""' | sed -n 1p | get '$.name')"
runs 'another takes it' 0 handover take
did_on() { YIZHAN_NOW=$1 yz person edit "$guardian" --set "note=$1" > "$out" 2> "$err"; }
did_on 2026-11-24T10:00
evening=$(YIZHAN_NOW=2026-11-24T20:00 yz --json verify | get '$.head')
did_on 2026-11-25T10:00
YIZHAN_NOW=2026-11-26T18:00
runs 'the next sheet' 0 --json handover give
get '$.sheet' < "$out" > sheet
says 'has them' "2026-11-24  第" sheet
says 'whole' "$evening" sheet
equal 'not that of a day with a sheet' 2 "$(grep -c '^2026-11-2[0-9]  第' sheet)"
runs 'on paper' 0 print handover "$(get '$.id' < "$out")" --to file:sheet.txt
says 'too' "$(echo "$evening" | cut -c1-20)" sheet.txt
