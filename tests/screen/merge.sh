#!/bin/sh
# Duplicates and merging, key by key.
. "$(dirname "$0")/common.sh"
fresh
"$tool" doubles "$YIZHAN_FILE" 1 > doubles
keep=$(sed -n 's/ [^ ]* transposed$//p' doubles | head -1)
lose=$(sed -n 's/^[^ ]* \([^ ]*\) transposed$/\1/p' doubles | head -1)

number() {
    yz --json person show "$1" --reveal --reason 核对 2> "$err" | get '$.id_number'
}
keep_number=$(number "$keep") lose_number=$(number "$lose")

drives 'a pair is looked at, merged, and undone' << LINES
key F9
key 8
expect 查重
expect 两位颠倒
key Enter
expect 合并
expect [x]
key Right
key Space
key Left
key Ctrl-S
expect 已并入
key Ctrl-Z
expect 已撤销
key Esc
expect 可能是同一人
expect 1-3 不是同一人、看居民
key Tab
expect 没有合并过
expect Enter 看居民  1 取消合并
key Tab
expect Enter 对照  1-3 取消“不是同一人”、看居民
LINES
drives 'the one line names the list; a reason puts a pair aside' << LINES
key F2
type chachong
key Enter
expect 查重
key 1
type 堂兄弟
key Enter
expect 不再列出
key Tab
key Tab
expect 堂兄弟
key 1
expect 会再列出
LINES
drives 'choices are kept when one leaves' << LINES
key F2
type $keep_number
key Enter
key 2
key Enter
expect 合并
key Tab
key Right
quit
LINES
drives 'and stand on 今日, to be gone on with as they were' << LINES
expect 合并
key F2
type $keep_number
key Enter
key 2
key Enter
expect 接着上次没办完的填
expect 保留 $lose
key Tab
key Esc
LINES
drives 'merged, and taken apart on another day' << LINES
key F2
type $keep_number
key Enter
key 2
expect 查重
key Enter
key Ctrl-S
expect 已并入
LINES
YIZHAN_NOW=2027-02-01T09:30
drives 'the old REF leads to the survivor' << LINES
key F9
key 8
key Tab
expect $lose
expect 2026-11-23
key 1
expect 已分开
LINES
runs 'both are there' 0 person show "$lose"
says 'each on its own' "$lose" "$out"

drives 'who may be registered already is told while typing' << LINES
key F2
type $lose_number
key Enter
key Ctrl-R
type 核对
key Enter
key Ctrl-E
expect 是同一人
key Ctrl-O
expect 居民
reject 修改居民
key Esc
expect 修改居民
LINES

# A second form for a child who is registered already: told, and one key opens the child; the form is as it was left.
born() {
    printf '%s\n' 'key 1' "type $address" 'key Enter' "type $wife_name" 'key Enter' "type $1" 'key Enter' 'type 女' 'key Enter' \
        'type 20270118 0320' 'key Enter'
}
drives 'a newborn is registered' << LINES
$(born 小满)
type u530123456
key Enter
key Space
key Enter
key Space
key Space
key Space
key Ctrl-S
expect 受理回执
LINES
drives 'and told when the form is filled in once more' << LINES
$(born 小曼)
expect 可能已登记
key Ctrl-O
expect 居民 小*
key Esc
expect 可能已登记
LINES

# Two who do not look like one, each registered in a household of their own: chosen, and with a reason.
legal() {
    yz --json person list --in "$1" | get '$.id' | while read -r one; do
        yz --json show "$one" | grep -q '"legal":true' && echo "$one" && break
    done
}
# shellcheck disable=SC2046 # words are meant
set -- $(yz --json household list --limit 60 | get '$.id' | while read -r home; do legal "$home"; done | head -2)
first_number=$(number "$1")
drives 'two who do not look like one are merged with a choice and a reason' << LINES
key F2
type $first_number
key Enter
key 2
key Ctrl-N
type $2
key Enter
expect 户籍在哪一户
expect 看起来不是同一人
key Ctrl-S
expect 先用左右键选定
key Left
key Ctrl-S
expect 理由
type 派出所更正
key Enter
expect 已并入
key Ctrl-Z
expect 已撤销
LINES

fresh
yz --json household list --limit 2 > two
one=$(get '$.id' < two | sed -n 1p) other=$(get '$.id' < two | sed -n 2p)
yz export households > before 2> "$err"
drives 'a household that stands twice: both named, side by side, merged with a reason' << LINES
key F9
key 8
key Ctrl-N
expect 登记了两次
type $one
key Enter
type $other
key Enter
expect 户号 不同
expect 两户的住处不同
key Ctrl-S
type 同一家登记了两次
key Enter
expect 已并入
LINES
drives 'and taken apart on the same screen' << LINES
key F9
key 8
key Tab
expect 同一家登记了两次
key 1
expect 已分开
LINES
yz export households > after 2> "$err"
equal 'as if it had not been' "$(cat before)" "$(cat after)"

fresh
"$tool" doubles "$YIZHAN_FILE" 1 > doubles
lose=$(sed -n 's/^[^ ]* \([^ ]*\) transposed$/\1/p' doubles | head -1)
number=$(yz --json person show "$lose" --reveal --reason 核对 2> "$err" | get '$.id_number')
drives 'unsaved changes of the one that goes are told before they are dropped' << LINES
key F2
type $number
key Enter
key Ctrl-R
type 核对
key Enter
key Ctrl-E
type 改
key Tab
key Esc
key Esc
key Enter
key 2
key Enter
expect 合并
key Ctrl-S
expect 没存的修改，合并后作废
key Enter
expect 已并入
LINES
drives 'and are not on 今日 any more' << LINES
expect 今日
reject 修改居民
LINES
