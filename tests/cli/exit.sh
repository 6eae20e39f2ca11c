#!/bin/sh
# Exit codes: every class.
. "$(dirname "$0")/common.sh"
demo

runs '2: an unknown option' 2 --frob search li
runs '2: an unknown option of a command' 2 search li --limitt 3
says 'names the nearest' --limit "$err"
runs '2: an unknown command' 2 serach li
says 'names the nearest' search "$err"
runs '2: an unknown action' 2 person shwo p:1
says 'names the nearest' 'person show' "$err"
runs '2: an action is missing' 2 person
runs '2: an option without its value' 2 search li --limit
runs '2: a number that is none' 2 search li --limit many
runs '2: an unknown language' 2 --lang fr search li
runs '2: a flag with a value' 2 --json=1 search li
runs '2: an operand too many' 2 verify now
runs '2: no terminal for the interface' 2
says 'says so in one line' --help "$err"
equal 'nothing on standard output' '' "$(cat "$out")"
runs '1: no such file' 1 -f "$HOME/none.db" search li
runs '1: nothing found' 1 show 不存在的人
runs '0: help' 0 --help
runs '0: help of one command' 0 help search
runs '0: the same behind it' 0 search --help
runs '0: version' 0 --version
says 'says what was left out or in' libpq "$out"
runs '0: options behind the command' 0 search li --limit 1 --json
"$tool" json < "$out"
tell 'count'
runs '0: -fFILE' 0 -f"$YIZHAN_FILE" verify
runs '0: --option=value' 0 search li --limit=1
runs '1: -- ends options' 1 search -- --limit

echo 'not a database at all' > text.db
: > zero.db
head -c 5000 /dev/urandom > noise.db
mkdir folder.db
cp station.db newer.db
printf '\177\377\377\377' | dd of=newer.db bs=1 seek=60 conv=notrunc 2> /dev/null
cp station.db other.db
printf '\1\2\3\4' | dd of=other.db bs=1 seek=68 conv=notrunc 2> /dev/null
head -c 40000 station.db > cut.db
for kind in text zero noise folder newer other cut; do
    runs "5: $kind.db" 5 -f $kind.db search li
    says 'the file is named' $kind.db "$err"
done
equal 'a foreign file is left as it is' 'not a database at all' "$(cat text.db)"
equal 'an empty file stays empty' 0 "$(wc -c < zero.db | tr -d ' ')"

"$tool" bind "$YIZHAN_FILE" somebody-else
runs '6: not bound' 6 search li
says 'and the mend is named' "$(id -un)" "$err"

# shellcheck disable=SC2086
yz demo $small --force 2> /dev/null

# Root may write anything, so the question is asked as somebody who may not.
if [ "$(id -u)" != 0 ]; then
    chmod 400 station.db
    runs '4: read-only' 4 person edit p:12 --set employer=x
    chmod 600 station.db
elif command -v setpriv > /dev/null && setpriv --reuid=65534 "$YIZHAN" --version > /dev/null 2>&1 &&
    place=$(mktemp -d /tmp/yizhan-exit.XXXXXX); then
    cp station.db "$place/station.db"
    chmod 755 "$place"
    chmod 444 "$place/station.db"
    setpriv --reuid=65534 "$YIZHAN" -f "$place/station.db" person edit p:12 --set employer=x > "$out" 2> "$err"
    equal '4: read-only' 4 $?
    rm -rf "$place"
else
    echo 'ok 4: read-only # skip nobody else to be here'
fi
if [ -w /dev/full ]; then
    yz --json person list > /dev/full 2> "$err"
    equal '4: standard output is full' 4 $?
else
    echo 'ok 4: standard output is full # skip no /dev/full'
fi
