/* A ledger of cases: a row is a person of the file and what the item asks. Rows are read and matched one by one; what the
 * item demands is judged as in a sitting (desk/bulk.c), and the good ones are one act. */
#include "service/ledger/ledger_private.h"

#include "base/text.h"
#include "service/desk/bulk_private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/i18n.h>

struct case_row {
    size_t line;         /* of the sitting; SIZE_MAX: it did not come so far */
    size_t first, count; /* of `kept`: what was said while it was read */
};

struct case_run {
    struct yz_import_run *im;
    struct yz_bulk *bulk;
    struct yz_columns person; /* only who it is */
    struct case_row *rows;
    struct yz_findings kept;
};

/* --- what is the same for all rows --- */

static enum yz_status set_common(struct case_run *run) {
    const struct yz_import_options *o = run->im->options;
    enum yz_status status = YZ_OK;
    struct yz_findings f = {0};
    for (size_t i = 0; i < o->set_count && status == YZ_OK; i++) {
        char field[48];
        size_t n = strcspn(o->sets[i], "=");
        snprintf(field, sizeof field, "%.*s", (int)n, o->sets[i]);
        if (!o->sets[i][n]) status = yz_fail(YZ_USAGE, _("要写成 字段=值，写的是 %s"), o->sets[i]);
        else if (yz_bulk_field(run->bulk, field) < 0) status = yz_fail(YZ_USAGE, _("这个事项没有字段 %s"), field);
        else if (!yz_bulk_set(run->bulk, field, o->sets[i] + n + 1, &f))
            status = yz_fail(YZ_REFUSED, "%s: %s %s", f.all[0].field, f.all[0].rule, f.all[0].mend);
    }
    yz_findings_free(&f);
    return status;
}

/* Of the residents' columns those that say who it is; the others are somebody else's business. */
static void keep_identity(struct case_run *run) {
    static const char *const columns[] = {"name", "id_kind", "id_number", "birth", "phone", "phone2"};
    const struct yz_columns *all = &run->im->columns;
    run->person = *all;
    run->person.count = 0;
    for (int i = 0; i < YZ_COLUMNS; i++) run->person.at[i] = -1;
    for (size_t i = 0; i < all->count; i++) {
        const struct yz_field_column *c = &all->fields[i];
        if (c->part != YZ_PART_PERSON) continue;
        const char *name = yz_part_kinds[c->part]->fields[c->field].column;
        for (size_t k = 0; k < sizeof columns / sizeof *columns; k++)
            if (strcmp(columns[k], name) == 0) run->person.fields[run->person.count++] = *c;
    }
}

/* --- one row --- */

/* Excel keeps days as numbers, and a cell may hold any form of a date. */
static const char *day_of(const struct yz_item_field *f, const char *cell, char out[YZ_DATE_TEXT]) {
    char plain[64];
    yz_date d;
    if (f->type != YZ_ANSWER_DATE || strlen(cell) >= sizeof plain) return cell;
    yz_text_narrow(plain, sizeof plain, cell);
    yz_text_trim(plain, sizeof plain, plain);
    return yz_date_parse(plain, yz_today(), true, &d) ? yz_date_text(d, out) : cell;
}

static enum yz_status set_answers(struct case_run *run, size_t line, size_t row) {
    const struct yz_columns *c = &run->im->columns;
    const struct yz_sheet *s = &run->im->sheet;
    enum yz_status status = YZ_OK;
    for (int i = 0; i <= YZ_ITEM_FIELDS && status == YZ_OK; i++) {
        const char *cell = yz_sheet_cell(s, row, c->answers[i]), *key;
        char day[YZ_DATE_TEXT];
        if (c->answers[i] < 0 || yz_cell_says_nothing(cell)) continue;
        key = yz_bulk_key(run->bulk, i);
        if (yz_cell_damaged(s, key, cell, &run->im->findings)) continue;
        if (i < YZ_ITEM_FIELDS) cell = day_of(&c->item->fields[i], cell, day);
        status = yz_bulk_set_own(run->bulk, line, key, cell, NULL);
    }
    return status;
}

/* Of a row that comes back anyway: what else is wrong with it. */
static void try_answers(struct case_run *run, size_t line) {
    struct yz_bulk *b = run->bulk;
    yz_bulk_restore(b);
    for (size_t at = line < b->count ? b->lines[line].own : 0; at; at = b->own[at].next)
        yz_intake_set(b->in, yz_bulk_key(b, b->own[at].field), b->texts.data + b->own[at].text, &run->im->findings);
}

/* The same person twice, in an item by year for the same year: the second row is told where the first is. */
static void check_twice(struct case_run *run, uint32_t at, size_t line, int64_t person) {
    struct yz_import_run *im = run->im;
    char key[128], rule[160];
    int n = snprintf(key, sizeof key, "%lld/", (long long)person);
    if (run->bulk->year_field >= 0) {
        const char *field = yz_bulk_key(run->bulk, run->bulk->year_field);
        const char *own = yz_bulk_get_own(run->bulk, line, field);
        char years[64];
        yz_text_narrow(years, sizeof years, *own ? own : yz_bulk_get(run->bulk, field));
        for (const char *p = years; *p && n < (int)sizeof key - 1; p++)
            if (*p >= '0' && *p <= '9') key[n++] = *p;
    }
    uint32_t *first = yz_map_at(&im->numbers, key, (size_t)n);
    if (!first) return (void)(im->findings.lost = true);
    if (*first == YZ_NOWHERE) return (void)(*first = at);
    snprintf(rule, sizeof rule, _("与第 %u 行是同一个人的同一件事"),
             (unsigned)im->sheet.rows[im->rows[*first].sheet].line);
    yz_find_error(&im->findings, "name", yz_sheet_cell(&im->sheet, im->rows[at].sheet, im->columns.name), rule,
                  _("请核对：同一个人只留一行"));
}

static enum yz_status read_row(struct case_run *run, uint32_t at) {
    struct yz_import_run *im = run->im;
    const struct yz_import_row *row = &im->rows[at];
    const struct yz_sheet_row *cells = &im->sheet.rows[row->sheet];
    size_t line = run->bulk->count;
    int64_t person = 0;
    if (cells->answer != YZ_CSV_ROW) {
        yz_find_error(&im->findings, "", NULL, yz_csv_error(cells->answer),
                      _("用表格软件打开台账，改好这一行再另存为 CSV"));
        return YZ_OK;
    }
    enum yz_status status = YZ_OK;
    if (yz_convert(&im->entry, &run->person, &im->sheet, row->sheet, &im->findings))
        status = yz_case_person(im, &im->entry, &person);
    if (status == YZ_OK) status = yz_bulk_add(run->bulk, person, 0);
    if (status == YZ_OK) status = set_answers(run, line, row->sheet);
    if (status == YZ_OK && person) check_twice(run, at, line, person);
    if (!yz_findings_ok(&im->findings)) try_answers(run, line);
    if (status == YZ_OK && yz_findings_ok(&im->findings)) run->rows[at].line = line;
    else run->bulk->count = line;
    return status;
}

static void add_findings(struct yz_findings *to, const struct yz_findings *from, size_t first, size_t count) {
    for (size_t i = first; i < first + count && i < from->count; i++) {
        const struct yz_finding *f = &from->all[i];
        if (f->severity == YZ_ERROR) yz_find_error(to, f->field, f->value, f->rule, f->mend);
        else yz_find_warning(to, f->field, f->value, f->rule, f->mend);
    }
}

static void keep(struct case_run *run, struct case_row *row, const struct yz_findings *f) {
    row->first = run->kept.count;
    row->count = f->count;
    add_findings(&run->kept, f, 0, f->count);
}

static enum yz_status read_rows(struct case_run *run) {
    struct yz_import_run *im = run->im;
    unsigned failures = yz_failures();
    enum yz_status status = YZ_OK;
    run->rows = calloc(im->count ? im->count : 1, sizeof *run->rows);
    if (!run->rows) return yz_fail(YZ_BUSY, _("内存不足"));
    for (uint32_t at = 0; at < im->count && status == YZ_OK; at++) {
        run->rows[at].line = SIZE_MAX;
        status = read_row(run, at);
        if (status == YZ_OK && yz_failures() != failures) status = YZ_BUSY;
        if (im->findings.lost) status = yz_fail(YZ_BUSY, _("内存不足"));
        keep(run, &run->rows[at], &im->findings);
        yz_findings_clear(&im->findings);
    }
    return status;
}

/* --- telling --- */

static enum yz_status tell_row(struct case_run *run, uint32_t at) {
    struct yz_import_run *im = run->im;
    const struct case_row *row = &run->rows[at];
    const struct yz_bulk_line *l = row->line == SIZE_MAX ? NULL : &run->bulk->lines[row->line];
    add_findings(&im->findings, &run->kept, row->first, row->count);
    if (l) add_findings(&im->findings, &run->bulk->findings, l->first, l->findings);
    bool bad = !l || l->state == YZ_BULK_UNFIT;
    im->report->rejected += bad;
    im->report->unchanged += !bad && l->state == YZ_BULK_KNOWN;
    im->report->added += !bad && l->state != YZ_BULK_KNOWN;
    enum yz_status status = bad ? yz_rejects_add(im, im->rows[at].sheet) : YZ_OK;
    yz_import_tell(im, at);
    return status;
}

static enum yz_status tell_all(struct case_run *run, bool written) {
    struct yz_import_report *r = run->im->report;
    enum yz_status status = YZ_OK;
    for (uint32_t at = 0; at < run->im->count && status == YZ_OK; at++) status = tell_row(run, at);
    enum yz_status closed = yz_rejects_close(run->im);
    if (!written) r->added = r->unchanged = 0;
    return status == YZ_OK ? closed : status;
}

/* --- all of it --- */

/* Every line judged, whatever became of it. */
static bool judged(const struct yz_bulk *b) {
    for (size_t i = 0; i < b->count; i++)
        if (b->lines[i].state == YZ_BULK_UNSEEN) return false;
    return true;
}

/* `*written`: the good rows are in, or, on a dry run, would be. */
static enum yz_status save(struct case_run *run, bool *written) {
    const struct yz_import_options *o = run->im->options;
    struct yz_bulk *b = run->bulk;
    struct yz_bulk_report report = {0};
    bool held = o->whole && b->count < run->im->count;
    *written = !held;
    if (!b->count) return YZ_OK;
    if (o->dry_run || held) {
        enum yz_status status = yz_bulk_check(b);
        if (o->whole && yz_bulk_count(b).unfit) *written = false;
        return status;
    }
    for (size_t i = 0; i < b->count; i++) b->lines[i].chosen = true;
    enum yz_status status = yz_bulk_save(b, o->whole, &report);
    run->im->report->act = report.act;
    if (o->whole && status == YZ_REFUSED) *written = false;
    bool told = (status == YZ_PARTIAL || status == YZ_REFUSED) && judged(b);
    return told ? YZ_OK : status;
}

static enum yz_status import_all(struct case_run *run) {
    struct yz_import_run *im = run->im;
    struct yz_import_report *r = im->report;
    bool written = false;
    enum yz_status status = set_common(run);
    if (status == YZ_OK) status = yz_import_open(im, yz_bulk_item(run->bulk), NULL);
    if (status != YZ_OK) return status;
    keep_identity(run);
    status = read_rows(run);
    if (status == YZ_OK) status = save(run, &written);
    if (status == YZ_OK) status = tell_all(run, written);
    if (status != YZ_OK || !r->rejected) return status;
    if (im->options->whole) return yz_fail(YZ_REFUSED, _("有 %zu 行不对，按“全部或全不”没有导入"), r->rejected);
    return yz_fail(YZ_PARTIAL, _("%1$zu 行中有 %2$zu 行被退回"), r->rows, r->rejected);
}

enum yz_status yz_import_cases(struct yz_import_run *im) {
    struct case_run run = {.im = im};
    if (!im->options->service) return yz_fail(YZ_USAGE, _("导入办件要用 --service 说明是哪个事项"));
    enum yz_status status = yz_bulk_begin(im->session, im->options->service, &run.bulk);
    if (status == YZ_OK) {
        run.bulk->verb = "import-cases";
        status = import_all(&run);
    }
    yz_bulk_free(run.bulk);
    yz_findings_free(&run.kept);
    free(run.rows);
    return status;
}
