/* The papers of the counter: the number of somebody who waits, the sheet of a handover. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/counter.h>
#include <yizhan/i18n.h>

#include "base/mask.h"
#include "base/text.h"
#include "service/desk/desk_private.h"
#include "service/desk/paper_sheet.h"

/* --- 排队号 --- */

const char *yz_no_ticket(const void *record) {
    const struct yz_ticket *t = record;
    if (t->state == YZ_TICKET_WAITING || t->state == YZ_TICKET_CALLED || t->state == YZ_TICKET_ABSENT) return NULL;
    return N_("这个号已经办过，请重新取号");
}

/* Who comes first: those with priority, then those carried over from an earlier day, then by number. */
static int64_t ahead(struct yz_session *s, const struct yz_ticket *t) {
    struct yz_query *q = yz_sql(s->store, "SELECT count(*) FROM ticket WHERE station = ?1 AND day = ?2 AND state = 1"
                                          " AND (NOT priority, carried_from = 0, number) < (?3, ?4, ?5)");
    yz_bind(q, 1, t->station);
    yz_bind(q, 2, t->day);
    yz_bind(q, 3, !t->priority);
    yz_bind(q, 4, t->carried_from == 0);
    yz_bind(q, 5, t->number);
    int64_t count = yz_next(q) ? yz_int(q, 0) : 0;
    yz_done(q);
    return count;
}

enum yz_status yz_sheet_ticket(struct yz_sheet *sh, const void *record) {
    const struct yz_ticket *t = record;
    struct yz_item *item = calloc(1, sizeof *item);
    if (!item) return yz_fail(YZ_BUSY, _("内存不足"));
    if (*t->service) yz_catalogue_find(sh->s, t->service, t->day, item, NULL); /* gone from the catalogue: no name */
    yz_sheet_put(sh, "service", item->name);
    free(item);
    yz_sheet_put(sh, "code", t->code);
    yz_sheet_put_moment(sh, "taken", t->taken);
    yz_sheet_put_count(sh, "ahead", ahead(sh->s, t), "位");
    yz_sheet_put(sh, "priority", t->priority ? "优先号：先于其他号办理。" : "");
    yz_sheet_put(sh, "evening", t->evening ? "在延时服务时段取号。" : "");
    return yz_sheet_put_places(sh, t->station, t->invented);
}

/* --- 交接班单 --- */

static size_t line_count(struct yz_sheet *sh, const char *list) {
    size_t n = 0;
    if (strcmp(list, "line") != 0) return 0;
    for (const char *at = sh->own; *at; n++) {
        at += strcspn(at, "\n");
        at += *at != '\0';
    }
    return n;
}

static const char *line(struct yz_sheet *sh, const char *list, size_t place, const char *key) {
    char text[sizeof sh->text];
    const char *at = sh->own;
    (void)list;
    if (strcmp(key, "text") != 0) return NULL;
    while (place--) at += strcspn(at, "\n") + 1;
    snprintf(text, sizeof text, "%.*s", (int)strcspn(at, "\n"), at);
    text[yz_utf8_cut(text, sizeof text - 1)] = '\0';
    yz_mask_numbers(sh->text, sizeof sh->text, text);
    return sh->text;
}

enum yz_status yz_sheet_handover(struct yz_sheet *sh, const void *record) {
    const struct yz_handover *h = record;
    char text[64];
    sh->own = strdup(h->sheet);
    if (!sh->own) return yz_fail(YZ_BUSY, _("内存不足"));
    sh->rows = line_count;
    sh->row = line;
    yz_sheet_put(sh, "day", yz_chinese_date(h->day, text));
    yz_sheet_put_staff(sh, "given_by", h->given_by);
    yz_sheet_put_staff(sh, "taken_by", h->taken_by);
    yz_sheet_put_moment(sh, "given_at", h->given_at);
    yz_sheet_put_moment(sh, "taken_at", h->taken_at);
    yz_sheet_put_count(sh, "tickets", h->tickets, "个");
    yz_sheet_put_count(sh, "calls", h->calls, "个");
    yz_sheet_put_count(sh, "waiting_cases", h->waiting, "件");
    yz_sheet_put_count(sh, "due_cases", h->due, "件");
    yz_sheet_put_count(sh, "papers", h->papers, "份");
    yz_money_text(h->cash, text);
    size_t n = strlen(text);
    snprintf(text + n, sizeof text - n, " 元");
    yz_sheet_put(sh, "cash", h->cash < 0 ? "" : text);
    yz_sheet_put(sh, "note", h->note);
    yz_sheet_put(sh, "taken_note", h->taken_note);
    yz_sheet_put_open(sh, "head", h->head);
    return yz_sheet_put_places(sh, h->station, h->invented);
}
