#!/bin/sh
# 账号 on F9: an administrator opens, changes, stops and hands over; everybody else has the own password and nothing more.
. "$(dirname "$0")/common.sh"
fresh
old=Xingti-2026 new=Beilou+1990
id=$(yz --json staff list | grep "\"os_user\":\"$(id -un)\"" | get '$.id')
me=$(yz --json show "$id" | get '$.name')
other=$(yz --json staff list | grep -v "\"$id\"" | sed -n 1p | get '$.name')

drives 'a clerk sees the own account only' << LINES
key F9
key 0
expect $me
reject $other
key Ctrl-N
expect 不能管理账号和岗位
key 2
expect 不能管理账号和岗位
key 3
expect 不能管理账号和岗位
key 4
expect 权限表
expect 程序自带
expect 审计员
key Esc
key Enter
expect 新口令
reject 现在的口令
type $old
reject $old
key Enter
type $new
key Enter
expect 两遍不一样
type abc
key Enter
type abc
key Ctrl-S
expect 不足
type $old
key Enter
type $old
key Enter
expect 口令已设
expect 系统用户
key 1
expect 现在的口令
type $new
key Enter
type $new
key Enter
type $new
key Enter
expect 现在的口令不对
type $old
key Enter
type $new
key Enter
type $new
key Enter
expect 口令已设
LINES
equal 'no password stands in a draft' 0 "$(strings "$YIZHAN_FILE" "$YIZHAN_FILE-wal" 2> /dev/null | grep -cF -e "$old" -e "$new")"
printf '%s\n' "$new" | yz --staff "$me" --password-fd 0 staff list > "$out" 2> "$err"
tell 'it is the last one that was set'

"$tool" role "$YIZHAN_FILE" admin
drives 'an administrator opens an account, which goes on to its password' << LINES
key F9
key 0
expect $other
expect 还不能登录
key Ctrl-N
type 陈静
key Tab
key Esc
key Esc
key Enter
key Ctrl-N
expect 没改完的草稿
key Enter
expect 陈静
key Tab
type chenjing
key Tab
key Tab
key Tab
type 办事员
key Enter
key Ctrl-S
expect 陈静 的口令
reject 现在的口令
type $old
key Enter
type $old
key Enter
expect 口令已设
key Ctrl-T
type 陈静
key Enter
expect chenjing
key 3
key Ctrl-U
type chenjing-os
key Enter
expect 系统用户“chenjing-os”
key Enter
expect 账号 陈静
key Tab
key Tab
key Tab
key Tab
type 网格员
key Ctrl-S
expect 已保存
LINES
equal 'as a grid worker now' 网格员 "$(yz --json staff list | grep chenjing | get '$.role')"
runs 'who may do something again' 0 staff edit chenjing --set role=办事员

household=$(yz --json household list --limit 1 | get '$.id')
printf '%s\n' "$old" | yz --staff chenjing --password-fd 0 --json case open newborn-insurance --household "$household" \
    --set baby_sex=女 --set birth=2026-11-18 --set certificate=U530000123 --set consent=yes --set years=2026 > "$out" 2> "$err"
tell 'she opens a case'
number=$(get '$.number' < "$out")
drives 'who has open work is stopped once an heir is chosen' << LINES
key F9
key 0
key Ctrl-T
type 陈静
key Enter
key 2
expect 停用 陈静 的账号，交给谁
expect 办件 1 件
reject 审计员
key Ctrl-T
type $me
key Enter
key Enter
expect 都交给 $me
key Esc
expect 交给谁
key Enter
key Enter
expect 已停用
key 2
expect 恢复
key Enter
expect 已恢复
LINES
equal 'the case has the other owner' "$me" "$(yz --json case show "$number" | get '$.owner')"
drives 'nobody stops the own account' << LINES
key F9
key 0
key Ctrl-T
type $me
key Enter
key 2
expect 不能停用自己的账号
LINES
drives 'who has nothing open is stopped at once' << LINES
key F9
key 0
key Ctrl-T
type 陈静
key Enter
key 2
expect 手上没有没办完的
key Enter
expect 已停用
LINES
runs 'verify' 0 verify
