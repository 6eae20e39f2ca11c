#!/bin/sh
# 统计: each report by its digit, divided, in its views and periods; a number opens as many rows as it says; out to paper and files.
. "$(dirname "$0")/common.sh"
yz demo --households 300 --people 2000 --seed 7 --date 2026-11-23 2> "$err" || echo 'not ok the demo is written'
claims=$(yz list case service=wage-claim received=2026-01-01..2026-11-23 dropped=no --count)
spring=$(yz list case received=2026-03-01..2026-05-31 dropped=no --count)
old=$(yz list person sex=2 age=65..69 --on 2026-11-23 --count)
second=$(yz list case received=2026-01-01..2026-11-23 dropped=no grid=g:7.2 --count)
first_case=$(yz --json list case service=wage-claim received=2026-01-01..2026-11-23 dropped=no --limit 1 | get '$.title')

drives 'a number opens its rows, and a row its record' << LINES
key F8
expect 统计 年报
key Down
key Down
expect 讨薪
key Enter
expect 明细 讨薪
expect 共 $claims 行
expect service=wage-claim
key Enter
expect 办件 $first_case
key Esc
key Esc
expect 统计 年报
LINES
drives 'a period is typed, and turned' << LINES
key F8
key Ctrl-Y
type 2026-03-01..2026-05-31
key Enter
expect 2026-03-01 至 2026-05-31
key Down
key Enter
expect 共 $spring 行
key Esc
key Ctrl-Y
type 2026-10
key Enter
key Left
expect 2026-09-01 至 2026-09-30
key Right
key Right
expect 2026-11-01 至 2026-11-23
key Right
expect 还没有到
key Ctrl-Y
type 2026-13
key Enter
expect 看不懂
key Esc
expect 2026-11-01 至 2026-11-23
LINES
before=$(yz --json report cases --from 2026-01-01 | grep '"figure":"cases"' | get '$.count')
yz case do "$(yz --json case list --state accepted --limit 1 | get '$.number')" withdraw --reason 不办了 > "$out" 2>&1
YIZHAN_NOW=2026-11-24T09:00
drives 'as the records were: the same number again, with its rows' << LINES
size 80 24
key F8
key 3
key Ctrl-Y
type 2026
key Enter
expect $((before - 1))  件
key Ctrl-Y
type 2026＠昨天
key Enter
expect 按 2026-11-23 23:59 的记录
expect $((before - 1))  件
key Ctrl-Y
type 2026@2026-11-23 19:31
key Enter
expect 按 2026-11-23 19:31 的记录
expect $before  件
key Enter
expect 共 $before 行
key Esc
key Ctrl-Y
type @明天
key Enter
expect 在现在之后
key Esc
key Ctrl-Y
type @现在
key Enter
expect 2026-11-24 09:00 统计
expect $((before - 1))  件
LINES
YIZHAN_NOW=2026-11-23T19:32
drives 'what has no room in the table stands below it' << 'LINES'
size 80 24
key F8
key Down
expect 撤回和不予受理的不数
key 5
key Down
key Down
expect 社区治理（在涨）
expect 条，之前每 30 天平均
LINES
drives 'divided, as a table by shade; the column chosen opens' << LINES
size 80 24
key F8
key Ctrl-B
expect 按网格分
expect 第一网格
key Tab
expect > 第一网格
key Right
expect > 第二网格
key Down
expect 受理办件 第二网格：$second 件
key Enter
expect 受理办件 第二网格
expect 共 $second 行
expect grid=g:7.2
LINES
drives 'a pyramid, and its sides' << LINES
key F8
key 6
expect 统计 人口
key Tab
expect 65–69
key Right
expect > 女
key Down
key Down
key Down
key Down
key Down
key Enter
expect 明细 女 65–69
expect 共 $old 行
LINES
drives 'each report by its digit' << LINES
key F8
key 2
expect 统计 延时服务
key 3
expect 统计 办件
key 4
expect 统计 走访
key 5
expect 统计 三张清单
key 7
expect 统计 工作量
key 8
expect 统计 少走的路
LINES
drives 'ratings are told to be for others' << LINES
size 80 40
key F8
key Ctrl-T
type 评价
key Enter
key Down
key Enter
expect 只有站长
LINES
drives 'the brief, and a figure in it' << LINES
size 80 40
key F8
key 9
expect 简报
key Tab
expect 月报
key Tab
expect 年报
key Down
key Down
key Down
key Down
expect [2] 年报 讨薪
key Right
expect [3] 年报 失业证新办
key Left
key Enter
expect 明细 讨薪
expect 共 $claims 行
key Esc
key Ctrl-Y
type 2026-06-30
key Enter
expect 2026-01-01 至 2026-06-30
key Ctrl-P
key Ctrl-U
type file:简报.txt
key Enter
expect 已打印简报
LINES
says 'with where each figure comes from' 'list case received=2026-01-01..2026-06-30' 简报.txt
drives 'the brief is Chinese, whatever was shown before in English' --lang en << 'LINES'
size 80 40
key F8
key 2
expect Old-age allowance
key 9
key Tab
expect 高龄津贴
LINES
drives 'printed' << LINES
key F8
key Ctrl-P
key Ctrl-U
type file:年报.txt
key Enter
expect 已打印年报
LINES
says 'with its figures' 讨薪 年报.txt
says 'and when they were counted' '统计（日志第' 年报.txt
drives 'and taken out' << LINES
key F8
key 4
key 0
key Ctrl-U
type 走访.csv
key Enter
expect 已导出
key 0
key Ctrl-U
type 走访.csv
key Enter
expect 已经存在
LINES
says 'as a table' 'list visit' 走访.csv
