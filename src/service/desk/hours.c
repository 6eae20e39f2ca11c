/* Working spans of a day as people write them: "09:00-12:00,13:30-17:30". */
#include <string.h>
#include <yizhan/deadline.h>
#include <yizhan/i18n.h>

#include "base/text.h"

enum { DAY = 1440 };

/* Signs that input methods put for , : and - . */
static const struct {
    const char *from, to;
} signs[] = {{"、", ','}, {"；", ','}, {";", ','}, {"，", ','}, {"：", ':'}, {"－", '-'},
             {"–", '-'},  {"—", '-'},  {"~", '-'}, {"～", '-'}, {"至", '-'}, {" ", '\0'}};

static void plain(const char *text, char *out, size_t room) {
    size_t n = 0;
    char narrow[256];
    yz_text_fold(narrow, sizeof narrow, text);
    for (const char *p = narrow; *p && n + 1 < room;) {
        size_t i = 0, count = sizeof signs / sizeof *signs;
        while (i < count && strncmp(p, signs[i].from, strlen(signs[i].from)) != 0) i++;
        if (i < count && signs[i].to) out[n++] = signs[i].to;
        if (i == count) out[n++] = *p;
        p += i < count ? strlen(signs[i].from) : 1;
    }
    out[n] = '\0';
}

static int number_of(const char **p, size_t least, size_t most) {
    int n = 0;
    size_t digits = strspn(*p, "0123456789");
    if (digits < least || digits > most) return -1;
    for (size_t i = 0; i < digits; i++) n = n * 10 + *(*p)++ - '0';
    return n;
}

/* "9:00" → 540, up to 24:00; -1 when it is no time of day. */
static int minute_of(const char **p) {
    int hour = number_of(p, 1, 2);
    if (hour < 0 || *(*p)++ != ':') return -1;
    int minute = number_of(p, 2, 2);
    return minute < 0 || minute > 59 || hour * 60 + minute > DAY ? -1 : hour * 60 + minute;
}

int yz_day_minute(const char *text) {
    return minute_of(&text);
}

static bool wrong(const char *field, const char *value, const char *rule, const char *mend, struct yz_findings *f) {
    yz_find_error(f, field, value, rule, mend);
    return false;
}

static bool span_of(const char *text, struct yz_span *out) {
    const char *p = text;
    out->from = minute_of(&p);
    if (out->from < 0 || out->from == DAY || *p++ != '-') return false;
    out->to = minute_of(&p);
    if (out->to < 0 || *p) return false;
    if (out->to < out->from) out->to += DAY; /* past midnight */
    return out->to != out->from;
}

static bool parse_day(const char *text, const char *field, struct yz_span *out, size_t *count, struct yz_findings *f) {
    char line[256], *rest = line;
    bool good = true;
    *count = 0;
    if (strlen(text) >= sizeof line) return wrong(field, text, _("一天的时间段太多"), _("最多六段"), f);
    plain(text, line, sizeof line);
    for (char *one; *line && (one = strsep(&rest, ","));) {
        struct yz_span span;
        if (!span_of(one, &span)) {
            good = wrong(field, one, _("不是一段时间"), _("例如 09:00-12:00,13:30-17:30"), f);
        } else if (*count == YZ_SPANS) {
            return wrong(field, text, _("一天的时间段太多"), _("最多六段"), f);
        } else if (*count && span.from < out[*count - 1].to) {
            good = wrong(field, one, _("时间段要按先后写，不能重叠"), _("例如 09:00-12:00,13:30-17:30"), f);
        } else {
            out[(*count)++] = span;
        }
    }
    return good;
}

/* Whatever day follows whatever day: the night of one must end before the morning of the next. */
static bool nights_apart(const struct yz_hours *h, const char *field, struct yz_findings *f) {
    int last = 0, first = DAY;
    if (h->workdays && h->workday[h->workdays - 1].to > last) last = h->workday[h->workdays - 1].to;
    if (h->weekends && h->weekend[h->weekends - 1].to > last) last = h->weekend[h->weekends - 1].to;
    if (h->workdays && h->workday[0].from < first) first = h->workday[0].from;
    if (h->weekends && h->weekend[0].from < first) first = h->weekend[0].from;
    if (last - DAY <= first) return true;
    return wrong(field, "", _("过了零点的时间段和第二天的时间段重叠"),
                 _("例如 18:00-02:00 之后，第二天从 02:00 或更晚开始"), f);
}

bool yz_hours_parse(const char *workday, const char *weekend, const char *field, struct yz_hours *out,
                    struct yz_findings *f) {
    *out = (struct yz_hours){.workdays = 0};
    bool good = parse_day(workday ? workday : "", field, out->workday, &out->workdays, f);
    good &= parse_day(weekend ? weekend : "", field, out->weekend, &out->weekends, f);
    return good && nights_apart(out, field, f);
}
