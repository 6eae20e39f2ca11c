/* The papers of the seal register: the slip of one use, and the register of its month. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/i18n.h>
#include <yizhan/seals.h>

#include "base/mask.h"
#include "base/text.h"
#include "service/desk/paper_sheet.h"

enum { STRETCH = 64 };

enum yz_status yz_sheet_seal(struct yz_sheet *sh, const void *record) {
    const struct yz_seal *u = record;
    char text[192];
    yz_sheet_put(sh, "number", u->number);
    yz_sheet_put_moment(sh, "at", u->at);
    yz_sheet_put(sh, "matter", u->matter);
    yz_sheet_put(sh, "document", u->document);
    yz_sheet_put_count(sh, "copies", u->copies, "份");
    yz_sheet_put(sh, "applicant", u->applicant);
    yz_mask_phone(text, sizeof text, u->phone);
    yz_sheet_put(sh, "phone", *u->phone ? text : "");
    yz_sheet_put(sh, "address", u->address);
    yz_record_title(sh->s, YZ_CASE, u->case_id, false, text, sizeof text);
    yz_sheet_put(sh, "case", text);
    yz_sheet_put_staff(sh, "approved_by", u->approved_by);
    yz_sheet_put_staff(sh, "handled_by", u->handled_by);
    yz_sheet_put(sh, "note", u->note);
    return yz_sheet_put_places(sh, u->station, u->invented);
}

/* --- the month, in the order of its numbers --- */

struct own {
    size_t count;
    struct yz_seal all[];
};

static size_t rows(struct yz_sheet *sh, const char *list) {
    return strcmp(list, "seal") == 0 ? ((struct own *)sh->own)->count : 0;
}

static const char *row(struct yz_sheet *sh, const char *list, size_t place, const char *key) {
    const struct yz_seal *u = &((struct own *)sh->own)->all[place];
    char text[192] = "";
    (void)list;
    if (strcmp(key, "at") == 0) return yz_moment_text(u->at, sh->text);
    if (strcmp(key, "number") == 0) return u->number;
    if (strcmp(key, "copies") == 0) snprintf(text, sizeof text, "%lld 份", (long long)u->copies);
    else if (strcmp(key, "phone") == 0) yz_mask_phone(text, sizeof text, u->phone);
    else if (strcmp(key, "document") == 0) yz_copy(text, sizeof text, u->document);
    else if (strcmp(key, "matter") == 0) yz_copy(text, sizeof text, u->matter);
    else if (strcmp(key, "applicant") == 0) yz_copy(text, sizeof text, u->applicant);
    else if (strcmp(key, "note") == 0) yz_copy(text, sizeof text, u->note);
    else if (strcmp(key, "approved_by") == 0)
        yz_record_title(sh->s, YZ_STAFF, u->approved_by, false, text, sizeof text);
    else if (strcmp(key, "handled_by") == 0) yz_record_title(sh->s, YZ_STAFF, u->handled_by, false, text, sizeof text);
    else return NULL;
    yz_mask_numbers(sh->text, sizeof sh->text, text);
    return sh->text;
}

/* All of the month, the oldest first. */
static enum yz_status read_month(struct yz_sheet *sh, const struct yz_seal_filter *month) {
    struct yz_seal last;
    size_t count = 0, n = STRETCH;
    enum yz_status status = YZ_OK;
    while (status == YZ_OK && n == STRETCH) {
        struct own *o = realloc(sh->own, sizeof *o + (count + STRETCH) * sizeof *o->all);
        if (!o) return yz_fail(YZ_BUSY, _("内存不足"));
        sh->own = o;
        status = yz_seal_page(sh->s, month, count ? &last : NULL, -1, o->all + count, STRETCH, &n);
        if (n) last = o->all[count + n - 1];
        o->count = count += n;
    }
    return status;
}

enum yz_status yz_sheet_seal_month(struct yz_sheet *sh, const void *record) {
    const struct yz_seal *u = record;
    struct yz_seal_filter month = {0};
    char text[64], day[YZ_DATE_TEXT];
    int64_t copies = 0;
    yz_date date = yz_moment_date(u->at);
    yz_seal_month(yz_date_text(date, day), &month);
    enum yz_status status = read_month(sh, &month);
    if (status != YZ_OK) return status;
    const struct own *o = sh->own;
    for (size_t i = 0; i < o->count; i++) copies += o->all[i].copies;
    sh->rows = rows;
    sh->row = row;
    snprintf(text, sizeof text, "%d年%d月", date / 10000, date / 100 % 100);
    yz_sheet_put(sh, "month", text);
    snprintf(text, sizeof text, "用印 %zu 次，%lld 份", o->count, (long long)copies);
    yz_sheet_put(sh, "total", text);
    yz_sheet_put(sh, "clerk", yz_session_staff(sh->s)->name);
    return yz_sheet_put_places(sh, u->station, u->invented);
}
