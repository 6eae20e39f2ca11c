/* How each sender's headers are to be read, remembered. */
#include "service/ledger/ledger_private.h"

#include "base/text.h"
#include "service/session.h"

#include <string.h>
#include <yizhan/i18n.h>
#include <yizhan/templates.h>

static enum yz_status stored(struct yz_import_run *im, struct yz_sender *out) {
    struct yz_query *q =
        yz_select(im->session->store, &yz_sender_kind, "WHERE name=?1 AND kind=?2 ORDER BY id LIMIT 1");
    *out = (struct yz_sender){0};
    yz_bind_text(q, 1, im->options->sender);
    yz_bind_text(q, 2, im->options->kind);
    if (yz_next(q)) yz_row(q, &yz_sender_kind, out);
    return yz_done(q);
}

/* The map as told, one pair a line: the text itself, or the lines of the file that it names. */
static enum yz_status told(const char *map, struct yz_buffer *out) {
    struct yz_sheet sheet = {0};
    enum yz_status status = YZ_OK;
    if (strchr(map, '=')) {
        for (; *map; map++) yz_buffer_byte(out, *map == ',' || *map == '\r' ? '\n' : *map);
    } else {
        status = yz_sheet_read(&sheet, map, NULL);
        for (size_t i = 0; i < sheet.count; i++)
            for (uint32_t c = 0; c < sheet.rows[i].cells; c++)
                yz_buffer_printf(out, "%s\n", yz_sheet_cell(&sheet, i, (int)c));
    }
    yz_sheet_free(&sheet);
    return status;
}

/* `text` gets what is known with what is told behind it: the later one of a header holds. */
enum yz_status yz_sender_map(struct yz_import_run *im, char *text, size_t room) {
    const struct yz_import_options *o = im->options;
    struct yz_sender s;
    struct yz_buffer more = {0};
    enum yz_status status = stored(im, &s);
    if (status == YZ_OK && o->map && *o->map) status = told(o->map, &more);
    if (status == YZ_OK && !s.id && !o->map)
        status = yz_fail(YZ_REFUSED, _("还没有记下“%s”的表头对应；第一次用 --map 写明 表头=列"), o->sender);
    int n = snprintf(text, room, "%s%s%s", s.map, *s.map && more.length ? "\n" : "", yz_buffer_string(&more));
    if (status == YZ_OK && (n < 0 || (size_t)n >= room))
        status = yz_fail(YZ_REFUSED, _("“%s”的表头对应太长"), o->sender);
    yz_buffer_free(&more);
    return status;
}

static bool has_line(const char *text, const char *line, size_t n) {
    for (const char *p = text; (p = strstr(p, line)) != NULL; p++)
        if ((p == text || p[-1] == '\n') && (p[n] == '\n' || !p[n])) return true;
    return false;
}

/* Without empty lines, and each line once. */
static void tidy(const char *text, char *out, size_t room) {
    *out = '\0';
    for (const char *p = text; *p;) {
        char line[256];
        size_t n = strcspn(p, "\n"), have = strlen(out);
        snprintf(line, sizeof line, "%.*s", (int)n, p);
        if (n && !has_line(out, line, strlen(line))) snprintf(out + have, room - have, "%s%s", have ? "\n" : "", line);
        p += n + (p[n] == '\n');
    }
}

enum yz_status yz_sender_keep(struct yz_import_run *im, const char *text) {
    const struct yz_import_options *o = im->options;
    struct yz_sender s;
    char map[sizeof s.map];
    enum yz_status status = stored(im, &s);
    if (status != YZ_OK || o->dry_run) return status;
    tidy(text, map, sizeof map);
    if (strcmp(map, s.map) == 0) return YZ_OK;
    yz_copy(s.name, sizeof s.name, o->sender);
    yz_copy(s.kind, sizeof s.kind, o->kind);
    yz_copy(s.map, sizeof s.map, map);
    status = yz_session_act(im->session, "remember-sender");
    if (status == YZ_OK) status = yz_session_end(im->session, yz_put(im->session->store, &yz_sender_kind, &s));
    return status;
}
