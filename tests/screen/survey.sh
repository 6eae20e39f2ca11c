#!/bin/sh
# A questionnaire on the screen, key by key: filled in at the door, keyed in twice, its figures, a text that becomes a need.
. "$(dirname "$0")/common.sh"
fresh
yz survey add "$SOURCE_DIR/data/surveys/parking.csv" > "$out" 2> "$err"
other=$(yz --json household list --limit 9 | get '$.id' | grep -vxF "$household" | tail -1)
other=$(yz --json show "$other" | get '$.address' | sed 's/ //; s/幢 /-/; s/单元 /-/')
# to_survey: the questionnaire; to_fill ADDRESS: its first question for a household.
to_survey() {
    printf '%s\n' 'key F2' 'type 问卷' 'key Enter' 'expect 停车情况问卷' 'key Enter'
}
to_fill() {
    to_survey
    printf '%s\n' 'key 1' "type $1" 'key Enter' 'expect 第 1 题，共 7 题'
}

drives 'half filled in' << LINES
$(to_fill "$address")
key 1
expect 有几辆
type 2
key Enter
expect 平时停在哪里
key 3
expect 可以选几个
key 1
key Down
key Down
key Space
quit
LINES
drives 'nothing is lost' << LINES
$(to_fill "$address" | sed '$d')
expect 接着上次没办完的填
expect 第 5 题，共 7 题
key Esc
expect [x] 1 重新划线
expect [x] 3 访客车位
key Enter
key 2
expect 哪里让您不满意
type 晚上没位
key Enter
expect 还有什么想说的
type 想装充电桩
key Enter
expect 都答完了
expect 重新划线、访客车位
key Ctrl-S
expect 已收下这份答卷
expect 100%
LINES
drives 'a household is asked once' << LINES
$(to_fill "$address" | sed '$d')
expect 已经答过这份问卷
LINES
equal 'the draft is gone' 1 "$(yz --json survey replies parking | wc -l | tr -d ' ')"

drives 'what is passed over by its rule is not asked' << LINES
$(to_survey)
key 2
type 7
key Enter
type $other
key Enter
expect 7 号第一遍
key 2
expect 可以选几个
key Tab
key 4
expect 还有什么想说的
key Enter
expect 都答完了
key Ctrl-S
expect 已录第一遍
LINES
drives 'a second keying shows where it differs' << LINES
$(to_survey)
key Tab
key Tab
expect 待第二遍
key Enter
expect 7 号第二遍
key 2
key Tab
key 5
key Enter
expect 两遍有 1 处不同
key Ctrl-S
expect 两遍有 1 处不同
key 1
key Ctrl-S
expect 已收下这份答卷
reject 待第二遍
LINES
equal 'and the paper decides' 4 "$(yz --json survey results parking --question content | get '$.most')"

drives 'a text becomes a need by one key' << LINES
$(to_survey)
key End
expect 想装充电桩
key Ctrl-N
expect 1党的建设 2社区治理 3环境整治 4法律援助 5民生保障 6日常服务 日常服务
type 环保
key Enter
expect 没有这个领域： 1党的建设
type 环境整治
key Enter
expect 已转成需求
expect （已转需求）想装充电桩
LINES
need=$(yz --json need list | get '$.id' | tail -1)
equal 'of source questionnaire' 问卷 "$(yz --json show "$need" | get '$.source')"
equal 'in the field typed over the one suggested' 环境整治 "$(yz --json show "$need" | get '$.field')"
drives 'a number opens its rows: a bar, a reply' << LINES
$(to_survey)
key Down
key Down
key Enter
expect 答卷
expect 7 号
key Enter
expect 一份答卷
expect 您家有车吗
expect    没有
key Esc
expect 7 号
key Esc
expect 您最希望先办哪几件
LINES
drives 'a grid with few replies is not shown apart, and its target is set' << LINES
$(to_survey)
key Tab
expect 各网格
key Enter
expect 答卷太少
key Ctrl-N
key Ctrl-U
type 20
key Enter
expect 目标 20 /
key Ctrl-P
key Ctrl-U
type file:问卷.txt
key Enter
expect 已打印问卷
LINES
grep -q '平时停在哪里' 问卷.txt
tell 'the paper is there'
drives 'a file with errors' << LINES
key F2
type 问卷
key Enter
key Ctrl-N
type $SOURCE_DIR/README.md
key Enter
expect survey
reject 已建立
LINES

# --- notes, groups, limits; the end; what goes out ---
cat > hall.csv << 'ROWS'
survey,,,,,,,
,type,name,label,required,relevant,constraint,constraint_message
,note,hello,三分钟就好,,,,
,select_one yn,use,用过活动室吗,yes,,,
,begin_group,using,用过的人家,,${use} = 'yes',,
,decimal,hours,每次几小时,yes,,. > 0 and . <= 12,填 0 到 12 之间的小时数
,end_group,,,,,,
choices,,,,,,,
,list_name,name,label,,,,
,yn,yes,是,,,,
,yn,no,不是,,,,
settings,,,,,,,
,form_id,form_title,,,,,
,hall,活动室问卷,,,,,
ROWS
drives 'from the three lists: one with notes, groups and limits' << LINES
key F5
key 9
expect 停车情况问卷
key Ctrl-N
type hall.csv
key Enter
expect 已建立问卷“活动室问卷”，2 题
expect 活动室问卷  结果
key 1
type $address
key Enter
expect 说明
expect 三分钟就好
reject 第 1 题
key Enter
expect 第 1 题，共 2 题
key 1
expect 用过的人家
type 13
key Enter
expect 填 0 到 12 之间的小时数
key Ctrl-U
type １.50
key Enter
expect 都答完了
expect 1.5
key Ctrl-S
expect 已收下这份答卷
expect 平均 1.5
key Tab
key Tab
key Enter
expect 一份答卷
expect 1.5
key Tab
key 4
key Ctrl-U
type answers.csv
key Enter
expect 已导出 1 行到 answers.csv
key 4
key Ctrl-U
type answers.csv
key Enter
expect 已经存在
key 5
key Ctrl-U
type public.csv
key Enter
expect 行到 public.csv
LINES
equal 'one row a reply' 2 "$(wc -l < answers.csv | tr -d ' ')"
says 'the public table keeps one back' 不公开 public.csv
drives 'ended early, with a reason, and taken back' << LINES
key F5
key 9
key Enter
expect 活动室问卷  结果
key 3
type 目标已经够了
key Enter
expect 已提前结束
key 1
type $other
key Enter
expect 提前结束了这份问卷：目标已经够了
key Esc
expect 已结束
key Enter
expect 提前结束：目标已经够了
key Ctrl-Z
expect 已撤销：提前结束问卷
LINES

# --- built on the screen, question by question ---
to_build() {
    printf '%s\n' 'key F5' 'key 9' 'expect 小区遛狗问卷' 'key Enter' 'key 6' 'expect 题目 小区遛狗问卷'
}
drives 'a new one: title, two questions, the second for some' << LINES
key F5
key 9
key Ctrl-N
type 小区遛狗问卷
key Enter
expect 已建立问卷“小区遛狗问卷”
expect 还没有题目
key Ctrl-N
expect 加题 第 1 个
type 您家养狗吗
key Enter
type 单选
key Enter
type 养
key Enter
key Ctrl-S
expect 选项不到两个
key Enter
type 不养
key Enter
key Ctrl-S
expect 排在第 1 个
key Ctrl-N
type 养几条
key Enter
type 数字
key Enter
type 1
key Enter
type 9
key Enter
key Space
key Tab
key Tab
type 养
expect 您家养狗吗
key Enter
expect \${q1} = '1'
key Tab
quit
LINES
drives 'the form half filled in comes back when it is asked for' << LINES
$(to_build)
key Ctrl-N
expect 没填完的草稿
key Enter
expect 养几条
key Ctrl-S
expect 排在第 2 个
expect 小区遛狗问卷  2 题
key 1
expect 规则
reject 已删去
key Up
key 3
expect 规则
expect 小区遛狗问卷  2 题
LINES
wj=$(yz --json survey list | grep 小区遛狗问卷 | get '$.key')
equal 'the choices are numbered as on paper' 不养 "$(yz --json survey show "$wj" | get '$.questions[0].choices[1].label')"
equal 'and the second question has its rule' "\${q1} = '1'" "$(yz --json survey show "$wj" | get '$.questions[1].relevant')"
drives 'moved, taken out, taken back; the head' << LINES
$(to_build)
key End
key Ctrl-N
expect 加题 第 3 个
type 还有什么想说的
key Enter
type 文字
key Enter
key Ctrl-S
expect 小区遛狗问卷  3 题
key 1
expect 3  养几条
key 3
expect 小区遛狗问卷  2 题
key Ctrl-Z
expect 小区遛狗问卷  3 题
key 4
expect 问卷代号
key Ctrl-U
type 遛狗问卷
key Enter
key Ctrl-U
type dogs
key Enter
key Ctrl-S
expect 题目 遛狗问卷  3 题
LINES
equal 'it has its key' 3 "$(yz --json survey show dogs | grep -o '"type":' | wc -l | tr -d ' ')"
drives 'it is asked as it was built, and is no longer changed then' << LINES
key F5
key 9
key Home
expect 遛狗问卷
key Enter
key 1
type $address
key Enter
expect 您家养狗吗
key 2
expect 还有什么想说的
key Enter
expect 都答完了
key Ctrl-S
expect 已收下这份答卷
key 6
key Ctrl-N
expect 已经有答卷，题目不能再改
key Enter
expect 已经有答卷，题目不能再改
key 3
expect 已经有答卷，题目不能再改
key 4
key Tab
key Ctrl-U
type cats
key Ctrl-S
expect 已经有答卷，代号不能再改
LINES
for act in $(yz --json log --kind question --limit 20 | get '$.act' | sort -u); do
    runs "nor by undoing act $act" 1 undo "$act"
    says '  which says why' 已经有答卷，题目不能再改 "$err"
done
drives 'one without questions takes no replies' << LINES
key F5
key 9
key Ctrl-N
type 空问卷
key Enter
key Esc
key Home
expect 空问卷
key Enter
key 1
type $address
key Enter
expect 这份问卷还没有题目
LINES
