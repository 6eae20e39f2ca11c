#!/bin/sh
# A resident of another station, found and served from the screen: by the whole number and with a reason, under their own id; a hub that
# is not there, or does not answer, is waited for no longer than hub.conf says, and what was typed stays.
. "$(dirname "$0")/etc.sh"
district 7 8
for n in 7 8; do yz -f $n.db hub sync "$(hub $n)" > "$out" 2> "$err"; done
number=530111195003120026
person=$(yz -f 7.db --json person add --set name=张秀兰 --set id_number=$number --set phone=13812345678 | get '$.id')
runs 'a resident of station 7' 0 -f 7.db hub sync "$(hub 7)"
# conf SECONDS URL: the hub of this machine.
conf() { printf '[hub]\nurl = %s\n[ask]\nseconds = %s\n' "$2" "$1" > /etc/yizhan/trust/hub.conf; }
# shows NAME STEPS...: at station 8.
shows() {
    name=$1
    shift
    printf '%s\n' "$@" > script
    "$YIZHAN" -f 8.db --script script > "$out" 2> "$err"
    tell "$name"
}
sought() { "$BUILD/tests/hub/tool" sql 8.db "SELECT count(*) FROM journal WHERE kind = 'seek'"; }

shows 'without a hub nothing is said of one' 'key F2' "type $number" 'expect 还不在册的人' 'reject 问区县'
conf 60 "postgresql://yizhan_station_8@localhost:1/district"
shows 'a hub that is not there' 'key F2' "type $number" 'expect Ctrl-N 问区县' 'key Ctrl-N' 'key Enter' 'key Right' 'key Ctrl-S' \
    'expect 连不上区县' "expect $number"
equal 'nobody was asked' 0 "$(sought)"

# One that is reached and does not answer, however long.
"$bin/psql" -X -q -d "$admin" -c 'BEGIN; LOCK TABLE yizhan.head; SELECT pg_sleep(3600)' > "$place/held" 2>&1 &
held() { ask "SELECT pid FROM pg_locks WHERE relation = 'yizhan.head'::regclass AND mode = 'AccessExclusiveLock' AND granted"; }
while [ -z "$(held)" ]; do sleep 0.1; done
conf 2 "$(hub 8)"
shows 'a hub that does not answer' 'key F2' "type $number" 'key Ctrl-N' 'expect 接着上次没办完的填' 'key Enter' 'key Ctrl-S' \
    'expect 2 秒没有答复' "expect $number"
runs 'nor by the command' 7 -f 8.db --reason 代办 hub find $number
equal 'nothing is noted' 0 "$(sought)"
runs 'work goes on' 0 -f 8.db person list
ask "SELECT pg_terminate_backend($(held))" > "$out"
wait

# Nor by a resolver that does not: the name of the host is never found out. (What is loaded before it AddressSanitizer does not like.)
ASAN_OPTIONS=${ASAN_OPTIONS:+$ASAN_OPTIONS:}verify_asan_link_order=0
export ASAN_OPTIONS
conf 2 'postgresql://yizhan_station_8@hub.example.gov.cn/district'
YZ_HANGS=hub.example.gov.cn YZ_NOBODY=nowhere.invalid LD_PRELOAD=$BUILD/tests/fault/preload_names.so
export YZ_HANGS YZ_NOBODY LD_PRELOAD
shows 'a resolver that hangs' 'key F2' "type $number" 'key Ctrl-N' 'expect 接着上次没办完的填' 'key Enter' 'key Ctrl-S' \
    'expect hub.example.gov.cn' 'expect 2 秒没有查到' "expect $number"
runs 'nor by the command' 7 -f 8.db --reason 代办 hub find $number
conf 2 'postgresql://yizhan_station_8@nowhere.invalid/district'
runs 'a name that nobody knows' 7 -f 8.db --reason 代办 hub find $number
says '  is named' '查不到 nowhere.invalid 的地址' "$err"
unset LD_PRELOAD

conf 0 "$(hub 8)"
runs 'no time at all is no limit that can be meant' 1 -f 8.db hub status
says '  and where it is written' trust/hub.conf "$err"
conf 60 "$(hub 8)"
shows 'nor by a part of a number' 'key F2' "type $number" 'key Ctrl-N' 'key Backspace' 'key Enter' 'key Right' 'key Ctrl-S' 'expect 写完整的 18 位身份证号' 'key Esc'
equal 'nobody was asked' 0 "$(sought)"
shows 'found, masked, and served by Enter' 'key F2' "type $number" 'key Ctrl-N' 'key Enter' 'key Right' 'key Ctrl-S' 'expect 张**' 'expect 1950' 'expect 驿站7' \
    'reject 秀兰' 'key Enter' 'expect 张*兰' 'expect 138****5678'
equal 'one question, in the journal' 1 "$(sought)"
equal 'under their own id, once' "$person" "$(yz -f 8.db --json person list | get '$.id')"
shows 'then they are found here' 'key F2' "type $number" 'expect 张*兰' 'reject 还不在册'
runs 'their own station hears of it' 0 -f 7.db hub sync "$(hub 7)"
equal 'by whom and why' 1 "$(yz -f 7.db --json log --ref "$person" | grep -c seen-elsewhere)"
shows 'somebody whom nobody knows' 'key F2' 'type 530111195003120099' 'key Ctrl-N' 'key Enter' 'key Right' 'key Ctrl-S' 'expect 没有这个号码的居民'
was=$(sought)
shows 'without a reason nobody is asked' 'key F2' 'type 530111195003120099' 'key Ctrl-N' 'key Ctrl-S' 'expect 原因' 'reject 没有这个号码'
equal '  nor is it noted' "$was" "$(sought)"

# The host may stand in a service file.
printf '[district]\nhost=localhost\nport=%s\ndbname=district\nuser=yizhan_station_8\n' "$port" > services
PGSERVICEFILE=$PWD/services
LD_PRELOAD=$BUILD/tests/fault/preload_names.so
export PGSERVICEFILE LD_PRELOAD
conf 2 'postgresql:///?service=district'
runs 'a host of the service file' 0 -f 8.db --reason 代办 hub find 530111195003120077
printf '[district]\nhost=nowhere.invalid\nport=%s\ndbname=district\nuser=yizhan_station_8\n' "$port" > services
runs '  is looked up too' 7 -f 8.db --reason 代办 hub find $number
says '  and named' '查不到 nowhere.invalid 的地址' "$err"
unset LD_PRELOAD
for n in 7 8; do runs "file $n is whole" 0 -f $n.db verify; done
