#!/bin/sh
# Every service of the catalogue opened once from the command line; what refuses one; what a definition says of itself.
. "$(dirname "$0")/common.sh"
demo

# people FILE: id and birth of adults who live here, the newest last.
yz --json person list --limit 2000 --reveal --reason 核对 > all
born_before() {
    grep '"died":null' all | sed -n 's/^{"id":"\([^"]*\)".*"birth":"\([0-9]*\)-\([0-9]*\)-\([0-9]*\)".*/\2\3\4 \1/p' |
        sort | awk -v from="$1" -v to="$2" '$1 >= from && $1 <= to { print $2; exit }'
}
old=$(born_before 19000101 19461123) adult=$(born_before 19800101 19900101) other=$(born_before 19900102 19950101)
man=$(grep '"sex":"男"' all | sed -n 's/^{"id":"\([^"]*\)".*"birth":"19[67].*/\1/p' | sed -n 1p)
building=$(yz --json building list --limit 1 | get '$.id')

# opens KEY ARGS...: a case of it, as one JSON line; what is missing of its papers does not matter here.
opens() {
    key=$1
    shift
    runs "$key opens" 0 --json case open "$key" "$@"
    equal "a case of $key" "$key" "$(get '$.service' < "$out")"
}

opens resident-insurance --person "$adult" --set history=连续参保 --set papers=id
equal 'with its limit' 2026-11-30T17:30:00+08:00 "$(get '$.due' < "$out")"
opens unemployment --person "$adult" --set before=never --set phone=13888880001 --set papers=id
unemployed=$(get '$.number' < "$out")
opens employment-certificate --person "$adult" --set kind=new --set schooling=college --set phone=13888880001 --set papers=id
opens certificate-check --person "$adult" --set state=unemployed --set number=5301002026 --set papers=certificate
opens birth-registration --person "$other" --set order=first --set expected=2027-03-01 --set phone=13888880002
opens only-child-certificate --person "$other" --set child_name=小满 --set child_birth=2015-12-31 --set why=lost --set phone=13888880002
opens pension-check --person "$old" --set kind=pension --set papers=id
opens old-age-allowance --person "$old" --set phone=13888880003 --set papers=id,card
equal 'the clock does not wait for it' accepted "$(get '$.state' < "$out")"
opens wage-claim --person "$adult" --set employer=某某公司 --set trade=other --set work=保洁 --set period_from=2026-08-01 \
    --set period_to=2026-10-31 --set amount=9000 --set party_phone=13888880001
runs 'for somebody who is not in the register' 0 --json case open wage-claim --set party=王强 --set party_phone=13888880009 \
    --set employer=某某公司 --set trade=construction --set project=某某二期 --set work=木工 --set period_from=2026-08-01 \
    --set period_to=2026-10-31 --set amount=9000
opens rating-callback --set party=匿名
for event in environment:rubbish safety:fire facility:lamp; do
    opens "event-${event%:*}" --building "$building" --set place=东侧 --set "category=${event#*:}" --set description=通道被堵
    equal 'at its place' 东侧 "$(get '$.place' < "$out")"
done
opens event-dispute --building "$building" --set place=二单元 --set category=leak --set description=楼上漏水 \
    --set other_party=楼上住户 --set agrees=是
runs 'nothing is seen tomorrow' 1 case open event-environment --building "$building" --set place=东侧 --set category=rubbish \
    --set description=甲 --set happened=明天
says 'and that is said with what to do' 不填就是现在 "$err"
runs 'an event is somewhere' 1 case open event-environment --set place=东侧 --set category=rubbish --set description=甲
says 'and that is said' 楼 "$err"

# --- the chain, each step named by the one after it ---
claim() {
    yz --json case open "$@" > "$out" 2> "$err"
}
claim subsidy-4050 --person "$man" --set group=age --set paid_from=2026-01 --set paid_to=2026年6月 --set phone=13888880004
equal 'the subsidy names the registration before it' 1 "$(get '$.rule' < "$out" | grep -c 灵活就业登记)"
equal 'as an error' error "$(grep 灵活就业登记 "$out" | get '$.severity' | sed -n 1p)"
claim hardship --person "$adult" --set group=disabled --set phone=13888880001
equal 'an open step is named by its case' 1 "$(get '$.rule' < "$out" | grep -c "$unemployed")"
opens hardship --person "$man" --set group=disabled --set unemployment_number=5301-7 --set phone=13888880004
opens flexible-employment --person "$man" --set purpose=register --set work=摆摊 --set since=2026-01-01 --set workplace=南门 \
    --set phone=13888880004
opens subsidy-4050 --person "$man" --set group=disabled --set paid_from=2026-01-01 --set paid_to=2026-06-30 \
    --set flexible_number=5301-9 --set phone=13888880004

# --- refused, all faults at once ---
claim unemployment --person "$adult" --set before=never --set phone=13888880001
equal 'a second one while one is open' 1 "$(get '$.rule' < "$out" | grep -c 已有在办的)"
claim wage-claim --person "$adult" --set trade=construction --set period_from=2020-01-01 --set period_to=2024-11-22 --set amount=many
equal 'every field at once' 'amount employer period_to project work' \
    "$(grep '"severity":"error"' "$out" | get '$.field' | sort -u | xargs)"
equal 'a condition with its source' 1 "$(get '$.rule' < "$out" | grep -c '劳动保障监察条例')"
equal 'nothing was opened' 1 "$(yz --json case list --service unemployment | wc -l | tr -d ' ')"

# --- what a definition says ---
runs 'service show' 0 --json service show wage-claim
equal 'the condition with its test' 1 "$(grep -c 'days_since(answer.period_to) <= rule(limitation)' "$out")"
runs 'in English' 0 --lang en service show hardship
says 'with what comes before' unemployment "$out"
says 'and what refuses' refused "$out"
equal 'eighteen of them, the first one the newborn' newborn-insurance "$(yz --json service list | get '$.key' | sed -n 1p)"
equal 'all' 19 "$(yz --json service list | wc -l | tr -d ' ')"
for key in xse:newborn-insurance jmyb:resident-insurance sydj:unemployment tx:wage-claim gljt:old-age-allowance \
    ylrz:pension-check hjsj:event-environment sydj:birth-registration; do
    equal "${key%:*} finds ${key#*:}" 1 "$(yz --json search "${key%:*}" --kind service | get '$.key' | grep -cx "${key#*:}")"
done
equal 'xse finds the newborn first' newborn-insurance "$(yz --json search xse | get '$.key' | sed -n 1p)"

sed 's/^test = answer.child_birth.*/test = answer.child_brith <= 2015-12-31/; s/^promised = .*/promised = 0/; s/^flow = .*//; s/^about = person/about = person\nflow = river\nafter = only-child-certificate/; s/^type = name/type = nam/' \
    "$SOURCE_DIR/data/services/only-child-certificate.item" > bad.item
runs 'service check tells all at once' 1 --json -f nothing.db service check bad.item
for place in promised after flow type test; do
    says "the $place" ":$place\"" "$out"
done
says 'an expression with its column' '第 8 列' "$out"

# --- what a case keeps of its form ---
yz print receipt "$(yz --json case list --service wage-claim | get '$.number' | sed -n 1p)" --to "file:$HOME/receipt" 2> "$err"
says 'a receipt tells the papers' 材料 "$HOME/receipt"
lacks 'a receipt tells no paper that nobody asked for' 被拖欠人员名单 "$HOME/receipt"
number=$(yz --json case list --service wage-claim | get '$.number' | sed -n 1p)
runs 'case show tells the form' 0 --json case show "$number"
equal 'in words' 某某公司 "$("$tool" get '$.form[0].value' < "$out")"
says 'with the way it goes' '"field":"route"' "$out"
says 'and how each condition stood' '"condition":"limitation"' "$out"
runs 'for people too' 0 case show "$number"
says 'with labels' 用工单位 "$out"
lacks 'a phone of somebody who asked stays masked' 13888880009 "$out"

# --- docs/services.md has every key that a definition may have ---
for key in $(sed -n 's/^\([a-z_]*\) =.*/\1/p' "$SOURCE_DIR"/data/services/*.item | sort -u) after_or when value from once internal; do
    grep -qF "\`$key\`" "$SOURCE_DIR/docs/services.md" || echo "not ok docs/services.md has no $key"
done
printf '[item]\nnonsense = 1\n[paper a]\nnonsense = 1\n[field a]\nnonsense = 1\n[condition a]\nnonsense = 1\n[rule a]\nnonsense = 1\n' > keys.item
yz --lang en --json -f nothing.db service check keys.item > "$out" 2> /dev/null
for key in $(grep '"field":"[0-9]*:nonsense"' "$out" | get '$.mend' | sed 's/.*: *//' | tr ' ' '\n' | grep -v … | sort -u); do
    grep -qF "\`$key\`" "$SOURCE_DIR/docs/services.md" || echo "not ok docs/services.md has no $key"
done
equal 'each sort of section tells its keys' 5 "$(grep -c ':nonsense"' "$out")"


# --- what only a whole section shows is told with the line of its key ---
printf '[item]\nkey = late-one\nname = 甲\nshort = 甲\ndepartment = 乙\ntype = 即办件\nsource = 试验\nconfidence = unconfirmed\nvalid_from = 2026-01-01\nvalid_to = 2025-01-01\nafter = late-one\n' > lines.item
yz -f nothing.db service check lines.item > "$out" 2>&1
says 'the line of a date' '10:valid_to' "$out"
says 'and of the item before' '11:after' "$out"

# --- in the order of lines, with the nearest key ---
printf '[item]\nkey = one\nname = 甲\nshrot = 甲\ndepartment = 乙\ntype = 承诺件\npromised = 100000 工作日\nafter = no-such-item\nsource = 试验\nconfidence = unconfirmed\nvalid_from = 2026-01-01\n[paper id]\nname = 丙\n' > order.item
yz --json -f nothing.db service check order.item > "$out" 2> "$err"
get '$.field' < "$out" | sed 's/:.*//' > places
sort -n places | cmp -s - places
tell 'findings stand in the order of lines'
says 'the chain at its own line' '"8:after"' "$out"
says 'the nearest key' '最接近的是 short' "$out"
says 'a limit that is too large' '期限太大，最多 3660 个工作日' "$out"

# --- both languages ---

awk 'function close_section(k) { for (k in said) if (!((k "_en") in has)) print where ": " k; split("", said); split("", has) }
    FNR == 1 || /^\[/ { close_section(); section = substr($1, 2); where = FILENAME " " $0 }
    /^[a-z_]+ = / { has[$1] = 1 }
    /^(name|label|help|note|mend|source) = / && section !~ /^rule/ { said[$1] = 1 }
    END { close_section() }' "$SOURCE_DIR"/data/services/*.item "$SOURCE_DIR"/data/policies/*.policy > untranslated
equal 'items and policies say everything in English too' '' "$(cat untranslated)"
