/* log, undo: the journal of acts, and taking one back. */
#include "base/csv.h"
#include "cli/cli.h"

#include <stdlib.h>
#include <string.h>
#include <yizhan/i18n.h>
#include <yizhan/journal.h>
#include <yizhan/records.h>
#include <yizhan/registry.h>

enum { USUAL = 50, HISTORY = 100 };

static void change_json(void *ctx, const struct yz_field *f, const char *before, const char *after) {
    struct yz_json *j = ctx;
    yz_json_object(j, f->column);
    yz_json_text(j, "before", before);
    yz_json_text(j, "after", after);
    yz_json_end(j);
}

static void change_text(void *ctx, const struct yz_field *f, const char *before, const char *after) {
    struct yz_buffer *b = ctx;
    if (b->length) yz_buffer_text(b, _("；"));
    yz_buffer_printf(b, "%s %s → %s", yz_tr(f->label), *before ? before : "-", *after ? after : "-");
}

static void new_text(void *ctx, const struct yz_field *f, const char *before, const char *after) {
    struct yz_buffer *b = ctx;
    (void)before;
    if (f->flags & YZ_TOLD_NEW) yz_buffer_printf(b, "%s%s %s", _("；"), yz_tr(f->label), after);
}

/* What a note says: of which kind the record is, and the rest as text and JSON. */
struct note {
    enum yz_kind_id kind;
    struct yz_buffer text;
    struct yz_json *json;
};

static void note_member(void *ctx, const char *name, const char *value) {
    struct note *n = ctx;
    const struct yz_kind *k = strcmp(name, "kind") == 0 ? yz_kind_named(value) : NULL;
    if (n->json) {
        yz_json_text(n->json, name, value);
    } else if (k) {
        n->kind = k->id;
    } else {
        yz_buffer_printf(&n->text, "%s%s", n->text.length ? "  " : "", value);
    }
}

/* The record a line is about, as REF; the word of a note that is about none. */
static const char *subject(struct yz_cli *cli, const struct yz_log_line *l, struct note *n, char ref[32]) {
    const struct yz_kind *k = yz_kind_named(l->kind);
    struct yz_json *json = n->json;
    n->json = NULL;
    n->kind = k ? k->id : YZ_NO_KIND;
    if (!l->version && yz_log_note(cli->session, l, note_member, n) != YZ_OK) yz_buffer_clear(&n->text);
    n->json = json;
    return n->kind && l->id ? yz_ref_text(n->kind, l->id, ref) : NULL;
}

/* What a line changed is data of its record. */
static enum yz_status look_at(struct yz_cli *cli, const struct yz_log_line *l) {
    const struct yz_kind *k = yz_kind_named(l->kind);
    enum yz_status status = k ? yz_cli_reveal_row(cli, k->id, l->id) : YZ_OK;
    return status == YZ_REFUSED ? YZ_OK : status; /* a record that is gone stays masked */
}

static enum yz_status line_json(struct yz_cli *cli, struct yz_json *j, const struct yz_log_line *l) {
    struct note note = {.json = j};
    char staff[96], ref[32], at[40];
    yz_json_int(j, "seq", l->seq);
    yz_json_text(j, "at", yz_moment_iso(l->at, at));
    yz_record_title(cli->session, YZ_STAFF, l->staff, false, staff, sizeof staff);
    yz_json_text(j, "staff", l->staff ? staff : NULL);
    yz_json_int(j, "act", l->act);
    yz_json_text(j, "verb", l->verb);
    yz_json_text(j, "kind", l->kind);
    yz_json_text(j, "id", subject(cli, l, &note, ref));
    yz_json_int(j, "version", l->version);
    if (l->gone) yz_json_bool(j, "gone", true);
    if (l->erased) yz_json_bool(j, "erased", true);
    yz_json_object(j, "changes");
    bool changed = l->version && !l->erased;
    enum yz_status status = changed ? look_at(cli, l) : YZ_OK;
    if (status == YZ_OK && changed) status = yz_log_changes(cli->session, l, cli->reveal, change_json, j);
    yz_json_end(j);
    if (!l->version) {
        yz_json_object(j, "note");
        if (status == YZ_OK) status = yz_log_note(cli->session, l, note_member, &note);
        yz_json_end(j);
    }
    yz_buffer_free(&note.text);
    return status;
}

static const char *what(const struct yz_log_line *l, const struct note *note, const struct yz_buffer *changes) {
    if (l->erased) return _("内容已依法删除");
    if (l->gone) return _("删除");
    return yz_buffer_string(l->version ? changes : &note->text);
}

/* Of a record that is new only what its kind says; most kinds say nothing. */
static enum yz_status begun(struct yz_cli *cli, const struct yz_log_line *l, struct yz_buffer *out) {
    const struct yz_kind *k = yz_kind_named(l->kind);
    bool told = false;
    yz_buffer_text(out, _("新建"));
    for (size_t i = 0; k && i < k->count; i++) told |= (k->fields[i].flags & YZ_TOLD_NEW) != 0;
    enum yz_status status = told ? look_at(cli, l) : YZ_OK;
    return status == YZ_OK && told ? yz_log_changes(cli->session, l, cli->reveal, new_text, out) : status;
}

static enum yz_status line_row(struct yz_cli *cli, struct yz_table *t, const struct yz_log_line *l) {
    struct note note = {0};
    struct yz_buffer changes = {0};
    char staff[96], ref[32], text[48];
    snprintf(text, sizeof text, "%lld", (long long)l->act);
    yz_table_cell(t, text);
    yz_table_cell(t, yz_moment_text(l->at, text));
    yz_table_cell(t, yz_record_title(cli->session, YZ_STAFF, l->staff, false, staff, sizeof staff));
    yz_table_cell(t, yz_verb_label(l->verb));
    const char *record = subject(cli, l, &note, ref);
    yz_table_cell(t, record ? record : l->kind);
    bool changed = l->version > 1 && !l->gone && !l->erased;
    enum yz_status status = changed ? look_at(cli, l) : YZ_OK;
    if (status == YZ_OK && changed) status = yz_log_changes(cli->session, l, cli->reveal, change_text, &changes);
    if (l->version == 1 && !l->gone && !l->erased) status = begun(cli, l, &changes);
    yz_table_cell(t, what(l, &note, &changes));
    yz_buffer_free(&changes);
    yz_buffer_free(&note.text);
    return status;
}

static void heading(struct yz_table *t) {
    yz_table_begin(t, 1u, _("操作"), _("时间"), _("谁"), _("做了什么"), _("对象"), _("改动"), NULL);
}

enum yz_status yz_cli_history(struct yz_cli *cli, struct yz_json *j, enum yz_kind_id kind, int64_t id, yz_date day) {
    struct yz_log_line *all = calloc(HISTORY, sizeof *all);
    struct yz_table t;
    size_t count = 0;
    if (!all) return yz_fail(YZ_BUSY, _("内存不足"));
    enum yz_status status = yz_record_history(cli->session, kind, id, day, all, HISTORY, &count);
    heading(&t);
    if (j) yz_json_array(j, "history");
    for (size_t i = 0; status == YZ_OK && i < count; i++) {
        if (j) yz_json_object(j, NULL);
        status = j ? line_json(cli, j, &all[i]) : line_row(cli, &t, &all[i]);
        if (j) yz_json_end(j);
    }
    if (j) yz_json_end(j);
    yz_table_print(&t);
    free(all);
    return status;
}

static enum yz_status print(struct yz_cli *cli, struct yz_log_filter *filter, int64_t most) {
    struct yz_pages p = {.size = sizeof(struct yz_log_line), .most = most};
    struct yz_table t;
    struct yz_json j;
    heading(&t);
    while (yz_pages_want(&p)) {
        p.status = yz_log(cli->session, filter, p.rows, p.want, &p.count);
        for (const struct yz_log_line *l; (l = yz_pages_row(&p)) != NULL; filter->before_seq = l->seq) {
            if (cli->json) yz_cli_json(cli, &j);
            p.status = cli->json ? line_json(cli, &j, l) : line_row(cli, &t, l);
            if (cli->json && p.status == YZ_OK) yz_cli_json_end(cli, &j);
        }
    }
    return yz_pages_end(&p, &t);
}

/* All that fits into a CSV file, page by page; who took it out is noted first. */
static enum yz_status write_csv(struct yz_cli *cli, struct yz_log_filter *filter, int64_t most, FILE *file,
                                const char *words) {
    struct yz_pages p = {.size = sizeof(struct yz_log_line), .most = most};
    struct yz_csv_writer w;
    struct yz_table t;
    p.status = yz_log_exported(cli->session, words);
    yz_csv_write_open(&w, file, NULL, YZ_UTF8);
    while (yz_pages_want(&p)) {
        heading(&t);
        p.status = yz_log(cli->session, filter, p.rows, p.want, &p.count);
        for (const struct yz_log_line *l; (l = yz_pages_row(&p)) != NULL; filter->before_seq = l->seq)
            p.status = line_row(cli, &t, l);
        yz_table_csv(&t, &w, !p.last);
    }
    enum yz_status closed = yz_csv_write_close(&w), status = yz_pages_end(&p, NULL);
    return status == YZ_OK ? closed : status;
}

struct wish {
    const char *since, *until, *staff, *ref, *act, *kind, *verb, *limit, *out;
};

static enum yz_status moment(const char *option, const char *text, bool end, yz_moment *out) {
    bool has_time;
    if (!text) return YZ_OK;
    if (!yz_moment_parse(text, yz_today(), out, &has_time))
        return yz_fail(YZ_USAGE, _("选项 %1$s 要一个日期，如 2026-11-23，写的是 %2$s"), option, text);
    if (end && !has_time) *out = yz_moment_make(yz_date_add(yz_moment_date(*out), 1), 0) - 1;
    return YZ_OK;
}

static enum yz_status take_kind(const char *name, struct yz_log_filter *f) {
    const struct yz_kind *k = name ? yz_kind_named(name) : NULL;
    if (!name) return YZ_OK;
    if (!k) return yz_fail(YZ_USAGE, _("没有种类 %s；见 yizhan dictionary"), name);
    f->kind = k->id;
    return YZ_OK;
}

static enum yz_status filter_of(struct yz_cli *cli, const struct wish *w, struct yz_log_filter *f) {
    enum yz_status status = moment("--since", w->since, false, &f->since);
    if (status == YZ_OK) status = moment("--until", w->until, true, &f->until);
    if (status == YZ_OK && w->act) status = yz_argument_number("--act", w->act, 1, INT64_MAX, &f->act);
    if (status == YZ_OK && w->staff) status = yz_cli_staff_named(cli, w->staff, &f->staff);
    if (status == YZ_OK) status = take_kind(w->kind, f);
    if (status == YZ_OK && w->verb) status = yz_verbs_named(w->verb, f);
    if (status == YZ_OK && w->ref && w->kind) return yz_fail(YZ_USAGE, _("--ref 和 --kind 只写一个"));
    if (status == YZ_OK && w->ref) status = yz_ref_resolve(cli->session, w->ref, 0, &f->kind, &f->id);
    return status;
}

/* The filter as it was typed, for the note of an export. */
static const char *words_of(const struct wish *w, char *out, size_t room) {
    const struct {
        const char *name, *value;
    } all[] = {{"since", w->since}, {"until", w->until}, {"staff", w->staff}, {"ref", w->ref},
               {"act", w->act},     {"kind", w->kind},   {"verb", w->verb}};
    size_t n = 0;
    *out = '\0';
    for (size_t i = 0; i < sizeof all / sizeof *all && n < room; i++)
        if (all[i].value) n += (size_t)snprintf(out + n, room - n, "%s%s=%s", n ? " " : "", all[i].name, all[i].value);
    return out;
}

enum yz_status yz_cli_log(struct yz_cli *cli, int argc, char **argv) {
    struct wish w = {0};
    const struct yz_option_row rows[] = {{.name = "--since", .value = &w.since}, {.name = "--until", .value = &w.until},
                                         {.name = "--staff", .value = &w.staff}, {.name = "--ref", .value = &w.ref},
                                         {.name = "--kind", .value = &w.kind},   {.name = "--verb", .value = &w.verb},
                                         {.name = "--act", .value = &w.act},     {.name = "--limit", .value = &w.limit},
                                         {.name = "--out", .value = &w.out},     {.name = NULL}};
    struct yz_log_filter filter = {0};
    char words[256];
    FILE *file = NULL;
    enum yz_status status = yz_arguments(&argc, argv, rows);
    int64_t most = cli->json || w.out ? INT64_MAX : USUAL;
    if (status == YZ_OK && argc > 1) status = yz_usage("log");
    if (status == YZ_OK && w.limit) status = yz_argument_number("--limit", w.limit, 1, INT64_MAX / 2, &most);
    if (status == YZ_OK) status = filter_of(cli, &w, &filter);
    if (status == YZ_OK && w.out) status = yz_cli_open_out(w.out, false, &file);
    if (status != YZ_OK) return status;
    if (!file) return print(cli, &filter, most);
    words_of(&w, words, sizeof words);
    return yz_cli_close_out(w.out, file, write_csv(cli, &filter, most, file, words));
}

/* Without a number only an act of today: whoever presses the key twice must not reach what others build upon by now. */
static enum yz_status newest_of_today(struct yz_cli *cli, int64_t *act) {
    struct yz_undo u;
    char text[320];
    enum yz_status status = yz_undo_look(cli->session, 0, &u);
    *act = u.act;
    if (status != YZ_OK || yz_moment_date(u.at) == yz_today()) return status;
    yz_undo_text(cli->session, &u, text, sizeof text);
    return yz_fail(YZ_REFUSED, _("您最近的操作 %1$lld 不是今天的：%2$s；确实要撤销就写明编号：yizhan undo %1$lld"),
                   (long long)u.act, text);
}

enum yz_status yz_cli_undo(struct yz_cli *cli, int argc, char **argv) {
    static const struct yz_option_row none[] = {{.name = NULL}};
    struct yz_undo u = {0};
    struct yz_json j;
    int64_t act = 0;
    enum yz_status status = yz_arguments(&argc, argv, none);
    if (status == YZ_OK && argc > 2) status = yz_usage("undo");
    if (status == YZ_OK && argc == 2) status = yz_argument_number("ACT", argv[1], 1, INT64_MAX, &act);
    else if (status == YZ_OK) status = newest_of_today(cli, &act);
    if (status == YZ_OK) status = yz_undo(cli->session, act, &u);
    if (cli->json && (status == YZ_OK || u.blocked_by)) {
        yz_cli_json(cli, &j);
        yz_json_int(&j, "act", u.act);
        yz_json_int(&j, "undone_by", u.undone_by);
        yz_json_text(&j, "verb", u.verb);
        yz_json_int(&j, "records", (int64_t)u.records);
        yz_json_int(&j, "blocked_by", u.blocked_by);
        yz_cli_json_end(cli, &j);
    } else if (status == YZ_OK) {
        yz_cli_print(_("已撤销第 %1$lld 号操作：%2$s（%3$zu 条记录）"), (long long)u.act, yz_verb_label(u.verb),
                     u.records);
    }
    return status;
}
