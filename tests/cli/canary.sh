#!/bin/sh
# No personal value leaves a command unmasked: one household of values that stand nowhere else (tests/support/canary.sh), every
# command of the table with and without --json, and what it says, prints and exports searched for them.
. "$(dirname "$0")/common.sh"
. "$SOURCE_DIR/tests/support/canary.sh"
canary_station
runs 'the station is sound' 0 verify
cp "$YIZHAN_FILE" "$HOME/canary.db"
printf 'date,kind,name\n2027-01-01,off,元旦\n' > year.csv
base=$HOME/canary.db

# What a command may show, and why. Everything else is a leak.
#   KEY|PATTERN
allowed='
search|甄嘉娜丽|what was searched for, as typed
import|19880229|the wrong number that has to be mended, as it stands in the file that the clerk gave
import cases|19880229|as import
case print|甄嘉娜丽|receipts are made out to the person who applied (docs/security.md)
case print|甄稚禾|as above
case print|甄老爹|the guardian who applied
print|甄嘉娜丽|the slip and the register of the seal name who asked for it
seal print|甄嘉娜丽|as print
meeting agreement|甄嘉娜丽|who signs an agreement stands in it
meeting agreement|甄老爹|as above
'

# unpacked: what is in a workbook lies in the folder beside it, its parts as plain text; cells may be split by markup.
unpacked() {
    for book in seen/*.xlsx; do
        [ -e "$book" ] || continue
        python3 - "$book" << 'END' || return 1
import re, sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as book, open(sys.argv[1] + ".text", "w", encoding="utf-8") as out:
    for part in book.namelist():
        text = book.read(part).decode("utf-8", "replace")
        out.write(text + "\n" + re.sub(r"<[^>]*>", "", text) + "\n")
END
        rm -f "$book"
    done
}

# leaks KEY: what was written into seen/ that holds a canary which KEY may not show.
leaks() {
    unpacked || { echo 'a workbook could not be read'; return; }
    pattern=$(echo "$allowed" | grep "^$1|" | cut -d'|' -f2 | tr '\n' '|' | sed 's/|$//')
    find seen -type f ! -name '*.db*' -exec cat {} + | grep -aoE "$canaries" | grep -vE "^(${pattern:-nothing})\$" | sort -u
}

# sees KEY CODE ARGS...: yizhan ARGS on a copy of the station, for people and as JSON, ends with CODE and leaks nothing.
covered=' '
sees() {
    key=$1 want=$2
    shift 2
    covered="$covered$key|"
    for json in '' --json; do
        rm -rf seen station.db*
        mkdir seen
        cp "$base" station.db
        cp ledger.csv empty.csv year.csv seen/
        # shellcheck disable=SC2086
        (cd seen && "$YIZHAN" $json "$@" > out 2> err)
        code=$?
        rm -f seen/ledger.csv seen/empty.csv seen/year.csv
        found=$(leaks "$key" | xargs)
        if [ $code = "$want" ] && [ -z "$found" ]; then
            echo "ok $key $json"
        else
            echo "not ok $key $json: exit $code, not $want; leaks: $found: yizhan $*"
            grep -aE "$canaries" -r seen | cut -c1-300 | head -n 5 | sed 's/^/#   /'
            [ $code = "$want" ] || head -n 5 seen/out seen/err | sed 's/^/#   /'
        fi
    done
}

sees search 0 search 甄嘉娜丽
sees search 0 search 13987650001
sees search 0 search 530111193108174427
sees search 0 search 0007 --limit 50
sees show 0 show "$head"
sees 'person list' 0 person list --where sex=女
sees 'person show' 0 person show "$child"
sees 'person show' 0 person show "$foreigner"
sees 'person add' 0 person add --set name=甄二 --set phone=13987650001
sees 'person edit' 0 person edit "$head" --set employer=无
sees 'person move' 0 person move "$spouse" --to "$flat"
sees 'person leave' 0 person leave "$spouse" --moved-to 外地
sees 'person death' 0 person death "$head" --successor "$spouse"
sees 'person birth' 0 person birth "$spouse" --name 甄二 --sex 男 --consent 是
sees 'person expiring' 0 person expiring --by 2099-12-31
sees 'person duplicates' 0 person duplicates
sees 'person duplicates' 0 person duplicates --scan
sees 'person duplicates' 0 person duplicates "$twin"
sees 'person merge' 0 person merge "$head" "$twin"
sees 'person merge' 0 person merge "$head" "$twin" --dry-run
sees 'person distinct' 0 person distinct "$head" "$twin" --reason 同名
sees 'household list' 0 household list
sees 'household show' 0 household show "$household"
sees 'household edit' 0 household edit "$household" --set number=Z1
sees 'household move' 0 household move "$household" --to "$flat" --dry-run
sees 'household split' 0 household split "$household" --who "$spouse" --to "$flat"
sees 'household join' 0 household join "$household" --into "$other"
sees 'household end' 0 household end "$household" --moved-to 外地
sees 'household head' 0 household head "$household" --head "$spouse"
sees 'household birth' 0 household birth "$household" --mother "$spouse" --name 甄二 --sex 男 --consent 甄老爹
sees 'household add' 0 household add --into "$household" --new '甄二 男'
sees 'household swap' 0 household swap "$household" --new '甄二 男'
sees 'household renew' 0 household renew "$household" --lease-until 2027-12-31
sees 'household merge' 0 household merge "$household" "$other" --dry-run
sees 'building list' 0 building list
sees 'building show' 0 building show "$building"
sees 'building edit' 0 building edit "$building" --set name=一号
sees 'building move' 0 building move "$building" --moved-to 外地
sees 'case open' 0 case open resident-insurance --person "$twin" --set history=连续参保 --set missed=0
sees 'case bulk' 0 case bulk resident-insurance --building "$building" --set history=连续参保 --set missed=0 --dry-run
sees 'case list' 0 case list
for no in "$newborn" "$service" "$event" "$hidden"; do
    sees 'case show' 0 case show "$no"
    sees 'case explain' 0 case explain "$no"
    sees 'case print' 0 case print "$no" --to file:paper
done
sees 'case do' 0 case do "$newborn" urge --note 快
sees 'visit plan' 0 visit plan
sees 'visit plan' 0 visit plan --building "$building"
sees 'visit log' 0 visit log "$household" --outcome absent
sees 'visit list' 0 visit list
sees diary 0 diary
sees diary 0 diary --print file:paper
sees 'need list' 0 need list
sees 'need show' 0 need show "$need"
sees 'need add' 0 need add --set text=修灯 --set field=daily --set person="$head"
sees 'need edit' 0 need edit "$need" --set urgency=urgent
sees 'offer list' 0 offer list
sees 'offer add' 1 offer add --set provider=珍珠理发店 --set name=理发 --set topic=care --set capacity=9 --set period=month
sees 'offer show' 0 offer show "$resource"
sees 'offer edit' 0 offer edit "$resource" --set capacity=6
sees 'offer confirm' 0 offer confirm "$resource"
sees 'resource list' 0 resource list
sees 'resource add' 0 resource add --set provider=珍珠理发店 --set name=理发 --set topic=care --set capacity=9 --set period=month
sees 'resource show' 0 resource show "$resource"
sees 'resource edit' 0 resource edit "$resource" --set capacity=6
sees 'resource confirm' 0 resource confirm "$resource"
sees 'provider list' 0 provider list
sees 'provider show' 0 provider show 珍珠理发店
sees 'provider add' 0 provider add --set name=别家 --set sort=企业
sees 'provider edit' 0 provider edit 珍珠理发店 --set uscc=
sees match 0 match
sees match 0 match "$need"
sees match 0 match "$need" --why-not "$resource"
sees match 0 match --plan
sees 'match list' 0 match list
sees 'match reasons' 0 match reasons
sees 'match propose' 1 match propose "$need" "$resource" --units 1
sees 'match accept' 0 match accept "$match"
sees 'match decline' 0 match decline "$match" --reason busy
sees 'match withdraw' 0 match withdraw "$match"
sees 'survey list' 0 survey list
sees 'survey show' 0 survey show parking
sees 'survey check' 0 survey check "$SOURCE_DIR/data/surveys/parking.csv"
sees 'survey add' 1 survey add "$SOURCE_DIR/data/surveys/parking.csv"
sees 'survey target' 0 survey target parking
sees 'survey fill' 0 survey fill parking --household "$other" --set car=no --set content=4
sees 'survey enter' 0 survey enter parking --number 7 --household "$other" --set car=no --set content=4
sees 'survey replies' 0 survey replies parking
sees 'survey results' 0 survey results parking
sees 'survey results' 0 survey results parking --question why
sees 'survey need' 0 survey need "$answer" --field daily
sees 'survey print' 0 survey print parking --to file:paper
sees 'survey export' 0 survey export parking --out all.csv
sees 'survey export' 0 survey export parking --format json
sees 'survey end' 0 survey end parking --reason 够了
sees 'improvement list' 0 improvement list
sees 'improvement show' 0 improvement show "$improvement"
sees 'improvement add' 0 improvement add --set name=装长椅 --set place=南门
sees 'improvement edit' 0 improvement edit "$improvement" --set place=北门
sees 'improvement plan' 0 improvement plan "$improvement" --set plan=装 --set planned_days=2 --set crew=物业
sees 'improvement start' 1 improvement start "$improvement"
sees 'improvement drop' 0 improvement drop "$improvement" --set reason=不办
sees 'notice list' 0 notice list
sees 'notice preview' 1 notice preview
sees 'notice publish' 1 notice publish --out .
sees 'notice word' 0 notice word "$need" 有老人要人看望
sees 'ticket take' 0 ticket take --name 甄二
sees 'ticket call' 0 ticket call
sees 'ticket absent' 1 ticket absent "$ticket"
sees 'ticket serve' 0 ticket serve "$ticket"
sees 'ticket done' 1 ticket done "$ticket"
sees 'ticket carry' 0 ticket carry
sees 'ticket list' 0 ticket list --all
sees 'ticket figures' 0 ticket figures
sees 'shift list' 0 shift list
sees 'shift add' 0 shift add "$another" --from 8:00 --to 9:00 --date 2026-11-25
sees 'handover list' 0 handover list
sees 'handover show' 0 handover show
sees 'handover show' 0 handover show --now
sees 'handover give' 1 handover give
sees 'handover take' 1 handover take
sees 'service list' 0 service list
sees 'service show' 0 service show newborn-insurance
sees 'service check' 0 service check "$SOURCE_DIR/data/services/unemployment.item"
sees 'service load' 0 service load "$SOURCE_DIR/data/services/unemployment.item"
sees find-people 0 find-people
yz --json find-people --limit 1 > one
rule=$(get '$.rule' < one) reminded=$(get '$.person' < one)
sees 'find-people dismiss' 0 find-people dismiss "$rule" "$reminded" --reason 不要
sees rate 1 rate "$newborn" 5
sees 'rating list' 0 rating list --bad
sees 'rating summary' 0 rating summary
sees 'policy list' 0 policy list
sees 'policy check' 0 policy check "$SOURCE_DIR/data/policies/old-age-80.policy"
sees 'group list' 0 group list
sees 'group show' 0 group show 残疾
sees 'group members' 0 group members 残疾
sees 'group members' 0 group members 矫正
sees 'group add' 0 group add "$spouse" 残疾 --reason 证 --source 残联
sees 'group end' 0 group end "$focus"
sees 'group edit' 0 group edit "$focus" --set source=市残联
sees 'group check' 0 group check "$SOURCE_DIR/data/groups/aged-80.group"
sees due 0 due --limit '10 工作日' --from 2026-11-23
sees 'calendar list' 0 calendar list
sees 'calendar check' 0 calendar check year.csv
sees 'calendar load' 0 calendar load year.csv
sees 'staff list' 0 staff list
sees 'print' 0 print ticket "$ticket" --to file:paper
for paper in visit doors seal seal-month invitation minutes handover; do
    case $paper in
    visit) of=$visit ;; doors) of=$building ;; seal*) of=$seal ;; handover) of=handover:7.1 ;; *) of=$meeting ;;
    esac
    sees print 0 print "$paper" "$of" --to file:paper
done
sees prints 0 prints
sees 'certificate list' 0 certificate list
sees 'certificate show' 0 certificate show 1
sees 'certificate ask' 0 certificate ask 1 --applicant 甄嘉娜丽
sees 'certificate print' 0 certificate print 1 --to file:paper
sees 'seal add' 0 seal add --set matter=投标 --set document=说明 --set approved_by="$another" --set applicant=甄二
sees 'seal list' 0 seal list
sees 'seal show' 0 seal show "$seal"
sees 'seal print' 0 seal print "$seal" --to file:paper
sees 'grid list' 0 grid list
sees 'grid show' 0 grid show "$grid"
sees 'grid show' 0 grid show "$building"
for what in people households party centers posts cases floating; do
    sees 'grid rows' 0 grid rows "$building" --what $what
done
sees 'grid gaps' 0 grid gaps
for name in year evening cases visits lists population workload walking; do
    sees report 0 report $name
done
for fact in case visit need match person household meeting improvement; do
    sees list 0 list $fact
done
sees list 0 list rating
sees brief 0 brief --year
sees brief 0 brief --print file:paper
sees 'report list' 0 report list
sees 'report check' 0 report check "$SOURCE_DIR/data/reports/year.report"
sees 'post list' 0 post list --in "$building"
sees 'post add' 0 post add --set grid="$grid" --set duty=安全员 --set name=王安
sees 'post edit' 0 post edit "$post" --set source=
sees 'post end' 0 post end "$post"
sees 'center edit' 0 center edit "$center" --set since=2026-01-01
sees 'center end' 0 center end "$center"
sees 'center add' 1 center add --set household="$household" --set person="$head"
sees 'meeting list' 0 meeting list
sees 'meeting show' 0 meeting show "$meeting"
sees 'meeting show' 0 meeting show "$mediation"
sees 'meeting add' 0 meeting add --set title=停车
sees 'meeting edit' 0 meeting edit "$meeting" --set place=活动室
sees 'meeting invite' 1 meeting invite "$meeting" --building "$building"
sees 'meeting attend' 1 meeting attend "$meeting" "$door"
sees 'meeting opinion' 0 meeting opinion "$meeting" 好
sees 'meeting vote' 0 meeting vote "$meeting" 清理 --secret --set yes=1
sees 'meeting resolve' 0 meeting resolve "$meeting" 清理 --owner "$me" --due +5
sees 'meeting close' 0 meeting close "$meeting"
sees 'meeting invitation' 0 meeting invitation "$meeting" --to file:paper
sees 'meeting minutes' 0 meeting minutes "$meeting" --to file:paper
sees 'meeting summary' 1 meeting summary "$meeting"
sees 'meeting agreement' 0 meeting agreement "$mediation" --to file:paper
sees 'meeting matters' 0 meeting matters
sees import 3 import residents ledger.csv
sees import 3 import residents ledger.csv --dry-run
sees 'import cases' 3 import cases ledger.csv --service resident-insurance
# A workbook is really looked into: one that shows everything leaks, and is no more than that when it is masked.
rm -rf seen
mkdir seen
yz --version > "$out"
books=''
if grep -q '+xlsxwriter' "$out"; then
    books=1
    yz --reveal --reason 核对 export residents --format xlsx --out seen/all.xlsx > "$out" 2> "$err"
    leaks export | grep -q 甄嘉娜丽
    tell 'a workbook that is not masked is found'
fi
for kind in residents households dwellings buildings cases staff seals; do
    sees export 0 export $kind
    sees export 0 export $kind --format json --out all
    [ -z "$books" ] || sees export 0 export $kind --format xlsx --out all.xlsx
done
sees 'template list' 0 template list
sees 'template show' 0 template show 月报
sees 'template fields' 0 template fields
sees 'template run' 0 template run 月报
sees 'template add' 0 template add 年报 --from empty.csv
sees 'template edit' 0 template edit 月报 --title 年报
sees 'template remove' 0 template remove 月报
sees validate 0 validate uscc 91530100MA6K2ABC1M
sees log 0 log
sees log 0 log --ref "$head"
sees log 0 log --ref "$newborn"
sees undo 0 undo
sees verify 0 verify
sees doctor 0 doctor
sees backup 0 backup copy.db
sees 'backup list' 0 backup list
sees 'backup keygen' 0 backup keygen backup.key
sees restore 1 restore "$base"
sees 'hub status' 0 hub status
sees 'hub push' 2 hub push
sees 'hub pull' 2 hub pull
sees 'hub sync' 2 hub sync
sees 'hub init' 7 hub init 'postgresql://localhost:1/x?connect_timeout=2'
sees 'hub register' 7 hub register 'postgresql://localhost:1/x?connect_timeout=2' 7 --name 驿站
sees 'hub rebuild' 7 -f new.db hub rebuild 'postgresql://localhost:1/x?connect_timeout=2' 7
sees 'hub send' 7 hub send 'postgresql://localhost:1/x?connect_timeout=2' calendar year.csv
sees 'hub stations' 7 hub stations 'postgresql://localhost:1/x?connect_timeout=2'
sees 'hub inbox' 0 hub inbox
sees 'hub offer' 0 hub offer h:1 8
sees 'hub accept' 2 hub accept h:1
sees 'hub decline' 2 hub decline h:1
sees 'hub recall' 2 hub recall h:1
sees 'hub queue' 7 hub queue 'postgresql://localhost:1/x?connect_timeout=2' 7
sees 'hub rejoin' 2 hub rejoin
sees 'hub share' 1 hub share h:1
sees 'hub find' 2 hub find 1
sees 'hub serve' 2 hub serve 1 8
sees dictionary 0 dictionary
sees help 0 help
sees tour 2 tour

# A command of the table that no line above tries, and that is not here with its reason, fails.
#   person erase: tests/cli/erase.sh searches the file itself · backup check: says good or not, of a file made before
#   person return, unmerge · household unmerge: need a state of their own, and tell one line, as move and merge do
#   match deliver confirm reopen: as accept · improvement need give finish …: as plan · notice show …: what it publishes is public · staff add … bind, init, demo: no resident in them
untried=' improvement need|improvement give|improvement finish|improvement confirm|improvement reopen|notice show|notice feedback|notice answer|notice need|person return|person unmerge|person erase|backup check|household unmerge|match deliver|match confirm|match reopen|staff add|staff edit|staff passwd|staff disable|staff enable|staff bind|init|demo|'
yz --json help > commands
while read -r line; do
    command=$(printf '%s\n' "$line" | get '$.command')
    printf '%s\n' "$line" | get '$.usage' | while read -r first rest; do
        case $first in
        *\|*) echo "$command" ;;
        [a-z]*) echo "$command $first" ;;
        *) echo "$command" ;;
        esac
    done
done < commands | sort -u > table
while read -r key; do
    case "$covered$untried" in
    *[\ \|]"$key|"*) ;;
    *) echo "not ok $key is tried by no line of this test" ;;
    esac
done < table
[ "$(wc -l < table)" -gt 140 ]
tell 'all commands of the table'
