/* Definition files of reports: text → struct yz_report. */
#include "service/figures/figures_private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/i18n.h>

#include "base/text.h"
#include "service/definition.h"

enum { REPORTS = 32 };

static void put_by(const struct yz_spot *at, const struct yz_slot *s, void *one) {
    struct yz_report *r = one;
    const char *left = at->value;
    char word[48];
    (void)s;
    while (yz_next_word(&left, word)) {
        if (r->by_count == YZ_REPORT_BYS || !yz_copy(r->by[r->by_count], sizeof r->by[0], word))
            return yz_spot_wrong(at, _("能分的太多，或者词太长"), "");
        r->by_count++;
    }
}

/* "0..4 5..9 65.." begin where each says; "0 5 65" says the same. */
static void read_bands(const struct yz_spot *at, int64_t bands[YZ_BANDS], size_t *count) {
    const char *left = at->value;
    char word[48], *end;
    while (yz_next_word(&left, word)) {
        long long n = strtoll(word, &end, 10);
        bool rising = !*count || n > bands[*count - 1];
        if (*end || *count == YZ_BANDS || !rising)
            return yz_spot_wrong(at, _("每一段从哪里起，从小到大，最多 24 段"), _("例如 0 7 18 60 80"));
        bands[(*count)++] = n;
    }
}

static void put_bands(const struct yz_spot *at, const struct yz_slot *s, void *one) {
    struct yz_figure *f = one;
    (void)s;
    read_bands(at, f->bands, &f->band_count);
}

static void put_ages(const struct yz_spot *at, const struct yz_slot *s, void *one) {
    struct yz_report *r = one;
    (void)s;
    read_bands(at, r->ages, &r->age_count);
}

static const struct yz_word periods[] = {{"year", 0}, {"month", 0}, {"week", 0}, {"day", 0}, {NULL, 0}};
static const struct yz_word measures[] = {
    {"count", YZ_MEASURE_COUNT}, {"sum", YZ_MEASURE_SUM}, {"mean", YZ_MEASURE_MEAN}, {NULL, 0}};
static const struct yz_word charts[] = {{"bars", YZ_CHART_BARS},
                                        {"line", YZ_CHART_LINE},
                                        {"pyramid", YZ_CHART_PYRAMID},
                                        {"heat", YZ_CHART_HEAT},
                                        {NULL, 0}};

static void put_period(const struct yz_spot *at, const struct yz_slot *s, void *one) {
    (void)s;
    if (yz_spot_word(at, periods) >= 0)
        yz_copy(((struct yz_report *)one)->period, sizeof((struct yz_report *)one)->period, at->value);
}

#define R(member, kind, ...) YZ_SLOT(struct yz_report, member, kind, __VA_ARGS__)
#define F(member, kind, ...) YZ_SLOT(struct yz_figure, member, kind, __VA_ARGS__)
static const struct yz_slot report_slots[] = {
    R(key, KEY, .required = true),
    R(name, LINE, .required = true),
    R(name_en, LINE),
    R(about, LINE),
    R(about_en, LINE),
    R(period, OWN, .required = true, .put = put_period),
    R(by, OWN, .put = put_by),
    R(ages, OWN, .put = put_ages),
    R(order, NUMBER),
    R(source, LINE, .required = true),
    R(source_en, LINE),
    R(confidence, WORD, .required = true, .words = yz_confidence_words),
    R(valid_from, DAY, .required = true),
    R(valid_to, DAY),
};
static const struct yz_slot figure_slots[] = {
    YZ_LABEL(struct yz_figure, key),
    F(name, LINE, .required = true),
    F(name_en, LINE),
    F(section, LINE),
    F(section_en, LINE),
    F(of, KEY, .required = true),
    F(when, KEY),
    F(where, LINE),
    F(each, LINE),
    F(bands, OWN, .put = put_bands),
    F(measure, WORD, .words = measures),
    F(measured, KEY),
    F(unit, LINE),
    F(unit_en, LINE),
    F(share, KEY),
    F(chart, WORD, .words = charts),
    F(few, NUMBER, .low = 2, .high = 1000),
    F(rising, YES),
    F(note, LINE),
    F(note_en, LINE),
};
static const struct yz_section sections[] = {
    YZ_SECTION("report", report_slots, .required = true, .line = offsetof(struct yz_report, line)),
    YZ_SECTIONS("figure", figure_slots, struct yz_report, figures, count, .required = true,
                .line = offsetof(struct yz_figure, line)),
};

/* --- what the parts must mean together --- */

static void wrong(struct yz_findings *f, const struct yz_figure *g, const char *key, const char *value,
                  const char *rule) {
    yz_conf_wrong(f, (size_t)g->line, key, value, rule, "");
}

/* Conditions without REFs, which only a station file knows. */
static void check_where(const struct yz_figure *g, const struct yz_fact *fact, struct yz_findings *f) {
    struct yz_selection x = {.fact = fact};
    char text[YZ_QUERY], word[48];
    const char *left = text;
    yz_where_text(g->where, 20260101, 20261231, text);
    while (yz_next_word(&left, word))
        if (yz_selection_add(NULL, &x, word) != YZ_OK) wrong(f, g, "where", word, yz_message());
}

static bool counts_up(const struct yz_word_of *w) {
    return w && w->type == YZ_WORD_NUMBER;
}

static bool divides(const struct yz_fact *fact, const char *word) {
    const struct yz_word_of *w = yz_fact_word_named(fact, word);
    if (strcmp(word, "month") == 0 || strcmp(word, "day") == 0) return !fact->standing;
    return w && w->type != YZ_WORD_MOMENT && w->type != YZ_WORD_DAY && w->type != YZ_WORD_WITHIN;
}

static void check_figure(const struct yz_report *r, const struct yz_figure *g, struct yz_findings *f) {
    const struct yz_fact *fact = yz_fact_named(g->of);
    bool whole = !*g->share;
    if (!fact) return wrong(f, g, "of", g->of, yz_message());
    if (!fact->standing && !yz_fact_time(fact, g->when)) wrong(f, g, "when", g->when, _("没有这个时间"));
    check_where(g, fact, f);
    if (*g->each && !divides(fact, g->each)) wrong(f, g, "each", g->each, _("不能这样分"));
    if (g->band_count && !counts_up(yz_fact_word_named(fact, g->each)))
        wrong(f, g, "bands", g->each, _("只有数能分段"));
    if (g->measure != YZ_MEASURE_COUNT && !counts_up(yz_fact_word_named(fact, g->measured)))
        wrong(f, g, "measured", g->measured, _("要写哪个数"));
    for (size_t i = 0; i < r->count; i++) whole |= strcmp(r->figures[i].key, g->share) == 0;
    if (!whole) wrong(f, g, "share", g->share, _("没有这一项"));
    if (g->rising && (fact->standing || !*g->each)) wrong(f, g, "rising", "", _("只有按类分、有时间的才能看增长"));
}

static void check(void *whole, const struct yz_conf *c, struct yz_findings *f) {
    const struct yz_report *r = whole;
    (void)c;
    for (size_t i = 0; i < r->count; i++) check_figure(r, &r->figures[i], f);
    for (size_t i = 0; i < r->by_count; i++)
        if (yz_report_word(r->by[i]) == r->by[i])
            yz_conf_wrong(f, (size_t)r->line, "by", r->by[i], _("不能这样分"), "grid building station staff month");
    if (r->valid_to && r->valid_to < r->valid_from)
        yz_conf_wrong(f, (size_t)r->line, "valid_to", "", _("失效日期早于生效日期"), _("改其中一个日期"));
}

static const struct yz_definition definition = {.sections = sections,
                                                .section_count = YZ_COUNT(sections),
                                                .size = sizeof(struct yz_report),
                                                .check = check,
                                                .command = "report"};

enum yz_status yz_report_check_file(const char *path, struct yz_report *out, struct yz_findings *f) {
    return yz_definition_check_file(&definition, path, out, f);
}

/* --- all of them --- */

static int in_order(const void *a, const void *b) {
    const struct yz_report *x = a, *y = b;
    return x->order != y->order ? (x->order < y->order ? -1 : 1) : strcmp(x->key, y->key);
}

const struct yz_report *yz_reports(size_t *count) {
    static struct yz_report *all;
    static size_t n;
    *count = 0;
    if (!all) {
        struct yz_report *read = calloc(REPORTS, sizeof *read);
        if (!read) return yz_fail(YZ_BUSY, "%s", _("内存不足")), NULL;
        if (!yz_definition_all(&definition, "reports/", ".report", read, REPORTS, &n)) return free(read), NULL;
        qsort(read, n, sizeof *read, in_order);
        all = read;
    }
    *count = n;
    return all;
}

const struct yz_report *yz_report_named(const char *key) {
    char list[256] = "";
    size_t count;
    const struct yz_report *all = yz_reports(&count);
    for (size_t i = 0; i < count; i++) {
        size_t n = strlen(list);
        if (strcmp(all[i].key, key) == 0 || strcmp(all[i].name, key) == 0) return &all[i];
        snprintf(list + n, sizeof list - n, "%s%s", n ? " " : "", all[i].key);
    }
    if (all) yz_fail(YZ_USAGE, _("没有报表 %1$s；有 %2$s"), key, list);
    return NULL;
}

/* --- in the language in force --- */

static const char *said(const char *zh, const char *en) {
    return *en && strcmp(yz_language_name(), "en") == 0 ? en : zh;
}

const char *yz_report_name(const struct yz_report *r) {
    return said(r->name, r->name_en);
}

const char *yz_report_about(const struct yz_report *r) {
    return said(r->about, r->about_en);
}

const char *yz_figure_name(const struct yz_figure *f) {
    return said(f->name, f->name_en);
}

const char *yz_figure_section(const struct yz_figure *f) {
    return said(f->section, f->section_en);
}

const char *yz_figure_unit(const struct yz_figure *f) {
    return said(f->unit, f->unit_en);
}

const char *yz_figure_note(const struct yz_figure *f) {
    return said(f->note, f->note_en);
}
