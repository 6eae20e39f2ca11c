#!/bin/sh
# search and show, in every form a clerk types.
. "$(dirname "$0")/common.sh"
demo
yz --json person show p:1 --reveal --reason 测试 > full
name=$(get '$.name' < full) number=$(get '$.id_number' < full) phone=$(get '$.phone' < full)
tail4=$(printf %s "$number" | cut -c15-18)

# finds NAME QUERY ID: QUERY finds ID.
finds() {
    yz --json search "$2" --limit 1000 > "$out" 2> "$err"
    get '$.id' < "$out" | grep -qx "$3"
    tell "$1"
}
id=$(get '$.id' < full)
equal 'a REF is told with its station' p:7.1 "$id"
finds 'by the whole name' "$name" "$id"
finds 'by the whole ID number' "$number" "$id"
finds 'by the ID number in full-width digits' "$(printf %s "$number" | sed 's/0/０/g;s/1/１/g;s/2/２/g;s/3/３/g')" "$id"
finds 'by the last four of it' "$tail4" "$id"
finds 'by a fragment of the phone' "$(printf %s "$phone" | cut -c4-9)" "$id"
finds 'by the phone' "$phone" "$id"
address=$(yz --json show h:1 | get '$.address')
finds 'by the address as spoken' "$address" h:7.1
finds 'by the address in short' "$(printf %s "$address" | sed 's/ //;s/幢 /-/;s/单元 /-/')" h:7.1
finds 'a building' "$(yz --json show b:1 | get '$.address')" b:7.1
newborn=$(yz --json service list | grep newborn-insurance | get '$.id')
finds 'a service by its name' 新生儿 "$newborn"
finds 'a service by initials' xse "$newborn"
three=$(yz --json building list | grep '"address":"星体花园南区 3幢"' | get '$.id')
finds 'the buildings of a compound' 星体花园南区 "$three"
equal 'and nothing else' building "$(get '$.kind' < "$out" | sort -u)"
finds 'by a part of its name' 南区 "$three"
finds 'by its initials' xthynq "$three"
finds 'by its pinyin' xingtihuayuannanqu "$three"
yz --json case list --limit 1 > case
case=$(get '$.number' < case)
runs 'a case by its number' 0 --json search "$case"
equal 'alone' 1 "$(grep -c '"kind":"case"' "$out")"
serial=${case#*-} which=$(get '$.id' < case)
[ -n "$which" ] || which=$(get '$.id' < "$out" | head -1)
finds 'a case by its last four digits' "${serial#??}" "$which"
equal 'says so' 办件编号末尾 "$(get '$.why' < "$out" | grep 办件)"
finds 'by its last five' "${serial#?}" "$which"
finds 'by all of them' "$serial" "$which"
runs 'not by others before them' 1 --json search "99${serial#??}" --kind case
finds 'among people with such numbers' "$tail4" "$id"
lead=$(get '$.kind' < "$out" | head -1)
equal 'who come first' person "$lead"
yz --json search 李 --limit 5 > "$out"
equal 'at most --limit' 5 "$(wc -l < "$out" | tr -d ' ')"
"$tool" json < "$out"
tell 'lines are JSON'
equal 'every line has its five keys' 5 "$(grep -c '"kind":.*"id":.*"title":.*"subtitle":.*"why":' "$out")"
equal 'names are masked' 0 "$(get '$.title' < "$out" | grep -vc '\*')"
yz --json search li --kind person --limit 50 > "$out"
equal 'pinyin finds, and --kind keeps to a kind' person "$(get '$.kind' < "$out" | sort -u)"
yz provider add --set name=宝象便民理发店 --set sort=firm > "$out"
yz resource add --set provider=宝象便民理发店 --set name=上门剪头 --set detail=带推子和围布 --set tags='理发 老人' --set field=daily \
    --set capacity=5 --set period=week > "$out"
resource=$(get '$.id' < "$out")
[ -n "$resource" ] || resource=$(yz --json resource list | get '$.id')
need=$(yz --json need add --set text='电动车充电桩不够，想加两个' --set topic=parking --set place=广场东侧 | get '$.id')
secret=$(yz --json need add --set text=家里充电桩的事别声张 --set field=daily --set place=广场西侧 --set secret=yes | get '$.id')
finds 'a need by two characters within' 充电 "$need"
finds 'and by more of them' 充电桩不够 "$need"
finds 'across what parts it not' '不够，想' "$need"
finds 'by its place' 广场东 "$need"
finds 'by the beginning of its field' 社区治 "$need"
finds 'by its sub-field' 停车充电 "$need"
finds 'a secret one by who wrote it' 别声张 "$secret"
finds 'a resource by what it is' 剪头 "$resource"
finds 'by its words' 老人 "$resource"
finds 'by more of it' 推子 "$resource"
finds 'by who offers it' 便民理发 "$resource"
equal 'with its kind' resource "$(get '$.kind' < "$out" | sort -u)"
yz --json search 充电 --kind need > "$out"
equal 'only needs' need "$(get '$.kind' < "$out" | sort -u)"
runs 'nothing that it does not say' 1 search 充电桩太多
yz need edit "$need" --set text=想要两个快充 > "$out"
runs 'nor what it said before' 1 search 桩不够
finds 'but what it says now' 快充 "$need"
runs 'undone' 0 undo
finds 'it says the old again' 桩不够 "$need"
runs 'nothing found is 1' 1 search zzzzqqqq
runs 'an unknown kind is 2' 2 search li --kind persn
says 'and the nearest is named' person "$err"
runs 'a query is needed' 2 search

runs 'show by name-like nonsense is 1' 1 show nobody-at-all
runs 'show by phone' 0 --json show "$phone"
runs 'show by ID number' 0 --json show "$number"
equal 'is that person' "$id" "$(get '$.id' < "$out")"
"$tool" json < "$out"
tell 'one JSON line'
equal 'masked' "$(printf %s "$number" | cut -c1-6)********$tail4" "$(get '$.id_number' < "$out")"
lacks 'the birth date is nowhere' "$(get '$.birth' < full)" "$out"
equal 'with households' 1 "$(get '$.households[0].id' < "$out" | grep -c '^h:')"
equal 'with a list of tags' '["65岁"]' "$(get '$.tags' < "$out")"
equal 'with a history, who looked in it' 'reveal demo' "$(get '$.history[0].verb' < "$out") $(get '$.history[1].verb' < "$out")"
runs 'show a household' 0 --json show h:1
equal 'with its members' 1 "$(get '$.members[0].relation' < "$out" | wc -l | tr -d ' ')"
equal 'with its building' b:7 "$(get '$.building' < "$out" | cut -d. -f1)"
runs 'show a building' 0 --json show b:1
equal 'with its households' 1 "$(get '$.households[0]' < "$out" | grep -c '^h:')"
runs 'show a case' 0 --json show "$case"
equal 'by number' "$case" "$(get '$.number' < "$out")"
equal 'with a timeline' register-newborn "$(get '$.timeline[0].verb' < "$out")"
for spoken in 南区3-2-202 xthynq3-2-202 'h:南区 3幢2单元202室'; do
    runs "show $spoken, as the one line takes it" 0 --json show "$spoken"
    equal 'is the household' '星体花园南区 3幢 2单元 202' "$(get '$.address' < "$out")"
done
runs 'show a building so' 0 --json show xthynq3
equal 'is that building' "$three" "$(get '$.id' < "$out")"
runs 'what two compounds have is refused' 1 show 星体花园3-2-202
says 'with both named' 星体花园北区 "$err"
runs 'show of two records is refused' 2 show p:1 p:2
runs 'as it was before it existed is refused' 1 show p:1 --as-of 1999-01-01
runs 'full data needs a reason' 2 show p:1 --reveal
runs 'with a reason it is shown' 0 --json show p:1 --reveal --reason '核对 "证件"'
equal 'in full' "$number" "$(get '$.id_number' < "$out")"
yz --json log --limit 1 > "$out"
equal 'and it is in the journal whose it was' p:7.1 "$(get '$.id' < "$out")"
equal 'and why' '核对 "证件"' "$(get '$.note.reason' < "$out")"

yz --json person list --in b:1 > "$out"
equal 'people of a building are those of its households' "$(yz --json show b:1 | sed 's/.*"households":\[//;s/\].*//;s/[",]/ /g' | tr ' ' '\n' |
    grep . | while read -r h; do yz --json show "$h" | get '$.members' | grep -o '"relation"' ; done | wc -l | tr -d ' ')" \
    "$(wc -l < "$out" | tr -d ' ')"
yz --json person list --limit 70 | get '$.id' > all
{
    yz --json person list --limit 30 | get '$.id'
    yz --json person list --limit 40 --after "$(sed -n 30p all)" | get '$.id'
} | cmp -s - all
tell 'pages join without gap'
runs 'a field that is not there is refused' 2 person list --where colour=red
yz person edit p:1 --set name=曾小满 > "$out" 2> "$err"
for query in 曾 ceng; do
    runs "a surname that certificates begin with too: $query" 0 --json search "$query" --kind person,certificate --limit 1
    equal 'finds people first' person "$(get '$.kind' < "$out")"
done
runs 'the certificate is there as well' 0 --json search 曾 --kind certificate
runs 'a record by the REF that cards show' 0 search p:7.1
says 'is found' p:7.1 "$out"

# --- one record named by a resident's full name ---
second=$(yz --json person list --limit 2 | get '$.id' | sed -n 2p)
yz person edit p:1 --set name=欧阳独一 > "$out" 2> "$err"
runs 'a full name that one person has' 0 person show 欧阳独一
says 'names that one' "$id" "$out"
runs 'a part of it is none' 1 person show 欧阳独
yz person edit "$second" --set name=欧阳独一 > "$out" 2> "$err"
runs 'a name of two is refused' 1 person show 欧阳独一
says 'and both are named, to choose from' "$second" "$err"
says 'masked' '欧阳*一' "$err"
