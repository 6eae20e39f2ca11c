/* Conditions: what people and reports write of a word, as values and as SQL. */
#include "service/figures/figures_private.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/groups.h>
#include <yizhan/i18n.h>
#include <yizhan/registry.h>
#include <yizhan/rights.h>
#include <yizhan/visits.h>

#include "base/text.h"
#include "service/definition.h"
#include "service/lists/lists_private.h"
#include "service/restricted.h"

/* --- what the SQL is told --- */

static int64_t audits_at(const struct yz_session *s) {
    if (yz_may(s, YZ_RIGHT_AUDIT)) return -1;
    return yz_may_at(s, YZ_RIGHT_AUDIT, s->staff.station) ? s->staff.station : 0;
}

enum yz_status yz_figures_know(struct yz_session *s, yz_date on, yz_moment as_of, struct yz_figures_now *out) {
    *out = (struct yz_figures_now){.now = as_of ? as_of : yz_now(),
                                   .me = s->staff.id,
                                   .secrets = yz_need_secrets_at(s),
                                   .audit = audits_at(s),
                                   .closed = yz_sees_restricted(s),
                                   .visits = yz_visit_counts()};
    out->on = on ? on : yz_moment_date(out->now);
    return out->visits ? YZ_OK : YZ_REFUSED;
}

struct token {
    const char *name;
    int64_t value;
};

static void put_sql(struct yz_buffer *b, const char *sql, const struct token *all, size_t count, const char *field) {
    for (const char *at; (at = strchr(sql, '@')); sql = at) {
        size_t i = 0;
        yz_buffer_append(b, sql, (size_t)(at - sql));
        while (i < count && strncmp(at + 1, all[i].name, strlen(all[i].name)) != 0) i++;
        if (i < count) yz_buffer_printf(b, "%lld", (long long)all[i].value);
        else yz_buffer_text(b, field);
        at += 1 + (i < count ? strlen(all[i].name) : strlen("field"));
    }
    yz_buffer_text(b, sql);
}

static void put_with(struct yz_buffer *b, const struct yz_figures_now *n, const char *sql, const char *field,
                     int64_t low, int64_t high) {
    const struct token all[] = {{"now", n->now},         {"on", n->on},       {"me", n->me},
                                {"secrets", n->secrets}, {"audit", n->audit}, {"closed", n->closed},
                                {"visits", n->visits},   {"zone", yz_zone()}, {"low", low},
                                {"high", high}};
    put_sql(b, sql, all, sizeof all / sizeof *all, field);
}

void yz_figures_put(struct yz_buffer *b, const struct yz_figures_now *n, const char *sql) {
    put_with(b, n, sql, "", 0, 0);
}

void yz_word_put(struct yz_buffer *b, const struct yz_figures_now *n, const struct yz_word_of *w, const char *field) {
    yz_buffer_byte(b, '(');
    put_with(b, n, w->sql, field, 0, 0);
    yz_buffer_byte(b, ')');
}

/* The store keeps statements by the address of their text: one address for all that are put together. */
struct yz_query *yz_figures_sql(struct yz_store *store, const struct yz_buffer *sql, struct yz_groups_found *groups) {
    static char text[96 * 1024];
    if (sql->failed || sql->length >= sizeof text) return yz_fail(YZ_BUSY, "%s", _("内存不足")), NULL;
    memcpy(text, yz_buffer_string(sql), sql->length + 1);
    struct yz_query *q = yz_sql(store, text);
    if (groups->count) yz_buffer_byte(&groups->json, ']');
    if (groups->count) yz_bind_text(q, 1, yz_buffer_string(&groups->json));
    return q;
}

/* --- values --- */

static enum yz_status wrong(const struct yz_word_of *w, const char *value, const char *mend) {
    return yz_fail(YZ_USAGE, _("条件 %1$s 的值 %2$s 看不懂；%3$s"), w->key, value, mend);
}

static bool whole_number(const char *text, int64_t *out) {
    char *end;
    errno = 0;
    *out = strtoll(text, &end, 10);
    return end != text && !*end && !errno;
}

static enum yz_status read_group(const struct yz_session *s, const struct yz_word_of *w, const char *value) {
    const struct yz_group *g = yz_group_named(value);
    if (!g) return YZ_USAGE;
    if (g->comes == YZ_GROUP_REST) return wrong(w, value, _("普通户不是重点人群"));
    return yz_group_seen(s, g) ? YZ_OK : yz_fail(YZ_DENIED, _("%s是保密的人群"), yz_group_name(g));
}

/* One value; of days the first one, or with `last` the last one, that it means. */
static enum yz_status read_value(struct yz_session *s, const struct yz_word_of *w, const char *value, bool last,
                                 int64_t *out) {
    int32_t code;
    yz_date day;
    enum yz_kind_id kind;
    if (!s && (w->type == YZ_WORD_REF || w->type == YZ_WORD_GROUP))
        return wrong(w, value, _("报表里不写某一个地方、某一个人"));
    switch (w->type) {
    case YZ_WORD_FLAG:
        *out = strcmp(value, "yes") == 0;
        return *out || strcmp(value, "no") == 0 ? YZ_OK : wrong(w, value, "yes no");
    case YZ_WORD_NUMBER: return whole_number(value, out) ? YZ_OK : wrong(w, value, _("写整数，如 60..64"));
    case YZ_WORD_CODE:
        if (!yz_code_parse(w->of, value, &code)) return wrong(w, value, w->of);
        *out = code;
        return YZ_OK;
    case YZ_WORD_REF: return yz_ref_resolve(s, value, YZ_KIND_BIT(yz_kind_named(w->of)->id), &kind, out);
    case YZ_WORD_KEY: return yz_is_key(value, 48) ? YZ_OK : wrong(w, value, _("只用小写字母、数字、- 和 _"));
    case YZ_WORD_GROUP: return read_group(s, w, value);
    default: break;
    }
    if (!yz_date_parse(value, yz_today(), false, &day)) return wrong(w, value, _("写日期，如 2026-11-01..2026-11-30"));
    if (w->type == YZ_WORD_DAY) *out = day;
    else *out = last ? yz_moment_make(yz_date_add(day, 1), 0) - 1 : yz_moment_make(day, 0);
    return YZ_OK;
}

static enum yz_status read_range(struct yz_session *s, struct yz_where *c, char *value, char *dots) {
    enum yz_status status = YZ_OK;
    *dots = '\0';
    c->is = YZ_IS_RANGE;
    c->low = INT64_MIN + 1;
    c->high = INT64_MAX;
    if (*value) status = read_value(s, c->word, value, false, &c->low);
    if (status == YZ_OK && dots[2]) status = read_value(s, c->word, dots + 2, true, &c->high);
    return status;
}

static enum yz_status read_list(struct yz_session *s, struct yz_where *c, char *value) {
    enum yz_status status = YZ_OK;
    for (char *rest = value, *part; status == YZ_OK && (part = strsep(&rest, ","));) {
        if (c->count == sizeof c->one / sizeof *c->one) return wrong(c->word, value, _("一次最多写八个"));
        yz_copy(c->text[c->count], sizeof c->text[0], part);
        status = read_value(s, c->word, part, false, &c->one[c->count++]);
    }
    return status;
}

static bool timed(const struct yz_word_of *w) {
    return w->type == YZ_WORD_MOMENT || w->type == YZ_WORD_DAY || w->type == YZ_WORD_WITHIN;
}

static enum yz_status read_values(struct yz_session *s, struct yz_where *c, const char *given) {
    char value[256];
    yz_copy(value, sizeof value, given);
    char *dots = strstr(value, "..");
    if (strcmp(value, "known") == 0) return c->is = YZ_IS_KNOWN, YZ_OK;
    if (strcmp(value, "unknown") == 0) return c->is = YZ_IS_UNKNOWN, YZ_OK;
    if (dots) return read_range(s, c, value, dots);
    if (!timed(c->word)) return read_list(s, c, value);
    c->is = YZ_IS_RANGE;
    enum yz_status status = read_value(s, c->word, value, false, &c->low);
    return status == YZ_OK ? read_value(s, c->word, value, true, &c->high) : status;
}

/* --- a selection --- */

enum yz_status yz_selection_of(const char *fact, struct yz_selection *out) {
    *out = (struct yz_selection){.fact = yz_fact_named(fact)};
    return out->fact ? YZ_OK : YZ_USAGE;
}

static enum yz_status no_word(const struct yz_fact *f, const char *word) {
    char all[512] = "";
    for (size_t i = 0; i < f->count; i++) {
        size_t n = strlen(all);
        snprintf(all + n, sizeof all - n, "%s%s", n ? " " : "", f->words[i].key);
    }
    return yz_fail(YZ_USAGE, _("%1$s没有条件 %2$s；有 %3$s"), yz_tr(f->label), word, all);
}

enum yz_status yz_selection_add(struct yz_session *s, struct yz_selection *x, const char *condition) {
    char word[48] = "";
    const char *equals = strchr(condition, '=');
    if (!equals || (size_t)(equals - condition) >= sizeof word)
        return yz_fail(YZ_USAGE, _("条件要写成 词=值，写的是 %s"), condition);
    snprintf(word, sizeof word, "%.*s", (int)(equals - condition), condition);
    if (x->count == YZ_CONDITIONS) return yz_fail(YZ_USAGE, "%s", _("条件太多"));
    struct yz_where *c = &x->all[x->count];
    *c = (struct yz_where){.word = yz_fact_word_named(x->fact, word)};
    bool answer = strncmp(word, "answer.", 7) == 0;
    if (!c->word || (strcmp(c->word->key, "answer") == 0 && (!answer || !yz_is_key(word + 7, sizeof c->field))))
        return no_word(x->fact, word);
    if (answer) yz_copy(c->field, sizeof c->field, word + 7);
    enum yz_status status = read_values(s, c, equals + 1);
    if (status == YZ_OK) x->count++;
    return status;
}

enum yz_status yz_selection_read(struct yz_session *s, const char *query, struct yz_selection *out) {
    char text[YZ_QUERY], *rest = text, *part;
    enum yz_status status = YZ_OK;
    yz_copy(text, sizeof text, query);
    *out = (struct yz_selection){0};
    while (status == YZ_OK && (part = strsep(&rest, " "))) {
        bool day = strcmp(part, "--on") == 0;
        if (strcmp(part, "list") == 0 && !out->fact) continue;
        if (day || strcmp(part, "--as-of") == 0) {
            const char *value = strsep(&rest, " ");
            bool with_time, good = value && (day ? yz_date_parse(value, yz_today(), false, &out->on)
                                                 : yz_moment_parse(value, yz_today(), &out->as_of, &with_time));
            if (!good) return yz_fail(YZ_USAGE, _("选项 %s 后面缺少值"), part);
        } else if (!out->fact) {
            status = yz_selection_of(part, out);
        } else if (*part) {
            status = yz_selection_add(s, out, part);
        }
    }
    if (status == YZ_OK) yz_copy(out->text, sizeof out->text, query);
    return status == YZ_OK && !out->fact ? yz_fail(YZ_USAGE, _("缺少参数 %s"), "FACT") : status;
}

void yz_where_text(const char *where, yz_date from, yz_date to, char out[YZ_QUERY]) {
    char first[YZ_DATE_TEXT], last[YZ_DATE_TEXT];
    const char *at = strstr(where, "@period");
    if (!at) return (void)yz_copy(out, YZ_QUERY, where);
    snprintf(out, YZ_QUERY, "%.*s%s..%s%s", (int)(at - where), where, yz_date_text(from, first), yz_date_text(to, last),
             at + strlen("@period"));
}

/* --- as SQL --- */

/* The groups named, or all that this one may see. */
static yz_group_set sought(const struct yz_session *s, const struct yz_where *c) {
    yz_group_set set = 0;
    size_t n = 0;
    const struct yz_group *all = yz_groups(&n);
    for (size_t i = 0; i < c->count; i++) set |= yz_group_bit(yz_group_named(c->text[i]));
    for (size_t i = 0; c->is == YZ_IS_KNOWN && i < n; i++)
        if (all[i].comes != YZ_GROUP_REST && yz_group_seen(s, &all[i])) set |= yz_group_bit(&all[i]);
    return set;
}

enum yz_status yz_groups_take(struct yz_session *s, yz_date on, struct yz_groups_found *found) {
    if (found->taken) return YZ_OK;
    found->taken = true;
    return yz_census_take(s, YZ_NO_KIND, 0, on, &found->census);
}

void yz_groups_found_free(struct yz_groups_found *found) {
    yz_buffer_free(&found->json);
    yz_census_free(&found->census);
}

/* The ids of who has one of the groups, as a JSON array behind those of the conditions before. */
static enum yz_status gather(struct yz_session *s, const struct yz_where *c, yz_date on,
                             struct yz_groups_found *found) {
    const struct yz_census *all = &found->census;
    struct yz_buffer *groups = &found->json;
    yz_group_set set = sought(s, c);
    enum yz_status status = yz_groups_take(s, on, found);
    bool person = strcmp(c->word->of, "person") == 0;
    yz_buffer_text(groups, found->count++ ? ",[" : "[[");
    for (size_t i = 0, n = 0; i < all->count; i++) {
        int64_t id = person ? all->all[i].person : all->all[i].household;
        if ((all->all[i].set & set) && id && all->all[i].dwelling)
            yz_buffer_printf(groups, "%s%lld", n++ ? "," : "", (long long)id);
    }
    yz_buffer_byte(groups, ']');
    return status;
}

static void put_one(struct yz_buffer *b, const struct yz_where *c) {
    bool text = c->word->type == YZ_WORD_KEY;
    yz_buffer_text(b, c->count == 1 ? "=" : " IN (");
    for (size_t i = 0; i < c->count; i++) {
        if (i) yz_buffer_byte(b, ',');
        if (text) yz_buffer_printf(b, "'%s'", c->text[i]); /* a key: nothing in it that SQL would read */
        else yz_buffer_printf(b, "%lld", (long long)c->one[i]);
    }
    if (c->count > 1) yz_buffer_byte(b, ')');
}

static void put_condition(const struct yz_where *c, const struct yz_figures_now *n, struct yz_buffer *b, size_t group) {
    yz_buffer_text(b, " AND ");
    if (c->word->type == YZ_WORD_WITHIN) return put_with(b, n, c->word->sql, "", c->low, c->high);
    yz_word_put(b, n, c->word, c->field);
    if (c->word->type == YZ_WORD_GROUP) yz_buffer_printf(b, " IN (SELECT value FROM json_each(?1,'$[%zu]'))", group);
    else if (c->is == YZ_IS_KNOWN) yz_buffer_text(b, " IS NOT NULL");
    else if (c->is == YZ_IS_UNKNOWN) yz_buffer_text(b, " IS NULL");
    else if (c->is == YZ_IS_RANGE) yz_buffer_printf(b, " BETWEEN %lld AND %lld", (long long)c->low, (long long)c->high);
    else put_one(b, c);
}

enum yz_status yz_conditions_put(struct yz_session *s, const struct yz_selection *x, const struct yz_figures_now *n,
                                 struct yz_buffer *sql, struct yz_groups_found *groups) {
    enum yz_status status = YZ_OK;
    for (size_t i = 0; status == YZ_OK && i < x->count; i++) {
        const struct yz_where *c = &x->all[i];
        bool of_group = c->word->type == YZ_WORD_GROUP;
        if (of_group && c->is != YZ_IS_ONE && c->is != YZ_IS_KNOWN)
            return wrong(c->word, "..", _("写人群的关键字，如 living-alone；有任何一类的写 known"));
        put_condition(c, n, sql, groups->count);
        if (of_group) status = gather(s, c, n->on, groups);
    }
    return status;
}

/* --- and back as text --- */

static void add_value(struct yz_buffer *b, const struct yz_word_of *w, int64_t value) {
    char text[64];
    switch (w->type) {
    case YZ_WORD_FLAG: return yz_buffer_text(b, value ? "yes" : "no");
    case YZ_WORD_CODE: return yz_buffer_text(b, yz_code_key(w->of, (int32_t)value));
    case YZ_WORD_REF: return yz_buffer_text(b, yz_ref_text(yz_kind_named(w->of)->id, value, text));
    case YZ_WORD_MOMENT:
    case YZ_WORD_WITHIN: return yz_buffer_text(b, yz_date_text(yz_moment_date(value), text));
    case YZ_WORD_DAY: return yz_buffer_text(b, yz_date_text((yz_date)value, text));
    default: return yz_buffer_printf(b, "%lld", (long long)value);
    }
}

void yz_query_add(struct yz_buffer *b, const struct yz_word_of *w, const char *text, int64_t low, int64_t high) {
    yz_buffer_printf(b, " %s=", w->key);
    if (text) return yz_buffer_text(b, text);
    if (low != INT64_MIN + 1) add_value(b, w, low);
    if (high == low && !timed(w)) return;
    yz_buffer_text(b, "..");
    if (high != INT64_MAX) add_value(b, w, high);
}
