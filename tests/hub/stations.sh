#!/bin/sh
# The district's view of its stations: each says of its cases at the hub what it says itself; who may look; no names in it.
. "$(dirname "$0")/common.sh"
hubtool=$BUILD/tests/hub/tool
yz hub init "$admin" 2> "$err"
runs 'a district without stations' 0 --json hub stations "$admin"
equal 'says nothing' '' "$(cat "$out")"
for n in 7 8; do
    yz -f $n.db demo --households 240 --people 1600 --seed $n --date 2026-11-23 2> "$err" || cat "$err"
    "$hubtool" exec $n.db "UPDATE meta SET value = $n WHERE name = 'number'"
    "$tool" role $n.db admin
    enrol $n
done
ask "CREATE ROLE overseer LOGIN; GRANT yizhan_district TO overseer"
echo 'local all overseer trust' | cat - "$data/pg_hba.conf" > hba && cat hba > "$data/pg_hba.conf"
ask 'SELECT pg_reload_conf()' > "$out"
overseer="postgresql://overseer@/district?host=$socket&port=$port"
equal 'one that never called' 1 "$(yz --json hub stations "$overseer" | head -n 1 | grep -c '"seen_at":null')"

# of NUMBER: its counts by itself, and there of the hub.
itself() {
    for view in all open overdue evening; do yz -f "$1.db" --json case list --view $view --limit 100000 | wc -l; done | xargs
}
there() {
    yz --json hub stations "$overseer" > all
    line=$(grep "\"number\":$1," all)
    for key in cases open overdue evening; do echo "$line" | get "\$.$key"; done | xargs
}
same() {
    for n in 7 8; do
        yz -f $n.db hub sync "$(hub $n)" > "$out" 2> "$err"
        tell "$1: station $n syncs"
        equal '  its cases, open, overdue, of this evening' "$(itself $n)" "$(there $n)"
    done
}
same 'the demo'
[ "$(there 7)" != "$(there 8)" ]
tell 'each has its own'
echo "$(there 7) $(there 8)" | tr ' ' '\n' | grep -vqx 0
tell 'of some number'
for n in 7 8; do
    numbers=$(yz -f $n.db --json case list --view open --limit 7 | get '$.number')
    i=0
    for number in $numbers; do
        i=$((i + 1))
        runs "  $number is withdrawn" 0 -f $n.db case do "$number" withdraw --reason 居民不办了
        [ $((i % 3)) = 0 ] && runs '  and that undone' 0 -f $n.db undo
    done
done
same 'some withdrawn, some of that undone'
YIZHAN_NOW=2026-12-01T20:10
same 'a week later'
YIZHAN_NOW=2026-11-23T19:30
now=$(there 7)
yz -f 7.db case do "$(yz -f 7.db --json case list --view open --limit 1 | get '$.number')" withdraw --reason 又不办了 > "$out" 2> "$err"
tell 'what a station has not sent'
equal 'the district does not know' "$now" "$(there 7)"

# --- the rows behind the numbers ---
behind() { yz --json hub queue "$overseer" "$1" --view "$2" | get '$.number' | sort > "$3"; }
for view in open overdue evening; do
    behind 8 $view there.txt
    yz -f 8.db --json case list --view $view --limit 100000 | get '$.number' | sort > here.txt
    [ -s here.txt ] && diff here.txt there.txt > "$out"
    tell "the district lists the cases of a station: $view"
done
line=$(yz --json hub stations "$overseer" | grep '"number":8,')
equal 'open needs' "$("$hubtool" sql 8.db 'SELECT count(*) FROM need WHERE state NOT IN (5, 6)')" "$(echo "$line" | get '$.needs')"
equal 'open matches' "$(yz --json hub queue "$overseer" 8 --view matches | wc -l | tr -d ' ')" "$(echo "$line" | get '$.matches')"
equal 'staff' "$(yz -f 8.db --json staff list | wc -l | tr -d ' ')" "$(echo "$line" | get '$.staff')"
seven=$(yz --json hub stations "$overseer" | grep '"number":7,')
many() { yz --json hub queue "$overseer" 7 --view "$1" | wc -l | tr -d ' '; }
for view in needs resources staff; do equal "as many rows behind it: $view" "$(echo "$seven" | get "\$.$view")" "$(many $view)"; done
[ "$(many needs)" -gt 5 ] && [ "$(many resources)" -gt 5 ]
tell '  and there are some'
for view in open needs resources matches; do yz --json hub queue "$overseer" 8 --view $view; done > rows
equal 'no word of a need' 0 "$("$hubtool" sql 8.db "SELECT text FROM need WHERE text <> ''" | sort -u | grep -cFf - rows)"
"$hubtool" sql 8.db "SELECT name FROM staff WHERE disabled = 0 ORDER BY name" > own.staff
yz --json hub queue "$overseer" 8 --view staff > its.staff
get '$.name' < its.staff | sort | diff own.staff - > "$out"
tell 'who works there'
equal 'with what each has open' "$("$hubtool" sql 8.db "SELECT count(*) FROM \"case\" WHERE (state BETWEEN 2 AND 8 OR state = 14) AND owner IN (SELECT id FROM staff WHERE disabled = 0)")" \
    "$(get '$.open' < its.staff | awk '{ n += $1 } END { print n }')"
runs '  as a table' 0 hub queue "$overseer" 8 --view needs
says 'by what they are about' 领域 "$out"
equal 'no names of residents' 0 "$(yz -f 8.db --json --reveal --reason 查 person list --limit 3000 | get '$.name' | sort -u | grep -cFf - rows)"
runs '  and its cases' 0 --lang en hub queue "$overseer" 8
[ "$(wc -l < "$out")" -gt 1 ] && ! grep -E ' [a-z]+(-[a-z]+)+ ' "$out"
tell '  by the names of their services'
runs 'another view there is not' 2 hub queue "$overseer" 8 --view secret
runs 'a station does not list the cases of another' 1 hub queue "$(hub 7)" 8

# --- reports over all of them: each figure as the station itself counts it, who may not see all of it there ---
# rows PART: of the rows of a report on standard input those that count something, of that part.
rows() {
    sed -nE 's/.*"figure":"([^"]*)".*"item":(null|"[^"]*"),"part":(null|"[^"]*"),"value":([^,]*),.*"count":([^,]*),"percent":([^,]*),.*/\3|\1|\2|\5|\4|\6/p' |
        awk -F '|' -v part="$1" '$1 == part && $4 + 0 > 0' | cut -d '|' -f 2- | sort
}
runs 'all is sent' 0 -f 7.db hub sync "$(hub 7)"
for report in year cases evening lists 'year --as-of 2026-10-15' 'lists --from 2026-01-01 --as-of 2026-09-10T12:00'; do
    # shellcheck disable=SC2086 # with its options
    yz -f 7.db --json report $report --hub "$overseer" > there.json 2> "$err"
    # Of these the hub has no data; what is divided by station is, once more.
    { grep 区县没有要数它的数据 there.json | get '$.figure' && echo stations; } | sed 's/.*/^&[|]/' > lacking
    for n in 7 8; do
        "$tool" role $n.db clerk
        # shellcheck disable=SC2086
        yz -f $n.db --json report $report 2> "$err" | rows null | grep -vf lacking > own.rows
        "$tool" role $n.db admin
        rows "\"驿站$n\"" < there.json | grep -vf lacking > its.rows
        [ "$(wc -l < its.rows)" -gt 5 ] && diff own.rows its.rows > "$out"
        tell "report $report: station $n as it counts itself"
    done
done
equal 'the whole is the sum' "$(rows null < there.json | grep '^needs|null' | cut -d '|' -f 3)" \
    "$(for n in 7 8; do rows "\"驿站$n\"" < there.json | grep '^needs|null' | cut -d '|' -f 3; done | awk '{ n += $1 } END { print n }')"
yz -f 7.db --json report year --hub "$overseer" | grep '"figure":"visits"' > row
grep -q '"value":null.*区县没有要数它的数据' row
tell 'what the hub does not have is said, and no number'
runs 'by places it is not divided' 2 -f 7.db report cases --hub "$overseer" --by grid
says 'and that is said' 没有按“网格”分的数据 "$err"
# by REPORT WORD: the parts of the whole figures, of both stations as each tells them, and as the hub does.
by() {
    for n in 7 8; do
        "$tool" role $n.db clerk
        yz -f $n.db --json report "$1" --from 2026-06-01 --by "$2" 2> "$err"
        "$tool" role $n.db admin
    done | sed -nE 's/.*"figure":"'"$3"'".*"item":null,"part":("[^"]*"),"value":([0-9]+),.*/\1 \2/p' | awk '{ n[$1] += $2 } END { for (k in n) print k, n[k] }' | sort > own.rows
    yz -f 7.db --json report "$1" --from 2026-06-01 --by "$2" --hub "$overseer" 2> "$err" > there.json
    sed -nE 's/.*"figure":"'"$3"'".*"item":null,"part":("[^"]*"),"value":([0-9]+),.*/\1 \2/p' there.json | sort > its.rows
    [ "$(wc -l < its.rows)" -gt 2 ] && diff own.rows its.rows > "$out"
    tell "report $1 by $2: both stations together"
}
by cases month cases
by lists field needs
grep -q '"remark":"区县没有按它分的数据，只有合计"' there.json
tell '  what it does not divide is said'
runs 'it is printed' 0 -f 7.db report lists --hub "$overseer" --as-of 2026-10-15 --print file:lists.txt
says '  of whom' '区县各站  三张清单' lists.txt
says '  as of when, of how many' '2026-10-15 23:59 统计（2 个驿站传到区县的）' lists.txt
says '  with each' '  驿站8' lists.txt
runs 'a moment of before there was anything' 0 --json -f 7.db report cases --hub "$overseer" --as-of 2020-01-01
equal '  is nothing' 0 "$(get '$.value' < "$out" | sort -u | xargs)"
runs 'a station does not count the others' 1 -f 7.db report cases --hub "$(hub 7)"
runs 'it goes out as a file' 0 -f 7.db report cases --hub "$overseer" --out district.csv
grep -q 驿站8 district.csv
tell 'with the stations in it'

ask "CREATE OR REPLACE FUNCTION yizhan.version() RETURNS integer LANGUAGE sql AS 'SELECT 2'"
runs 'an older hub' 7 -f 7.db report cases --hub "$overseer"
says 'is brought up to date' 'hub init' "$err"
runs '  by this program' 0 hub init "$admin"

# What was uploaded and not taken does not count.
head=$(ask 'SELECT seq FROM yizhan.head WHERE station = 7')
ask "UPDATE yizhan.head SET seq = seq / 2 WHERE station = 7" > "$out"
[ "$(there 7)" != "$now" ]
tell 'only lines up to the head count'
ask "UPDATE yizhan.head SET seq = $head WHERE station = 7" > "$out"

# --- who may ---
runs 'people read it as a table' 0 hub stations "$overseer"
says 'with the names of stations' 驿站8 "$out"
says 'and what nobody knows there' 只有站里知道 "$err"
equal 'keys are those of the stations' 'across address cases epoch evening lines matches name needs number open overdue resources seen_at sent staff' \
    "$(head -n 1 all | grep -o '"[a-z_]*":' | tr -d '":' | sort | xargs)"
runs 'a station does not look at others' 1 hub stations "$(hub 7)"
says 'and is told who grants it' 请区县管理员 "$err"
as_station 7 "SELECT * FROM yizhan.cases(8)" > seen
grep -q 42501 "$err"
tell 'nor by the functions'
ask "SELECT count(*) FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname = 'yizhan' AND p.proname IN ('cases', 'standing') AND p.prosecdef" > seen
equal 'which run as whoever asks' 0 "$(cat seen)"
"$bin/psql" -X -q -A -t -d "$overseer" -c "SET enable_seqscan = off; EXPLAIN SELECT DISTINCT ON (id) id FROM yizhan.journal WHERE station = 7 AND kind = 'case' AND version > 0 ORDER BY id, seq DESC" > plan
grep -q 'Index.*Scan.*journal_7' plan
tell 'each station by the index of its own part'
