#!/bin/sh
# init: a real community from its description.
. "$(dirname "$0")/common.sh"
sed -n '/^```json/,/^```/p' "$SOURCE_DIR/docs/community.md" | sed '1d;$d' > community.json

runs 'the example of the manual' 0 init --community community.json --station 为民服务站 --admin 王主任
equal 'has the administrator' 王主任 "$(yz --json staff list | get '$.name')"
equal 'in the role' 1 "$(yz --json staff list --where role=admin | wc -l | tr -d ' ')"
equal 'at the station' 为民服务站 "$(yz --json staff list | get '$.station_name')"
equal 'has the buildings' 2 "$(yz --json building list | wc -l | tr -d ' ')"
equal 'of the grid' 2 "$(yz --json building list --in g:1 | wc -l | tr -d ' ')"
runs 'and every door' 0 --json show '甲小区1-2-1804'
equal 'nobody lives there' 0 "$(yz --json person list | wc -l | tr -d ' ')"
equal 'services are there' 1 "$(yz --json service list | grep -c newborn-insurance)"
runs 'the file is whole' 0 verify
runs 'and consistent' 0 doctor
runs 'it is never overwritten' 1 init --community community.json --station 为民服务站
runs 'a station of another name' 0 -f two.db init --community community.json --station 东门驿站
equal 'is made' 东门驿站 "$(yz -f two.db --json staff list | get '$.station_name')"
equal 'and the administrator has a name' 1 "$(yz -f two.db --json staff list | get '$.name' | wc -l | tr -d ' ')"

# Nobody's password by default; the first administrator may set the own one at once.
printf '%s\n' abc | yz -f three.db --password-fd 0 init --community community.json --station 北门驿站 > "$out" 2> "$err"
equal 'a weak password is refused' 1 $?
says 'with the rule' 不足 "$err"
[ -z "$(ls three.db* 2> /dev/null)" ]
tell 'and nothing is made'
printf '%s\n' Xingti-2026 | yz -f three.db init --community community.json --station 北门驿站 --admin 王主任 --password-fd 0 > "$out" 2> "$err"
tell 'a good one is set, the option behind as before the command'
printf '%s\n' Xingti-2026 | yz -f three.db --staff 王主任 staff list --password-fd 0 > "$out" 2> "$err"
tell 'and signs in'
printf '\n' | yz -f two.db --staff "$(yz -f two.db --json staff list | get '$.name')" --password-fd 0 staff list > "$out" 2> "$err"
equal 'without one nobody signs in by name' 6 $?
equal 'whoever made it is bound to the system user' "$(id -un)" "$(yz -f two.db --json staff list | get '$.os_user')"

# broken NAME SED PLACE: the description changed by SED is refused, PLACE is named, and no file is left.
broken() {
    sed "$2" community.json > broken.json
    runs "$1" 1 -f broken.db init --community broken.json --station 为民服务站
    says '  the place is named' "$3" "$err"
    [ -z "$(ls broken.db* 2> /dev/null)" ]
    tell '  and no file is left'
}
broken 'a grid that is not there' 's/"grid": "1"/"grid": "9"/' 'compounds[0].buildings[0].grid'
broken 'an unknown member' 's/"units"/"entrances"/' 'compounds[0].buildings[0].entrances'
broken 'a wrong code' 's/"residential"/"castle"/' 'compounds[0].kind'
broken 'a wrong type' 's/"name": "第一网格"/"name": ["第一网格"]/' 'grids[0].name'
broken 'a name twice' 's/{"name": "西片"}/"东片"/' 'areas[1]'
broken 'a name missing' 's/"name": "某某社区", //' name
broken 'no JSON' 's/}$/,/' JSON
broken 'not an object' '1,$d' JSON
runs 'no description' 1 -f broken.db init --community nosuch.json --station x
runs 'no station' 2 -f broken.db init --community community.json

runs 'binding again changes nothing' 0 staff bind 王主任 "$(id -un)"
runs 'one more' 0 staff add --set name=李办 --set login=liban --set role=办事员
runs 'bound to a user whom the machine lacks' 0 staff bind liban no-such-user-here
says 'is told' 这台机器上现在没有这个用户 "$err"
runs 'unbound again' 0 staff bind liban ''
says 'is told too' '不再绑定系统用户' "$err"
runs 'an unknown member of staff' 1 staff bind 查无此人 x
runs 'a user is needed' 2 staff bind 王主任
runs 'the only administrator is not bound away' 1 staff bind 王主任 somebody-else
says 'the rule is named' 唯一 "$err"
says 'and the mend' 'staff bind' "$err"
runs 'nor unbound' 1 staff bind 王主任 ''
runs 'and still works here' 0 staff list
"$tool" bind "$YIZHAN_FILE" somebody-else
runs 'a stranger gets nowhere' 6 staff list
says 'with the mend named' 'staff bind' "$err"
yz -f demo.db demo --households 5 --people 9 --date 2026-11-23 2> /dev/null
runs 'a clerk may not bind' 6 -f demo.db staff bind clerk1 somebody-else
printf 'date,kind,name\n2027-01-01,off,元旦\n' > 2027.csv
yz -f demo.db calendar check 2027.csv > "$out" 2>&1
runs 'but load a calendar where nobody above can sign in' 0 -f demo.db calendar load 2027.csv
"$tool" role demo.db admin
boss=$(yz -f demo.db --json staff list --where role=管理员 | get '$.name' | tail -1)
yz -f demo.db staff bind "$boss" another-user > "$out" 2> "$err"
"$tool" role demo.db clerk
runs 'nor change the calendar of all where one can' 6 -f demo.db calendar load 2027.csv
says 'whom to ask' 可以的是站长、管理员 "$err"
runs 'or an item' 6 -f demo.db service load "$SOURCE_DIR/data/services/pension-check.item"
runs 'a clerk does not undo who signs in' 6 -f demo.db undo "$(yz -f demo.db --json log --limit 200 | grep '"verb":"bind-staff"' | get '$.act' | head -1)"
runs 'nobody undoes the founding' 1 -f demo.db undo 1
says 'the reason is told' 建立了这个驿站 "$err"
