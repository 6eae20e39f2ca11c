#!/bin/sh
# Nothing that is too large is taken in: files, lines and words, each with the limit in the message.
. "$(dirname "$0")/common.sh"
demo

truncate -s 513M large.csv
runs 'a ledger of more than 512 MiB' 1 import residents large.csv
says 'says the limit' '512 MiB' "$err"
yes a | head -n 4000001 > long.csv
runs 'a ledger of more than 4,000,000 rows' 1 import residents long.csv
says 'says the limit too' '4000000 行' "$err"
rm -f large.csv long.csv

truncate -s 17M large.json
runs 'a community of more than 16 MiB' 1 -f new.db init --community large.json --station x
says 'says the limit' 16777216 "$err"
head -c 1000000 /dev/zero | tr '\0' '[' > deep.json
runs 'one of a million brackets' 1 -f new.db init --community deep.json --station x
says 'is no JSON' JSON "$err"
building='{"number":"1","grid":"1","units":100,"floors":20,"doors":10,"make_dwellings":true}'
{
    printf '{"name":"a","areas":["东"],"grids":[{"number":"1","name":"一","area":"东"}],"compounds":['
    for i in 1 2 3 4 5 6 7 8 9 10; do printf '{"name":"%s","area":"东","kind":"residential","buildings":[%s]},' "$i" "$building"; done
    printf '{"name":"b","area":"东","kind":"residential","buildings":[%s]}]}' "$building"
} > doors.json
runs 'one of 220,000 dwellings' 1 -f new.db init --community doors.json --station x
says 'names the place and the limit' 'compounds[10].buildings[0]：房屋太多，一个社区最多 200000 套' "$err"
[ ! -e new.db ]
tell 'and no file is left'

head -c 70000 /dev/zero | tr '\0' '#' > long.item
for what in service policy group; do
    runs "a definition too long for $what" 1 "$what" check long.item
    says 'says the limit' 最多 "$err"
done
head -c 2000000 /dev/zero > long.cal
runs 'a calendar of 2 MB' 1 calendar check long.cal
says 'is none' 不是日历 "$err"
head -c 5000000 /dev/zero | tr '\0' a > script
runs 'a script of one line without end' 1 --script script
says 'says the limit' '1 MiB' "$err"
runs 'an ID number of 20,000 digits' 1 validate idcard "$(head -c 20000 /dev/zero | tr '\0' 1)"

# A word of 120,000 bytes anywhere is refused or finds nothing; none is cut to another that means something.
word=$(head -c 40000 /dev/zero | tr '\0' x | sed 's/x/字/g')
clean() {
    [ "$2" -ge 1 ] && [ "$2" -le 6 ]
    tell "a long word: $1"
}
for line in "search" "show" "person edit p:12 --set name=" "person edit p:12 --set phone=" "person edit p:12 --set " \
    "household edit h:3 --set note=" "case show" "case explain" "case list --staff" "case list --date" \
    "due --from 2026-09-30 --limit" "due --limit 10 --from" "validate phone" "validate uscc" "log --since" "log --staff" \
    "log --ref" "undo" "need add --text" "print receipt" "prints --since" "import" "import residents" "export" "backup" \
    "staff bind" "staff add --set name=" "help" "calendar check" "service show" "find-people --date" "-f" "--lang" \
    "--staff" "--script"; do
    case $line in
    *=) yz $line"$word" > "$out" 2> "$err" < /dev/null ;;
    *) yz $line "$word" > "$out" 2> "$err" < /dev/null ;;
    esac
    code=$?
    [ "$line" = search ] && [ "$code" = 0 ] && [ ! -s "$out" ] && code=1
    clean "$line" "$code"
done
YIZHAN_FILE=/tmp/$word yz verify > "$out" 2> "$err"
clean YIZHAN_FILE $?
says 'is not cut to another name' 文件名太长 "$err"
yz --json case list --limit 1 > one
YIZHAN_PRINTER=file:$word yz print receipt "$(get '$.number' < one)" > "$out" 2> "$err"
clean YIZHAN_PRINTER $?
runs 'after all this the file is whole' 0 verify
equal 'and nothing was written' 1 "$(yz --json show p:12 | get '$.version')"
