#!/bin/sh
# 走访: from F4 to a visit with its need, key by key; the draft that survives; events from the door.
. "$(dirname "$0")/common.sh"
demo
outcomes() { yz --json visit list | get '$.outcome' | sort | tr '\n' ' '; }

for size in '80 24' '120 40'; do
    drives "buildings and their due doors at $size" << E
size $size
key F4
expect 该走访的户
expect 182
key Enter
expect 无人
E
done
drives 'one key an outcome, and on to the next door' << 'E'
key F4
key Enter
key 1
expect 在家
key 2
expect 无人
E
equal 'two doors have their visits' 'absent met ' "$(outcomes)"

# Beyond the data: Ctrl-N, Enter, Ctrl-S.
cat > need << 'E'
key Ctrl-N
type 想修单元门
key Enter
type 环境
key Ctrl-S
E
{ printf 'key F4\nkey Enter\n' && cat need && echo 'expect 需求已登记'; } > all
drives 'a visit with a need' < all
equal 'the need is on the list' 想修单元门 "$(yz --json need list | get '$.text')"
test "$(grep -c '^key' need)" -le 5
tell 'takes five keys at most beyond the data'

drives 'a need that was begun' << 'E'
key F4
key Enter
key Down
key Ctrl-N
type 想要一个晾衣架
key Enter
E
equal 'is not kept yet' 1 "$(yz --json need list | wc -l)"
drives 'and is offered again' << 'E'
key F4
key Enter
key Down
expect 没办完的
key Ctrl-N
expect 想要一个晾衣架
key Enter
type 日常
key Ctrl-S
expect 需求已登记
E
equal 'then it is' 2 "$(yz --json need list | wc -l)"
drives 'a matter of the building' << 'E'
key F4
key Enter
key 8
expect 幢
reject 在哪里
E
yz undo > "$out" 2> "$err"
equal 'one undo takes the visit and its need back' 1 "$(yz --json need list | wc -l)"
