#!/bin/sh
# The program under tmux, as people run it: two terminals on one file, a kill in the middle of a form, and the newborn's
# insurance by keyboard at 80×24 with its keys counted.
set -u
if ! command -v tmux > /dev/null; then
    for name in two-terminals-on-one-file draft-after-a-kill newborn-by-keyboard; do
        echo "ok $name # skip tmux is not there"
    done
    exit 0
fi
work=$(mktemp -d "${TMPDIR:-/tmp}/yizhan-tmux.XXXXXX") || exit 1
YIZHAN=${YIZHAN:-build/yizhan}
file=$work/station.db
failed=0 counted=0 patience=20
soon=10 # tenths of a second
[ -z "${YZ_VALGRIND:-}" ] || soon=100
unset TMUX
export LC_ALL=C.UTF-8 YIZHAN_NOW=2026-11-23T19:30:00 TZ=Asia/Shanghai

tm() { tmux -u -S "$work/tmux" -f "$work/tmux.conf" "$@"; }
trap 'tm kill-server 2> /dev/null; rm -rf "$work"' EXIT
trap 'exit 130' INT TERM HUP
printf 'set -g status off\nset -g escape-time 0\nset -g default-terminal screen\nset -g remain-on-exit off\n' > "$work/tmux.conf"

screen() { tm capture-pane -p -t "$1" 2> /dev/null; }
shows() { screen "$1" | grep -qF -- "$2"; }

# waits TERMINAL TEXT TENTHS
waits() {
    tenths=$3
    until shows "$1" "$2"; do
        tenths=$((tenths - 1))
        [ "$tenths" -gt 0 ] || return 1
        sleep 0.1
    done
}
expect() {
    waits "$1" "$2" $((patience * 10)) && return
    echo "# terminal $1 does not show: $2"
    screen "$1" | sed 's/^/# /'
    return 1
}

start() {
    tm new-session -d -x 80 -y 24 -s "$1" "exec '$YIZHAN' -f '$file'" && expect "$1" 今日
}
leave() {
    key "$1" F10
    key "$1" F10
    tenths=$((patience * 10))
    while tm has-session -t "$1" 2> /dev/null && [ "$tenths" -gt 0 ]; do
        tenths=$((tenths - 1))
        sleep 0.1
    done
    ! tm has-session -t "$1" 2> /dev/null
}

# Keys that say nothing of the matter are counted; texts and ticks are the data itself.
key() {
    tm send-keys -t "$1" "$2"
    counted=$((counted + 1))
}
data() { tm send-keys -t "$1" -l -- "$2"; }
tick() { tm send-keys -t "$1" Space; }

fresh() {
    rm -f "$file" "$file"[.-]*
    "$YIZHAN" -f "$file" demo --households 1000 --people 7000 --seed 1 --date 2026-11-23 --practice 2> /dev/null
}

result() {
    if [ "$2" = 0 ]; then
        echo "ok $1"
    else
        echo "not ok $1"
        failed=1
    fi
    tm kill-server 2> /dev/null
    return 0
}

# From 今日 to the receipt. The guardian is the household's first, by name.
register_newborn() {
    counted=0
    key "$1" 1
    data "$1" 双桥苑3-2-501
    expect "$1" '> 双桥苑3-2-501' || return 1
    key "$1" Enter
    expect "$1" 新生儿姓名 || return 1
    data "$1" 毕
    key "$1" Tab
    data "$1" 王小宝
    key "$1" Tab
    data "$1" 女
    key "$1" Tab
    data "$1" '2026-11-18 03:20'
    key "$1" Tab
    data "$1" "$2"
    key "$1" Tab
    tick "$1" # consent
    key "$1" Tab
    tick "$1" && tick "$1" && tick "$1" # papers
    key "$1" C-s
    expect "$1" 已保存
}

newborn_by_keyboard() {
    fresh && start one && register_newborn one U530123456 || return 1
    echo "# $counted keys beyond the data"
    [ "$counted" -le 12 ] || return 1
    expect one 王小宝 && expect one 800.00 && leave one
}

# The other terminal's home counts what is mine and what waits: one more, without a key.
two_terminals() {
    fresh && start one && start two || return 1
    expect two '我的 1' || return 1
    register_newborn one U530123457 || return 1
    waits two '我的 2' $soon || {
        echo '# the other terminal does not show the new case'
        screen two | sed 's/^/# /'
        return 1
    }
    # And back: the second takes its turn while the first shows its receipt.
    key two F2
    data two 王小宝
    expect two 王小宝 && leave two && leave one
}

draft_after_a_kill() {
    fresh && start one || return 1
    key one 1
    data one 双桥苑3-2-501
    expect one '> 双桥苑3-2-501' || return 1
    key one Enter
    expect one 新生儿姓名 || return 1
    key one Tab
    data one 草稿宝
    key one Tab
    data one 女
    key one Tab
    data one 2026-11-1
    expect one 2026-11-1 || return 1
    kill -9 "$(tm display-message -p -t one '#{pane_pid}')"
    tenths=$((patience * 10))
    while tm has-session -t one 2> /dev/null && [ "$tenths" -gt 0 ]; do
        tenths=$((tenths - 1))
        sleep 0.1
    done
    start one || return 1
    key one 1
    data one 双桥苑3-2-501
    expect one '> 双桥苑3-2-501' || return 1
    key one Enter
    expect one 草稿 || return 1
    ! shows one 草稿宝 || return 1
    key one Enter
    expect one 草稿宝 && expect one 女 && leave one
}

newborn_by_keyboard
result newborn-by-keyboard $?
two_terminals
result two-terminals-on-one-file $?
draft_after_a_kill
result draft-after-a-kill $?
exit $failed
