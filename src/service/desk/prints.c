/* 打印记录: the journal's notes of printing, newest first. */
#include <yizhan/prints.h>

#include <stdlib.h>
#include <string.h>
#include <yizhan/cases.h>
#include <yizhan/certificates.h>
#include <yizhan/counter.h>
#include <yizhan/i18n.h>
#include <yizhan/improvements.h>
#include <yizhan/meetings.h>
#include <yizhan/net.h>
#include <yizhan/registry.h>

#include "base/mask.h"
#include "base/text.h"
#include "service/desk/paper_sheet.h"
#include "service/restricted.h"

/* What the record is called, and whom the paper was for. */
static void describe(struct yz_session *s, struct yz_print_line *l) {
    char ref[32];
    size_t count;
    void *record;
    const struct yz_certificate *all = l->kind == YZ_NO_KIND ? yz_certificates(&count) : NULL;
    if (all && l->id >= 1 && (size_t)l->id <= count)
        yz_copy(l->subject, sizeof l->subject, yz_certificate_name(&all[l->id - 1]));
    if (l->kind == YZ_NO_KIND || *l->subject) return;
    yz_copy(l->subject, sizeof l->subject, yz_ref_text(l->kind, l->id, ref));
    if (yz_paper_record(s, l->kind, l->id, &record) != YZ_OK) return; /* undone since */
    if (l->kind == YZ_CASE) {
        const struct yz_case *c = record;
        yz_copy(l->subject, sizeof l->subject, c->number);
        if (yz_case_hidden(s, c)) *l->whom = '\0';
        else if (c->applicant) yz_record_title(s, YZ_PERSON, c->applicant, true, l->whom, sizeof l->whom);
        else yz_mask_name(l->whom, sizeof l->whom, c->party);
    } else if (l->kind == YZ_TICKET) {
        yz_copy(l->subject, sizeof l->subject, ((struct yz_ticket *)record)->code);
        yz_mask_name(l->whom, sizeof l->whom, ((struct yz_ticket *)record)->name);
    } else if (l->kind == YZ_SEAL) {
        yz_copy(l->subject, sizeof l->subject, ((struct yz_seal *)record)->number);
        yz_mask_name(l->whom, sizeof l->whom, ((struct yz_seal *)record)->applicant);
    } else if (l->kind == YZ_MEETING) {
        yz_copy(l->subject, sizeof l->subject, ((struct yz_meeting *)record)->number);
    } else if (l->kind == YZ_IMPROVEMENT) {
        yz_copy(l->subject, sizeof l->subject, ((struct yz_improvement *)record)->number);
    } else if (l->kind == YZ_BUILDING) {
        yz_building_address(s, l->id, l->subject, sizeof l->subject);
    } else if (l->kind == YZ_VISIT) {
        yz_dwelling_short(s, ((struct yz_visit *)record)->dwelling, l->subject, sizeof l->subject);
    }
    free(record);
}

static struct yz_query *start(struct yz_session *s, const struct yz_print_filter *f) {
#define COLUMNS                                                                                                        \
    "SELECT seq, at, staff, id, json_extract(body, '$.paper'), coalesce(json_extract(body, '$.where'),"                \
    " json_extract(body, '$.way')), json_extract(body, '$.columns'), json_extract(body, '$.lines'),"                   \
    " json_extract(body, '$.again') IS NOT NULL, coalesce(json_extract(body, '$.subject'), '') FROM journal "
#define TESTS                                                                                                          \
    " AND verb = 'print' AND seq < ?1 AND at >= ?2 AND (?3 = '' OR json_extract(body, '$.paper') = ?3)"                \
    " ORDER BY seq DESC LIMIT ?4"
    struct yz_query *q;
    if (f->id) {
        q = yz_sql(s->store, COLUMNS "INDEXED BY journal_record WHERE kind = ?5 AND id = ?6 AND version = 0" TESTS);
        yz_bind_text(q, 5, f->kind == YZ_NO_KIND ? "certificate" : yz_kinds[f->kind]->name);
        yz_bind(q, 6, f->id);
    } else {
        q = yz_sql(s->store, COLUMNS "INDEXED BY journal_acts WHERE seq = act" TESTS);
    }
    return q;
}

enum yz_status yz_prints(struct yz_session *s, const struct yz_print_filter *f, struct yz_print_line *out, size_t max,
                         size_t *count) {
    struct yz_query *q = start(s, f);
    *count = 0;
    if (!q) return yz_done(q);
    yz_bind(q, 1, f->before_seq ? f->before_seq : INT64_MAX);
    yz_bind(q, 2, f->since);
    yz_bind_text(q, 3, f->of_paper ? yz_paper_key(f->paper) : "");
    yz_bind(q, 4, (int64_t)max);
    int64_t staff[64];
    while (*count < max && *count < 64 && yz_next(q)) {
        struct yz_print_line *l = &out[*count];
        *l = (struct yz_print_line){.seq = yz_int(q, 0), .at = yz_int(q, 1), .id = yz_int(q, 3)};
        staff[*count] = yz_int(q, 2);
        if (!yz_paper_from_key(yz_text(q, 4), &l->paper)) continue; /* of a newer version of the program */
        l->kind = yz_paper_kind(l->paper);
        if (l->kind == YZ_CASE && yz_id_closed(s, YZ_CASE, l->id)) continue;
        yz_copy(l->to, sizeof l->to, yz_text(q, 5));
        l->columns = (int)yz_int(q, 6);
        l->lines = yz_int(q, 7);
        l->again = yz_int(q, 8) != 0;
        yz_copy(l->subject, sizeof l->subject, yz_text(q, 9));
        (*count)++;
    }
    enum yz_status status = yz_done(q);
    for (size_t i = 0; status == YZ_OK && i < *count; i++) {
        if (staff[i]) yz_record_title(s, YZ_STAFF, staff[i], false, out[i].staff, sizeof out[i].staff);
        describe(s, &out[i]);
    }
    return status;
}
