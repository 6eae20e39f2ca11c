#!/bin/sh
# The net: its tree with counts, and posts.
. "$(dirname "$0")/common.sh"
demo
runs 'the tree' 0 --json grid list
"$tool" json < "$out"
tell 'is JSON lines'
equal 'nine grids and three dedicated ones' 12 "$(get '$.kind' < "$out" | grep -c grid)"
equal 'everybody is counted' 2000 "$(get '$.people' < "$out" | head -1)"
equal 'and every household' 300 "$(get '$.households' < "$out" | head -1)"
runs 'one grid' 0 grid show 第一网格
says 'with its buildings' 清泉居 "$out"
says 'and who is on' 联络员 "$out"
before=$(yz --json grid show 第一网格 | get '$.gaps' | head -1)
building=$(yz --json building list --in 第一网格 --limit 1 | get '$.id')
runs 'a post at a building' 0 post add --set building="$building" --set duty=安全员 --set name=李安 --set phone=13812345678
post=$(cat "$out")
runs 'who is on for the building' 0 post list --in "$building"
says 'with whom' 李安 "$out"
says 'and a masked phone' '138****5678' "$out"
runs 'ends' 0 post end "$post" --date 2026-11-23
equal 'the day after it is over' 0 "$(YIZHAN_NOW=2026-11-24T09:00 yz post list --in "$building" | grep -c 李安)"
equal 'and gaps are as before' "$before" "$(YIZHAN_NOW=2026-11-24T09:00 yz --json grid show 第一网格 | get '$.gaps' | head -1)"
runs 'a post without anybody is refused' 1 post add --set grid=第一网格 --set duty=安全员
runs 'doctor finds every count right' 0 doctor
