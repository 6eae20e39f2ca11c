#!/bin/sh
# What stands in the way at the hub, and what comes to it wrong: the program says which and how to mend it, nothing is stored, and work
# goes on. A disk that is full is a small one of its own, where the system lets us make one.
if [ -z "${HUB_DISK:-}" ]; then
    HUB_DISK=none
    unshare -m mount -t tmpfs none /mnt 2> /dev/null && HUB_DISK=own
    export HUB_DISK
    [ $HUB_DISK = none ] || exec unshare -m "$0"
    echo 'ok a disk that is full # skip no right to mount one here'
fi
HUB_CONF='min_wal_size = 32MB'
. "$(dirname "$0")/common.sh"
trap 'stop_server; umount "$place/small" "$place/log.d" 2> /dev/null; clean_up' EXIT
yz demo --people 9000 --households 1300 --seed 7 --date 2026-11-23 --practice 2> "$err"
"$tool" role "$YIZHAN_FILE" supervisor
yz hub init "$admin" 2> "$err"
enrol 7
enrol 9
all=$("$hubtool" sql "$YIZHAN_FILE" 'SELECT max(seq) FROM journal')
stored() { ask "SELECT (SELECT seq FROM yizhan.head WHERE station = 7) || ' ' || (SELECT count(*) FROM yizhan.journal)"; }
change() { "$hubtool" exec "$YIZHAN_FILE" "$1"; }
edits=0
# no_way NAME CODE TEXT [URL]: a push ends with CODE, one line says TEXT, nothing is stored, and the station can still be worked in.
no_way() {
    runs "$1" "$2" hub push "${4:-$(hub 7)}"
    equal '  one line' 1 "$(wc -l < "$err" | tr -d ' ')"
    says '  which says what' "$3" "$err"
    equal '  nothing is stored' "${kept:-0 0}" "$(stored)"
    edits=$((edits + 1))
    "$YIZHAN" person edit p:12 --set "employer=单位$edits" > "$out" 2> "$err"
    tell '  work goes on'
    all=$((all + 1))
}
reload() {
    loaded=$(ask 'SELECT pg_conf_load_time()')
    as_server "$bin/pg_ctl -D $data reload" > /dev/null
    while [ "$(ask 'SELECT pg_conf_load_time()')" = "$loaded" ]; do sleep 0.05; done
}

# --- not reached ---
no_way 'a name that nobody knows' 7 '连不上' 'postgresql://yizhan_station_7@hub.invalid/district'
no_way 'a database that is not there' 7 '连不上' "$(hub 7 other)"
ask 'ALTER ROLE yizhan_station_7 CONNECTION LIMIT 0'
no_way 'no room for one more' 7 '连不上'
ask 'ALTER ROLE yizhan_station_7 CONNECTION LIMIT -1 NOLOGIN'
no_way 'locked out' 7 '不让进'
ask "ALTER ROLE yizhan_station_7 LOGIN VALID UNTIL '2020-01-01'"
no_way 'a password that is over' 7 '不让进'
ask "ALTER ROLE yizhan_station_7 VALID UNTIL 'infinity'"

# --- certificates ---
certificates hub hub.example > "$out" 2>&1 && reload
no_way 'a certificate for another host' 7 '证书'
certificates hub localhost -1 > "$out" 2>&1 && reload
openssl x509 -in "$place/server.crt" -noout -checkend 0 > "$out" || no_way 'a certificate that is over' 7 '证书'
certificates other > "$out" 2>&1 && reload
no_way 'a certificate of another CA' 7 '证书'
PGSSLROOTCERT=$HOME/none no_way 'no CA at hand' 7 '证书'
certificates hub > "$out" 2>&1 && sed -i.old 's/^ssl = on/ssl = off/' "$data/postgresql.conf" && reload
no_way 'a hub without TLS' 7 '证书'
mv "$data/postgresql.conf.old" "$data/postgresql.conf"
reload

# --- somebody else ---
no_way "another station's role" 1 '不让代别的驿站传' "$(hub 9)"
no_way 'a role that is no station' 1 '不让代别的驿站传' "$admin"
cp "$YIZHAN_FILE" 9.db
"$hubtool" exec 9.db "UPDATE meta SET value = 9 WHERE name = 'number'"
sed -n '/^```json/,/^```/p' "$SOURCE_DIR/docs/community.md" | sed '1d;$d' > community.json
yz -f real.db init --community community.json --station 驿站9 --number 9 --admin 王主任 > "$out" 2> "$err"
yz -f real.db hub push "$(hub 9)" > "$out" 2> "$err"
was=$(ask 'SELECT seq FROM yizhan.head WHERE station = 9')
kept="0 $was"
runs 'a file that says it is station 9' 1 -f 9.db hub push "$(hub 9)"
says '  is another journal' '不是同一条日志' "$err"
equal '  nothing is stored' "$kept" "$(stored)"
runs '  station 9 goes on' 0 -f real.db hub push "$(hub 9)"

# --- edited lines, by COPY and by the function ---
wrong_lines() {
    change 'CREATE TABLE kept AS SELECT * FROM journal WHERE seq = 150'
    change "UPDATE journal SET body = replace(body, '\"version\":1', '\"version\":2') WHERE seq = 150"
    no_way "a body that was edited, by $1" 1 '对不上'
    change "UPDATE journal SET body = (SELECT body FROM kept), at = at + 1 WHERE seq = 150"
    no_way "a line that was edited, by $1" 1 '对不上'
    change "UPDATE journal SET at = at - 1, hash = zeroblob(32) WHERE seq = 150"
    no_way "a hash that was edited, by $1" 1 '对不上'
    change 'DELETE FROM journal WHERE seq = 150'
    no_way "a line that was taken out, by $1" 1 '区县没有收下'
    change 'INSERT INTO journal SELECT * FROM kept; DROP TABLE kept'
}
wrong_lines COPY
ask 'REVOKE INSERT ON yizhan.journal_7 FROM yizhan_station_7'
wrong_lines 'the function'

# --- a full disk ---
if [ "$HUB_DISK" = own ]; then
    mkdir "$place/small" && mount -t tmpfs -o size=5m none "$place/small" && chown "$who" "$place/small"
    psql() { "$bin/psql" -X -q -v ON_ERROR_STOP=1 -d "$admin" "$@"; }
    psql -c 'TRUNCATE yizhan.journal_7' -c "CREATE TABLESPACE small LOCATION '$place/small'" -c 'ALTER TABLE yizhan.journal_7 SET TABLESPACE small' \
        -c 'ALTER INDEX yizhan.journal_7_pkey SET TABLESPACE small' -c 'GRANT INSERT ON yizhan.journal_7 TO yizhan_station_7' > "$out" 2>&1
    tell 'a small disk'
    no_way 'it is full, by COPY' 7 '磁盘满了'
    mount -o remount,size=7m "$place/small"
    psql -c 'TRUNCATE yizhan.journal_7' -c 'REVOKE INSERT ON yizhan.journal_7 FROM yizhan_station_7'
    mount -o remount,size=5m "$place/small"
    runs 'it is full, by the function' 7 hub push "$(hub 7)"
    says '  said' '磁盘满了' "$err"
    part=$(ask 'SELECT seq FROM yizhan.head WHERE station = 7')
    equal '  whole batches are taken, or none' "$((part > 0 && part < all)) $part" "1 $(ask 'SELECT count(*) FROM yizhan.journal WHERE station = 7')"
    runs '  work goes on' 0 person edit p:12 --set employer=满了也办
    mount -o remount,size=64m "$place/small"
    runs '  with room again' 0 hub push "$(hub 7)"
    same_journal '  all is there'

    # the log of the server itself: it stops, and comes up when there is room
    stop_server fast
    mkdir "$place/log.d" && mount -t tmpfs -o "size=$(($(du -sk "$data/pg_wal" | cut -f1) + 2000))k" none "$place/log.d" &&
        cp -a "$data/pg_wal/." "$place/log.d/" && rm -r "${data:?}/pg_wal" && ln -s "$place/log.d" "$data/pg_wal" && chown "$who" "$place/log.d" &&
        chmod 700 "$place/log.d" && start_server
    tell 'a small disk for its log'
    code=0
    for _ in 1 2 3 4 5 6 7 8 9; do
        psql -c 'TRUNCATE yizhan.journal_7' -c "UPDATE yizhan.head SET epoch = 0, seq = 0, hash = decode(repeat('00', 32), 'hex') WHERE station = 7" 2> "$err"
        yz hub push "$(hub 7)" > "$out" 2> "$err"
        code=$?
        [ $code = 0 ] || break
    done
    equal '  it is full' 7 $code
    says '  said' '办理照常' "$err"
    grep -q 'PANIC.*No space left' "$place/log"
    tell '  and the server stops'
    runs '  work goes on' 0 person edit p:12 --set employer=停了也办
    stop_server
    mount -o remount,size=1g "$place/log.d"
    start_server
    runs '  with room again' 0 hub push "$(hub 7)"
    same_journal '  all is there'
else
    runs 'all goes at last' 0 hub push "$(hub 7)"
    same_journal 'and is the same'
fi
