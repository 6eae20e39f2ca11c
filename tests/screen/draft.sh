#!/bin/sh
# What was typed and not saved is offered again: in that household and in no other.
. "$(dirname "$0")/common.sh"
fresh
other=$(yz --json household list --limit 200 | get '$.address' | sed 's/ //; s/幢 /-/; s/单元 /-/' | grep -vx "$address" | sed -n 1p)

drives 'typed, and left without saving' << LINES
size 80 24
key 1
type $address
key Enter
type $wife_name
key Tab
type 小满
key Tab
type 女
key Tab
type 20261118 0320
key Tab
type u5301
quit
LINES
drives 'home shows it' << 'LINES'
size 80 24
expect 草稿
LINES
drives 'another household is asked nothing' << LINES
size 80 24
key 1
type $other
key Enter
reject 草稿
reject 小满
LINES
drives 'this one is asked; Esc begins anew' << LINES
size 80 24
key 1
type $address
key Enter
expect 这一户有 2026-11-23 19:32 没填完的草稿
key Esc
reject 小满
LINES
drives 'Enter puts back what was typed' << LINES
size 80 24
key 1
type $address
key Enter
key Enter
expect 小满
expect 2026-11-18 03:20
expect 女
expect 期限 90 天
quit
LINES
drives 'from home by its number, saved, and gone' << 'LINES'
size 80 24
key 9
expect 没填完的草稿
key Enter
expect 小满
key Tab
key Tab
key Tab
key Tab
key Ctrl-U
key Ctrl-K
type u530123456
key Tab
key Space
key Ctrl-S
expect 受理回执
key Esc
expect 今日
reject 草稿
LINES

drives 'Esc leaves the field, Esc again asks' << LINES
size 80 24
key 1
type $other
key Enter
type 李
key Tab
type 小雪
key Esc
expect 再按 Esc 离开
key Esc
expect 还没有保存，离开吗？填的留在草稿里
key Esc
expect 小雪
key Esc
key Enter
expect 今日
LINES

fresh
drives 'a resident half edited' << LINES
size 80 24
key F2
type $wife_name
key Enter
key Ctrl-R
type 核对
key Enter
key Ctrl-E
key Tab
type 小刘
key Tab
quit
LINES
drives 'is offered again' << LINES
size 80 24
key F2
type $wife_name
key Enter
reject 小刘
key Ctrl-R
type 核对
key Enter
key Ctrl-E
expect 没改完的草稿
key Enter
expect 小刘
LINES

fresh
drives 'what is typed takes the place of what the program filled in, and End goes on with it' << 'LINES'
key F2
type 用印登记
key Enter
key Ctrl-N
key Tab
key Tab
type 2
expect 份数      2
key Ctrl-Z
expect 份数      1
key End
type 2
expect 份数      12
LINES

# Every form's draft is found again from the list of services.
fresh
drives 'a use of the seal and a new resident are begun' << 'LINES'
key F2
type 用印登记
key Enter
key Ctrl-N
type 办贷款
key Tab
key Esc
key Esc
key Esc
key F2
type 新增居民
key Enter
key Tab
key Tab
type 孙大圣
key Tab
LINES
drives 'both are listed, and gone on with' << 'LINES'
key 0
expect 登记用印
expect 新增居民
key Enter
expect 没填完的新居民
key Enter
expect 孙大圣
LINES
drives 'what is typed ahead of the question goes into the form after it' << 'LINES'
size 80 24
key F2
type 新增居民
key Enter
key Tab
key Tab
key Ctrl-U
type nina
expect 没填完的新居民
expect 先打的 7 键等着
reject nina
key Enter
expect nina
reject 孙大圣
key Esc
key Esc
LINES
drives 'in the place of what was kept, which Ctrl-Z brings back' << 'LINES'
size 80 24
key F2
type 新增居民
key Enter
type 甲乙
expect 没填完的新居民
key Enter
expect 甲乙
reject 孙大圣
reject 甲乙nina
key Ctrl-Z
reject 甲乙
expect nina
key Esc
key Esc
LINES
drives 'a paste waits too, and no letter of it is an answer' << 'LINES'
size 80 24
key F2
type 新增居民
key Enter
paste 是阿宝
expect 没填完的新居民
key Esc
expect 是阿宝
LINES
