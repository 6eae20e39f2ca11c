/* 办理: all services by number, with department and limit, and the forms left half-filled; typing narrows the list. */
#include "base/text.h"
#include "ui/prompt.h"
#include "ui/screens/draft_list.h"
#include "ui/screens/screens.h"
#include "ui/screens/services.h"
#include "ui/ui.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/i18n.h>

enum { MOST = 48, DRAFTS = 8 };

struct service_list {
    struct yz_ui *ui;
    struct yz_prompt prompt;
    struct yz_service_line lines[MOST];
    size_t count;
    struct yz_draft_entry drafts[DRAFTS];
    size_t draft_count;
    struct yz_target about; /* the household that a service is for; none = asked in its form */
};

/* Titles stand one below the other, so the number has a place of its own. */
static void service_hit(const struct service_list *v, size_t i, struct yz_hit *hit) {
    const struct yz_service_line *l = &v->lines[i];
    struct yz_limit limit;
    char text[YZ_LIMIT_TEXT];
    *hit = (struct yz_hit){.kind = YZ_HIT_SERVICE, .id = l->id};
    yz_copy(hit->key, sizeof hit->key, l->key);
    snprintf(hit->title, sizeof hit->title, "%2zu %s", i + 1, yz_service_short_name(l));
    yz_copy(hit->subtitle, sizeof hit->subtitle, l->department);
    yz_copy(hit->why, sizeof hit->why,
            yz_limit_parse(l->promised, &limit) ? yz_limit_text(limit, text) : _("当场办结"));
}

static void draft_hit(const struct service_list *v, size_t i, struct yz_hit *hit) {
    *hit = (struct yz_hit){.kind = YZ_HIT_SCREEN};
    snprintf(hit->title, sizeof hit->title, _("草稿 %s"), v->drafts[i].whose);
    yz_copy(hit->subtitle, sizeof hit->subtitle, v->drafts[i].what);
}

/* By number, unless it is a name (4050); by everything that the one line finds services by. */
static enum yz_status narrowed(struct service_list *v, const char *text, struct yz_hit *out, size_t max,
                               size_t *count) {
    char *end;
    long number = strtol(text, &end, 10);
    if (!*end && number > 0 && (size_t)number <= v->count)
        return service_hit(v, (size_t)number - 1, &out[(*count)++]), YZ_OK;
    struct yz_hit found[MOST];
    size_t n = 0;
    enum yz_status status = yz_search(yz_ui_session(v->ui), text, YZ_HITS(YZ_HIT_SERVICE), found, MOST, &n);
    for (size_t i = 0; i < n && *count < max; i++)
        for (size_t k = 0; k < v->count; k++)
            if (v->lines[k].id == found[i].id) service_hit(v, k, &out[(*count)++]);
    return status;
}

static enum yz_status source(void *ctx, const char *text, struct yz_hit *out, size_t max, size_t *count) {
    struct service_list *v = ctx;
    *count = 0;
    if (*text) return narrowed(v, text, out, max, count);
    for (size_t i = 0; i < v->draft_count && *count < max; i++) draft_hit(v, i, &out[(*count)++]);
    for (size_t i = 0; i < v->count && *count < max; i++) service_hit(v, i, &out[(*count)++]);
    return YZ_OK;
}

static enum yz_status read_all(struct service_list *v) {
    struct yz_session *s = yz_ui_session(v->ui);
    enum yz_status status = yz_catalogue_list(s, 0, v->lines, MOST, &v->count);
    while (v->count && v->lines[v->count - 1].internal) v->count--; /* they come last */
    return status == YZ_OK ? yz_draft_entries(s, v->drafts, DRAFTS, &v->draft_count) : status;
}

static enum yz_status open_list(struct yz_ui *ui, void *state, const struct yz_target *target) {
    struct service_list *v = state;
    v->ui = ui;
    v->about = *target;
    enum yz_status status = read_all(v);
    if (status == YZ_OK) yz_prompt_open(&v->prompt, N_("办理"), source, v, "");
    return status;
}

static enum yz_status refresh(struct yz_ui *ui, void *state) {
    struct service_list *v = state;
    (void)ui;
    enum yz_status status = read_all(v);
    yz_prompt_reload(&v->prompt);
    return status;
}

static void paint(struct yz_ui *ui, void *state, struct yz_rect area) {
    (void)ui;
    yz_prompt_paint(&((struct service_list *)state)->prompt, area);
}

/* In place of the list: Esc then leads home. */
static void go(struct service_list *v, const struct yz_hit *hit) {
    struct yz_target target = {.screen = "service", .kind = v->about.kind, .id = v->about.id};
    yz_copy(target.key, sizeof target.key, hit->key);
    bool draft = hit->kind == YZ_HIT_SCREEN;
    yz_ui_replace(v->ui, draft ? &v->drafts[v->prompt.selected].target : &target);
}

/* The selected one for a whole building; a draft names none. */
static void for_many(struct service_list *v, const struct yz_hit *hit) {
    struct yz_target target = {.screen = "bulk"};
    if (hit && hit->kind == YZ_HIT_SERVICE) yz_copy(target.key, sizeof target.key, hit->key);
    yz_ui_open(v->ui, &target);
}

static bool input(struct yz_ui *ui, void *state, const struct yz_input *in) {
    struct service_list *v = state;
    const struct yz_hit *hit = yz_prompt_selected(&v->prompt);
    (void)ui;
    if (in->request == YZ_REQ_NEW) return for_many(v, hit), true;
    if (in->request != YZ_REQ_OPEN) return yz_prompt_input(&v->prompt, in);
    if (hit) go(v, hit);
    return true;
}

static bool editing(struct yz_ui *ui, void *state) {
    (void)ui;
    (void)state;
    return true;
}

static bool cursor(struct yz_ui *ui, void *state, int *y, int *x) {
    (void)ui;
    return yz_prompt_cursor(&((struct service_list *)state)->prompt, y, x);
}

static void status(struct yz_ui *ui, void *state, char *out, size_t room) {
    (void)ui;
    (void)state;
    yz_copy(out, room, _("编号、名称、拼音或首字母；上下键挑选，Enter 打开"));
}

static const struct yz_hint hints[] = {
    {YZ_REQ_OPEN, N_("办理")}, {YZ_REQ_NEW, N_("批量办理")}, {YZ_REQ_BACK, NULL}, {YZ_REQ_NONE, NULL}};

const struct yz_screen yz_service_list_screen = {
    .name = "services",
    .title = N_("办理"),
    .help = N_("全部事项，带主管部门和时限；没填完的草稿在最上面。打编号、名称、拼音或首字母，Enter 打开。\n"),
    .size = sizeof(struct service_list),
    .open = open_list,
    .paint = paint,
    .input = input,
    .editing = editing,
    .cursor = cursor,
    .refresh = refresh,
    .status = status,
    .hints = hints,
};
