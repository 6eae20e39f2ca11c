#!/bin/sh
# report and list: figures whose queries list their rows, as files and as of a moment.
. "$(dirname "$0")/common.sh"
yz demo --households 300 --people 2000 --seed 7 --date 2026-11-23 2> "$err" || echo 'not ok the demo is written'

# opened FILE: how many of its rows have a query that does not list as many rows as they count.
opened() {
    bad=0
    while read -r line; do
        count=$(echo "$line" | get '$.count')
        query=$(echo "$line" | get '$.query')
        # shellcheck disable=SC2086
        [ "$(yz --json $query | wc -l)" = "$count" ] || bad=$((bad + 1))
    done < "$1"
    echo $bad
}

runs 'the year' 0 --json report year
"$tool" json < "$out"
tell 'one object a line'
grep -E '"figure":"(wage-claim|insurance-new|second-child|evening|walking|visits)"' "$out" | awk 'NR % 3 == 1' > some
equal 'its numbers open their rows' 0 "$(opened some)"
equal 'some of them' yes "$([ "$(wc -l < some)" -gt 5 ] && echo yes)"
grep '"figure":"ratings"' "$out" > some
equal 'ratings are not for a clerk' '' "$(get '$.value' < some)"
runs 'by grid' 0 --json report lists --from 2026-01-01 --by grid
grep '"figure":"closed"' "$out" > some
equal 'each part too' 0 "$(opened some)"
runs 'for people' 0 report population
says 'a figure' 其中流动人口 "$out"
runs 'in English' 0 --lang en report population
says 'too' 'Of these floating' "$out"
lacks 'and nothing else' 人口 "$out"
for name in evening cases visits workload walking; do runs "$name" 0 report $name --from 2026-09-01; done

# value FIGURE: of the report that was counted last.
value() { grep "\"figure\":\"$1\"" "$out" | sed -n 1p | get '$.value'; }

# A household of several groups counts once among all of them; others do not.
runs 'calls on people' 0 --json report visits
grouped=$(value groups) homes=$(value homes)
[ "$grouped" -gt 0 ] && [ "$grouped" -lt "$homes" ]
tell "of $homes households $grouped are of a key group"
equal 'as the rows behind it' "$grouped" "$(yz list household group=known --count)"
runs 'walking saved' 0 --json report walking --from 2026-01-01
equal 'is known of every case, where all minutes are' 0 "$(value unknown)"
equal 'and is something' yes "$([ "$(value minutes)" -gt $((5 * $(value at-post))) ] && echo yes)"
mkdir -p gaps/community
grep -E '^compound|为民服务站|^五环锋尚' "$SOURCE_DIR/data/community/walks.csv" > gaps/community/walks.csv
YIZHAN_DATA=$PWD/gaps yz -f gaps.db demo --households 300 --people 2000 --seed 7 --date 2026-11-23 --practice 2> "$err"
runs 'where minutes are missing' 0 -f gaps.db --json report walking --from 2026-01-01
equal 'it says of how many' "$(yz -f gaps.db list case dropped=no received=2026-01-01..2026-11-23 served-at=post compound=五环锋尚 --count)" \
    $(($(value at-post) - $(value unknown)))
equal 'which are some' yes "$([ "$(value unknown)" -gt 0 ] && echo yes)"

runs 'no such report' 2 report yearly
says 'those there are' 'year evening cases visits lists population workload walking' "$err"
runs 'nor division' 2 report population --by staff
says 'what there is' 'grid building compound area' "$err"
runs 'backwards' 2 report year --from 2026-11-01 --to 2026-10-01
runs 'which there are' 0 --json report list
equal 'all of them' 8 "$(wc -l < "$out")"
runs 'a definition is checked' 0 report check "$SOURCE_DIR/data/reports/year.report"
sed 's/service=wage-claim/servant=wage-claim/; s/^share = cases/share = nothing/' "$SOURCE_DIR/data/reports/year.report" > mine.report
runs 'one with mistakes' 1 report check mine.report
says 'each of them' servant "$err"
says 'with its line' share "$err"

runs 'what can be listed' 0 list
says 'by which words' evening "$out"
runs 'rows' 0 list case service=wage-claim received=2026-01-01..2026-11-23
says 'masked' '*' "$out"
equal 'as many as counted' "$(yz list case service=wage-claim --count)" "$(yz --json list case service=wage-claim | wc -l)"
runs 'a limit' 0 --json list visit --limit 70
equal 'holds over pages' 70 "$(wc -l < "$out")"
runs 'a wrong word' 2 list case colour=red
says 'and the right ones' service "$err"
runs 'a wrong value' 2 list case state=blue

yz --version > "$HOME/version"
if grep -q '+xlsxwriter' "$HOME/version"; then
    runs 'to a workbook' 0 report population --by grid --out p.xlsx
else
    runs 'to a workbook, which this program cannot write' 1 report population --by grid --out p.xlsx
    touch p.xlsx
fi
runs 'never over a file' 1 report population --out p.xlsx
runs 'of another sort' 2 report population --out p.pdf
case $(head -c 2 p.xlsx 2> /dev/null) in
PK)
    python3 - > "$out" 2> "$err" << 'END'
import zipfile
book = zipfile.ZipFile("p.xlsx")
sheet = book.read("xl/worksheets/sheet1.xml").decode()
assert "<v>2000</v>" in sheet and "<v>0.8" in sheet, sheet[:2000]
charts = [n for n in book.namelist() if n.startswith("xl/charts/chart")]
assert len(charts) >= 4 and "$C$" in book.read(charts[0]).decode() and "$E$" in book.read(charts[0]).decode()
bars = [book.read(c).decode() for c in charts]
assert any('<c:orientation val="maxMin"/>' in b for b in bars) and not any('maxMin' in b for b in bars if ">男<" in b)
names = book.read("xl/workbook.xml").decode()
assert "数目" in names and "图" in names, names
assert 'fitToHeight="0"' in sheet and 'orientation="landscape"' in sheet
assert sheet.count('<c r="K') > 5 and "<v>46349</v>" in sheet  # the period, as a real day
END
    tell 'with numbers and charts'
    ;;
*) echo 'ok with numbers and charts # skip no libxlsxwriter' ;;
esac
runs 'to CSV' 0 report year --out y.csv
equal 'a row a figure' "$(($(yz --json report year | wc -l) + 1))" "$(wc -l < y.csv)"
runs 'on paper' 0 report year --print file:y.txt
equal 'with its period, and when it was counted' '2026-01-01,2026-11-23,2026-11-23 19:30' "$(sed -n 2p y.csv | cut -d, -f9-11)"
says 'with its figures' '“4050”社保补贴' y.txt
runs 'a page by grid' 0 report lists --from 2026-01-01 --by grid --print file:grid.txt
runs 'and in English' 0 --lang en report lists --from 2026-01-01 --by grid --print file:english.txt
says 'says how it is divided' '三张清单  按网格分' grid.txt
[ "$(sed 2d grid.txt)" = "$(sed 2d english.txt)" ]
tell 'it is Chinese whatever the screen speaks'
equal 'none wider than the page' yes "$([ "$(LC_ALL=C.UTF-8 wc -L < y.txt)" -le 80 ] && echo yes)"

runs 'a brief' 0 --json brief --year
"$tool" json < "$out"
tell 'as lines'
grep '"mark"' "$out" | sed -n '2p;7p;30p' > some
equal 'each figure of which opens its rows' 0 "$(opened some)"
equal 'and is marked in the text' "$(grep -c '"mark"' "$out")" "$(get '$.text' < "$out" | grep -o '\[[0-9]*\]' | sort -u | wc -l)"
mkdir -p reports
printf '# 自己的\n办件 {cases/nothing}\n' > reports/brief-week.txt
YIZHAN_DATA=$HOME
export YIZHAN_DATA
runs 'a template that names what there is not' 1 brief
says 'says so, with its file, its line and those there are' 'reports/brief-week.txt 第 2 行：{cases/nothing}：报表 cases 没有这个数；有 cases services' "$err"
printf '受理 {cases/cases 件\n' > reports/brief-week.txt
runs 'one whose blank has no end' 1 brief
says 'too' '第 1 行：“{”后面要写一个数再写“}”' "$err"
printf '受理 {sums/cases}\n' > reports/brief-week.txt
runs 'one of a report that there is not' 1 brief
says 'names the reports' '第 1 行：没有报表 sums；有 year' "$err"
printf '?不写 {cases/overdue}{cases/marks}\n受理 {cases/cases}。\n' > reports/brief-week.txt
runs 'one of the own' 0 brief
lacks 'without the line that has nothing' 不写 "$out"
says 'with the others' 受理 "$out"
runs 'in English too' 0 --lang en brief --year
says 'it is Chinese' 讨薪 "$out"
lacks 'labels of codes too' ' insurance' "$out"
unset YIZHAN_DATA

before=$(yz report year | sed 1d)
YIZHAN_NOW=2026-11-23T19:40
yz case do "$(yz --json case list --state accepted --limit 1 | get '$.number')" withdraw --reason 不办了 > "$out" 2>&1
[ "$(yz report year | sed 1d)" != "$before" ]
tell 'something changed'
YIZHAN_NOW=2026-11-24T09:00
runs 'as of a moment' 0 report year --as-of '2026-11-23 19:30'
equal 'the same again' "$before" "$(sed 1d "$out")"
runs 'before there was a file' 1 report year --as-of 2001-01-01
runs 'nor one to come' 2 report year --as-of 2027-01-01
