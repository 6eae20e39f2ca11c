#!/bin/sh
# Programs of different age: a hub that is older than the station, or newer; a journal at the hub with lines of a newer program.
. "$(dirname "$0")/common.sh"
hubtool=$BUILD/tests/hub/tool
demo
"$tool" role "$YIZHAN_FILE" supervisor
yz hub init "$admin" 2> "$err"
enrol 7
url=$(hub 7)
runs 'of one age' 0 hub sync "$url"
head_of() { ask 'SELECT seq FROM yizhan.head WHERE station = 7'; }
# version NAME N: as a hub of another program says it.
version() { ask "CREATE OR REPLACE FUNCTION yizhan.$1() RETURNS integer LANGUAGE sql AS 'SELECT $2'"; }
works() {
    runs '  work goes on' 0 person edit p:12 --set employer="$1"
    equal '  the hub has nothing of it' "$was" "$(head_of)"
}

# --- versions ---
was=$(head_of)
version version 0
runs 'a hub older than the station' 7 hub sync "$url"
says 'who mends it, and how' '请区县管理员用新的程序运行 yizhan hub init' "$err"
works 旧区县
runs 'the district is told too' 7 hub register "$admin" 9 --name 驿站9
says 'in the same words' 'hub init' "$err"
runs 'hub init by this program mends it' 0 hub init "$admin"
runs 'and what waited goes' 0 --json hub sync "$url"
equal 'one line' 1 "$(get '$.pushed' < "$out")"
was=$(head_of)
version version 6
version serves 5
runs 'a hub that serves newer stations only' 7 hub sync "$url"
says 'says what to do' '请更新程序' "$err"
says 'and that nothing is lost' '办理照常' "$err"
yz --json hub status | get '$.why' > why
says 'status keeps it' '本站的程序太旧' why
works 旧驿站
ask 'ALTER FUNCTION yizhan.hello(integer, bigint, bigint) RENAME TO greet'
runs '  also one that greets otherwise' 7 hub sync "$url"
says '  in the same words' '本站的程序太旧' "$err"
ask 'ALTER FUNCTION yizhan.greet(integer, bigint, bigint) RENAME TO hello'
version serves 1
runs 'one that still serves this one' 0 --json hub sync "$url"
equal 'takes what waited' 1 "$(get '$.pushed' < "$out")"
runs 'but is not undone by an older hub init' 1 hub init "$admin"
version version 4

# --- a newer program of this station wrote, then the file was put back under this one ---
# adds KIND ID VERSION BODY: the next line of the journal, as whoever knows how to hash writes it.
adds() {
    ask "WITH l AS (SELECT h.station, h.seq + 1 AS seq, h.epoch, h.seq + 1 AS act, 1795000000000 AS at, 0 AS staff, 'edit-person' AS verb,
            '$1' AS kind, $2::bigint AS id, $3::bigint AS version, 0 AS gone, convert_to('$4', 'UTF8') AS body, h.hash AS prev
            FROM yizhan.head h WHERE h.station = 7),
        x AS (SELECT l.*, sha256(body) AS body_hash, sha256(convert_to(concat_ws(E'\n', encode(prev, 'hex'), epoch, seq, act, at, staff, verb, kind,
            id, version, gone, encode(sha256(body), 'hex'), ''), 'UTF8')) AS hash FROM l),
        i AS (INSERT INTO yizhan.journal (station, seq, epoch, act, at, staff, verb, kind, id, version, gone, body_hash, prev, hash, body)
            SELECT station, seq, epoch, act, at, staff, verb, kind, id, version, gone, body_hash, prev, hash, body FROM x)
        UPDATE yizhan.head h SET seq = x.seq, hash = x.hash FROM x WHERE h.station = 7"
}
body=$("$hubtool" sql "$YIZHAN_FILE" "SELECT body FROM journal WHERE kind = 'person' AND version = 1 AND body LIKE '%\"id_number\"%' LIMIT 1")
id=$(echo "$body" | get '$.id')
newest=$("$hubtool" sql "$YIZHAN_FILE" "SELECT max(version) FROM journal WHERE kind = 'person' AND id = $id")
changed() { echo "$body" | sed "s/\"version\":1,/\"version\":$1,/; s/}\$/,$2}/"; }
adds person "$id" $((newest + 1)) "$(changed $((newest + 1)) '"employer":"在新程序里改的"')"
runs 'a line of the same age comes back' 0 --json hub pull "$url"
equal 'with its row' 在新程序里改的 "$(yz --json --reveal --reason 测试 show "$("$tool" ref "$id" 2> /dev/null || echo "p:$((id & 68719476735))")" | get '$.employer')"
# strange NAME KIND ID BODY WORD: a line of a newer program is refused, named, and nothing is changed.
strange() {
    before=$(head_of)
    adds "$2" "$3" "$4" "$5"
    "$hubtool" dump "$YIZHAN_FILE" > before.txt
    runs "$1" 5 hub sync "$url"
    says '  it is named' "$6" "$err"
    says '  with the line' "第 $((before + 1)) 行" "$err"
    says '  and the mend' '请先更新程序再取' "$err"
    "$hubtool" dump "$YIZHAN_FILE" > after.txt
    cmp -s before.txt after.txt
    tell '  nothing is changed here'
    equal '  the hub keeps the line, byte for byte' "$5" "$(ask "SELECT convert_from(body, 'UTF8') FROM yizhan.journal WHERE station = 7 AND seq = $((before + 1))")"
    ask "DELETE FROM yizhan.journal WHERE station = 7 AND seq > $before;
        UPDATE yizhan.head h SET seq = j.seq, hash = j.hash FROM yizhan.journal j WHERE h.station = 7 AND j.station = 7 AND j.seq = $before"
}
next=$((newest + 2))
strange 'a field that this program does not know' person "$id" $next "$(changed $next '"blood_type":3')" 'blood_type'
strange 'a text that does not fit' person "$id" $next "$(changed $next "\"note\":\"$(printf '长%.0s' $(seq 2000))\"")" 'note'
strange 'a record of an unknown kind' starship 5 1 '{"id":5,"version":1,"name":"x"}' 'starship'
runs 'the rest of the journal is none the worse' 0 hub sync "$url"
runs 'the file is whole' 0 verify
