#!/bin/sh
# By area: a grid worker sees the residents of the own grids. Canaries live in another grid; no command shows one.
. "$(dirname "$0")/common.sh"
demo
"$tool" role "$YIZHAN_FILE" admin
me=$(yz --json staff list | grep "\"os_user\":\"$(id -un)\"" | get '$.id')
yz --json grid list | grep '"kind":"grid"' | get '$.id' > grids
mine=$(sed -n 1p grids)
for grid in $(cat grids); do
    home=$(yz --json household list --in "$grid" --limit 1 | get '$.id')
    [ "$grid" != "$mine" ] && [ -n "$home" ] && break
done
whole=$(yz --json person list --limit 99999 | wc -l)
own=$(yz --json person list --in "$mine" --limit 99999 | wc -l)

# The canaries: 鎏 is in no name, address or text of a demo.
person=$(yz --json person list --in "$home" --limit 1 | get '$.id')
yz person edit "$person" --set name=鎏雀甲 --set phone=13987650001 --set note=鎏 > "$out" 2> "$err"
tell 'a canary in another grid'
yz household edit "$home" --set note=鎏户 > "$out" 2>&1
tell 'its household'
yz need add --set text=鎏需要 --set topic=care --set household="$home" > "$out" 2>&1
tell 'its need'
need=$(yz --json need list | grep 鎏 | get '$.id')
yz group add "$person" "$(yz --json group list | grep '"comes":"typed"' | grep '"level":"work"' | get '$.key' | sed -n 1p)" --reason 鎏因 --source 鎏源 > "$out" 2>&1
tell 'its group'
yz meeting add --set title=鎏调解 --set sort=mediation --set first_name=鎏甲 --set second_name=鎏乙 --set "host=$(yz --json staff list | get '$.id' | grep -v "^$me\$" | sed -n 1p)" > "$out" 2>&1
yz meeting invite "$(yz --json meeting list --text 鎏 | get '$.number')" --building "$(yz --json household show "$home" | get '$.building')" > "$out" 2>&1
tell 'a mediation of parties by name only'
yz seal add --set matter=鎏事 --set document=公租房申请 --set person="$person" --set applicant=鎏雀甲 --set phone=13987650001 > "$out" 2>&1
yz case open event-dispute --person "$person" --set title=鎏纠纷 --set text=鎏说 > "$out" 2>&1
yz --reveal --reason 核对 show "$person" > "$out" 2>&1
says 'is seen by who may' 鎏雀甲 "$out"
case=$(yz --json case list --limit 9999 | grep "$person" | get '$.number' | sed -n 1p)

yz staff edit "$me" --set grid="$mine" > "$out" 2>&1
"$tool" role "$YIZHAN_FILE" grid-worker
mkdir copy.d
for how in 'copy.db' '--now --folder copy.d' '--auto --folder copy.d' '--now --to-key own.pub'; do
    # shellcheck disable=SC2086
    runs "backup $how" 6 backup $how
    says "backup $how says which right" 把整个文件备份到自选的地方 "$err"
done
[ ! -e copy.db ] && [ -z "$(ls copy.d)" ]
tell 'no backup of the whole file was written'
runs 'what the station makes by itself goes on' 0 backup --now
runs 'nor is a ledger checked against the whole register' 6 import residents "$SOURCE_DIR/tests/data/ledger-sample.csv" --dry-run
equal 'a grid worker has the own residents' "$own" "$(yz --json person list --limit 99999 | wc -l)"
[ "$own" -lt "$whole" ]
tell 'who are fewer'

# none NAME ARGS...: no canary in what the command writes.
none() {
    name=$1
    shift
    yz "$@" > "$out" 2>&1
    if grep -v '没有找到' "$out" | grep -q -e 鎏 -e 13987650001; then
        echo "not ok $name: $*"
        grep -e 鎏 -e 13987650001 "$out" | head -3 | cut -c1-300 | sed 's/^/#   /'
    else
        echo "ok $name"
    fi
}
# shut NAME ARGS...: refused, with why and whom to ask.
shut() {
    name=$1
    shift
    runs "$name" 6 "$@"
    says "$name says why" 不在您的网格里 "$err"
    says "$name says whom to ask" 管理员 "$err"
    lacks "$name shows nothing" 鎏 "$err"
}
shut 'the person' show "$person"
shut 'revealed too' --reveal --reason 看 person show "$person"
shut 'the household' show "$home"
shut 'the need' show "$need"
runs 'nor is it changed' 6 person edit "$person" --set note=我的

R='--reveal --reason 核对'
while read -r line; do
    # shellcheck disable=SC2086
    none "none by $line" $line
    # shellcheck disable=SC2086
    none "none by $line, as JSON" --json $line
    # shellcheck disable=SC2086
    none "none by $line, revealed" $R $line
done << LINES
search 鎏雀甲
search 鎏
search 13987650001
search 0001
search 98765
search lqj
person list --limit 99999
person list --in $home
person show $person --as-of 2026-06-30
person duplicates
household list --limit 99999
household list --in $(sed -n 2p grids)
household show $home --as-of 2026-06-30
building list
case list --limit 99999
case show ${case:-2026-000001}
need list
need list --all
visit list
visit log
diary
diary --grid $(sed -n 2p grids)
match
match --plan
match $need
offer list
resource list
find-people --all
find-people
rating summary
group list
ticket list
handover list
handover show
seal list
prints
grid list
grid show $(sed -n 2p grids)
grid rows $(sed -n 2p grids) people
grid rows $(sed -n 2p grids) households
grid rows $(sed -n 2p grids) dwellings
grid rows $(sed -n 2p grids) centers
grid rows $(sed -n 2p grids) cases
post list
meeting list
survey list
log --limit 99999
log --staff $me
due newborn-insurance
expiring
undo --dry-run
staff list
print receipt ${case:-2026-000001}
print doors $(yz --json building list | get '$.id' | sed -n 9p)
LINES
yz --json group list | get '$.key' > groups
while read -r key; do none "none in the group $key" $R group members "$key"; done < groups
for kind in residents households dwellings needs visits cases; do
    none "none in an export of $kind" $R export "$kind"
done
runs 'verify sees everything all the same' 0 verify
runs 'and doctor' 0 doctor
runs 'a canary of the own grid is found' 0 search 王

# Nobody widens the own view.
printf '%s\n' 姓名,身份证号 张新来,11010519491231002X > people.csv
runs 'nor imports what must be compared with everybody' 6 import residents people.csv
runs 'nor undoes what others did' 6 undo 2
runs 'no post in another grid' 6 post add --set grid="$(sed -n 2p grids)" --set duty=联络员 --set staff="$me"
"$tool" role "$YIZHAN_FILE" admin
yz staff edit "$me" --set grid= > "$out" 2>&1
"$tool" role "$YIZHAN_FILE" grid-worker
equal 'without a grid nobody' 0 "$(yz --json person list --limit 99999 | wc -l)"
shut 'and is told what mends it' show "$home"
"$tool" role "$YIZHAN_FILE" admin
there=$(yz --json person list --in "$grid" --limit 99999 | wc -l)
yz post add --set grid="$grid" --set duty=联络员 --set staff="$me" > "$out" 2> "$err"
tell 'a post in the grid of the canaries'
"$tool" role "$YIZHAN_FILE" grid-worker
equal 'shows who lives there' "$there" "$(yz --json person list --limit 99999 | wc -l)"
yz --reveal --reason 核对 show "$person" > "$out" 2>&1
says 'by name' 鎏雀甲 "$out"
runs 'and takes what is recorded' 0 person edit "$person" --set note=常年在家
runs 'which is undone again' 0 undo
yz post end "$(yz --json post list | grep "$me" | get '$.id' | sed -n 1p)" > "$out" 2>&1
YIZHAN_NOW=2026-11-25T09:00 runs 'and no more when the post has ended' 6 show "$person"
"$tool" role "$YIZHAN_FILE" clerk
equal 'a clerk sees everybody' "$whole" "$(yz --json person list --limit 99999 | wc -l)"
