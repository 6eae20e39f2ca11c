#!/bin/sh
# Papers of a case, the print log, certificates that are not issued here.
. "$(dirname "$0")/common.sh"
demo
family

no=$(yz case open newborn-insurance --household "$household" --set baby_sex=男 --set birth=2026-11-19 --set certificate=U530123457 \
    --set guardian="$guardian" --set consent=yes --set papers=certificate,booklet 2> "$err")
runs 'a paper before its time is refused' 1 case print "$no" --paper completion --to "file:$HOME/a"
says 'with the reason' 还没有办结 "$err"
[ ! -e "$HOME/a" ]
tell 'and nothing is written'
runs 'papers that may follow have a notice' 0 print deferred "$no" --to "file:$HOME/a,58mm"
says 'with the paper' 父母一方身份证 "$HOME/a"
says 'and the day' 前补交 "$HOME/a"
lacks 'printed once' 补打 "$HOME/a"
runs 'again' 0 case print "$no" --paper deferred --to "file:$HOME/a"
says 'it says so' 补打 "$HOME/a"
yz --json case show "$no" > "$out"
says 'and the timeline too' '打印 容缺受理通知 补打' "$out"
runs 'an unknown paper lists those of a case' 2 case print "$no" --paper seal
says 'by key' 'receipt notice supplement deferred completion rating refusal' "$err"
runs 'and of all' 2 print bill "$no"
says 'by key too' seal-month "$err"
runs 'a paper of nothing' 1 print receipt 2020-000001
runs 'a queue number that is not there' 1 print ticket A999
runs 'a width that there is not is no part of the path' 2 print receipt "$no" --to "device:$HOME/b,57mm"
says 'and is told' ,57mm "$err"
runs 'a folder is no file' 4 print receipt "$no" --to "file:$HOME/../no/such/b"
says 'in the language of the screen' 没有这个文件或文件夹 "$err"
runs 'straight to a printer' 0 print receipt "$no" --to "file:$HOME/b,80mm"

runs 'the print log' 0 --json prints
"$tool" json < "$out"
tell 'is JSON lines'
equal 'newest first' 'receipt deferred deferred' "$(get '$.paper' < "$out" | xargs)"
equal 'of whom' "$no $no $no" "$(get '$.subject' < "$out" | xargs)"
equal 'the second print is marked' '0 1 0' "$(get '$.again' < "$out" | xargs)"
equal 'where to' "file:$HOME/b" "$(get '$.to' < "$out" | head -1)"
equal 'how wide' '48 80 32' "$(get '$.columns' < "$out" | xargs)"
equal 'the name is masked' 3 "$(get '$.whom' < "$out" | grep -c '\*')"
equal 'of one paper' 2 "$(yz --json prints --paper deferred | wc -l | tr -d ' ')"
equal 'of one case' 3 "$(yz --json prints --ref "$no" | wc -l | tr -d ' ')"
equal 'since' 0 "$(yz --json prints --since 2026-11-24 | wc -l | tr -d ' ')"
equal 'at most' 1 "$(yz --json prints --limit 1 | wc -l | tr -d ' ')"
runs 'for people' 0 prints
says 'with the mark' 补打 "$out"
runs 'a time that is none' 2 prints --since never

runs 'certificates' 0 --json certificate list
equal 'twenty of them' 20 "$(get '$.number' < "$out" | tail -1)"
equal 'each with a place to go' 20 "$(get '$.where' < "$out" | grep -c .)"
runs 'one by what people call it' 0 --json certificate show 单身证明
equal 'is the right one' marriage "$(get '$.key' < "$out")"
runs 'in English' 0 --lang en certificate show 'proof of birth'
says 'too' hospital "$out"
runs 'a certificate that is not on the list' 1 certificate show 居住证明
runs 'somebody asks' 0 certificate ask 出生证明 --applicant 王小明
runs 'the slip' 0 certificate print birth --to "file:$HOME/slip"
says 'says where to go' 出生的医院 "$HOME/slip"
equal 'both are counted' 2 "$(yz --json certificate show 9 | get '$.asked')"
yz --json log --limit 2 > "$out"
lacks 'the name is not kept' 王小明 "$out"
equal 'the one line finds it' certificate "$(yz --json search qsgx | get '$.kind' | head -1)"
equal 'by kind' 1 "$(yz --json search danshen --kind certificate | wc -l | tr -d ' ')"

mkdir -p data/certificates data/papers
printf '[list]\ndocument = x\n[certificate a]\nname = 甲证明\n' > data/certificates/not-issued.conf
YIZHAN_DATA=$HOME/data runs 'a list with mistakes' 1 certificate list
says 'is told with its line' 'not-issued.conf' "$err"
printf '^通知\n{{number}} {{nosuch}}\n' > data/papers/receipt.txt
YIZHAN_DATA=$HOME/data runs 'a template of the place' 0 print receipt "$no" --to "file:$HOME/c"
says 'stands in, and shows its slips' "$no {{nosuch}}" "$HOME/c"
for word in 就业状况证明 身份信息证明; do
    equal "without 居民 in front: $word" certificate "$(yz --json search $word --limit 1 | get '$.kind')"
done
