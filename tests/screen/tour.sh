#!/bin/sh
# 导览: the whole walk with the keys that its steps name, on the real screens; left by Esc at any step; nowhere where people are real.
. "$(dirname "$0")/common.sh"
fresh
{ printf '%s\n' 'size 120 40' 'key Enter' 'key 1' "dump $HOME/dump"; } > "$HOME/steps"
yz --script "$HOME/steps" tour > "$out" 2> "$err"
door=$(sed -n 's/.*打 \([^，]*\)，看见了按.*/\1/p' "$HOME/dump")
[ -n "$door" ]
tell 'it names a door of the file'
{ printf '%s\n' 'size 120 40' 'key Enter' 'key 1' "type $door" 'key Enter' "dump $HOME/fourth"; } > "$HOME/steps"
yz --script "$HOME/steps" tour > "$out" 2> "$err"
initials=$(sed -n 's/.*首字母 \([a-z]*\).*/\1/p' "$HOME/fourth")
[ -n "$initials" ]
tell 'and a mother behind it by her initials'
walk() {
    cat << LINES
expect 导览 1/12
key Enter
expect 导览 2/12
expect 按它的数
key 1
expect 导览 3/12
expect 哪一户
type $door
key Enter
expect 导览 4/12
type $initials
key Enter
key Enter
type 女
key Enter
expect 导览 5/12
type -5
key Enter
type U530123456
key Enter
expect 导览 6/12
key Space
key Enter
key Space
key Ctrl-S
expect 受理回执
expect 导览 7/12
key F4
expect 导览 8/12
key Enter
expect 导览 9/12
key 1
expect 导览 10/12
key F3
expect 导览 11/12
key F2
expect 导览 12/12
expect 按 Esc 离开
LINES
}
for size in '80 24' '120 40'; do
    # shellcheck disable=SC2086
    set -- $size
    fresh
    echo 'key Enter' | shows tour "$1" "$2" tour
    fresh
    {
        echo "size $size"
        walk
        echo 'key Esc'
        echo 'expect 导览结束'
        echo 'reject 导览 12'
        echo 'key Esc'
    } > walk
    drives "every step is reached by the keys that it names, at $size" tour < walk
    equal 'the newborn is in the file' 1 "$(yz --json log --limit 20 | grep -c '"verb":"register-newborn","kind":"case"')"
    equal 'and the visit' 1 "$(yz --json log --limit 20 | grep -c '"verb":"log-visit"')"
done
fresh
echo 'key Enter' | shows tour-en 80 24 --lang en tour
for keys in '' 'key Enter' 'key Enter|key 1'; do
    drives "Esc leaves it: ${keys:-at once}" tour << LINES
size 80 24
$(printf '%s\n' "$keys" | tr '|' '\n')
expect 导览
key Esc
expect 导览结束
reject Esc 离开
LINES
done
drives 'from the help as well' << 'LINES'
size 80 24
key F3
key F1
expect Enter 导览
key Enter
expect 导览 1/12
expect 今日
LINES
drives 'on a narrow screen one line of it stays' tour << 'LINES'
size 80 12
expect 导览 1/12
expect 今日
LINES
drives 'the lock hides it' tour << 'LINES'
size 80 24
key F10
reject 导览 1
LINES
runs 'not without a terminal' 2 tour
sed -n '/^```json/,/^```/p' "$SOURCE_DIR/docs/community.md" | sed '1d;$d' > community.json
yz -f real.db init --community community.json --station 为民服务站 > "$out" 2>&1
echo 'size 80 24' > "$HOME/steps"
runs 'nor where people are real' 1 -f real.db --script "$HOME/steps" tour
says 'with the mend' 'demo --practice' "$err"
printf '%s\n' 'size 80 24' 'key F1' 'reject Enter 导览' 'key Enter' 'expect 只在演示文件上走' > "$HOME/steps"
runs 'nor from its help' 0 -f real.db --script "$HOME/steps"
