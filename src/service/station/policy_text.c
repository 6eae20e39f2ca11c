/* What is written in policies: spans of time, and reasons with their dates. */
#include "service/station/policy_private.h"

#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/i18n.h>

/* --- spans --- */

/* "years", "年" → the member it counts; NULL for another word. */
static int *member_of(struct yz_period *s, const char *unit, size_t n) {
    static const char *const words[][5] = {{"year", "years", "年", "岁", "周岁"},
                                           {"month", "months", "月", "个月", "个月"},
                                           {"day", "days", "天", "日", "日"}};
    int *const members[] = {&s->years, &s->months, &s->days};
    for (size_t i = 0; i < 3; i++)
        for (size_t w = 0; w < 5; w++)
            if (strlen(words[i][w]) == n && memcmp(words[i][w], unit, n) == 0) return members[i];
    return NULL;
}

bool yz_period_parse(const char *text, struct yz_period *out) {
    struct yz_period s = {.given = true};
    const char *p = text + strspn(text, " ");
    if (!*p) return false;
    for (bool first = true; *p; first = false) {
        int sign = *p == '-' ? -1 : 1;
        if (*p == '-' || *p == '+') p += 1 + strspn(p + 1, " ");
        else if (!first) return false;
        char *end;
        if (*p < '0' || *p > '9') return false;
        long n = strtol(p, &end, 10);
        p = end + strspn(end, " ");
        size_t length = strcspn(p, " +-");
        int *member = member_of(&s, p, length);
        if (!member || n > 40000) return false;
        *member += sign * (int)n;
        p += length;
        p += strspn(p, " ");
    }
    *out = s;
    return true;
}

/* Whole years fall on the birthday, that of 29 February on 1 March. */
static yz_date birthday(yz_date day, int years) {
    int year = day / 10000 + years, month = day / 100 % 100;
    yz_date d = yz_date_make(year, month, day % 100);
    return d ? d : yz_date_make(year, month + 1, 1);
}

yz_date yz_period_from(const struct yz_period *s, yz_date day) {
    if (s->years) day = birthday(day, s->years);
    if (s->months) day = yz_date_add_months(day, s->months);
    return s->days ? yz_date_add(day, s->days) : day;
}

void yz_policy_days(const struct yz_policy *p, yz_date date, yz_date *from, yz_date *to, yz_date *not_before,
                    yz_date *by) {
    *from = yz_period_from(&p->from, date);
    *to = yz_period_from(&p->to, date);
    *not_before = p->not_before.given ? yz_period_from(&p->not_before, date) : *from;
    *by = p->by.given ? yz_period_from(&p->by, date) : *to;
}

/* --- reasons --- */

enum what { DAYS, AGE, DATE, ON, BY, LEFT, NAMES };
static const char *const names[NAMES] = {"days", "age", "date", "on", "by", "left"};

/* The word in braces at `p`; NAMES when there is none of that name. `*end` gets what follows. */
static enum what name_at(const char *p, const char **end) {
    size_t n = strcspn(p + 1, "}");
    *end = p + 1 + n + (p[1 + n] == '}');
    enum what w = DAYS;
    while (w < NAMES && (strlen(names[w]) != n || memcmp(names[w], p + 1, n) != 0)) w++;
    return w;
}

bool yz_reason_check(const char *reason, char wrong[64]) {
    for (const char *p = reason, *end; (p = strchr(p, '{')); p = end) {
        if (name_at(p, &end) != NAMES) continue;
        snprintf(wrong, 64, "%.*s", (int)yz_utf8_cut(p, (size_t)(end - p) < 63 ? (size_t)(end - p) : 63), p);
        return false;
    }
    return true;
}

static void fill(const struct yz_people *p, const struct yz_policy_hit *h, enum what w, char out[YZ_DATE_TEXT]) {
    switch (w) {
    case DAYS: snprintf(out, YZ_DATE_TEXT, "%d", yz_days_between(h->date, p->day)); break;
    case AGE: snprintf(out, YZ_DATE_TEXT, "%d", h->birth ? yz_age_on(h->birth, h->not_before) : 0); break;
    case DATE: yz_date_text(h->date, out); break;
    case ON: yz_date_text(h->not_before, out); break;
    case BY: yz_date_text(h->by, out); break;
    case LEFT: snprintf(out, YZ_DATE_TEXT, "%d", yz_days_between(p->day, h->by)); break;
    default: *out = '\0';
    }
}

char *yz_policy_why(const struct yz_people *p, const struct yz_policy_hit *hit, char *out, size_t room) {
    const struct yz_policy *policy = &p->policies[hit->policy];
    bool en = strcmp(yz_language_name(), "en") == 0 && *policy->reason_en;
    const char *at = en ? policy->reason_en : policy->reason, *end;
    char text[512], value[YZ_DATE_TEXT];
    size_t n = 0;
    while (*at && n + 1 < sizeof text) {
        size_t plain = strcspn(at, "{");
        n += (size_t)snprintf(text + n, sizeof text - n, "%.*s", (int)plain, at);
        at += plain;
        if (!*at || n >= sizeof text) break;
        fill(p, hit, name_at(at, &end), value);
        n += (size_t)snprintf(text + n, sizeof text - n, "%s", value);
        at = end;
    }
    yz_copy(out, room, text);
    return out;
}

const char *yz_policy_name(const struct yz_policy *p) {
    return strcmp(yz_language_name(), "en") == 0 && *p->name_en ? p->name_en : p->name;
}

char *yz_policy_source(const struct yz_policy *p, char *out, size_t room) {
    struct yz_rule r = {.confidence = p->confidence};
    bool en = strcmp(yz_language_name(), "en") == 0 && *p->source_en;
    yz_copy(r.source, sizeof r.source, en ? p->source_en : p->source);
    yz_copy(r.document, sizeof r.document, p->document);
    return yz_rule_source(&r, out, room);
}
