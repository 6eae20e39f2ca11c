/* What the district sends, one row a kind. */
#include <yizhan/sent.h>

#include <stdlib.h>
#include <string.h>
#include <yizhan/catalogue.h>
#include <yizhan/deadline.h>
#include <yizhan/i18n.h>

#include "base/json.h"
#include "service/desk/calendar.h"
#include "service/desk/calendar_file.h"
#include "service/desk/desk_private.h"
#include "service/letters/letters.h"
#include "service/session.h"

static enum yz_status wrong(const struct yz_sent *m, const struct yz_findings *f) {
    return yz_fail(YZ_REFUSED, _("%s 有 %zu 处错误"), m->name, f->errors);
}

static enum yz_status take_calendar(struct yz_session *s, const struct yz_sent *m, struct yz_findings *f) {
    struct yz_special_days days = {0};
    size_t count;
    enum yz_status status = yz_calendar_parse(m->bytes, m->size, &days, f);
    if (status == YZ_OK && f->errors) status = wrong(m, f);
    if (status == YZ_OK) status = yz_calendar_put(s->store, &days, *m->source ? m->source : m->name);
    if (status == YZ_OK) status = yz_calendar_use(s);
    if (status == YZ_OK) status = yz_cases_recount(s, NULL, 0, &count);
    free(days.all);
    return status;
}

static enum yz_status take_service(struct yz_session *s, const struct yz_sent *m, struct yz_findings *f) {
    struct yz_item *item = malloc(sizeof *item);
    if (!item) return yz_fail(YZ_BUSY, _("内存不足"));
    bool fits = m->size < sizeof((struct yz_service *)0)->definition;
    bool whole = fits && yz_item_parse(m->bytes, m->size, item, f) && yz_chain_check(s, item, f);
    enum yz_status status = whole ? yz_catalogue_put(s->store, item, m->bytes, NULL) : wrong(m, f);
    free(item);
    return status;
}

static enum yz_status check_service(const char *path, struct yz_findings *f) {
    return yz_item_check_file(path, NULL, f);
}

static const struct kind {
    const char *name, *verb;
    enum yz_status (*take)(struct yz_session *s, const struct yz_sent *m, struct yz_findings *f);
    enum yz_status (*check)(const char *path, struct yz_findings *f); /* NULL: the hub's own messages */
} kinds[] = {{"calendar", "load-calendar", take_calendar, yz_calendar_check},
             {"service", "load-service", take_service, check_service},
             {"notice", "take-notice", yz_letter_take_notice, yz_notice_check},
             {"letter", "take-letter", yz_letter_take, NULL},
             {"household", "take-letter", yz_letter_take, NULL}, /* a name of its own: older programs let it wait */
             {"handed", "take-handed", yz_letter_take_bundle, NULL},
             {"answer", "take-answer", yz_letter_take_answer, NULL},
             {"recalled", "take-recall", yz_letter_take_recall, NULL},
             {"resource", "take-resource", yz_letter_take_shared, NULL},
             {"seen", "seen-elsewhere", yz_letter_take_seen, NULL}};

static const struct kind *kind_named(const char *name) {
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(kinds[i].name, name) == 0) return &kinds[i];
    return NULL;
}

#define NOTE "district"

int64_t yz_sent_last(struct yz_session *s) {
    return yz_sql_int(s->store, "SELECT max(id) FROM journal WHERE kind = '" NOTE "'", 0, 0);
}

static enum yz_status note(struct yz_session *s, const struct yz_sent *m) {
    struct yz_buffer body = {0};
    struct yz_json j;
    yz_json_open(&j, &body);
    yz_json_object(&j, NULL);
    yz_json_text(&j, "kind", m->kind);
    yz_json_text(&j, "name", m->name);
    yz_json_text(&j, "source", m->source);
    yz_json_end(&j);
    enum yz_status status =
        body.failed ? yz_fail(YZ_BUSY, _("内存不足")) : yz_note(s->store, NOTE, m->n, yz_buffer_string(&body));
    yz_buffer_free(&body);
    return status;
}

enum yz_status yz_sent_take(struct yz_session *s, const struct yz_sent *m, struct yz_findings *f) {
    const struct kind *k = kind_named(m->kind);
    if (!k)
        return yz_fail(YZ_REFUSED, _("区县下发的第 %1$lld 项是这个程序不认得的（%2$s）：请更新程序，再同步"),
                       (long long)m->n, m->kind);
    enum yz_status status = yz_act_begin(s->store, k->verb, 0);
    if (status != YZ_OK) return status;
    status = k->take(s, m, f);
    if (status == YZ_OK) status = note(s, m);
    status = yz_session_end(s, status);
    yz_session_forget(s);
    return status;
}

enum yz_status yz_sent_check(const char *kind, const char *path, struct yz_findings *f) {
    const struct kind *k = kind_named(kind);
    if (!k || !k->check) return yz_fail(YZ_USAGE, _("不能下发 %s；可以的是 calendar、service、notice"), kind);
    return k->check(path, f);
}
