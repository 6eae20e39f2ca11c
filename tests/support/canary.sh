# shellcheck shell=sh disable=SC2034,SC2154
# A station with one household whose every personal value stands nowhere else, in every kind that can hold one. Sourced after
# common.sh by tests/cli/canary.sh and tests/screen/canary.sh: what of it comes out unmasked is a leak.
family_names='甄嘉娜丽|甄稚禾|甄老爹|Zanetti'
family_ids='530111193108174427|53011120130119331X|530111198802294472|530111197709231181|EC7654321|U530987654'
family_days='1931-08-17|1931年8月17日|19310817|2013-01-19|2013年1月19日|20130119|1988-02-29|19880229'
family_cards='6217003860001234567'
family_texts='官渡区珍珠巷77号|保密的隐情'
canaries="$family_names|$family_ids|$family_days|$family_cards|$family_texts|139876[0-9]{5}"

# did ARGS...: yizhan ARGS, which must do what it says. made PATH ARGS...: and the value at PATH of what it tells.
did() {
    "$YIZHAN" "$@" > "$out" 2> "$err" && return
    said=$(cat "$out" "$err" | head -n 9) # whole before it is told: standard error may be one of the two
    printf '%s\n' "not ok canary: yizhan $*" "$said" >&2
}
made() {
    path=$1
    shift
    did --json "$@"
    get "$path" < "$out" | tail -n 1
}

# canary_station: $YIZHAN_FILE, kept by an administrator who sees all: masks are for everybody.
canary_station() {
    yz demo --households 60 --people 250 --seed 7 --date 2026-11-23 --practice 2> "$err"
    "$tool" role "$YIZHAN_FILE" admin
    yz --json household list --limit 60 | grep '"people":[4-9]' | head -n 2 | get '$.id' > homes
    household=$(head -n 1 homes) other=$(tail -n 1 homes)
    yz --json household show "$household" > home
    building=$(get '$.building' < home) dwelling=$(get '$.dwelling' < home) door=$(get '$.address' < home)
    head=$(get '$.members[0].id' < home) spouse=$(get '$.members[1].id' < home) child=$(get '$.members[2].id' < home)
    foreigner=$(get '$.members[3].id' < home)
    stranger=$(yz --json household show "$other" | get '$.members[0].id')
    flat=$(yz --json household show "$other" | get '$.dwelling')
    grid=$(yz --json building show "$building" | get '$.grid')
    me=$(yz --json staff list | grep '"os_user":"[^"]' | get '$.name' | head -n 1)
    another=$(yz --json staff list | grep '"os_user":""' | grep -v "$me" | get '$.name' | head -n 1)
    did person edit "$head" --set name=甄嘉娜丽 --set id_kind=居民身份证 --set id_number=530111193108174427 --set sex=女 \
        --set birth=1931-08-17 --set phone=13987650001 --set phone2=13987650002 --set hukou=官渡区珍珠巷77号 \
        --set 'note=女儿电话13987650003，社保卡6217003860001234567' --set 'employer=退休，原单位13987650004'
    did person edit "$spouse" --set name=甄老爹 --set id_number=530111198802294472 --set birth=1988-02-29 --set sex=女 \
        --set phone=13987650005 --set died=
    did person edit "$child" --set name=甄稚禾 --set id_number=53011120130119331X --set birth=2013-01-19 --set 'born_at=2013-01-19 03:20' \
        --set sex=男 --set certificate=U530987654 --set phone= --set guardian="$spouse" --set mother="$spouse" --set consent=甄老爹
    did person edit "$foreigner" --set name='Mario Zanetti' --set id_kind=护照 --set id_number=EC7654321
    did household edit "$household" --set 'note=房东13987650006'
    did building edit "$building" --set 'note=楼长13987650007'
    newborn=$(made '$.number' case open newborn-insurance --household "$household" --set baby_name=甄稚禾 --set baby_sex=女 --set birth=2026-11-20 \
        --set certificate=U530987651 --set guardian="$spouse" --set consent=yes --set papers=certificate,booklet,parent-id)
    service=$(made '$.number' case open resident-insurance --person "$head" --set history=连续参保 --set missed=0)
    event=$(made '$.number' case open event-dispute --building "$building" --set place=院子 --set category=邻里 --set agrees=是 --set 'description=被人吵，打13987650008' \
        --set party=甄嘉娜丽 --set party_phone=13987650033 --set 'other_party=楼上13987650034')
    did case do "$newborn" call --when 明天 --note '打13987650009问'
    did case do "$newborn" note --note '证号530111197709231181'
    hidden=$(made '$.number' case open resident-insurance --person "$spouse" --set history=连续参保 --set missed=0)
    did case do "$hidden" secret --reason 保密的隐情
    ticket=$(made '$.code' ticket take --name 甄嘉娜丽 --phone 13987650010 --note '卡号6217003860001234567')
    visit=$(made '$.id' visit log "$household" --outcome met --note '儿子13987650011' --need '想请13987650012修灯' --field environment)
    need=$(made '$.id' need add --set 'text=理发打13987650013' --set field=daily --set household="$household" --set person="$head" \
        --set 'note=证530111197709231181')
    seal=$(made '$.number' seal add --set matter=投标 --set document=居住情况说明 --set approved_by="$another" --set applicant=甄嘉娜丽 \
        --set phone=13987650014 --set 'note=代办人13987650015')
    did provider add --set name=珍珠理发店 --set sort=企业 --set contact=甄嘉娜丽 --set phone=13987650016 \
        --set 'note=打13987650017'
    resource=$(made '$.id' resource add --set provider=珍珠理发店 --set name=上门理发 --set topic=care --set period=week --set capacity=5 \
        --set confirmed_on=2026-11-20 --set 'note=约13987650018')
    match=$(made '$.id' match propose "$need" "$resource")
    mediation=$(made '$.number' meeting add --set title=漏水 --set sort=mediation --set first_name=甄嘉娜丽 --set second_name=甄老爹 \
        --set 'agreement=三日内修好，联系13987650019' --set 'background=楼上13987650020')
    meeting=$(made '$.number' meeting add --set title=堆物 --set 'background=打13987650035')
    did meeting invite "$meeting" --building "$building"
    did meeting attend "$meeting" "$door" --name 甄嘉娜丽
    did meeting opinion "$meeting" '请打13987650021'
    did meeting resolve "$meeting" '13987650022来修' --owner "$me" --due +5
    did survey add "$SOURCE_DIR/data/surveys/parking.csv"
    did survey fill parking --household "$household" --set car=no --set content=1 --set 'why=没位，打13987650023' \
        --set 'say=证530111197709231181'
    answer=$(yz --json survey results parking --question why | get '$.answer' | head -n 1)
    improvement=$(made '$.number' improvement add --need "$need" --set 'name=装扶手' --set place=南门 --set 'before=打13987650036')
    did improvement give "$improvement" --set provider=珍珠理发店 --set 'what=扶手，找13987650037' --set worth=9
    post=$(made '$.id' post add --set grid="$grid" --set building="$building" --set duty=安全员 --set name=李安 --set phone=13987650024 \
        --set 'note=家里13987650025')
    center=$(made '$.id' center add --set household="$household" --set person="$head" --set 'note=打13987650026')
    focus=$(made '$.id' group add "$head" 残疾 --reason 保密的隐情 --source '区残联13987650027' --note '打13987650028')
    did group add "$child" 矫正 --reason 保密的隐情 --source 司法所
    did certificate ask 亲属关系 --applicant 甄嘉娜丽
    did shift add "$me" --from 8:00 --to 20:00 --note '替班13987650029'
    did handover give --cash 1 --papers 1 --note '给13987650030回电'
    done_case=$(yz --json case list --limit 200 | grep '"state":"finished"' | get '$.number' | head -n 1)
    did rate "$done_case" 2 --note '打13987650031'
    twin=$(made '$.id' person add --set name=甄嘉娜丽 --set sex=女 --set birth=1931-08-17 --set phone=13987650032)
    printf '姓名,身份证号,电话,地址\n甄嘉娜丽,530111193108174427,13987650001,%s\n甄老爹,530111198802294479,1398765,没有这个地方\n' \
        "$door" > ledger.csv
    printf '姓名,身份证号,电话\n' > empty.csv
    did template add 月报 --from empty.csv
}
