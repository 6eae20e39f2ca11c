#!/bin/sh
# A hub is set up, a station's journal goes to it, and whatever is not the next line of its chain is refused.
. "$(dirname "$0")/common.sh"
demo
lines() { ask "SELECT count(*) FROM yizhan.journal WHERE station = $1"; }

runs 'without a hub nothing is sent' 2 hub push
says 'and that is said' 'trust/hub.conf' "$err"
runs 'a clerk does not send the journal to any address' 6 hub push "$admin"
"$tool" role "$YIZHAN_FILE" supervisor
runs 'a schema that is not there' 7 hub push "$admin"
says 'is said with who mends it' 'hub init' "$err"
runs 'the schema is made' 0 hub init "$admin"
runs 'and again, harmlessly' 0 hub init "$admin"
ask "CREATE OR REPLACE FUNCTION yizhan.version() RETURNS integer LANGUAGE sql AS 'SELECT 99'"
runs 'a schema of a newer program is left alone' 1 hub init "$admin"
ask "CREATE OR REPLACE FUNCTION yizhan.version() RETURNS integer LANGUAGE sql AS 'SELECT 2'"
# Neither is a superuser needed.
ask "CREATE ROLE plain LOGIN CREATEROLE"
ask "CREATE DATABASE second OWNER plain ENCODING 'UTF8' TEMPLATE template0"
ask "CREATE DATABASE latin ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0"
echo 'local second plain trust' | cat - "$data/pg_hba.conf" > hba && cat hba > "$data/pg_hba.conf"
ask 'SELECT pg_reload_conf()' > "$out"
second="postgresql://plain@/second?host=$socket&port=$port"
runs 'somebody who may make roles makes a hub' 0 hub init "$second"
runs 'and registers a station' 0 hub register "$second" 5 --name 驿站5
runs 'a database that is not UTF8' 1 hub init "postgresql://hubadmin@/latin?host=$socket&port=$port"
enrol 7
tell 'a station is registered'
enrol 7
tell 'again, harmlessly'
runs 'its number is nobody else'"'"'s' 1 hub register "$admin" 7 --name 别的驿站
says 'named' '驿站7' "$err"
case $(ask "SELECT rolpassword FROM pg_authid WHERE rolname = 'yizhan_station_7'") in SCRAM-SHA-256*) ;; *) false ;; esac
tell 'the server has a verifier, no password'

runs 'a station that is not registered' 7 hub push "$(hub 8)"
says 'cannot come in' '不让进' "$err"
runs 'status knows what waits' 0 --json hub status
equal 'nothing is acknowledged' 0 "$(get '$.acked' < "$out")"
waiting=$(get '$.waiting' < "$out")
equal 'all lines wait' "$(get '$.seq' < "$out")" "$waiting"
equal 'it is offline since that' 2026-11-23T19:30:00+08:00 "$(get '$.offline_since' < "$out")"
runs 'the journal goes to the hub' 0 --json hub push "$(hub 7)"
equal 'all of it' "$waiting" "$(get '$.pushed' < "$out")"
equal 'it is there' "$waiting" "$(lines 7)"
same_journal 'byte for byte'
runs 'again' 0 --json hub push "$(hub 7)"
equal 'nothing is sent twice' 0 "$(get '$.pushed' < "$out")"
yz person edit p:12 --set employer=新单位 > "$out" 2> "$err"
runs 'after some work' 0 --json hub push "$(hub 7)"
equal 'what is new goes' 1 "$(get '$.pushed' < "$out")"
runs 'status says so' 0 --json hub status
equal 'nothing waits' 0 "$(get '$.waiting' < "$out")"
equal 'the last time' 2026-11-23T19:30:00+08:00 "$(get '$.synced_at' < "$out")"
equal 'offline no more' '' "$(get '$.offline_since' < "$out" | sed 's/null//')"
runs 'the file is whole' 0 verify

# --- what is no continuation ---
# The last ten lines are taken back, to be sent in wrong ways.
ask "CREATE TABLE kept AS SELECT * FROM yizhan.journal WHERE station = 7 ORDER BY seq DESC LIMIT 10; GRANT SELECT ON kept TO PUBLIC;
    DELETE FROM yizhan.journal j USING kept k WHERE j.station = 7 AND j.seq = k.seq;
    UPDATE yizhan.head h SET (epoch, seq, hash) = (SELECT epoch, seq, hash FROM yizhan.journal j WHERE j.station = 7 ORDER BY seq DESC LIMIT 1) WHERE station = 7"
head=$(ask "SELECT seq FROM yizhan.head WHERE station = 7")
# send STATION WHERE [CHANGE OF A LINE] [ORDER]: those lines by the function itself.
send() {
    as_station "${4:-7}" "SELECT yizhan.push($1, max(epoch), min(seq), (array_agg(prev ORDER BY ${3:-seq}))[1], array_agg(act ORDER BY ${3:-seq}),
        array_agg(at ORDER BY ${3:-seq}), array_agg(staff ORDER BY ${3:-seq}), array_agg(verb ORDER BY ${3:-seq}), array_agg(kind ORDER BY ${3:-seq}),
        array_agg(id ORDER BY ${3:-seq}), array_agg(version ORDER BY ${3:-seq}), array_agg(gone ORDER BY ${3:-seq}),
        array_agg(body_hash ORDER BY ${3:-seq}), array_agg(hash ORDER BY ${3:-seq}), array_agg(body ORDER BY ${3:-seq})) FROM ($2) k" > sent
}
# refused NAME CODE: what was just sent was, and stored nothing.
refused() {
    grep -q "ERROR:  $2:" "$err"
    tell "$1"
    equal 'and nothing is stored' "$head $head" "$(lines 7) $(ask "SELECT seq FROM yizhan.head WHERE station = 7")"
}
send 7 "SELECT * FROM kept WHERE seq > $head + 1"
refused 'a gap' YZ001
send 7 "SELECT * FROM kept" "seq > $head + 1, seq DESC"
refused 'lines in another order' YZ002
send 7 "SELECT station,seq,epoch,act,at,staff,verb,kind,id,version,gone,body_hash,prev,hash,
    CASE WHEN seq = $head + 3 THEN convert_to('{}','UTF8') ELSE body END AS body FROM kept"
refused 'a body that was edited' YZ002
grep -q "line $((head + 3)) " "$err"
tell 'the line is named'
send 7 "SELECT station,seq,epoch,act,at + (seq = $head + 4)::int AS at,staff,verb,kind,id,version,gone,body_hash,prev,hash,body FROM kept"
refused 'a line that was edited' YZ002
send 7 "SELECT station,seq,epoch,act,at,staff,verb || E'\n1' AS verb,kind,id,version,gone,body_hash,prev,hash,body FROM kept"
refused 'a word that holds a line end' YZ002
send 7 "SELECT station,seq,epoch - 1 AS epoch,act,at,staff,verb,kind,id,version,gone,body_hash,prev,hash,body FROM kept"
refused 'an epoch that is over' YZ002
enrol 9
send 7 "SELECT * FROM kept" seq 9
refused 'another station' YZ003
as_station 9 "SELECT count(*) FROM yizhan.journal" > seen
equal 'which sees no line' 0 "$(cat seen)"
as_station 9 "SELECT count(*) FROM yizhan.head" > seen
equal 'and its own head only' 1 "$(cat seen)"
as_station 9 "INSERT INTO yizhan.journal_7 SELECT * FROM kept"
refused 'nor writes into another'"'"'s part' 42501
as_station 9 "SELECT yizhan.make_station(10, 'x', '')"
refused 'nor registers anybody' 42501
as_station 7 "DELETE FROM yizhan.journal WHERE station = 7"
refused 'lines are not deleted' 42501
as_station 7 "UPDATE yizhan.head SET seq = 0 WHERE station = 7"
refused 'the head is not set' 42501
send 7 "SELECT * FROM kept WHERE seq <= $head + 5"
equal 'the right lines are taken' $((head + 5)) "$(cat sent)"
send 7 "SELECT * FROM kept WHERE seq <= $head + 5"
equal 'twice is harmless' $((head + 5)) "$(cat sent)"
send 7 "SELECT * FROM kept WHERE seq > $head + 3"
equal 'overlapping too' $((head + 10)) "$(cat sent)"
same_journal 'and all is as it was'
runs 'the station sees it so' 0 --json hub push "$(hub 7)"

# --- what stands in the way ---
# cut_off NAME TEXT URL: exit 7, one line that names the thing and the mend; the station goes on.
cut_off() {
    runs "$1" 7 hub push "$3"
    equal 'one line' 1 "$(wc -l < "$err" | tr -d ' ')"
    says 'which says what' "$2" "$err"
    says 'and that work goes on' '办理照常' "$err"
}
cut_off 'nobody there' '连不上' 'postgresql://yizhan_station_7@localhost:1/district'
cp "$PGPASSFILE" right
sed -i.old 's/geheim-7/falsch/' "$PGPASSFILE"
cut_off 'a wrong password' '不让进' "$(hub 7)"
cp right "$PGPASSFILE"
runs 'a password in the address' 2 hub push "postgresql://yizhan_station_7:geheim-7@localhost:$port/district"
says 'is refused' '.pgpass' "$err"
lacks 'and not repeated' geheim "$err"
cut_off 'a name that is not in the certificate' '证书' "postgresql://yizhan_station_7@127.0.0.1:$port/district"
PGSSLROOTCERT=$place/server.crt cut_off 'a certificate of somebody else' '证书' "$(hub 7)"
cut_off 'TLS switched off is switched on again' '证书' "postgresql://yizhan_station_7@127.0.0.1:$port/district?sslmode=disable"
cp "$data/pg_hba.conf" hba
sed 's/^hostssl .*/hostssl all all 127.0.0.1\/32 password/' hba > "$data/pg_hba.conf"
ask 'SELECT pg_reload_conf()' > "$out"
cut_off 'a server that asks for the password itself does not get it' '不让进' "$(hub 7)"
sed 's/^hostssl /hostnossl /' hba > "$data/pg_hba.conf"
ask "ALTER SYSTEM SET ssl = off"
ask 'SELECT pg_reload_conf()' > "$out"
cut_off 'nor one without TLS anything' 'SSL' "$(hub 7)"
cat hba > "$data/pg_hba.conf"
ask 'ALTER SYSTEM RESET ssl'
ask 'SELECT pg_reload_conf()' > "$out"
ask "CREATE FUNCTION yizhan.full() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION USING ERRCODE = ''disk_full'', MESSAGE = ''no space left''; END';
    CREATE TRIGGER full_disk BEFORE INSERT ON yizhan.journal_7 FOR EACH ROW EXECUTE FUNCTION yizhan.full()"
yz person edit p:13 --set employer=满了 > "$out" 2> "$err"
cut_off 'its disk is full' '磁盘满了' "$(hub 7)"
equal 'nothing is stored' "$(lines 7)" "$(ask 'SELECT seq FROM yizhan.head WHERE station = 7')"
ask 'DROP TRIGGER full_disk ON yizhan.journal_7'
runs 'with room again' 0 --json hub push "$(hub 7)"
equal 'it goes' 1 "$(get '$.pushed' < "$out")"
stop_server
cut_off 'the hub is down' '连不上' "$(hub 7)"
runs 'work goes on' 0 person edit p:12 --set employer=又一个单位
start_server
runs 'and goes to the hub when it is back' 0 --json hub push "$(hub 7)"
equal 'once' 1 "$(get '$.pushed' < "$out")"
