#!/bin/sh
# Ctrl-R on every screen that has it: the right it asks for, who stays masked, and a line of the journal for each record shown.
. "$(dirname "$0")/common.sh"
. "$SOURCE_DIR/tests/support/canary.sh"
canary_station 2> "$err"
"$tool" role "$YIZHAN_FILE" clerk
yz staff edit "$me" --set grid="$grid" > "$out" 2>&1
"$tool" role "$YIZHAN_FILE" admin
yz --json staff edit "$me" --set grid="$grid" > "$out" 2>&1
cp "$YIZHAN_FILE" base.db

at=$(echo "$door" | sed 's/ //; s/幢 /-/; s/单元 /-/')
house="key F2|type $at|key Enter"
building_of=$(echo "$at" | sed 's/-.*//')幢

# The screens with Ctrl-R, and how one gets there: SCREEN|STEPS
screens="household|$house
person|$house|key Enter
person_groups|$house|key Enter|key 1
group_members|key F2|type zdrq|key Enter|wait idle|key Ctrl-T|type 残疾|key Enter|wait idle
building|key F2|type $building_of|key Enter
walk|key F4|key Enter|key Down
bulk|$house|key Ctrl-N|type jmyb|key Enter|type 连续|key Tab|key Tab|key Tab|key Ctrl-S
case|key F2|type $service|key Enter
answers|key F2|type $service|key Enter|key Shift-Tab|key Enter
grid_rows|key F6|key 4
merge|key F9|key 8|key Enter
seals|key F2|type 用印登记|key Enter
lists|key F5|key 4
list_entry|key F5|key 4|key Enter
match_entry|key F5|key Enter|key Ctrl-G|key Ctrl-G|key 1|key Enter
meeting|key F7|key Ctrl-F|type 漏水|key Enter|key Enter
improvement|key F5|key 8|key Enter"

# asks NAME ROLE STEPS WANTED UNWANTED: as ROLE, the steps, Ctrl-R and a reason; WANTED then stands there and UNWANTED does not.
asks() {
    rm -f station.db*
    cp base.db station.db
    "$tool" role "$YIZHAN_FILE" "$2"
    {
        echo 'size 120 40'
        echo "$3" | tr '|' '\n'
        printf '%s\n' 'wait idle' 'key Ctrl-R'
        [ "${6:-}" = refused ] || printf '%s\n' 'type 1' 'key Enter' 'wait idle'
        echo "expect $4"
        [ -z "$5" ] || echo "reject $5"
    } > steps
    if "$YIZHAN" --script steps > "$out" 2> "$err"; then
        echo "ok $1"
    else
        echo "not ok $1"
        sed 's/^/#   /' "$out" "$err" | head -n 45
    fi
}
looks() { # of the newest sitting: whose data were shown, kind by kind
    yz --json log --limit 200 | grep '"verb":"reveal"' | grep -o '"note":{"kind":"[a-z]*"' | sort | uniq -c | awk '{print $1, $2}' |
        sed 's/"note":{"kind"://; s/"//g' | xargs
}

recorded=$(grep -rl YZ_SCREEN_WRITES "$SOURCE_DIR/src/ui/screens" | xargs -n 1 basename | xargs)
echo "$screens" | while IFS='|' read -r screen steps; do
    case " $recorded " in # those are not opened at all: tests/screen/auditor.sh
    *" $screen.c "*) ;;
    *) asks "$screen: an auditor looks behind no mask" auditor "$steps" 不能查看被遮盖的个人信息 '' refused ;;
    esac
done
for file in $(grep -l '\.subject = ' "$SOURCE_DIR"/src/ui/screens/*.c "$SOURCE_DIR"/src/ui/screens/*/*.c); do
    echo "$screens" | grep -q "^$(basename "$file" .c)|" || echo "not ok $(basename "$file") has Ctrl-R and is not in the table"
done

asks 'a household, by a clerk: the child stays masked' clerk "$house" '另有 1 位没有查看的权利' 53011120130119331X
members=5 # the newborn among them, since this clerk handles its case
equal 'a line for the household and each member shown' "1 household $((members - 1)) person" "$(looks)"
asks 'by a supervisor: all of it' supervisor "$house" 甄稚禾 ''
equal 'a line each' "1 household $members person" "$(looks)"
asks 'a child' clerk "$house|key Down|key Down|key Enter" 不满十四周岁 甄稚禾 refused
equal 'no line' '' "$(looks)"
asks 'a member, by a clerk' clerk "$house|key Enter" 甄嘉娜丽 ''
equal 'one line' '1 person' "$(looks)"
asks 'the sensitive group of somebody, by a clerk' clerk "$house|key Enter|key 1" 残疾 ''
asks 'a need in its list' clerk 'key F5|key Ctrl-T|type 理发打|key Enter' 13987650013 '理发打139****0013'
asks 'by a grid worker the person' grid-worker "$house|key Enter" 甄嘉娜丽 残疾
asks 'and not the group' grid-worker "$house|key Enter|key 1" 敏感的重点人群 残疾人 refused
asks 'nor after the person was shown' grid-worker "$house|key Enter|key Ctrl-R|type 1|key Enter|key 1" 敏感的重点人群 保密的隐情 refused
asks 'nor in the list of the group' grid-worker "$(echo "$screens" | sed -n 's/^group_members|//p')" 敏感的重点人群 保密的隐情 refused
asks 'a door of a walk is its household' clerk "key F4|key Ctrl-F|type $(echo "$building_of" | sed "s,[0-9]*幢, &,")|key Enter|key Enter|key Down" 甄嘉娜丽 ''
looks | grep -q '^1 household [0-9]* person$'
tell 'a line for each who lives there'
asks 'a building: the head of the line' clerk "key F2|type $building_of|key Enter" 显示 ''
equal 'one line' '1 person' "$(looks)"
asks 'many at once: the line' clerk "$house|key Ctrl-N|type jmyb|key Enter|type 连续|key Tab|key Tab|key Tab|key Ctrl-S" 显示 ''
equal 'one person' '1 person' "$(looks)"
asks 'two to be merged' clerk "key F9|key 8|key Enter" 显示 ''
equal 'a line each' '2 person' "$(looks)"

cp base.db station.db
rm -f station.db-* station.db.lock
yz --json staff list > all
station=$(grep '"os_user":"[^"]' all | get '$.station')
colleague=$(grep '"os_user":""' all | grep -F "\"station\":\"$station\"" | get '$.name' | head -n 1)
for no in "$newborn" "$hidden"; do did case do "$no" hand --to "$colleague"; done
cp station.db base.db
for screen in '' '|key Shift-Tab|key Enter'; do # and the answers of its form
    asks "the case of a child that another handles$screen" clerk "key F2|type $newborn|key Enter$screen" 不满十四周岁 甄稚禾 refused
done
asks 'a secret case that another handles' clerk "key F2|type $hidden|key Enter" 保密 甄老爹 refused
equal 'no line' '' "$(looks)"

cp base.db station.db
rm -f station.db-* station.db.lock
"$tool" become station.db "$colleague"
secret=$(made '$.id' need add --set text=家里的隐情 --set field=daily --set household="$household" --set secret=yes)
did provider add --set name=区民政局 --set sort=部门
offer=$(made '$.id' offer add --set list=服务 --set provider=区民政局 --set name=上门关爱 --set topic=care --set field=daily \
    --set period=week --set capacity=5 --set confirmed_on=2026-11-20)
did match propose "$secret" "$offer"
"$tool" become station.db "$me"
cp station.db base.db
asks 'a need that another wrote down in secret' clerk 'key F5|key Enter' 这条需求是保密的 隐情 refused
asks 'a number in the text of a need' clerk 'key F5|key Down|key Enter' 13987650013 ''
equal 'one line' '1 need' "$(looks)"
asks 'its match' clerk 'key F5|key 6|key Tab|key Enter' 这条需求是保密的 隐情 refused
equal 'no line' '' "$(looks)"
asks 'by an administrator' admin 'key F5|key Enter' 隐情 ''
equal 'one line' '1 need' "$(looks)"

# Who looked, from the card of the resident: the number, and its rows.
cp base.db station.db
rm -f station.db-* station.db.lock
"$tool" role "$YIZHAN_FILE" admin
drives 'the number of looks opens its rows' << LINES
size 80 24
$(echo "$house|key Enter" | tr '|' '\n')
expect 5 近一年查看 0 次
key Ctrl-R
type 上门看望老人
key Enter
key Tab
expect 5 近一年查看 1 次
expect 上门看望老人
key 5
expect 查看完整
expect 上门看望老人
LINES
"$tool" role "$YIZHAN_FILE" clerk
drives 'the own looks a clerk sees' << LINES
size 80 24
$(echo "$house|key Enter" | tr '|' '\n')
expect 5 近一年查看 1 次
LINES
