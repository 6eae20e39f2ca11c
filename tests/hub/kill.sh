#!/bin/sh
# Five stations work and sync while the hub is killed and started again, syncs are killed half way, lines come twice and one
# line goes dead: afterwards all stations and the hub are the same, byte for byte, and no file is harmed. Where the system lets
# us, each station stands in a network of its own, behind a line that is narrow and loses three packets in a hundred either way.
if [ -z "${HUB_NET:-}" ]; then
    HUB_NET=none
    unshare -nm sh -c 'ip link set lo up && mkdir -p /run/netns && mount -t tmpfs none /run/netns && ip netns add try &&
        ip link add name try type veth peer name eth0 netns try' 2> /dev/null && HUB_NET=own
    export HUB_NET
    [ $HUB_NET = none ] || exec unshare -nm sh -c 'ip link set lo up; mount -t tmpfs none /run/netns; exec "$0"' "$0"
    echo 'ok each station in a network of its own # skip no right to make networks here, or no iproute2: all is on the loopback'
fi
HUB_LISTEN='*'
. "$(dirname "$0")/common.sh"

# --- the lines ---
# worsen ADD-TO-IP DEVICE: netem where the kernel has it; else a narrow queue and a filter that drops what a random number says.
worsen() {
    $1 tc qdisc add dev "$2" root netem loss 3% delay 3ms rate 40mbit 2> /dev/null && return
    $1 tc qdisc add dev "$2" root tbf rate 40mbit burst 16kb limit 64kb 2> /dev/null
    $1 tc qdisc add dev "$2" clsact 2> /dev/null &&
        $1 tc filter add dev "$2" egress bpf da bytecode '5,32 0 0 4294963256,148 0 0 100,53 1 0 3,6 0 0 2,6 0 0 0' 2> /dev/null
}
# line NUMBER: a network for the station, and its end here.
line() {
    [ "$HUB_NET" = own ] || return 0
    ip netns add "s$1" && ip link add name "h$1" type veth peer name eth0 netns "s$1" && ip address add "10.77.$1.1/24" dev "h$1" &&
        ip link set "h$1" up && ip -n "s$1" address add "10.77.$1.2/24" dev eth0 && ip -n "s$1" link set eth0 up &&
        ip -n "s$1" link set lo up && worsen '' "h$1" && worsen "ip netns exec s$1" eth0
}
# there NUMBER ARGS...: yizhan in the network of that station, in place of the shell that runs it.
there() {
    n=$1
    shift
    if [ "$HUB_NET" = own ]; then exec ip netns exec "s$n" "$YIZHAN" "$@"; else exec "$YIZHAN" "$@"; fi
}
# far NUMBER [DATABASE]: the hub as seen from there.
far() {
    if [ "$HUB_NET" = own ]; then echo "$(hub "$1" "${2:-district}")?hostaddr=10.77.${3:-$1}.1"; else hub "$1" "${2:-district}"; fi
}
# until SQL: asks until the answer is t; no longer than a minute or two.
until_true() {
    for _ in $(seq 1200); do
        [ "$(ask "$1" 2> /dev/null)" = t ] && return 0
        sleep 0.05
    done
    return 1
}
head_of() { ask "SELECT seq FROM yizhan.head WHERE station = $1"; }
restart() {
    for _ in $(seq 40); do
        start_server && return 0
        sleep 0.25
    done
    return 1
}
# sync NUMBER FILE: in the background, as $job.
sync() {
    (there "$1" -f "$2" hub sync "$(far "$1")") > "said.$1" 2>&1 &
    job=$!
}

sed -n '/^```json/,/^```/p' "$SOURCE_DIR/docs/community.md" | sed '1d;$d' > community.json
yz hub init "$admin" 2> "$err"
stations='1 2 3 4'
good=1
for n in $stations; do
    yz -f "$n.db" init --community community.json --station "驿站$n" --number "$n" --admin 王主任 > "$out" 2> "$err"
    enrol "$n" && line "$n" || good=
done
yz -f 7.db demo --people 9000 --households 1300 --seed 7 --date 2026-11-23 --practice 2> "$err"
"$tool" role 7.db supervisor
enrol 7 && line 7 && line 8 && [ $good ]
tell 'stations and their lines are set up'
all=$("$hubtool" sql 7.db 'SELECT max(seq) FROM journal')

# --- a line that goes dead, and one that is dead; told at the end ---
"$bin/createdb" -h "$socket" -p "$port" -U hubadmin other
yz hub init "$(echo "$admin" | sed s/district/other/)" 2> "$err"
echo | yz hub register "$(echo "$admin" | sed s/district/other/)" 7 --name 驿站7 --password-fd 0 > "$out" 2> "$err"
cp 7.db dead.db
cp 7.db cut.db
if [ "$HUB_NET" = own ]; then
    ip netns add s9
    ip -n s9 link add name nowhere type dummy 2> /dev/null || ip -n s9 link add name nowhere type veth peer name nobody
    ip -n s9 address add 10.77.9.2/24 dev nowhere
    ip -n s9 link set nowhere up
    (there 9 -f dead.db hub push "$(far 7 district 9)") > said.dead 2>&1 &
    dead=$!
    (there 8 -f cut.db hub push "$(far 7 other 8)&connect_timeout=3&tcp_user_timeout=8000") > said.cut 2>&1 &
    cut=$!
    until_true "SELECT coalesce(sum(tuples_processed), 0) > 500 FROM pg_stat_progress_copy"
    tell 'lines are under way'
    ip link set h8 down
fi

# --- four stations at work ---
rounds=${YZ_FULL:+60}
rounds=${rounds:-9}
# work NUMBER: rounds of some acts and a sync; every third one is killed soon after its beginning.
work() {
    for round in $(seq "$rounds"); do
        for i in 1 2 3; do yz -f "$1.db" person add --set "name=居民$1-$round-$i" > "said.$1" 2>&1; done
        until [ "$round" -lt 5 ] || [ -e down ]; do sleep 0.05; done # of each some rounds come while the hub is away, or after
        sync "$1" "$1.db"
        if [ $((round % 3)) = 0 ]; then
            [ "$round" = 3 ] || sleep "0.0$((round % 4))" # at once, which no sync is through, and 20, 10 ms later
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

# --- a fifth with a long journal; what is killed is killed in the middle ---
under_way="SELECT coalesce(sum(tuples_processed), 0) > 500 FROM pg_stat_progress_copy WHERE datname = 'district'"
part_taken="SELECT seq > 0 AND seq < $all FROM yizhan.head WHERE station = 7"
# in_the_middle CODE SQL COMMAND: syncs station 7, and runs the command once the answer is t; the sync then ends with CODE, and not all is
# taken. One that was through before that is begun anew, from nothing.
in_the_middle() {
    for _ in 1 2 3 4 5 6 7 8; do
        sync 7 7.db
        while kill -0 $job 2> /dev/null && [ "$(ask "$2" 2> /dev/null)" != t ]; do :; done
        eval "$3"
        wait $job 2> /dev/null
        ended=$?
        [ "$3" = kill_server ] && { came_down; restart; }
        until_true "SELECT count(*) = 0 FROM pg_stat_activity WHERE usename = 'yizhan_station_7' AND state <> 'idle'"
        [ $ended = "$1" ] && [ "$(head_of 7)" -lt "$all" ] && return 0
        ask "DELETE FROM yizhan.journal WHERE station = 7;
            UPDATE yizhan.head SET epoch = 0, seq = 0, hash = decode(repeat('00', 32), 'hex') WHERE station = 7"
    done
    return 1
}
# While the hub is down the stations at work meet it so, before it starts again.
came_down() {
    : > down
    until grep -qsx 7 codes.*; do sleep 0.05; done
}
in_the_middle 7 "$under_way" kill_server
tell 'the hub is killed in an upload: exit 7, and it starts again'
equal 'nothing of it counts' 0 "$(head_of 7)"
in_the_middle 137 "$under_way" 'kill -9 $job'
tell 'the station is killed in its upload'
equal 'nothing of it counts' 0 "$(head_of 7)"
ask 'REVOKE INSERT ON yizhan.journal_7 FROM yizhan_station_7'
in_the_middle 7 "$part_taken" kill_server
tell 'the hub is killed when a part is taken: exit 7, and it starts again'
equal 'what was taken is there' t "$(ask "$part_taken")"
in_the_middle 137 "SELECT seq > $(head_of 7) AND seq < $all FROM yizhan.head WHERE station = 7" 'kill -9 $job'
tell 'the station is killed when more is taken'
equal 'the rest waits' t "$(ask "$part_taken")"
sync 7 7.db
one=$job
sync 7 7.db
wait $one
code=$?
wait $job
case "$code $?" in '0 0' | '0 4' | '4 0') ;; *) false ;; esac # 4: the other one was at it
tell 'two syncs at once do not get in the way of each other'

# --- afterwards ---
# shellcheck disable=SC2154
wait "$worker1" "$worker2" "$worker3" "$worker4"
equal 'a sync ends well, without the hub, or killed, and in no other way' '' "$(cat codes.* | sort -u | grep -vxE '0|7|137')"
grep -qx 7 codes.*
tell 'some did not reach the hub'
grep -qx 137 codes.*
tell 'some were killed'
# again NUMBER: what the hub has comes to it once more, in three batches, the last one first.
again() {
    as_station "$1" "SELECT yizhan.push($1, epoch, min(seq), (array_agg(prev ORDER BY seq))[1], array_agg(act ORDER BY seq), array_agg(at ORDER BY seq),
        array_agg(staff ORDER BY seq), array_agg(verb ORDER BY seq), array_agg(kind ORDER BY seq), array_agg(id ORDER BY seq), array_agg(version ORDER BY seq),
        array_agg(gone ORDER BY seq), array_agg(body_hash ORDER BY seq), array_agg(hash ORDER BY seq), array_agg(body ORDER BY seq))
        FROM (SELECT *, ntile(3) OVER (ORDER BY seq) AS third FROM yizhan.journal WHERE station = $1) k GROUP BY epoch, third ORDER BY third DESC" | sort -u
}
for n in $stations 7; do
    (there "$n" -f "$n.db" hub sync "$(far "$n")") > "$out" 2> "$err"
    tell "station $n syncs at last"
    equal '  lines that come again change nothing' "$(head_of "$n")" "$(again "$n")"
    same_journal '  hub and file are the same, byte for byte' "$n" "$n.db"
    [ "$n" = 7 ] || equal '  with all that was done' $((rounds * 3)) "$(grep -c '|add-person|' there)"
    equal '  up to the head' "$(tail -n 1 there | cut -d'|' -f2)" "$(head_of "$n")"
    runs '  the file is whole' 0 -f "$n.db" verify
done
if [ "$HUB_NET" = own ]; then
    lost=$(for n in $stations 7; do ip netns exec "s$n" cat /proc/net/snmp; done | awk '$1 == "Tcp:" && $13 ~ /^[0-9]/ { n += $13 } END { print n + 0 }')
    [ "$lost" -gt 0 ]
    tell "packets were lost: $lost segments went again from the stations"
    wait $dead
    equal 'a hub that never answers: exit 7' 7 $?
    says '  said' '连不上' said.dead
    wait $cut
    equal 'a line that goes dead in an upload: exit 7' 7 $?
    says '  said' '办理照常' said.cut
    equal '  nothing counts' 0 "$("$bin/psql" -X -q -A -t -d "$(echo "$admin" | sed s/district/other/)" -c 'SELECT seq FROM yizhan.head')"
    ip link set h8 up
    up=false
    for _ in 1 2 3 4 5 6 7 8 9 10; do # a line that is up again finds its neighbour first
        if (there 8 -f cut.db hub push "$(far 7 other 8)") > "$out" 2> "$err"; then up=true && break; fi
        sleep 0.5
    done
    $up
    tell '  and all goes when it is there again'
fi
