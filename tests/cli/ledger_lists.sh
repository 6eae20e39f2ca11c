#!/bin/sh
# import and export of needs and resources: headers in any order, every error, doors and providers, what is there already.
. "$(dirname "$0")/common.sh"
demo
sum() { tail -1 "$out" | get "\$.$1"; }
home=$(yz --json household list --limit 1 | get '$.id')
address=$(yz --json show "$home" | get '$.address')
building=$(yz --json building list --limit 1 | get '$.address')
head=$(yz --reveal --reason 核对 --json household show "$home" | get '$.members[0].name')

cat > needs.csv << LINES
社区需求台账
备注,地点,需求内容,小类,地址,提出人,紧急程度,希望办成
填表说明：地址和地点写一样就行,,,,,,,
下楼先看,,想在楼下装个长椅,公共设施,$address,$head,紧急,2026.12.20
,南门花坛,花坛空着想种花,绿化,,,,
,,没有地点的需求,绿化,,,,
,北门,,绿化,,,,
,北门,乱写小类,不知道,,,,不是日期
,,地址不对,绿化,没有小区9-9-901,,,
,南门花坛,花坛空着想种花,绿化,,,,
LINES
runs 'a trial run tells every error' 3 --json import needs needs.csv --dry-run
"$tool" json < "$out"
tell 'as JSON lines'
equal 'rows, good, bad' '7 2 5' "$(sum rows) $(sum added) $(sum rejected)"
equal 'two of one row' 3 "$(sed '$d' "$out" | grep -c '"row":5')"
says 'no place' '"row":3,"line":6,"column":"place"' "$out"
says 'the same twice' 与第 "$out"
equal 'and writes nothing' '' "$(yz --json need list --where state=heard | get '$.id')"
runs 'the good ones go in' 3 --json import needs needs.csv --rejects bad.csv
equal 'two' 2 "$(sum added)"
says 'rejects say why' '没有写需求' bad.csv
yz --json need list > "$out"
equal 'of whom' "$home" "$(grep 长椅 "$out" | get '$.household')"
equal 'with their sub-field' environment "$(grep 长椅 "$out" | get '$.field')"
says 'how urgent' '"urgency":"urgent"' "$out"
before=$(yz --json verify | get '$.head')
runs 'a second run' 3 --json import needs needs.csv
equal 'changes nothing' "0 0 2 $before" "$(sum added) $(sum updated) $(sum unchanged) $(yz --json verify | get '$.head')"
sed 's/下楼先看/再看一次/' needs.csv > more.csv
runs 'another note' 3 --json import needs more.csv
equal 'changes one' '0 1 1' "$(sum added) $(sum updated) $(sum unchanged)"
printf '需求内容,需求领域,楼栋\n花坛空着，想种些花,环境整治,%s\n' "$building" > near.csv
printf '需求内容,需求领域,地点\n花坛空着想种些花,环境整治,南门花坛\n' > near.csv
runs 'what is like one that is there' 0 --json import needs near.csv
says 'is a warning' '"severity":"warning"' "$out"
runs 'undone' 0 undo
runs 'no such ledger' 1 import needs /dev/null
printf '姓名,电话\n张三,1\n' > none.csv
runs 'no need in it' 1 import needs none.csv
says 'says what it must have' 需求内容 "$err"

runs 'export' 0 export needs --out needs-out.csv
lacks 'without doors' "$address" needs-out.csv
says 'with what is asked' 想在楼下装个长椅 needs-out.csv
runs 'whole, by a clerk' 6 export needs --reveal --reason 核对 --out whole.csv
"$tool" role "$YIZHAN_FILE" supervisor
runs 'whole' 0 export needs --reveal --reason 核对 --out whole.csv
says 'with doors' "$address" whole.csv
runs 'and in again' 0 --json import needs whole.csv
equal 'changes nothing' '0 0 2' "$(sum added) $(sum updated) $(sum unchanged)"
equal 'knows each header' '' "$(sum unknown_headers)"
yz need add --set text=家里的事不想别人知道 --set field=daily --set place=北门 --set secret=yes > "$out"
yz export needs > "$out"
lacks 'a secret one says nothing' 家里的事 "$out"
runs 'JSON' 0 --json export needs
"$tool" json < "$out"
tell 'is lines of it'

cat > resources.csv << LINES
提供单位,资源名称,单位类别,信用代码,联系电话,领域,数量,周期,服务范围,小区,步行分钟,价格,每次费用,服务人群
便民理发店,上门理发,企业,,13812345678,日常服务,5,每周,,,,,,高龄老人
便民理发店,剪发课,企业,,,日常服务,2,每月,步行可到,星体花园南区,15,收成本,5,
便民理发店,白剪,企业,,,日常服务,0,每月,,,,,,
,没有谁,,,,日常服务,1,每月,,,,,,
供电所,没有领域,共建单位,,,,1,每月,,,,,,
供电所,不知给谁,共建单位,,,日常服务,1,每月,,,,,,没有这种人
LINES
runs 'of providers that are not there' 3 --json import resources resources.csv
equal 'all are rejected' '6 6' "$(sum rows) $(sum rejected)"
says 'by name' '"value":"便民理发店","rule":"没有这个提供方"' "$out"
runs 'a trial run with them made' 3 --json import resources resources.csv --create-places --dry-run
equal 'two would go in' 2 "$(sum added)"
equal 'and no provider is' '' "$(yz --json provider list | get '$.name')"
runs 'made' 3 --json import resources resources.csv --create-places
equal 'two' '2 4' "$(sum added) $(sum rejected)"
says 'no times at all' '"column":"capacity"' "$out"
equal 'one provider for both' 便民理发店 "$(yz --json provider list | get '$.name')"
equal 'within a walk' '星体花园南区步行 15 分钟' "$(yz --json resource list | grep 剪发课 | get '$.place')"
runs 'a second run' 3 --json import resources resources.csv --create-places
equal 'changes nothing' '0 0 2' "$(sum added) $(sum updated) $(sum unchanged)"
printf '提供单位,资源名称,信用代码,领域,数量\n便民理发店,上门理发,91350211M000100Y43,日常服务,5\n' > code.csv
runs 'another code' 3 import resources code.csv
says 'is told' 和登记的统一社会信用代码不同 "$err"
yz export resources > out.csv
runs 'an export' 0 --json import resources out.csv
equal 'in again changes nothing' '0 0 2' "$(sum added) $(sum updated) $(sum unchanged)"
printf '资源名称,提供单位,领域,数量\n=1+1,便民理发店,日常服务,1\n' > formula.csv
runs 'what a spreadsheet would work out' 0 import resources formula.csv
yz export resources > "$out"
says 'goes out as text' "'=1+1" "$out"
runs 'the chain' 0 verify
runs 'all is consistent' 0 doctor
