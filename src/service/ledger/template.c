/* Templates: their columns as text, what a column may be, saving. */
#include "service/ledger/template.h"

#include "base/text.h"
#include "service/session.h"

#include <stdlib.h>
#include <string.h>
#include <yizhan/i18n.h>

static const struct {
    const char *name, *label;
    enum yz_template_special special;
} specials[] = {{"serial", N_("序号"), YZ_SOURCE_SERIAL},
                {"today", N_("填表日期"), YZ_SOURCE_TODAY},
                {"blank", N_("空着"), YZ_SOURCE_BLANK},
                {"text:", N_("固定的字"), YZ_SOURCE_TEXT}};

bool yz_template_list(struct yz_session *s, const char *kind, struct yz_export_list *l) {
    *l = (struct yz_export_list){.session = s, .kind = yz_export_kind(kind), .all = true, .masked = true};
    if (l->kind == YZ_NO_KIND) return yz_fail(YZ_USAGE, _("不能导出 %s"), kind), false;
    yz_export_columns(l);
    return true;
}

enum yz_template_special yz_template_source_of(const struct yz_export_list *l, const char *source,
                                               const struct yz_export_column **column) {
    *column = NULL;
    if (strncmp(source, "text:", 5) == 0) return YZ_SOURCE_TEXT;
    for (size_t i = 0; i < sizeof specials / sizeof *specials; i++)
        if (strcmp(specials[i].name, source) == 0) return specials[i].special;
    *column = yz_export_column(l, source);
    return *column ? YZ_SOURCE_COLUMN : YZ_SOURCE_NONE;
}

size_t yz_template_sources(struct yz_session *s, const char *kind, struct yz_template_source *out, size_t max) {
    struct yz_export_list l;
    size_t n = 0;
    if (!yz_template_list(s, kind, &l)) return 0;
    for (size_t i = 0; i < l.count && n < max; i++, n++) {
        yz_copy(out[n].name, sizeof out[n].name, l.columns[i].key);
        yz_copy(out[n].label, sizeof out[n].label, l.columns[i].label);
    }
    for (size_t i = 0; i < sizeof specials / sizeof *specials && n < max; i++, n++) {
        yz_copy(out[n].name, sizeof out[n].name, specials[i].name);
        yz_copy(out[n].label, sizeof out[n].label, yz_tr(specials[i].label));
    }
    return n;
}

/* --- columns as text: header = source @ form --- */

static void cut(char *out, size_t room, const char *from, size_t n) {
    char text[512];
    snprintf(text, sizeof text, "%.*s", (int)n, from);
    yz_text_trim(text, sizeof text, text);
    yz_copy(out, room, text);
}

static const char *last_of(const char *from, const char *end, const char *sign) {
    const char *found = NULL;
    for (const char *p = from; (p = strstr(p, sign)) != NULL && p < end; p++) found = p;
    return found;
}

static void split_source(const char *from, const char *end, struct yz_template_column *c) {
    while (*from == ' ') from++;
    bool words = strncmp(from, "text:", 5) == 0; /* which may hold the sign itself */
    const char *sign = words ? " @ " : "@", *at = last_of(from, end, sign);
    cut(c->source, sizeof c->source, from, (size_t)((at ? at : end) - from));
    if (at) cut(c->form, sizeof c->form, at + strlen(sign), (size_t)(end - at) - strlen(sign));
    else c->form[0] = '\0';
}

size_t yz_template_columns(const struct yz_template *t, struct yz_template_column *out, size_t max) {
    size_t n = 0;
    for (const char *p = t->columns; *p && n < max;) {
        const char *end = p + strcspn(p, "\n"), *equals = last_of(p, end, " =");
        out[n] = (struct yz_template_column){0};
        cut(out[n].header, sizeof out[n].header, p, (size_t)((equals ? equals : end) - p));
        if (equals) split_source(equals + 2, end, &out[n]);
        n++;
        p = *end ? end + 1 : end;
    }
    return n;
}

enum yz_status yz_template_set_columns(struct yz_template *t, const struct yz_template_column *all, size_t count) {
    size_t have = 0;
    t->columns[0] = '\0';
    for (size_t i = 0; i < count; i++) {
        const struct yz_template_column *c = &all[i];
        int n = snprintf(t->columns + have, sizeof t->columns - have, "%s%s = %s%s%s", i ? "\n" : "", c->header,
                         c->source, *c->form ? " @ " : "", c->form);
        if (n < 0 || (size_t)n >= sizeof t->columns - have) return yz_fail(YZ_REFUSED, _("列太多，模板放不下"));
        have += (size_t)n;
    }
    return YZ_OK;
}

/* A source may be written by its name or by what it is called. */
static void by_label(const struct yz_export_list *l, char *source, size_t room) {
    for (size_t i = 0; i < l->count; i++)
        if (strcmp(l->columns[i].label, source) == 0) return (void)yz_copy(source, room, l->columns[i].key);
    for (size_t i = 0; i < sizeof specials / sizeof *specials; i++)
        if (strcmp(yz_tr(specials[i].label), source) == 0) return (void)yz_copy(source, room, specials[i].name);
}

enum yz_status yz_template_column_set(const struct yz_template *t, struct yz_template_column *c, const char *text) {
    struct yz_template_column set = *c;
    struct yz_export_list l;
    const struct yz_export_column *column;
    if (!yz_template_list(NULL, t->kind, &l)) return YZ_USAGE;
    split_source(text, text + strlen(text), &set);
    by_label(&l, set.source, sizeof set.source);
    if (yz_template_source_of(&l, set.source, &column) == YZ_SOURCE_NONE)
        return yz_fail(YZ_REFUSED, _("“%1$s”：没有 %2$s 这一项；有哪些见 yizhan template fields %3$s"), c->header,
                       set.source, t->kind);
    const char *wrong = *set.form ? yz_template_form_wrong(column ? column->field : NULL, set.form) : NULL;
    if (wrong) return yz_fail(YZ_REFUSED, _("“%1$s”的写法 %2$s：%3$s"), c->header, set.form, wrong);
    *c = set;
    return YZ_OK;
}

enum yz_status yz_template_map(struct yz_template *t, const char *map) {
    struct yz_template_column *all = calloc(YZ_TEMPLATE_COLUMNS, sizeof *all);
    enum yz_status status = all ? YZ_OK : yz_fail(YZ_BUSY, _("内存不足"));
    size_t count = all ? yz_template_columns(t, all, YZ_TEMPLATE_COLUMNS) : 0;
    for (const char *p = map; *p && status == YZ_OK;) {
        char header[96], text[256];
        size_t n = strcspn(p, ",\n"), name = strcspn(p, "=,\n"), i = 0;
        if (n && name >= n) status = yz_fail(YZ_USAGE, _("对应关系要写成 表头=列，写的是 %.*s"), (int)n, p);
        if (n && name < n) {
            cut(header, sizeof header, p, name);
            cut(text, sizeof text, p + name + 1, n - name - 1);
            while (i < count && strcmp(all[i].header, header) != 0) i++;
            status = i < count ? yz_template_column_set(t, &all[i], text)
                               : yz_fail(YZ_REFUSED, _("模板里没有“%s”这一列"), header);
        }
        p += n + (p[n] != '\0');
    }
    if (status == YZ_OK) status = yz_template_set_columns(t, all, count);
    free(all);
    return status;
}

/* --- saving --- */

static enum yz_status check_sources(struct yz_session *s, const struct yz_template *t) {
    struct yz_template_column *all = calloc(YZ_TEMPLATE_COLUMNS, sizeof *all);
    const struct yz_export_column *column;
    struct yz_export_list l;
    char names[256] = "";
    if (!all) return yz_fail(YZ_BUSY, _("内存不足"));
    enum yz_status status = yz_template_list(s, t->kind, &l) ? YZ_OK : YZ_USAGE;
    size_t count = yz_template_columns(t, all, YZ_TEMPLATE_COLUMNS);
    for (size_t i = 0; i < count && status == YZ_OK; i++) {
        size_t have = strlen(names);
        if (yz_template_source_of(&l, all[i].source, &column) == YZ_SOURCE_NONE)
            snprintf(names + have, sizeof names - have, "%s%s", have ? _("、") : "", all[i].header);
    }
    names[yz_utf8_cut(names, sizeof names - 1)] = '\0';
    free(all);
    if (status == YZ_OK && *names)
        status = yz_fail(YZ_REFUSED,
                         _("还不知道填什么的列：%1$s；写明填哪个字段，空着的写 blank（命令里 --map 表头=字段；字段见 "
                           "template fields %2$s）"),
                         names, t->kind);
    return status;
}

static enum yz_status by_name(struct yz_session *s, const char *name, struct yz_template *out) {
    struct yz_query *q = yz_select(s->store, &yz_template_kind, "WHERE name=?1 ORDER BY id LIMIT 1");
    memset(out, 0, sizeof *out);
    yz_bind_text(q, 1, name);
    if (yz_next(q)) yz_row(q, &yz_template_kind, out);
    return yz_done(q);
}

enum yz_status yz_template_find(struct yz_session *s, const char *name, struct yz_template *out) {
    enum yz_status status = by_name(s, name, out);
    if (status == YZ_OK && !out->id)
        status = yz_fail(YZ_REFUSED, _("没有叫“%s”的上报模板；有哪些见 yizhan template list"), name);
    return status;
}

enum yz_status yz_template_save(struct yz_session *s, struct yz_template *t) {
    struct yz_findings f = {0};
    struct yz_template *other = malloc(sizeof *other);
    if (!other) return yz_fail(YZ_BUSY, _("内存不足"));
    enum yz_status status = check_sources(s, t);
    if (status == YZ_OK) status = by_name(s, t->name, other);
    if (status == YZ_OK && other->id && other->id != t->id)
        status = yz_fail(YZ_REFUSED, _("已有叫“%s”的上报模板；换一个名称，或用 template edit 改它"), t->name);
    if (status == YZ_OK) status = yz_record_save(s, "save-template", &yz_template_kind, t, &f);
    yz_findings_free(&f);
    free(other);
    return status;
}

enum yz_status yz_template_remove(struct yz_session *s, int64_t id) {
    enum yz_status status = yz_session_act(s, "remove-template");
    return status == YZ_OK ? yz_session_end(s, yz_drop(s->store, &yz_template_kind, id)) : status;
}

enum yz_status yz_template_sent(struct yz_session *s, int64_t id, int64_t seq) {
    struct yz_findings f = {0};
    struct yz_template *t = malloc(sizeof *t);
    if (!t) return yz_fail(YZ_BUSY, _("内存不足"));
    enum yz_status status = yz_get(s->store, &yz_template_kind, id, t);
    t->sent_seq = seq;
    t->sent_at = yz_now();
    if (status == YZ_OK) status = yz_record_save(s, "send-template", &yz_template_kind, t, &f);
    yz_findings_free(&f);
    free(t);
    return status;
}
