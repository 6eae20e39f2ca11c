#!/bin/sh
# Languages, encodings, help, and what must never reach a terminal.
. "$(dirname "$0")/common.sh"
demo

runs 'help lists all commands' 0 --json help
"$tool" json < "$out"
tell 'as JSON lines'
for command in $(get '$.command' < "$out"); do
    runs "help $command" 0 help "$command"
    says 'shows how it is used' "yizhan $command" "$out"
    grep -qE "^\.(TP|BR|BI|B|SS).*" "$SOURCE_DIR/docs/yizhan.1" && grep -qE "^\.B[IR]? .*\b$command\b" "$SOURCE_DIR/docs/yizhan.1"
    tell "the man page has $command"
done
for language in zh en; do
    yz --lang "$language" help > wide
    if [ "$(printf '中\n' | LC_ALL=C.UTF-8 wc -L 2> /dev/null)" = 2 ]; then
        equal "the list of commands fits 80 columns ($language)" yes \
            "$([ "$(LC_ALL=C.UTF-8 wc -L < wide)" -le 80 ] && echo yes)"
    else
        echo "ok the list of commands fits 80 columns ($language) # skip no way to measure columns here"
    fi
done
runs 'in English' 0 --lang en --help
says 'the help is English' 'Find: names' "$out"
lacks 'and only English' 查找 "$out"
runs 'messages are English' 1 --lang en show nobody
! LC_ALL=C grep -q "$(printf '[\344-\351]')" "$err"
tell 'to the last letter'
LC_ALL=en_US.UTF-8 yz --help > "$out" 2> "$err"
says 'an English locale means English' 'Find: names' "$out"
LC_ALL=C LANG=C yz --help > "$out" 2> "$err"
says 'LC_ALL=C means Chinese' 查找 "$out"
LC_ALL=C LANG=C yz person list --limit 3 > "$out" 2> "$err"
"$tool" escapes < "$out"
tell 'LC_ALL=C writes whole UTF-8'
LC_ALL=C LANG=C yz person list --limit 3 | cmp -s - "$out" && yz person list --limit 3 | cmp -s - "$out"
tell 'the same as in UTF-8'
if locale -a 2> /dev/null | grep -qi '^zh_CN.gb18030$'; then
    LC_ALL=zh_CN.gb18030 yz person list --limit 3 | iconv -f gb18030 -t utf-8 | cmp -s - "$out"
    tell 'a GB18030 terminal gets GB18030'
    LC_ALL=zh_CN.gb18030 yz search "$(printf 新生儿 | iconv -t gb18030)" > /dev/null
    tell 'and what it types is read'
else
    echo 'ok a GB18030 terminal # skip no such locale here'
fi

esc=$(printf '\033')
bad=$(printf 'x\033[31m\a\010\302\233y\342\200\256z')
for words in "search $bad" "show $bad" "$bad" "person $bad" "person list --where $bad=1" "validate idcard $bad" "validate phone $bad" \
    "case open $bad --household h:1" "case open newborn-insurance --household h:1 --set $bad=1" "case show $bad" "log --since $bad" \
    "service check $bad" "--lang $bad search x" "-f $bad search x" "person edit p:1 --set phone=$bad" "undo $bad" \
    "search x --$bad" "init --community $bad --station $bad"; do
    # shellcheck disable=SC2086
    yz $words > "$out" 2>&1
    code=$?
    "$tool" escapes < "$out" && [ $code != 0 ] && [ $code -lt 8 ]
    tell "no escape in the answer to: $(printf %s "$words" | tr -cd 'a-zA-Z0-9: =-')"
    # shellcheck disable=SC2086
    yz --json $words > "$out" 2> "$err"
    "$tool" json < "$out" && "$tool" escapes < "$err"
    tell '  nor in JSON'
done
yz person edit p:12 --set "employer=甲${esc}[31m乙" > "$out" 2> "$err"
yz person show p:12 > "$out" 2>> "$err"
yz --json person show p:12 > "$out.json" 2>> "$err"
cat "$out" "$out.json" "$err" | "$tool" escapes
tell 'nor in what was kept'
printf 'key = \033[2J\n[it\033em]\n' > esc.item
yz service check esc.item > "$out" 2>&1
"$tool" escapes < "$out"
tell 'nor in the faults of a file'
runs 'broken UTF-8 is no crash' 1 search "$(printf '\377\376x')"
"$tool" escapes < "$err"
tell 'nor reaches the terminal'
yz person list --limit 20 > "$out"
awk '{ if (match($0, / +$/)) bad = 1 } END { exit bad }' "$out"
tell 'no line ends in blanks'
equal 'a heading and 20 lines' 21 "$(wc -l < "$out" | tr -d ' ')"
runs 'the data dictionary' 0 dictionary
says 'has the person' '`id_number`' "$out"
cmp -s "$out" "$SOURCE_DIR/docs/data-dictionary.md"
tell 'is docs/data-dictionary.md'
runs 'one kind' 0 --json dictionary person
equal 'a field a line' name "$(get '$.field' < "$out" | head -1)"
