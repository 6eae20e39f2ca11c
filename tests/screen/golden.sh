#!/bin/sh
# Every screen whole, as text with the cursor's place: at 80×24 and 120×40 in Chinese, at 80×24 in English.
# UPDATE=1 writes the goldens anew.
. "$(dirname "$0")/common.sh"

# steps SCREEN: the keys that lead there from home.
steps() {
    case $1 in
    today) echo 'wait idle' ;;
    find) echo 'key F2' ;;
    find-name) printf '%s\n' 'key F2' 'type 王' 'key Down' ;;
    find-nothing) printf '%s\n' 'key F2' 'type zzzzqq' ;;
    household) printf '%s\n' 'key F2' "type $address" 'key Enter' ;;
    household-history) steps household && echo 'key Tab' ;;
    person) steps household && printf '%s\n' 'key Down' 'key Enter' ;;
    person-history) steps person && echo 'key Tab' ;;
    person-asks-why) steps person && echo 'key Ctrl-R' ;;
    person-revealed) steps person && printf '%s\n' 'key Ctrl-R' 'type 核对信息' 'key Enter' ;;
    person-edit) steps person-revealed && echo 'key Ctrl-E' ;;
    person-edit-wrong) steps person-edit && printf '%s\n' 'key Ctrl-U' 'key Ctrl-K' 'key Ctrl-S' ;;
    person-new) steps household && printf '%s\n' 'key Ctrl-X' 'type 王五' 'key Tab' ;;
    household-past) steps household && printf '%s\n' 'key Ctrl-Y' 'type 2026-06-30' 'key Enter' ;;
    person-past) steps household-past && printf '%s\n' 'key Down' 'key Enter' 'key Ctrl-E' ;;
    move) steps household && echo 'key F12' ;;
    move-shown) steps move && printf '%s\n' 'key Enter' 'key Enter' 'type 安宁里1-2-101' 'key Enter' ;;
    move-refused) steps move && printf '%s\n' 'type 3' 'key Tab' 'key Space' 'key Ctrl-S' ;;
    expiring) printf '%s\n' 'key F2' 'type 居住证到期' 'key Enter' ;;
    building) printf '%s\n' 'key F2' 'type 星体花园南区3' 'key Enter' ;;
    bulk-which) steps building && echo 'key Ctrl-N' ;;
    bulk-form) steps bulk-which && printf '%s\n' 'type jmyb' 'key Enter' ;;
    bulk-list) steps bulk-form && printf '%s\n' 'key Right' 'key Ctrl-S' 'key Space' 'key Space' ;;
    bulk-one) steps bulk-list && echo 'key Enter' ;;
    bulk-result) steps bulk-list && echo 'key Ctrl-S' ;;
    building-filter) steps building && printf '%s\n' 'key Ctrl-T' 'type 501' ;;
    service-asks) printf '%s\n' 'key 1' "type ${address%-*}" ;;
    service) printf '%s\n' 'key 1' "type $address" 'key Enter' ;;
    service-empty) steps service && echo 'key Ctrl-S' ;;
    service-filled) steps service && filled && printf '%s\n' 'key Tab' 'key Tab' ;;
    services) echo 'key 0' ;;
    services-typed) steps services && echo 'type 登记' ;;
    service-member) printf '%s\n' 'key 3' "type $address" 'key Enter' ;;
    service-person) printf '%s\n' 'key 3' "type $wife_name" 'key Enter' 'type 在单位' 'key Enter' ;;
    service-chain) printf '%s\n' 'key 5' "type $wife_name" 'key Enter' 'key Ctrl-S' ;;
    service-event) printf '%s\n' 'key 8' 'type 星体花园南区3' 'key Enter' 'type 东侧垃圾房旁' 'key Enter' ;;
    receipt) steps service && filled && printf '%s\n' 'key Ctrl-S' ;;
    notice) steps receipt && echo 'key Tab' ;;
    case) steps receipt && echo 'key Enter' ;;
    answers) steps case && printf '%s\n' 'key Shift-Tab' 'key Enter' ;;
    deadline) steps case && printf '%s\n' 'key Shift-Tab' 'key Shift-Tab' 'key Enter' 'key Down' ;;
    case-late) printf '%s\n' 'key F2' "type $late" 'key Enter' ;;
    surveys) printf '%s\n' 'key F9' 'key 9' ;;
    survey) steps surveys && echo 'key Enter' ;;
    survey-build) steps survey && echo 'key 6' ;;
    survey-edit) steps surveys && printf '%s\n' 'key Ctrl-N' 'type 遛狗问卷' 'key Enter' 'key Ctrl-N' 'type 您家养狗吗' 'key Enter' 'type 单选' 'key Enter' 'type 养' 'key Enter' ;;
    survey-grids) steps survey && echo 'key Tab' ;;
    survey-question) steps survey && printf '%s\n' 'key 1' "type $address" 'key Enter' 'key 1' 'type 2' 'key Enter' 'key Down' ;;
    survey-differs) steps survey && printf '%s\n' 'key 2' 'type 7' 'key Enter' 'key 2' 'key Space' 'key Enter' 'key 2' 'key Enter' 'key Enter' ;;
    visits) printf '%s\n' 'key F4' 'wait idle' ;;
    walk) printf '%s\n' 'key F4' 'key Enter' 'key 1' 'key 2' 'key 4' 'key Up' ;;
    walk-form) steps walk && printf '%s\n' 'key Ctrl-N' 'type 想修单元门' 'key Enter' 'type 环境' 'key Tab' 'key Tab' 'key Tab' ;;
    walk-drafted) steps walk-form && printf '%s\n' 'key Esc' 'key Esc' ;;
    doors) steps walk && echo 'key Ctrl-P' ;;
    visit-log) steps walk && echo 'key Tab' ;;
    diary) steps walk && printf '%s\n' 'key Esc' 'key Ctrl-Y' ;;
    household-visited) printf '%s\n' 'key F4' 'key Enter' 'key 1' 'key Up' 'key Enter' ;;
    certificate) printf '%s\n' 'key F2' 'type danshen' 'key Enter' ;;
    certificate-slip) steps certificate && echo 'key Ctrl-P' ;;
    seal-new) printf '%s\n' 'key F2' 'type 用印登记' 'key Enter' 'key Ctrl-N' ;;
    seal-refused) steps seal-new && sealed 亲属关系证明 && echo 'key Ctrl-S' ;;
    seal-slip) steps seal-new && sealed 居住情况说明 && echo 'key Ctrl-S' ;;
    seal-month) steps seal-slip && echo 'key Tab' ;;
    seals) steps seal-slip && echo 'key Esc' ;;
    prints) steps seal-slip && printf '%s\n' 'key Ctrl-P' 'key Ctrl-U' 'type file:单.txt' 'key Enter' 'key F9' 'key 4' ;;
    system) printf '%s\n' 'key F9' 'wait idle' 'key Down' ;;
    log) printf '%s\n' 'key F2' 'type 日志' 'key Enter' 'wait idle' ;;
    log-filtered) steps log && printf '%s\n' 'key 2' 'type 登记用印' 'key Enter' 'key 4' 'type 2026-11-20' 'key Enter' 'key Down' ;;
    system-verified) steps system && echo 'key 1' ;;
    letters) printf '%s\n' 'key F9' 'key Tab' 'key Tab' ;;
    district) printf '%s\n' 'key F9' 'key Tab' ;;
    backups) printf '%s\n' 'key F9' 'key 3' ;;
    backups-made) steps backups && printf '%s\n' 'key Ctrl-N' 'key Enter' ;;
    accounts) printf '%s\n' 'key F9' 'key 0' 'wait idle' ;;
    account) steps accounts && printf '%s\n' 'key Enter' ;;
    heir) steps accounts && printf '%s\n' 'key Ctrl-T' "type clerk4" 'key Enter' 'key 2' ;;
    password) steps accounts && printf '%s\n' 'key 1' 'type abc' 'key Enter' 'type abc' 'key Enter' 'type 12345' ;;
    rights) steps accounts && printf '%s\n' 'key 4' ;;
    grid) printf '%s\n' 'key F6' 'key Down' 'key Down' 'key Right' 'key Down' 'key Down' 'key Right' 'key Down' 'key Right' ;;
    grid-rows) steps grid && echo 'key Tab' ;;
    grid-posts) printf '%s\n' 'key F6' 'key 9' ;;
    grid-post) steps grid-posts && echo 'key Enter' ;;
    grid-gaps) steps grid-posts && echo 'key Tab' ;;
    people) printf '%s\n' 'key F2' 'type zczr' 'key Enter' ;;
    people-policy) steps people && printf '%s\n' 'key Tab' 'key Tab' 'key Down' ;;
    people-aside) steps people && printf '%s\n' 'key 2' 'key Enter' 'type 已电话告知' ;;
    duplicates) printf '%s\n' 'key F9' 'key 8' ;;
    duplicates-merged) steps merge && printf '%s\n' 'key Ctrl-S' 'key Esc' 'key Tab' ;;
    merge) steps duplicates && printf '%s\n' 'key Enter' 'key Right' 'key Down' ;;
    merge-revealed) steps merge && printf '%s\n' 'key Ctrl-R' 'type 核对' 'key Enter' ;;
    groups) printf '%s\n' 'key F2' 'type zdrq' 'key Enter' 'wait idle' ;;
    group-members) steps groups && printf '%s\n' 'key Down' 'key Down' 'key Enter' 'wait idle' ;;
    person-groups) steps group-members && printf '%s\n' 'key Ctrl-E' ;;
    group-edit) steps person-groups && printf '%s\n' 'key Ctrl-N' 'type 残疾' 'key Enter' 'key Ctrl-S' ;;
    rate) steps case-late && printf '%s\n' 'key Enter' 'key Ctrl-S' 'key Enter' 'key Down' ;;
    rate-thanks) steps rate && echo 'key 5' ;;
    rate-paper) printf '%s\n' 'key F2' 'type lrpjb' 'key Enter' 'type 2026-000001' 'key Enter' 'type 不满意' ;;
    ratings) printf '%s\n' 'key F2' 'type haochaping' 'key Enter' ;;
    import) printf '%s\n' 'key F9' 'key 5' 'type ledger.csv' 'key Enter' ;;
    export) printf '%s\n' 'key F9' 'key 6' 'key Down' 'key Down' 'key Right' ;;
    template) printf '%s\n' 'key F9' 'key 7' 'key Ctrl-N' 'type empty.csv' 'key Enter' 'key Enter' ;;
    templates) steps template && printf '%s\n' 'key End' 'key Enter' 'type blank' 'key Enter' 'key Ctrl-S' ;;
    help) echo 'key F1' ;;
    help-household) steps household && echo 'key F1' ;;
    lists) echo 'key F5' ;;
    lists-resources) printf '%s\n' 'key F5' 'key 3' ;;
    lists-providers) printf '%s\n' 'key F5' 'key 4' ;;
    list-entry) steps lists-resources && echo 'key Enter' ;;
    list-edit) steps list-entry && echo 'key Ctrl-E' ;;
    list-need) printf '%s\n' 'key F5' 'key Ctrl-N' 'type 充电桩不够' 'key Enter' 'type 社区治理' 'key Enter' 'key Enter' 'key Enter' \
        'key Enter' 'key Enter' 'key Enter' 'type 广场东侧' 'key Enter' ;;
    match) printf '%s\n' 'key F5' 'key Enter' 'key Ctrl-G' ;;
    match-others) steps match && echo 'key Tab' ;;
    matches) steps match && printf '%s\n' 'key Ctrl-G' 'key 1' ;;
    matches-why) steps matches && echo 'key 2' ;;
    match-entry) steps matches && printf '%s\n' 'key Ctrl-G' 'key Ctrl-G' 'key Enter' ;;
    match-plan) printf '%s\n' 'key F5' 'key 7' ;;
    improvements) printf '%s\n' 'key F5' 'key 8' ;;
    improvement) steps improvements && echo 'key Enter' ;;
    improvement-edit) steps improvement && echo 'key 4' ;;
    notices) printf '%s\n' 'key F5' 'key 0' ;;
    notice-edit) steps notices && echo 'key Ctrl-N' ;;
    notice-preview) steps notice-edit && echo 'key Ctrl-S' ;;
    notice-shown) steps notices && echo 'key Enter' ;;
    notice-pages) steps notice-shown && echo 'key Tab' ;;
    notice-feedback) steps notice-pages && echo 'key Tab' ;;
    figures) echo 'key F8' ;;
    figures-bars) printf '%s\n' 'key F8' 'key 6' 'key PgDn' 'key PgDn' ;;
    figures-pyramid) printf '%s\n' 'key F8' 'key 6' 'key Tab' ;;
    figures-heat) printf '%s\n' 'key F8' 'key 4' 'key Ctrl-B' 'key Tab' 'key Right' ;;
    brief) printf '%s\n' 'key F8' 'key 9' 'key Tab' 'key Down' 'key Down' 'key Down' ;;
    figure-rows) steps figures && printf '%s\n' 'key Down' 'key Enter' ;;
    lock) echo 'key F10' ;;
    esac
}

# The newborn's form from the guardian on, one paper seen.
filled() {
    printf '%s\n' "type $wife_name" 'key Enter' 'type 小满' 'key Enter' 'type 女' 'key Enter' 'type 20261118 0320' 'key Enter' \
        'type u530123456' 'key Enter' 'key Space' 'key Enter' 'key Space'
}

# What must be so before: ratings are for a supervisor to see.
prepare() {
    case $1 in
    duplicates* | merge*) "$tool" doubles "$YIZHAN_FILE" 1 > doubles ;;
    list*)
        yz provider add --set name=广福理发店 --set sort=企业 --set phone=13812345678
        yz resource add --set provider=广福理发店 --set name=上门理发 --set topic=care --set capacity=5 --set period=week \
            --set whom=高龄老人、残疾人 --set hours=09:00-12:00 --set confirmed_on=2026-01-05
        yz need add --set text=电动车充电桩不够，想加两个 --set topic=parking --set place=广场东侧
        yz need add --set text=想请律师看租房合同 --set topic=contracts --set place=三幢 --set urgency=紧急 --set wished_by=2026-11-20
        ;;
    matches* | match-*)
        yz provider add --set name=广福理发店 --set sort=企业
        yz resource add --set provider=广福理发店 --set name=上门理发 --set topic=care --set capacity=5 --set period=week --set confirmed_on=2026-11-20
        yz need add --set text=老人走不动，想请人上门理发 --set topic=care --set household="$household" --set urgency=紧急
        ;;
    improvement*)
        yz need add --set text=楼门口没有扶手 --set topic=facilities --set place=三幢门口
        yz improvement add --need "$(yz --json need list | get '$.id' | tail -1)" --set before=台阶三级，雨天滑
        yz improvement plan 2026-0001 --set plan=两侧装不锈钢扶手 --set planned_days=2 --set crew=物业维修队
        yz improvement start 2026-0001 --set started=2026-11-12
        yz improvement finish 2026-0001 --set after=老人上下稳当了 --set finished=2026-11-17 --set cost=120 --set payer=物业
        ;;
    notices | notice-*)
        rm -rf public && mkdir public
        yz provider add --set name=王丽华 --set sort=志愿者 --set contact=王丽华
        yz resource add --set provider=王丽华 --set name=上门理发 --set topic=care --set capacity=5 --set period=week --set area=community --set price=free
        yz need add --set text=楼道灯坏了，晚上看不见 --set topic=facilities --set building="$(yz --json building list --limit 1 | get '$.id')"
        yz notice publish --out public
        yz notice feedback 2026-001 这盏灯我能修 --line 1 --answer 谢谢，已经联系
        yz need add --set text='想请人看孩子，打 138 1234 5678' --set field=daily --set place=三幢
        ;;
    import)
        printf '%s\n' 某某社区居民台账 姓名,身份证号,电话,现住址,星座 \
            "张新来,11010519491231002X,13812345678,$address," "李错号,110105194912310021,12,没有的小区1-1," > ledger.csv
        ;;
    survey*)
        yz survey add "$SOURCE_DIR/data/surveys/parking.csv" > "$out"
        for i in 1 2 3 4; do
            home=$(yz --json household list --limit 9 | get '$.id' | grep -vxF "$household" | sed -n ${i}p)
            paper=''
            [ $i != 4 ] || paper='--number 7'
            # shellcheck disable=SC2046,SC2086
            yz survey $([ -z "$paper" ] && echo fill || echo enter) parking --household "$home" $paper --set car=yes --set cars=$i --set where=$((i % 3 + 1)) \
                --set wish=$i,2 --set content=$i --set say=楼下的灯坏了 > "$out"
        done
        ;;
    template | templates)
        printf '%s\n' '街道月报（{date}）' 序号,姓名,性别,身份证号码,出生年月,现居住地址,星座 > empty.csv
        fresh
        ;;
    accounts | account | password | rights) "$tool" role "$YIZHAN_FILE" admin ;;
    heir)
        "$tool" role "$YIZHAN_FILE" admin
        echo Xingti-2026 | yz --password-fd 0 staff passwd clerk4
        echo Xingti-2026 | yz --staff clerk4 --password-fd 0 case open newborn-insurance --household "$household" \
            --set guardian="$wife" --set baby_sex=女 --set birth=2026-11-18 --set certificate=U530000123 --set consent=yes --set years=2026
        ;;
    rate-paper) "$tool" role "$YIZHAN_FILE" supervisor ;;
    ratings)
        "$tool" role "$YIZHAN_FILE" supervisor
        yz rate 2026-000001 1 --note 等了一个小时，没有人说还要等多久
        yz rate 2026-000002 5
        yz rate 2026-000003 2 --paper
        yz rate 2026-000004 4
        ;;
    esac
}

# sealed DOCUMENT: the form of a use of the seal, filled in.
sealed() {
    printf '%s\n' 'type 申请公租房' 'key Enter' "type $1" 'key Enter' 'key Enter' 'key Enter' 'type 陈' 'key Enter' 'key Enter' \
        'key Enter' 'type 王小明' 'key Enter' 'type 13812345678' 'key Enter'
}

# The path of the station file and who runs the tests are not the same on any two machines.
without_path() {
    sed -E 's/^( (文件|File|放在|Kept in) ).*/\1 PATH/; s|^( yizhan restore ).*|\1PATH|; s/(系统用户|system user) [^ ]+ +/\1 USER  /'
}

# screen NAME LANGUAGE COLUMNS ROWS
screen() {
    file=$1-$3x$4
    [ "$2" = zh ] || file=$file-$2
    fresh
    prepare "$1" > /dev/null 2>&1
    {
        echo "size $3 $4"
        steps "$1"
        echo "dump $HOME/dump"
    } > steps
    rm -f dump
    if ! "$YIZHAN" --lang "$2" --script "$HOME/steps" > "$out" 2> "$err" || [ ! -s dump ]; then
        echo "not ok $file"
        sed 's/^/#   /' "$err"
        return
    fi
    without_path < dump > got
    [ -z "${UPDATE:-}" ] || { mkdir -p "$golden" && cp got "$golden/$file.txt"; }
    if cmp -s got "$golden/$file.txt"; then
        echo "ok $file"
    else
        echo "not ok $file"
        diff "$golden/$file.txt" got | sed 's/^/#   /'
    fi
}

fresh
late=$(yz --json case list --overdue --limit 1 | get '$.number')
screens='today find find-name find-nothing household household-history person person-history person-asks-why
    person-revealed person-edit person-edit-wrong person-new household-past person-past move move-shown move-refused expiring building building-filter bulk-which bulk-form bulk-list bulk-one
    bulk-result service-asks service service-empty
    service-filled services services-typed service-member service-person service-chain service-event receipt notice
    case answers deadline case-late certificate certificate-slip seal-new seal-refused seal-slip seal-month seals prints
    surveys survey survey-build survey-edit survey-grids survey-question survey-differs
    visits walk walk-form walk-drafted doors visit-log diary household-visited
    people people-policy people-aside duplicates duplicates-merged merge merge-revealed groups group-members person-groups
    group-edit rate rate-thanks rate-paper ratings log log-filtered system system-verified backups backups-made
    accounts account heir password rights import export template templates
    lists lists-resources lists-providers list-entry list-edit list-need match match-others matches matches-why match-entry match-plan
    improvements improvement improvement-edit
    notices notice-edit notice-preview notice-shown notice-pages notice-feedback
    figures figures-bars figures-pyramid figures-heat figure-rows brief
    help help-household lock grid grid-rows grid-posts grid-post grid-gaps'
case $("$YIZHAN" --version) in
*+libpq*) screens="$screens district letters" ;;
esac
for screen in $screens; do
    screen "$screen" zh 80 24
    screen "$screen" zh 120 40
    screen "$screen" en 80 24
done
for file in "$golden"/*.txt; do
    kept=$(basename "$file" | sed -E 's/-[0-9]+x[0-9]+(-en)?\.txt$//')
    echo " $(echo $screens) " | grep -q " $kept " || [ "$kept" = district ] || [ "$kept" = letters ] || echo "not ok $file is of no screen"
done
