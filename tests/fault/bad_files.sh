#!/bin/sh
# Files that are not as they should be: one clear line that names the file, the rule and the mend, and the exit code.
. "$(dirname "$0")/../cli/common.sh"
breaker=$BUILD/tests/fault/tool

# refused NAME CODE TEXT ARGS...: ends with CODE and says one line on stderr that has TEXT and the file in it.
refused() {
    name=$1 want=$2 text=$3
    shift 3
    "$YIZHAN" "$@" > "$out" 2> "$err"
    code=$?
    if [ $code = "$want" ] && [ "$(grep -c . "$err")" = 1 ] && grep -qF -e "$text" "$err" && grep -qF "$file" "$err"; then
        echo "ok $name"
    else
        echo "not ok $name: exit $code, wanted $want and one line with: $text"
        sed 's/^/#   /' "$out" "$err" | head -20
    fi
}

# As refused, of `yizhan -f $file person list`.
bad() {
    refused "$1" "$2" "$3" -f "$file" person list
}

# anew: the station file as it was at first.
anew() {
    rm -rf "$YIZHAN_FILE"*
    cp good.db "$YIZHAN_FILE"
}

demo
cp "$YIZHAN_FILE" good.db

# --- no station file ---
file=$HOME/none.db
bad 'no file' 1 'yizhan init'
file=$HOME/empty.db
: > "$file"
bad 'an empty file' 5 'yizhan restore'
file=$HOME/text.db
seq 1000 > "$file"
bad 'a text' 5 '请核对文件名'
file=$HOME/short.db
echo hello > "$file"
bad 'a short text' 5 '请核对文件名'
file=$HOME/folder.db
mkdir "$file"
bad 'a folder' 5 '是文件夹'
file=$HOME/pipe.db
mkfifo "$file"
bad 'a FIFO' 5 '不是普通文件'
file=$HOME/link.db
ln -s good.db "$file"
bad 'a symbolic link' 5 '符号链接'
file=/dev/null
bad 'a device' 5 '不是普通文件'
file=$HOME/nowhere
refused 'a folder that is not there' 1 '没有文件夹' -f "$file/station.db" person list
file=$HOME/other.db
head -c 68 good.db > "$file"
printf 'ABCD' >> "$file"
tail -c +73 good.db >> "$file"
bad 'the database of another program' 5 '别的程序'
file=$HOME/newer.db
head -c 60 good.db > "$file"
printf '\0\0\0\143' >> "$file"
tail -c +65 good.db >> "$file"
bad 'a newer one' 5 '请更新程序'
cmp -s "$file" "$HOME/newer.db" && [ ! -e "$file-wal" ]
tell 'which is left alone'
file=$HOME/cut.db
head -c 20000 good.db > "$file"
bad 'half of one' 5 'yizhan restore'

# --- not to be written ---
file=$YIZHAN_FILE
chmod 400 "$file"
bad 'a read-only file' 4 '权限'
chmod 600 "$file"
mkdir shut
cp good.db shut/station.db
chmod 500 shut
file=$HOME/shut/station.db
"$YIZHAN" -f "$file" person list > "$out" 2> "$err"
code=$?
[ $code = 4 ] && [ "$(grep -c . "$err")" = 1 ] && grep -qF "$HOME/shut" "$err"
tell "a read-only folder (exit $code)"
chmod 700 shut
anyone() { # as a user without rights
    setpriv --reuid=65534 --regid=65534 --clear-groups "$@"
}
# shellcheck disable=SC2015
if [ "$(id -u)" = 0 ] && command -v setpriv > /dev/null && [ -z "${YZ_VALGRIND:-}" ] && anyone true 2> /dev/null; then
    open=$(mktemp -d /tmp/yizhan-fault.XXXXXX)
    chmod 755 "$open"
    cp good.db "$open/station.db"
    chmod 600 "$open/station.db"
    program=$YIZHAN
    cp "$program" "$open/yizhan"
    chmod 755 "$open/yizhan"
    printf '#!/bin/sh\nexec setpriv --reuid=65534 --regid=65534 --clear-groups "%s" "$@"\n' "$open/yizhan" > anyone
    chmod 755 anyone
    YIZHAN=$HOME/anyone
    file=$open/station.db
    cd "$open" || exit 1
    bad 'the file of somebody else' 4 '权限'
    chmod 644 "$file"
    chmod 777 "$open"
    bad 'that one may only read' 4 '权限'
    chmod 666 "$file"
    chmod 755 "$open"
    "$YIZHAN" -f "$file" person list > "$out" 2> "$err"
    code=$?
    [ $code = 4 ] && grep -qF "$open" "$err" && [ "$(grep -c . "$err")" = 1 ]
    tell "in a folder of somebody else (exit $code)"
    cd "$HOME" || exit 1
    YIZHAN=$program
    rm -rf "$open"
else
    echo 'ok files of somebody else # skip only the administrator can try'
fi

# --- in use ---
anew
file=$YIZHAN_FILE
family
mkfifo held
"$breaker" hold "$file" 15000 > held 2> "$err" &
holder=$!
read -r word < held
equal 'somebody holds the file' held "$word"
runs 'reading goes on meanwhile' 0 person list --limit 3
if [ -n "${YZ_FULL:-}" ]; then
    refused 'writing waits, then says who holds it' 4 "$holder" \
        person edit "$guardian" --set employer=test
    says 'and what they are doing' '导入居民台账' "$err"
    says 'after the ten seconds that it waited' '等了 10 秒' "$err"
fi
kill -9 $holder
wait $holder 2> /dev/null
runs 'its sudden end frees the file' 0 person edit "$guardian" --set employer=test
runs 'which is whole' 0 verify

# --- its companions ---
"$breaker" leave "$file" 5 2> /dev/null
[ -s "$file-wal" ]
tell 'a sudden end leaves the WAL'
mkdir kept
cp "$file"* kept
again() {
    rm -f "$file"*
    cp kept/* "$HOME"
}
runs 'which is read at the next start' 0 verify
again
rm "$file-wal" "$file-shm"
bad 'its WAL deleted' 5 '缺少最后 5 条'
says 'and how to go on' 'doctor --accept-loss' "$err"
runs 'the loss can be accepted' 0 doctor --accept-loss
runs 'then work goes on' 0 verify
again
rm "$file-shm"
head -c 5000 kept/station.db-wal > "$file-wal"
bad 'its WAL cut' 5 '缺少最后'
again
rm "$file-shm"
"$breaker" flip "$file-wal" 100 3
bad 'a bit of its WAL turned over' 5 '缺少最后'
again
rm "$file-shm"
: > "$file-wal"
bad 'its WAL emptied' 5 '缺少最后'
for size in 0 7 64 300 9000; do
    again
    head -c $size /dev/urandom > "$file.lock"
    runs "$size bytes of rubbish in its lock file" 0 verify
done
again
rm "$file.lock"
mkdir "$file.lock"
bad 'its lock file is a folder' 4 "$file.lock"
rmdir "$file.lock"
ln -s /etc/passwd "$file.lock"
bad 'its lock file is a link' 4 "$file.lock"
rm "$file.lock"
mkfifo "$file.lock"
bad 'its lock file is a FIFO' 4 "$file.lock"
again
head -c 200 /dev/urandom > "$file-shm"
runs 'rubbish in its shared memory' 0 verify
again
runs 'what its WAL held is folded in' 0 verify
cp good.db "$file"
bad 'an older copy put in its place' 5 '缺少最后'
again

# --- where it lies ---
anew
if [ "$(uname)" = Linux ] && [ -z "${YZ_VALGRIND:-}" ] && ! ldd "$YIZHAN" | grep -q libasan; then
    for type in 6969:NFS 517B:SMB FF534D42:CIFS FE534D42:SMB2 1021997:9P 5346414F:AFS C36400:CEPH; do
        YZ_NETWORK=$HOME YZ_FS_TYPE=${type%:*} LD_PRELOAD=$BUILD/tests/fault/preload_statfs.so
        export YZ_NETWORK YZ_FS_TYPE LD_PRELOAD
        bad "on ${type#*:}" 4 '网络共享'
    done
    YZ_FS_TYPE=65735546
    runs 'on FUSE it opens' 0 person list --limit 1
    unset YZ_NETWORK YZ_FS_TYPE LD_PRELOAD
    LD_PRELOAD=$BUILD/tests/fault/preload_statfs.so YZ_FREE=7 "$YIZHAN" person edit "$guardian" --set employer=x > "$out" 2> "$err"
    equal 'with less than 8 MiB free, nothing new is begun' 4 $?
    says 'and it says why' '磁盘只剩 7 MB' "$err"
    LD_PRELOAD=$BUILD/tests/fault/preload_statfs.so YZ_FREE=7 runs 'reading goes on' 0 person list --limit 1
    LD_PRELOAD=$BUILD/tests/fault/preload_statfs.so YZ_FREE=31 runs 'below 32 MiB work goes on' 0 person edit "$guardian" --set employer=y
    LD_PRELOAD=$BUILD/tests/fault/preload_statfs.so YZ_FREE=31 "$YIZHAN" doctor > "$out" 2> "$err"
    equal 'and doctor tells it' 5 $?
    says 'with the room that is left' '磁盘只剩 31 MiB' "$out"
else
    echo 'ok file systems of other sorts # skip nothing can be put before the program here'
fi

# --- terminals ---
keys=$(printf '\033[21~\033[21~') # F10 F10
for size in '1 1' '1 200' '2 2' '24 1'; do
    # shellcheck disable=SC2086
    "$breaker" terminal $size "$keys" "$YIZHAN" > "$out" 2> "$err"
    code=$?
    case $code in 9?) false ;; *) true ;; esac
    tell "a terminal of $size (exit $code)"
done
runs 'after all that the file is whole' 0 verify
