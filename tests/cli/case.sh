#!/bin/sh
# case and service: opening, refusing with every fault at once, the queue, papers.
. "$(dirname "$0")/common.sh"
demo
family


before=$(yz --json verify | get '$.head')
runs 'an empty form is refused' 1 --json case open newborn-insurance --household "$household"
"$tool" json < "$out"
tell 'each fault is a line of JSON'
equal 'every required field at once' 'birth certificate consent' "$(get '$.field' < "$out" | sort | grep -E '^(birth|certificate|consent)$' | xargs)"
runs 'wrong values are refused' 1 --json case open newborn-insurance --household "$household" --set baby_sex=x --set birth=2027-01-01 \
    --set certificate=123 --set guardian=p:99999 --set consent=maybe --set papers=nothing --set colour=red
equal 'every failing field at once' 'baby_sex birth certificate colour consent guardian papers' "$(get '$.field' < "$out" | sort -u | xargs)"
equal 'what was typed is in it' 123 "$(grep '"certificate"' "$out" | get '$.value')"
runs 'for people they stand on standard error' 1 case open newborn-insurance --household "$household" --set birth=2027-01-01
says 'with field and rule' 'birth' "$err"
equal 'and nothing on standard output' '' "$(cat "$out")"
equal 'and nothing was written' "$before" "$(yz --json verify | get '$.head')"
runs 'a newborn is not made the head' 1 --json case open newborn-insurance --household "$household" --set baby_sex=女 \
    --set birth=2026-11-18 --set certificate=U530123450 --set guardian="$guardian" --set consent=yes --set relation=户主
equal 'and that is the one fault' relation "$(grep '"error"' "$out" | get '$.field')"
equal 'with the mend' 1 "$(grep '"relation"' "$out" | get '$.mend' | grep -c 孙子)"
runs 'an unknown service is refused' 1 case open newborn-insurence --household "$household"
says 'and the nearest named' newborn-insurance "$err"
runs 'no household is refused' 1 case open newborn-insurance --household h:99999
runs 'something that is no assignment' 2 case open newborn-insurance --household "$household" --set birth

english=$(yz --lang en --json case open newborn-insurance --household "$household" --set baby_sex=女 --set birth=2026-11-17 \
    --set certificate=u530123999 --set guardian="$guardian" --set consent=yes --set papers=certificate,booklet,parent-id 2> "$err" | get '$.number')
yz --json case show "$english" > "$out"
lacks 'what is kept of a form filled in under English is Chinese' unconfirmed "$out"
says 'with its marks' 待核实 "$out"
yz undo > "$out" 2> "$err"
runs 'a good form opens a case' 0 --json case open newborn-insurance --household "$household" --set baby_name=小明 --set baby_sex=女 \
    --set 'birth=2026.11.18 3:20' --set certificate=u530123456 --set guardian="$guardian" --set consent=yes \
    --set papers=certificate,booklet,parent-id
"$tool" json < "$out"
tell 'one JSON line'
no=$(get '$.number' < "$out")
equal 'accepted' accepted "$(get '$.state' < "$out")"
equal 'of the service' newborn-insurance "$(get '$.service' < "$out")"
equal 'in the evening' 1 "$(get '$.evening' < "$out")"
equal 'not overdue' 0 "$(get '$.overdue' < "$out")"
equal 'cover from birth' 2026-11-18 "$(get '$.cover_from' < "$out")"
equal 'days left of 90' 85 "$(get '$.window_days_left' < "$out")"
equal 'with a source' 1 "$(get '$.rule_source' < "$out" | wc -l | tr -d ' ')"
equal 'no paper missing' '[]' "$(get '$.missing_papers' < "$out")"
equal 'the household' "$household" "$(get '$.household' < "$out")"
baby=$(get '$.person' < "$out")
equal 'the child lives there' "$household" "$(yz --json show "$baby" | get '$.households[0].id')"
equal 'the child is in the household' 1 "$(yz --json show "$household" | grep -c "\"$baby\"")"
runs 'without --json the number alone' 0 case open newborn-insurance --household "$household" --set baby_sex=男 --set birth=2026-11-19 \
    --set certificate=U530123457 --set guardian="$guardian" --set consent=yes --set papers=booklet
equal 'is the result' 1 "$(grep -cxE '2026-[0-9]{6}' "$out")"
waiting=$(cat "$out")
equal 'a paper that may not follow: the clock waits' supplement "$(yz --json case show "$waiting" | get '$.state')"
equal 'and it is named' certificate "$(yz --json case show "$waiting" | get '$.missing_papers[0]')"

runs 'the queue of the evening' 0 --json case list --evening
equal 'has both' 2 "$(wc -l < "$out" | tr -d ' ')"
"$tool" json < "$out"
tell 'lines are JSON'
equal 'the evening of another day has none of them' 0 "$(yz --json case list --evening --date 2026-11-22 | grep -c "$no")"
equal 'by state' "$waiting" "$(yz --json case list --state supplement | get '$.number')"
equal 'due within' 1 "$(yz --json case list --due-within 10 | grep -c "$no")"
equal 'and not sooner' 0 "$(yz --json case list --due-within 3 | grep -c "$no")"
equal 'received on a day' 2 "$(yz --json case list --date 2026-11-23 | wc -l | tr -d ' ')"
equal 'none overdue today' 0 "$(yz --json case list --overdue | grep -c "$no")"
equal 'overdue in a month' 1 "$(YIZHAN_NOW=2026-12-24T09:00 yz --json case list --overdue | grep -c "$no")"
equal 'at most --limit' 1 "$(yz --json case list --limit 1 | wc -l | tr -d ' ')"
runs 'an unknown state' 2 case list --state nosuch
says 'names those that there are' 'in-progress' "$err"
runs 'case show' 0 case show "$no"
says 'shows the state' 已受理 "$out"
runs 'by full-width digits' 0 case show "$(printf %s "$no" | sed 's/0/０/g;s/2/２/g;s/6/６/g')"
runs 'a case that is not there' 1 case show 2020-000001

runs 'the receipt is printed' 0 case print "$no" --to "file:$HOME/receipt"
says 'with the number' "$no" "$HOME/receipt"
"$tool" escapes < "$HOME/receipt"
tell 'in plain text'
runs 'no notice when nothing is missing' 1 case print "$no" --paper notice --to "file:$HOME/notice"
runs 'a notice when something is' 0 case print "$waiting" --paper notice --to "file:$HOME/notice"
says 'naming the paper' 出生医学证明 "$HOME/notice"
runs 'an unknown paper' 2 case print "$no" --paper bill
runs 'an unknown way' 2 case print "$no" --to fax:1
equal 'printing is in the journal' print "$(yz --json log --limit 1 | get '$.verb')"

runs 'service list' 0 --json service list
equal 'has the item' newborn-insurance "$(get '$.key' < "$out" | grep -x newborn-insurance)"
runs 'service show' 0 --json service show newborn-insurance
equal 'has papers, fields and rules' 3 "$(grep -o '"papers":\|"fields":\|"rules":' "$out" | sort -u | wc -l | tr -d ' ')"
sed 's/^promised = .*/promised = many/; s/^type = member/type = thing/' "$SOURCE_DIR/data/services/newborn-insurance.item" > bad.item
runs 'service check finds errors' 1 --json -f nothing.db service check bad.item
lines="$(grep -n '^promised = many' bad.item | cut -d: -f1):promised $(grep -n '^type = thing' bad.item | cut -d: -f1):type"
equal 'both of them, with their lines' "$lines" "$(get '$.field' < "$out" | grep -xE "$(echo "$lines" | tr ' ' '|')" | xargs)"
runs 'a good definition has none' 0 -f nothing.db service check "$SOURCE_DIR/data/services/newborn-insurance.item"
runs 'a bad one is not loaded' 1 service load bad.item
sed 's/^short = .*/short = 宝宝医保/' "$SOURCE_DIR/data/services/newborn-insurance.item" > new.item
runs 'a changed one is loaded' 0 service load new.item
equal 'and in force' 宝宝医保 "$(yz --json service list | get '$.short_name' | grep 宝宝)"

equal 'a view by its key' "$waiting" "$(yz --json case list --view waiting | get '$.number')"
equal 'papers awaited' "$waiting" "$(yz --json case list --waiting | get '$.number')"
equal 'none is offered' 0 "$(yz --json case list --offered | wc -l | tr -d ' ')"
equal 'open ones' 1 "$(yz --json case list --view open | grep -c "$no")"
runs 'an unknown view' 2 case list --view nosuch

# --- an undo leaves nothing that refers to what it took away ---
family
yz case open newborn-insurance --household "$household" --set baby_sex=女 --set birth=2026-11-20 --set certificate=U530129991 \
    --set guardian="$guardian" --set consent=yes --set papers=certificate,booklet,parent-id > "$out" 2> "$err"
yz --json log --ref "$(cat "$out")" --limit 1 > line
act=$(get '$.act' < line)
baby=$(yz --json log --act "$act" | grep '"kind":"person"' | get '$.id')
second=$(yz case open pension-check --person "$baby" --set kind=pension --set way=here --set papers=id 2> "$err")
runs 'a case for the baby stands in the way of undoing the baby' 1 --json undo "$act"
equal 'and is named' "$(yz --json log --ref "$second" --limit 1 | get '$.act')" "$(get '$.blocked_by' < "$out")"
runs 'when that is undone' 0 undo
runs 'so is this' 0 undo "$act"
runs 'nothing points into the void' 0 doctor

# --- what is too long is refused, never cut ---

long=$(awk 'BEGIN { for (i = 0; i < 300; i++) printf "长" }')
runs 'a text longer than its field' 1 case open event-environment --building 星体花园南区3幢 --set place=门口 \
    --set category=rubbish --set description="$long"
says 'is told' 太长 "$err"
