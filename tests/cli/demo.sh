#!/bin/sh
# The demo: same arguments, same content; never over a file that is there.
. "$(dirname "$0")/common.sh"
small=${small% --practice}

# shellcheck disable=SC2086
runs 'the demo is written' 0 demo $small
says 'it says how many and how long' '300 户，2000 人' "$err"
equal 'all 2000 people are in it' 2000 "$(yz --json person list | wc -l | tr -d ' ')"
equal 'all 300 households are in it' 300 "$(yz --json household list | wc -l | tr -d ' ')"
for kind in person household building staff; do
    yz --json $kind list > first.$kind
done
yz --json case list > first.case
yz --json log > first.log
head=$(yz --json verify | get '$.head')

# The year: the article's figures made smaller, but for what waits on the last evening.
count() {
    yz --json case list --limit 10000 "$@" > listed
    wc -l < listed | tr -d ' '
}
# between NAME LOW HIGH NUMBER
between() {
    [ "$4" -ge "$2" ] && [ "$4" -le "$3" ]
    tell "$1: $4 is from $2 to $3"
}
equal 'the season: 4,753 of 13,350 households' 107 "$(count --service resident-insurance)"
for service in wage-claim unemployment employment-certificate certificate-check pension-check subsidy-4050 \
    birth-registration only-child-certificate old-age-allowance newborn-insurance hardship flexible-employment; do
    between "cases of $service" 2 40 "$(count --service $service)"
done
between 'events of the grid' 9 20 "$(grep -c '"service":"event-' first.case)"
equal 'each at a building and with a place' 0 "$(grep '"service":"event-' first.case | grep -c '"place":""')"
between 'most is finished' 60 90 $((100 * $(grep -cE '"state":"(finished|verified|closed)"' first.case) / $(wc -l < first.case)))
equal 'nothing was received after the evening' 0 "$(get '$.received' < first.case | awk '$0 > "2026-11-23T19:30"' | wc -l | tr -d ' ')"
# born NAME SERVICE FROM TO: whom the cases of a service are about is of the age that it asks for.
born() {
    yz --json case list --service "$2" --limit 1000 | get '$.person' | while read -r person; do
        yz --json person show "$person" | get '$.birth'
    done > births
    equal "$1" 0 "$(awk -v from="$3" -v to="$4" '$0 < from || $0 > to' births | wc -l | tr -d ' ')"
}
born 'the old-age allowance is for those of 80' old-age-allowance 1900-01-01 1946-11-23
born 'the check of pensions for those of 60' pension-check 1900-01-01 1966-11-23
born '4050 for women of 40 and more, men of 50' subsidy-4050 1966-11-24 1986-11-23
born 'unemployment for those of an age to work' unemployment 1966-11-24 2010-11-23
born 'the certificate of an only child for its parents' only-child-certificate 1940-01-01 1990-01-01
for station in $(yz --json staff list | get '$.station_name' | sort -u | grep 民生驿站); do
    between "$station this evening" 3 12 "$(count --view evening --station "$station")"
    between "$station due today" 1 4 "$(count --view due-today --station "$station")"
    between "$station overdue" 1 5 "$(count --view overdue --station "$station")"
    between "$station awaiting papers" 2 7 "$(count --view waiting --station "$station")"
    equal "$station is offered one" 1 "$(count --view offered --station "$station")"
    equal "$station has promised two calls" 2 "$(yz --json handover show --now --station "$station" | get '$.calls')"
    yz --json ticket figures --station "$station" > figures
    between "$station has people waiting" 2 4 "$(get '$.waiting' < figures)"
    between "$station has served others" 3 12 "$(get '$.done' < figures)"
    equal "$station has called one" 1 "$(get '$.called' < figures)"
    equal "$station left nobody over" 0 "$(get '$.left_over' < figures)"
    equal "$station has an evening shift" 1 "$(yz --json shift list --now --station "$station" | wc -l | tr -d ' ')"
done
between 'of which some are mine' 3 30 "$(count --view mine)"
equal 'one handover waits to be taken' 1 "$(yz --json handover show | get '$.given_at' | grep -c 2026-11-23)"
equal 'by the evening shift' '' "$(yz --json handover show | get '$.taken_by')"
equal 'others were taken' 0 "$(yz --json handover show --station 云杉苑民生驿站 | get '$.taken_at' | grep -c 2026)"
equal 'all is in order' 1 "$(yz --json doctor | get '$.ok')"
# shellcheck disable=SC2086
runs 'it never overwrites' 1 demo $small
equal 'and what was there stays' "$head" "$(yz --json verify | get '$.head')"
# shellcheck disable=SC2086
runs 'unless --force says so' 0 demo $small --force
for kind in person household building staff; do
    yz --json $kind list | cmp -s - first.$kind
    tell "two demos are equal: $kind"
done
yz --json case list | cmp -s - first.case
tell 'two demos are equal: cases'
yz --json log | cmp -s - first.log
tell 'two demos are equal: the journal'
equal 'two demos are equal: the chain of hashes' "$head" "$(yz --json verify | get '$.head')"
[ "$(yz --json person expiring --permit | wc -l)" -gt 3 ]
tell "permits that end soon"
[ "$(yz --json person expiring --lease | wc -l)" -gt 0 ]
tell "and leases"
printf '{"name":"甲社区","stations":[{"name":"甲站","kind":"main"}]}' > real.json
yz -f real.db init --community real.json --station 甲站 --admin 王主任 2> "$err"
cp real.db before.db
runs 'never over a real station' 1 -f real.db demo $small --force
says 'which it names' real.db "$err"
cmp -s real.db before.db
tell 'it is as it was'
runs 'another seed is another community' 0 demo --households 300 --people 2000 --seed 8 --date 2026-11-23 --force
! yz --json person list | cmp -s - first.person
tell 'with other people'
runs 'everybody is marked as invented' 0 --json person list --where invented=是
equal 'all of them' 2000 "$(wc -l < "$out" | tr -d ' ')"
runs 'one to practise with' 0 demo --households 300 --people 2000 --seed 7 --date 2026-11-23 --practice --force
equal 'has the people' 2000 "$(yz --json person list | wc -l | tr -d ' ')"
equal 'but newborns alone at the desks' newborn-insurance "$(yz --json case list --limit 1000 | get '$.service' | sort -u)"
equal 'and nobody waiting' 0 "$(yz --json ticket list | wc -l | tr -d ' ')"
runs 'more households than people is refused' 2 demo --households 10 --people 5 --force
runs 'a date that is none is refused' 2 demo --date 2026-02-30 --force
says 'and the message shows one' '2026-11-23' "$err"
rm -rf "$HOME/data"
unset YIZHAN_FILE
runs 'before first use the file is missing, not its folder' 1 tour --script /dev/null
says '  and what makes one is said' 'yizhan demo' "$err"
runs 'the default place is made on first use' 0 demo --households 5 --people 9 --date 2026-11-23
[ -f "$XDG_DATA_HOME/yizhan/station.db" ]
tell 'in XDG_DATA_HOME'

for role in clerk grid-worker supervisor admin auditor; do
    # shellcheck disable=SC2086
    runs "to practise as $role" 0 -f as.db demo $small --practice --as $role --force
    equal '  one is that' 1 "$(yz -f as.db --json staff list --where "role=$role" | grep -c '"system_user":true')"
done
# shellcheck disable=SC2086
runs 'a role that is none' 2 -f as.db demo $small --as mayor --force
