#!/bin/sh
# 依法删除 on the screen: reached from the person by those who may, a trial first, then asked once more.
. "$(dirname "$0")/common.sh"
fresh
p=$(yz --json person add --set name=诸葛验删 --set phone=13987650123 --set marital=未婚 | get '$.id')
drives 'a clerk is not offered it' << END
key F2
type 诸葛验删
key Enter
expect 3 日志
reject 依法删除
END
"$tool" role "$YIZHAN_FILE" supervisor
shows erase 80 24 << END
key F2
type 诸葛验删
key Enter
key 4
END
drives 'who, why, a trial, and done' << END
key F2
type 诸葛验删
key Enter
key 4
key Ctrl-S
type 本人
key Enter
type 撤回同意
key Enter
expect 清空
key Ctrl-S
expect 不能撤销
key Enter
expect 已依法删除
END
yz log --ref "$p" --limit 3 > "$out"
says 'noted with who and why' 本人 "$out"
equal 'not a byte is left' 0 "$(cat "$YIZHAN_FILE" "$YIZHAN_FILE"-wal 2> /dev/null | LC_ALL=C grep -aoF 诸葛验删 | wc -l)"
drives 'the log of a person' << END
key F2
type 日志
key Enter
key 2
type 依法删除
key Enter
expect 本人
key 6
expect 全部日志
key 7
type 0123456789abcdef
key Enter
expect 没有这个链头
END
