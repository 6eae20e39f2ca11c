#!/bin/sh
# shellcheck disable=SC2154,SC2034
# A second PostgreSQL that follows the hub by logical replication, as a city that reads its districts: read by city.sh and scale.sh, after
# common.sh with HUB_CONF='wal_level = logical'. Leaves $city, its administrator's URL.
second=$place/second city="postgresql://hubadmin@/city?host=$socket&port=$((port + 1))"
start_second() {
    as_server "$bin/pg_ctl -D $second -w -t 60 -l $place/log2 -o '-p $((port + 1))' start" > "$place/started2" 2>&1
}
stop_second() {
    [ ! -f "$second/postmaster.pid" ] || as_server "$bin/pg_ctl -D $second -m ${1:-immediate} -w stop" > /dev/null 2>&1
}
trap 'stop_second; clean_up' EXIT
# ask_city SQL
ask_city() { "$bin/psql" -X -q -A -t -d "$city" -c "$1"; }

make_second() {
    as_server "$bin/initdb -D $second -U hubadmin -A trust -E UTF8 --locale=C --no-sync" > "$place/initdb2" 2>&1 || return 1
    printf '%s\n' "unix_socket_directories = '$socket'" "listen_addresses = ''" "fsync = ${HUB_FSYNC:-off}" "${HUB_CONF:-}" \
        >> "$second/postgresql.conf"
    start_second && "$bin/createdb" -h "$socket" -p "$((port + 1))" -U hubadmin city && yz hub init "$city" &&
        ask_city 'CREATE TABLE yizhan.journal_all PARTITION OF yizhan.journal DEFAULT' &&
        ask "CREATE ROLE reader LOGIN REPLICATION PASSWORD 'lesen'"
}
# follow [DATABASE]: the hub in that one publishes, by a role that may read; the city has all lines in one partition and subscribes.
follow() {
    of=${1:-district}
    "$bin/psql" -X -q -v ON_ERROR_STOP=1 -d "$(echo "$admin" | sed "s/district/$of/")" -c "GRANT yizhan_district TO reader" \
        -c 'CREATE PUBLICATION city FOR TABLE yizhan.station, yizhan.head, yizhan.journal WITH (publish_via_partition_root = true)' &&
        ask_city "CREATE SUBSCRIPTION $of CONNECTION 'host=localhost port=$port dbname=$of user=reader password=lesen sslmode=verify-full
            channel_binding=require sslrootcert=$place/hub.crt' PUBLICATION city"
}
heads="SELECT string_agg(station || ' ' || seq || ' ' || encode(hash, 'hex'), ',' ORDER BY station) FROM yizhan.head"
# caught_up SECONDS: waits until the city has the heads of the hub.
caught_up() {
    for _ in $(seq $(($1 * 4))); do
        [ "$(ask "$heads")" = "$(ask_city "$heads")" ] && return 0
        sleep 0.25
    done
    return 1
}
# Lines of the city that do not follow on the one before, of all stations up to their heads; and how many there are.
chain="SELECT count(*) FILTER (WHERE l.prev <> coalesce(l.before, decode(repeat('00', 32), 'hex')) OR l.seq <> coalesce(l.last, 0) + 1), count(*)
    FROM (SELECT j.seq, j.prev, lag(j.hash) OVER w AS before, lag(j.seq) OVER w AS last FROM yizhan.journal j JOIN yizhan.head h
        ON h.station = j.station AND j.seq <= h.seq WINDOW w AS (PARTITION BY j.station ORDER BY j.seq)) l"
