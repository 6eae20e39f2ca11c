#!/bin/sh
# Every text that people see is translated: each _("…") and N_("…") in src and include has its msgid in
# data/locale/LANGUAGE/*.po, no msgid is left over, and both take the same printf arguments.
# locale.sh [FOLDER]: FOLDER holds src, include, data (this tree).
set -u
cd "${1:-$(dirname "$0")/../..}" || exit 1
export LC_ALL=C
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT

# "file:line <tab> text" of every marked literal, adjacent literals joined, escapes as written.
find src include -name '*.[ch]' | sort | xargs awk '
function finish() { if (text != "") print place "\t" text; state = 0; text = "" }
FNR == 1 { if (state) finish(); comment = 0; state = 0 }
/^[ \t]*#[ \t]*define[ \t]+N?_\(/ { next }
{
    line = $0
    while (line != "") {
        if (comment) {
            if (!(i = index(line, "*/"))) break
            line = substr(line, i + 2)
            comment = 0
            continue
        }
        if (!match(line, /"([^"\\]|\\.)*"|\047([^\047\\]|\\.)*\047|\/\*|\/\/|[A-Za-z_][A-Za-z0-9_]*|[^ \t]/)) break
        token = substr(line, RSTART, RLENGTH)
        line = substr(line, RSTART + RLENGTH)
        if (token == "//") break
        if (token == "/*") { comment = 1; continue }
        if (state == 2 && token ~ /^"/) { text = text substr(token, 2, length(token) - 2); continue }
        if (state == 2) {
            # Anything but the end of the argument means that the text is not all there.
            if (text != "" && token != ")") print FILENAME ":" FNR "\t!" token
            finish()
        }
        if (state == 1) { state = token == "(" ? 2 : 0; place = FILENAME ":" FNR; continue }
        if (token == "_" || token == "N_") state = 1
    }
}
END { if (state) finish() }' > "$work/marked"

for folder in data/locale/*/; do
    language=$(basename "$folder")
    # "file:line <tab> msgid <tab> msgstr", strings joined, escapes as written.
    awk '
    function finish() { if (id != "") print place "\t" id "\t" str; id = ""; str = ""; part = "" }
    function quoted(s) { sub(/^[^"]*"/, "", s); sub(/"[ \t\r]*$/, "", s); return s }
    FNR == 1 { finish() }
    /^[ \t]*#/ { next }
    /^msgid / { finish(); place = FILENAME ":" FNR; part = "id"; id = quoted($0); next }
    /^msgstr / { part = "str"; str = quoted($0); next }
    /^[ \t]*"/ { if (part == "id") id = id quoted($0); else str = str quoted($0); next }
    /[^ \t\r]/ { print FILENAME ":" FNR "\t\t" $0 }
    END { finish() }' "$folder"*.po > "$work/po" 2> /dev/null

    awk -F '\t' -v language="$language" '
    # The arguments a printf format takes, in order: "d s ld".
    function arguments(s,    n, most, at, conversion, out, i, type, arg) {
        n = most = 0
        split("", arg)
        while (match(s, /%/)) {
            s = substr(s, RSTART + 1)
            if (substr(s, 1, 1) == "%") { s = substr(s, 2); continue }
            at = 0
            if (match(s, /^[0-9]+\$/)) { at = substr(s, 1, RLENGTH - 1) + 0; s = substr(s, RLENGTH + 1) }
            match(s, /^[-+ #0\047]*/); s = substr(s, RLENGTH + 1)
            for (i = 0; i < 2; i++) {
                if (i == 1) { if (substr(s, 1, 1) != ".") break; s = substr(s, 2) }
                if (match(s, /^\*[0-9]+\$/)) { type = substr(s, 2, RLENGTH - 2) + 0; arg[type] = "d"; if (type > most) most = type; s = substr(s, RLENGTH + 1) }
                else if (substr(s, 1, 1) == "*") { arg[++n] = "d"; s = substr(s, 2) }
                else { match(s, /^[0-9]*/); s = substr(s, RLENGTH + 1) }
            }
            if (!match(s, /^(hh|h|ll|l|j|z|t|L)?[A-Za-z]/)) return "broken"
            conversion = substr(s, 1, RLENGTH)
            s = substr(s, RLENGTH + 1)
            sub(/i$/, "d", conversion)
            if (!at) at = ++n
            arg[at] = conversion
            if (at > most) most = at
        }
        if (n > most) most = n
        for (i = 1; i <= most; i++) out = out " " arg[i]
        return out
    }
    function bad(rule, what) { print rule "\t" what }
    FILENAME == ARGV[1] && $2 == "" { bad("form", $1 ": neither msgid, msgstr nor a comment: " $3); next }
    FILENAME == ARGV[1] {
        if ($2 in to && to[$2] != $3) bad("clash", $1 ": \"" $2 "\" is \"" to[$2] "\" in " where[$2])
        to[$2] = $3; where[$2] = $1
        next
    }
    $2 ~ /^!/ { bad("literal", $1 ": the text goes on with " substr($2, 2)); next }
    { used[$2] = used[$2 "|many"] = 1; if (!(($2) in seen) && to[$2] == "") bad("missing", $1 ": \"" $2 "\""); seen[$2] = 1 }
    END {
        for (id in to) {
            if (to[id] == "") continue
            if (!(id in used)) bad("unused", where[id] ": \"" id "\"")
            if (arguments(id) != arguments(to[id])) bad("printf", where[id] ": \"" id "\" takes" arguments(id) ", \"" to[id] "\" takes" arguments(to[id]))
        }
    }' "$work/po" "$work/marked" > "$work/bad"

    while IFS='|' read -r rule name; do
        if grep -q "^$rule	" "$work/bad"; then
            echo "not ok $language: $name"
            sed -n "s/^$rule	/#   /p" "$work/bad" | sort
        else
            echo "ok $language: $name"
        fi
    done << 'RULES'
literal|every marked text is one literal
missing|every text is translated
unused|no translation is left over
clash|no text is translated in two ways
printf|translations take the arguments of their originals
form|the files are well formed
RULES
done
