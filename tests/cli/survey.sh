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
bad 'a repeated group' '不能重复问一组题' << 'ROWS'
,begin_repeat,a,一,,
,text,b,二,,
,end_repeat,,,,
ROWS
bad 'a group without an end' '分组没有结束' << 'ROWS'
,begin group,a,一,,
,text,b,二,,
ROWS
bad 'an end without a group' '没有开头的分组' << 'ROWS'
,text,b,二,,
,end_group,,,,
ROWS
bad 'a list with more behind it' 'or_other' << 'ROWS'
,select_one yn or_other,a,一,,
ROWS
bad 'a rule on a note' '它没有回答' << 'ROWS'
,note,a,一,,
,text,b,二,,${a} = 'x'
ROWS
bad 'nothing but a note' '一道题也没有' << 'ROWS'
,note,a,一,,
ROWS
bad 'all of them at once' '不认识的题型' << 'ROWS'
,geopoint,a,一,,
,text,a,二,,${a
,text,1x,,,
ROWS
equal 'each has its line' 5 "$(get '$.field' < "$out" | wc -l | tr -d ' ')"
{
    printf 'survey,,,,,\n,type,name,label,constraint,calculation\n,decimal,a,一,"regex(., 1)",\n,integer,b,二,. < ${a},\n,text,c,三,,1 + 1\n'
} > limits.csv
runs 'limits that are not read' 1 --json survey check limits.csv
equal 'each with its name' 'a b calculation' "$(get '$.field' < "$out" | sort | xargs)"
says 'and its row' '第 5 行' "$out"
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

runs 'never more than live there' 1 survey target parking "$grid" 9999

answer=$(yz --json survey results parking --question say | get '$.answer' | tail -1)
runs 'a text becomes a need' 0 survey need "$answer" --field daily
equal 'of source questionnaire' 问卷 "$(yz --json show "$(cat "$out")" | get '$.source')"
runs 'once' 1 survey need "$answer" --field daily
runs 'taken back' 0 undo
equal 'with its mark' '' "$(yz --json survey results parking --question say | get '$.need' | tail -1)"
runs 'the paper' 0 survey print parking --to "file:$HOME/paper"
says 'says when to pass over' '第 1 题是“有”的才答' "$HOME/paper"
equal 'is in the print log' survey "$(yz --json prints | get '$.paper' | head -1)"

# --- groups, notes, limits ---
cat > hall.csv << 'ROWS'
survey,,,,,,,,
,type,name,label::English,label::中文 (zh),required,relevant,constraint,constraint_message
,start,start,,,,,,
,note,hello,Hello,三分钟就好,,,,
,select_one yn,use,Used?,用过活动室吗,yes,,,
,begin_group,using,Using,用过的人家,,${use} = 'yes',,
,decimal,hours,Hours,每次几小时,yes,,. > 0 and . <= 12,填 0 到 12 之间的小时数
,select_one yn,alone,Alone,一个人去吗,,${hours} > 1 or ${hours} = 0.5,,
,end_group,,,,,,,
,text,wish,Wish,还想有什么,,,,
choices,,,,,,,,
,list_name,name,label,,,,,
,yn,yes,是,,,,,
,yn,no,不是,,,,,
settings,,,,,,,,
,form_id,form_title,,,,,,
,hall,活动室问卷,,,,,,
ROWS
runs 'what a telephone fills in is told' 0 survey add hall.csv
says 'by name' start "$err"
runs 'it is whole' 0 --json survey show hall
says 'labels in Chinese' 用过活动室吗 "$out"
says 'the group goes to its questions' '"section":"用过的人家"' "$out"
says 'with its rule' "(\${use} = 'yes') and (\${hours} > 1 or \${hours} = 0.5)" "$out"
all=$(yz --json household list --limit 40 | get '$.id' | tail -7)
fill() { n=$1; shift; runs "reply $n" 0 survey fill hall --household "$(echo "$all" | sed -n "${n}p")" "$@"; }
last=$(echo "$all" | tail -1)
runs 'beyond the limit' 1 --json survey fill hall --household "$last" --set use=yes --set hours=13
says 'what it is' '0 到 12 之间' "$out"
fill 1 --set use=yes --set hours=1.50 --set alone=yes --set "wish=打 13812345678，<b>=HYPERLINK(1)</b>"
fill 2 --set use=yes --set hours=２.25 --set alone=no
fill 3 --set use=yes --set hours=1 --set alone=no
fill 4 --set use=no --set hours=3
fill 5 --set use=yes --set hours=0.5 --set "wish==1+1"
equal 'the mean of decimals' 1.3125 "$(yz --json survey results hall --question hours | get '$.mean')"
equal 'a group that is passed over' 2 "$(yz --json survey results hall --question alone | get '$.answered')"
runs 'without a reason it does not end' 1 survey end hall
says 'which is said' 为什么提前结束 "$err"
runs 'the first keying before it' 0 survey enter hall --number 9 --household "$(echo "$all" | sed -n 6p)" --set use=no
runs 'an early end' 0 --json survey end hall --reason 目标已经够了
equal 'who, when and why are kept' '目标已经够了 2026-11-23T19:30:00+08:00' "$(get '$.ended_why' < "$out") $(get '$.ended_at' < "$out")"
runs 'no more replies' 1 survey fill hall --household "$last" --set use=no
says 'with the reason' 目标已经够了 "$err"
runs 'not twice' 1 survey end hall --reason 再一次
runs 'papers keyed once are finished' 0 survey enter hall --number 9 --set use=no

# --- going out ---
runs 'one row a reply' 0 survey export hall --out replies.csv
equal 'each of them' 7 "$(wc -l < replies.csv | tr -d ' ')"
lacks 'phones are masked' 13812345678 replies.csv
says 'a formula is harmless' "'=1+1" replies.csv
lacks 'no door' "$(yz --json show "$last" | get '$.address' | sed 's/.*-//')室" replies.csv
runs 'never over a file' 1 survey export hall --out replies.csv
runs 'in full with a reason' 0 survey export hall --out full.csv --reveal --reason 核对答卷
says 'the number' 13812345678 full.csv
yz --json log --limit 4 > "$out"
says 'and stands in the journal' 核对答卷 "$out"
runs 'as JSON' 0 --json survey export hall
"$tool" json < "$out"
tell 'that can be read'
case $(yz --version) in
*+xlsxwriter*)
    runs 'a workbook' 0 survey export hall --out replies.xlsx
    equal 'that is one' PK "$(head -c 2 replies.xlsx)"
    ;;
*) runs 'a workbook, which this program cannot write' 1 survey export hall --out replies.xlsx ;;
esac
runs 'the public table' 0 --json survey export hall --public
equal 'tells no group of one or two' 0 "$(get '$.count' < "$out" | grep -cx '[12]')"
equal 'nor what the rest would tell' '' "$(grep 一个人去吗 "$out" | grep 不是 | get '$.count')"
# --- escapes of terminals ---
red=$(printf '\033[31m')
{
    printf 'survey,,\n,type,name,label\n,text,q,"%s红\007色 <b>吗"\nsettings,,\n,form_id,form_title\n,esc,"=1+1%s"\n' "$red" "$red"
} > esc.csv
runs 'a definition with escapes' 0 survey add esc.csv
runs 'an answer with them' 0 survey fill esc --household "$last" --set "q=${red}红"
{
    yz survey show esc
    yz --json survey show esc
    yz survey results esc
    yz survey export esc
    yz survey export esc --public
    yz survey print esc --to "file:$HOME/esc.txt"
    cat "$HOME/esc.txt"
    yz survey list
} > "$out" 2> "$err"
says 'is shown as text' '红色 <b>吗' "$out"
lacks 'without the escapes' "$(printf '\033')" "$out"
lacks 'or bells' "$(printf '\007')" "$out"
yz undo > "$out" 2> "$err"
yz undo > "$out" 2> "$err"
runs 'undone, it goes on' 0 undo
runs 'the file is sound' 0 verify
runs 'all of it' 0 doctor
