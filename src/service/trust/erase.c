/* Erasing a person: one act. What refers to the person or names them is found first; then the rows go or are emptied, each
 * with its own new line; then the bodies of the older lines. A trial does all of it and takes it back. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/i18n.h>
#include <yizhan/journal.h>
#include <yizhan/registry.h>
#include <yizhan/rights.h>

#include "base/buffer.h"
#include "base/json.h"
#include "base/text.h"
#include "service/clean.h"
#include "service/trust/erase_private.h"

enum { TOLD = 3, WORDS = 256 };

struct touched {
    const struct yz_kind *kind;
    int64_t id;
    bool own; /* about the person, by the rule of the kind */
};

struct erasing {
    struct yz_session *s;
    struct yz_traces traces;
    const struct yz_trace *trace; /* the one that is looked for */
    struct touched *all;
    size_t count, room;
    struct yz_erasure *out;
    void *record; /* room for any */
    struct yz_buffer open;
    size_t open_count;
};

static struct touched *find(const struct erasing *e, const struct yz_kind *k, int64_t id) {
    for (size_t i = 0; i < e->count; i++)
        if (e->all[i].kind == k && e->all[i].id == id) return &e->all[i];
    return NULL;
}

static enum yz_status touch(struct erasing *e, const struct yz_kind *k, int64_t id, bool own) {
    struct touched *t = find(e, k, id);
    if (t) return t->own |= own, YZ_OK;
    if (e->count == e->room) {
        size_t room = e->room ? 2 * e->room : 64;
        struct touched *more = realloc(e->all, room * sizeof *more);
        if (!more) return yz_fail(YZ_BUSY, _("内存不足"));
        e->all = more;
        e->room = room;
    }
    e->all[e->count++] = (struct touched){k, id, own};
    return YZ_OK;
}

static enum yz_status tell(struct erasing *e, enum yz_erasing how, const struct yz_kind *k, int64_t id,
                           const char *why) {
    struct yz_erasure *out = e->out;
    if (out->count == out->room) {
        size_t room = out->room ? 2 * out->room : 64;
        struct yz_erased *more = realloc(out->all, room * sizeof *more);
        if (!more) return yz_fail(YZ_BUSY, _("内存不足"));
        out->all = more;
        out->room = room;
    }
    struct yz_erased *x = &out->all[out->count++];
    *x = (struct yz_erased){.how = how, .kind = k->id, .id = id};
    yz_copy(x->why, sizeof x->why, why);
    return YZ_OK;
}

/* --- finding --- */

static void note_open(struct erasing *e, const struct yz_kind *k, int64_t id) {
    char title[128], ref[32];
    if (++e->open_count > TOLD) return;
    yz_record_title(e->s, k->id, id, true, title, sizeof title);
    yz_buffer_printf(&e->open, "%s%s %s %s", e->open.length ? _("、") : "", yz_tr(k->label),
                     yz_ref_text(k->id, id, ref), strcmp(title, ref) == 0 ? "" : title);
}

static enum yz_status found_second(void *ctx, const struct yz_kind *k, const struct yz_field *f, int64_t id) {
    (void)f;
    return touch(ctx, k, id, false);
}

/* Whatever refers to the person, and what refers to what is theirs. */
static enum yz_status found(void *ctx, const struct yz_kind *k, const struct yz_field *f, int64_t id) {
    struct erasing *e = ctx;
    const struct yz_erase_rule *r = yz_erase_rule(k);
    bool own = r && yz_erase_word(r->whose, f->column);
    enum yz_status status = yz_get(e->s->store, k, id, e->record);
    if (status == YZ_OK && r && yz_erase_open(r, k, e->record) && !find(e, k, id)) note_open(e, k, id);
    if (status == YZ_OK) status = touch(e, k, id, own);
    if (status != YZ_OK || !own || r->then == YZ_ERASE_DROP) return status;
    return yz_referring(e->s->store, k, id, found_second, e);
}

static enum yz_status holds_text(void *ctx, const struct yz_kind *k, int64_t id) {
    struct erasing *e = ctx;
    if (k->id == YZ_PERSON && id == e->traces.person) return YZ_OK;
    if (!e->trace->shared) return touch(e, k, id, false);
    bool theirs = k->id == YZ_PERSON || k->id == YZ_STAFF || k->id == YZ_PROVIDER || k->id == YZ_STATION ||
                  k->id == YZ_COMPOUND || k->id == YZ_COMMUNITY;
    return theirs || find(e, k, id) ? YZ_OK : tell(e, YZ_ERASE_KEEP, k, id, _("别人也有这个姓名或电话，请打开核对"));
}

static enum yz_status find_all(struct erasing *e) {
    enum yz_status status = yz_referring(e->s->store, &yz_person_kind, e->traces.person, found, e);
    for (size_t i = 0; status == YZ_OK && i < e->traces.count; i++) {
        e->trace = &e->traces.all[i];
        status = yz_holding(e->s->store, e->trace->text, holds_text, e);
    }
    if (status != YZ_OK || !e->open_count) return status;
    return yz_fail(YZ_REFUSED, _("还有 %1$zu 件没有办完：%2$s；办结或撤回后再删除"), e->open_count,
                   yz_buffer_string(&e->open));
}

/* --- the household --- */

static enum yz_status leads_nobody(struct erasing *e) {
    char ref[32];
    struct yz_query *q =
        yz_sql(e->s->store, "SELECT h.id, count(*) FROM household h JOIN membership m ON m.household = h.id "
                            "AND m.until = 0 AND m.person <> ?1 WHERE h.head = ?1 GROUP BY h.id");
    yz_bind(q, 1, e->traces.person);
    int64_t id = 0, others = 0;
    if (yz_next(q)) id = yz_int(q, 0), others = yz_int(q, 1);
    enum yz_status status = yz_done(q);
    if (status != YZ_OK || !id) return status;
    return yz_fail(YZ_REFUSED,
                   _("是 %1$s 的户主，户里还有 %2$lld 人：先变更户主（户上按 F12，或 yizhan household head）"),
                   yz_ref_text(YZ_HOUSEHOLD, id, ref), (long long)others);
}

/* Nobody is left: it ended with its last member. */
static void empty_household(struct erasing *e, struct yz_household *h) {
    if (h->head == e->traces.person) h->head = 0;
    if (!h->until && !yz_sql_int(e->s->store, "SELECT 1 FROM membership WHERE household = ?1 AND until = 0", h->id, 0))
        h->until = yz_today();
}

/* --- writing --- */

static void blank_field(const struct yz_field *f, void *record) {
    char *at = (char *)record + f->offset;
    memset(at, 0, f->size);
    if (f->type == YZ_TEXT && f->flags & YZ_REQUIRED) yz_copy(at, f->size, YZ_ERASED);
}

static void blank_words(const struct yz_kind *k, const char *words, void *record) {
    for (size_t i = 0; i < k->count; i++)
        if (yz_erase_word(words, k->fields[i].column)) blank_field(&k->fields[i], record);
}

static bool cover(const struct erasing *e, const struct touched *t) {
    bool covered = false;
    for (size_t i = 0; i < e->traces.count; i++) covered |= yz_trace_cover(&e->traces.all[i], t->kind, e->record);
    return covered;
}

static enum yz_status drop(struct erasing *e, const struct touched *t) {
    enum yz_status status = yz_drop(e->s->store, t->kind, t->id);
    if (status == YZ_OK) status = yz_forget_record(e->s->store, t->kind, t->id, &e->out->lines);
    return status == YZ_OK ? tell(e, YZ_ERASE_DROP, t->kind, t->id, "") : status;
}

static enum yz_status put(struct erasing *e, const struct touched *t, const struct yz_erase_rule *own, bool covered) {
    enum yz_status status = yz_put(e->s->store, t->kind, e->record);
    if (status == YZ_OK && own) status = yz_forget_record(e->s->store, t->kind, t->id, &e->out->lines);
    if (status != YZ_OK || (!own && !covered)) return status;
    return tell(e, own ? YZ_ERASE_BLANK : YZ_ERASE_COVER, t->kind, t->id, own ? yz_erase_why(own) : "");
}

static enum yz_status write_one(struct erasing *e, const struct touched *t) {
    const struct yz_erase_rule *own = t->own ? yz_erase_rule(t->kind) : NULL;
    if (own && own->then == YZ_ERASE_DROP) return drop(e, t);
    enum yz_status status = yz_get(e->s->store, t->kind, t->id, e->record);
    if (status != YZ_OK) return status;
    if (own) blank_words(t->kind, own->blank, e->record);
    bool covered = cover(e, t);
    if (t->kind->id == YZ_HOUSEHOLD) empty_household(e, e->record);
    return put(e, t, own, covered);
}

/* What is dropped first: a household asks who is left. The households of dropped memberships are known by then. */
static enum yz_status write_all(struct erasing *e) {
    enum yz_status status = YZ_OK;
    for (int turn = 0; turn < 2; turn++)
        for (size_t i = 0; status == YZ_OK && i < e->count; i++) {
            const struct yz_erase_rule *r = e->all[i].own ? yz_erase_rule(e->all[i].kind) : NULL;
            bool drops = r && r->then == YZ_ERASE_DROP;
            if (drops == (turn == 0)) status = write_one(e, &e->all[i]);
        }
    return status;
}

static enum yz_status touch_households(struct erasing *e) {
    enum yz_status status = YZ_OK;
    struct yz_query *q = yz_sql(e->s->store, "SELECT household FROM membership WHERE person = ?1");
    yz_bind(q, 1, e->traces.person);
    while (status == YZ_OK && yz_next(q)) status = touch(e, &yz_household_kind, yz_int(q, 0), false);
    enum yz_status read = yz_done(q);
    return status == YZ_OK ? read : status;
}

static enum yz_status empty_person(struct erasing *e) {
    struct yz_person *p = e->record;
    struct touched self = {&yz_person_kind, e->traces.person, true};
    enum yz_status status = yz_get(e->s->store, &yz_person_kind, self.id, p);
    if (status != YZ_OK) return status;
    bool invented = p->invented;
    for (size_t i = 0; i < yz_person_kind.count; i++) blank_field(&yz_person_kind.fields[i], p);
    yz_copy(p->id_note, sizeof p->id_note, YZ_ERASED);
    p->invented = invented;
    struct yz_erase_rule rule = {.then = YZ_ERASE_BLANK};
    yz_copy(rule.why, sizeof rule.why, _("空记录留着，归档的记录仍有所指"));
    return put(e, &self, &rule, false);
}

/* --- the journal, drafts --- */

/* Whether the trace may go from an older line: not from what somebody else's record said of its own. */
static bool may(void *ctx, const struct yz_kind *k, int64_t id) {
    const struct erasing *e = ctx;
    const struct yz_trace *x = e->trace;
    if (x->sort == YZ_TRACE_NUMBER) return true;
    if (k && k->id == YZ_PERSON) return yz_traces_self(&e->traces, id);
    if (!k) return !x->shared || id == e->traces.person;
    if (k->id == YZ_STAFF || k->id == YZ_PROVIDER || k->id == YZ_STATION) return false;
    return !x->shared || find(e, k, id);
}

static enum yz_status forget(struct erasing *e) {
    struct yz_store *store = e->s->store;
    enum yz_status status = YZ_OK;
    for (size_t i = 0; status == YZ_OK && i < e->traces.self_count; i++)
        status = yz_forget_record(store, &yz_person_kind, e->traces.selves[i], &e->out->lines);
    for (size_t i = 0; status == YZ_OK && i < e->traces.count; i++) {
        e->trace = &e->traces.all[i];
        status = yz_forget_text(store, e->trace->text, may, e, &e->out->lines);
        if (status == YZ_OK && !e->trace->shared) status = yz_forget_drafts(store, e->trace->text, &e->out->drafts);
    }
    return status;
}

/* --- the act --- */

static enum yz_status note(struct erasing *e, const char *who, const char *why) {
    struct yz_buffer body = {0};
    struct yz_json j;
    yz_json_open(&j, &body);
    yz_json_object(&j, NULL);
    yz_json_text(&j, "kind", yz_person_kind.name);
    yz_json_text(&j, "who", who);
    yz_json_text(&j, "why", why);
    yz_json_end(&j);
    enum yz_status status = body.failed
                                ? yz_fail(YZ_BUSY, _("内存不足"))
                                : yz_note(e->s->store, yz_person_kind.name, e->traces.person, yz_buffer_string(&body));
    yz_buffer_free(&body);
    return status;
}

static enum yz_status within_act(struct erasing *e, const char *who, const char *why) {
    enum yz_status status = yz_traces_read(e->s, e->traces.person, &e->traces);
    if (status == YZ_OK && (yz_traces_in(&e->traces, who) || yz_traces_in(&e->traces, why)))
        status = yz_fail(YZ_REFUSED,
                         _("谁申请的、为什么会留在日志里：不要写这位居民的姓名、证件号或电话，写“本人”“监护人”"));
    if (status == YZ_OK) status = leads_nobody(e);
    if (status == YZ_OK) status = touch_households(e);
    if (status == YZ_OK) status = find_all(e);
    if (status == YZ_OK) status = write_all(e);
    if (status == YZ_OK) status = empty_person(e);
    if (status == YZ_OK) status = forget(e);
    if (status == YZ_OK) status = note(e, who, why);
    return status == YZ_OK ? yz_purge_owe(e->s->store) : status;
}

static enum yz_status not_twice(struct yz_session *s, int64_t person) {
    struct yz_person p;
    char ref[32];
    struct yz_query *q = yz_sql(s->store, "SELECT at FROM journal INDEXED BY journal_record WHERE kind = 'person' AND "
                                          "id = ?1 AND verb = '" YZ_ERASE_VERB "' ORDER BY seq DESC LIMIT 1");
    yz_bind(q, 1, person);
    yz_moment at = yz_next(q) ? yz_int(q, 0) : 0;
    char when[YZ_MOMENT_TEXT];
    enum yz_status status = yz_done(q);
    if (status == YZ_OK) status = yz_get(s->store, &yz_person_kind, person, &p);
    if (status != YZ_OK || !at || strcmp(p.name, YZ_ERASED) != 0) return status;
    return yz_fail(YZ_REFUSED, _("%1$s 已在 %2$s 依法删除"), yz_ref_text(YZ_PERSON, person, ref),
                   yz_moment_text(at, when));
}

static enum yz_status clean(char *out, size_t room, const char *text, const char *missing) {
    enum yz_cleaned how = yz_clean(out, room, text ? text : "", false);
    if (how == YZ_TOO_LONG) return yz_fail(YZ_REFUSED, _("理由太长：最多 %d 个汉字"), (int)(room - 1) / 3);
    return how == YZ_DAMAGED || !out[0] ? yz_fail(YZ_REFUSED, "%s", missing) : YZ_OK;
}

static enum yz_status run(struct erasing *e, const char *who, const char *why, bool trial) {
    enum yz_status status = yz_session_act(e->s, YZ_ERASE_VERB);
    if (status != YZ_OK) return status;
    status = within_act(e, who, why);
    if (status == YZ_OK && !trial) return yz_act_commit(e->s->store, &e->out->act);
    yz_act_abort(e->s->store);
    return status;
}

enum yz_status yz_person_erase(struct yz_session *s, int64_t person, const char *who, const char *why, bool trial,
                               struct yz_erasure *out) {
    char by[WORDS], reason[WORDS];
    struct erasing e = {.s = s, .traces.person = person, .out = out};
    enum yz_status status = yz_must(s, YZ_RIGHT_ERASE);
    if (status == YZ_OK) status = yz_erase_rules_ready();
    if (status == YZ_OK) status = clean(by, sizeof by, who, _("谁申请的要写明，例如 本人、监护人、法院"));
    if (status == YZ_OK) status = clean(reason, sizeof reason, why, _("为什么删除要写明，例如 本人撤回同意"));
    if (status == YZ_OK) status = not_twice(s, person);
    if (status != YZ_OK) return status;
    size_t largest = 0;
    for (int i = 1; i < YZ_KIND_COUNT; i++)
        if (yz_kinds[i]->size > largest) largest = yz_kinds[i]->size;
    e.record = calloc(1, largest);
    status = e.record ? run(&e, by, reason, trial) : yz_fail(YZ_BUSY, _("内存不足"));
    free(e.record);
    free(e.all);
    yz_buffer_free(&e.open);
    yz_session_forget(s);
    if (status == YZ_OK && !trial) out->purged = yz_purge(s->store) == YZ_OK;
    return status;
}

void yz_erasure_free(struct yz_erasure *e) {
    free(e->all);
    *e = (struct yz_erasure){0};
}

const char *yz_erasing_name(enum yz_erasing how) {
    static const char *const names[] = {N_("删去"), N_("清空"), N_("涂掉姓名和号码"), N_("没有动")};
    return yz_tr(names[how]);
}
