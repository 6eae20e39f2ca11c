#!/bin/sh
# import and export: the commands' own words; what a ledger may look like is tested with the import itself.
. "$(dirname "$0")/common.sh"
demo
"$tool" role "$YIZHAN_FILE" supervisor # who may see and export what is masked
journal_head() {
    yz --json verify | get '$.head'
}

runs 'export to a file' 0 export residents --out all.csv --reveal --reason 核对
says 'says how many' 2000 "$err"
runs 'never over a file that is there' 1 export residents --out all.csv
tr -d '\r\t' < all.csv | "$tool" escapes
tell 'plain text'
yz export residents > masked.csv
lacks 'masked without --reveal' "$(yz --json person show p:1 --reveal --reason 测试 | get '$.id_number')" masked.csv
yz export residents | cmp -s - masked.csv
tell 'the same each time'
runs 'as JSON' 0 --json export households
"$tool" json < "$out"
tell 'one object a line'
equal 'all of them' 300 "$(wc -l < "$out" | tr -d ' ')"
equal 'of a compound: fewer' 1 "$([ "$(yz export residents --in 清泉居 | wc -l)" -lt 2000 ] && echo 1)"
yz --json person list --in h:1 | get '$.id' > members
yz --json export residents --in h:1 | get '$.id' | cmp -s members -
tell 'of a household: its people'
yz --json export residents --in "$(yz --json show h:1 | get '$.address')" | get '$.id' | cmp -s members -
tell 'also by its address'
runs 'households of a household are none' 1 export households --in h:1
says 'and that is said' '户不能按户列出' "$err"
yz export residents --encoding gb18030 | iconv -f gb18030 -t utf-8 > "$out" 2> "$err"
says 'in GB18030' 姓名 "$out"
runs 'an unknown kind' 2 export nosuch
runs 'an unknown format' 2 export residents --format pdf
runs 'to a place that is not there' 4 export residents --out nowhere/at/all.csv

runs 'import of what is there' 0 --json import residents all.csv
"$tool" json < "$out"
tell 'lines are JSON'
tail -1 "$out" > sum
equal 'reads every row' 2000 "$(get '$.rows' < sum)"
equal 'and changes none' '0 0 2000 0' "$(get '$.added' < sum) $(get '$.updated' < sum) $(get '$.unchanged' < sum) $(get '$.rejected' < sum)"

address=$(yz --json show h:1 | get '$.address')
cat > new.csv << EOF
某某社区居民台账
姓名,身份证号,性别,电话,现住址
张新来,11010519491231002X,女,13812345678,$address
李错号,110105194912310021,女,13812345678,$address
王错电话,,男,12,$address
赵无处,,男,13812345679,没有这个小区 1-1-101
EOF
before=$(journal_head)
runs 'a trial run tells the same' 3 --json import residents new.csv --dry-run
equal 'and writes nothing' "$before" "$(journal_head)"
runs 'good rows go in, bad ones are told' 3 --json import residents new.csv --rejects bad.csv
"$tool" json < "$out"
tell 'lines are JSON'
tail -1 "$out" > sum
equal 'one in, three rejected' '4 1 3' "$(get '$.rows' < sum) $(get '$.added' < sum) $(get '$.rejected' < sum)"
equal 'every reject has row, column, value, rule, mend' 0 "$(sed '$d' "$out" | grep -vc '"row":.*"column":.*"value":.*"rule":.*"mend":')"
equal 'the wrong number is told' 2 "$(sed '$d' "$out" | grep '"severity":"error"' | grep '"id_number"' | get '$.row')"
says 'rejects are a ledger again' 李错号 bad.csv
runs 'a second run changes nothing' 3 --json import residents new.csv
equal 'one unchanged' '0 1' "$(tail -1 "$out" | get '$.added') $(tail -1 "$out" | get '$.unchanged')"
runs 'who came in is found' 0 --json search 张新来
act=$(get '$.act' < sum)
runs 'an import is one act, and undone as one' 0 undo "$act"
runs 'and gone' 1 --json search 张新来
runs 'places are made when asked' 3 --json import residents new.csv --create-places
equal 'two in' 2 "$(tail -1 "$out" | get '$.added')"
before=$(journal_head)
runs 'all or nothing' 1 --json import residents new.csv --whole
equal 'is nothing' "$before" "$(journal_head)"
runs 'for people' 3 import residents new.csv
says 'with the line in the file and the column' '第 4 行  身份证号' "$err"
says 'what is there already is not said to have come in' '其余 2 行没有变化' "$err"
grep -v -e 张新来 -e 赵无处 new.csv > none.csv
grep -v 赵无处 new.csv | sed 's/张新来/张又来/' | sed 's/11010519491231002X/110105194912310046/' > some.csv
runs 'a trial run of what is all rejected' 3 import residents none.csv --dry-run
says 'says so' '全部 2 行都会被退回' "$err"
runs 'all rejected' 3 import residents none.csv
says 'nothing went in' '什么也没有导入' "$err"
runs 'a trial run of what goes in in part' 3 import residents some.csv --dry-run
says 'says what can' '1 行可以导入；这次没有写入' "$err"
runs 'in part' 3 import residents some.csv
says 'says what is in' '1 行已导入' "$err"
head -3 some.csv > good.csv
runs 'all in' 0 import residents good.csv
equal 'and no word about rejects' '' "$(cat "$err")"
runs 'a file that is no table' 1 import residents "$YIZHAN_FILE"
runs 'a file that is not there' 1 import residents nosuch.csv
runs 'an unknown kind' 2 import unicorns new.csv
runs 'after all that the file is whole' 0 verify
runs 'and consistent' 0 doctor
