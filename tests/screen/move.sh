#!/bin/sh
# 变动: a family moves in five keys beyond the address; a head's death asks for a successor; a draft outlives a kill; the past is
# shown and not touched.
. "$(dirname "$0")/common.sh"
fresh
yz --json household list --limit 200 > all
household=$(grep 家庭户 all | get '$.id' | sed -n 3p) # registered here, unlike the tenants that share the dwelling
yz --json household show "$household" > one
address=$(get '$.address' < one | sed 's/ //; s/幢 /-/; s/单元 /-/')
head=$(get '$.members[0].id' < one)
there=$(get '$.address' < all | sed 's/ //; s/幢 /-/; s/单元 /-/' | grep -vx "$address" | tail -1)
card="size 80 24
key F2
type $address
key Enter"

drives 'the whole family, shown before it is saved' << LINES
$card
key F12
expect 变动
expect 没有写搬到哪里
key Enter
key Enter
type $there
key Enter
expect 存了就会这样
expect $there
expect 户籍留在
key Ctrl-S
expect 已办理：区内搬家
LINES
equal 'who stays is only registered there' 空挂户 "$(yz --json household show "$household" | get '$.members[0].role')"
yz --json person show "$head" > one
equal 'the head lives in the new place' "$there" "$(get '$.dwelling' < one | sed 's/ //; s/幢 /-/; s/单元 /-/')"
drives 'and is registered in the old: the card tells both' << LINES
$card
key Enter
expect  现住
expect  户籍
reject 现住、户籍
LINES
runs 'one undo takes it back' 0 undo
equal 'as before' 房主 "$(yz --json household show "$household" | get '$.members[0].role')"

fresh
drives 'the head dies: somebody of those who stay becomes head' << LINES
$card
key F12
type 去世
key Enter
key Space
key Tab
expect 留下来的人没有户主
key Ctrl-S
expect > 接任户主
key Right
key Ctrl-S
expect 已办理：去世登记
LINES
drives 'undone from the card' << LINES
$card
key Ctrl-Z
expect 已撤销：去世登记
LINES

fresh
cat > steps << LINES
$card
key F12
type 分户
key Enter
key Down
key Space
key Enter
key Enter
dump $HOME/typed
wait 60000
LINES
"$YIZHAN" --script steps > "$out" 2> "$err" &
pid=$!
until [ -s typed ] || ! kill -0 $pid 2> /dev/null; do sleep 0.1; done
kill -9 $pid
wait $pid 2> /dev/null
drives 'what was typed outlives a kill' << LINES
size 80 24
expect 变动（11-23
key 9
expect 没办完的变动
key Enter
expect 分户
expect [x]
expect 存了就会这样
key Ctrl-S
expect 已办理：分户
key Esc
reject 草稿
LINES

fresh
second=$(yz --json household show "$household" | get '$.members[1].id')
second_name=$(yz --json person show "$second" --reveal --reason 核对 | get '$.name')
runs 'one leaves' 0 person leave "$second" --legal --date 昨天
drives 'and comes back from the own card' << LINES
size 80 24
key F2
type $second_name
key Enter
expect 不在社区住
key F12
expect 迁回
expect [x]
key Ctrl-S
expect 已办理：迁回
reject 不在社区住
LINES

yz household edit "$household" --set note=新写的 > "$out" 2> "$err"
for post in $(yz --json post list | grep 联络员 | get '$.id'); do yz post end "$post" --date 2026-11-22; done > "$out" 2> "$err"
drives 'what happened since, and who is on now, is on the card of today' << LINES
$card
reject 联络员
key Tab
expect 备注
LINES
drives 'a past day can be seen and not changed' << LINES
$card
key Ctrl-Y
type 昨天
key Enter
expect 截至 2026-11-22
expect Ctrl-Y 看另一天
reject F12
reject Ctrl-X
reject 走访到期
expect 联络员
key Tab
expect 写入演示数据
reject 备注
key Tab
key F12
expect 只能看
reject 变动 星
key Ctrl-N
expect 只能看
key Ctrl-X
expect 只能看
key Ctrl-G
expect 只能看
key 1
expect 只能看
key Enter
expect 居民
expect 截至 2026-11-22
key Ctrl-E
expect 只能看
key Esc
key Ctrl-Y
type 1900-01-01
key Enter
expect 没有登记
key Esc
reject 截至
LINES
drives 'a day that is none, and one to come' << LINES
$card
key Ctrl-Y
type 下雪天
key Enter
expect 不是日期
key Ctrl-Y
type 明天
key Enter
expect 今天之后
LINES

drives 'a whole building, and back' << 'LINES'
size 120 40
key F2
type 星体花园南区3
key Enter
key F12
expect 整栋搬迁
key Tab
key Tab
type 拆迁安置
key Tab
type 昨天
key Tab
key Space
expect 存了就会这样
key Ctrl-S
expect 已办理：整栋搬迁
expect  0 户 0 人
key Ctrl-Z
expect 已撤销：整栋搬迁
reject  0 户 0 人
LINES

gone=$(yz --json household list --in 云杉苑1幢 --limit 1 | get '$.id')
runs 'a family has gone' 0 household end "$gone" --moved-to 大理 --date 2026-11-20 --legal
drives 'all of it comes back from its card' << LINES
size 80 24
key F2
type $gone
key Enter
expect 搬离日期
expect 2026-11-20
key F12
expect 迁回
expect 存了就会这样
key Ctrl-S
expect 已办理：迁回
reject 搬离日期
LINES
runs 'a lease that ends' 0 household renew "$household" --lease-until +5
drives 'leases that end, renewed from there' << 'LINES'
size 80 24
key F2
key Ctrl-U
type 居住证到期
key Enter
expect 5 天
key Tab
key Tab
reject 5 天
key Shift-Tab
expect 5 天
key F12
expect 续租续证
type +1y
expect 租期至          +1y
key Ctrl-S
expect 再按一次
key Ctrl-S
expect 已办理：续租续证
LINES
drives 'and the card says until when' << LINES
size 80 24
key F2
type $household
key Enter
key Enter
expect 租期至
expect 2027-11-23
LINES
runs 'the journal is whole' 0 verify

fresh
yz --json person show "$head" --reveal --reason 核对 > one 2> "$err"
known="$(get '$.name' < one) $(get '$.phone' < one)"
drives 'who comes in from a card comes into that household' << LINES
size 80 24
key F2
type $household
key Enter
key F12
type 迁入
key Enter
type 王小明 男 租客
key Tab
expect 存了就会这样
expect 王*明：外来
key Ctrl-S
expect 已办理：迁入
expect 王*明
key Ctrl-Z
LINES
drives 'who comes and may be there already is told, and a form of their own is at hand' << LINES
$card
size 120 40
key F12
type 迁入
key Enter
type $known
key Tab
expect 是同一人
expect $head
expect Ctrl-X 新增居民
key Ctrl-X
expect 新增居民
expect 进哪一户
LINES

fresh
drives 'nothing is saved that was not shown: what is typed may be another move' << LINES
$card
key F12
expect 下面还有 5 项
type qc
key Ctrl-S
reject 已办理
expect 再按一次 Ctrl-S：迁出
expect 离开
key Ctrl-S
expect 已办理：迁出
key Ctrl-Z
expect 已撤销：迁出
LINES
drives 'the words people use find the move; what there is not is told with its word' << LINES
$card
key F12
type 换户主
key Tab
expect 变更户主
key Up
type 飞走
key Tab
expect 没有“飞走”这一项
LINES
drives 'a mother is no man' << LINES
$card
key F12
key Esc
type 添了
key Tab
expect 出生登记
expect 户口落在这里
reject 户籍一起迁
LINES

fresh
drives 'of two who come and are nothing to each other one is chosen as head' << LINES
$card
key F12
type 换租
key Tab
type 李新租 女
key Tab
type 赵二 男
key Tab
expect 新的一户要有户主
key Ctrl-S
expect > 新户主
expect 李新租
key Right
key Right
expect 户主 赵*
key Ctrl-S
expect 已办理：换租客
key Ctrl-Z
expect 已撤销
LINES

child=$(yz --json household list --limit 200 | get '$.id' | while read -r h; do
    yz --json household show "$h" | sed 's/"history".*//' | grep -o '"id":"p:[0-9.]*","name":"[^"]*","relation":"[子女]"' | sed 's/.*\(p:[0-9.]*\)".*/\1/'
done | while read -r p; do
    yz --json person show "$p" | grep -q '"birth":"201[3-9]' && echo "$p" && break
done)
drives 'a child is among those who may go, and ticked on its own card' << LINES
key F2
type $child
key Enter
key F12
expect [x]
LINES

fresh
drives 'a birth needs a consent; 是 is that of the mother who was chosen' << LINES
$card
key F12
type 添了
key Tab
expect 监护人同意
key Right
key Tab
key Tab
type 小满
key Tab
type 女
key Tab
key Tab
expect > 监护人同意
expect 不满 14 周岁，登记要有监护人同意
key Ctrl-S
reject 已办理
type 是
key Tab
reject 不满 14 周岁
key Ctrl-S
expect 已办理：出生登记
LINES
act=$(yz --json log --limit 1 | get '$.act')
runs 'the act says' 0 log --act "$act"
says 'who consented' '新建；监护人同意' "$out"
