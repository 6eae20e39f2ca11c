#!/bin/sh
# The help lists the keys that do something on the screen below it, and no others.
. "$(dirname "$0")/common.sh"
fresh

# keys NAME WAY THERE NOT-THERE: the keys that the help of a screen lists, and those that it does not.
keys() {
    {
        printf 'size 100 60\n%s\nkey F1\n' "$2"
        for key in $3; do echo "expect  $key  "; done
        for key in $4; do echo "reject  $key  "; done
    } > steps
    drives "$1" < steps
}
household="key F2
type $address
key Enter"

keys 'home' 'wait idle' 'F2 F9 Enter Esc Ctrl-Z 上键 PgDn Tab Shift-Tab 1-9 Ctrl-F Ctrl-T j' \
    'Ctrl-N Ctrl-S Ctrl-P Ctrl-E Ctrl-R Ctrl-W 左键 F3'
keys 'a household' "$household" 'Ctrl-R Ctrl-N Tab 1-9 Enter' 'Ctrl-S Ctrl-P Ctrl-E 退格键'
keys 'a person' "$household
key Enter" 'Ctrl-R Ctrl-E Tab' 'Ctrl-N Ctrl-S Ctrl-P 1-9'
keys 'the one line' 'key F2' 'Enter 退格键 Ctrl-W 左键 下键' 'Ctrl-N Ctrl-S j n ? Ctrl-F 空格'
keys 'a form' "key 1
type $address
key Enter" 'Ctrl-S Ctrl-Z Tab 空格 退格键 Enter' 'Ctrl-N Ctrl-P Ctrl-E Ctrl-T'
keys 'the system' 'key F9' '1-9 Enter Tab Ctrl-Z' 'Ctrl-N Ctrl-S F9'
