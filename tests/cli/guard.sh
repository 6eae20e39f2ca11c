#!/bin/sh
# What the program keeps to itself: modes of every file it writes, what a printer's command gets, lent rights, core files.
. "$(dirname "$0")/common.sh"
umask 0
demo
mode() {
    ls -ln "$1" | cut -c1-10
}
# private FILE...: only its owner may read or write it.
private() {
    for file in "$@"; do equal "${file##*/} is its owner's alone" -rw------- "$(mode "$file")"; done
}

# While somebody works: the WAL, its index and the lock are there. A pipe holds the screen open.
mkfifo keys
yz --script keys > "$out" 2> "$err" &
exec 7> keys
printf 'size 80 24\nwait idle\ndump %s/screen\n' "$HOME" >&7
yz person edit p:12 --set employer=开着的
for _ in 1 2 3 4 5 6 7 8 9 10; do [ -s screen ] || sleep 0.2; done
private station.db station.db-wal station.db-shm station.db.lock screen
echo quit >&7
exec 7>&-
wait $!
tell 'the screen ended well'

"$tool" role "$YIZHAN_FILE" supervisor # a backup to a place of one's own choice is theirs
yz backup "$HOME/copy.db"
yz -f "$HOME/again.db" restore copy.db 2> /dev/null
yz export residents --out list.csv
yz export residents --format xlsx --out list.xlsx
yz --json case list --limit 1 > one
case=$(get '$.number' < one)
yz print receipt "$case" --to "file:$HOME/receipt"
printf '姓名,身份证号\n甲,123\n' > ledger.csv
: > rejects.csv
yz import residents ledger.csv --rejects rejects.csv > "$out" 2> "$err"
private copy.db again.db list.csv receipt rejects.csv
if yz --version | grep -q +xlsxwriter; then private list.xlsx; fi
(unset YIZHAN_FILE && yz demo --households 60 --people 200 2> "$err")
equal 'a new folder too' drwx------ "$(ls -ldn "$XDG_DATA_HOME/yizhan" | cut -c1-10)"
ln -s list.csv link.csv
runs 'an export does not follow a link' 1 export residents --out link.csv

# lp gets words, not a line for a shell; of the environment what it needs; no right to dump core.
mkdir bin
cat > bin/lp << 'LP'
#!/bin/sh
cat > /dev/null
{ printf '%s\n' "$#" "$@"; ulimit -c; env; } > "$HOME/lp.out"
LP
chmod +x bin/lp
queue=$(printf 'a; touch %s/oops `touch %s/oops` $(touch %s/oops) | "x" \047y\047' "$HOME" "$HOME" "$HOME")
PATH=$HOME/bin:$PATH YIZHAN_SECRET=secret LD_BIND_NOT=1 yz print receipt "$case" --to "lp:$queue" 2> "$err"
tell 'a queue of any name'
equal 'is one word' "$queue" "$(sed -n 4p lp.out)"
equal 'of four' 3 "$(sed -n 1p lp.out)"
equal 'core files are off' 0 "$(sed -n 5p lp.out)"
[ ! -e oops ]
tell 'no shell has read it'
! grep -qE '^(YIZHAN_|LD_)' lp.out
tell 'nothing else of the environment'
grep -q "^HOME=$HOME" lp.out
tell 'but its home'

# A program with lent rights says no before it reads anything; here it belongs to somebody else, who lends them.
cp "$BUILD/yizhan" lent
if readelf -sW lent 2> /dev/null | grep -q __asan_init; then
    echo 'ok set-uid is refused # skip a build with sanitizers, which may not attach to it and end it their way'
elif chown 65534 lent 2> /dev/null && chmod 4755 lent && chmod 755 "$HOME" && [ -u lent ] &&
    ! mount | grep -q "on $(df -P . | awk 'END { print $6 }') .*nosuid"; then
    ./lent --version > "$out" 2> "$err"
    equal 'set-uid is refused' 6 $?
    says 'in a clear line' 'set-uid' "$err"
    chown 0:65534 lent && chmod 2755 lent
    ./lent --version > "$out" 2> "$err"
    equal 'set-gid too' 6 $?
    chmod 755 lent
    ./lent --version > "$out" 2> "$err"
    tell 'without them it runs'
else
    echo 'ok set-uid is refused # skip only the superuser can lend rights here'
fi
