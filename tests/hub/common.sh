#!/bin/sh
# What the tests of the hub share: . "$(dirname "$0")/common.sh"
#
# Starts a real PostgreSQL in a temporary folder, as a user who is not root: on a socket for its administrator, and by TLS on the
# loopback with a CA made here. Leaves $hub (a station's URL without its user), $admin (the administrator's), $bin, $data.
. "$(dirname "$0")/../cli/common.sh"
bin=$(. "$SOURCE_DIR/.make/probe.sh" && postgresql_bin)
if [ -z "$bin" ] || ! command -v openssl > /dev/null; then
    echo 'ok the hub # skip no PostgreSQL 15 (its server) or no openssl here'
    exit 0
fi
case $("$YIZHAN" --version) in
*+libpq*) ;;
*)
    echo 'ok the hub # skip the program was built without libpq'
    exit 0
    ;;
esac

place=$(mktemp -d /tmp/yizhan-hub.XXXXXX) || exit 1
data=$place/data socket=$place
who=$(id -un)
if [ "$(id -u)" = 0 ]; then
    who=nobody
    id -u postgres > /dev/null 2>&1 && who=postgres
    chown "$who" "$place"
fi
# as_server COMMAND: as the user the server runs under.
as_server() {
    if [ "$(id -u)" != 0 ]; then (cd "$place" && sh -c "$1")
    elif command -v setpriv > /dev/null; then
        (cd "$place" && HOME=$place setpriv --reuid "$who" --regid "$(id -g "$who")" --clear-groups sh -c "$1")
    else (cd "$place" && su -s /bin/sh "$who" -c "$1"); fi
}
stop_server() {
    [ ! -f "$data/postmaster.pid" ] || as_server "$bin/pg_ctl -D $data -m immediate -w stop" > /dev/null 2>&1
}
clean_up() {
    stop_server
    rm -rf "${place:?}"
}
trap clean_up EXIT
trap 'exit 130' INT TERM HUP

# certificates CA [HOST [DAYS]]: a CA, and a server's certificate for HOST (localhost), good for DAYS (2)
certificates() {
    openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj "/CN=$1 CA" -keyout "$place/$1.key" -out "$place/$1.crt" &&
        openssl req -newkey rsa:2048 -nodes -subj "/CN=${2:-localhost}" -keyout "$place/server.key" -out "$place/server.csr" &&
        printf 'subjectAltName=DNS:%s\n' "${2:-localhost}" > "$place/san" &&
        openssl x509 -req -days "${3:-2}" -in "$place/server.csr" -CA "$place/$1.crt" -CAkey "$place/$1.key" -CAcreateserial \
            -extfile "$place/san" -out "$place/server.crt" && chmod 600 "$place/server.key" &&
        { [ "$(id -u)" != 0 ] || chown "$who" "$place/server.key" "$place/server.crt"; }
}

start_server() {
    as_server "$bin/pg_ctl -D $data -w -t 60 -l $place/log -o '-p $port' start" > "$place/started" 2>&1
}

# kill_server: all of it at once, by SIGKILL.
kill_server() {
    read -r pid < "$data/postmaster.pid"
    # shellcheck disable=SC2046
    kill -9 "$pid" $(cat /proc/[0-9]*/stat 2> /dev/null | awk -v pid="$pid" '$4 == pid { print $1 }') 2> /dev/null
}

set_up() {
    certificates hub > "$place/openssl" 2>&1 || return 1
    as_server "$bin/initdb -D $data -U hubadmin -A trust -E UTF8 --locale=C --no-sync" > "$place/initdb" 2>&1 || return 1
    cat >> "$data/postgresql.conf" << CONF
unix_socket_directories = '$socket'
listen_addresses = '${HUB_LISTEN:-127.0.0.1}'
ssl = on
ssl_cert_file = '$place/server.crt'
ssl_key_file = '$place/server.key'
password_encryption = 'scram-sha-256'
fsync = ${HUB_FSYNC:-off}
${HUB_CONF:-}
CONF
    printf '%s\n' 'local all hubadmin trust' 'local all all scram-sha-256' 'hostssl all all all scram-sha-256' \
        > "$data/pg_hba.conf"
    for attempt in 1 2 3 4 5; do # below the ports that connections take for themselves
        port=$(awk -v seed="$$$attempt" 'BEGIN { srand(seed); print 20000 + int(rand() * 12000) }')
        start_server && return 0
    done
    return 1
}
if ! set_up; then
    echo 'not ok PostgreSQL starts in a temporary folder'
    cat "$place/openssl" "$place/initdb" "$place/started" "$place/log" 2> /dev/null | tail -20 | sed 's/^/#   /'
    exit 1
fi
"$bin/createdb" -h "$socket" -p "$port" -U hubadmin district
# shellcheck disable=SC2034
admin="postgresql://hubadmin@/district?host=$socket&port=$port"
PGSSLROOTCERT=$place/hub.crt PGPASSFILE=$HOME/pgpass
export PGSSLROOTCERT PGPASSFILE
: > "$PGPASSFILE"
chmod 600 "$PGPASSFILE"
# hub NUMBER [DATABASE]: the URL by which a station comes.
hub() {
    echo "postgresql://yizhan_station_$1@localhost:$port/${2:-district}"
}
# ask SQL: of the administrator, one value a line.
ask() {
    "$bin/psql" -X -q -A -t -d "$admin" -c "$1"
}
# as_station NUMBER SQL: of a station; what goes wrong is in $err.
as_station() {
    "$bin/psql" -X -q -A -t -v ON_ERROR_STOP=1 -v VERBOSITY=verbose -d "$(hub "$1")?sslmode=verify-full" -c "$2" 2> "$err"
}
# enrol NUMBER: registers a station, and puts its password where libpq looks for it.
enrol() {
    echo "geheim-$1" | "$YIZHAN" hub register "$admin" "$1" --name "驿站$1" --password-fd 0 > "$out" 2> "$err"
    code=$?
    echo "localhost:$port:*:yizhan_station_$1:geheim-$1" >> "$PGPASSFILE"
    return $code
}
# district NUMBER...: a hub, and a new station of each number in NUMBER.db.
district() {
    sed -n '/^```json/,/^```/p' "$SOURCE_DIR/docs/community.md" | sed '1d;$d' > community.json
    yz hub init "$admin" 2> "$err"
    for n in "$@"; do
        yz -f "$n.db" init --community community.json --station "驿站$n" --number "$n" --admin 王主任 > "$out" 2> "$err"
        enrol "$n"
    done
}
# same_journal NAME [NUMBER FILE]: the journal as the file and as the hub have it (files `here` and `there`), byte for byte.
hubtool=$BUILD/tests/hub/tool
same_journal() {
    "$hubtool" sql "${3:-$YIZHAN_FILE}" "SELECT ${2:-7},seq,epoch,act,at,staff,verb,kind,id,version,gone,body_hash,prev,hash,CAST(body AS BLOB)
        FROM journal ORDER BY seq" > here
    ask "COPY (SELECT station,seq,epoch,act,at,staff,verb,kind,id,version,gone,encode(body_hash,'hex'),encode(prev,'hex'),encode(hash,'hex'),
        encode(body,'hex') FROM yizhan.journal WHERE station = ${2:-7} ORDER BY seq) TO STDOUT (DELIMITER '|', NULL '')" > there
    [ -s here ] && diff here there > "$out"
    tell "$1"
}
# us: microseconds of the clock.
us() { date +%s%N | sed 's/...$//'; }
# Milliseconds of a processor that the server with all its processes has used, those that ended included; they have a moment to end.
server_ms() {
    sleep 0.3
    read -r pid < "$data/postmaster.pid"
    cat /proc/[0-9]*/stat 2> /dev/null | awk -v pid="$pid" -v tick="$(getconf CLK_TCK)" \
        '$1 == pid { n += $14 + $15 + $16 + $17 } $4 == pid { n += $14 + $15 } END { printf "%.0f\n", n * 1000 / tick }'
}
# … and what was started from here, the program above all; after `times > spent`, which a subshell cannot ask.
clients_ms() {
    tail -n 1 spent | awk '{ for (i = 1; i <= 2; i++) { split($i, t, /[ms]/); n += t[1] * 60 + t[2] } printf "%.0f\n", n * 1000 }'
}
