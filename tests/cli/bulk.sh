#!/bin/sh
# One item for many: a building, households, a ledger in GB18030 with damaged rows, and what a second run leaves.
. "$(dirname "$0")/common.sh"
demo
item=$SOURCE_DIR/tests/data/resident-enrolment.item
runs 'the item is loaded' 0 service load "$item"
sum() {
    tail -1 "$out" > sum
    echo "$(get '$.done' < sum) $(get '$.known' < sum) $(get '$.refused' < sum)"
}
cases() {
    yz --json case list --service resident-enrolment | wc -l | tr -d ' '
}

runs 'a building, to see' 0 --json case bulk resident-enrolment --building 星体花园南区3幢 --set years=2027 --set consent=是 --dry-run
"$tool" json < "$out"
tell 'lines are JSON'
everybody=$(sum)
people=${everybody%% *}
equal 'nothing is written' 0 "$(cases)"
equal 'whoever lives there is fit' "$people 0 0" "$everybody"
runs 'three of them' 0 --json case bulk resident-enrolment --building 星体花园南区3幢 --set years=2027 --set consent=是 \
    --only "$(head -3 "$out" | get '$.person' | tr '\n' ',')"
equal 'are done' '3 0 0' "$(sum)"
number=$(head -1 "$out" | get '$.number')
says 'with numbers' 2026- "$out"
yz --json case show "$number" > one
equal 'a case as any other' "resident-enrolment accepted $(head -1 "$out" | get '$.person')" \
    "$(get '$.service' < one) $(get '$.state' < one) $(get '$.person' < one)"
runs 'the rest of the building' 0 --json case bulk resident-enrolment --building 星体花园南区3幢 --set years=2027 --set consent=是
equal 'leaves out who has one' "$((people - 3)) 3 0" "$(sum)"
says 'and names it' "$number" "$out"
equal 'all of them have one' "$people" "$(cases)"
runs 'the same once more' 0 case bulk resident-enrolment --building 星体花园南区3幢 --set years=2027 --set consent=是
equal 'changes nothing' "$people" "$(cases)"
runs 'undone as one' 0 undo
equal 'but for the first three' 3 "$(cases)"

runs 'no consent' 1 --json case bulk resident-enrolment --household h:1 --set years=2027
says 'is told' 没有同意 "$out"
runs 'a wrong answer' 1 case bulk resident-enrolment --household h:1 --set years=明年 --set colour=red
says 'is told' 年度要写四位数 "$err"
says 'with the others' 这个事项没有这个字段 "$err"
runs 'not of the place' 1 case bulk resident-enrolment --household h:1 --only p:1900 --set years=2027 --set consent=是
says 'is told' 不住在这些地方 "$err"
runs 'no place' 2 case bulk resident-enrolment --set years=2027
runs 'an item that is not for many' 1 case bulk newborn-insurance --household h:1
says 'and why' 不能批量办理 "$err"

# --- a ledger ---

yz --json person list --limit 40 --reveal --reason 核对 > all
get '$.name' < all > names
get '$.id_number' < all > numbers
first=$(paste -d, names numbers | grep -E ',[0-9]{17}[0-9X]$' | head -3)
equal 'three people with numbers' 3 "$(printf '%s\n' "$first" | wc -l | tr -d ' ')"
{
    echo '2027 年度城乡居民医保参保花名册,,,,,,'
    echo '序号,姓名,身份证号码,应缴金额（元）,缴费情况,缴费时间,家庭住址'
    echo '填表说明：一人一行,,,,,,'
    printf '%s\n' "$first" | awk -F, 'NR == 1 { print "1," $0 ",４００,已缴费,2026年11月20日,某处" }
        NR == 2 { print "2," $0 ",,,," } NR == 3 { print "3," $0 ",四百,赊账,," }'
    echo '4,无名氏,530103199203040010,400,,,'
    echo '5,只有名,,400,,,'
    echo '合计,,,800,,,'
} | iconv -f utf-8 -t gb18030 > list.csv
printf '6,\377\377\377,53010319920304\377,400,,,\n' >> list.csv
with='--service resident-enrolment --set years=2027 --set consent=是'
# shellcheck disable=SC2086
runs 'a trial' 3 --json import cases list.csv $with --dry-run
equal 'writes nothing' 3 "$(cases)"
# shellcheck disable=SC2086
runs 'good rows go in, bad ones come back' 3 --json import cases list.csv $with --rejects back.csv
"$tool" json < "$out"
tell 'lines are JSON'
tail -1 "$out" > sum
equal 'two in, four back' '6 2 0 0 4' "$(get '$.rows' < sum) $(get '$.added' < sum) $(get '$.updated' < sum) $(get '$.unchanged' < sum) $(get '$.rejected' < sum)"
equal 'every reject has row, column, value, rule, mend' 0 "$(sed '$d' "$out" | grep -vc '"row":.*"column":.*"value":.*"rule":.*"mend":')"
equal 'two errors of one row' 2 "$(grep -c '"line":6,.*"severity":"error"' "$out")"
says 'who is not there' 登记簿里没有这个人 "$out"
says 'a name alone' 只有姓名 "$out"
says 'damaged bytes' 有认不出的字 "$out"
iconv -c -f gb18030 -t utf-8 back.csv > "$out"
says 'what came back says why' 错误原因 "$out"
says 'in the ledger as it was' '3,' "$out"
says 'by the header' '缴费情况：没有这个选项' "$out"
equal 'a case each' 5 "$(cases)"
head=$(yz --json verify | get '$.head')
# shellcheck disable=SC2086
runs 'a second run' 3 --json import cases list.csv $with
tail -1 "$out" > sum
equal 'changes nothing' '0 2 4' "$(get '$.added' < sum) $(get '$.unchanged' < sum) $(get '$.rejected' < sum)"
equal 'not a line of the journal' "$head" "$(yz --json verify | get '$.head')"
runs 'undone as one' 0 undo
equal 'both' 3 "$(cases)"
# shellcheck disable=SC2086
runs 'for people' 3 import cases list.csv $with
says 'a line for each error, by its label' '第 6 行  缴费情况  赊账' "$err"
runs 'without the item' 2 import cases list.csv
says 'is told' --service "$err"
# shellcheck disable=SC2086
runs 'nor places made by it' 2 import cases list.csv $with --create-places
runs 'nor an item of residents' 2 import residents list.csv --service resident-enrolment
runs 'an item that is not there' 1 import cases list.csv --service resident-enrolmen
says 'names the nearest' resident-enrolment "$err"
