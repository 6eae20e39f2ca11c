/* Judging one person of a sitting: the single form's own check, over a form that is read once and used again. */
#include <stdio.h>
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>

#include "base/text.h"
#include "service/desk/bulk_private.h"

enum { AT_ONCE = 256 }; /* lines between looks whether the file could be read */

/* --- the person into the form --- */

static enum yz_status read_household(struct yz_bulk *b, int64_t id) {
    struct yz_intake *in = b->in;
    size_t whole = 0;
    enum yz_status status = YZ_OK;
    if (in->household.id != id) {
        in->household = (struct yz_household){0};
        in->member_count = 0;
        if (id) status = yz_get(b->s->store, &yz_household_kind, id, &in->household);
        if (status == YZ_OK && id && b->with_members)
            status = yz_household_members(b->s, id, 0, in->members, YZ_INTAKE_MEMBERS, &whole);
        in->member_count = whole < YZ_INTAKE_MEMBERS ? whole : YZ_INTAKE_MEMBERS;
    }
    return status;
}

static enum yz_status read_person(struct yz_bulk *b, struct yz_bulk_line *l) {
    struct yz_person *p = &b->in->person;
    enum yz_status status = yz_get(b->s->store, &yz_person_kind, l->person, p);
    if (status != YZ_OK) return status;
    if (!l->household) l->household = yz_person_household(b->s, l->person, 0);
    status = read_household(b, l->household);
    if (status != YZ_OK) return status;
    yz_copy(l->name, sizeof l->name, p->name);
    l->sex = p->sex;
    l->birth = p->birth;
    l->head = b->in->household.head == p->id;
    if (!l->dwelling) l->dwelling = b->in->household.dwelling;
    return YZ_OK;
}

/* Who was listed by a door may have moved out of it since. Who was named is served wherever they live. */
static bool moved_out(struct yz_bulk *b, const struct yz_bulk_line *l) {
    if (!*l->place) return false;
    struct yz_query *q = yz_sql(b->s->store, "SELECT 1 FROM membership WHERE person = ?1 AND household = ?2"
                                             " AND since <= ?3 AND (until = 0 OR until >= ?3)");
    yz_bind(q, 1, l->person);
    yz_bind(q, 2, l->household);
    yz_bind(q, 3, yz_today());
    bool here = yz_next(q);
    return yz_done(q) == YZ_OK && !here;
}

static void answer_usual(struct yz_bulk *b) {
    yz_bulk_restore(b);
    yz_intake_fill(b->in);
}

static void answer(struct yz_bulk *b, const struct yz_bulk_line *l) {
    answer_usual(b);
    for (size_t at = l->own; at; at = b->own[at].next) {
        const char *text = b->texts.data + b->own[at].text;
        bool none = b->own[at].field == YZ_BULK_PAPERS && strcmp(text, "-") == 0;
        if (*text) yz_intake_set(b->in, yz_bulk_key(b, b->own[at].field), none ? "" : text, NULL);
    }
}

const char *yz_bulk_value(struct yz_bulk *b, size_t line, const char *field) {
    if (line >= b->count || read_person(b, &b->lines[line]) != YZ_OK) return "";
    answer(b, &b->lines[line]);
    return yz_intake_get(b->in, field);
}

const char *yz_bulk_usual(struct yz_bulk *b, size_t line, const char *field) {
    if (line >= b->count || read_person(b, &b->lines[line]) != YZ_OK) return "";
    answer_usual(b);
    return yz_intake_get(b->in, field);
}

bool yz_bulk_asks(struct yz_bulk *b, int64_t line, const char *field) {
    if (line < 0 || (size_t)line >= b->count) {
        b->in->person = (struct yz_person){0};
        b->in->household = (struct yz_household){0};
        yz_bulk_restore(b);
    } else if (read_person(b, &b->lines[line]) == YZ_OK) {
        answer(b, &b->lines[line]);
    }
    return yz_intake_asks(b->in, field);
}

/* --- the case there is already --- */

/* The insured years of the form; an empty field may be worked out. */
static size_t wanted_years(struct yz_bulk *b, int out[YZ_INTAKE_YEARS]) {
    const struct yz_intake *in = b->in;
    int i = b->year_field;
    if (i < 0 || in->bad[i]) return 0;
    if (*in->value[i]) return yz_intake_years(in->value[i], out, YZ_INTAKE_YEARS);
    b->outcome = (struct yz_outcome){0};
    yz_intake_work_out(in, &b->outcome);
    return yz_intake_years(b->outcome.worked[i], out, YZ_INTAKE_YEARS);
}

static bool shares(const int *a, size_t n, const char *theirs) {
    int years[YZ_INTAKE_YEARS];
    size_t count = yz_intake_years(theirs, years, YZ_INTAKE_YEARS);
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < count; j++)
            if (a[i] == years[j]) return true;
    return false;
}

static bool of_this_year(int32_t state, yz_moment received) {
    struct yz_case c = {.state = state};
    return yz_case_open(&c) || yz_moment_date(received) / 10000 == yz_today() / 10000;
}

static enum yz_status find_earlier(struct yz_bulk *b, struct yz_bulk_line *l) {
    char path[48] = "$.none";
    int years[YZ_INTAKE_YEARS];
    size_t n = wanted_years(b, years);
    l->case_id = 0;
    if (b->year_field >= 0) {
        if (!n) return YZ_OK;
        snprintf(path, sizeof path, "$.\"%s\"", b->in->item.fields[b->year_field].key);
    }
    struct yz_query *q = yz_sql(b->s->store, "SELECT id, number, state, received,"
                                             " CASE WHEN json_valid(answers) THEN json_extract(answers, ?3) END"
                                             " FROM \"case\" WHERE person = ?1 AND service = ?2"
                                             " AND state NOT IN (1, 12, 13) ORDER BY id DESC");
    if (!q) return yz_done(q);
    yz_bind(q, 1, l->person);
    yz_bind_text(q, 2, b->in->item.key);
    yz_bind_text(q, 3, path);
    while (!l->case_id && yz_next(q)) {
        bool same =
            b->year_field < 0 ? of_this_year((int32_t)yz_int(q, 2), yz_int(q, 3)) : shares(years, n, yz_text(q, 4));
        if (same) l->case_id = yz_int(q, 0);
        if (same) yz_copy(l->number, sizeof l->number, yz_text(q, 1));
    }
    return yz_done(q);
}

/* --- how it stands --- */

struct comparing {
    struct yz_bulk *b;
    size_t line;
    bool stored[YZ_ITEM_FIELDS];
};

/* Only what the line brings itself: a payment that a later ledger tells is not lost in silence. */
static void differs(struct comparing *c, const struct yz_item_field *f, const char *stored) {
    const struct yz_bulk *b = c->b;
    const char *value = yz_intake_get(b->in, f->key);
    char rule[192];
    if (!*yz_bulk_get_own(b, c->line, f->key) || strcmp(value, stored) == 0) return;
    snprintf(rule, sizeof rule,
             *stored ? _("与已有的办件 %1$s 不同：那里是 %2$s") : _("已有的办件 %1$s 里没有填这一项"),
             b->lines[c->line].number, stored);
    yz_find_warning(&c->b->findings, f->key, value, rule, _("要改就打开那个办件"));
}

static void compare(void *ctx, const char *name, const char *stored) {
    struct comparing *c = ctx;
    const struct yz_item_field *f = yz_item_field(&c->b->in->item, name);
    if (!f) return;
    c->stored[f - c->b->in->item.fields] = true;
    differs(c, f, stored);
}

static enum yz_status tell_differences(struct yz_bulk *b, struct yz_bulk_line *l) {
    const struct yz_item *item = &b->in->item;
    struct comparing with = {.b = b, .line = (size_t)(l - b->lines)};
    struct yz_case c;
    if (!l->own) return YZ_OK;
    enum yz_status status = yz_get(b->s->store, &yz_case_kind, l->case_id, &c);
    if (status == YZ_OK && *c.answers) status = yz_json_each(b->s->store, c.answers, compare, &with);
    for (size_t i = 0; i < item->field_count && status == YZ_OK; i++) {
        bool column = yz_field_named(&yz_case_kind, item->fields[i].key) != NULL; /* kept beside the answers */
        if (!with.stored[i] && !column) differs(&with, &item->fields[i], "");
    }
    l->findings = b->findings.count - l->first;
    return status;
}

static void tell_known(struct yz_bulk *b, struct yz_bulk_line *l) {
    l->state = YZ_BULK_KNOWN;
    snprintf(l->why, sizeof l->why, b->year_field < 0 ? _("今年已经办过：办件 %s") : _("这个年度已经办过：办件 %s"),
             l->number);
}

/* The first error, else the first warning: rule and mend. */
static void tell_first(struct yz_bulk *b, struct yz_bulk_line *l) {
    const struct yz_finding *first = NULL;
    for (size_t i = l->first; i < b->findings.count; i++) {
        const struct yz_finding *f = &b->findings.all[i];
        if (!first || (f->severity == YZ_ERROR && first->severity != YZ_ERROR)) first = f;
    }
    if (!first) return;
    const struct yz_item_field *field = yz_item_field(&b->in->item, first->field);
    char text[960];
    snprintf(text, sizeof text, "%s%s%s%s%s", field ? yz_item_field_label(field) : "", field ? _("：") : "",
             first->rule, *first->mend ? _("；") : "", first->mend);
    yz_copy(l->why, sizeof l->why, text);
    l->doubtful = l->state == YZ_BULK_FIT;
}

static void tell_missing(const struct yz_bulk *b, struct yz_bulk_line *l) {
    char list[sizeof b->outcome.missing], name[144], *rest = list;
    yz_copy(list, sizeof list, b->outcome.missing);
    for (char *key; (key = strsep(&rest, ","));) {
        const struct yz_item_paper *p = *key ? yz_item_paper(&b->in->item, key) : NULL;
        size_t n = strlen(l->missing);
        if (p && n < sizeof l->missing - 1)
            snprintf(name, sizeof name, "%s%s", n ? _("、") : "", yz_item_paper_name(p)),
                yz_copy(l->missing + n, sizeof l->missing - n, name);
    }
}

static enum yz_status gone(struct yz_bulk *b, struct yz_bulk_line *l, const char *why) {
    yz_find_error(&b->findings, "", l->name, why, "");
    l->state = YZ_BULK_UNFIT;
    l->findings = 1;
    tell_first(b, l);
    return YZ_OK;
}

static enum yz_status check(struct yz_bulk *b, struct yz_bulk_line *l, struct yz_case *c) {
    enum yz_status status = yz_intake_check(b->in, &b->outcome, &b->findings);
    if (status == YZ_OK) status = yz_intake_case(b->in, &b->outcome, c);
    if (status != YZ_OK && status != YZ_REFUSED) return status;
    l->state = status == YZ_OK ? YZ_BULK_FIT : YZ_BULK_UNFIT;
    l->findings = b->findings.count - l->first;
    l->amount = status == YZ_OK ? c->amount : 0;
    l->due = status == YZ_OK ? c->due : 0;
    l->due_assumed = status == YZ_OK && c->due_assumed;
    if (status == YZ_OK) tell_missing(b, l);
    tell_first(b, l);
    return YZ_OK;
}

enum yz_status yz_bulk_judge(struct yz_bulk *b, size_t line, struct yz_case *c) {
    struct yz_bulk_line *l = &b->lines[line];
    l->state = YZ_BULK_UNSEEN;
    *l->why = *l->number = *l->missing = '\0';
    l->doubtful = l->due_assumed = false;
    l->due = l->amount = l->case_id = 0;
    l->first = b->findings.count;
    l->findings = 0;
    enum yz_status status = read_person(b, l);
    if (status == YZ_REFUSED) return gone(b, l, yz_message());
    if (status != YZ_OK) return status;
    if (moved_out(b, l)) return gone(b, l, _("已经不住在这里，请在现在的住处办"));
    answer(b, l);
    status = find_earlier(b, l);
    if (status != YZ_OK) return status;
    if (!l->case_id) return check(b, l, c);
    tell_known(b, l);
    return tell_differences(b, l);
}

void yz_bulk_begin_judging(struct yz_bulk *b) {
    yz_findings_clear(&b->findings);
    b->in->received = yz_now();
    b->clock.received = 0;
    b->in->household.id = 0; /* what was read before may have changed */
}

/* An undo takes a sitting's cases back, and its lines stand as before. */
static bool stays_done(struct yz_bulk *b, const struct yz_bulk_line *l) {
    return l->state == YZ_BULK_DONE && yz_sql_int(b->s->store, "SELECT 1 FROM \"case\" WHERE id = ?1", l->case_id, 0);
}

static enum yz_status judge_all(struct yz_bulk *b) {
    struct yz_case c;
    unsigned failures = yz_failures();
    enum yz_status status = YZ_OK;
    for (size_t i = 0; i < b->count && status == YZ_OK; i++) {
        if (stays_done(b, &b->lines[i])) continue;
        status = yz_bulk_judge(b, i, &c);
        b->lines[i].chosen &= b->lines[i].state == YZ_BULK_FIT;
        if (status == YZ_OK && i % AT_ONCE == 0 && yz_failures() != failures) status = YZ_BUSY;
    }
    return status == YZ_OK && (yz_failures() != failures || b->findings.lost) ? YZ_BUSY : status;
}

enum yz_status yz_bulk_check(struct yz_bulk *b) {
    yz_bulk_begin_judging(b);
    yz_snapshot_begin(b->s->store);
    enum yz_status status = judge_all(b);
    yz_snapshot_end(b->s->store);
    return status;
}
