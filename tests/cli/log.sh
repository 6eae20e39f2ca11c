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
