/* Output: lines for people, lines of JSON, records field by field. */
#include "base/text.h"
#include "cli/cli.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/groups.h>
#include <yizhan/i18n.h>
#include <yizhan/journal.h>
#include <yizhan/registry.h>
#include <yizhan/reveal.h>
#include <yizhan/rights.h>

enum { LINE = 8192 };

static void write_line(FILE *out, const char *format, va_list args) __attribute__((format(printf, 2, 0)));
static void write_line(FILE *out, const char *format, va_list args) {
    char raw[LINE], safe[LINE * 3 + 2];
    vsnprintf(raw, sizeof raw, format, args);
    yz_text_line(safe, sizeof safe - 1, raw);
    size_t n = strlen(safe);
    safe[n] = '\n';
    yz_cli_write(out, safe, n + 1);
}

void yz_cli_print(const char *format, ...) {
    va_list args;
    va_start(args, format);
    write_line(stdout, format, args);
    va_end(args);
}

void yz_cli_say(const char *format, ...) {
    va_list args;
    va_start(args, format);
    fflush(stdout);
    write_line(stderr, format, args);
    va_end(args);
}

void yz_cli_pair(const char *label, const char *value, int columns) {
    if (!value || !*value) return;
    int spaces = columns - yz_text_width(label);
    yz_cli_print("%s%*s  %s", label, spaces > 0 ? spaces : 0, "", value);
}

void yz_cli_json(struct yz_cli *cli, struct yz_json *j) {
    yz_buffer_clear(&cli->line);
    yz_json_open(j, &cli->line);
    yz_json_object(j, NULL);
}

void yz_cli_json_end(struct yz_cli *cli, struct yz_json *j) {
    yz_json_end(j);
    yz_buffer_byte(&cli->line, '\n');
    if (!cli->line.failed) fwrite(yz_buffer_string(&cli->line), 1, cli->line.length, stdout);
}

static void finding_json(struct yz_cli *cli, const struct yz_finding *f) {
    struct yz_json j;
    yz_cli_json(cli, &j);
    yz_json_text(&j, "field", f->field);
    yz_json_text(&j, "value", f->value);
    yz_json_text(&j, "rule", f->rule);
    yz_json_text(&j, "mend", f->mend);
    yz_json_text(&j, "severity", f->severity == YZ_ERROR ? "error" : "warning");
    yz_cli_json_end(cli, &j);
}

void yz_cli_findings(struct yz_cli *cli, const struct yz_findings *f) {
    for (size_t i = 0; i < f->count; i++) {
        const struct yz_finding *one = &f->all[i];
        if (cli->json) {
            finding_json(cli, one);
            continue;
        }
        const char *kind = one->severity == YZ_ERROR ? _("错误") : _("提醒");
        yz_cli_say("%s  %s%s%s%s%s%s%s", kind, one->field, *one->field ? "  " : "", one->value, *one->value ? "  " : "",
                   one->rule, *one->mend ? _("；") : "", one->mend);
    }
}

void yz_cli_json_ref(struct yz_json *j, const char *key, enum yz_kind_id kind, int64_t id) {
    char ref[32];
    yz_json_text(j, key, id ? yz_ref_text(kind, id, ref) : NULL);
}

void yz_cli_json_day(struct yz_json *j, const char *key, yz_date day) {
    char text[YZ_DATE_TEXT];
    yz_json_text(j, key, day ? yz_date_text(day, text) : NULL);
}

/* A tag that means a key group is shown as that group is, and by its word when the person is in it. */
static bool tag_shown(const struct yz_cli *cli, yz_group_set set, const char *tag, size_t n) {
    char text[96];
    snprintf(text, sizeof text, "%.*s", (int)(n < sizeof text ? n : sizeof text - 1), tag);
    const struct yz_group *g = yz_group_named(text);
    return !g || (!(set & yz_group_bit(g)) && (g->level == YZ_GROUP_OPEN || yz_cli_shows_groups(cli)) &&
                  yz_group_seen(cli->session, g));
}

static void groups_json(const struct yz_cli *cli, struct yz_json *j, yz_group_set set) {
    char word[64];
    size_t count;
    bool veiled = false;
    const struct yz_group *all = yz_groups(&count);
    for (size_t i = 0; i < count; i++) {
        bool veil = all[i].level != YZ_GROUP_OPEN && !yz_cli_shows_groups(cli);
        if (!(set & yz_group_bit(&all[i])) || (veil && veiled)) continue;
        veiled = veiled || veil;
        yz_json_text(j, NULL, yz_group_words(yz_group_bit(&all[i]), veil, word, sizeof word));
    }
}

/* "独居,低保" as an array, every comma that people write counts; then the key groups, of one person shown whole. */
static void tags_json(const struct yz_cli *cli, struct yz_json *j, const struct yz_person *p) {
    const char *tags = p->tags;
    yz_group_set set = 0;
    if (cli->whole) yz_person_group_set(cli->session, p->id, cli->day, &set);
    yz_json_array(j, "tags");
    while (*tags) {
        size_t n = 0;
        while (tags[n] && tags[n] != ',' && tags[n] != ';' && strncmp(tags + n, "，", 3) != 0 &&
               strncmp(tags + n, "、", 3) != 0) {
            n++;
        }
        if (n && tag_shown(cli, set, tags, n)) yz_json_text_n(j, NULL, tags, n);
        tags += n + (!tags[n] ? 0 : (unsigned char)tags[n] < 0x80 ? 1 : 3);
    }
    groups_json(cli, j, set);
    yz_json_end(j);
}

static const void *member(const struct yz_field *f, const void *record) {
    return (const char *)record + f->offset;
}

static void field_json(struct yz_json *j, const struct yz_field *f, const void *record, bool masked) {
    const void *at = member(f, record);
    char text[LINE];
    bool hidden = masked && f->mask != YZ_OPEN;
    if (f->type == YZ_INT) return yz_json_int(j, f->column, *(const int64_t *)at);
    if (f->type == YZ_FLAG) return yz_json_bool(j, f->column, *(const bool *)at);
    if (f->type == YZ_TIME && !hidden) {
        yz_moment t = *(const yz_moment *)at;
        return yz_json_text(j, f->column, t ? yz_moment_iso(t, text) : NULL);
    }
    yz_field_text(f, record, masked, text, sizeof text);
    yz_json_text(j, f->column, *text || f->type == YZ_TEXT ? text : NULL);
}

void yz_cli_fields(struct yz_cli *cli, struct yz_json *j, enum yz_kind_id kind, const void *record) {
    const struct yz_kind *k = yz_kinds[kind];
    const struct yz_record *r = record;
    yz_cli_json_ref(j, "id", kind, r->id);
    for (size_t i = 0; i < k->count; i++) {
        bool tags = kind == YZ_PERSON && strcmp(k->fields[i].column, "tags") == 0;
        if (tags) tags_json(cli, j, record);
        else if (!(k->fields[i].flags & YZ_NO_EXPORT)) field_json(j, &k->fields[i], record, !cli->reveal);
    }
    yz_json_int(j, "version", r->version);
}

/* A record named in passing: "p:7.12 张*", the address of a dwelling, the name of a station. */
static void ref_and_title(struct yz_cli *cli, enum yz_kind_id kind, int64_t id, char *out, size_t room) {
    char ref[32], words[192];
    *out = '\0';
    if (!id) return;
    yz_ref_text(kind, id, ref);
    yz_record_title(cli->session, kind, id, true, words, sizeof words);
    if (*words && strcmp(words, ref) != 0) snprintf(out, room, "%s %s", ref, words);
    else snprintf(out, room, "%s", ref);
}

void yz_cli_pairs(struct yz_cli *cli, enum yz_kind_id kind, const void *record) {
    const struct yz_kind *k = yz_kinds[kind];
    char text[LINE];
    int widest = 0;
    for (size_t i = 0; i < k->count; i++) {
        int width = yz_text_width(yz_tr(k->fields[i].label));
        if (width > widest) widest = width;
    }
    for (size_t i = 0; i < k->count; i++) {
        const struct yz_field *f = &k->fields[i];
        bool no = f->type == YZ_FLAG && !*(const bool *)member(f, record);
        if (f->flags & YZ_NO_EXPORT || no) continue;
        const struct yz_kind *of = f->type == YZ_REF ? yz_kind_named(f->of) : NULL;
        if (of) ref_and_title(cli, of->id, *(const int64_t *)member(f, record), text, sizeof text);
        else yz_field_text(f, record, !cli->reveal, text, sizeof text);
        yz_cli_pair(yz_tr(f->label), text, widest);
    }
}

char *yz_cli_field(struct yz_cli *cli, enum yz_kind_id kind, const char *column, const void *record, char *out,
                   size_t room) {
    return yz_field_text(yz_field_named(yz_kinds[kind], column), record, !cli->reveal, out, room);
}

enum yz_status yz_cli_reveal(struct yz_cli *cli, enum yz_kind_id kind, int64_t id) {
    if (!cli->asked || (cli->looked == kind && cli->looked_id == id)) return YZ_OK;
    enum yz_status status = yz_reveal(cli->session, kind, id, cli->reason);
    if (status == YZ_OK) cli->looked = kind, cli->looked_id = id;
    return status;
}

bool yz_cli_shows_groups(const struct yz_cli *cli) {
    return cli->reveal && yz_may(cli->session, YZ_RIGHT_REVEAL_GROUP);
}

enum yz_status yz_cli_reveal_row(struct yz_cli *cli, enum yz_kind_id kind, int64_t id) {
    enum yz_status status = yz_cli_reveal(cli, kind, id);
    cli->reveal = cli->asked && status == YZ_OK;
    if (status != YZ_DENIED) return status;
    cli->veiled++;
    return YZ_OK;
}

void yz_cli_reveal_rows(struct yz_cli *cli) {
    cli->reveal = cli->asked;
    if (cli->veiled) yz_cli_say(_("%zu 条仍然遮盖着：没有这项权利"), cli->veiled);
    cli->veiled = 0;
}

char *yz_cli_person_name(struct yz_cli *cli, int64_t person, char *out, size_t room) {
    bool shown = cli->asked && person && yz_cli_reveal(cli, YZ_PERSON, person) == YZ_OK;
    return yz_record_title(cli->session, YZ_PERSON, person, !shown, out, room);
}
