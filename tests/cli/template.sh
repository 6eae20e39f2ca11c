#!/bin/sh
# Report templates, workbooks in and out, cards: the commands' own words.
. "$(dirname "$0")/common.sh"
demo
"$tool" role "$YIZHAN_FILE" supervisor # who may see and export what is masked
yz --version > "$out"
case $(cat "$out") in *+xlsxwriter*+xlsxreader*) xlsx=1 ;; *) xlsx='' ;; esac

printf '%s\n' '某某街道月报（{date}）' '序号,姓名,性别,身份证号码,出生年月,现居住地址,星座' > empty.csv
runs 'a column that nothing is known for' 1 template add 月报 --from empty.csv
says 'is asked about' '星座' "$err"
runs 'and told' 0 template add 月报 --from empty.csv --map '星座=blank,性别=sex @ 男:1|女:2,出生年月=birth @ yyyymm'
runs 'a name is used once' 1 template add 月报 --from empty.csv --map '星座=blank'
runs 'listed' 0 --json template list
"$tool" json < "$out"
tell 'as JSON'
runs 'written' 0 --reveal --reason 报送 template run 月报 --out all.csv --sent
says 'with the day above' '某某街道月报（20' all.csv
equal 'a row a resident' 2002 "$(wc -l < all.csv | tr -d ' ')"
runs 'nothing changed since' 0 --reveal --reason 报送 template run 月报 --changed --out none.csv
equal 'so no row' 2 "$(wc -l < none.csv | tr -d ' ')"
yz person edit p:5 --set phone=13812345678 > "$out" 2> "$err"
runs 'one changed' 0 --reveal --reason 报送 template run 月报 --changed --out one.csv
equal 'one row' 3 "$(wc -l < one.csv | tr -d ' ')"
runs 'masked without a reason' 0 template run 月报 --out masked.csv
lacks 'no number whole' "$(yz --json person show p:5 --reveal --reason 测试 | get '$.id_number')" masked.csv
runs 'its sources' 0 template fields dwellings
says 'by name' building_number "$out"
runs 'another form' 0 template edit 月报 --map '性别=sex @ code' --title 年报
runs 'a form that is none' 1 template edit 月报 --map '姓名=name @ code'
runs 'gone' 0 template remove 月报
runs 'and not there any more' 1 template show 月报
runs 'brought back' 0 undo
runs 'whole' 0 template show 月报

if [ -n "$xlsx" ]; then
    for kind in residents households dwellings buildings; do
        runs "$kind as a workbook" 0 --reveal --reason 核对 export $kind --out $kind.xlsx
        runs "$kind read again" 0 --json import $kind $kind.xlsx
        tail -1 "$out" > sum
        equal 'unchanged, all of them' "$(get '$.rows' < sum) 0 0 0" \
            "$(get '$.unchanged' < sum) $(get '$.added' < sum) $(get '$.updated' < sum) $(get '$.rejected' < sum)"
    done
    printf '姓名,电话,现住址\n张新来,12,没有\n' > bad.csv
    runs 'rejects as a workbook' 3 import residents bad.csv --rejects bad.xlsx
    runs 'with its column of reasons' 3 import residents bad.xlsx --dry-run
fi
cp empty.csv renamed.xlsx
runs 'a renamed file' 1 import residents renamed.xlsx
says 'is named' 改了名 "$err"
"$tool" role "$YIZHAN_FILE" clerk
runs 'staff, by a clerk' 6 import staff empty.csv

printf '张三丰            20119491231云南省昆明市官渡区矣六街道1号                    11010519491231002X' > card.txt
runs 'a card' 0 person add --card card.txt
runs 'twice' 1 person add --card card.txt
runs 'from the reader' 0 undo
YIZHAN_CARD=card.txt runs 'that is named' 0 person add --card reader --set phone=13812345679
runs 'a file that is no card' 1 person add --card empty.csv
