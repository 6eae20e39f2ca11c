/* Working days from the calendars of data/. */
#include "service/desk/workday.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/i18n.h>
#include <yizhan/status.h>

#include "base/csv.h"
#include "base/data.h"
#include "base/text.h"

enum { FIRST = 1800, LAST = 2999 };

struct day { /* a day that the week does not tell */
    yz_date date;
    bool work;
    char name[60];
};

static struct day *days; /* by date */
static size_t count, room;
static bool known[LAST - FIRST + 1], loaded, lost; /* lost: memory ran out while loading */

static void add(yz_date date, bool work, const char *name) {
    if (count == room) {
        size_t more = room ? room * 2 : 512;
        struct day *bigger = realloc(days, more * sizeof *bigger);
        if (!bigger) {
            lost = true;
            return;
        }
        days = bigger;
        room = more;
    }
    days[count] = (struct day){.date = date, .work = work};
    yz_copy(days[count++].name, sizeof days->name, name);
    known[date / 10000 - FIRST] = true;
}

static int by_date(const void *a, const void *b) {
    const struct day *x = a, *y = b;
    return x->date < y->date ? -1 : x->date > y->date;
}

static void read_calendar(const char *bytes, size_t size) {
    char *text = malloc(size + 1), **cells;
    struct yz_csv csv;
    enum yz_csv_answer answer;
    size_t n;
    lost |= !text;
    if (!text) return;
    memcpy(text, bytes, size + 1);
    yz_csv_open(&csv, text, size);
    while ((answer = yz_csv_row(&csv, &cells, &n)) != YZ_CSV_END && answer != YZ_CSV_NO_MEMORY) {
        yz_date date;
        if (answer != YZ_CSV_ROW || n < 2 || !yz_date_parse(cells[0], 0, false, &date)) continue; /* the header */
        add(date, strcmp(cells[1], "work") == 0, n > 2 ? cells[2] : "");
    }
    lost |= answer == YZ_CSV_NO_MEMORY;
    yz_csv_close(&csv);
    free(text);
}

static bool read_file(const char *name, void *with) {
    size_t size, n = strlen(name);
    (void)with;
    if (n < 4 || strcmp(name + n - 4, ".csv") != 0) return true;
    const char *bytes = yz_data(name, &size);
    if (bytes) read_calendar(bytes, size);
    return !lost;
}

static void load(void) {
    if (loaded) return;
    loaded = true;
    lost = !yz_data_each("calendars/cn", read_file, NULL);
    if (lost) { /* half a calendar would make wrong deadlines: whoever asked is told, and it is read anew */
        yz_workdays_free();
        yz_fail(YZ_BUSY, _("内存不足"));
    }
    if (count) qsort(days, count, sizeof *days, by_date);
}

static const struct day *named(yz_date date) {
    struct day key = {.date = date};
    load();
    return count ? bsearch(&key, days, count, sizeof *days, by_date) : NULL;
}

bool yz_workday(yz_date day, bool *assumed) {
    const struct day *d = named(day);
    int year = day / 10000;
    if (assumed && (year < FIRST || year > LAST || !known[year - FIRST])) *assumed = true;
    return d ? d->work : yz_weekday(day) <= 5;
}

yz_date yz_workday_add(yz_date from, int n, bool *assumed) {
    yz_date day = from;
    while (n > 0) {
        day = yz_date_add(day, 1);
        if (!yz_date_valid(day)) return 0;
        if (yz_workday(day, assumed)) n--;
    }
    return day;
}

const char *yz_workday_name(yz_date day) {
    const struct day *d = named(day);
    return d ? d->name : "";
}

void yz_workdays_free(void) {
    free(days);
    days = NULL;
    count = room = 0;
    loaded = lost = false;
    memset(known, 0, sizeof known);
}
