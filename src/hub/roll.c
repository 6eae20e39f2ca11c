/* What the hub has of this station's journal and the file has not: fetched page by page while nobody is kept waiting, each page
 * of whole acts put in as one transaction. */
#include "hub/hub_private.h"

#include <stdlib.h>
#include <string.h>
#include <yizhan/i18n.h>

#include "store/erase.h"

enum { PAGE = 20000, LEAST_PAGE = 4, LARGEST_PAGE = 2000000, ACT = 2, VERB = 5 };

/* Where it has come to. */
struct rolling {
    int64_t at;   /* newest line put in */
    int64_t page; /* lines asked for at once */
    bool asked;   /* the next page is under way already */
};

static const char page_sql[] =
    "SELECT epoch, seq, act, at, staff, verb, kind, id, version, gone, body_hash, prev, hash, body FROM yizhan.journal "
    "WHERE station = $1 AND seq > $2 AND seq <= $3 ORDER BY seq LIMIT $4";

static enum yz_status ask(struct yz_hub_call *c, int64_t after, int64_t limit) {
    struct yz_params p = {0};
    yz_param_int4(&p, c->station);
    yz_param_int8(&p, after);
    yz_param_int8(&p, c->hub.seq);
    yz_param_int8(&p, limit);
    enum yz_status status = yz_link_send(c->link, page_sql, &p);
    yz_params_free(&p);
    return status;
}

/* How many of the rows are whole acts: all when they are the last, else up to where an act begins. */
static int whole_acts(const struct yz_hub_call *c, const struct yz_rows *rows) {
    int n = rows->count;
    if (n == 0 || yz_rows_int(rows, n - 1, 1) == c->hub.seq) return n;
    int64_t act = yz_rows_int(rows, n - 1, ACT);
    while (n > 0 && yz_rows_int(rows, n - 1, ACT) == act) n--;
    return n;
}

static const unsigned char *hash_of(const struct yz_rows *rows, int row, int column) {
    static const unsigned char none[YZ_HUB_HASH];
    size_t n;
    const char *bytes = yz_rows_bytes(rows, row, column, &n);
    return bytes && n == YZ_HUB_HASH ? (const unsigned char *)bytes : none;
}

static enum yz_status put_line(struct yz_hub_call *c, const struct yz_rows *rows, int row, bool passed) {
    struct yz_rolled line = {.epoch = yz_rows_int(rows, row, 0), .seq = yz_rows_int(rows, row, 1)};
    line.act = yz_rows_int(rows, row, ACT);
    line.at = yz_rows_int(rows, row, 3);
    line.staff = yz_rows_int(rows, row, 4);
    line.verb = yz_rows_text(rows, row, VERB);
    line.kind = yz_rows_text(rows, row, YZ_HUB_PAGE_KIND);
    line.id = yz_rows_int(rows, row, YZ_HUB_PAGE_ID);
    line.version = yz_rows_int(rows, row, YZ_HUB_PAGE_VERSION);
    line.gone = yz_rows_int(rows, row, YZ_HUB_PAGE_GONE) != 0;
    line.body_hash = hash_of(rows, row, 10);
    line.prev = hash_of(rows, row, 11);
    line.hash = hash_of(rows, row, 12);
    line.body = yz_rows_bytes(rows, row, YZ_HUB_PAGE_BODY, &line.length);
    line.passed = passed;
    return yz_roll_line(c->store, &line);
}

/* Lines that the file kept and whose bodies were lawfully erased in what it lost: blank at the hub, they become blank here. */
static enum yz_status fetch_blanks(struct yz_hub_call *c, const struct yz_rows *page, int n, int64_t kept,
                                   struct yz_rows *blanks) {
    struct yz_params p = {0};
    int i = 0;
    while (i < n && strcmp(yz_rows_text(page, i, VERB), YZ_ERASE_VERB) != 0) i++;
    if (i == n) return YZ_OK;
    yz_param_int4(&p, c->station);
    yz_param_int8(&p, kept);
    enum yz_status status = yz_link_ask(
        c->link, "SELECT seq FROM yizhan.journal WHERE station = $1 AND seq <= $2 AND body IS NULL", &p, blanks);
    yz_params_free(&p);
    return status;
}

static enum yz_status put_lines(struct yz_hub_call *c, const struct yz_rows *rows, int n) {
    enum yz_status status = YZ_OK;
    bool *passed = yz_hub_passed(rows, n);
    if (!passed) return yz_fail(YZ_BUSY, _("内存不足"));
    for (int i = 0; status == YZ_OK && i < n; i++) status = put_line(c, rows, i, passed[i]);
    free(passed);
    return status;
}

static enum yz_status put_page(struct yz_hub_call *c, const struct yz_rows *rows, int n, struct rolling *r) {
    struct yz_rows blanks = {0};
    int64_t last = yz_rows_int(rows, n - 1, 1);
    enum yz_status status = fetch_blanks(c, rows, n, r->at, &blanks);
    /* The hub reads and sends on while this one is put in. */
    if (status == YZ_OK && last < c->hub.seq) r->asked = ask(c, last, r->page) == YZ_OK;
    if (status == YZ_OK && (status = yz_roll_begin(c->store, r->at, last < c->hub.seq)) == YZ_OK) {
        status = put_lines(c, rows, n);
        for (int i = 0; status == YZ_OK && i < blanks.count; i++)
            status = yz_forget_line(c->store, yz_rows_int(&blanks, i, 0));
        if (status == YZ_OK && blanks.count) status = yz_purge_owe(c->store);
        status = yz_roll_end(c->store, status);
    }
    yz_rows_free(&blanks);
    if (status == YZ_OK) r->at = last;
    return status;
}

/* An act that is longer than a page makes the page longer. */
static enum yz_status next_page(struct yz_hub_call *c, struct rolling *r) {
    struct yz_rows rows = {0};
    int n = 0;
    enum yz_status status = YZ_OK;
    for (int64_t limit = r->page; status == YZ_OK && !n && limit <= LARGEST_PAGE; limit *= 4) {
        yz_rows_free(&rows);
        if (!r->asked) status = ask(c, r->at, limit);
        r->asked = false;
        if (status == YZ_OK) status = yz_link_receive(c->link, &rows);
        n = status == YZ_OK ? whole_acts(c, &rows) : 0;
        if (status == YZ_OK && !rows.count) break;
    }
    if (status == YZ_OK && !n)
        status = yz_fail(YZ_HUB, _("区县的日志在第 %lld 行后断了：请区县管理员检查；什么也没有改动"), (long long)r->at);
    if (status == YZ_OK) status = put_page(c, &rows, n, r);
    if (status == YZ_OK) c->done->rolled += n;
    yz_rows_free(&rows);
    return status;
}

/* Whether after that line the file holds only notes, as a restore leaves one. */
static bool notes_only(struct yz_hub_call *c, int64_t after) {
    return yz_sql_int(c->store, "SELECT count(*) FROM journal WHERE seq > ?1 AND version > 0", after, 0) == 0;
}

/* Where both journals are still the same; YZ_REFUSED: the file did something since. */
static enum yz_status last_common(struct yz_hub_call *c, enum yz_hub_meeting meeting, int64_t *at) {
    unsigned failures = yz_failures();
    *at = c->own.seq;
    if (meeting != YZ_HUB_PARTED) return YZ_OK;
    enum yz_status status = yz_hub_parting(c, at);
    if (status != YZ_OK) return status;
    return notes_only(c, *at) && failures == yz_failures() ? YZ_OK : yz_hub_parted(c);
}

enum yz_status yz_hub_must_roll(struct yz_hub_call *c, enum yz_hub_meeting meeting) {
    int64_t at;
    enum yz_status status = last_common(c, meeting, &at);
    if (status != YZ_OK) return status;
    return yz_fail(YZ_REFUSED, _("区县比这个文件多 %lld 行：这是从备份恢复的文件；先运行 yizhan hub pull 取回来"),
                   (long long)(c->hub.seq - at));
}

enum yz_status yz_hub_roll(struct yz_hub_call *c, enum yz_hub_meeting meeting) {
    struct rolling r = {.page = PAGE};
    enum yz_status status = last_common(c, meeting, &r.at);
    if (status == YZ_OK) status = yz_link_script(c->link, YZ_LINK_BY_KEY);
    for (int tries = 0; status == YZ_OK && r.at < c->hub.seq && tries < YZ_HUB_TRIES; tries++) {
        int64_t before = r.at;
        status = next_page(c, &r);
        if (yz_hub_broke(c, status)) { /* shorter pages get through */
            r.page = r.page / 16 > LEAST_PAGE ? r.page / 16 : LEAST_PAGE;
            r.asked = false;
            if (tries + 1 < YZ_HUB_TRIES && (status = yz_hub_again(c)) == YZ_OK)
                status = yz_link_script(c->link, YZ_LINK_BY_KEY);
        }
        if (r.at > before) tries = -1;
    }
    if (status == YZ_OK && yz_purge_owed(c->store)) yz_purge(c->store); /* else it stays owed, and doctor says so */
    if (status == YZ_OK) status = yz_hub_own_head(c->store, &c->own);
    return status;
}
