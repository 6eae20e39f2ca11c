#!/bin/sh
# The locked screen: what was open and half typed is kept, a password is asked where there is one, somebody else begins anew.
. "$(dirname "$0")/common.sh"
fresh
word=Xingti-2026
me=$(yz --json staff list | grep "\"os_user\":\"$(id -un)\"" | get '$.name')
other=$(yz --json staff list | sed -n 1p | get '$.login')
other_name=$(yz --json staff list | sed -n 1p | get '$.name')

drives 'without a password Enter is enough' << LINES
key F3
key F10
expect 已锁定
reject 编号
key Enter
expect 编号
LINES

printf '%s\n' $word | yz --password-fd 0 staff passwd > /dev/null 2>&1
"$tool" role "$YIZHAN_FILE" admin
printf '%s\n' $word | yz --password-fd 0 staff passwd "$other" > /dev/null 2>&1

drives 'what was half typed is there after the password' << LINES
key 1
type $address
key Enter
type 小宝
key F10
expect 已锁定
expect $me
reject 小宝
key Enter
expect 请写口令
type $word
reject $word
key Enter
expect 小宝
LINES

drives 'a wrong one stays outside' << LINES
key F10
type Xingti-2025
key Enter
expect 不对
reject 今日
key Esc
expect 已锁定
key F2
expect 已锁定
LINES

drives 'somebody else begins at home' << LINES
key F3
key F10
key Tab
key Ctrl-U
type $other
key Tab
type $word
key Enter
expect 今日
expect $other_name
reject 已锁定
LINES
equal 'the wrong try is in the log' 1 "$(yz --json log --limit 20 | get '$.verb' | grep -c sign-in-failed)"

"$tool" bind "$YIZHAN_FILE" somebody-else
drives 'where no account is bound it asks who is there' << LINES
expect 登录
reject 今日
type $other
key Tab
type $word
key Enter
expect 今日
expect $other_name
LINES
runs 'a command needs a name there' 6 search 王
