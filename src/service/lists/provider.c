/* Who offers something: nobody twice. */
#include "service/lists/lists_private.h"

#include "base/text.h"
#include "service/session.h"

#include <stdio.h>
#include <string.h>
#include <yizhan/i18n.h>
#include <yizhan/registry.h>

/* As names are compared: folded, without blanks and brackets of either width. */
static void plain(const char *name, char *out, size_t room) {
    char folded[128];
    size_t n = 0;
    yz_text_fold(folded, sizeof folded, name);
    for (const char *p = folded; *p && n + 1 < room; p++)
        if (!strchr(" ()", *p)) out[n++] = *p;
    out[n] = '\0';
}

static bool same_name(const char *a, const char *b) {
    char x[128], y[128];
    plain(a, x, sizeof x);
    plain(b, y, sizeof y);
    return strcmp(x, y) == 0;
}

/* Two volunteers may bear one name. */
static bool is_twice(const struct yz_provider *p, const struct yz_provider *other) {
    if (!same_name(p->name, other->name)) return false;
    return p->sort != YZ_PROVIDER_VOLUNTEER || other->sort != YZ_PROVIDER_VOLUNTEER ||
           strcmp(p->phone, other->phone) == 0;
}

static void compare(const struct yz_provider *p, const struct yz_provider *other, struct yz_findings *f) {
    char rule[192], ref[32];
    yz_ref_text(YZ_PROVIDER, other->id, ref);
    if (*p->uscc && strcmp(p->uscc, other->uscc) == 0 && !same_name(p->name, other->name)) {
        snprintf(rule, sizeof rule, _("这个代码已经是 %1$s 的（%2$s）"), other->name, ref);
        yz_find_error(f, "uscc", p->uscc, rule, _("核对代码；改了名的修改原来那一条"));
    } else if (is_twice(p, other)) {
        bool codes = *p->uscc && *other->uscc && strcmp(p->uscc, other->uscc) != 0;
        if (codes) snprintf(rule, sizeof rule, _("%1$s 已经登记，代码是 %2$s（%3$s）"), other->name, other->uscc, ref);
        else snprintf(rule, sizeof rule, _("%1$s 已经登记（%2$s）"), other->name, ref);
        yz_find_error(f, codes ? "uscc" : "name", codes ? p->uscc : p->name, rule, _("修改原来那一条，不要再登记"));
    }
}

static enum yz_status check_twice(struct yz_session *s, const struct yz_provider *p, struct yz_findings *f) {
    struct yz_provider other;
    struct yz_query *q = yz_select(s->store, &yz_provider_kind, "WHERE id<>?1 ORDER BY id");
    yz_bind(q, 1, p->id);
    while (yz_next(q)) {
        yz_row(q, &yz_provider_kind, &other);
        compare(p, &other, f);
    }
    return yz_done(q);
}

enum yz_status yz_provider_check(struct yz_session *s, const struct yz_provider *p, struct yz_findings *f) {
    enum yz_status status = check_twice(s, p, f);
    if (status == YZ_OK) yz_record_check(&yz_provider_kind, p, f);
    return status;
}

enum yz_status yz_provider_save(struct yz_session *s, struct yz_provider *p, struct yz_findings *f) {
    if (!p->id && !p->station) p->station = s->station.id;
    enum yz_status status = yz_provider_check(s, p, f);
    if (status != YZ_OK) return status;
    if (!yz_findings_ok(f)) return yz_fail(YZ_REFUSED, _("有错误，没有保存"));
    return yz_record_save(s, p->id ? "edit-provider" : "add-provider", &yz_provider_kind, p, f);
}

/* Nearly always one look at an index; all of them only when brackets or blanks may differ. */
enum yz_status yz_provider_called(struct yz_session *s, const char *name, const char *uscc, int64_t *id) {
    struct yz_query *q = yz_sql(s->store, "SELECT id FROM provider WHERE uscc=?1 AND uscc<>'' UNION ALL"
                                          " SELECT id FROM provider WHERE name=?2 LIMIT 1");
    *id = 0;
    yz_bind_text(q, 1, uscc);
    yz_bind_text(q, 2, name);
    if (yz_next(q)) *id = yz_int(q, 0);
    enum yz_status status = yz_done(q);
    if (status != YZ_OK || *id) return status;
    q = yz_sql(s->store, "SELECT id,name FROM provider ORDER BY id");
    while (!*id && yz_next(q))
        if (same_name(name, yz_text(q, 1))) *id = yz_int(q, 0);
    return yz_done(q);
}

char *yz_like(const char *text, char out[256]) {
    size_t n = 0;
    out[n++] = '%';
    for (const char *p = text; *p && n < 250; p++) {
        if (strchr("%_\\", *p)) out[n++] = '\\';
        out[n++] = *p;
    }
    out[n++] = '%';
    out[n] = '\0';
    return out;
}

enum yz_status yz_provider_page(struct yz_session *s, const char *text, const char *after, struct yz_provider *out,
                                size_t max, size_t *count) {
    char like[256];
    struct yz_query *q =
        yz_select(s->store, &yz_provider_kind, "WHERE name>?1 AND name LIKE ?2 ESCAPE '\\' ORDER BY name,id LIMIT ?3");
    yz_bind_text(q, 1, after);
    yz_bind_text(q, 2, yz_like(text, like));
    yz_bind(q, 3, (int64_t)max);
    for (*count = 0; *count < max && yz_next(q); ++*count) yz_row(q, &yz_provider_kind, &out[*count]);
    return yz_done(q);
}

enum yz_status yz_provider_named(struct yz_session *s, const char *typed, int64_t *id) {
    enum yz_kind_id kind;
    struct yz_provider p = {0};
    char like[256];
    int64_t exact = 0;
    size_t count = 0;
    if (yz_ref_parse(typed, &kind, id) && kind == YZ_PROVIDER) return yz_record_get(s, YZ_PROVIDER, *id, &p);
    struct yz_query *q =
        yz_select(s->store, &yz_provider_kind, "WHERE uscc=?1 OR name LIKE ?2 ESCAPE '\\' ORDER BY name,id LIMIT 50");
    yz_bind_text(q, 1, typed);
    yz_bind_text(q, 2, yz_like(typed, like));
    for (; yz_next(q); count++) {
        yz_row(q, &yz_provider_kind, &p);
        if (strcmp(p.uscc, typed) == 0 || strcmp(p.name, typed) == 0) exact = p.id;
    }
    enum yz_status status = yz_done(q);
    *id = exact ? exact : p.id;
    if (status == YZ_OK && !count) return yz_fail(YZ_REFUSED, _("没有提供方 %s"), typed);
    if (status == YZ_OK && count > 1 && !exact)
        return yz_fail(YZ_REFUSED, _("“%1$s”有 %2$zu 个提供方，请写全名"), typed, count);
    return status;
}
