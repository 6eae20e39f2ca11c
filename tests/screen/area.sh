#!/bin/sh
# By area: the screens of a grid worker show nobody of another grid.
. "$(dirname "$0")/common.sh"
demo
"$tool" role "$YIZHAN_FILE" admin
me=$(yz --json staff list | grep "\"os_user\":\"$(id -un)\"" | get '$.id')
yz --json grid list | grep '"kind":"grid"' | get '$.id' > grids
mine=$(sed -n 1p grids)
for grid in $(cat grids); do
    home=$(yz --json household list --in "$grid" --limit 1 | get '$.id')
    [ "$grid" != "$mine" ] && [ -n "$home" ] && break
done
address=$(yz --json show "$home" | get '$.address' | sed 's/ //; s/幢 /-/; s/单元 /-/')
own_home=$(yz --json household list --in "$mine" --limit 1 | get '$.id')
own_address=$(yz --json show "$own_home" | get '$.address' | sed 's/ //; s/幢 /-/; s/单元 /-/')

# Whoever lives there is a canary: 鎏 is in no name and no text of a demo.
yz --json person list --in "$home" | get '$.id' > people
while read -r person; do yz person edit "$person" --set name=鎏雀 --set note=鎏 > "$out" 2> "$err"; done < people
tell 'canaries'
yz need add --set text=鎏需要 --set topic=care --set household="$home" --set urgency=紧急 > "$out" 2>&1
yz household edit "$home" --set note=鎏户 > "$out" 2>&1

seen() {
    {
        printf '%s\n' 'wait idle' "dump $HOME/seen"
        for key in F2 F3 F4 F5 F6 F7 F9; do printf '%s\n' "key $key" 'wait idle' "dump $HOME/seen" 'key Tab' 'wait idle' "dump $HOME/seen" 'key Esc' 'key Esc'; done
        printf '%s\n' 'key F6'
        for i in 1 2 3 4 5 6 7 8 9 0; do printf '%s\n' "key $i" 'wait idle' "dump $HOME/seen" 'key End' "dump $HOME/seen"; done
        printf '%s\n' 'key F6' 'key Ctrl-Y' 'type -1' 'key Enter' 'wait idle' "dump $HOME/seen"
        for i in 1 2 3 4 5 6 7 8 9 0; do printf '%s\n' "key $i" 'wait idle' "dump $HOME/seen" 'key End' "dump $HOME/seen"; done
        for n in 1 2 3 4 5 6 7 8 9; do printf '%s\n' 'key F9' "key $n" 'wait idle' "dump $HOME/seen" 'key Esc' 'key Esc' 'key Esc'; done
        for word in lq 鎏 zczr 重点人群 居住证到期 "$address" "${address%%-*}"; do
            printf '%s\n' 'key F2' "type $word" 'wait idle' "dump $HOME/seen" 'key Enter' 'wait idle' "dump $HOME/seen" 'key Tab' "dump $HOME/seen" 'key Esc' 'key Esc' 'key Esc'
        done
        printf '%s\n' 'key F3'
        for n in 1 2 3 4 5 6 7; do printf '%s\n' "key $n" 'wait idle' "dump $HOME/seen"; done
    } > steps
    rm -f seen
    "$YIZHAN" --script "$HOME/steps" > "$out" 2> "$err"
    tell "$1"
}
"$tool" role "$YIZHAN_FILE" clerk
seen 'a clerk walks through the screens'
says 'and meets a canary' 鎏 seen
"$tool" role "$YIZHAN_FILE" grid-worker
drives 'without a grid it is said why nobody is there' << LINES
size 80 24
key F4
expect 还没有给您分网格
LINES
"$tool" role "$YIZHAN_FILE" admin
yz staff edit "$me" --set grid="$mine" > "$out" 2>&1
"$tool" role "$YIZHAN_FILE" grid-worker
seen 'a grid worker too'
grep -v -e '查找' -e '没有' seen > met
if grep -q 鎏 met; then
    echo 'not ok and meets none'
    grep -B3 -A3 鎏 met | head -40 | sed 's/^/#   /'
else
    echo 'ok and meets none'
fi
# The tabs of the queue count what they open.
printf '%s\n' 'size 120 40' 'key F3' 'key Ctrl-O' 'wait idle' "dump $HOME/tabs" > steps
rm -f tabs
"$YIZHAN" --script "$HOME/steps" > "$out" 2> "$err"
for tab in '已超期 overdue' '等补材料 waiting' '我的 mine' '全部 all'; do
    told=$(sed -n "s/.*${tab% *} \([0-9][0-9]*\).*/\1/p" tabs | head -n 1)
    equal "${tab#* }: as many are told as there are" "$(yz --json case list --view "${tab#* }" | grep -c .)" "$told"
done

drives 'the own household opens' << LINES
key F2
type $own_address
key Enter
expect 户主
LINES
drives 'another is not found' << LINES
key F2
type $address
wait idle
reject 户主
expect 没有找到
LINES
