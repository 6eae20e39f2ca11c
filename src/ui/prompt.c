/* One line and what it finds. */
#include "ui/prompt.h"

#include "base/text.h"
#include "ui/edit_line.h"
#include <string.h>
#include <yizhan/i18n.h>
#include <yizhan/status.h>

enum { ROWS_AT_FIRST = 20 };

/* Only as many as are shown, while one types; the rest when the cursor comes to the last of them. */
static void ask(struct yz_prompt *p, size_t most) {
    if (most < ROWS_AT_FIRST) most = ROWS_AT_FIRST;
    if (most > YZ_PROMPT_HITS) most = YZ_PROMPT_HITS;
    p->count = 0;
    p->failed = p->source(p->ctx, p->text, p->hits, most, &p->count) != YZ_OK;
    if (p->failed) p->count = 0;
    if (p->count > most) p->count = most;
    p->all = p->count < most || most == YZ_PROMPT_HITS;
}

static bool among(const struct yz_hit *hits, size_t count, const struct yz_hit *one) {
    for (size_t i = 0; i < count; i++)
        if (hits[i].kind == one->kind && hits[i].id == one->id && strcmp(hits[i].key, one->key) == 0) return true;
    return false;
}

/* The rest below what is shown, which stays where it is: of more hits others may be the best. */
static void ask_rest(struct yz_prompt *p) {
    struct yz_hit shown[YZ_PROMPT_HITS], more[YZ_PROMPT_HITS];
    size_t before = p->count, found, kept = 0;
    memcpy(shown, p->hits, before * sizeof *shown);
    ask(p, YZ_PROMPT_HITS);
    memcpy(more, p->hits, (found = p->count) * sizeof *more);
    for (size_t i = 0; i < before; i++)
        if (!p->failed) p->hits[kept++] = shown[i];
    for (size_t i = 0; i < found && kept < YZ_PROMPT_HITS; i++)
        if (!among(shown, before, &more[i])) p->hits[kept++] = more[i];
    p->count = kept;
}

void yz_prompt_open(struct yz_prompt *p, const char *label,
                    enum yz_status (*source)(void *ctx, const char *text, struct yz_hit *out, size_t max,
                                             size_t *count),
                    void *ctx, const char *text) {
    memset(p, 0, sizeof *p);
    p->label = label;
    p->source = source;
    p->ctx = ctx;
    yz_copy(p->text, sizeof p->text, text);
    yz_line_open(&p->line, p->text, sizeof p->text);
    ask(p, 0);
}

void yz_prompt_reload(struct yz_prompt *p) {
    ask(p, p->all ? YZ_PROMPT_HITS : p->height);
    if (p->selected >= p->count) p->selected = p->count ? p->count - 1 : 0;
}

static bool move(struct yz_prompt *p, enum yz_request request) {
    bool down = request == YZ_REQ_DOWN || request == YZ_REQ_NEXT || request == YZ_REQ_PAGE_DOWN;
    if (down && !p->all && p->selected + 1 + (request == YZ_REQ_PAGE_DOWN ? p->height : 0) >= p->count) ask_rest(p);
    size_t page = p->height > 1 ? p->height - 1 : 1, last = p->count ? p->count - 1 : 0;
    switch (request) {
    case YZ_REQ_UP:
    case YZ_REQ_PREVIOUS:
        if (p->selected > 0) p->selected--;
        return true;
    case YZ_REQ_DOWN:
    case YZ_REQ_NEXT:
        if (p->selected < last) p->selected++;
        return true;
    case YZ_REQ_PAGE_UP: p->selected -= page < p->selected ? page : p->selected; return true;
    case YZ_REQ_PAGE_DOWN: p->selected = p->selected + page < last ? p->selected + page : last; return true;
    default: return false;
    }
}

bool yz_prompt_input(struct yz_prompt *p, const struct yz_input *in) {
    bool changed = false;
    if (move(p, in->request)) {
        p->line.offered = false;
        return true;
    }
    if (in->request == YZ_REQ_UNDO && *p->text) { /* what was typed, before what was done */
        yz_prompt_open(p, p->label, p->source, p->ctx, "");
        return true;
    }
    if (!yz_edit_line_input(&p->line, in, &changed)) return false;
    if (changed) {
        p->selected = p->top = 0;
        ask(p, p->height);
    }
    return true;
}

static int title_width(const struct yz_hit *hit, struct yz_rect row) {
    int width = yz_text_width(hit->title);
    return width < row.columns / 3 ? width : row.columns / 3;
}

/* `at`: where the second column begins. */
static void paint_hit(struct yz_prompt *p, struct yz_rect row, int at, size_t i) {
    const struct yz_hit *hit = &p->hits[i];
    bool selected = i == p->selected;
    int why = yz_text_width(hit->why), title = title_width(hit, row);
    if (selected) yz_paint(row, 0, 0, 1, YZ_ROLE_TEXT, ">");
    if (selected) {
        yz_paint(row, 0, 2, title, YZ_ROLE_SELECTED, hit->title);
    } else {
        yz_paint_match(row, 0, 2, title, YZ_ROLE_VALUE, hit->title, p->text);
    }
    int end = row.columns - why - 2;
    if (end - at < row.columns / 4) end = row.columns; /* no room to say why */
    yz_paint_match(row, 0, at, end - at, YZ_ROLE_TEXT, hit->subtitle, p->text);
    if (end < row.columns) yz_paint(row, 0, end + 2, why, YZ_ROLE_DIM, hit->why);
}

static void paint_nothing(const struct yz_prompt *p, struct yz_rect body) {
    if (p->failed) {
        yz_paint(body, 0, 2, body.columns, YZ_ROLE_ERROR, yz_message());
    } else if (*p->text) {
        yz_paint(body, 0, 2, body.columns, YZ_ROLE_WARNING, _("没有找到"));
    }
}

void yz_prompt_paint(struct yz_prompt *p, struct yz_rect area) {
    struct yz_rect line = yz_area_below(area, area.rows - 1), body = yz_area_top(area, area.rows - 1);
    p->height = body.rows > 0 ? (size_t)body.rows : 1;
    if (p->selected < p->top) p->top = p->selected;
    if (p->selected >= p->top + p->height) p->top = p->selected - p->height + 1;
    int column = body.columns / 4;
    for (size_t i = p->top; i < p->count && i < p->top + p->height; i++)
        if (title_width(&p->hits[i], body) + 4 > column) column = title_width(&p->hits[i], body) + 4;
    for (size_t i = p->top; i < p->count && i < p->top + p->height; i++)
        paint_hit(p, yz_area_top(yz_area_below(body, (int)(i - p->top)), 1), column, i);
    if (p->count == 0) paint_nothing(p, body);
    int at = yz_paint(line, 0, 0, line.columns / 2, YZ_ROLE_LABEL, yz_tr(p->label)) + 1;
    enum yz_role role = *p->text && p->count == 0 ? YZ_ROLE_ERROR : YZ_ROLE_FIELD;
    p->cursor_y = line.y;
    p->cursor_x = line.x + yz_edit_line_paint(&p->line, line, 0, at, line.columns - at, role);
}

bool yz_prompt_cursor(const struct yz_prompt *p, int *y, int *x) {
    *y = p->cursor_y;
    *x = p->cursor_x;
    return true;
}

const struct yz_hit *yz_prompt_selected(const struct yz_prompt *p) {
    return p->selected < p->count ? &p->hits[p->selected] : NULL;
}
