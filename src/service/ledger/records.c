/* Ledgers of dwellings, households, buildings, staff, needs and resources: a row is one record, found by its door, number or
 * login, a need by text and place, a resource by its provider and what it is. What a row
 * does not tell stays as it is; a second run changes nothing. */
#include "service/ledger/records.h"

#include "service/session.h"

#include <stdlib.h>
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>
#include <yizhan/rights.h>

enum { PROGRESS = 1000 };

#define WORD(name) (1u << YZ_COLUMN_##name)
#define DOOR       (WORD(ADDRESS) | WORD(COMPOUND) | WORD(BUILDING) | WORD(UNIT) | WORD(ROOM) | WORD(GRID))

static const char *const of_dwellings[] = {"unit", "room", NULL};
static const char *const of_buildings[] = {"number", NULL};
static const char *const of_households[] = {NULL};
/* Whose login of the machine a member of staff has is bound by hand, never by a ledger. */
static const char *const of_staff[] = {"os_user", NULL};

static const char *const of_needs[] = {NULL};
static const char *const of_resources[] = {"list", NULL};

static const struct yz_record_ledger ledgers[] = {
    {"dwellings", "import-dwellings", YZ_PART_DWELLING, DOOR | WORD(OWNER) | WORD(OWNER_ID), WORD(ROOM) | WORD(ADDRESS),
     of_dwellings, N_("“门牌号”或“地址”列，以及“小区”“楼栋号”等列")},
    {"households", "import-households", YZ_PART_HOUSEHOLD, DOOR | WORD(HEAD) | WORD(HEAD_ID),
     WORD(ROOM) | WORD(ADDRESS), of_households, N_("“门牌号”或“住处”列，以及“户号”“户主姓名”等列")},
    {"buildings", "import-buildings", YZ_PART_BUILDING, WORD(COMPOUND) | WORD(BUILDING) | WORD(UNIT) | WORD(GRID),
     WORD(BUILDING), of_buildings, N_("“楼栋号”列，以及“所属小区”“所属网格”等列")},
    {"staff", "import-staff", YZ_PART_STAFF, WORD(GRID) | WORD(STATION), 0, of_staff,
     N_("“姓名”列，以及“手机号”“所属岗位”等列")},
    {"needs", "import-needs", YZ_PART_NEED, DOOR | WORD(SPEAKER), 0, of_needs,
     N_("“需求内容”列，以及“需求领域”“地址”“地点”等列")},
    {"resources", "import-resources", YZ_PART_OFFER,
     WORD(PROVIDER) | WORD(SORT) | WORD(USCC) | WORD(CONTACT) | WORD(PHONE) | WORD(GRID) | WORD(COMPOUND) |
         WORD(BUILDING),
     0, of_resources, N_("“资源名称”列，以及“提供单位”“领域”“数量”等列")},
};

const struct yz_record_ledger *yz_record_ledger_named(const char *name) {
    for (size_t i = 0; i < sizeof ledgers / sizeof *ledgers; i++)
        if (strcmp(ledgers[i].name, name) == 0) return &ledgers[i];
    return NULL;
}

static const struct yz_record_row *rules_of(enum yz_part part) {
    switch (part) {
    case YZ_PART_DWELLING: return &yz_dwelling_row;
    case YZ_PART_HOUSEHOLD: return &yz_household_row;
    case YZ_PART_BUILDING: return &yz_building_row;
    case YZ_PART_NEED: return &yz_need_row;
    case YZ_PART_OFFER: return &yz_resource_row;
    default: return &yz_staff_row;
    }
}

const char *yz_row_cell(const struct yz_rows_run *run, uint32_t at, enum yz_column column, char *out) {
    const struct yz_import_run *im = run->im;
    yz_cell_plain(yz_sheet_cell(&im->sheet, im->rows[at].sheet, im->columns.at[column]), out);
    if (yz_cell_says_nothing(out)) *out = '\0';
    return out;
}

/* --- judging --- */

static void set_fields(struct yz_rows_run *run, uint32_t at, void *record) {
    struct yz_import_run *im = run->im;
    for (size_t i = 0; i < im->columns.count; i++) {
        const struct yz_field_column *c = &im->columns.fields[i];
        const struct yz_field *f = &run->kind->fields[c->field];
        const char *cell = yz_sheet_cell(&im->sheet, im->rows[at].sheet, c->column);
        if (yz_cell_says_nothing(cell) || yz_cell_damaged(&im->sheet, f->column, cell, &im->findings)) continue;
        yz_field_set(f, record, cell, true, &im->findings);
    }
}

/* Two rows of one record: the second is told where the first is. */
static void check_twice(struct yz_rows_run *run, uint32_t at, const char *key) {
    struct yz_import_run *im = run->im;
    char rule[160];
    uint32_t *first = *key ? yz_map_at(&im->numbers, key, strlen(key)) : NULL;
    if (!*key) return;
    if (!first) return (void)(im->findings.lost = true);
    if (*first == YZ_NOWHERE) return (void)(*first = at);
    snprintf(rule, sizeof rule, _("与第 %u 行是同一条记录"), (unsigned)im->sheet.rows[im->rows[*first].sheet].line);
    yz_find_error(&im->findings, "", NULL, rule, _("请核对：同一条记录只留一行"));
}

static enum yz_status judge(struct yz_rows_run *run, uint32_t at) {
    struct yz_import_run *im = run->im;
    struct yz_import_row *row = &im->rows[at];
    const struct yz_sheet_row *cells = &im->sheet.rows[row->sheet];
    void *record = run->records + at * run->kind->size, *before = run->befores + at * run->kind->size;
    char key[192] = "";
    if (cells->answer != YZ_CSV_ROW) {
        yz_find_error(&im->findings, "", NULL, yz_csv_error(cells->answer),
                      _("用表格软件打开台账，改好这一行再另存为 CSV"));
        return YZ_OK;
    }
    memset(record, 0, run->kind->size);
    enum yz_status status = run->rules->find(run, at, record, key, sizeof key);
    if (status != YZ_OK) return status;
    memcpy(before, record, run->kind->size);
    set_fields(run, at, record);
    status = run->rules->complete ? run->rules->complete(run, at, record) : YZ_OK;
    if (run->kind->check) run->kind->check(record, &im->findings);
    if (yz_findings_ok(&im->findings)) check_twice(run, at, key);
    if (yz_findings_ok(&im->findings)) row->state = YZ_ROW_GOOD;
    return status;
}

static enum yz_status judge_all(struct yz_rows_run *run) {
    struct yz_import_run *im = run->im;
    enum yz_status status = yz_places_load(&im->places, im->session, im->options->create_places);
    for (uint32_t at = 0; at < im->count && status == YZ_OK; at++) {
        struct yz_import_row *row = &im->rows[at];
        *row = (struct yz_import_row){.sheet = row->sheet, .door = YZ_NOWHERE, .next = YZ_NOWHERE};
        status = judge(run, at);
        if (im->findings.lost) status = yz_fail(YZ_BUSY, _("内存不足"));
        im->report->rejected += row->state == YZ_ROW_BAD;
        if (row->state == YZ_ROW_BAD && status == YZ_OK) status = yz_rejects_add(im, row->sheet);
        if (status == YZ_OK) yz_import_tell(im, at);
    }
    return status;
}

static enum yz_status judge_again(struct yz_rows_run *run) {
    struct yz_import_run *im = run->im;
    yz_places_free(&im->places);
    yz_map_free(&im->numbers);
    im->quiet = true;
    im->report->rejected = im->report->warnings = 0;
    return judge_all(run);
}

/* --- writing --- */

static enum yz_status write_row(struct yz_rows_run *run, uint32_t at) {
    struct yz_import_run *im = run->im;
    struct yz_import_row *row = &im->rows[at];
    struct yz_import_report *r = im->report;
    void *record = run->records + at * run->kind->size, *before = run->befores + at * run->kind->size;
    bool known = ((struct yz_record *)before)->id != 0;
    enum yz_status status = run->rules->place ? run->rules->place(run, at, record) : YZ_OK;
    if (status == YZ_OK) status = yz_import_put(im, run->kind, record, known ? before : NULL, &row->changed);
    if (status == YZ_OK && run->rules->after) status = run->rules->after(run, at, record);
    if (status != YZ_OK) return status;
    if (!known) r->added++;
    else if (row->changed) r->updated++;
    else r->unchanged++;
    if (im->options->progress && ++im->done % PROGRESS == 0) im->options->progress(im->options->ctx, im->done);
    return YZ_OK;
}

static enum yz_status write_all(struct yz_rows_run *run) {
    struct yz_import_run *im = run->im;
    enum yz_status status = YZ_OK;
    for (uint32_t at = 0; at < im->count && status == YZ_OK; at++)
        if (im->rows[at].state == YZ_ROW_GOOD) status = write_row(run, at);
    return status;
}

static enum yz_status write_act(struct yz_rows_run *run, int64_t seen) {
    struct yz_import_run *im = run->im;
    struct yz_import_report *r = im->report;
    enum yz_status status = yz_session_act(im->session, run->of->verb);
    if (status != YZ_OK) return status;
    yz_act_bulk(im->session->store);
    if (yz_import_newest(im) != seen) status = judge_again(run);
    im->quiet = false;
    if (status == YZ_OK) status = write_all(run);
    if (status == YZ_OK && im->written) status = yz_act_commit(im->session->store, &r->act);
    else yz_act_abort(im->session->store);
    if (status != YZ_OK) r->added = r->updated = r->unchanged = r->dwellings = r->buildings = r->compounds = 0;
    yz_session_forget(im->session);
    return status;
}

/* Who works here is the business of those who lead; record_rows.c sees to higher roles. */
static enum yz_status may(const struct yz_rows_run *run) {
    return run->of->part == YZ_PART_STAFF ? yz_must(run->im->session, YZ_RIGHT_STAFF_IMPORT) : YZ_OK;
}

static enum yz_status make_room(struct yz_rows_run *run) {
    size_t n = run->im->count ? run->im->count : 1;
    run->records = calloc(n, run->kind->size);
    run->befores = calloc(n, run->kind->size);
    return run->records && run->befores ? YZ_OK : yz_fail(YZ_BUSY, _("内存不足"));
}

static enum yz_status import_rows(struct yz_rows_run *run) {
    struct yz_import_run *im = run->im;
    struct yz_import_report *r = im->report;
    enum yz_status status = may(run);
    if (status == YZ_OK) status = yz_import_open(im, NULL, run->of);
    if (status == YZ_OK) status = make_room(run);
    yz_snapshot_begin(im->session->store);
    int64_t seen = yz_import_newest(im);
    if (status == YZ_OK) status = judge_all(run);
    yz_snapshot_end(im->session->store);
    enum yz_status closed = yz_rejects_close(im);
    if (status == YZ_OK) status = closed;
    if (status == YZ_OK && yz_import_held_back(im)) status = YZ_REFUSED;
    if (status == YZ_OK && r->rejected < r->rows) status = im->options->dry_run ? write_all(run) : write_act(run, seen);
    if (status != YZ_OK || !r->rejected) return status;
    return yz_fail(YZ_PARTIAL, _("%1$zu 行中有 %2$zu 行被退回"), r->rows, r->rejected);
}

enum yz_status yz_import_records(struct yz_import_run *im, const struct yz_record_ledger *of) {
    struct yz_rows_run run = {.im = im, .of = of, .kind = yz_part_kinds[of->part], .rules = rules_of(of->part)};
    enum yz_status status = import_rows(&run);
    free(run.records);
    free(run.befores);
    return status;
}
