/* Reading calendar files. */
#include "service/desk/calendar_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <yizhan/deadline.h>
#include <yizhan/i18n.h>

#include "base/conf.h"
#include "base/csv.h"
#include "base/encoding.h"
#include "base/text.h"

enum { MOST = 1 << 20, LEAST_OFF = 11 }; /* bytes of a file; statutory holidays of a year, 2014 to 2024 */

struct reading {
    struct yz_special_days *out;
    struct yz_findings *f;
    size_t line;
    enum yz_status status;
};

static void wrong(struct reading *r, size_t line, const char *column, const char *value, const char *rule,
                  const char *mend) {
    char place[32];
    if (r->f) yz_find_error(r->f, line ? yz_conf_place(line, column, place) : column, value, rule, mend);
}

static struct yz_special_day *new_day(struct reading *r) {
    struct yz_special_days *d = r->out;
    if (d->count == d->room) {
        size_t room = d->room ? 2 * d->room : 512;
        struct yz_special_day *bigger = realloc(d->all, room * sizeof *bigger);
        if (!bigger) {
            r->status = yz_fail(YZ_BUSY, _("内存不足"));
            return NULL;
        }
        d->all = bigger;
        d->room = room;
    }
    return &d->all[d->count++];
}

/* Working weekdays and free weekends are what the week says already; the latter stand in notices, the former are slips. */
static bool check_row(struct reading *r, const char *date, yz_date day, const char *kind, const char *name) {
    bool work = strcmp(kind, "work") == 0, good = true;
    if (!day) wrong(r, r->line, "date", date, _("不是日期"), _("例如 2027-01-01")), good = false;
    else if (day < YZ_CALENDAR_FIRST) wrong(r, r->line, "date", date, _("早于 2015 年"), ""), good = false;
    if (!work && strcmp(kind, "off") != 0) {
        wrong(r, r->line, "kind", kind, _("只有 off（放假）和 work（上班）"), "off");
        good = false;
    } else if (day && work && yz_weekday(day) <= 5) {
        wrong(r, r->line, "date", date, _("周一至周五本来就上班，不用写 work"),
              _("调休上班的是周六或周日；查一下日期"));
        good = false;
    }
    if (!*name) wrong(r, r->line, "name", "", _("没有写是哪个节日"), _("例如 春节")), good = false;
    return good || !r->f;
}

static void take_row(struct reading *r, char **cells, size_t n) {
    char date[64] = "", kind[16] = "", name[64] = "";
    yz_date day = 0;
    if (n > 0) yz_text_trim(date, sizeof date, cells[0]);
    if (n > 1) yz_text_fold(kind, sizeof kind, cells[1]);
    if (n > 2) yz_text_trim(name, sizeof name, cells[2]);
    if (r->line == 1 && strcmp(date, "date") == 0) return;
    yz_date_parse(date, 0, false, &day);
    if (!check_row(r, date, day, kind, name) || day < YZ_CALENDAR_FIRST) return;
    struct yz_special_day *d = new_day(r);
    if (!d) return;
    *d = (struct yz_special_day){.date = day, .work = strcmp(kind, "work") == 0};
    yz_copy(d->name, sizeof d->name, name);
}

static int by_date(const void *a, const void *b) {
    const struct yz_special_day *x = a, *y = b;
    return x->date < y->date ? -1 : x->date > y->date;
}

static void check_twice(struct reading *r) {
    char day[YZ_DATE_TEXT];
    for (size_t i = 1; i < r->out->count; i++) {
        if (r->out->all[i].date != r->out->all[i - 1].date) continue;
        wrong(r, 0, "date", yz_date_text(r->out->all[i].date, day), _("这一天写了两次"), _("留一行"));
    }
}

/* A year is counted by its calendar as soon as one day of it is named, so one with few days is probably half a year. */
static void check_years(struct reading *r) {
    const struct yz_special_days *d = r->out;
    char rule[128], year[16];
    int off = 0;
    for (size_t i = 0; r->f && i < d->count; i++) {
        off += !d->all[i].work;
        if (i + 1 < d->count && d->all[i + 1].date / 10000 == d->all[i].date / 10000) continue;
        snprintf(year, sizeof year, "%d", (int)(d->all[i].date / 10000));
        snprintf(rule, sizeof rule, _("%1$s 年只写了 %2$d 天放假，通常不少于 %3$d 天"), year, off, LEAST_OFF);
        if (off < LEAST_OFF) yz_find_warning(r->f, "date", year, rule, _("对照国务院办公厅的通知补全"));
        off = 0;
    }
}

static void take_text(struct reading *r, char *text, size_t size) {
    struct yz_csv csv;
    char **cells;
    enum yz_csv_answer answer;
    size_t n;
    yz_csv_open(&csv, text, size);
    while (r->status == YZ_OK && (answer = yz_csv_row(&csv, &cells, &n)) != YZ_CSV_END) {
        r->line = csv.line;
        if (answer == YZ_CSV_ROW) take_row(r, cells, n);
        else if (answer == YZ_CSV_NO_MEMORY) r->status = yz_fail(YZ_BUSY, _("内存不足"));
        else wrong(r, csv.line, "", "", yz_csv_error(answer), "");
    }
    yz_csv_close(&csv);
}

enum yz_status yz_calendar_parse(const char *bytes, size_t size, struct yz_special_days *out, struct yz_findings *f) {
    struct reading r = {.out = out, .f = f};
    struct yz_decoded d;
    size_t errors = f ? f->errors : 0, before = out->count;
    enum yz_status status = yz_decode(yz_encoding_detect(bytes, size), bytes, size, &d);
    if (status != YZ_OK) return status;
    if (d.bad_count) wrong(&r, 0, "", "", _("有不认识的字节"), _("存成 UTF-8 或 GB18030 的 CSV"));
    take_text(&r, d.text, d.length);
    free(d.text);
    if (out->count) qsort(out->all, out->count, sizeof *out->all, by_date);
    check_twice(&r);
    check_years(&r);
    if (r.status == YZ_OK && f && out->count == before && f->errors == errors)
        wrong(&r, 0, "", "", _("文件里没有一天"), _("每行一天：2027-01-01,off,元旦"));
    return r.status;
}

enum yz_status yz_calendar_read(const char *path, struct yz_special_days *out, struct yz_findings *f) {
    struct stat st;
    size_t errors = f->errors;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0) return yz_fail(YZ_REFUSED, _("读不了文件 %s：%s"), path, yz_errno_text(errno));
    char *bytes = malloc(MOST);
    ssize_t got = bytes && fstat(fd, &st) == 0 && S_ISREG(st.st_mode) ? read(fd, bytes, MOST) : -1;
    close(fd);
    enum yz_status status = !bytes        ? yz_fail(YZ_BUSY, _("内存不足"))
                            : got < 0     ? yz_fail(YZ_REFUSED, _("%s 不是可读的文件"), path)
                            : got == MOST ? yz_fail(YZ_REFUSED, _("%s 太大，不是日历"), path)
                                          : yz_calendar_parse(bytes, (size_t)got, out, f);
    free(bytes);
    if (status == YZ_OK && f->errors > errors)
        status = yz_fail(YZ_REFUSED, _("%s 有 %zu 处错误"), path, f->errors - errors);
    return status;
}

enum yz_status yz_calendar_check(const char *path, struct yz_findings *f) {
    struct yz_special_days days = {0};
    enum yz_status status = yz_calendar_read(path, &days, f);
    free(days.all);
    return status;
}
