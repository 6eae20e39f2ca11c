#!/bin/sh
# The seal register and the certificates that are not issued here, key by key.
. "$(dirname "$0")/common.sh"
fresh
YIZHAN_NOW=2027-01-04T10:00 # a new year begins with the first number
# to_form: the register, and a new use of the seal.
to_form() {
    printf '%s\n' 'key F2' 'type yydj' 'key Enter' 'expect 用印登记' 'key Ctrl-N'
}

drives 'a form left half way' << LINES
$(to_form)
type 申请公租房
key Enter
type 居住情况说明
key Enter
quit
LINES
drives 'is offered again, and nothing typed is lost' << LINES
$(to_form)
expect 没登记完的用印草稿
key Enter
expect 申请公租房
expect 居住情况说明
LINES
drives 'a use is entered, and its slip shown' << LINES
$(to_form)
key Enter
key Down
key Down
key Down
key Down
type 陈
key Enter
key Enter
type $wife_name
key Enter
reject ${wife_phone:-无}
key Ctrl-S
expect 已登记 用印2027-0001
expect 用印登记单 用印2027-0001
expect $wife_name
key Tab
expect 用印登记册
key Ctrl-P
key Ctrl-U
type file:册.txt
key Enter
expect 已打印用印登记册
key Esc
expect 用印2027-0001
reject $wife_name
key Home
key Ctrl-R
type 核对
key Enter
expect $wife_name
LINES
grep -q '用印 1 次，1 份' 册.txt
tell 'the register is printed'
drives 'back on the register the new one is selected' << LINES
size 80 24
$(to_form)
type 入学
key Enter
type 居住情况说明
key Enter
key Down
key Down
type 陈
key Enter
key Enter
type $wife_name
key Enter
key Ctrl-S
expect 已登记 用印2027-0002
key Esc
expect > 用印2027-0002
key Ctrl-Z
expect 已撤销
LINES
drives 'the draft is gone with it' << LINES
$(to_form)
reject 草稿
LINES
drives 'one key takes it back' << LINES
key F2
type 用印登记
key Enter
expect 用印2027-0001
key Ctrl-Z
expect 已撤销
reject > 用印2027-0001
LINES
equal 'it is in no list' 0 "$(yz --json seal list --month 2027-01 | wc -l | tr -d ' ')"

# refused: a certificate that is not issued here, with a reason for the exception.
refused() {
    to_form
    printf '%s\n' 'type x' 'key Enter' 'type 单身证明' 'key Enter' 'expect 婚姻状况证明社区不再开具' 'expect 婚姻登记处' 'key Down' \
        'key Down' 'type 陈' 'key Enter' 'key Enter' 'key Enter' 'type 王小明' 'key Enter' 'key Enter' 'key Enter' 'key Enter' \
        'key Enter' 'type 法院来函要求' 'key Enter'
}
drives 'a clerk cannot override the list' << LINES
$(refused)
expect 例外要站长来登记
reject 已登记
LINES
equal 'and nothing is written' 0 "$(yz --json seal list --month 2027-01 | wc -l | tr -d ' ')"

drives 'a certificate by what people call it, and its slip' << LINES
key F2
type danshen
expect 不再开具
key Enter
expect 婚姻登记处
key Ctrl-N
key Ctrl-U
type 王小明
key Enter
expect 已记下有人来问婚姻状况证明
key Ctrl-P
expect 不再开具证明告知
key Ctrl-P
key Ctrl-U
type file:告知.txt
key Enter
expect 已打印
key F9
key 4
expect 打印记录
expect 婚姻状况证明
reject 王小明
LINES
equal 'asked twice' 2 "$(yz --json certificate show 单身证明 | get '$.asked')"
