#!/bin/sh
# notice: what is published, what keeps it back, its files, replacing, feedback; nothing that tells who in any of them.
. "$(dirname "$0")/common.sh"
demo
building=$(yz --json building list --limit 1 | get '$.id')
resident=$(yz --json --reveal --reason 测试 person list --limit 1 | get '$.name')
id='53011119900307651X' phone=13812345678 land=0871-67171234 room=3-2-501
need() { yz need add --set field=daily --set source=desk --set building="$building" --set text="$1" 2> "$err"; }
mkdir out2 out3

runs 'an unknown list' 2 notice publish --kind weather --out .
says 'says which there are' resources "$err"
runs 'no folder named' 2 notice publish
runs 'an end before its beginning' 1 notice publish --from 2026-11-20 --to 2026-11-10 --out .
says 'is named' 截止日期早于起始日期 "$err"
runs 'a beginning that is past' 1 notice publish --begins 2026-11-01 --out .
runs 'no days' 2 notice publish --days 0 --out .
runs 'nothing in these days' 1 notice publish --kind needs --from 2020-01-01 --to 2020-01-31 --out .
says 'is told' 没有可以公示的 "$err"
runs 'a notice that is none' 1 notice show 2026-009

good=$(need '<b>楼道灯</b>坏了 & 看不见')
need "=HYPERLINK(1)想补种花木" > made
need "想请人$(printf '\033[31m')修锁" > made
secret=$(yz need add --set field=legal --set source=desk --set building="$building" --set text=秘密的事 --set secret=yes)
runs 'a preview' 0 notice preview
says 'numbers it' 2026-001 "$out"
says 'names pages' '第 1 页，共 1 页' "$out"
lacks 'not a secret need' 秘密 "$out"
equal 'no line is wider than 80' 0 "$(LC_ALL=C awk '{ n = gsub(/[\200-\377]/, ""); if (length($0) + n * 2 / 3 > 80) bad++ } END { print bad + 0 }' "$out")"

yz need add --set field=daily --set source=desk --set building="$building" --set text=要撤销的 > made 2>&1
# What is written, and what of it may be nowhere.
for pair in "身份证 $id|0307651X" "打 138 1234-5678|1234-5678" "座机$land|67171234" "找$resident|$resident" "住$room|2-501" \
    "３幢２单元漏水|２单元" "1幢独居老人要人看望|1幢独居"; do
    what=${pair%|*} canary=${pair#*|}
    yz undo > undone 2>&1 # the one before
    bad=$(need "$what")
    runs "$what keeps all of it back" 1 notice publish --out .
    says 'names the line by its record' "$bad" "$err"
    lacks 'without saying it again' "$canary" "$err"
    runs 'the preview as well' 1 --json notice preview --kind needs
    lacks 'without it' "$canary" "$out"
done
equal 'no file was written' '' "$(find . -name 'notice-*')"
runs 'no wording may tell either' 1 notice word "$bad" "打 $phone"
runs 'words for the public' 0 notice word "$bad" 有老人要人看望
runs 'published' 0 --json notice publish --out .
"$tool" json < "$out"
tell 'is JSON'
equal 'its number' 2026-001 "$(get '$.number' < "$out")"
equal 'seven days' 2026-11-29 "$(get '$.ends' < "$out")"
for form in html txt csv; do
    says "$form: the words for the public" 有老人要人看望 notice-2026-001.$form
    lacks "$form: nothing secret" 秘密 notice-2026-001.$form
    lacks "$form: no terminal sequence" "$(printf '\033')" notice-2026-001.$form
    equal "$form: anybody may read it" 644 "$(stat -c %a notice-2026-001.$form 2> /dev/null || stat -f %Lp notice-2026-001.$form)"
    equal "$form: its sum is kept" "$(sha256sum < notice-2026-001.$form | cut -c1-64)" \
        "$(yz --json notice list | get "\$.$(echo "$form" | sed 's/html/page/; s/txt/text/; s/csv/table/')_sha256")"
done
says 'HTML is escaped' '&lt;b&gt;楼道灯&lt;/b&gt;坏了 &amp; 看不见' notice-2026-001.html
says 'a formula is guarded' "'=HYPERLINK" notice-2026-001.csv
equal 'with a mark for Excel' "$(printf '\357\273\277')" "$(head -c 3 notice-2026-001.csv)"
equal 'the need counts as published' published "$(yz --json need show "$good" | sed 's/.*"state":"\([^"]*\)".*/\1/; s/已公示/published/')"
equal 'the secret one does not' 已收集 "$(yz --json need show "$secret" | get '$.state')"
runs 'left out' 0 notice word "$good" --leave-out
runs 'again into the same folder, with a new number' 0 notice publish --kind needs --replace 2026-1 --out .
lacks 'without what is left out' 楼道灯 notice-2026-002.txt
says 'it says what it replaces' 2026-001 notice-2026-002.html
runs 'the first one cannot be replaced twice' 1 notice publish --replace 2026-001 --out .
says 'the newest is named' 2026-002 "$err"
equal 'states' 'shown replaced' "$(yz --json notice list | get '$.state' | paste -s -d ' ' -)"
runs 'once more, elsewhere' 0 notice show 2026-001 --out out2
cmp -s notice-2026-001.html out2/notice-2026-001.html && cmp -s notice-2026-001.txt out2/notice-2026-001.txt &&
    cmp -s notice-2026-001.csv out2/notice-2026-001.csv
tell 'is the same byte for byte'
runs 'never over what is there' 1 notice show 2026-001 --out out2
touch out3/notice-2026-003.txt
runs 'nor when publishing' 1 notice publish --out out3
equal 'then none of the three is there' notice-2026-003.txt "$(ls out3)"
equal 'and nothing is kept' 2 "$(yz --json notice list | wc -l | tr -d ' ')"
runs 'a folder that is none' 1 notice publish --out nowhere
equal 'is named, not a file in it' '：nowhere' "$(grep -o '：nowhere.*' "$err")"
if [ "$(id -u)" != 0 ]; then
    chmod 500 out2
    runs 'a folder that cannot be written' 4 notice publish --out out2
else
    runs 'a folder that cannot be written' 4 notice publish --out /sys
fi
runs 'undone' 0 undo
equal 'it is not there any more' 1 "$(yz --json notice list | wc -l | tr -d ' ')"

runs 'a word about it' 0 --json notice feedback 2026-001 '第二条我能帮忙' --line 2
feedback=$(get '$.id' < "$out")
runs 'about a line that is none' 1 notice feedback 2026-001 x --line 999
runs 'no word at all' 1 notice feedback 2026-001 ''
runs 'answered' 0 notice answer "$feedback" 已经联系
runs 'becomes a need' 0 notice need "$feedback" --field daily
equal 'which is on the list' 第二条我能帮忙 "$(yz --json need show "$(cat "$out")" | get '$.text')"
runs 'once only' 1 notice need "$feedback" --field daily
runs 'listed' 0 notice feedback 2026-001
says 'with its answer' 已经联系 "$out"
equal 'in the diary it is one line' 1 "$(yz diary | grep -c '发出公示')"
runs 'whole' 0 --json verify
runs 'and consistent' 0 doctor

# What was found for whom: as needs and resources are told, and nothing else.
ask=$(yz need add --set topic=care --set building="$building" --set text='想请人上门理发')
yz provider add --set name=广福理发店 --set sort=企业 > /dev/null
hair=$(yz --json resource add --set provider=广福理发店 --set name=上门理发 --set topic=care --set capacity=5 --set period=week | get '$.id')
match=$(yz --json match propose "$ask" "$hair" | get '$.id')
runs 'a match in public' 0 --json notice preview --kind matches
equal 'says what was found' '上门理发 已提出' "$(get '$.more' < "$out") $(get '$.state' < "$out")"
equal 'and by whom' 广福理发店 "$(get '$.who' < "$out")"
yz match accept "$match" > /dev/null && yz match deliver "$match" > /dev/null && yz match confirm "$match" > /dev/null
says 'in days' 天办成 "$(yz --json notice preview --kind matches > "$out"; echo "$out")"
yz need edit "$ask" --set secret=yes > /dev/null 2>&1
runs 'none of a secret need' 1 notice publish --kind matches --out out3
says 'there is nothing to tell' 没有可以公示的 "$err"
