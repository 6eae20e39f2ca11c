#!/bin/sh
# due and calendar: deadlines with their steps, and a new year's calendar that moves those of open cases.
. "$(dirname "$0")/common.sh"
day='09:00-12:00,13:30-17:30'

# due_is NAME WANT ARGS...: the due moment, without any station file.
due_is() {
    name=$1 want=$2
    shift 2
    equal "$name" "$want" "$(yz --json due "$@" 2> "$err" | get '$.due')"
}

due_is 'working days over 国庆' 2026-10-20T17:30:00+08:00 --limit '10 工作日' --from '2026-09-30 16:00' --hours "$day"
due_is 'working hours' 2026-10-08T11:30:00+08:00 --limit 4工作时 --from '2026-09-30 16:00' --hours "$day"
due_is 'calendar days' 2026-10-10T23:59:00+08:00 --limit '10 calendar days' --from '2026-09-30 16:00' --hours "$day"
due_is 'hours' 2026-10-01T16:00:00+08:00 --limit '24 自然时' --from '2026-09-30 16:00' --hours "$day"
due_is 'weekend hours' 2026-11-28T16:00:00+08:00 --limit '8 工作时' --from '2026-11-27 18:00' --hours '09:00-12:00,13:30-20:00' \
    --weekend 10:00-16:00
due_is 'pauses' 2026-11-30T17:30:00+08:00 --limit 2 --from '2026-11-23 10:00' --hours "$day" \
    --pause '2026-11-23 11:00/2026-11-23 12:00' --pause '2026-11-24 14:00/2026-11-27 10:00'
[ ! -e "$YIZHAN_FILE" ]
tell 'no station file was needed'

yz --json due --limit '10 工作日' --from '2026-09-30 16:00' --hours "$day" > "$out" 2> "$err"
"$tool" json < "$out"
tell 'one JSON line'
equal 'with all steps' 8 "$(get '$.steps' < "$out" | grep -o '"why"' | wc -l | tr -d ' ')"
equal 'that add up' 10 "$(get '$.steps' < "$out" | grep -oE '"counted":[0-9]+' | awk -F: '{ n += $2 } END { print n }')"
equal 'why' '国庆节 放假' "$(get '$.steps[1].why' < "$out")"
equal 'no year was assumed' 0 "$(get '$.calendar_assumed' < "$out")"
yz --json due --limit 5 --from '2026-12-30 16:00' --hours "$day" > "$out"
equal 'an unknown year is told' 1 "$(get '$.calendar_assumed' < "$out")"
equal 'and of the steps, which' 0,1 "$(get '$.steps[1].assumed' < "$out"),$(get '$.steps[2].assumed' < "$out")"
runs 'for people too' 0 --lang zh due --limit 5 --from '2026-12-30 16:00' --hours "$day" --explain
says 'the due moment' '2027-01-06 17:30' "$out"
says 'what is assumed' 推定 "$out"
says 'midnight is 24:00 of the day before' '2026-12-30 24:00' "$out"
runs 'a clock that stands has no deadline' 0 --json due --limit 5 --from '2026-11-23 10:00' --hours "$day" --pause '2026-11-24 10:00/'
says 'due is null' '"due":null' "$out"

runs 'what is no limit is refused' 2 due --limit '10 天' --from '2026-11-23 10:00' --hours "$day"
runs 'a limit and a service at once' 2 due --limit 5 --service newborn-insurance --from '2026-11-23 10:00'
runs 'neither' 2 due --from '2026-11-23 10:00' --hours "$day"
runs 'weekend hours without others, of a service' 2 due --service newborn-insurance --from '2026-11-23 10:00' --weekend 10:00-16:00
equal 'ten years of steps add up' 3660 "$(yz --json due --limit 3660 --from '2016-01-04 10:00' --hours "$day" | get '$.steps' | grep -oE '"counted":[0-9]+' | awk -F: '{ n += $2 } END { print n }')"
runs 'no beginning' 2 due --limit 5 --hours "$day"
runs 'before 2015' 1 due --limit 5 --from '2014-12-31 10:00' --hours "$day"
runs 'spans that overlap' 2 due --limit 5 --from '2026-11-23 10:00' --hours 09:00-12:00,11:00-13:00
runs 'no working time' 1 due --limit 5 --from '2026-11-23 10:00' --hours ''
runs 'pauses that overlap' 1 due --limit 5 --from '2026-11-23 10:00' --hours "$day" --pause '2026-11-24/2026-11-26' --pause '2026-11-25/2026-11-27'
runs 'a pause without slash' 2 due --limit 5 --from '2026-11-23 10:00' --hours "$day" --pause 2026-11-24

runs 'the own calendars' 0 --json calendar list 2026
equal 'days off and at work' 1 "$(grep -c '"date":"2026-10-10","kind":"work"' "$out")"
runs 'a year that is not there' 1 calendar list 2027

# --- with a station file ---
demo
family
YIZHAN_NOW=2026-12-30T10:00
runs 'of a service, over the hours of its department' 0 --json due --service newborn-insurance --from '2026-12-30 10:00' --explain
equal 'promised' 2027-01-06T17:30:00+08:00 "$(get '$.due' < "$out")"
equal 'legal' 2027-01-27T17:30:00+08:00 "$(get '$.legal_due' < "$out")"
runs 'a limit over the hours of a station' 0 --json due --limit '1 工作时' --from '2026-11-23 19:30' --station "$(yz --json staff list --limit 1 | get '$.station_name')"
runs 'an unknown service is named' 1 due --service nothing --from '2026-12-30 10:00'

no=$(yz --json case open newborn-insurance --household "$household" --set baby_sex=女 --set 'birth=2026.12.18 3:20' \
    --set certificate=u530123456 --set guardian="$guardian" --set consent=yes --set papers=certificate,booklet,parent-id | get '$.number')
due() {
    yz --json case show "$no" | get '$.due'
}
equal 'before the calendar is known' 2027-01-06T17:30:00+08:00 "$(due)"
equal 'and it says so' 1 "$(yz --json case show "$no" | get '$.due_assumed')"

cat > bad.csv <<'CSV'
date,kind,name
2027-13-01,off,元旦
2027-01-01,free,元旦
2027-01-04,work,元旦
2027-02-06,off,
2027-02-07,off,春节
2027-02-07,off,春节
CSV
head=$(yz --json verify | get '$.head')
runs 'the calendar of the program keeps its own rules' 0 calendar check "$SOURCE_DIR/data/calendars/cn.csv"
runs 'a calendar with errors' 1 --json calendar check bad.csv
equal 'each with its line' '2:date 3:kind 4:date 5:name date date' "$(get '$.field' < "$out" | xargs)"
runs 'is not loaded' 1 calendar load bad.csv
runs 'nor one that is not there' 1 calendar load nothing.csv
equal 'and nothing was written' "$head" "$(yz --json verify | get '$.head')"

# Invented for this test: nobody knows the real one yet.
{
    echo date,kind,name
    for d in 01-01 02-06 02-07 02-08 02-09 02-10 02-11 02-12 05-01 05-03 10-01 10-04; do echo "2027-$d,off,测试"; done
    echo 2027-01-09,work,测试
} > 2027.csv
runs 'a good one' 0 calendar check 2027.csv
lacks 'without warnings' 提醒 "$err"
printf '2027-01-01,off,元旦\n' > short.csv
runs 'one with a single day' 0 --lang zh calendar check short.csv
says 'is warned of' 提醒 "$err"
runs 'loading it' 0 --json calendar load 2027.csv --source '测试〔2026〕1号'
equal 'moves the case' "$no" "$(get '$.number' < "$out")"
equal 'from' 2027-01-06T17:30:00+08:00 "$(get '$.before' < "$out")"
equal 'to' 2027-01-07T17:30:00+08:00 "$(get '$.after' < "$out")"
equal 'as the case says' 2027-01-07T17:30:00+08:00 "$(due)"
equal 'not assumed any more' 0 "$(yz --json case show "$no" | get '$.due_assumed')"
equal 'the source is kept' '测试〔2026〕1号' "$(yz --json calendar list 2027 | get '$.source' | sort -u)"
equal 'it counts for due' 2027-01-07T17:30:00+08:00 "$(yz --json due --service newborn-insurance --from '2026-12-30 10:00' | get '$.due')"
runs 'loading it again' 0 --json calendar load 2027.csv --source '测试〔2026〕1号'
equal 'moves nothing' '' "$(cat "$out")"
runs 'undo of the act' 0 --json undo
undone_by=$(get '$.undone_by' < "$out")
equal 'gives all back' 2027-01-06T17:30:00+08:00 "$(due)"
runs 'also the days' 1 calendar list 2027
runs 'undo of the undo' 0 --json undo "$undone_by"
undone_by=$(get '$.undone_by' < "$out")
equal 'moves it again' 2027-01-07T17:30:00+08:00 "$(due)"
runs 'and that undone' 0 undo "$undone_by"

# --- the program comes with a new calendar ---
mkdir -p data/calendars
cat "$SOURCE_DIR/data/calendars/cn.csv" > data/calendars/cn.csv
sed 1d 2027.csv >> data/calendars/cn.csv
YIZHAN_DATA=$HOME/data
export YIZHAN_DATA
runs 'a command that only reads' 0 case show "$no"
equal 'moves nothing yet' 2027-01-06T17:30:00+08:00 "$(due)"
runs 'one that writes' 0 building edit 星体花园南区3幢 --set note=x
says 'tells on standard error' "$no  2027-01-06 17:30 → 2027-01-07 17:30" "$err"
equal 'what it moved' 2027-01-07T17:30:00+08:00 "$(due)"
runs 'the next one' 0 building edit 星体花园南区3幢 --set note=y
lacks 'says nothing of it' "$no" "$err"
equal 'undo takes the own act' 1 "$(yz --json undo | get '$.verb' | grep -c edit-building)"
runs 'the file is whole' 0 verify

# --- the example of docs/deadlines.md ---
unset YIZHAN_DATA
sed -n '/^<!-- due -->/,/^```$/p' "$SOURCE_DIR/docs/deadlines.md" | sed '1,2d; $d' > example
sed -n '1,/[^\\]$/p' example | sed 's/^\$ yizhan/yz/' > typed
sed '1,/[^\\]$/d' example > want
. ./typed > "$out" 2> "$err"
cmp -s want "$out" && [ -s want ]
tell 'docs/deadlines.md shows what the program writes'
runs 'a limit that is too large is told so' 2 due --limit '100000 工作日' --from '2026-09-30 16:00'
says 'with the greatest' '最多 3660 个工作日' "$err"
