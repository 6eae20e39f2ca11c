#!/bin/sh
# A lawful request to erase a person: what goes, what stays and why, and that not a byte is left.
. "$(dirname "$0")/common.sh"
demo
"$tool" role "$YIZHAN_FILE" supervisor

# left NAME WANT TEXT: how often TEXT stands in the file, its WAL and its index, as bytes.
left() {
    equal "$1" "$2" "$(cat "$YIZHAN_FILE" "$YIZHAN_FILE"-wal "$YIZHAN_FILE"-shm 2> /dev/null | LC_ALL=C grep -aoF -e "$3" | wc -l)"
}

her=诸葛验删 number=530111198607150027 phone=13987650123
runs 'somebody is added' 0 --json person add --set name=$her --set id_number=$number --set phone=$phone
p=$(get '$.id' < "$out")
runs 'married, and the phone changed' 0 person edit "$p" --set phone=13987650999 --set marital=已婚
edit=$(yz --json log --limit 1 | get '$.act')
runs 'a case of hers' 0 --json case open pension-check --person "$p" --set kind=pension --set way=here --set papers=id --set note="$her 说电话 $phone"
case=$(get '$.number' < "$out")
yz need add --set text="找$her，电话 $phone" --set field=1 --set place=北门 > "$out" 2>&1
tell 'a need that nobody tied to her'
runs 'who looked' 0 --reveal --reason "核对$her" person show "$p"
equal "she is in the file" 1 "$(cat "$YIZHAN_FILE" "$YIZHAN_FILE"-wal 2> /dev/null | LC_ALL=C grep -acq "$phone" && echo 1)"

runs 'no reason' 1 person erase "$p" --who 本人
says 'says what is missing' 为什么删除 "$err"
runs 'nobody who asked' 1 person erase "$p" --why 撤回同意
runs 'nobody known' 1 person erase p:99999 --who 本人 --why 撤回同意
runs 'the reason must not name her' 1 person erase "$p" --who $her --why 撤回同意
runs 'an open case' 1 person erase "$p" --who 本人 --why 撤回同意
says 'is named' "$case" "$err"
runs 'taken back' 0 case do "$case" withdraw --reason "$her 不办了"
"$tool" role "$YIZHAN_FILE" clerk
runs 'a clerk may not' 6 person erase "$p" --who 本人 --why 撤回同意
"$tool" role "$YIZHAN_FILE" grid-worker
runs 'nor a grid worker, of whatever grid' 6 person erase "$p" --who 本人 --why 撤回同意
says 'and the right is named' 依法删除个人信息 "$err"
"$tool" role "$YIZHAN_FILE" clerk
"$tool" role "$YIZHAN_FILE" supervisor
runs 'a trial' 0 person erase "$p" --who 本人 --why 撤回同意 --dry-run
says 'says what would be done' 档案法 "$out"
runs 'and does nothing' 0 person show "$p"
says 'she is there' 诸葛*删 "$out"
runs 'erased' 0 --json person erase "$p" --who 本人 --why 撤回同意
says 'the file is clean' '"purged":true' "$out"
for text in $her $number $phone 13987650999; do left "no byte of $text" 0 "$text"; done
runs 'the chain is whole' 0 verify
runs 'and all that follows from the rows' 0 doctor
runs 'nobody finds her' 1 --json search $her
lacks 'by name' '"person"' "$out"
runs 'the case stays' 0 case show "$case"
lacks 'without what she wrote' "$her" "$out"
runs 'the need lost her name' 0 --json need list
says 'under stars' '找****，电话 ***********' "$out"
runs 'who asked and why' 0 --json log --limit 1 --ref "$p"
runs 'is in the log' 0 log --limit 3
says 'by whom' 本人 "$out"
runs 'twice' 1 person erase "$p" --who 本人 --why 撤回同意
says 'says when it was' 2026-11-23 "$err"
runs 'undo does not bring it back' 1 undo
says 'and says so' 依法删除 "$err"
runs 'nor from under an older act' 1 undo "$edit"
says 'and says so too' 依法删除 "$err"
runs 'nor as of a day before' 1 show "$p" --as-of 2026-11-22
runs 'history shows what is left' 0 log --ref "$p"

head=$(yz --json household list --limit 1 | get '$.head')
runs 'the head of a family' 1 person erase "$head" --who 本人 --why 撤回同意
says 'says what to do first' 'household head' "$err"

# Two records of one: both go.
yz --json person add --set name=上官并一 --set phone=13987650777 > "$out" && a=$(get '$.id' < "$out")
yz --json person add --set name=上官并二 --set phone=13987650778 > "$out" && b=$(get '$.id' < "$out")
runs 'merged' 0 person merge "$a" "$b" --take name=keep --take phone=keep --reason 同一人
runs 'named by the one that went' 0 person erase "$b" --who 监护人 --why 撤回同意
for text in 上官并一 上官并二 13987650777 13987650778; do left "no byte of $text" 0 "$text"; done
runs 'unmerging has nothing to give back' 1 person unmerge "$a"
runs 'whole' 0 verify
runs 'and well' 0 doctor

# Anybody of the demo, in a stride through the register: erased, or told what to do first, and then nothing has changed.
gone=0 told=0 bytes=0 number=3
while [ $number -lt 1900 ]; do
    number=$((number + 97))
    yz --json --reveal --reason 抽查 person show p:$number > "$out"
    id_number=$(get '$.id_number' < "$out") before=$(yz --json verify | get '$.head')
    if yz person erase p:$number --who 本人 --why 撤回同意 > "$out" 2> "$err"; then
        gone=$((gone + 1))
        test -n "$id_number" && cat "$YIZHAN_FILE" "$YIZHAN_FILE"-wal 2> /dev/null | LC_ALL=C grep -aqF "$id_number" && bytes=$((bytes + 1))
    else
        test "$before" = "$(yz --json verify | get '$.head')" && told=$((told + 1))
    fi
done
equal 'all of them erased or told' 20 $((gone + told))
equal 'most erased' yes "$(test $gone -ge 8 && echo yes || echo "$gone")"
equal 'none left in the file' 0 $bytes
runs 'the chain is whole after all of it' 0 verify
runs 'and everything fits' 0 doctor
