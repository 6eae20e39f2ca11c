#!/bin/sh
# Accounts: who may do what, signing in by name and password, and what happens when somebody leaves.
. "$(dirname "$0")/common.sh"
demo
good=Xingti-2026 other=Beilou+1990

# as NAME PASSWORD ARGS...: that member of staff runs a command.
as() {
    who=$1 word=$2
    shift 2
    printf '%s\n' "$word" | yz --staff "$who" --password-fd 0 "$@"
}
# code WANT NAME: what the command before ended with.
code() {
    got=$?
    equal "$2" "$1" "$got"
}

"$tool" role "$YIZHAN_FILE" clerk
runs 'a clerk opens no account' 6 staff add --set name=陈静 --set login=chenjing --set role=clerk
says 'who may' 管理员 "$err"
me=$(yz --json staff list | grep "\"os_user\":\"$(id -un)\"" | get '$.id')
runs 'nor makes itself an administrator' 6 staff edit "$me" --set role=管理员

"$tool" role "$YIZHAN_FILE" admin
runs 'an administrator does' 0 --json staff add --set name=陈静 --set login=chenjing --set role=clerk
id=$(get '$.id' < "$out")
runs 'a login once' 1 staff add --set name=陈敬 --set login=chenjing --set role=clerk
says 'is named' chenjing "$err"
runs 'without a role' 1 staff add --set name=陈敬 --set login=chenjing2
runs 'no such role' 1 staff add --set name=陈敬 --set login=chenjing2 --set role=king
as chenjing "$good" verify > "$out" 2> "$err"
code 6 'without a password nobody signs in'
printf 'abc\n' | yz --password-fd 0 staff passwd chenjing > "$out" 2> "$err"
code 1 'a weak password is refused'
says 'with both rules' 不足 "$err"
says 'at once' 中的 "$err"
printf '%s\n' "$good" | yz --password-fd 0 staff passwd chenjing > "$out" 2> "$err"
code 0 'a good one is set'

as chenjing "$good" need add --set text=路灯不亮 --set field=1 --set place=北门 > "$out" 2> "$err"
code 0 'and signs in for a command'
yz --json log --limit 2 > "$out"
says 'the act is hers' '"staff":"陈静"' "$out"
as 陈静 "$good" search 王 > "$out" 2> "$err"
code 0 'by name as well'
as chenjing wrong search 王 > "$out" 2> "$err"
code 6 'a wrong password'
cp "$err" "$HOME/wrong"
as nobody "$good" search 王 > "$out" 2> "$err"
code 6 'an unknown name'
equal 'say the same' "$(cat "$HOME/wrong")" "$(cat "$err")"
for _ in 1 2 3 4; do as chenjing wrong search 王 > "$out" 2> "$err"; done
as chenjing "$good" search 王 > "$out" 2> "$err"
code 6 'five wrong ones lock'
says 'until when' 19:35 "$err"
YIZHAN_NOW=2026-11-23T19:36 as chenjing "$good" search 王 > "$out" 2> "$err"
code 0 'for five minutes'
equal 'failed ones are in the log' 7 "$(yz --json log --limit 40 | get '$.verb' | grep -c sign-in-failed)"

export YIZHAN_NOW=2026-11-23T19:40
printf '%s\n%s\n' wrong "$other" | yz --staff chenjing --password-fd 0 staff passwd > "$out" 2> "$err"
code 6 'the own one only with the present one'
printf '%s\n%s\n%s\n' "$good" "$good" "$other" | yz --staff chenjing --password-fd 0 staff passwd > "$out" 2> "$err"
code 0 'then it is changed'
as chenjing "$good" search 王 > "$out" 2> "$err"
code 6 'the old one is no good'
as chenjing "$other" staff list > "$out" 2> "$err"
code 0 'the new one is'
equal 'no hash in the journal' 0 "$(yz log --json --limit 100 | grep -c argon)"

household=$(yz --json household list --limit 1 | get '$.id')
as chenjing "$other" --json case open newborn-insurance --household "$household" --set baby_sex=女 --set birth=2026-11-18 \
    --set certificate=U530000123 --set consent=yes --set years=2026 > "$out" 2> "$err"
tell 'her case'
number=$(get '$.number' < "$out")
runs 'who has open work is not just stopped' 1 staff disable chenjing
says 'what is open' "$number" "$err"
runs 'an heir elsewhere, or here' 0 staff disable chenjing --to "$(yz --json show "$me" | get '$.login')"
says 'what went over' 1 "$err"
as chenjing "$other" search 王 > "$out" 2> "$err"
code 6 'signs in no more'
equal 'the case has another owner' "$(yz --json show "$me" | get '$.name')" "$(yz --json case show "$number" | get '$.owner')"
runs 'is still there' 0 show "$id"
runs 'and may come back' 0 staff enable chenjing
as chenjing "$other" search 王 > "$out" 2> "$err"
code 0 'with the password of before'
runs 'nobody stops the own account' 1 staff disable "$me"
runs 'verify' 0 verify
