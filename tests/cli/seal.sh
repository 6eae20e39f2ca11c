#!/bin/sh
# The seal register.
. "$(dirname "$0")/common.sh"
demo
YIZHAN_NOW=2027-01-04T10:00 # a new year begins with the first number
approver=$(yz --json staff list | get '$.name' | head -1)

runs 'an empty use is refused' 1 --json seal add
equal 'every required field at once' 'applicant approved_by document matter' "$(get '$.field' < "$out" | sort | xargs)"
runs 'no copies' 1 seal add --set matter=投标 --set document=居住情况说明 --set approved_by="$approver" --set applicant=王小明 --set copies=0
equal 'are told once' 1 "$(grep -c 份数 "$err")"
equal 'and are the only fault' 2 "$(wc -l < "$err" | tr -d ' ')"
runs 'a field that is none' 1 seal add --set colour=red
runs 'a use' 0 seal add --set matter=投标 --set document=居住情况说明 --set approved_by="$approver" --set applicant=王小明 \
    --set phone=13812345678 --set copies=2
equal 'has the first number of the year' 用印2027-0001 "$(cat "$out")"
yz seal add --set matter=补办 --set document=困难情况说明 --set approved_by="$approver" --set applicant=李丽 > "$out" 2> "$err"
equal 'the next one the next' 用印2027-0002 "$(cat "$out")"
runs 'it can be undone' 0 undo
yz seal add --set matter=补办 --set document=困难情况说明 --set approved_by="$approver" --set applicant=李丽 > "$out" 2> "$err"
equal 'and leaves no gap' 用印2027-0002 "$(cat "$out")"

before=$(yz --json verify | get '$.head')
runs 'a certificate not issued here' 1 seal add --set matter=x --set document=出具亲属关系证明 --set approved_by="$approver" --set applicant=王小明
says 'is not sealed' 亲属关系证明社区不再开具 "$err"
says 'with where to go' 公证处 "$err"
runs 'nor with a reason of a clerk' 1 seal add --set matter=x --set document=单身证明 --set approved_by="$approver" --set applicant=王小明 \
    --override 急用
says 'a supervisor is wanted' 站长 "$err"
equal 'and nothing was written' "$before" "$(yz --json verify | get '$.head')"

runs 'the register' 0 --json seal list
"$tool" json < "$out"
tell 'is JSON lines'
equal 'newest first' '用印2027-0002 用印2027-0001' "$(get '$.number' < "$out" | head -2 | xargs)"
equal 'the phone is masked' '138****5678' "$(get '$.phone' < "$out" | sed -n 2p)"
equal 'by text' 用印2027-0001 "$(yz --json seal list --text 投标 | get '$.number')"
equal 'by phone' 用印2027-0001 "$(yz --json seal list --text 2345 | get '$.number')"
equal 'by month' 0 "$(yz --json seal list --month 2026-01 | wc -l | tr -d ' ')"
runs 'a month that is none' 2 seal list --month thirteenth
runs 'one of them' 0 seal show 2027-0001
says 'whole' 居住情况说明 "$out"
runs 'one that is not there' 1 seal show 2027-0009
runs 'the slip' 0 seal print 2027-0001 --to "file:$HOME/slip"
says 'with its number' 用印2027-0001 "$HOME/slip"
lacks 'without the phone' 13812345678 "$HOME/slip"
runs 'the register of the month' 0 seal print 2027-0001 --paper seal-month --to "file:$HOME/month"
says 'with the other use' 困难情况说明 "$HOME/month"
says 'and the sum' '用印 2 次，3 份' "$HOME/month"
equal 'both in the print log' 2 "$(yz --json prints --ref 用印2027-0001 | wc -l | tr -d ' ')"
runs 'export' 0 export seals
says 'as a ledger' 居住情况说明 "$out"
lacks 'masked' 13812345678 "$out"
for word in 身份证丢了 没犯过罪; do
    runs "a certificate by what people say: $word" 0 --json search "$word" --limit 1
    equal 'is the first' certificate "$(get '$.kind' < "$out")"
done
runs 'where to go, cut with a sign that it is' 0 --json search 亲属关系证明 --limit 1
equal 'the sign' 1 "$(get '$.subtitle' < "$out" | grep -c '…$')"
