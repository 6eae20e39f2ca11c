/* Working days, summed up once from the calendars of data/ and of the station file. */
#include "service/desk/workday.h"

#include <stdlib.h>
#include <string.h>
#include <yizhan/i18n.h>

#include "base/data.h"

enum { FIRST_YEAR = 2015, LAST_YEAR = 2999, FIRST = 16436 /* 2015-01-01, a Thursday */, MONDAY = FIRST - 3 };

struct calendars {
    bool loaded;
    int64_t key;                 /* of the station file's own days */
    struct yz_special_days days; /* in use, by date */
    bool known[LAST_YEAR + 1];   /* by year */
    int64_t summed;              /* days summed up, from FIRST */
    int32_t *until;              /* [summed] working days to the day itself */
    int32_t *nth;                /* [until's last + 1] the day of each working day */
};

static struct calendars in_use;

/* --- building --- */

struct files {
    struct yz_special_days *days;
    enum yz_status status;
};

static bool read_file(const char *name, void *with) {
    struct files *files = with;
    size_t size, n = strlen(name);
    if (n < 4 || strcmp(name + n - 4, ".csv") != 0) return true;
    const char *bytes = yz_data(name, &size);
    files->status =
        bytes ? yz_calendar_parse(bytes, size, files->days, NULL) : YZ_BUSY; /* half of them would count wrong */
    return files->status == YZ_OK;
}

static enum yz_status read_built_in(struct yz_special_days *out) {
    struct files files = {.days = out};
    if (yz_data_each("calendars/cn", read_file, &files)) return YZ_OK;
    return files.status == YZ_OK ? YZ_BUSY : files.status;
}

static bool names_year(const struct yz_special_days *d, int year) {
    for (size_t i = 0; i < d->count; i++)
        if (d->all[i].date / 10000 == year) return true;
    return false;
}

/* Own days, and the built-in ones of years without any, in the order of the dates. */
static enum yz_status join(const struct yz_special_days *own, const struct yz_special_days *built_in,
                           struct yz_special_days *out) {
    size_t a = 0, b = 0, room = own->count + built_in->count;
    out->all = malloc((room ? room : 1) * sizeof *out->all);
    if (!out->all) return yz_fail(YZ_BUSY, _("内存不足"));
    out->room = room;
    while (a < own->count || b < built_in->count) {
        bool mine = b == built_in->count || (a < own->count && own->all[a].date <= built_in->all[b].date);
        const struct yz_special_day *d = mine ? &own->all[a++] : &built_in->all[b++];
        if (mine || !names_year(own, d->date / 10000)) out->all[out->count++] = *d;
    }
    return YZ_OK;
}

static bool by_week(int64_t day) {
    return (day - MONDAY) % 7 < 5;
}

/* Which days are worked, then how many, then which is the n-th. */
static enum yz_status sum_up(struct calendars *c) {
    int last = c->days.count ? c->days.all[c->days.count - 1].date / 10000 : FIRST_YEAR;
    c->summed = yz_day_number(yz_date_make(last, 12, 31)) - FIRST + 1;
    c->until = malloc((size_t)c->summed * sizeof *c->until);
    c->nth = malloc((size_t)(c->summed + 1) * sizeof *c->nth);
    if (!c->until || !c->nth) return yz_fail(YZ_BUSY, _("内存不足"));
    for (int64_t i = 0; i < c->summed; i++) c->until[i] = by_week(FIRST + i);
    for (size_t i = 0; i < c->days.count; i++) {
        c->until[yz_day_number(c->days.all[i].date) - FIRST] = c->days.all[i].work;
        c->known[c->days.all[i].date / 10000] = true;
    }
    for (int32_t i = 0, sum = 0; i < c->summed; i++) {
        sum += c->until[i];
        if (c->until[i]) c->nth[sum] = i;
        c->until[i] = sum;
    }
    return YZ_OK;
}

static void drop(struct calendars *c) {
    free(c->days.all);
    free(c->until);
    free(c->nth);
    *c = (struct calendars){.loaded = false};
}

enum yz_status yz_workdays_use(const struct yz_special_days *own, int64_t key) {
    static struct calendars new;
    struct yz_special_days built_in = {.count = 0};
    new = (struct calendars){.loaded = true, .key = key};
    enum yz_status status = read_built_in(&built_in);
    if (status == YZ_OK) status = join(own, &built_in, &new.days);
    if (status == YZ_OK) status = sum_up(&new);
    free(built_in.all);
    if (status == YZ_OK) {
        drop(&in_use);
        in_use = new;
    } else {
        drop(&new);
    }
    return status;
}

enum yz_status yz_workdays_load(void) {
    static const struct yz_special_days none;
    return in_use.loaded ? YZ_OK : yz_workdays_use(&none, 0);
}

void yz_workdays_free(void) {
    drop(&in_use);
}

/* --- asking --- */

int64_t yz_workdays_key(void) {
    return in_use.key;
}

/* FNV-1a over what counts: the days and what they are. The key is in it since an undo takes the file's days and what was
 * counted with them back, but not the note of having counted. */
int64_t yz_workdays_print(void) {
    uint64_t print = 14695981039346656037u ^ (uint64_t)in_use.key;
    for (size_t i = 0; i < in_use.days.count; i++)
        print = (print ^ (uint64_t)(2 * in_use.days.all[i].date + in_use.days.all[i].work)) * 1099511628211u;
    return (int64_t)(print | 1);
}

/* Mondays to Fridays from a Monday long ago to the day itself. */
static int64_t weekdays_until(int64_t day) {
    int64_t days = day - MONDAY + 1, rest = days % 7;
    return days / 7 * 5 + (rest < 5 ? rest : 5);
}

int64_t yz_workdays_until(int64_t day) {
    int64_t i = day - FIRST, last = in_use.summed - 1;
    if (i < 0) return 0;
    if (i <= last) return in_use.until[i];
    return in_use.until[last] + weekdays_until(day) - weekdays_until(FIRST + last);
}

int64_t yz_workday_nth(int64_t n) {
    int64_t last = in_use.summed - 1, known = in_use.until[last];
    if (n <= known) return FIRST + in_use.nth[n];
    int64_t rest = n - known + weekdays_until(FIRST + last) - 1;
    return MONDAY + rest / 5 * 7 + rest % 5;
}

static bool year_known(int year) {
    return year >= FIRST_YEAR && year <= LAST_YEAR && in_use.known[year];
}

bool yz_years_known(int64_t from, int64_t to) {
    int year = yz_date_from_number((int)from) / 10000, last = yz_date_from_number((int)to) / 10000;
    while (year <= last && year_known(year)) year++;
    return year > last;
}

static const struct yz_special_day *named(yz_date date) {
    size_t low = 0, high = yz_workdays_load() == YZ_OK ? in_use.days.count : 0;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (in_use.days.all[middle].date < date) low = middle + 1;
        else high = middle;
    }
    return low < in_use.days.count && in_use.days.all[low].date == date ? &in_use.days.all[low] : NULL;
}

const struct yz_special_day *yz_workdays_named(int year, size_t i) {
    if (yz_workdays_load() != YZ_OK) return NULL;
    for (size_t at = 0; at < in_use.days.count; at++) {
        if (year && in_use.days.all[at].date / 10000 != year) continue;
        if (i-- == 0) return &in_use.days.all[at];
    }
    return NULL;
}

const char *yz_workday_name(yz_date day) {
    const struct yz_special_day *d = named(day);
    return d ? d->name : "";
}

bool yz_workday(yz_date day, bool *assumed) {
    const struct yz_special_day *d = named(day);
    if (assumed && !year_known(day / 10000)) *assumed = true;
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
