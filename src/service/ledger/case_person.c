/* Whom a row of a ledger of cases means. It never makes or changes a person: a case for the wrong one is worse than a row
 * that comes back. */
#include "service/ledger/ledger_private.h"

#include "base/mask.h"
#include "service/session.h"

#include <stdio.h>
#include <string.h>
#include <yizhan/i18n.h>

enum { CANDIDATES = 8 };

struct hits { /* people who have exactly that number */
    size_t length;
    int64_t ids[CANDIDATES];
    size_t count;
};

static bool hit(void *ctx, const char *key, size_t length, enum yz_kind_id kind, int64_t id) {
    struct hits *h = ctx;
    (void)key;
    if (length == h->length && kind == YZ_PERSON) h->ids[h->count++] = id;
    return length == h->length && h->count < CANDIDATES;
}

static enum yz_status by_key(struct yz_import_run *im, const char *number, struct hits *h) {
    *h = (struct hits){.length = strlen(number)};
    if (!h->length) return YZ_OK;
    return yz_find_scan(im->session->store, YZ_KEY_NUMBER, number, h->length, (size_t)2 * CANDIDATES, hit, h);
}

static void another_name(struct yz_import_run *im, const struct yz_entry *e, const char *theirs) {
    char name[96], rule[192];
    yz_mask_name(name, sizeof name, theirs);
    snprintf(rule, sizeof rule, _("这个身份证号在登记簿里是 %s，姓名不同"), name);
    yz_find_error(&im->findings, "name", e->person.name, rule, _("对照证件改正姓名或身份证号"));
}

static enum yz_status by_number(struct yz_import_run *im, const struct yz_entry *e, const char *number,
                                int64_t *person) {
    struct hits h;
    enum yz_status status = by_key(im, number, &h);
    for (size_t i = 0; i < h.count && status == YZ_OK && !*person; i++) {
        struct yz_query *q = yz_sql(im->session->store, "SELECT name FROM person WHERE id = ?1 AND id_number = ?2");
        yz_bind(q, 1, h.ids[i]);
        yz_bind_text(q, 2, number);
        if (yz_next(q)) {
            *person = h.ids[i];
            if (strcmp(yz_text(q, 0), e->person.name) != 0) another_name(im, e, yz_text(q, 0));
        }
        status = yz_done(q);
    }
    return status;
}

/* Who has another number is somebody else; so is who was born on another day. */
static enum yz_status fits(struct yz_import_run *im, const struct yz_entry *e, int64_t id, bool *good) {
    const struct yz_person *p = &e->person;
    struct yz_query *q = yz_sql(
        im->session->store, "SELECT 1 FROM person WHERE id = ?1 AND name = ?2 AND (birth = ?3 OR ?3 = 0 OR birth = 0)"
                            " AND (id_number = '' OR ?4 = '')");
    yz_bind(q, 1, id);
    yz_bind_text(q, 2, p->name);
    yz_bind(q, 3, p->birth);
    yz_bind_text(q, 4, p->id_number);
    *good = yz_next(q);
    return yz_done(q);
}

static enum yz_status by_birth(struct yz_import_run *im, const struct yz_entry *e, struct hits *h) {
    *h = (struct hits){0};
    struct yz_query *q = yz_sql(im->session->store, "SELECT id FROM person WHERE birth = ?1 AND name = ?2"
                                                    " AND (id_number = '' OR ?3 = '') LIMIT 8");
    yz_bind(q, 1, e->person.birth);
    yz_bind_text(q, 2, e->person.name);
    yz_bind_text(q, 3, e->person.id_number);
    while (h->count < CANDIDATES && yz_next(q)) h->ids[h->count++] = yz_int(q, 0);
    return yz_done(q);
}

/* Those of the name among the phone's people; of those of the birth date, when there are some already. */
static enum yz_status by_phone(struct yz_import_run *im, const struct yz_entry *e, struct hits *h) {
    struct hits of_phone, both = {0};
    enum yz_status status = by_key(im, e->person.phone, &of_phone);
    for (size_t i = 0; i < of_phone.count && status == YZ_OK; i++) {
        bool good = false;
        status = fits(im, e, of_phone.ids[i], &good);
        bool among = h->count == 0;
        for (size_t j = 0; j < h->count; j++) among |= h->ids[j] == of_phone.ids[i];
        if (good && among) both.ids[both.count++] = of_phone.ids[i];
    }
    if (both.count) *h = both;
    return status;
}

static void tell(struct yz_import_run *im, const struct yz_entry *e, size_t count) {
    const struct yz_person *p = &e->person;
    char rule[192];
    if (count) {
        snprintf(rule, sizeof rule, _("登记簿里符合的有 %zu 人，认不准是谁"), count);
        yz_find_error(&im->findings, "name", p->name, rule, _("补上身份证号"));
    } else if (!*p->id_number && !p->birth && !*p->phone) {
        yz_find_error(&im->findings, "id_number", "", _("只有姓名，认不准是谁"), _("补上身份证号，或出生日期、电话"));
    } else {
        yz_find_error(&im->findings, *p->id_number ? "id_number" : "name", *p->id_number ? p->id_number : p->name,
                      _("登记簿里没有这个人"),
                      _("先用 yizhan import residents 导入居民，或在他的户里新增，再导这一行"));
    }
}

enum yz_status yz_case_person(struct yz_import_run *im, const struct yz_entry *e, int64_t *person) {
    const struct yz_person *p = &e->person;
    struct hits h = {0};
    *person = 0;
    enum yz_status status = by_number(im, e, p->id_number, person);
    if (status == YZ_OK && !*person && *e->upgraded) status = by_number(im, e, e->upgraded, person);
    if (status != YZ_OK || *person) return status;
    if (p->birth) status = by_birth(im, e, &h);
    if (status == YZ_OK && *p->phone && h.count != 1) status = by_phone(im, e, &h);
    if (status != YZ_OK) return status;
    if (h.count != 1) return tell(im, e, h.count), YZ_OK;
    *person = h.ids[0];
    if (*p->id_number)
        yz_find_warning(&im->findings, "id_number", p->id_number, _("登记簿里这个人没有身份证号，按姓名和出生日期认定"),
                        _("对照证件，补进居民登记"));
    return YZ_OK;
}
