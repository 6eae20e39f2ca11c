/* What a copy of this station's file did after it had parted from the one that the hub knows, as letters for the file that goes on:
 * each record once, with the fields that it changed; a person takes them, or does by hand what cannot be taken. */
#include "service/letters/letters_private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/accounts.h>
#include <yizhan/i18n.h>
#include <yizhan/journal.h>
#include <yizhan/registry.h>

#include "base/text.h"

struct change {
    const struct yz_kind *kind;
    int64_t id, last, first; /* versions: the newest, and the first after the parting */
    char verb[48];
    yz_moment at;
    bool gone;
};

/* A version of the record from the journal, into `out` (zeros when it did not exist). */
static enum yz_status version_of(struct yz_session *s, const struct change *c, int64_t version, void *out,
                                 bool *there) {
    char *body = NULL, strange[YZ_STRANGE];
    struct yz_query *q =
        yz_sql(s->store, "SELECT body FROM journal WHERE kind = ?1 AND id = ?2 AND version = ?3 AND gone = 0");
    memset(out, 0, c->kind->size);
    yz_bind_text(q, 1, c->kind->name);
    yz_bind(q, 2, c->id);
    yz_bind(q, 3, version);
    if (yz_next(q)) body = strdup(yz_text(q, 0));
    enum yz_status status = yz_done(q);
    *there = body && *body;
    if (*there && status == YZ_OK) status = yz_record_parse_known(s->store, c->kind, body, out, strange);
    free(body);
    return status;
}

static enum yz_status write_changes(struct yz_session *s, const struct change *c, struct yz_letter *out) {
    char *before = malloc(c->kind->size), *after = malloc(c->kind->size);
    bool was = false, is = false;
    enum yz_status status = before && after ? YZ_OK : yz_fail(YZ_BUSY, _("内存不足"));
    if (status == YZ_OK) status = version_of(s, c, c->first - 1, before, &was);
    if (status == YZ_OK) status = version_of(s, c, c->last, after, &is);
    if (status == YZ_OK && was && is) {
        yz_ref_text(c->kind->id, c->id, out->ref);
        if (yz_correction_write(c->kind, before, after, out) != YZ_OK) *out->body = '\0'; /* too long: by hand */
    }
    free(before);
    free(after);
    return status;
}

static enum yz_status write_letter(struct yz_session *s, const struct change *c, struct yz_letter *out) {
    char title[96], ref[32];
    *out = (struct yz_letter){.sort = YZ_LETTER_COPY, .state = YZ_LETTER_OFFERED, .at = c->at};
    out->sender = out->receiver = yz_store_number(s->store);
    yz_record_title(s, c->kind->id, c->id, true, title, sizeof title);
    snprintf(out->title, sizeof out->title, "%s：%s %s", yz_verb_label(c->verb), yz_tr(c->kind->label), title);
    enum yz_status status = c->gone ? YZ_OK : write_changes(s, c, out);
    if (status == YZ_OK && !*out->body)
        snprintf(out->note, sizeof out->note, _("照着留下的文件补办（那里是 %s），办好了点接收"),
                 yz_ref_text(c->kind->id, c->id, ref));
    return status;
}

static bool read_change(struct yz_query *q, struct change *out) {
    *out = (struct change){.kind = yz_kind_named(yz_text(q, 0)), .id = yz_int(q, 1), .first = yz_int(q, 2)};
    out->last = yz_int(q, 3);
    yz_copy(out->verb, sizeof out->verb, yz_text(q, 4));
    out->at = yz_int(q, 5);
    out->gone = yz_int(q, 6) != 0;
    return out->kind && out->kind->id != YZ_LETTER;
}

enum yz_status yz_copies(struct yz_session *s, int64_t parted, struct yz_letter *out, size_t max, size_t *count) {
    struct change all[YZ_COPIES];
    size_t n = 0;
    struct yz_query *q = yz_sql(s->store, "SELECT kind, id, min(version), max(version), verb, at, gone, max(seq) FROM "
                                          "journal WHERE seq > ?1 AND version > 0 GROUP BY kind, id ORDER BY max(seq)");
    *count = 0;
    yz_bind(q, 1, parted);
    while (n < max && n < YZ_COPIES && yz_next(q)) n += read_change(q, &all[n]);
    bool more = n == max || n == YZ_COPIES;
    enum yz_status status = yz_done(q);
    if (status == YZ_OK && more)
        status = yz_fail(YZ_REFUSED, _("这一份文件另外改了 %zu 条以上的记录，太多了：请人两份对照着看"), n);
    for (; status == YZ_OK && *count < n; ++*count) status = write_letter(s, &all[*count], &out[*count]);
    return status;
}

enum yz_status yz_copies_put(const char *path, int64_t staff, const struct yz_letter *letters, size_t count) {
    struct yz_session *s;
    enum yz_status status = yz_session_open_closed(path, &s);
    if (status != YZ_OK) return status;
    status = yz_act_begin(s->store, "rejoin", staff);
    for (size_t i = 0; status == YZ_OK && i < count; i++) {
        struct yz_letter letter = letters[i];
        status = yz_put(s->store, &yz_letter_kind, &letter);
    }
    status = yz_session_end(s, status);
    yz_session_close(s);
    return status;
}
