#!/bin/sh
# Three stations work and sync while the hub is killed and started again, and syncs are killed half way: afterwards all stations
# and the hub are the same, byte for byte, and no file is harmed. Where the system lets us, all of it in a network of its own
# that loses one packet in twenty.
lossy='ip link set lo up && tc qdisc add dev lo root netem loss 5% delay 2ms'
if [ -z "${HUB_LOSS:-}" ]; then
    if unshare -n sh -c "$lossy" 2> /dev/null; then
        HUB_LOSS=1
        export HUB_LOSS
        exec unshare -n sh -c "$lossy && exec \"\$0\"" "$0"
    fi
    echo 'ok a network that loses packets # skip no right to make one here, or no netem in the kernel'
fi
. "$(dirname "$0")/common.sh"
hubtool=$BUILD/tests/hub/tool
sed -n '/^```json/,/^```/p' "$SOURCE_DIR/docs/community.md" | sed '1d;$d' > community.json
yz hub init "$admin" 2> "$err"
stations='1 2 3'
for n in $stations; do
    yz -f $n.db init --community community.json --station "驿站$n" --number $n --admin 王主任 > "$out" 2> "$err"
    enrol $n
done
rounds=${YZ_FULL:+60}
rounds=${rounds:-12}

# work NUMBER: rounds of some acts and a sync; every third one is killed soon after its beginning.
work() {
    for round in $(seq "$rounds"); do
        for i in 1 2 3; do yz -f "$1.db" person add --set "name=居民$1-$round-$i" > "said.$1" 2>&1; done
        yz -f "$1.db" hub sync "$(hub "$1")" > "said.$1" 2>&1 &
        job=$!
        if [ $((round % 3)) = 0 ]; then
            sleep "0.0$((round % 7 + 1))"
            kill -9 $job 2> /dev/null
        fi
        wait $job
        echo $? >> "codes.$1"
    done
}
for n in $stations; do
    work "$n" 2> /dev/null &
    eval "worker$n=$!"
done
for kill in 1 2 3; do
    sleep 0.7
    stop_server
    sleep 0.3
    start_server || echo "not ok the hub comes back after kill $kill"
done
# shellcheck disable=SC2154
wait "$worker1" "$worker2" "$worker3"
equal 'a sync ends well, without the hub, or killed, and in no other way' '' "$(cat codes.* | sort -u | grep -vxE '0|7|137')"
grep -qx 7 codes.*
tell 'some did not reach the hub'
grep -qx 137 codes.*
tell 'some were killed'
for n in $stations; do
    runs "station $n syncs at last" 0 -f "$n.db" hub sync "$(hub "$n")"
    "$bin/psql" -X -q -A -t -F '|' -d "$admin" -c "SELECT seq,epoch,act,at,staff,verb,kind,id,version,gone,encode(body_hash,'hex'),
        encode(prev,'hex'),encode(hash,'hex'),encode(body,'hex') FROM yizhan.journal WHERE station = $n ORDER BY seq" > there
    "$hubtool" sql "$n.db" 'SELECT seq,epoch,act,at,staff,verb,kind,id,version,gone,body_hash,prev,hash,CAST(body AS BLOB) FROM journal ORDER BY seq' > here
    diff here there > "$out"
    tell '  hub and file are the same, byte for byte'
    equal '  with all that was done' $((rounds * 3)) "$(grep -c '|add-person|' there)"
    equal '  up to the head' "$(tail -n 1 there | cut -d'|' -f1)" "$(ask "SELECT seq FROM yizhan.head WHERE station = $n")"
    runs '  the file is whole' 0 -f "$n.db" verify
done
