/* The head of the journal of each day on which something was done: kept by the first act of a later day, whether or not
 * anybody handed over. From then on it lies in every backup, outside of the file. */
#include <string.h>
#include <yizhan/i18n.h>
#include <yizhan/journal.h>

#include "base/buffer.h"
#include "base/json.h"
#include "base/text.h"
#include "service/session.h"

#define WORD  "day-head"
#define NOTES "FROM journal INDEXED BY journal_later WHERE kind='" WORD "' AND version<>1 AND body IS NOT NULL"

struct newest {
    int64_t seq;
    yz_date day;
    char head[65];
};

static enum yz_status read_newest(struct yz_session *s, struct newest *n) {
    struct yz_query *q = yz_sql(s->store, "SELECT seq, at, lower(hex(hash)) FROM journal ORDER BY seq DESC LIMIT 1");
    *n = (struct newest){0};
    if (yz_next(q)) {
        n->seq = yz_int(q, 0);
        n->day = yz_moment_date(yz_int(q, 1));
        yz_copy(n->head, sizeof n->head, yz_text(q, 2));
    }
    return yz_done(q);
}

static enum yz_status write_note(struct yz_session *s, const struct newest *n) {
    struct yz_buffer body = {0};
    struct yz_json j;
    char day[YZ_DATE_TEXT];
    yz_json_open(&j, &body);
    yz_json_object(&j, NULL);
    yz_json_text(&j, "day", yz_date_text(n->day, day));
    yz_json_int(&j, "seq", n->seq);
    yz_json_text(&j, "head", n->head);
    yz_json_end(&j);
    enum yz_status status =
        body.failed ? yz_fail(YZ_BUSY, _("内存不足")) : yz_note(s->store, WORD, 0, yz_buffer_string(&body));
    yz_buffer_free(&body);
    return status;
}

/* Read again under the lock: another terminal may have been first. */
enum yz_status yz_day_head_keep(struct yz_session *s) {
    struct newest n;
    yz_date today = yz_today();
    if (s->borrowed || s->day_begun == today) return YZ_OK;
    enum yz_status status = read_newest(s, &n);
    if (status == YZ_OK && n.seq && n.day < today) {
        status = yz_act_begin(s->store, WORD, 0);
        if (status != YZ_OK) return status;
        status = read_newest(s, &n);
        if (status == YZ_OK && n.day < today) status = yz_session_end(s, write_note(s, &n));
        else yz_act_abort(s->store);
    }
    if (status == YZ_OK) s->day_begun = today;
    return status;
}

enum yz_status yz_day_heads(struct yz_session *s, struct yz_day_head *out, size_t max, size_t *count) {
    struct yz_query *q = yz_sql(s->store, "SELECT json_extract(body,'$.day'), json_extract(body,'$.seq'),"
                                          " json_extract(body,'$.head') " NOTES " ORDER BY seq DESC LIMIT ?1");
    *count = 0;
    yz_bind(q, 1, (int64_t)max);
    while (*count < max && yz_next(q)) {
        struct yz_day_head *h = &out[(*count)++];
        yz_copy(h->day, sizeof h->day, yz_text(q, 0));
        h->seq = yz_int(q, 1);
        yz_copy(h->head, sizeof h->head, yz_text(q, 2));
    }
    return yz_done(q);
}

/* The first day whose head is no longer that line's: somebody made the lines anew. */
enum yz_status yz_day_heads_check(struct yz_session *s, char day[YZ_DATE_TEXT]) {
    struct yz_query *q = yz_sql(s->store, "SELECT json_extract(n.body,'$.day') FROM journal n INDEXED BY journal_later"
                                          " LEFT JOIN journal j ON j.seq=json_extract(n.body,'$.seq')"
                                          " WHERE n.kind='" WORD "' AND n.version<>1 AND n.body IS NOT NULL"
                                          " AND lower(hex(j.hash)) IS NOT json_extract(n.body,'$.head')"
                                          " ORDER BY n.seq LIMIT 1");
    *day = '\0';
    if (yz_next(q)) yz_copy(day, YZ_DATE_TEXT, yz_text(q, 0));
    return yz_done(q);
}
