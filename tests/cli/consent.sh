#!/bin/sh
# Who is registered anew before 14 needs a guardian's consent (PIPL art. 31): by every command, as a ledger, in the log.
. "$(dirname "$0")/common.sh"
demo
family
door=$(yz --json show "$household" | get '$.address')

runs 'a child without consent' 1 person add --set name=小满 --set sex=女 --set birth=2016-02-03
says 'names the rule' 不满 "$err"
says 'the law' 个人信息保护法第三十一条 "$err"
says 'and the mend' '母亲李红，当面' "$err"
runs 'a bare yes says nobody' 1 person add --set name=小满 --set birth=2016-02-03 --set consent=是
says 'and is told so' 没有写是谁同意的 "$err"
runs 'somebody of 14 needs none' 0 person add --set name=大满 --set birth=2012-11-23
runs 'one day younger does' 1 person add --set name=大满 --set birth=2012-11-24
runs 'a day of consent that is to come' 1 person add --set name=小满 --set birth=2016-02-03 --set consent=李红 --set consent_on=2026-12-01
runs 'with it' 0 --json person add --set name=小满 --set sex=女 --set birth=2016-02-03 --set 'consent=李红娟，当面'
child=$(get '$.id' < "$out")
runs 'the log' 0 log --ref "$child"
says 'tells the day' '同意日期' "$out"
lacks 'and masks who' 李红娟 "$out"
"$tool" role "$YIZHAN_FILE" supervisor
runs 'a number is no reason' 1 --reveal --reason ２2 show "$child"
says 'words are asked for' 要有文字 "$err"
runs 'shown with a reason' 0 --json --reveal --reason 核对 show "$child"
equal 'who and when stand in the record' '李红娟，当面 2026-11-23' "$(get '$.consent' < "$out") $(get '$.consent_on' < "$out")"
"$tool" role "$YIZHAN_FILE" clerk

runs 'somebody without a birth date' 0 --json person add --set name=某某
other=$(get '$.id' < "$out")
runs 'who turns out to be a child' 1 person edit "$other" --set birth=2019-05-06
says 'needs it too' 监护人 "$err"
runs 'and then goes in' 0 person edit "$other" --set birth=2019-05-06 --set consent=外婆
runs 'a child that is known is edited freely' 0 person edit "$other" --set sex=男

runs 'a birth without' 1 household birth "$household" --mother "$guardian" --name 小宝 --sex 女
says 'is refused' 监护人同意 "$err"
runs 'a trial tells it as well' 1 household birth "$household" --mother "$guardian" --name 小宝 --sex 女 --dry-run
runs 'with a yes' 0 household birth "$household" --mother "$guardian" --name 小宝 --sex 女 --consent 是
act=$(yz --json log --limit 1 | get '$.act')
yz log --act "$act" > line
says 'the act says that a guardian consented, and when' '新建；监护人同意' line
runs 'a newcomer by the number' 1 household add --into "$household" --new '小客 530111201601011231 子'
says 'is a child' 监护人同意 "$err"
runs 'consented to' 0 household add --into "$household" --new '小客 530111201601011231 子' --consent '父亲，电话里同意'

printf '姓名,出生日期,监护人同意,现住址\n周一,1980-01-01,,%s\n周二,2018-01-01,,%s\n周三,2018-02-01,周一，书面,%s\n' "$door" "$door" "$door" > in.csv
runs 'a ledger' 3 import residents in.csv --rejects out.csv
says 'names row, rule and mend' '第 3 行  监护人同意' "$err"
says 'the rejected row says why' 不满 out.csv
runs 'the rest is in' 0 --json import residents in.csv --consent '学校收的同意书'
equal 'all' '1 2' "$(get '$.added' < "$out") $(get '$.unchanged' < "$out")"
runs 'only residents have it' 2 import buildings in.csv --consent 是
runs 'as a table' 0 export residents --out all.csv
says 'the export has the column' 监护人同意 all.csv
runs 'all is whole' 0 verify
