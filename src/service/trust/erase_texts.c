/* What names a person in texts, whoever wrote them: all names, numbers and phones that the register ever had. */
#include <string.h>
#include <yizhan/i18n.h>
#include <yizhan/merges.h>
#include <yizhan/registry.h>

#include "base/text.h"
#include "service/trust/erase_private.h"

enum { SHORTEST = 4 }; /* bytes: one character, or three digits, name nobody */

bool yz_traces_self(const struct yz_traces *t, int64_t id) {
    for (size_t i = 0; i < t->self_count; i++)
        if (t->selves[i] == id) return true;
    return false;
}

bool yz_traces_in(const struct yz_traces *t, const char *text) {
    for (size_t i = 0; i < t->count; i++)
        if (strstr(text, t->all[i].text)) return true;
    return false;
}

static void add(struct yz_traces *t, enum yz_trace_sort sort, const char *text) {
    if (strlen(text) < SHORTEST || t->count == YZ_ERASE_TEXTS) return;
    for (size_t i = 0; i < t->count; i++)
        if (strcmp(t->all[i].text, text) == 0) return;
    struct yz_trace *one = &t->all[t->count++];
    *one = (struct yz_trace){.sort = sort};
    yz_copy(one->text, sizeof one->text, text);
}

static void add_person(struct yz_traces *t, const struct yz_person *p) {
    add(t, YZ_TRACE_NAME, p->name);
    add(t, YZ_TRACE_NUMBER, p->id_number);
    add(t, YZ_TRACE_NUMBER, p->certificate);
    add(t, YZ_TRACE_PHONE, p->phone);
    add(t, YZ_TRACE_PHONE, p->phone2);
}

static enum yz_status read_versions(struct yz_session *s, struct yz_traces *t, int64_t id) {
    struct yz_person p;
    enum yz_status status = YZ_OK;
    struct yz_query *q = yz_sql(s->store, "SELECT version FROM journal WHERE kind = 'person' AND id = ?1 AND version > "
                                          "0 AND NOT gone AND body IS NOT NULL ORDER BY version DESC");
    yz_bind(q, 1, id);
    while (status == YZ_OK && yz_next(q)) {
        status = yz_journal_record(s->store, &yz_person_kind, id, yz_int(q, 0), 0, &p);
        if (status == YZ_OK) add_person(t, &p);
    }
    enum yz_status read = yz_done(q);
    return status == YZ_OK ? read : status;
}

/* The records that were merged into one of those known so far. */
static enum yz_status read_merged(struct yz_session *s, struct yz_traces *t, int64_t id) {
    char ref[32];
    enum yz_kind_id kind;
    int64_t lost;
    struct yz_query *q = yz_sql(s->store, "SELECT lose FROM merge WHERE keep = ?1 AND of = 'person'");
    yz_bind_text(q, 1, yz_ref_text(YZ_PERSON, id, ref));
    while (yz_next(q))
        if (yz_ref_parse(yz_text(q, 0), &kind, &lost) && !yz_traces_self(t, lost) && t->self_count < YZ_ERASE_SELVES)
            t->selves[t->self_count++] = lost;
    return yz_done(q);
}

/* --- what others have as well --- */

static int64_t ask(struct yz_session *s, const char *sql, const char *text, int64_t person) {
    struct yz_query *q = yz_sql(s->store, sql);
    yz_bind_text(q, 1, text);
    yz_bind(q, 2, person);
    int64_t found = yz_next(q) ? yz_int(q, 0) : 0;
    return yz_done(q) == YZ_OK ? found : -1;
}

static bool is_shared(struct yz_session *s, const struct yz_trace *x, int64_t person) {
    static const char *const by_sort[] = {
        [YZ_TRACE_NAME] =
            "SELECT EXISTS(SELECT 1 FROM person WHERE instr(name, ?1) AND id <> ?2) OR EXISTS(SELECT 1 FROM staff "
            "WHERE "
            "instr(name, ?1)) OR EXISTS(SELECT 1 FROM compound WHERE instr(name, ?1)) OR EXISTS(SELECT 1 FROM provider "
            "WHERE instr(name, ?1) OR instr(contact, ?1)) OR EXISTS(SELECT 1 FROM community WHERE instr(name, ?1))",
        [YZ_TRACE_PHONE] = "SELECT EXISTS(SELECT 1 FROM person WHERE ?1 IN (phone, phone2) AND id <> ?2) OR "
                           "EXISTS(SELECT 1 FROM staff "
                           "WHERE phone = ?1) OR EXISTS(SELECT 1 FROM provider WHERE phone = ?1) OR EXISTS(SELECT 1 "
                           "FROM station WHERE "
                           "phone = ?1)",
        [YZ_TRACE_NUMBER] = "SELECT 0 WHERE ?1 AND ?2 AND 0"};
    return ask(s, by_sort[x->sort], x->text, person) != 0;
}

static enum yz_status look_at_others(struct yz_session *s, struct yz_traces *t) {
    char ref[32];
    for (size_t i = 0; i < t->count; i++) {
        struct yz_trace *x = &t->all[i];
        x->shared = is_shared(s, x, t->person);
        int64_t other = x->sort == YZ_TRACE_NUMBER
                            ? ask(s, "SELECT id FROM person WHERE id_number = ?1 AND id <> ?2", x->text, t->person)
                            : 0;
        if (other > 0)
            return yz_fail(YZ_REFUSED, _("%s 有同一个证件号：先查明是不是同一人，合并或改正号码，再删除"),
                           yz_ref_text(YZ_PERSON, other, ref));
    }
    return YZ_OK;
}

enum yz_status yz_traces_read(struct yz_session *s, int64_t person, struct yz_traces *out) {
    *out = (struct yz_traces){.person = person, .selves = {person}, .self_count = 1};
    enum yz_status status = YZ_OK;
    for (size_t i = 0; status == YZ_OK && i < out->self_count; i++) {
        status = read_merged(s, out, out->selves[i]);
        if (status == YZ_OK) status = read_versions(s, out, out->selves[i]);
    }
    return status == YZ_OK ? look_at_others(s, out) : status;
}

/* --- covering --- */

/* As many stars as characters, none wider than what it covers. */
static void star(char *at, size_t length) {
    char stars[96] = "";
    size_t n = 0;
    for (size_t i = 0; i < length; i++)
        if (((unsigned char)at[i] & 0xC0) != 0x80) stars[n++] = '*';
    memcpy(at, stars, n);
    memmove(at + n, at + length, strlen(at + length) + 1);
}

/* Who somebody else is, or how they are reached. */
static bool is_theirs(const struct yz_kind *k, const struct yz_field *f) {
    static const char *const columns[] = {"name", "phone", "phone2", "contact", "login", "id_number", "certificate"};
    if (k->id != YZ_PERSON && k->id != YZ_STAFF && k->id != YZ_PROVIDER && k->id != YZ_STATION) return false;
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
        if (strcmp(f->column, columns[i]) == 0) return true;
    return false;
}

bool yz_trace_cover(const struct yz_trace *t, const struct yz_kind *k, void *record) {
    bool covered = false;
    for (const struct yz_field *f = k->fields, *end = f + k->count; f < end; f++) {
        char *at = (char *)record + f->offset;
        if (f->type != YZ_TEXT || is_theirs(k, f)) continue;
        while ((at = strstr(at, t->text))) {
            star(at, strlen(t->text));
            covered = true;
        }
    }
    return covered;
}
