#!/bin/sh
# Windows of every size: nothing is lost when one is too small, more is shown when one is large.
. "$(dirname "$0")/common.sh"
fresh

drives 'too small says so, runs on, and comes back as it was' << LINES
size 80 24
key F2
type 王
key Down
size 30 5
expect 窗口太小
size 1 1
size 80 24
expect 查找 王
expect-cursor 21 7
LINES
drives 'keys typed while it is too small are not lost' << LINES
size 80 24
key F2
size 1 1
type 王
size 80 24
expect 查找 王
LINES
drives 'a form half filled' << LINES
size 80 24
key 1
type $address
key Enter
type $wife_name
key Tab
type 小满
size 1 1
size 30 5
size 120 40
expect 小满
size 80 24
expect 小满
expect > 新生儿姓名
LINES
drives 'a question stays' << LINES
size 80 24
key F2
type $address
key Enter
key Ctrl-R
type 核对
size 1 1
size 80 24
expect 7检查 核对
key Enter
expect 显示 60 秒，原因已记入日志
LINES
drives 'the selected row stays selected' << 'LINES'
size 80 24
key F9
wait idle
key PgDn
key Down
size 120 40
expect >
size 40 10
expect >
size 80 24
expect >
LINES

# every SCREEN KEYS...: at each size from 1×1 on the screen paints and the program runs on.
every() {
    {
        cat
        for size in '1 1' '2 2' '10 3' '20 6' '30 5' '39 9' '40 10' '60 12' '79 23' '81 25' '132 50' '200 60'; do
            printf 'size %s\nkey Down\nkey Up\n' "$size"
        done
        echo 'size 80 24'
    } > "$HOME/all-sizes"
    drives "$1" < "$HOME/all-sizes"
}
every 'home at every size' < /dev/null
every 'a household at every size' << LINES
key F2
type $address
key Enter
LINES
every 'a person at every size' << LINES
key F2
type $wife_name
key Enter
LINES
every 'a building at every size' << 'LINES'
key F2
type 星体花园南区3
key Enter
LINES
every 'the form at every size' << LINES
key 1
type $address
key Enter
LINES
every 'the log at every size' << 'LINES'
key F9
LINES
every 'the help at every size' << 'LINES'
key F1
LINES

drives 'at 120 columns a household shows what 80 leave out' << LINES
size 80 24
key F2
type $address
key Enter
reject 人口类型
size 120 40
expect 人口类型
expect 证件号码
LINES
drives 'a paper longer than the window scrolls' << LINES
size 80 24
key F2
type $(yz --json case list --limit 1 | get '$.number')
key Enter
key Ctrl-P
expect 第 1–21 行
reject 打印时间
key End
expect 打印时间
key Home
expect 第 1–21 行
size 120 40
expect 打印时间
LINES

export YIZHAN_THEME=dark
drives 'a theme that there is not is told, and work goes on' << LINES
expect 环境变量 YIZHAN_THEME 只认 default, high-contrast, mono，别的不管
key F3
expect 编号
LINES
YIZHAN_THEME=mono
drives 'one that there is is not' << LINES
reject YIZHAN_THEME
LINES
