#!/bin/sh
# 导入, 导出, 上报模板, key by key.
. "$(dirname "$0")/common.sh"
fresh
"$tool" role "$YIZHAN_FILE" supervisor # unmasked reports are theirs
cat > ledger.csv << EOT
某某社区居民台账
姓名,身份证号,电话,现住址,标签X
张新来,11010519491231002X,13812345678,$address,
李错号,110105194912310021,13812345678,$address,
EOT
printf '%s\n' '街道月报' '序号,姓名,性别,星座' > empty.csv

drives 'a file is found by its beginning, and read on trial' << LINES
key F9
key 5
expect 导入哪个文件
type ledg
key Tab
expect 导入哪个文件 ledger.csv
key Enter
expect 试读：2 行，新增 1
expect 校验码不对
expect 不认识的表头：标签X
expect Ctrl-N 监护人同意
quit
LINES
drives 'Enter imports, Ctrl-Z takes all of it back' << LINES
key F2
type dr
expect 导入
key Esc
key F9
key 5
type ledger.csv
key Enter
key Enter
expect 已导入：新增 1
key Ctrl-Z
expect 已撤销
key 7
expect 有错全不导入：是
key Enter
expect 没有导入
key 2
expect 没有找到表头
key 1
key 9
key Enter
expect 退回的行已写到 ledger.csv.退回.csv
LINES
drives 'what a header is that is not known is told on the screen, and remembered of the sender' << LINES
key F9
key 5
type ledger.csv
key Enter
expect 不认识的表头：标签X
key Ctrl-E
type 没有的栏
key Enter
expect 不是台账的列
key Ctrl-E
type 人群标签
key Enter
reject 不认识的表头
key 8
type 派出所
key Enter
expect 8 来源：派出所
key Enter
expect 已导入
key Ctrl-Z
key Esc
type ledger.csv
key Enter
reject 不认识的表头
LINES
grep -q 李错号 ledger.csv.退回.csv
tell 'rejects are written'
drives 'a template left half way' << LINES
key F9
key 7
expect 还没有上报模板
key Ctrl-N
type empty.csv
key Enter
key Enter
expect 上报模板 empty
quit
LINES
drives 'is gone on with, and its report written' << LINES
key F9
key 7
key Ctrl-N
expect 没改完的模板
key Enter
expect 上报模板 empty
expect 还不知道
key Ctrl-S
expect 还不知道填什么的列：星座
key End
key Enter
type blank
key Enter
expect 空着
key Home
key Down
key Down
key Enter
type @code
key Enter
key Ctrl-S
expect 已保存上报模板
key 3
key Ctrl-U
type report.csv
key Enter
key Enter
expect 已经报送了吗
key Enter
expect 已记为报送
key 2
expect 已写 0 行到 empty-2026-11-23-变化.csv
key Enter
key 2
expect 到 empty-2026-11-23-变化-2.csv
key Esc
key Enter
expect 到 empty-2026-11-23.csv
LINES
yz export buildings --out as-it-is.csv > "$out" 2>&1
yz person edit "$(yz --json person list --limit 1 | get '$.id')" --set note=刚改的 > "$out" 2>&1
drives 'Ctrl-Z takes back an import that wrote something, and nothing else' << LINES
size 80 24
key F9
key 5
type as-it-is.csv
key Enter
expect 无变化
reject Ctrl-Z 撤销导入
key Ctrl-Z
expect 没有要撤销的
key Enter
expect 没有要写的
key Ctrl-Z
expect 没有要撤销的
reject 已撤销
LINES
equal 'one key writes the report anew' "$(grep -c . report.csv)" "$(grep -c . empty-2026-11-23.csv)"
grep -q 街道月报 report.csv
tell 'the report is written'
drives 'a building is exported' << LINES
key F2
type 星体花园南区3
key Enter
key 6
expect 导出
key Down
key Down
key Right
key Ctrl-S
expect 已导出
LINES
ls residents-*.csv > /dev/null 2>&1
tell 'as CSV'
cat > wishes.csv << EOT
姓名,地址,需求内容,需求领域,联系电话
某人,$address,楼下想装个长椅,环境整治,13812345678
,,没有地点的,环境整治,
EOT
drives 'a ledger of needs is known by its header, Left and Right turn the kinds' << LINES
key F9
key 5
type wishes.csv
key Enter
expect 试读：2 行，新增 1
expect 没有地点
key Right
expect 资源名称
key Left
expect 试读：2 行，新增 1
key Enter
expect 已导入：新增 1
key F5
expect 楼下想装个长椅
key F9
key 6
key Right
key Right
LINES

# Whoever is not yet 14 needs a guardian's consent: asked for on the screen, with Ctrl-N.
printf '姓名,性别,出生日期,现住址,与户主关系\n顾小苗,女,2020-05-06,%s,女儿\n' "$address" > child.csv
drives 'a child without consent is sent back, and Ctrl-N gives it' << LINES
key F9
key 5
type child.csv
key Enter
expect 新增 0
expect 监护人同意
key Ctrl-N
expect 哪位监护人
type 母亲李红，当面
key Enter
expect 新增 1
key Enter
expect 已导入：新增 1
key Ctrl-N
reject 哪位监护人
LINES
equal 'who consented stands in the record' 母亲李红，当面 \
    "$(yz --json --reveal --reason 核对 show "$(yz --json search 顾小苗 | get '$.id')" | get '$.consent')"
