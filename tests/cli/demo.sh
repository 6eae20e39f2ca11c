#!/bin/sh
# The demo: same arguments, same content; never over a file that is there.
. "$(dirname "$0")/common.sh"

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
runs 'another seed is another community' 0 demo --households 300 --people 2000 --seed 8 --date 2026-11-23 --force
! yz --json person list | cmp -s - first.person
tell 'with other people'
runs 'everybody is marked as invented' 0 --json person list --where invented=是
equal 'all of them' 2000 "$(wc -l < "$out" | tr -d ' ')"
runs 'more households than people is refused' 2 demo --households 10 --people 5 --force
runs 'a date that is none is refused' 2 demo --date 2026-02-30 --force
says 'and the message shows one' '2026-11-23' "$err"
rm -rf "$HOME/data"
unset YIZHAN_FILE
runs 'the default place is made on first use' 0 demo --households 5 --people 9 --date 2026-11-23
[ -f "$XDG_DATA_HOME/yizhan/station.db" ]
tell 'in XDG_DATA_HOME'
