#!/bin/sh
# Questionnaires: definitions with every error at once, replies at the door and from paper, targets, figures, needs.
. "$(dirname "$0")/common.sh"

# bad LINES: the rows of a definition whose other sheets are sound.
bad() {
    {
        printf 'survey,,,,,\n,type,name,label,required,relevant\n'
        cat
        printf 'choices,,,\n,list_name,name,label\n,yn,yes,有\n,yn,no,没有\nsettings,,\n,form_id,form_title\n,bad,坏\n'
    } > bad.csv
    "$YIZHAN" --json survey check bad.csv > "$out" 2> "$err"
    equal "$1 is refused" 1 $?
    says "$1 is named" "$2" "$out"
}
bad 'an unknown type' '不认识的题型' << 'ROWS'
,geopoint,a,在哪里,,
ROWS
bad 'a name twice' '和前面的重复' << 'ROWS'
,text,a,一,,
,text,a,二,,
ROWS
bad 'a rule on itself' '绕成了一圈' << 'ROWS'
,integer,a,一,,${a} > 1
ROWS
bad 'a rule in a circle' '绕成了一圈' << 'ROWS'
,integer,a,一,,${b} > 1
,integer,b,二,,${a} > 1
ROWS
bad 'a rule that points forward' '后面的题' << 'ROWS'
,integer,a,一,,${b} > 1
,integer,b,二,,
ROWS
bad 'a rule on nothing' '问的题目没有' << 'ROWS'
,text,a,一,,${zz} = 'x'
ROWS
bad 'a choice that is none' '那一题没有' << 'ROWS'
,select_one yn,a,一,,
,text,b,二,,${a} = 'perhaps'
ROWS
bad 'a list that is not there' '选项不到两个' << 'ROWS'
,select_one nowhere,a,一,,
ROWS
bad 'rules that mix' '不能混用' << 'ROWS'
,integer,a,一,,
,text,b,二,,${a} = 1 and ${a} = 2 or ${a} = 3
ROWS
bad 'all of them at once' '不认识的题型' << 'ROWS'
,geopoint,a,一,,
,text,a,二,,${a
,text,1x,,,
ROWS
equal 'each has its line' 5 "$(get '$.field' < "$out" | wc -l | tr -d ' ')"
runs 'no table' 1 survey check "$SOURCE_DIR/README.md"

demo
first=$(yz --json household list --limit 9 | get '$.id' | sed -n 1p)
next=$(yz --json household list --limit 9 | get '$.id' | sed -n 2p)
runs 'a definition' 0 survey add "$SOURCE_DIR/data/surveys/parking.csv"
runs 'its key is used once' 1 survey add "$SOURCE_DIR/data/surveys/parking.csv"
equal 'its questions' 7 "$(yz --json survey show parking | get '$.questions' | grep -o '"relevant"' | wc -l | tr -d ' ')"
runs 'a reply at the door' 0 survey fill parking --household "$first" --set car=yes --set cars=2 --set where=路边 --set wish=1,访客车位 \
    --set content=2 --set why=没位，打13812345678 --set say=想装充电桩
runs 'a household answers once' 1 survey fill parking --household "$first" --set car=no --set content=2
runs 'required ones' 1 --json survey fill parking --household "$next" --set car=yes
equal 'are all named' 'cars where content' "$(get '$.field' < "$out" | xargs)"
runs 'values are checked' 1 --json survey fill parking --household "$next" --set car=maybe --set cars=99
equal 'each of them' 'car cars' "$(get '$.field' < "$out" | xargs)"

runs 'the first keying' 0 --json survey enter parking --number 7 --household "$next" --set car=no --set cars=3 --set content=4
equal 'waits for the second' 待第二遍 "$(get '$.state' < "$out")"
equal 'and is not counted' 1 "$(yz --json survey results parking --question car | get '$.replies')"
runs 'a second that differs' 1 --json survey enter parking --number 7 --set car=no --set content=5
equal 'shows where' 'content 4 5' "$(get '$.question' < "$out" | xargs) $(get '$.first' < "$out") $(get '$.second' < "$out")"
runs 'settled by the paper' 0 --json survey enter parking --number 7 --set car=no --set content=5 --take content=second
equal 'is whole' 完整 "$(get '$.state' < "$out")"
runs 'a third is refused' 1 survey enter parking --number 7 --set car=no --set content=5
equal 'what was passed over is not kept' 1 "$(yz --json survey results parking --question cars | get '$.answered')"
equal 'the mean' 3.5 "$(yz --json survey results parking --question content | get '$.mean')"
yz survey results parking > "$out"
lacks 'a phone in a text is masked' 13812345678 "$out"

grid=$(yz --json survey target parking | grep '"replies":2' | get '$.grid')
runs 'fewer than three are told to nobody' 1 survey results parking --grid "$grid"
third=$(yz --json household list --limit 9 | get '$.id' | sed -n 3p)
runs 'an anonymous one' 0 --json survey fill parking --household "$third" --anonymous --set car=no --set content=5
equal 'names no household' '' "$(get '$.household' < "$out")"
yz log --limit 3 --json > "$out"
lacks 'nor does the journal' "\"$third\"" "$out"
runs 'three are told' 0 --json survey results parking --grid "$grid" --question car
equal 'with their counts' 3 "$(get '$.answered' < "$out")"
runs 'a target' 0 --json survey target parking "$grid" 12
equal 'is kept' 25 "$(grep '"replies":3' "$out" | get '$.rate')"

answer=$(yz --json survey results parking --question say | get '$.answer' | tail -1)
runs 'a text becomes a need' 0 survey need "$answer" --field daily
equal 'of source questionnaire' 问卷 "$(yz --json show "$(cat "$out")" | get '$.source')"
runs 'once' 1 survey need "$answer" --field daily
runs 'taken back' 0 undo
equal 'with its mark' '' "$(yz --json survey results parking --question say | get '$.need' | tail -1)"
runs 'the paper' 0 survey print parking --to "file:$HOME/paper"
says 'says when to pass over' '第 1 题是“有”的才答' "$HOME/paper"
equal 'is in the print log' survey "$(yz --json prints | get '$.paper' | head -1)"
runs 'the file is sound' 0 verify
runs 'all of it' 0 doctor
