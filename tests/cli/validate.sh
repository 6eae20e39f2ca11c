#!/bin/sh
# validate: every kind of number, without a station file.
. "$(dirname "$0")/common.sh"

# good KIND VALUE NORMAL: accepted, in this normal form.
good() {
    runs "$1 $2 is good" 0 --json validate "$1" "$2"
    "$tool" json < "$out" && [ "$(get '$.normal' < "$out")" = "$3" ] && [ "$(get '$.ok' < "$out")" = 1 ] &&
        [ "$(get '$.errors' < "$out")" = '[]' ]
    tell "  and normal is $3"
}

# bad KIND VALUE: refused with a reason.
bad() {
    runs "$1 $2 is refused" 1 --json validate "$1" "$2"
    "$tool" json < "$out" && [ "$(get '$.ok' < "$out")" = 0 ] && [ -n "$(get '$.errors[0]' < "$out")" ]
    tell '  and why is said'
}

# warned KIND VALUE: accepted with a warning.
warned() {
    runs "$1 $2 is taken" 0 --json validate "$1" "$2"
    [ -n "$(get '$.warnings[0]' < "$out")" ]
    tell '  with a warning'
}

good idcard 11010519491231002X 11010519491231002X
equal 'kind' citizen "$(get '$.kind' < "$out")"
equal 'birth' 1949-12-31 "$(get '$.birth' < "$out")"
equal 'sex' 2 "$(get '$.sex' < "$out")"
good idcard " '1101051949１２３１００２ｘ" 11010519491231002X
good idcard 810000199408230021 810000199408230021
equal 'kind of a residence permit' hmt-permit "$(get '$.kind' < "$out")"
bad idcard 110105194912310021
says 'the right check digit is told' X "$out"
bad idcard 110105194913310029
bad idcard 1101051949123100
bad idcard 5.3011E+17
bad idcard ''
bad idcard 张三
warned idcard 110105491231002
equal 'kind of 15 digits' citizen-15 "$(get '$.kind' < "$out")"
good uscc 91350100M000100Y43 91350100M000100Y43
good uscc ９１３５０１００m000100y43 91350100M000100Y43
warned uscc 91350100M000100Y44
bad uscc 91350100M000100Y4
bad uscc 91350100I000100Y43
good birthcert u530123456 U530123456
bad birthcert 5301234567
bad birthcert U53012345
good phone 138-1234-5678 13812345678
equal 'kind of a mobile' mobile "$(get '$.kind' < "$out")"
good phone 0871-63123456 0871-63123456
equal 'kind of a landline' landline "$(get '$.kind' < "$out")"
good phone '13812345678/13987654321' 13812345678
equal 'the second of a cell' 13987654321 "$(get '$.second' < "$out")"
bad phone 1381234567
bad phone ''
runs 'for people: one line' 0 validate idcard 11010519491231002X
equal 'of number, kind, birth, sex, place' '11010519491231002X  居民身份证  1949-12-31  女  北京市' "$(cat "$out")"
runs 'for people: refused' 1 validate idcard 110105194912310021
equal 'with nothing on standard output' '' "$(cat "$out")"
runs 'no kind' 2 validate
runs 'an unknown kind' 2 validate passport X1
[ ! -e "$YIZHAN_FILE" ]
tell 'no station file was touched'
