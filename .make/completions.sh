#!/bin/sh
# Writes what a shell needs to complete commands, from the program's own table: completions.sh bash|zsh PROGRAM
set -eu
shell=$1 program=$2

# The table as lines with tabs: "command" NAME SUMMARY · "form" COMMAND ACTION (file: it takes one) · "option" COMMAND ACTION
# OPTION WHAT, where WHAT is empty (a flag), "-" (a value), "file", "folder" or words. ACTION may be empty.
rows() {
    "$program" --lang "${1:-zh}" --json help | awk '
    function member(name,  text) {
        text = substr($0, index($0, "\"" name "\":\"") + length(name) + 4)
        match(text, /^([^"\\]|\\.)*/)
        return substr(text, 1, RLENGTH)
    }
    function what(value) {
        if (value == "") return ""
        if (value ~ /^(FILE|JSON|PUBLIC|SECRET)/) return "file"
        if (value ~ /^DIR/) return "folder"
        if (value !~ /^[a-z0-9-]+([|,][a-z0-9-]+)*$/) return "-"
        gsub(/[|,]/, " ", value)
        return value
    }
    function form(text, command, action,  word, value) {
        while (match(text, /--[a-z][a-z-]*( [A-Za-z][^] )]*)?/)) {
            word = value = substr(text, RSTART, RLENGTH)
            text = substr(text, 1, RSTART - 1) substr(text, RSTART + RLENGTH)
            sub(/ .*/, "", word)
            if (!sub(/^[^ ]* /, "", value)) value = ""
            sub(/\|--.*/, "", value)
            print "option\t" command "\t" action "\t" word "\t" what(value)
        }
        print "form\t" command "\t" action "\t" (text ~ /FILE/ ? "file" : "")
    }
    {
        command = member("command")
        print "command\t" command "\t" member("summary")
        forms = split(member("usage"), line, "\\\\n")
        for (i = 1; i <= forms; i++) {
            first = line[i]
            sub(/ .*/, "", first)
            n = first ~ /^[a-z][a-z|-]*$/ ? split(first, action, "|") : 0
            for (k = 1; k <= n; k++) form(line[i], command, action[k])
            if (!n) form(line[i], command, "")
        }
    }'
}

# The options before and after any command, from the general help, each with what it takes as above.
globals() {
    "$program" --lang en help | awk '
    /^ +-/ {
        for (i = 1; i <= NF; i++) {
            if ($i !~ /^--?[a-z-]+$/) continue
            what = $(i + 1) ~ /^(FILE|NAME|TEXT|N|zh\|en)$/ ? $(i + 1) : ""
            print $i "\t" (what == "FILE" ? "file" : what == "zh|en" ? "zh en" : what == "" ? "" : "-")
        }
    }'
}

# Shell functions that print one word a line: the same for both shells.
tables() {
    rows | awk -F '\t' '
    $1 == "command" { print "command\t" $2; next }
    $1 == "form" && $3 != "" && !seen[$2, $3]++ { actions[$2] = actions[$2] " " $3 }
    $1 == "form" && $4 != "" { files[$2 " " $3] = 1 }
    $1 == "option" && !known[$2, $3, $4]++ { options[$2 " " $3] = options[$2 " " $3] " " $4 }
    $1 == "option" && $5 != "" { value[$2 " " $3 " " $4] = $5 }
    END {
        for (c in actions) print "actions\t" c "\t" substr(actions[c], 2)
        for (f in options) print "options\t" f "\t" substr(options[f], 2)
        for (f in files) all = all "\047|\047" f
        print "files\t" substr(all, 4) "\tfile"
        for (o in value) of[value[o]] = of[value[o]] "\047|\047" o
        for (v in of) print "value\t" substr(of[v], 4) "\t" v
    }' | LC_ALL=C sort > "$work/rows"
    globals > "$work/globals"
    for table in actions options files value; do
        echo "_yizhan_$table() {"
        echo '    case $1 in'
        awk -F '\t' -v table=$table '$1 == table { printf "    \047%s\047) echo \047%s\047 ;;\n", $2, $3 }' "$work/rows"
        [ $table != value ] || awk -F '\t' '$2 != "" { printf "    *\047 %s\047) echo \047%s\047 ;;\n", $1, $2 }' "$work/globals"
        echo '    esac'
        echo '}'
    done
    echo "_yizhan_commands='$(sed -n 's/^command	//p' "$work/rows" | paste -s -d ' ' -)'"
    echo "_yizhan_globals='$(cut -f 1 "$work/globals" | paste -s -d ' ' -)'"
}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
[ "$shell" = bash ] || echo '#compdef yizhan'
echo '# Written by .make/completions.sh from the commands of the program.'
tables
# What may stand at the cursor: $words are those before it, from the first argument on; the answer is on standard output,
# one a line, or "file" or "folder" after a tab.
cat << 'COMMON'
_yizhan_next() {
    local command='' action='' last='' word
    for word; do
        if [ -n "$last" ]; then
            last=''
            continue
        fi
        case $word in
        -*) [ -z "$(_yizhan_value "$command $action $word")" ] || last=$word ;;
        *)
            if [ -z "$command" ]; then
                command=$word
            elif [ -z "$action" ]; then
                case " $(_yizhan_actions "$command") " in *" $word "*) action=$word ;; esac
            fi
            ;;
        esac
    done
    if [ -n "$last" ]; then
        _yizhan_value "$command $action $last"
    elif [ -z "$command" ]; then
        echo "$_yizhan_commands $_yizhan_globals"
    elif [ "$command" = help ]; then
        echo "$_yizhan_commands"
    else
        [ -n "$action" ] || _yizhan_actions "$command"
        echo "$(_yizhan_options "$command $action") $(_yizhan_files "$command $action") $_yizhan_globals"
    fi
}
COMMON
if [ "$shell" = bash ]; then
    cat << 'BASH'
_yizhan() {
    local current=${COMP_WORDS[COMP_CWORD]} known
    known=" $(_yizhan_next "${COMP_WORDS[@]:1:COMP_CWORD-1}" | tr '\n' ' ') "
    case $known in
    *' file '*) mapfile -t COMPREPLY < <(compgen -f -- "$current"; compgen -W "${known/ file / }" -- "$current") ;;
    *' folder '*) mapfile -t COMPREPLY < <(compgen -d -- "$current") ;;
    *' - '*) COMPREPLY=() ;;
    *) mapfile -t COMPREPLY < <(compgen -W "$known" -- "$current") ;;
    esac
}
complete -o filenames -F _yizhan yizhan
BASH
else
    for language in zh en; do
        echo "_yizhan_$language() {"
        echo '    case $1 in'
        rows $language | sed -nE "s/'/’/g; s/^command	([^	]*)	(.*)/    \1) echo '\2' ;;/p"
        echo '    esac'
        echo '}'
    done
    cat << 'ZSH'
_yizhan() {
    local -a known told
    local word summary told_in=zh
    [[ ${LC_ALL:-${LC_MESSAGES:-$LANG}} = en* ]] && told_in=en
    known=(${=$(_yizhan_next "${(@)words[2,CURRENT-1]}")})
    for word in $known; do
        case $word in
        file) _files ;;
        folder) _files -/ ;;
        -) ;;
        *)
            summary=
            [[ $known[1] = ${_yizhan_commands%% *} ]] && summary=$(_yizhan_$told_in $word) # an action may be called like a command
            told+=("$word${summary:+:$summary}")
            ;;
        esac
    done
    (( ${#told} )) && _describe yizhan told
}
_yizhan "$@"
ZSH
fi
