#!/bin/sh
# The locked screen: what was open and half typed is kept, a password is asked where there is one, somebody else begins anew.
. "$(dirname "$0")/common.sh"
fresh
word=Xingti-2026
mine=$(yz --json staff list | grep "\"os_user\":\"$(id -un)\"" | get '$.id')
me=$(yz --json show "$mine" | get '$.name')
other=$(yz --json staff list | sed -n 1p | get '$.login')
other_name=$(yz --json staff list | sed -n 1p | get '$.name')

drives 'without a password Enter is enough' << LINES
key F3
key F10
expect 已锁定
expect 没有设口令：谁按 Enter 都能继续
reject 编号
key Enter
expect 编号
LINES

printf '%s\n' $word | yz --password-fd 0 staff passwd > /dev/null 2>&1
"$tool" role "$YIZHAN_FILE" admin
printf '%s\n' $word | yz --password-fd 0 staff passwd "$other" > /dev/null 2>&1

drives 'left alone for 600 seconds it locks: what was half typed is there after the password' << LINES
key 1
type $address
key Enter
type 小宝
later 599
expect 小宝
later 2
expect 已锁定
expect $me
reject 没有设口令
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

equal 'who gave way is signed out, and who left' 3 "$(yz --json log --limit 20 | get '$.verb' | grep -c sign-out)"

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

fresh
"$tool" role "$YIZHAN_FILE" admin
printf '%s\n' $word | yz --password-fd 0 staff passwd > /dev/null 2>&1
# meanwhile NAME EXPECTED COMMAND...: the command runs elsewhere while a terminal stands at the queue.
admin=$(yz --json staff list | grep '"role":"管理员"' | grep -v "\"os_user\":\"$(id -un)\"" | sed -n 1p | get '$.login')
printf '%s\n' $word | yz --password-fd 0 staff passwd "$admin" > /dev/null 2>&1
meanwhile() {
    name=$1 expected=$2
    shift 2
    rm -f before
    {
        printf '%s\n' 'key F5' 'key Ctrl-N' 'type 小满' "dump $HOME/before"
        for _ in 1 2 3 4 5 6 7 8 9 10; do [ -s before ] || sleep 0.3; done
        printf '%s\n' $word $word | YIZHAN_NOW=2026-11-23T19:33 yz --staff "$admin" --password-fd 0 "$@" > "$HOME/elsewhere" 2>&1
        printf '%s\n' 'wait idle' "expect $expected" 'reject 小满' 'key Esc' 'expect 已锁定'
    } | "$YIZHAN" --script - > "$out" 2> "$err"
    tell "$name"
    says '  something was there' 小满 before
}
meanwhile 'a password changed elsewhere locks, and says so' 口令在别处改了 staff passwd "$(yz --json show "$mine" | get '$.login')"
heir=$(yz --json staff list | grep "\"station_name\":\"$(yz --json staff list | grep "\"$mine\"" | get '$.station_name')\"" | grep -v "\"$mine\"" | sed -n 1p | get '$.login')
meanwhile 'an account disabled elsewhere does too' 已经停用 staff disable "$(yz --json show "$mine" | get '$.login')" --to "$heir"
