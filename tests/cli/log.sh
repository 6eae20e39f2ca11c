#!/bin/sh
# The log by filters, out as CSV, and the head of a sheet of paper found again.
. "$(dirname "$0")/common.sh"
demo
"$tool" role "$YIZHAN_FILE" admin
p=$(yz --json person list --limit 1 | get '$.id')
runs 'a change' 0 person edit "$p" --set marital=丧偶
runs 'a look' 0 --reveal --reason 上门核对 person show "$p"
runs 'a list goes out' 0 export residents --out people.csv
head=$(yz --json verify | get '$.head')
runs 'what somebody did to a record' 0 --json log --ref "$p" --verb 修改居民
says 'before and after' '"marital":{"before":' "$out"
equal 'nothing else' 1 "$(wc -l < "$out")"
runs 'all of a record' 0 --json log --ref "$p"
says 'who looked at it and why too' '"verb":"reveal","kind":"reveal"' "$out"
says 'with the reason' 上门核对 "$out"
runs 'only looks' 0 --json log --ref "$p" --verb reveal
equal 'one' 1 "$(wc -l < "$out" | tr -d ' ')"
place=$(yz --json grid list | grep '"kind":"grid"' | get '$.id' | head -n 1)
runs 'a list of one place goes out' 0 export residents --in "$place" --out grid.csv
runs 'the log of the place' 0 --json log --ref "$place"
says 'says so' '"verb":"export"' "$out"
no=$(yz --json case list --limit 1 | get '$.number')
runs 'a paper' 0 case print "$no" --to file:paper
runs 'the log of the case' 0 log --ref "$no"
says 'tells who printed it' 打印 "$out"
runs 'the page of somebody' 0 --json person show "$p"
says 'has the looks in its history' '"verb":"reveal"' "$out"
runs 'by a part of the words' 0 log --verb 查看完整
says 'with its reason' 上门核对 "$out"
runs 'exports' 0 --json log --verb export --limit 1
runs 'a kind' 0 --json log --kind person --limit 1
says 'only that' '"kind":"person"' "$out"
runs 'a day' 0 --json log --since 2026-11-23 --until 2026-11-23 --verb 修改居民
equal 'its changes' 1 "$(wc -l < "$out")"
runs 'days before' 0 --json log --until 2026-11-22 --verb 修改居民
equal 'had none' 0 "$(wc -l < "$out")"
runs 'no such words' 1 log --verb 飞行
runs 'no such kind' 2 log --kind dragon
runs 'no such day' 2 log --until 昨天前
runs 'into a file' 0 log --verb 修改居民 --out log.csv
equal 'headings and a line' 2 "$(wc -l < log.csv)"
says 'masked' 修改居民 log.csv
yz log --limit 1 > "$out"
says 'and it is noted which' 'verb=修改居民' "$out"
runs 'never over another file' 1 log --out log.csv

# A day without a handover keeps its head: before the first act of the next one, once.
evening=$(yz --json verify | get '$.head')
equal 'the demo ends today' '' "$(yz --json verify | get '$.days[0].day')"
YIZHAN_NOW=2026-11-25T09:00
runs 'the first act of a later day' 0 person edit "$p" --set marital=已婚
runs 'another' 0 person edit "$p" --set marital=丧偶
runs 'verify' 0 --json verify
equal 'knows the head of the evening' "2026-11-23 $evening" "$(get '$.days[0].day' < "$out") $(get '$.days[0].head' < "$out")"
equal 'once' '' "$(get '$.days[1].day' < "$out")"
runs 'in words' 0 verify
says 'too' "2026-11-23 的日志末行" "$out"
runs 'it proves what was before' 0 verify --since "$evening"
says 'all of it' 没有变过 "$out"
runs 'the log has it' 0 log --verb 留存当日日志末行
says 'with day and line' "2026-11-23" "$out"
YIZHAN_NOW=2026-11-23T19:30

"$tool" role "$YIZHAN_FILE" auditor
runs 'an auditor reads all' 0 log --verb export
runs 'and nobody unmasked' 6 --reveal --reason 审计 person show "$p"
runs 'and changes nothing' 6 person edit "$p" --set marital=已婚

runs 'the head of a sheet' 0 verify --since "$head"
says 'stands in the chain' '没有变过' "$out"
runs 'as people type it' 0 --json verify --since "$(echo "$head" | cut -c1-12 | tr a-f A-F)"
says 'at its line' '"since":' "$out"
runs 'another head' 5 verify --since 0123456789abcdef
says 'is not' 没有这个链头 "$err"
runs 'no head at all' 2 verify --since 12xy
