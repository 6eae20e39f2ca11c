#!/bin/sh
# The first-run screen: a real community typed in, what is wrong named under its line, left and gone on with, made in one act.
. "$(dirname "$0")/common.sh"

# The keys of a form that is right: the community and its net, then the station.
community() {
    cat << 'E'
key Enter
type 幸福里社区
key Enter
type 530111007
key Enter
type 官渡街道
key Enter
type 云南省昆明市官渡区官渡街道
key Enter
type 东片、西片
key Enter
type 1 第一网格 东片 第一网格党支部
key Enter
type ２　第二网格　西片
key Enter
key Enter
type 甲小区 1-3 第一网格 2单元 6层 2户
key Enter
type 乙小区　A1，B2　第二网格
key Enter
key Enter
E
}
station() {
    cat << 'E'
type 为民服务站
key Enter
key Enter
type 0871-63123456
key Enter
key Ctrl-U
type 09:00-12:00,13:30-20:00
key Enter
key Enter
type 17:30
key Enter
type 东门驿站 甲小区 10:00-18:00
key Enter
key Enter
type 王主任
key Enter
E
}
for size in '80 24' '120 40'; do
    # shellcheck disable=SC2086
    set -- $size
    shows setup "$1" "$2" -f empty.db init < /dev/null
    { community && echo 'key Up'; } > steps2
    shows setup-lines "$1" "$2" -f lines.db init < steps2
    rm -f lines.db.setup
done
shows setup-en 80 24 --lang en -f empty.db init < /dev/null
[ -z "$(ls empty.db* 2> /dev/null)" ]
tell 'who only looked leaves nothing behind'

runs 'a script of the interface is not stopped by it' 1 --script /dev/null
runs 'nor is init without a terminal' 2 init
{ community && echo 'key Esc' && echo 'key Esc'; } > "$HOME/steps"
runs 'leaving makes nothing' 0 --script "$HOME/steps" init
says 'and says what is kept' 'yizhan init' "$err"
[ ! -e "$YIZHAN_FILE" ] && [ "$(stat -c %a "$YIZHAN_FILE.setup")" = 600 ]
tell 'what was typed lies beside, for its owner alone'
drives 'it is offered again, and what is missing is named all at once' init << 'E'
size 80 40
expect 有没填完的
key Enter
expect 幸福里社区
expect ２　第二网格　西片
key Ctrl-S
expect 还没有填
key Esc
key Esc
E
cp "$YIZHAN_FILE.setup" kept
# wrong NAME FIELD TEXT RULE: the kept form with that line is refused, and the rule stands under it.
wrong() {
    cp kept "$YIZHAN_FILE.setup"
    sed -i "/^$2=/d" "$YIZHAN_FILE.setup"
    echo "$2=$3" >> "$YIZHAN_FILE.setup"
    drives "$1" init << E
size 120 60
key Enter
key Ctrl-S
expect $4
reject 已建立
E
    [ ! -e "$YIZHAN_FILE" ]
    tell '  and nothing is made'
}
wrong 'a grid without its area' grid2 '2 第二网格' 没有写网格在哪个片区
wrong 'an area that is not there' grid2 '2 第二网格 南片' 不是上面的片区
wrong 'a grid twice' grid2 '1 第一网格 西片' 这个网格写了两次
wrong 'a range that cannot be' building1 '甲小区 6-1' 楼栋的号写得不对
wrong 'a word that says nothing' building1 '甲小区 1-3 第九网格' 不是上面的网格
wrong 'a division code of five digits' region 53011 '6、9 或 12 位'
wrong 'hours that are none' hours '25:00-26:00' '! '
wrong 'a time that is none' evening '晚上' 不是一天里的时刻
wrong 'a post at a compound that is not there' post1 '东门驿站 丙小区' 不是上面的小区
wrong 'a ledger that is not there' ledger nosuch.xlsx 没有这个文件
wrong 'a description that is not there' file nosuch.json 没有这个文件
printf '{\n  "name": "甲社区"\n  "street": "某某街道"\n}\n' > bad.json
wrong 'a description that is no JSON' file bad.json '第 3 行“"street'
printf '{ "name": "甲社区",\n' | iconv -f UTF-8 -t GB18030 > half.json
wrong 'one that breaks off, in GB18030' file half.json '到第 2 行还没有完'

cp kept "$YIZHAN_FILE.setup"
drives 'filled in to the end it is made in one act' init << E
size 80 24
key Enter
$(community | sed -n '/^key/p')
$(station)
key Ctrl-S
E
says 'told' '已建立 为民服务站' "$err"
[ ! -e "$YIZHAN_FILE.setup" ]
tell 'what was kept is gone'
equal 'the administrator' 王主任 "$(yz --json staff list | get '$.name')"
equal 'the grids' 2 "$(yz --json grid list | grep -c '"kind":"grid"')"
equal 'the buildings' 5 "$(yz --json building list | wc -l | tr -d ' ')"
runs 'every door' 0 --json show '甲小区3-2-602'
equal 'both stations' 2 "$(yz --json log --limit 400 | grep -c '"kind":"station"')"
equal 'one act' 1 "$(yz --json log --limit 400 | get '$.act' | sort -u | wc -l | tr -d ' ')"
runs 'whole' 0 verify
runs 'and consistent' 0 doctor
drives 'a station that is there is not asked for again' << 'E'
size 80 24
expect 今日
E
runs 'nor made anew' 1 --script "$HOME/steps" init
