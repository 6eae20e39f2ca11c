/* Whether the file has the person already: by the number, else by name and birth behind the same door. */
#include "service/ledger/ledger_private.h"

#include "base/mask.h"
#include "service/session.h"

#include <stdio.h>
#include <string.h>
#include <yizhan/i18n.h>

struct hits {
    size_t length;
    int64_t ids[8];
    size_t count;
};

static bool hit(void *ctx, const char *key, size_t length, enum yz_kind_id kind, int64_t id) {
    struct hits *h = ctx;
    (void)key;
    if (length == h->length && kind == YZ_PERSON) h->ids[h->count++] = id;
    return length == h->length && h->count < sizeof h->ids / sizeof *h->ids;
}

/* Telephone numbers and certificates are in the same keys, so each hit is looked at. */
static enum yz_status by_number(struct yz_import_run *im, const struct yz_entry *e, const char *number,
                                int64_t *person) {
    struct yz_store *store = im->session->store;
    struct hits h = {.length = strlen(number)};
    if (!h.length) return YZ_OK;
    enum yz_status status = yz_find_scan(store, YZ_KEY_NUMBER, number, h.length, 16, hit, &h);
    for (size_t i = 0; i < h.count && status == YZ_OK && !*person; i++) {
        struct yz_query *q = yz_sql(store, "SELECT name FROM person WHERE id=?1 AND id_number=?2");
        yz_bind(q, 1, h.ids[i]);
        yz_bind_text(q, 2, number);
        if (yz_next(q)) {
            *person = h.ids[i];
            if (strcmp(yz_text(q, 0), e->person.name) != 0) {
                char name[96], rule[192];
                yz_mask_name(name, sizeof name, yz_text(q, 0));
                snprintf(rule, sizeof rule, _("身份证号与档案里的 %s 相同，姓名不同，按台账改名"), name);
                yz_find_warning(&im->findings, "name", e->person.name, rule, _("请核对是不是同一个人"));
            }
        }
        status = yz_done(q);
    }
    return status;
}

enum yz_status yz_match_person(struct yz_import_run *im, const struct yz_entry *e, int64_t dwelling, int64_t *person) {
    *person = 0;
    if (!im->people) return YZ_OK;
    enum yz_status status = by_number(im, e, e->person.id_number, person);
    if (status == YZ_OK && !*person && e->upgraded[0]) status = by_number(im, e, e->upgraded, person);
    if (status == YZ_OK && !*person && dwelling > 0) status = yz_behind_named(im, e, dwelling, person);
    return status;
}

enum yz_status yz_match_membership(struct yz_import_run *im, int64_t person, int64_t dwelling,
                                   struct yz_membership *out) {
    struct yz_query *q =
        yz_select(im->session->store, &yz_membership_kind,
                  "INDEXED BY membership_person WHERE person=?1 AND dwelling=?2 AND (until=0 OR until>=?3) "
                  "ORDER BY id DESC LIMIT 1");
    *out = (struct yz_membership){0};
    yz_bind(q, 1, person);
    yz_bind(q, 2, dwelling);
    yz_bind(q, 3, im->today);
    if (yz_next(q)) yz_row(q, &yz_membership_kind, out);
    return yz_done(q);
}
