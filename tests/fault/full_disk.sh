#!/bin/sh
# A disk that fills up: said clearly, exit 4, the file whole, and work goes on when there is room again. On a small file
# system of its own where one can be mounted, else under a limit on the size of files.
. "$(dirname "$0")/../cli/common.sh"

# An act; a number that grows, so that each changes something.
count=0
edit() {
    count=$((count + 1))
    runs "$1" "$2" person edit "$guardian" --set employer="单位$count"
}

# said CODE TEXT NAME: what the last program said.
said() {
    [ $code = "$1" ] && grep -qF -e "$2" "$err" && [ "$(grep -c . "$err")" = 1 ]
    tell "$3 (exit $code)"
}

disk=$HOME/disk
mkdir "$disk"
if [ "$(id -u)" = 0 ] && mount -t tmpfs -o size=24m yizhan-test "$disk" 2> /dev/null; then
    trap 'umount "$disk"' EXIT
    YIZHAN_FILE=$disk/station.db
    demo
    family
    edit 'with less than 32 MiB free, work goes on' 0
    yz doctor > "$out" 2> "$err"
    code=$?
    grep -qF '磁盘只剩' "$out"
    tell 'and doctor says how little there is'
    yz --json person list > people
    free=$(df -Pk "$disk" | awk 'NR == 2 { print $4 }')
    head -c $(((free - 7 * 1024) * 1024)) /dev/zero > "$disk/other"
    edit 'with less than 8 MiB nothing new is begun' 4
    said 4 '暂停写入' 'which is said'
    says 'with what to do' '腾出空间' "$err"
    runs 'reading goes on' 0 person list --limit 3
    number=$(yz --json case list --view mine --limit 1 | get '$.number')
    cat > typed.script << LINES
size 80 24
key F2
type $number
key Enter
key Enter
type 先电话确认
key Esc
expect 草稿没有存下，再按一次 Esc
reject 填过的还在
expect 先电话确认
key Esc
reject 先电话确认
key F2
key Ctrl-U
type xse
key Enter
type $household
key Enter
key Tab
type 小满
key Esc
key Esc
expect 小满
expect 草稿也没有存下，放弃吗
reject 填的留在草稿里
LINES
    runs 'whoever types is told that it is not kept' 0 --script typed.script
    head -c 30000000 /dev/zero >> "$disk/other" 2> /dev/null
    equal 'the disk is full to the last byte' 0 "$(df -Pk "$disk" | awk 'NR == 2 { print $4 }')"
    # SQLite needs 32 KiB of shared memory even to read.
    yz person list --limit 3 > "$out" 2> "$err"
    code=$?
    said 4 '磁盘满了' 'then not even reading begins, which is said'
    edit 'writing does not' 4
    yz backup "$disk/copy.db" > "$out" 2> "$err"
    code=$?
    said 4 '满' 'a backup to a full disk is refused'
    [ ! -e "$disk/copy.db" ] && [ "$(find "$disk" -name '.*.tmp-*' | wc -l)" -eq 0 ]
    tell 'and leaves nothing'
    yz export residents --out "$disk/residents.csv" > "$out" 2> "$err"
    code=$?
    [ $code = 4 ] && [ ! -e "$disk/residents.csv" ]
    tell "an export to a full disk is refused and leaves nothing (exit $code)"
    yz -f "$HOME/elsewhere.db" demo --households 60 --people 300 --date 2026-11-23 > "$out" 2> "$err"
    yz -f "$HOME/elsewhere.db" notice publish --out "$disk" > "$out" 2> "$err"
    code=$?
    said 4 '满' 'a public notice on a full disk is refused'
    [ -z "$(find "$disk" -name 'notice-*')" ] && [ -z "$(yz -f "$HOME/elsewhere.db" --json notice list)" ]
    tell 'leaves no file and no record'
    yz -f "$disk/second.db" demo --households 20 --people 60 --date 2026-11-23 > "$out" 2> "$err"
    code=$?
    said 4 '满' 'a new file on a full disk is refused'
    [ ! -e "$disk/second.db" ] && [ "$(find "$disk" -name '.second*' | wc -l)" -eq 0 ]
    tell 'and leaves nothing'
    rm "$disk/other"
    runs 'there is room again: the file is whole' 0 verify
    yz --json person list | cmp -s - people
    tell 'with all that was in it'
    edit 'and work goes on' 0
    runs 'and the file is whole' 0 verify

    # Full in the middle: a program that began when there was room.
    "$tool" role "$YIZHAN_FILE" admin
    runs 'a backup to another disk' 0 backup "$HOME/copy.db"
else
    demo
    family
    echo 'ok a disk of 24 MiB # skip no file system can be mounted here'
fi

# A file may not grow beyond this, in the middle of an act too.
yz --json person list > people
{
    echo '姓名,性别,出生日期,现住址'
    yz --json building list --limit 1 | get '$.address' > address
    seq 3000 | awk -v at="$(cat address)1-101" '{ print "王小英,女," 1930 + $1 % 80 "-03-05," at }'
} > big.csv
size=$(($(wc -c < "$YIZHAN_FILE") / 512))
for more in 16 64 256; do
    (
        trap '' XFSZ
        ulimit -f $((more < size ? more : size))
        exec "$YIZHAN" import residents big.csv --create-places > "$out" 2> "$err"
    )
    code=$?
    [ $code = 4 ] && tail -1 "$err" | grep -qF 磁盘满了
    tell "an import that finds no room after $((more / 2)) KiB (exit $code)"
    runs 'leaves the file whole' 0 verify
    yz --json person list | cmp -s - people
    tell 'as it was'
done
runs 'then it goes in' 0 import residents big.csv --create-places
runs 'and the file is whole' 0 verify
