#!/bin/sh
# A newborn's insurance by keyboard, from home to the receipt, and what the form says on the way.
. "$(dirname "$0")/common.sh"
fresh

# The whole way. Keys that are not data: 1, Enter (household), Enter (guardian), Enter (name), Enter (sex), Enter (birth),
# Enter (certificate), Enter (consent), Ctrl-S. Ticks are data, as what is typed.
register() {
    cat << LINES
size 80 24
key 1
type $address
expect $address
key Enter
type $wife_name
key Enter
type 小满
key Enter
type 女
key Enter
type 20261118 0320
key Enter
type $1
key Enter
key Space
key Enter
key Space
key Space
key Space
LINES
}
{ register u530123456 && echo 'key Ctrl-S'; } > way
counted=$(grep '^key' way | grep -vc Space)
echo "# $counted keys beyond the data"
[ "$counted" -le 12 ]
tell 'at most 12 keys beyond the data'

drives 'registered from home to the receipt' << LINES
$(register u530123456)
expect U530123456
expect 期限 90 天，还剩 85 天（到 2027-02-16）
expect 待遇：自出生之日（2026-11-18）起
expect 2026、2027 年度，应缴 800.00 元
expect 依据：
reject 还缺
key Ctrl-S
expect 受理回执 2026-
expect 已保存，办件
expect 当事人：小满
expect U5******56
reject U530123456
key Tab
expect 现在只有这一份可以打印
key Enter
expect 已受理
expect 晚间
expect 小*
key Tab
key Enter
expect 居民 小*
expect 2026-**-**
key Esc
key Tab
key Tab
key Enter
expect 户
expect 成员 $(($(yz --json show "$household" | get '$.members' | grep -o '"relation"' | wc -l) + 1))
LINES
equal 'the case is there' 1 "$(yz --json case list --evening | wc -l | tr -d ' ')"
equal 'of that household' "$household" "$(yz --json case list --evening | get '$.household')"
equal 'with both years' 2026,2027 "$(yz --json case list --evening | get '$.insured_years')"

fresh
before=$(yz --json show "$household" | get '$.members' | grep -o '"relation"' | wc -l)
drives 'undone by one key, and done again' << LINES
$(register u530123456)
key Ctrl-S
expect 受理回执
key Ctrl-Z
expect 已撤销：登记新生儿医保（2026-11-23，居民 
expect 今日
expect 晚间 0
$(register u530123456 | sed 1d)
key Ctrl-S
expect 受理回执
key Esc
expect 晚间 1
LINES
equal 'one child, not two' $((before + 1)) "$(yz --json show "$household" | get '$.members' | grep -o '"relation"' | wc -l | tr -d ' ')"
runs 'the journal is whole' 0 verify

fresh
drives 'the household tells of the child that came' << LINES
$(register u530123456)
key Ctrl-S
key Esc
key F2
type $address
key Enter
key Tab
expect 登记新生儿医保
expect 居住关系 小*：新建
LINES
fresh
drives 'screens of what is undone close' << LINES
$(register u530123456)
key Ctrl-S
key Enter
key Tab
key Enter
expect 居民 小*
key Ctrl-Z
expect 今日
expect 已撤销：登记新生儿医保
LINES

fresh
drives 'what is missing is shown all at once, and the cursor goes to the first' << LINES
size 80 24
key 1
type $address
key Enter
type $wife_name
key Tab
key Ctrl-S
expect 男或女，以出生医学证明为准
expect 日期，知道的写上时刻，例如
expect 一个字母和九位数字，例如
expect 不满十四周岁的人的信息是敏感个人信息
key Ctrl-S
expect > 性别
reject 受理回执
LINES
equal 'and nothing is written' 0 "$(yz --json case list --evening | wc -l | tr -d ' ')"

# field NAME FIELD VALUE TEXT KEY: VALUE in the FIELDth field, left by KEY, makes the form say TEXT.
field() {
    fresh
    drives "$1" << LINES
size 80 24
key 1
type $address
key Enter
type $wife_name
$(i=0; while [ $i -lt "$2" ]; do echo 'key Tab'; i=$((i + 1)); done)
type $3
key $5
expect $4
LINES
}
field 'not a date' 3 abc 不是日期和时间 Tab
field 'a birth by half' 3 '2026.11.18 3:20' '2026-11-18 03:20' Tab
field 'today in words' 3 今天 2026-11-23 Tab
field 'born long ago: out of the limit' 3 2026-02-01 已过 Tab
field 'a certificate with a digit too few' 4 u53012345 应为 Tab
field 'a full-width certificate' 4 ｕ５３０１２３４５６ U530123456 Tab
field 'a choice that is not there' 2 猫 没有“猫”这一项 Tab
field 'a space chooses nothing' 2 ' ' '性别            *' Tab

fresh
drives 'a birth in the future is refused' << LINES
$(register u530123456 | sed 's/^type 20261118 0320/type 2026-11-24/')
key Ctrl-S
reject 受理回执
expect > 出生时间
expect 出生时间在现在之后
LINES

fresh
yz person edit "$wife" --set name=张小芳 > "$out" 2> "$err"
drives 'a guardian by initials' << LINES
size 80 24
key 1
type $address
key Enter
expect 张小芳
type zxf
expect > 张小芳
key Enter
reject zxf
expect 监护人            张小芳
LINES

fresh
drives 'Ctrl-Z takes back the clue that was typed, before what was done' << LINES
$(register u530123455)
key Ctrl-S
expect 受理回执
key Esc
key Esc
key 1
expect 哪一户
type zzz
key Ctrl-Z
reject zzz
reject 已撤销
key Ctrl-Z
expect 已撤销
LINES

fresh
drives 'a child that may be registered already is hinted at, and does not block' << LINES
$(register u530123456)
key Ctrl-S
expect 受理回执
key Esc
$(register u530123457 | sed 1d)
expect 可能已登记：小*（姓名相同、出生日期相同
key Ctrl-S
expect 受理回执
LINES
drives 'a certificate that is used already is named' << LINES
$(register u530123456)
key Ctrl-S
reject 受理回执
expect 出生医学证明编号
LINES

fresh
drives 'papers that are missing make a notice' << LINES
$(register u530123456)
key Space
expect 还缺：父母一方身份证
key Ctrl-S
expect 受理回执
expect 2026
key Tab
expect 一次性告知单
expect 1. 父母一方身份证
expect 2026年12月3日前补交
key Tab
expect 受理回执
LINES

fresh
drives 'without a name it is its mother'\''s child' << LINES
size 80 24
key 1
type $address
key Enter
type $wife_name
key Tab
key Tab
type 男
key Tab
type 20261120
key Tab
type u530123458
key Tab
key Space
key Ctrl-S
expect ${wife_name}之子
LINES

fresh
drives 'the receipt is printed to a file, which is logged' << LINES
$(register u530123456)
key Ctrl-S
key Ctrl-P
key Ctrl-U
type file:$HOME/receipt.txt
key Enter
expect 已打印受理回执
LINES
says 'as it stood on the screen' '当事人：小满' "$HOME/receipt.txt"
equal 'the print is in the journal' print "$(yz --json log --limit 1 | get '$.verb')"

fresh
drives 'in English' --lang en << LINES
$(register u530123456)
expect Limit 90 days, 85 left (to 2027-02-16)
expect Cover: from birth (2026-11-18)
key Ctrl-S
expect Saved: case 2026-
LINES

fresh
drives 'a birth that is to come is told as the field is left, and with all else on saving' << LINES
key 1
type $address
key Enter
key Tab
key Tab
key Tab
type 20270101
key Tab
expect 出生时间在现在之后
key Ctrl-S
expect 出生时间在现在之后
expect ! 还没有填
expect 一个字母和九位数字
LINES
