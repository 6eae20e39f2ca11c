/* Notices: prepared, published as one act, read again. */
#include "service/lists/notice_private.h"

#include "base/mask.h"
#include "base/text.h"
#include "service/clean.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/i18n.h>
#include <yizhan/net.h>
#include <yizhan/registry.h>

enum { DAYS_MOST = 366 };

void yz_notice_draft_free(struct yz_notice_draft *d) {
    free(d->lines);
    free(d->problems);
    free(d->left);
    *d = (struct yz_notice_draft){0};
}

/* --- what is asked for --- */

int64_t yz_notice_successor(struct yz_session *s, int64_t notice) {
    return yz_sql_int(s->store, "SELECT id FROM notice WHERE replaces=?1 LIMIT 1", notice, 0);
}

static void check_replaced(struct yz_session *s, const struct yz_notice *n, struct yz_findings *f) {
    struct yz_notice by;
    char mend[192];
    int64_t successor = n->replaces ? yz_notice_successor(s, n->replaces) : 0;
    if (!successor || yz_get(s->store, &yz_notice_kind, successor, &by) != YZ_OK) return;
    snprintf(mend, sizeof mend, _("替换最新的 %s"), by.number);
    yz_find_error(f, "replaces", NULL, _("这一份已经被替换过"), mend);
}

static void complete_days(struct yz_notice *n, const struct yz_notice_rules *rules) {
    if (!n->until) n->until = yz_today();
    if (!n->since) n->since = yz_date_add(n->until, 1 - (int)rules->period);
    if (!n->begins) n->begins = yz_today();
    if (!n->ends) n->ends = yz_date_add(n->begins, (int)rules->days - 1);
}

static void check_want(struct yz_session *s, const struct yz_notice *n, struct yz_findings *f) {
    yz_record_check(&yz_notice_kind, n, f);
    if (n->begins < yz_today()) yz_find_error(f, "begins", NULL, _("公示开始的日子已经过了"), _("写今天或以后的日子"));
    if (n->ends > yz_date_add(n->begins, DAYS_MOST))
        yz_find_error(f, "ends", NULL, _("公示超过一年"), _("写一个近一些的日子"));
    check_replaced(s, n, f);
}

/* The smallest number of the year that no notice has: an undone one leaves no gap. */
static enum yz_status take_number(struct yz_store *store, struct yz_notice *n) {
    char prefix[16], number[48];
    int64_t next = 1;
    snprintf(prefix, sizeof prefix, "%04d-", yz_today() / 10000);
    struct yz_query *q = yz_sql(store, "SELECT CAST(substr(number,6) AS INTEGER) FROM notice"
                                       " WHERE number>=?1 AND number<?1||':' ORDER BY 1");
    yz_bind_text(q, 1, prefix);
    while (yz_next(q) && yz_int(q, 0) == next) next++;
    snprintf(number, sizeof number, "%s%03lld", prefix, (long long)next);
    yz_copy(n->number, sizeof n->number, number);
    if (!*n->title)
        snprintf(n->title, sizeof n->title, "三张清单公示（%d年第%lld号）", yz_today() / 10000, (long long)next);
    return yz_done(q);
}

/* Who publishes, where to turn to: as they are now. */
static enum yz_status put_places(struct yz_session *s, struct yz_notice *n) {
    struct yz_community c = {0};
    const struct yz_station *t = yz_session_station(s);
    struct yz_grid g = {0};
    struct yz_notice old = {0};
    enum yz_status status = yz_the_community(s, &c);
    if (status == YZ_OK && n->replaces) status = yz_get(s->store, &yz_notice_kind, n->replaces, &old);
    yz_copy(n->replaced, sizeof n->replaced, old.number);
    if (status == YZ_OK && n->grid) status = yz_get(s->store, &yz_grid_kind, n->grid, &g);
    yz_copy(n->scope, sizeof n->scope, n->grid ? g.name : "全社区");
    snprintf(n->issuer, sizeof n->issuer, "%s%s%s", c.name, t ? " " : "", t ? t->name : "");
    if (t)
        snprintf(n->contact, sizeof n->contact, "%.100s%s%.24s%s%.90s", t->address, *t->phone ? "；电话 " : "",
                 t->phone, *t->hours ? "；工作日 " : "", t->hours);
    n->contact[yz_utf8_cut(n->contact, sizeof n->contact - 1)] = '\0';
    n->invented = c.invented;
    return status;
}

enum yz_status yz_notice_told(const struct yz_findings *f) {
    for (size_t i = 0; i < f->count; i++)
        if (f->all[i].severity == YZ_ERROR) return yz_fail(YZ_REFUSED, "%s", f->all[i].rule);
    return f->lost ? yz_fail(YZ_BUSY, _("内存不足")) : YZ_OK;
}

static enum yz_status nothing(struct yz_findings *f) {
    yz_find_error(f, "since", NULL, _("这段时间里没有可以公示的"), _("换一段时间、网格，或多选一张清单"));
    return yz_notice_told(f);
}

static enum yz_status gather(struct yz_session *s, struct yz_notice_draft *d, struct yz_findings *f) {
    struct yz_notice_world w;
    enum yz_status status = yz_notice_world_load(s, &w);
    if (status == YZ_OK) status = yz_notice_gather(&w, d);
    yz_notice_world_free(&w);
    if (status != YZ_OK) return status;
    d->notice.lines = (int64_t)d->count;
    return d->count || d->left_count ? YZ_OK : nothing(f);
}

enum yz_status yz_notice_prepare(struct yz_session *s, const struct yz_notice *want, struct yz_notice_draft *out,
                                 struct yz_findings *f) {
    const struct yz_notice_rules *rules = yz_notice_rules();
    *out = (struct yz_notice_draft){.notice = *want};
    struct yz_notice *n = &out->notice;
    n->id = n->version = n->left_out = 0;
    if (!rules) return YZ_REFUSED;
    complete_days(n, rules);
    check_want(s, n, f);
    if (yz_clean(n->title, sizeof n->title, want->title, false) > YZ_STRIPPED)
        yz_find_error(f, "title", NULL, _("文字损坏"), _("请重新输入"));
    enum yz_status status = yz_notice_told(f);
    if (status == YZ_OK) status = take_number(s->store, n);
    if (status == YZ_OK) status = put_places(s, n);
    yz_snapshot_begin(s->store);
    if (status == YZ_OK) status = gather(s, out, f);
    yz_snapshot_end(s->store);
    if (status != YZ_OK) yz_notice_draft_free(out);
    return status;
}

void yz_notice_tell(const struct yz_notice_draft *d, struct yz_findings *f) {
    char ref[32], rule[192];
    for (size_t i = 0; i < d->problem_count; i++) {
        const struct yz_notice_problem *p = &d->problems[i];
        const struct yz_posting *l = p->line == SIZE_MAX ? NULL : &d->lines[p->line];
        if (!l) {
            yz_find_error(f, "title", NULL, yz_public_rule_name(p->rule), _("改标题"));
            continue;
        }
        yz_ref_text(l->need ? YZ_NEED : YZ_OFFER, l->need ? l->need : l->offer, ref);
        snprintf(rule, sizeof rule, _("第 %1$lld 条%2$s"), (long long)l->line, yz_public_rule_name(p->rule));
        yz_find_error(f, ref, l->text, rule, yz_public_rule_mend(p->rule));
    }
}

/* --- publishing --- */

static enum yz_status render_all(struct yz_notice_draft *d, struct yz_buffer bytes[YZ_NOTICE_FORMS]) {
    char *const sums[] = {d->notice.page_sha256, d->notice.text_sha256, d->notice.table_sha256};
    for (int form = 0; form < YZ_NOTICE_FORMS; form++) {
        enum yz_status status = yz_notice_render(d, (enum yz_notice_form)form, &bytes[form]);
        if (status != YZ_OK) return status;
        yz_sha256_text(bytes[form].data, bytes[form].length, sums[form]);
    }
    return YZ_OK;
}

/* What was only heard is now shown. */
static enum yz_status mark_need(struct yz_session *s, int64_t id) {
    struct yz_need n;
    enum yz_status status = yz_get(s->store, &yz_need_kind, id, &n);
    if (status != YZ_OK || n.state != YZ_NEED_HEARD) return status;
    n.state = YZ_NEED_PUBLISHED;
    return yz_put(s->store, &yz_need_kind, &n);
}

static enum yz_status put_all(struct yz_session *s, struct yz_notice_draft *d) {
    d->notice.at = yz_now();
    d->notice.staff = s->staff.id;
    enum yz_status status = yz_put(s->store, &yz_notice_kind, &d->notice);
    for (size_t i = 0; status == YZ_OK && i < d->count; i++) {
        struct yz_posting *l = &d->lines[i];
        l->notice = d->notice.id;
        status = yz_put(s->store, &yz_posting_kind, l);
        if (status == YZ_OK && l->need) status = mark_need(s, l->need);
    }
    return status;
}

static enum yz_status refuse_problems(const struct yz_notice_draft *d, struct yz_findings *f) {
    if (!d->count) return nothing(f);
    if (!d->problem_count) return YZ_OK;
    yz_notice_tell(d, f);
    return yz_fail(YZ_REFUSED, _("有 %zu 条不能公开，什么也没有发出"), d->problem_count);
}

/* Under the lock, so that what is shown is what is kept. Files come before the records: a full disk leaves neither. */
static enum yz_status publish(struct yz_session *s, const struct yz_notice *want, const char *folder,
                              struct yz_notice_draft *d, struct yz_findings *f) {
    struct yz_buffer bytes[YZ_NOTICE_FORMS] = {{0}};
    bool written = false;
    enum yz_status status = yz_notice_prepare(s, want, d, f);
    if (status == YZ_OK) status = refuse_problems(d, f);
    if (status == YZ_OK) status = render_all(d, bytes);
    if (status == YZ_OK) status = yz_notice_put_files(&d->notice, folder, bytes);
    written = status == YZ_OK;
    if (status == YZ_OK) status = put_all(s, d);
    for (int i = 0; i < YZ_NOTICE_FORMS; i++) yz_buffer_free(&bytes[i]);
    status = yz_session_end(s, status);
    if (status != YZ_OK && written) yz_notice_take_back(&d->notice, folder);
    return status;
}

enum yz_status yz_notice_publish(struct yz_session *s, const struct yz_notice *want, const char *folder,
                                 struct yz_notice *out, struct yz_findings *f) {
    struct yz_notice_draft d = {0};
    enum yz_status status = yz_session_act(s, "publish-notice");
    if (status != YZ_OK) return status;
    status = publish(s, want, folder, &d, f);
    if (status == YZ_OK) *out = d.notice;
    yz_notice_draft_free(&d);
    return status;
}

/* --- one that was published --- */

enum yz_status yz_notice_load(struct yz_session *s, int64_t notice, struct yz_notice_draft *out) {
    *out = (struct yz_notice_draft){0};
    enum yz_status status = yz_get(s->store, &yz_notice_kind, notice, &out->notice);
    if (status != YZ_OK) return status;
    size_t room = (size_t)out->notice.lines;
    out->lines = calloc(room ? room : 1, sizeof *out->lines);
    if (!out->lines) return yz_fail(YZ_BUSY, _("内存不足"));
    struct yz_query *q = yz_select(s->store, &yz_posting_kind, "WHERE notice=?1 ORDER BY line");
    yz_bind(q, 1, notice);
    while (out->count < room && yz_next(q)) yz_row(q, &yz_posting_kind, &out->lines[out->count++]);
    status = yz_done(q);
    if (status != YZ_OK) yz_notice_draft_free(out);
    return status;
}

enum yz_status yz_notice_write(struct yz_session *s, int64_t notice, const char *folder) {
    struct yz_buffer bytes[YZ_NOTICE_FORMS] = {{0}};
    struct yz_notice_draft d;
    enum yz_status status = yz_notice_load(s, notice, &d);
    struct yz_notice as_published = d.notice;
    if (status == YZ_OK) status = render_all(&d, bytes);
    if (status == YZ_OK && (strcmp(d.notice.page_sha256, as_published.page_sha256) != 0 ||
                            strcmp(d.notice.text_sha256, as_published.text_sha256) != 0 ||
                            strcmp(d.notice.table_sha256, as_published.table_sha256) != 0))
        status = yz_fail(YZ_REFUSED, _("页面的样式变了，再写出来会和当时的不同；公示的内容用 notice show 看"));
    if (status == YZ_OK) status = yz_notice_put_files(&d.notice, folder, bytes);
    for (int i = 0; i < YZ_NOTICE_FORMS; i++) yz_buffer_free(&bytes[i]);
    yz_notice_draft_free(&d);
    return status;
}

/* --- reading --- */

int32_t yz_notice_state(struct yz_session *s, const struct yz_notice *n) {
    if (yz_notice_successor(s, n->id)) return YZ_NOTICE_REPLACED;
    if (yz_today() < n->begins) return YZ_NOTICE_WAITS;
    return yz_today() > n->ends ? YZ_NOTICE_ENDED : YZ_NOTICE_SHOWN;
}

/* "2026-1" as it is kept: "2026-001". */
static bool full_number(const char *typed, char out[16]) {
    char *end;
    if (strncmp(typed, "公示", strlen("公示")) == 0) typed += strlen("公示");
    long year = strtol(typed, &end, 10);
    if (*end != '-' || end[1] < '0' || end[1] > '9') return false;
    long n = strtol(end + 1, &end, 10);
    return !*end && year > 0 && year < 10000 && n > 0 && snprintf(out, 16, "%04ld-%03ld", year, n) < 16;
}

enum yz_status yz_notice_by_number(struct yz_session *s, const char *typed, struct yz_notice *out) {
    char text[64], number[16];
    enum yz_kind_id kind;
    int64_t id;
    yz_text_fold(text, sizeof text, typed);
    if (yz_ref_parse(text, &kind, &id) && kind == YZ_NOTICE) return yz_get(s->store, &yz_notice_kind, id, out);
    if (!full_number(text, number)) return yz_fail(YZ_REFUSED, _("没有公示 %s"), typed);
    struct yz_query *q = yz_select(s->store, &yz_notice_kind, "WHERE number=?1");
    yz_bind_text(q, 1, number);
    bool found = yz_next(q);
    if (found) yz_row(q, &yz_notice_kind, out);
    enum yz_status status = yz_done(q);
    return status == YZ_OK && !found ? yz_fail(YZ_REFUSED, _("没有公示 %s"), typed) : status;
}

enum yz_status yz_notice_page(struct yz_session *s, const struct yz_notice *after, int direction, struct yz_notice *out,
                              size_t max, size_t *count) {
    struct yz_query *q = direction > 0 ? yz_select(s->store, &yz_notice_kind, "WHERE id<?1 ORDER BY id DESC LIMIT ?2")
                                       : yz_select(s->store, &yz_notice_kind, "WHERE id>?1 ORDER BY id LIMIT ?2");
    yz_bind(q, 1, after ? after->id : direction > 0 ? INT64_MAX : 0);
    yz_bind(q, 2, (int64_t)max);
    for (*count = 0; *count < max && yz_next(q);) yz_row(q, &yz_notice_kind, &out[(*count)++]);
    return yz_done(q);
}
