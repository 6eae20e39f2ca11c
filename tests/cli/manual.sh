#!/bin/sh
# The manual cannot lie: every page of docs/manual is carried out from top to bottom, and says what then happened. UPDATE=1
# writes what commands answered and screens showed anew.
#
# A page is read in its language on a screen of 80×24. In it
#   ```keys [COMMAND]     keys, a line: names of keys and what is typed, two blanks or more, what it is for; they go on where
#                         the keys before left off, as long as no command stands between; of COMMAND when it opens a screen of its own
#   ```text               the screen after the keys above
#   ```console [N]        lines "$ COMMAND" (a backslash at the end goes on) with the answer below, at most N lines of it
#   ```refused            the same, of commands that must fail
#   ```file NAME          a file that the commands below use
. "$(dirname "$0")/common.sh"
if [ -n "${YZ_VALGRIND:-}" ]; then
    echo 'ok the manual # skip too slow under valgrind, and no other code than the commands and screens'
    exit 0
fi
mkdir -p "$HOME/bin" "$HOME/page"
PATH=$HOME/bin:$PATH
named='F[0-9]+|Enter|Esc|Tab|Shift-Tab|Up|Down|Left|Right|Home|End|PgUp|PgDn|Space|Backspace|Ctrl-[A-Z]'

# script: lines of keys become lines of a script; texts are typed as they stand.
script() {
    sed -E 's/  .*//' | awk -v named="^($named)\$" '
    function typed() { if (text != "") print "type " text; text = "" }
    {
        for (i = 1; i <= NF; i++) {
            if ($i ~ named) { typed(); print "key " $i }
            else text = text (text == "" ? "" : " ") $i
        }
        typed()
    }'
}

# play: what was collected in $HOME/steps is done on the screen.
play() {
    [ -s "$HOME/steps" ] || return 0
    { echo 'size 80 24'; cat "$HOME/steps"; } > "$HOME/script"
    # shellcheck disable=SC2086
    "$YIZHAN" --lang "$language" --script "$HOME/script" $opened > "$out" 2> "$err" || {
        echo "not ok the keys of $page lead through"
        sed 's/^/#   /' "$err"
    }
    : > "$HOME/steps"
}

# answer: COMMAND is carried out, and what it says is written; at most MOST lines.
answer() {
    case $command in
    'export '*) eval "$command" ;;
    esac
    sh -c "$command" > "$HOME/said" 2>&1 < /dev/null
    code=$?
    [ $((code != 0)) = "$wanted" ] ||
        { echo "not ok $page: exit $code of $command"; sed 's/^/#   /' "$HOME/said"; } >&3
    sed 's/ *$//' "$HOME/said" | head -n "$most"
    [ "$(wc -l < "$HOME/said")" -le "$most" ] || echo …
}

# walk: the page on standard input as it should be; of what does not work a line on file 3.
walk() {
    fence='' shots=0 command=''
    while IFS= read -r line; do
        case $fence$line in
        '```keys'*)
            fence=keys opened=${line#'```keys'}
            ;;
        '```text')
            fence=skip shots=$((shots + 1))
            printf 'wait idle\ndump %s\n' "$HOME/page/$shots" >> "$HOME/steps"
            printf '%s\n@screen %s\n```\n' "$line" "$shots"
            continue
            ;;
        '```console'* | '```refused'*)
            play >&3
            most=$(echo "$line" | sed 's/^[^ ]* *//')
            most=${most:-1000} wanted=0 fence=console
            [ "${line#*refused}" = "$line" ] || wanted=1
            ;;
        '```file '*) fence=file name=${line#* } && : > "$name" ;;
        console'```' | keys'```' | file'```') fence='' ;;
        skip'```')
            fence=''
            continue
            ;;
        keys*) printf '%s\n' "$line" | script >> "$HOME/steps" ;;
        file*) printf '%s\n' "$line" >> "$name" ;;
        console*)
            case $command$line in
            *'$ '*) command=$command${line#\$ } ;;
            *) [ -n "$command" ] && command=$command$line || continue ;;
            esac
            printf '%s\n' "$line"
            case $command in
            *\\) command=${command%\\} ;;
            *) answer && command='' ;;
            esac
            continue
            ;;
        skip*) continue ;;
        esac
        printf '%s\n' "$line"
    done
    play >&3
}

# screens: each "@screen N" becomes what was dumped.
screens() {
    awk -v dir="$HOME/page/" '
    /^@screen / { while ((getline row < (dir $2)) > 0) if (row !~ /^cursor [0-9]/) print row; close(dir $2); next }
    { print }'
}

for page in "$SOURCE_DIR"/docs/manual/*/*.md; do
    language=$(basename "$(dirname "$page")") short=${page#"$SOURCE_DIR"/}
    mkdir -p "$HOME/work" && cd "$HOME/work" || exit 1
    rm -rf "$HOME/work"/* "$HOME/page"/* "$HOME"/*.db*
    unset YIZHAN_FILE YIZHAN_NOW
    printf '#!/bin/sh\nexec "%s" --lang %s "$@"\n' "$YIZHAN" "$language" > "$HOME/bin/yizhan"
    chmod +x "$HOME/bin/yizhan"
    : > "$HOME/steps"
    walk < "$page" 3> "$HOME/wrong" > "$HOME/walked"
    screens < "$HOME/walked" > "$HOME/now"
    cat "$HOME/wrong"
    if cmp -s "$HOME/now" "$page"; then
        echo "ok $short says what happens"
    elif [ -n "${UPDATE:-}" ]; then
        cp "$HOME/now" "$page"
        echo "ok $short says what happens (written anew)"
    else
        echo "not ok $short says what happens (UPDATE=1 writes it anew)"
        diff "$page" "$HOME/now" | sed 's/^/#   /' | head -40
    fi
done

# told FILE: the keys and commands of a page, without what is said of them.
told() {
    awk '/^```(keys|console|refused|file)/ { kind = $1; print; next } /^```/ { kind = ""; next }
    kind == "```keys" { sub(/  .*/, ""); print } kind == "```file" { print } kind ~ /console|refused/ && /^\$ / { print }' "$1"
}
cd "$SOURCE_DIR/docs/manual" || exit 1
for page in zh/*.md; do
    told "$page" > "$HOME/zh"
    told "en/${page#zh/}" > "$HOME/en"
    diff "$HOME/zh" "$HOME/en" > "$out" 2> "$err"
    tell "${page#zh/} leads through the same in both languages"
done
yz --json help | get '$.command' > "$HOME/commands"
grep -rhoE '`yizhan [a-z][a-z-]+' . | sed 's/.* //' | sort -u | grep -vxF -f "$HOME/commands" > "$out"
[ ! -s "$out" ]
tell 'no page names a command that is not there'
