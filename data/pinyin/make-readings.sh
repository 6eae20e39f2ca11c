#!/bin/sh
# Makes readings.tsv from Unicode's Unihan_Readings.txt, read from standard input:
#   bzcat /usr/share/unicode/Unihan_Readings.txt.bz2 | sh make-readings.sh > readings.tsv
# One line a character: its toneless readings, best first. kMandarin leads, then kTGHZ2013 and kXHC1983;
# kHanyuPinyin, full of classical readings, only speaks where the three are silent.
LC_ALL=C exec awk -F '\t' '
function hex(digits,    i, n) {
    n = 0
    for (i = 1; i <= length(digits); i++) n = n * 16 + index("0123456789ABCDEF", substr(digits, i, 1)) - 1
    return n
}
function utf8(c) {
    if (c < 2048) return sprintf("%c%c", 192 + int(c / 64), 128 + c % 64)
    if (c < 65536) return sprintf("%c%c%c", 224 + int(c / 4096), 128 + int(c / 64) % 64, 128 + c % 64)
    return sprintf("%c%c%c%c", 240 + int(c / 262144), 128 + int(c / 4096) % 64, 128 + int(c / 64) % 64, 128 + c % 64)
}
function toneless(s) {
    gsub(/ā|á|ǎ|à/, "a", s); gsub(/ē|é|ě|è|ê|ế|ề/, "e", s); gsub(/ī|í|ǐ|ì/, "i", s)
    gsub(/ō|ó|ǒ|ò/, "o", s); gsub(/ū|ú|ǔ|ù/, "u", s); gsub(/ü|ǖ|ǘ|ǚ|ǜ/, "v", s)
    gsub(/ń|ň|ǹ/, "n", s); gsub(/ḿ/, "m", s)
    gsub(/\314[\200-\277]/, "", s) # combining tone marks, U+0300..U+033F
    return s
}
function add(list,    n, i, parts) {
    gsub(/[0-9.,*]+:/, " ", list); gsub(/,/, " ", list)
    n = split(toneless(list), parts, " ")
    for (i = 1; i <= n; i++)
        if (parts[i] ~ /^[a-z]+$/ && index(" " readings " ", " " parts[i] " ") == 0)
            readings = readings (readings == "" ? "" : " ") parts[i]
}
function flush() {
    readings = ""
    add(mandarin); add(tghz); add(xhc)
    if (readings == "") add(hanyu)
    if (readings != "") print utf8(hex(substr(at, 3))) "\t" readings
    mandarin = tghz = xhc = hanyu = ""
}
BEGIN {
    print "# Mandarin readings without tones, best first; v is written for u with diaeresis. Made by make-readings.sh from"
    print "# the Unihan database of the Unicode Character Database (kMandarin, kTGHZ2013, kXHC1983, else kHanyuPinyin)."
}
/^# Unicode version:/ {
    print "# " substr($0, 3) ". Copyright 1991-present Unicode, Inc. All rights reserved. Distributed under the"
    print "# Unicode License, https://www.unicode.org/license.txt; Unicode is a trademark of Unicode, Inc."
}
/^U\+/ {
    if ($1 != at) { if (at != "") flush(); at = $1 }
    if ($2 == "kMandarin") mandarin = $3
    else if ($2 == "kTGHZ2013") tghz = $3
    else if ($2 == "kXHC1983") xhc = $3
    else if ($2 == "kHanyuPinyin") hanyu = $3
}
END { if (at != "") flush() }
'
