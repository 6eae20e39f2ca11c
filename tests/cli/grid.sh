#!/bin/sh
# The net: its tree with counts and the rows behind each, posts, gaps and party-member households.
. "$(dirname "$0")/common.sh"
demo
runs 'the tree' 0 --json grid list
"$tool" json < "$out"
tell 'is JSON lines'
equal 'nine grids and three dedicated ones' 'residential business shopping stadium' \
    "$(get '$.grid_kind' < "$out" | grep . | awk '!seen[$0]++' | tr '\n' ' ' | sed 's/ $//')"
equal 'twelve of them' 12 "$(get '$.kind' < "$out" | grep -c grid)"
equal 'everybody is counted' 2000 "$(get '$.people' < "$out" | head -1)"
equal 'and every household' 300 "$(get '$.households' < "$out" | head -1)"
community=$(get '$.id' < "$out" | head -1)
for what in dwellings households floating party centers cases posts gaps; do
    equal "as many rows of $what as the number says" "$(get "\$.$what" < "$out" | head -1)" \
        "$(yz --json grid rows "$community" --what $what | wc -l | tr -d ' ')"
done

runs 'one grid' 0 grid show 第一网格
says 'with its buildings' 清泉居 "$out"
says 'its party branch' 第一网格党支部 "$out"
says 'its secretary' 支部书记 "$out"
says 'and who is on' 联络员 "$out"
building=$(yz --json building list --in 第一网格 --limit 1 | get '$.id')
runs 'one building' 0 --json grid show "$building"
says 'with units' '"kind":"unit"' "$out"
says 'and doors' '"kind":"dwelling"' "$out"
equal 'and its doors together have its people' "$(get '$.people' < "$out" | head -1)" \
    "$(grep '"kind":"dwelling"' "$out" | get '$.people' | awk '{ n += $1 } END { print n }')"
unit=$(grep '"kind":"unit"' "$out" | head -1)
query=$(echo "$unit" | get '$.query' | sed 's/WHAT/people/')
# shellcheck disable=SC2086
equal 'and says what shows the rows of a unit' "$(echo "$unit" | get '$.people')" "$(yz --json $query | wc -l | tr -d ' ')"
runs 'names are masked' 0 grid rows "$building" --what people
says 'as elsewhere' '*' "$out"
runs 'an unknown number is named' 2 grid rows "$building" --what cats
says 'with what there is' people "$err"

before=$(yz --json grid list | grep 第一网格 | get '$.posts')
runs 'a post at a building' 0 post add --set building="$building" --set duty=安全员 --set name=李安 --set phone=13812345678
post=$(cat "$out")
runs 'who is on for the building' 0 post list --in "$building"
says 'with whom' 李安 "$out"
says 'and a masked phone' '138****5678' "$out"
runs 'a phone of work' 0 post edit "$post" --set work_phone=yes
equal 'is shown' 13812345678 "$(yz --json post list --in "$building" | grep 李安 | get '$.phone')"
runs 'the same post twice at a time' 1 post add --set building="$building" --set duty=安全员 --set name=李安
says 'is refused with the other one' '两段重叠' "$err"
runs 'a post that runs backwards is refused' 1 post edit "$post" --set until=2026-11-01
says 'by name' 截止日期早于起始日期 "$err"
runs 'an unknown duty is refused' 1 post add --set grid=第一网格 --set duty=队长 --set name=李安
says 'by name' 队长 "$err"
runs 'a building of another grid is refused' 1 post add --set grid=第二网格 --set building="$building" --set duty=安全员 --set name=李安
says 'by name' 不在这个网格 "$err"
runs 'a post without anybody is refused' 1 post add --set grid=第一网格 --set duty=安全员
runs 'ends' 0 post end "$post" --date 2026-11-23
equal 'the day after it is over' 0 "$(YIZHAN_NOW=2026-11-24T09:00 yz post list --in "$building" | grep -c 李安)"
runs 'and undone' 0 undo
equal 'goes on' 1 "$(YIZHAN_NOW=2026-11-24T09:00 yz post list --in "$building" | grep -c 李安)"
equal 'one more is on' $((before + 1)) "$(yz --json grid list | grep 第一网格 | get '$.posts')"

runs 'gaps' 0 --json grid gaps
says 'name the grid' 第二网格 "$out"
gaps=$(wc -l < "$out")
runs 'somebody takes one' 0 post add --set grid=第二网格 --set duty=安全员 --set name=王安
equal 'and it is gone' $((gaps - 1)) "$(yz --json grid gaps | wc -l)"

other=$(yz --json building list --in 第二网格 --limit 1 | get '$.id')
yz --json household list --in "$other" --limit 1 > "$out"
household=$(get '$.id' < "$out") head=$(get '$.head' < "$out")
grid=$(yz --json grid list | grep 第一网格 | get '$.id')
runs 'a central household outside of the grid' 1 center add --set grid="$grid" --set household="$household" --set person="$head"
says 'is refused' 这一户不在这个网格里 "$err"
runs 'one in its grid' 0 --json center add --set household="$household" --set person="$head"
equal 'is at its building' "$other" "$(get '$.building' < "$out")"
center=$(get '$.id' < "$out")
runs 'twice' 1 center add --set household="$household" --set person="$head"
says 'is refused' 已经是中心户 "$err"
runs 'ends' 0 center end "$center"
runs 'doctor finds every count right' 0 doctor
