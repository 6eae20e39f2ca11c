#!/bin/sh
# The net as a tree: unfolding by the keyboard, the rows behind a number, a post by its form, and what it changes.
. "$(dirname "$0")/common.sh"
fresh
# to_grid: the first grid, unfolded to its buildings; the cursor on the first building.
to_grid() {
    printf '%s\n' 'size 100 30' 'key F6' 'expect 第二网格' 'key Down' 'key Down' 'key Right' 'key Down' 'key Down'
}

drives 'unfolds to units and doors' << LINES
$(to_grid)
expect 清泉居 1幢
reject 1单元
key Right
expect 1单元
expect 中心户
key Down
key Down
reject 101
key Right
key Down
expect 101
key Enter
expect 户主
key Esc
key Left
key Left
reject 101
expect 1单元
key Left
key Left
reject 1单元
LINES
drives 'a building opens, and says who is on for it' << LINES
$(to_grid)
key Enter
expect 这一户
expect 在岗
expect 联络员
key Enter
expect 户主
expect 在岗
expect 联络员
LINES
people=$(yz --json grid list | grep 第一网格 | get '$.people')
drives 'a number opens its rows' << LINES
$(to_grid)
key Up
key Up
key Tab
expect  户 
key Tab
expect 人 $people
key Ctrl-T
type 1-101
key Enter
expect 1-101
reject 1-102
key Enter
expect 身份证号
LINES
# to_gap: the list of vacant duties of the community, one of them opened.
to_gap() {
    printf '%s\n' 'size 100 30' 'key F6' 'key 9' 'expect 在岗' 'key Tab' 'expect 缺岗' 'expect 没有安全员'
}
gap=$(yz --json grid gaps | get '$.name' | grep -n 安全员 | cut -d: -f1)
downs=$(i=1; while [ $i -lt "$gap" ]; do echo 'key Down'; i=$((i + 1)); done)
drives 'who takes a vacant duty is left half way' << LINES
$(to_gap)
$downs
key Enter
expect 新网格岗位
expect 安全员
type 李安
key Enter
quit
LINES
drives 'stands on 今日' << LINES
size 100 30
expect 网格岗位
LINES
drives 'and is saved' << LINES
$(to_gap)
$downs
key Enter
reject 李安
expect 没填完的草稿
key Enter
expect 李安
key Enter
type 138
key Enter
expect 不是电话号码
key Up
key Ctrl-U
type 13812345678
key Ctrl-S
expect 已保存
reject 没有安全员
LINES
equal 'in the right grid' 第二网格 "$(yz --json grid rows "$(yz --json grid list | get '$.id' | head -1)" --what posts | grep 李安 | get '$.where')"
drives 'the same twice at a time is refused in the form' << LINES
size 100 30
key F6
key Down
key Down
key Down
key Down
key Down
expect 第二网格党支部
key Ctrl-N
key Tab
key Tab
type 李安
key Enter
key Enter
key Enter
key Enter
type 安全
key Enter
key Ctrl-S
expect 两段重叠
reject 已保存
LINES
drives 'a last day ends it; one key takes that back' << LINES
size 100 30
key F6
key 9
key Ctrl-T
type 李安
key Enter
expect 138****5678
key Enter
expect 修改网格岗位
expect 138****5678
reject 13812345678
type 2026-11-01
key Ctrl-S
expect 早于起始日期
key Ctrl-U
type 2026-11-23
key Ctrl-S
expect 已保存
key Ctrl-Z
expect 已撤销
LINES
equal 'the phone was not lost under its mask' 13812345678 \
    "$(yz --json post list --reveal --reason 核对 | grep 李安 | get '$.phone')"
