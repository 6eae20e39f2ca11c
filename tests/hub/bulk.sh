#!/bin/sh
# A long journal goes by COPY into the station's own partition; what is uploaded counts only once it is taken. What is lawfully
# erased is blanked at the hub too.
. "$(dirname "$0")/common.sh"
yz demo --people 9000 --households 1300 --seed 7 --date 2026-11-23 --practice 2> "$err"
"$tool" role "$YIZHAN_FILE" supervisor
yz hub init "$admin" 2> "$err"
enrol 7
all=$(yz --json hub status | get '$.waiting')
[ "$all" -gt 20000 ]
tell 'many lines wait'
again() {
    ask "DELETE FROM yizhan.journal WHERE station = 7;
        UPDATE yizhan.head SET epoch = 0, seq = 0, hash = decode(repeat('00', 32), 'hex') WHERE station = 7"
}

yz hub push "$(hub 7)" > "$out" 2> "$err"
tell 'they go'
same_journal 'byte for byte'
ask "CREATE TABLE kept AS SELECT * FROM yizhan.journal WHERE station = 7; GRANT SELECT ON kept TO PUBLIC"
again
as_station 7 "INSERT INTO yizhan.journal_7 SELECT * FROM kept WHERE seq BETWEEN 100 AND 200"
tell 'a station writes into its own partition'
as_station 7 "INSERT INTO yizhan.journal_7 SELECT station,seq,epoch,act,at + 1,staff,verb,kind,id,version,gone,body_hash,prev,hash,body FROM kept WHERE seq = 1"
grep -q 'line_is_hashed' "$err"
tell 'but no line that is not its own proof'
as_station 7 "SELECT yizhan.take(7)"
grep -q YZ001 "$err"
tell 'lines with a gap before them are not taken'
equal 'the head stays' 0 "$(ask 'SELECT seq FROM yizhan.head WHERE station = 7')"
runs 'the next upload sweeps them away' 0 --json hub push "$(hub 7)"
equal 'and sends all' "$all" "$(get '$.pushed' < "$out")"
same_journal 'which is the journal again'
again
as_station 7 "INSERT INTO yizhan.journal_7 SELECT * FROM kept WHERE seq BETWEEN 1 AND 50"
as_station 7 "SELECT yizhan.take(7)" > "$out"
equal 'what follows on the head is taken' 50 "$(cat "$out")"
as_station 7 "INSERT INTO yizhan.journal_7 SELECT station,seq,epoch,act,at,staff,verb,kind,id,version,gone,body_hash,prev,hash,NULL FROM kept WHERE seq = 51"
as_station 7 "SELECT yizhan.take(7)" > "$out"
equal 'an erased line too' 51 "$(cat "$out")"
again
ask 'REVOKE INSERT ON yizhan.journal_7 FROM yizhan_station_7'
runs 'where COPY is not allowed' 0 --json hub push "$(hub 7)"
equal 'they go by the function' "$all" "$(get '$.pushed' < "$out")"
same_journal 'the same'
ask 'GRANT INSERT ON yizhan.journal_7 TO yizhan_station_7'

# --- a file that was copied sends at the same moment ---
"$BUILD/tests/hub/tool" exec "$YIZHAN_FILE" 'VACUUM INTO '"'"'twin.db'"'"
codes=''
for _ in 1 2 3; do
    again
    yz -f twin.db hub push "$(hub 7)" > twin.out 2> twin.err &
    twin=$!
    yz hub push "$(hub 7)" > "$out" 2> "$err"
    codes="$codes $?"
    wait $twin
    codes="$codes $?"
    cat "$err" twin.err | sed 's/^/#   /'
done
equal 'two uploads of one station cross, and both get through' ' 0 0 0 0 0 0' "$codes"
same_journal 'with each line once'

# --- an act longer than a page ---
"$BUILD/tests/hub/tool" exec "$YIZHAN_FILE" 'VACUUM INTO '"'"'cut.db'"'"
"$BUILD/tests/hub/tool" exec cut.db 'DELETE FROM journal WHERE seq > 100'
runs 'a file that lost nearly all' 0 --json -f cut.db hub pull "$(hub 7)"
equal 'has it again' $((all - 100)) "$(get '$.rolled' < "$out")"
runs 'whole' 0 -f cut.db verify
runs 'with what is derived' 0 -f cut.db doctor

# --- lawful erasure ---
blank() { ask 'SELECT count(*) FROM yizhan.journal WHERE station = 7 AND body IS NULL'; }
as_station 7 "SELECT yizhan.erase(7, 30, ARRAY[20::bigint])"
grep -q YZ007 "$err"
tell 'nothing is blanked without a lawful act'
equal 'nothing' 0 "$(blank)"
person=$(yz --json person list --limit 400 | get '$.id' | tail -n 1)
yz person edit "$person" --set employer=要删的单位 > "$out" 2> "$err"
yz hub push "$(hub 7)" > "$out" 2> "$err"
runs 'a person is erased' 0 person erase "$person" --who 本人 --why 搬走了
runs 'and the hub told' 0 --json hub push "$(hub 7)"
gone=$("$BUILD/tests/hub/tool" sql "$YIZHAN_FILE" 'SELECT count(*) FROM journal WHERE body IS NULL')
equal 'lines are blanked there' "$gone" "$(get '$.erased' < "$out")"
[ "$gone" -gt 1 ]
tell 'some'
same_journal 'the same ones'
equal 'their text is gone' 0 "$(ask "SELECT count(*) FROM yizhan.journal WHERE strpos(encode(body, 'escape'), '要删的单位') > 0 OR position(convert_to('要删的单位', 'UTF8') IN body) > 0")"
runs 'told once' 0 --json hub push "$(hub 7)"
equal 'nothing more' 0 "$(get '$.erased' < "$out")"
