/* Calendars of the station file: days of the kind holiday, which go before the program's for their years. */
#include "service/desk/calendar.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/counter.h>
#include <yizhan/i18n.h>

#include "base/text.h"
#include "service/desk/workday.h"
#include "service/session.h"

enum { OFF = 1, WORK = 2 }; /* of the code table holiday */

/* --- in use --- */

/* One number that differs when the file's days do; 0 when there are none. */
static int64_t key_of(struct yz_store *store) {
    struct yz_query *q = yz_sql(store, "SELECT count(*), ifnull(sum(version), 0), ifnull(sum(day * (kind + 1)), 0),"
                                       " ifnull(sum(id % 1000003), 0) FROM holiday");
    int64_t key = 0;
    if (q && yz_next(q) && yz_int(q, 0))
        for (int i = 0; i < 4; i++) key = (int64_t)((uint64_t)key * 1000003u + (uint64_t)yz_int(q, i));
    yz_done(q);
    return key;
}

/* The file's records, by date, all of them or none; to be freed. */
static enum yz_status read_days(struct yz_store *store, struct yz_holiday **out, size_t *count) {
    unsigned failures = yz_failures();
    size_t room = (size_t)yz_sql_int(store, "SELECT count(*) FROM holiday", 0, 0);
    *count = 0;
    *out = yz_failures() == failures ? calloc(room + 1, sizeof **out) : NULL;
    if (yz_failures() != failures) return YZ_BUSY;
    if (!*out) return yz_fail(YZ_BUSY, _("内存不足"));
    struct yz_query *q = yz_select(store, &yz_holiday_kind, "ORDER BY day");
    if (!q) return yz_done(q);
    while (*count < room && yz_next(q)) yz_row(q, &yz_holiday_kind, &(*out)[(*count)++]);
    return yz_done(q);
}

static enum yz_status use(struct yz_store *store, int64_t key) {
    struct yz_holiday *all;
    struct yz_special_days days = {0};
    enum yz_status status = read_days(store, &all, &days.count);
    days.all = status == YZ_OK ? calloc(days.count + 1, sizeof *days.all) : NULL;
    if (status == YZ_OK && !days.all) status = yz_fail(YZ_BUSY, _("内存不足"));
    for (size_t i = 0; status == YZ_OK && i < days.count; i++) {
        days.all[i] = (struct yz_special_day){.date = all[i].day, .work = all[i].kind == WORK};
        yz_copy(days.all[i].name, sizeof days.all[i].name, all[i].name);
    }
    if (status == YZ_OK) status = yz_workdays_use(&days, key);
    free(days.all);
    free(all);
    return status;
}

enum yz_status yz_calendar_use(struct yz_session *s) {
    unsigned failures = yz_failures();
    int64_t key = key_of(s->store);
    if (yz_failures() != failures) return YZ_BUSY;
    enum yz_status status = yz_workdays_load();
    return status == YZ_OK && key != yz_workdays_key() ? use(s->store, key) : status;
}

/* --- listing --- */

static void find_source(const struct yz_holiday *all, size_t n, struct yz_calendar_day *day) {
    for (size_t i = 0; i < n; i++) {
        if (all[i].day != day->date) continue;
        day->own = true;
        yz_copy(day->source, sizeof day->source, all[i].source);
    }
}

enum yz_status yz_calendar_list(struct yz_session *s, int year, struct yz_calendar_day *out, size_t max,
                                size_t *count) {
    struct yz_holiday *own = NULL;
    const struct yz_special_day *d;
    size_t n = 0;
    *count = 0;
    enum yz_status status = s ? yz_calendar_use(s) : yz_workdays_load();
    if (status == YZ_OK && s) status = read_days(s->store, &own, &n);
    for (; status == YZ_OK && (d = yz_workdays_named(year, *count)); ++*count) {
        if (*count >= max) continue;
        struct yz_calendar_day *day = &out[*count];
        *day = (struct yz_calendar_day){.date = d->date, .work = d->work};
        yz_copy(day->name, sizeof day->name, d->name);
        find_source(own, n, day);
    }
    free(own);
    return status;
}

/* --- loading --- */

static const struct yz_special_day *day_in(const struct yz_special_days *days, yz_date date) {
    for (size_t i = 0; i < days->count; i++)
        if (days->all[i].date == date) return &days->all[i];
    return NULL;
}

static bool has_year(const struct yz_special_days *days, int year) {
    for (size_t i = 0; i < days->count; i++)
        if (days->all[i].date / 10000 == year) return true;
    return false;
}

static enum yz_status put_day(struct yz_store *store, const struct yz_special_day *d, const char *source,
                              struct yz_holiday *record) {
    record->day = d->date;
    record->kind = d->work ? WORK : OFF;
    yz_copy(record->name, sizeof record->name, d->name);
    yz_copy(record->source, sizeof record->source, source);
    return yz_put(store, &yz_holiday_kind, record);
}

static const struct yz_holiday *record_of(const struct yz_holiday *all, size_t n, yz_date date) {
    for (size_t i = 0; i < n; i++)
        if (all[i].day == date) return &all[i];
    return NULL;
}

/* Days that the file named before and names no more go; of other years none. */
enum yz_status yz_calendar_put(struct yz_store *store, const struct yz_special_days *days, const char *source) {
    struct yz_holiday *old;
    size_t n;
    enum yz_status status = read_days(store, &old, &n);
    for (size_t i = 0; i < n && status == YZ_OK; i++)
        if (has_year(days, old[i].day / 10000) && !day_in(days, old[i].day))
            status = yz_drop(store, &yz_holiday_kind, old[i].id);
    for (size_t i = 0; i < days->count && status == YZ_OK; i++) {
        const struct yz_holiday *was = record_of(old, n, days->all[i].date);
        struct yz_holiday record = was ? *was : (struct yz_holiday){0};
        status = put_day(store, &days->all[i], source, &record);
    }
    free(old);
    return status;
}

static const char *file_name(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash && slash[1] ? slash + 1 : path;
}

enum yz_status yz_calendar_load(struct yz_session *s, const char *path, const char *source, struct yz_findings *f,
                                struct yz_moved *moved, size_t max, size_t *count) {
    struct yz_special_days days = {0};
    *count = 0;
    enum yz_status status = yz_calendar_read(path, &days, f);
    if (status == YZ_OK) status = yz_session_act_for_all(s, "load-calendar");
    if (status == YZ_OK) {
        status = yz_calendar_put(s->store, &days, source && *source ? source : file_name(path));
        if (status == YZ_OK) status = yz_calendar_use(s);
        if (status == YZ_OK) status = yz_cases_recount(s, moved, max, count);
        if (status == YZ_OK) status = yz_act_commit(s->store, NULL);
        else yz_act_abort(s->store);
    }
    if (status != YZ_OK) *count = 0;
    free(days.all);
    return status;
}
