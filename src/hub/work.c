/* The rows behind a station's numbers, as the district sees them: what is asked, and how each is told. No name of a resident is in
 * them, and no word of a need; of a secret one neither what it is about. */
#include "hub/hub_private.h"

#include <stdio.h>
#include <string.h>
#include <yizhan/catalogue.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>

#include "base/text.h"

enum {
    LONGEST = 60,
    /* seconds: somebody looks at a screen */ LISTS = 3 /* the first version of the schema that has them all */
};

#define CASES                                                                                                          \
    "SELECT number, service, ''::text, owner, state, 0, 0, 0, received, due, 0::bigint, 0, 0 FROM yizhan.queue($1, "   \
    "$2, $3)"
#define CASE_COLUMNS                                                                                                   \
    { N_("办件编号"), N_("事项"), N_("状态"), N_("受理时间"), N_("办结期限"), N_("经办人") }

static const struct view {
    struct yz_hub_view told;
    const char *sql; /* $1 station, $2 its key, $3 now, $4 today: those that it names */
    int params;
} views[YZ_HUB_VIEWS] = {
    {{"open", N_("在办"), CASE_COLUMNS}, CASES, 3},
    {{"overdue", N_("已超期"), CASE_COLUMNS}, CASES, 3},
    {{"evening", N_("晚间"), CASE_COLUMNS}, CASES, 3},
    {{"needs", N_("需求"), {N_("领域"), N_("小类"), N_("状态"), N_("收集时间"), N_("希望办成"), N_("缓急")}},
     "SELECT ''::text, ''::text, ''::text, ''::text, state, field, topic, urgency, at, 0::bigint, 0::bigint, 0, wished "
     "FROM yizhan.open_needs($1)",
     1},
    {{"resources", N_("资源"), {N_("名称"), N_("领域"), N_("能力"), N_("起始日期"), N_("截止日期"), ""}},
     "SELECT ''::text, name, ''::text, ''::text, period, field, 0, 0, 0::bigint, 0::bigint, capacity, since, until "
     "FROM yizhan.own_offers($1, $4)",
     4},
    {{"matches", N_("匹配"), {N_("服务、资源"), N_("领域"), N_("状态"), N_("提出时间"), N_("谁的"), ""}},
     "SELECT ''::text, offer, ''::text, ''::text, state, field, 0, 0, at, 0::bigint, home::bigint, 0, 0 "
     "FROM yizhan.matches($1)",
     1},
    {{"staff", N_("人员"), {N_("姓名"), N_("岗位"), N_("职务"), N_("在办"), N_("起始日期"), N_("截止日期")}},
     "SELECT ''::text, name, title, ''::text, role, 0, 0, 0, 0::bigint, 0::bigint, open, since, until "
     "FROM yizhan.workers($1, $4)",
     4},
};

const struct yz_hub_view *yz_hub_view(size_t i) {
    return i < YZ_HUB_VIEWS ? &views[i].told : NULL;
}

const struct yz_hub_view *yz_hub_view_named(const char *key) {
    char all[96] = "";
    for (size_t i = 0; i < YZ_HUB_VIEWS; i++) {
        if (strcmp(views[i].told.key, key) == 0) return &views[i].told;
        size_t n = strlen(all);
        snprintf(all + n, sizeof all - n, " %s", views[i].told.key);
    }
    yz_fail(YZ_USAGE, _("没有这样看的：%1$s；有%2$s"), key, all);
    return NULL;
}

/* --- reading --- */

static void read_work(const struct yz_rows *r, int row, struct yz_hub_work *out) {
    *out = (struct yz_hub_work){.state = (int32_t)yz_rows_int(r, row, 4), .field = (int32_t)yz_rows_int(r, row, 5)};
    yz_copy(out->number, sizeof out->number, yz_rows_text(r, row, 0));
    yz_copy(out->name, sizeof out->name, yz_rows_text(r, row, 1));
    yz_copy(out->title, sizeof out->title, yz_rows_text(r, row, 2));
    yz_copy(out->owner, sizeof out->owner, yz_rows_text(r, row, 3));
    out->topic = (int32_t)yz_rows_int(r, row, 6);
    out->urgency = (int32_t)yz_rows_int(r, row, 7);
    out->at = yz_rows_int(r, row, 8);
    out->due = yz_rows_int(r, row, 9);
    out->count = yz_rows_int(r, row, 10);
    out->since = (yz_date)yz_rows_int(r, row, 11);
    out->until = (yz_date)yz_rows_int(r, row, 12);
}

enum yz_status yz_hub_queue(const char *url, int station, const char *view,
                            void (*each)(void *ctx, const struct yz_hub_work *w), void *ctx) {
    const struct yz_hub_view *told = yz_hub_view_named(view);
    const struct view *v = (const struct view *)told; /* its first member */
    struct yz_link *l = NULL;
    struct yz_params p = {0};
    struct yz_rows rows = {0};
    struct yz_hub_work work;
    if (!v) return YZ_USAGE;
    yz_param_int4(&p, station);
    yz_param_text(&p, view);
    yz_param_int8(&p, yz_now());
    yz_param_int4(&p, yz_today());
    p.count = v->params;
    enum yz_status status = yz_hub_open_within(url, LONGEST, &l);
    if (status == YZ_OK) status = yz_hub_needs(l, LISTS);
    if (status == YZ_OK) status = yz_link_ask(l, v->sql, &p, &rows);
    for (int i = 0; status == YZ_OK && i < rows.count; i++) {
        read_work(&rows, i, &work);
        each(ctx, &work);
    }
    yz_rows_free(&rows);
    yz_params_free(&p);
    yz_link_close(l);
    return status;
}

/* --- telling --- */

static const char *day(yz_date d, char out[YZ_MOMENT_TEXT]) {
    return d ? yz_date_text(d, out) : "";
}

static const char *moment(yz_moment m, char out[YZ_MOMENT_TEXT]) {
    return m ? yz_moment_text(m, out) : "";
}

char *yz_hub_work_cell(struct yz_session *s, const struct yz_hub_view *v, const struct yz_hub_work *w, size_t column,
                       char *out, size_t room) {
    char a[YZ_MOMENT_TEXT], b[YZ_MOMENT_TEXT], n[64];
    const char *field = yz_code_label("need_field", w->field);
    const char *texts[YZ_HUB_CELLS] = {w->name, field, yz_code_label("match_state", w->state), moment(w->at, a), n, ""};
    snprintf(n, sizeof n, _("%d 号站的"), (int)w->count);
    if (strcmp(v->key, "needs") == 0) {
        const char *needs[] = {field,
                               yz_code_label("need_topic", w->topic),
                               yz_code_label("need_state", w->state),
                               moment(w->at, a),
                               day(w->until, b),
                               yz_code_label("urgency", w->urgency)};
        memcpy(texts, needs, sizeof texts);
    } else if (strcmp(v->key, "resources") == 0) {
        snprintf(n, sizeof n, "%s %lld", yz_code_label("offer_period", w->state), (long long)w->count);
        const char *resources[] = {w->name, field, n, day(w->since, a), day(w->until, b), ""};
        memcpy(texts, resources, sizeof texts);
    } else if (strcmp(v->key, "staff") == 0) {
        snprintf(n, sizeof n, "%lld", (long long)w->count);
        const char *staff[] = {w->name,         yz_code_label("staff_role", w->state), w->title, n, day(w->since, a),
                               day(w->until, b)};
        memcpy(texts, staff, sizeof texts);
    } else if (strcmp(v->key, "matches") != 0) {
        const char *cases[] = {w->number,
                               yz_known_service(s, w->name),
                               yz_code_label("case_state", w->state),
                               moment(w->at, a),
                               moment(w->due, b),
                               w->owner};
        memcpy(texts, cases, sizeof texts);
    }
    yz_copy(out, room, texts[column]);
    return out;
}
