#!/bin/sh
# The published page in a real browser (page.py says what is looked at).
. "$(dirname "$0")/common.sh"
browser=''
for name in chromium chromium-browser google-chrome; do
    [ -n "$browser" ] || browser=$(command -v $name)
done
if [ -z "$browser" ] || ! command -v python3 > /dev/null; then
    echo 'ok the page in a browser # skip no Chromium or no python3 here'
    exit 0
fi
demo
yz need add --set field=daily --set source=desk --set building="$(yz --json building list --limit 1 | get '$.id')" \
    --set text='<script>alert(1)</script><img src=x onerror=alert(1)>想修灯' > made 2>&1
yz provider add --set name=社区大学 --set sort=volunteer > provider
yz resource add --set provider="$(yz --json provider list | get '$.id')" --set name=书法课 --set field=daily \
    --set capacity=2 --set period=week --set area=community --set price=free > made
yz notice publish --out . > "$out" 2> "$err"
tell 'published'
# shellcheck disable=SC2154
timeout 120 python3 "$SOURCE_DIR/tests/cli/page.py" "$browser" notice-2026-001.html "$HOME"
says 'what is told reads as it was written' '<script>alert(1)</script>' page.text
