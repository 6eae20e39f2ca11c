/* Import of a ledger: reads and judges every row, then writes the good ones as one act.
 *
 * Rows are judged before the write lock is taken, for telling them may wait on a person. Should somebody write meanwhile,
 * they are judged once more, quietly, under the lock. */
#include "service/ledger/ledger_private.h"

#include "base/text.h"
#include "service/session.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/backup.h>
#include <yizhan/consent.h>
#include <yizhan/i18n.h>
#include <yizhan/rights.h>
#include <yizhan/status.h>

const char *const *yz_import_kinds(void) {
    static const char *const kinds[] = {"residents", "dwellings", "households", "buildings", "staff",
                                        "needs",     "resources", "cases",      NULL};
    return kinds;
}

void yz_import_tell(struct yz_import_run *im, size_t row) {
    const struct yz_import_options *o = im->options;
    for (size_t i = 0; i < im->findings.count; i++) {
        const struct yz_finding *f = &im->findings.all[i];
        im->report->warnings += f->severity == YZ_WARNING;
        if (o->reject && !im->quiet) o->reject(o->ctx, row + 1, im->sheet.rows[im->rows[row].sheet].line, f);
    }
    yz_findings_clear(&im->findings);
}

/* --- judging --- */

/* Two rows of one number: the second is told where the first is. */
static bool check_number(struct yz_import_run *im, uint32_t at, const struct yz_entry *e) {
    char rule[160];
    if (!e->person.id_number[0]) return true;
    uint32_t *first = yz_map_at(&im->numbers, e->person.id_number, strlen(e->person.id_number));
    if (!first) return im->findings.lost = true, false;
    if (*first == YZ_NOWHERE) return *first = at, true;
    snprintf(rule, sizeof rule, _("与第 %u 行的身份证号相同"), (unsigned)im->sheet.rows[im->rows[*first].sheet].line);
    yz_find_error(&im->findings, "id_number", e->person.id_number, rule, _("请核对：同一个人只留一行"));
    return false;
}

static void chain(struct yz_import_run *im, uint32_t at) {
    struct yz_import_row *row = &im->rows[at];
    if (row->door == YZ_NOWHERE) return;
    struct yz_door *door = &im->places.doors[row->door];
    if (door->first == YZ_NOWHERE) door->first = at;
    else im->rows[door->last].next = at;
    door->last = at;
}

static bool joins(const struct yz_entry *e) {
    return e->membership.relation > YZ_RELATION_HEAD;
}

/* A child that is new needs a guardian's consent: the row's own, or that of the whole file. */
static enum yz_status check_consent(struct yz_import_run *im, const struct yz_import_row *row) {
    struct yz_person *p = &im->entry.person, before;
    const char(*names)[96] = im->entry.names; /* head, mother, guardian */
    if (!yz_is_child(p)) return YZ_OK;
    enum yz_status status = row->person ? yz_get(im->session->store, &yz_person_kind, row->person, &before) : YZ_OK;
    if (status != YZ_OK) return status;
    if (row->person && *before.consent) { /* given when they were registered: it stays as it was */
        *p->consent = '\0';
        p->consent_on = 0;
        return YZ_OK;
    }
    bool known = row->person && yz_is_child(&before);
    if (!known && !*p->consent && im->options->consent) yz_copy(p->consent, sizeof p->consent, im->options->consent);
    yz_consent_named(p, *names[2] ? names[2] : names[1]);
    if (!known || *p->consent) yz_consent_check(NULL, p, &im->findings);
    return YZ_OK;
}

/* The row's records, its door and its person. */
static enum yz_status judge(struct yz_import_run *im, uint32_t at) {
    struct yz_import_row *row = &im->rows[at];
    struct yz_entry *e = &im->entry;
    struct yz_findings *f = &im->findings;
    const struct yz_sheet_row *cells = &im->sheet.rows[row->sheet];
    if (cells->answer != YZ_CSV_ROW) {
        yz_find_error(f, "", NULL, yz_csv_error(cells->answer), _("用表格软件打开台账，改好这一行再另存为 CSV"));
        return YZ_OK;
    }
    bool good = yz_convert(e, &im->columns, &im->sheet, row->sheet, f);
    row->relation = e->membership.relation;
    row->door = yz_places_find(&im->places, &im->columns, &im->sheet, row->sheet, joins(e), f);
    if (!good || !yz_findings_ok(f)) return YZ_OK;
    int64_t dwelling = row->door == YZ_NOWHERE ? 0 : im->places.doors[row->door].id;
    enum yz_status status = yz_match_person(im, e, dwelling, &row->person);
    if (status == YZ_OK) status = check_consent(im, row);
    if (status != YZ_OK) return status;
    if (row->door == YZ_NOWHERE && !row->person)
        yz_find_error(f, "address", NULL, _("没有现住址，档案里也没有这个人"), _("补上地址，如 小区名3-2-501"));
    else if (check_number(im, at, e)) row->packed = yz_pack(&im->packed, e, &im->columns);
    if (yz_findings_ok(f)) row->state = YZ_ROW_GOOD;
    return YZ_OK;
}

static enum yz_status judge_all(struct yz_import_run *im) {
    unsigned failures = yz_failures();
    im->behind.dwelling = 0;
    enum yz_status status = yz_places_load(&im->places, im->session, im->options->create_places);
    im->people = yz_sql_int(im->session->store, "SELECT EXISTS(SELECT 1 FROM person)", 0, 0);
    for (uint32_t at = 0; at < im->count && status == YZ_OK; at++) {
        struct yz_import_row *row = &im->rows[at];
        *row = (struct yz_import_row){.sheet = row->sheet, .door = YZ_NOWHERE, .next = YZ_NOWHERE};
        status = judge(im, at);
        if (status == YZ_OK && yz_failures() != failures) status = YZ_BUSY; /* the row may be wrongly judged */
        if (im->findings.lost || im->packed.failed) status = yz_fail(YZ_BUSY, _("内存不足"));
        if (row->state == YZ_ROW_GOOD) chain(im, at);
        else im->report->rejected++;
        if (row->state == YZ_ROW_BAD && status == YZ_OK) status = yz_rejects_add(im, row->sheet);
        if (status == YZ_OK) yz_import_tell(im, at);
    }
    return status;
}

static enum yz_status judge_again(struct yz_import_run *im) {
    yz_places_free(&im->places);
    yz_map_free(&im->numbers);
    yz_buffer_clear(&im->packed);
    im->quiet = true;
    im->report->rejected = im->report->warnings = 0;
    return judge_all(im);
}

/* --- writing --- */

int64_t yz_import_newest(struct yz_import_run *im) {
    return yz_sql_int(im->session->store, "SELECT ifnull(max(seq),0) FROM journal", 0, 0);
}

static enum yz_status write_act(struct yz_import_run *im, int64_t seen) {
    struct yz_store *store = im->session->store;
    enum yz_status status = yz_session_act(im->session, "import-residents");
    if (status != YZ_OK) return status;
    yz_act_bulk(store);
    if (yz_import_newest(im) != seen) status = judge_again(im);
    im->quiet = false;
    if (status == YZ_OK) status = yz_import_write(im);
    if (status == YZ_OK && im->written) status = yz_act_commit(store, &im->report->act);
    else yz_act_abort(store);
    if (status != YZ_OK) { /* nothing went in, so nothing is counted */
        struct yz_import_report *r = im->report;
        r->added = r->updated = r->unchanged = r->households = r->dwellings = r->buildings = r->compounds = 0;
    }
    yz_session_forget(im->session);
    return status;
}

/* `whole`, and a bad row: nothing goes in. */
bool yz_import_held_back(const struct yz_import_run *im) {
    if (!im->options->whole || !im->report->rejected) return false;
    yz_fail(YZ_REFUSED, _("有 %zu 行不对，按“全部或全不”没有导入"), im->report->rejected);
    return true;
}

static enum yz_status write_rows(struct yz_import_run *im, int64_t seen) {
    if (yz_import_held_back(im)) return YZ_REFUSED;
    if (im->report->rejected == im->report->rows) return YZ_OK;
    return im->options->dry_run ? yz_import_write(im) : write_act(im, seen);
}

/* --- all of it --- */

/* The rows that are people, of those below the header. */
static enum yz_status list_rows(struct yz_import_run *im) {
    size_t below = im->sheet.count - im->columns.header - 1;
    im->rows = calloc(below ? below : 1, sizeof *im->rows);
    if (!im->rows) return yz_fail(YZ_BUSY, _("内存不足"));
    for (size_t i = im->columns.header + 1; i < im->sheet.count; i++)
        if (!yz_row_is_note(&im->columns, &im->sheet, i)) im->rows[im->count++].sheet = (uint32_t)i;
    im->report->rows = im->count;
    return YZ_OK;
}

static enum yz_status note_sheets(struct yz_import_run *im) {
    const char *sheet = im->options->sheet;
    struct yz_import_report *r = im->report;
    r->sheets = im->sheet.sheets;
    yz_copy(r->sheet, sizeof r->sheet, im->sheet.read);
    yz_copy(r->sheet_names, sizeof r->sheet_names, im->sheet.names);
    if (sheet && !im->sheet.workbook) return yz_fail(YZ_USAGE, _("%s 不是工作簿，没有工作表可选"), im->options->file);
    if (sheet && !*r->sheet) return yz_fail(YZ_REFUSED, _("没有名为“%1$s”的工作表；有 %2$s"), sheet, r->sheet_names);
    return YZ_OK;
}

enum yz_status yz_import_open(struct yz_import_run *im, const struct yz_item *item, const struct yz_record_ledger *of) {
    const struct yz_import_options *o = im->options;
    struct yz_import_report *r = im->report;
    const char *map = o->map;
    char senders[2048];
    im->sheet.only = o->sheet;
    enum yz_status status = yz_sheet_read(&im->sheet, o->file, o->encoding);
    if (status == YZ_OK) status = note_sheets(im);
    if (status == YZ_OK && o->sender) status = yz_sender_map(im, senders, sizeof senders);
    if (o->sender) map = senders;
    if (status != YZ_OK) return status;
    yz_copy(r->encoding, sizeof r->encoding, im->sheet.workbook ? "xlsx" : yz_encoding_name(im->sheet.encoding));
    status = yz_columns_find(&im->columns, &im->sheet, item, of, map, r->unknown_headers, sizeof r->unknown_headers);
    if (status == YZ_OK && o->sender) status = yz_sender_keep(im, senders);
    if (status == YZ_OK) status = list_rows(im);
    if (status == YZ_OK && !o->dry_run) yz_backup_before_import(im->session, im->count, r->backup, sizeof r->backup);
    return status;
}

static enum yz_status import_residents(struct yz_import_run *im) {
    struct yz_import_report *r = im->report;
    enum yz_status status = yz_import_open(im, NULL, NULL);
    unsigned failures = yz_failures();
    yz_snapshot_begin(im->session->store); /* the file's locks taken once, not at each row */
    int64_t seen = yz_import_newest(im);
    if (status == YZ_OK) status = yz_failures() == failures ? judge_all(im) : YZ_BUSY;
    yz_snapshot_end(im->session->store);
    enum yz_status closed = yz_rejects_close(im);
    if (status == YZ_OK) status = closed;
    if (status == YZ_OK) status = write_rows(im, seen);
    if (status != YZ_OK || !r->rejected) return status;
    return yz_fail(YZ_PARTIAL, _("%1$zu 行中有 %2$zu 行被退回"), r->rows, r->rejected);
}

static void release(struct yz_import_run *im) {
    yz_rejects_close(im);
    yz_sheet_free(&im->sheet);
    yz_places_free(&im->places);
    yz_behind_free(&im->behind);
    yz_map_free(&im->numbers);
    yz_buffer_free(&im->packed);
    yz_findings_free(&im->findings);
    free(im->families);
    free(im->rows);
    free(im);
}

enum yz_status yz_import(struct yz_session *s, const struct yz_import_options *options, struct yz_import_report *out) {
    *out = (struct yz_import_report){0};
    bool cases = options->kind && strcmp(options->kind, "cases") == 0;
    const struct yz_record_ledger *of = yz_record_ledger_named(options->kind ? options->kind : "");
    if (!cases && !of && (!options->kind || strcmp(options->kind, "residents") != 0))
        return yz_fail(
            YZ_USAGE, _("不能导入 %s；能导入的有 residents dwellings households buildings staff needs resources cases"),
            options->kind ? options->kind : "");
    if (cases ? options->create_places : options->service || options->set_count)
        return yz_fail(YZ_USAGE, cases ? _("导入办件不建立小区和楼栋：不要 --create-places")
                                       : _("--service 和 --set 只用于 import cases"));
    if (options->consent && (cases || of)) return yz_fail(YZ_USAGE, _("--consent 只用于 import residents"));
    if (s->narrow) return yz_must(s, YZ_RIGHT_EVERYWHERE); /* who is in the register already is told from all of them */
    struct yz_import_run *im = calloc(1, sizeof *im);
    if (!im) return yz_fail(YZ_BUSY, _("内存不足"));
    im->session = s;
    im->options = options;
    im->report = out;
    im->today = yz_today();
    enum yz_status status = cases ? yz_import_cases(im) : of ? yz_import_records(im, of) : import_residents(im);
    release(im);
    return status;
}
