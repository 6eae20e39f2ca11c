#!/bin/sh
# Syncing by itself, with the hub of trust/hub.conf: when it is due, one at a time, less often while the hub is away, behind the
# screen, and never in the way of who writes; what the screens 区县 and 今日 say of it.
. "$(dirname "$0")/etc.sh"
demo
lines() { ask "SELECT count(*) FROM yizhan.journal WHERE station = 7"; }
field() { yz --json hub status | get "\$.$1" | sed 's/null//'; }
at() { YIZHAN_NOW=$1; }
# steps STEPS...: a script that ends well.
steps() {
    { echo 'size 120 40' && printf '%s\n' "$@"; } > script
    "$YIZHAN" --script script > "$out" 2> "$err"
    tell "$name"
}
# shows NAME STEPS...
shows() {
    name=$1
    shift
    steps "$@"
}

# --- nothing set ---
runs 'without an address nothing is done by itself' 0 hub sync --auto
says 'and that is no failure' '没有再做' "$err"
equal 'nor meant to be' '' "$(field next_at)"
shows 'the screen says what to do' 'key F9' 'key Tab' 'expect 没有设区县地址' 'expect /etc/yizhan/trust/hub.conf' 'key Ctrl-N' \
    'expect 现在不能同步'
printf '[hub]\nurl = %s\n[when]\nafter = 2\n' "$(hub 7)" > /etc/yizhan/trust/hub.conf
runs 'a hub.conf that lacks a number is refused' 1 hub status
says 'and named' trust/hub.conf "$err"
printf '[hub]\nurl = %s\n' "$(hub 7)" > /etc/yizhan/trust/hub.conf
equal 'one without rhythm is for syncs by hand' '' "$(field next_at)"
sed "s|^# url = .*|url = $(hub 7)|" "$SOURCE_DIR/data/trust/hub.conf" > /etc/yizhan/trust/hub.conf

# --- when ---
yz hub init "$admin" 2> "$err"
enrol 7
equal 'the first one is due at once' 2026-11-23T19:30:00+08:00 "$(field next_at)"
runs 'a timer need not sign in' 0 --json hub sync --auto
equal 'all goes' "$(lines)" "$(get '$.pushed' < "$out")"
equal 'the next one in a quarter of an hour' 2026-11-23T19:45:00+08:00 "$(field next_at)"
runs 'now it is not due' 0 hub sync --auto
says 'and that is said' '没有再做' "$err"
was=$(lines)
at 2026-11-23T19:31
yz person edit p:12 --set employer=新单位 > "$out" 2> "$err"
equal 'two minutes after an act' 2026-11-23T19:33:00+08:00 "$(field next_at)"
at 2026-11-23T19:32
runs 'before that nothing goes' 0 hub sync --auto
equal 'it waits' "$was" "$(lines)"
at 2026-11-23T19:33
runs 'then it does' 0 hub sync --auto
equal 'one line' $((was + 1)) "$(lines)"
runs 'whoever works here syncs with this hub' 0 hub sync
equal 'nothing waits' 0 "$(field waiting)"

# --- away ---
stop_server
at 2026-11-23T20:00
yz person edit p:12 --set employer=断网时改的 > "$out" 2> "$err"
for minutes in 15 30 60 120 240 240; do
    runs "the hub is away: exit 7" 7 hub sync --now
    equal "the next try after $minutes minutes" "$(date -u -d "2026-11-23T20:00Z + $minutes minutes" +%Y-%m-%dT%H:%M:00+08:00)" "$(field next_at)"
done
equal 'away since the first' 2026-11-23T20:00:00+08:00 "$(field offline_since)"
field why > why
says 'why is kept' 连不上区县 why
at 2026-11-24T18:00
shows 'a night without it is nothing to speak of' 'wait idle' 'reject 没能同步'
at 2026-11-24T21:00
shows 'after a day 今日 says so' 'wait idle' 'expect 2026-11-23 起没能同步区县，1 行没有传' 'key F9' 'key Tab' \
    'expect 2026-11-23 20:00 起没能同步：连不上区县' 'expect 待传 1 行' 'expect 断网时改的'
start_server
runs 'it is tried as soon as it is due' 0 hub sync --auto
equal 'and comes back' '' "$(field offline_since)"
equal 'with no reason left' '' "$(field why)"
at 2026-11-25T09:00
yz person edit p:12 --set employer=上午改的 > "$out" 2> "$err"
shows 'by hand on the screen' 'wait idle' 'reject 没能同步' 'key F9' 'key Tab' 'expect 待传' 'reject 待传 0 行' 'key Ctrl-N' 'expect 同步好了：传了' \
    'expect 没有待传的日志行'

# --- a hub that lets one wait: no lock of the file is held across the network ---
yz person edit p:12 --set employer=要传的 > "$out" 2> "$err"
was=$(lines)
mkfifo hold
"$bin/psql" -X -q -d "$admin" < hold > held 2>&1 &
exec 3> hold
echo 'BEGIN; SELECT * FROM yizhan.head WHERE station = 7 FOR UPDATE;' >&3
# waits SECONDS CONDITION: until it holds.
waits() {
    tenths=$(($1 * 10))
    until eval "$2"; do
        tenths=$((tenths - 1))
        [ $tenths -gt 0 ] || return 1
        sleep 0.1
    done
}
waits 60 '[ -s held ]'
"$YIZHAN" hub sync --now > "$out" 2> "$err" &
syncing=$!
# shellcheck disable=SC2016
waits 60 '[ "$(ask "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = '"'Lock'"'")" = 1 ]'
tell 'a sync hangs at the hub'
equal 'status sees it' 1 "$(field running)"
runs 'another one waits for its turn' 4 hub sync
says 'and says so' 另一个程序正在和区县同步 "$err"
runs 'one of a timer does nothing' 0 hub sync --auto
runs 'who writes is not kept waiting' 0 person edit p:12 --set employer=同步时改的
kill -0 $syncing
tell 'since it still hangs'
echo 'COMMIT;' >&3
exec 3>&-
wait $syncing
tell 'then it goes through'
equal 'with what there was when it began, at least' true "$([ "$(lines)" -gt "$was" ] && echo true)"
runs 'and the rest with the next' 0 hub sync
equal 'nothing waits' 0 "$(field waiting)"
equal 'nobody is at it' 0 "$(field running)"

# --- a copy that went its own way ---
"$BUILD/tests/hub/tool" exec "$YIZHAN_FILE" "VACUUM INTO 'copy.db'"
yz person edit p:13 --set employer=甲处 > "$out" 2> "$err"
yz hub sync > "$out" 2> "$err"
cp station.db kept.db
mv station.db other.db
rm -f station.db-* station.db.lock
cp copy.db station.db
yz person edit p:14 --set employer=乙处 > "$out" 2> "$err"
runs 'a fork is refused' 1 hub sync
shows '今日 says so at once' 'wait idle' 'expect 区县没有收本站的日志' 'key F9' 'key Tab' 'expect 起没能同步' 'expect 同一个文件拷成了两份'
equal 'it was reached' '' "$(field offline_since)"
rm -f station.db station.db-* station.db.lock
cp kept.db station.db

# --- from the terminal ---
if command -v tmux > /dev/null; then
    unset TMUX
    yz person edit p:12 --set employer=在终端旁 > "$out" 2> "$err"
    was=$(lines)
    # shellcheck disable=SC2034 # in what is waited for
    edit=$(field seq)
    at 2026-11-25T10:00
    tmux -u -S "$HOME/tmux" -f /dev/null new-session -d -x 80 -y 24 "exec '$YIZHAN' -f '$YIZHAN_FILE'"
    # shellcheck disable=SC2016
    waits 60 '[ "$(lines)" -gt "$was" ]'
    tell 'an open terminal syncs behind the screen when it is due'
    # What the terminal itself writes, that somebody is there, may wait for the next time.
    # shellcheck disable=SC2016
    waits 60 '[ "$(field acked)" -ge "$edit" ]'
    tell 'and the file knows'
    tmux -S "$HOME/tmux" send-keys F3
    # shellcheck disable=SC2016
    waits 60 'tmux -S "$HOME/tmux" capture-pane -p > "$out" && grep -q 待接转办 "$out"'
    tell 'the screen goes on'
    # screen NAME TEXT: waits until the terminal shows it.
    screen() {
        waits 60 "tmux -S '$HOME/tmux' capture-pane -p > '$out' && grep -q '$2' '$out'"
        tell "$1"
    }
    for key in Escape F9 Tab C-n; do tmux -S "$HOME/tmux" send-keys $key && sleep 0.5; done
    screen 'a sync by key says when it is through' '同步好了：区县已收到第'
    stop_server
    tmux -S "$HOME/tmux" send-keys C-n
    screen 'or that it came to nothing' '没能同步，为什么、怎么办写在上面'
    start_server
    tmux -S "$HOME/tmux" send-keys C-n
    screen 'and that it is well again' '同步好了：区县已收到第'
    yz person edit p:12 --set employer=离开前 > /dev/null 2> "$err"
    was=$(lines)
    tmux -S "$HOME/tmux" send-keys F10
    tmux -S "$HOME/tmux" send-keys F10
    # shellcheck disable=SC2016
    waits 60 '[ "$(lines)" -gt "$was" ]'
    tell 'and when it is left, what waits goes'
    tmux -S "$HOME/tmux" kill-server 2> /dev/null
else
    echo 'ok behind a terminal # skip tmux is not there'
fi
waits 60 '[ "$(field running)" = 0 ]'
runs 'the file is whole' 0 verify

# --- who looks after many stations ---
"$tool" role "$YIZHAN_FILE" clerk
printf '[hub]\nurl = %s\n[district]\nurl = %s\n' "$(hub 7)" "$admin" > /etc/yizhan/trust/hub.conf
shows 'a clerk does not see the stations' 'key F9' 'key Tab' 'key Ctrl-O' 'expect 由站长和管理员看'
"$tool" role "$YIZHAN_FILE" supervisor
shows 'a supervisor sees them' 'key F9' 'key Tab' 'key Ctrl-O' 'expect 区县各站' 'expect 驿站7' 'expect 人均在办' 'key Ctrl-N' 'dump stations' 'key Enter' \
    'expect 办件编号' "expect $(yz --json case list --view open --limit 1 | get '$.number')" "reject $(yz --json case list --view open --limit 1 | get '$.service')" 'key Tab' 'key Tab' 'key Tab' 'expect 小类' 'key Tab' 'expect 能力' 'key Tab' 'expect 提出时间' 'key Tab' 'expect 岗位' 'dump work' 'key Esc' 'expect 最近来过' 'key Tab' 'expect 区县各站 年报' 'expect 按驿站分' 'wait idle' 'dump year' 'key Ctrl-B' 'expect 按月份分' 'key Ctrl-B' 'expect 按驿站分' 'key Ctrl-P' 'key Ctrl-U' 'type file:各站.txt' 'key Enter' 'expect 已打印年报' 'key 3' \
    'expect 区县各站 办件' 'key Enter' 'expect 这些行在站里：list case' 'key Esc' 'expect 最近来过' 'key Esc' 'expect 待传'
yz --json report year --hub - | grep '"figure":"cases",.*"part":"驿站7"' | get '$.value' > cases
grep -Eq "驿站7.* $(cat cases) " year
tell 'the year of all of them too'
says 'printed from there' '1 个驿站传到区县的' 各站.txt
says 'with how many are open' " $(yz --json case list --view open --limit 100000 | wc -l | tr -d ' ') " stations
printf '[hub]\nurl = %s\n' "$(hub 7)" > /etc/yizhan/trust/hub.conf
shows 'without an address it says what to do' 'key F9' 'key Tab' 'key Ctrl-O' 'expect [district]'
