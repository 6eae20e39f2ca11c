/* The timeline of a case: everything that was done at it, act by act, from the journal. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>
#include <yizhan/papers.h>

#include "base/mask.h"
#include "base/text.h"
#include "service/desk/flow_private.h"

enum { BODY = 4096, LINES_OF_ACT = 4 };

struct walk {
    struct yz_stand stand;
    bool hidden, revealed;
    struct yz_case_event *out;
    size_t count, max;
};

/* --- lines that changed nothing: steps' notes, prints, looks --- */

static void paper_names(const struct yz_item *item, const char *keys, char *out, size_t room) {
    char list[512], *rest = list;
    size_t n = 0;
    yz_copy(list, sizeof list, keys);
    for (char *key; (key = strsep(&rest, ",")) && n < room;) {
        const struct yz_item_paper *p = yz_item_paper(item, key);
        n += (size_t)snprintf(out + n, room - n, "%s%s", n ? _("、") : "", p ? yz_item_paper_name(p) : key);
    }
}

static void level_name(const char *key, char *out, size_t room) {
    int32_t level;
    yz_copy(out, room, yz_code_parse("case_level", key, &level) ? yz_code_label("case_level", level) : key);
}

struct member {
    const struct walk *w;
    struct yz_case_event *e;
};

static void take_member(void *ctx, const char *name, const char *value) {
    struct member *m = ctx;
    struct yz_case_event *e = m->e;
    const struct {
        const char *name;
        char *at;
        size_t room;
    } texts[] = {{"step", e->step, sizeof e->step},
                 {"note", e->note, sizeof e->note},
                 {"reason", e->reason, sizeof e->reason},
                 {"result", e->result, sizeof e->result},
                 {"department", e->department, sizeof e->department},
                 {"from", e->from, sizeof e->from},
                 {"to", e->to, sizeof e->to},
                 {"days", e->days, sizeof e->days},
                 {"when", e->when, sizeof e->when}};
    enum yz_paper paper;
    size_t n = strlen(e->what);
    if (strcmp(name, "from_level") == 0) level_name(value, e->from, sizeof e->from);
    if (strcmp(name, "to_level") == 0) level_name(value, e->to, sizeof e->to);
    if (strcmp(name, "papers") == 0) paper_names(m->w->stand.item, value, e->papers, sizeof e->papers);
    if (strcmp(name, "paper") == 0 && yz_paper_from_key(value, &paper))
        snprintf(e->what + n, sizeof e->what - n, " %s", yz_paper_name(paper));
    if (strcmp(name, "again") == 0) snprintf(e->what + n, sizeof e->what - n, " %s", _("补打"));
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (strcmp(texts[i].name, name) == 0) yz_copy(texts[i].at, texts[i].room, value);
}

/* Of a hidden case the step remains, and nothing of what was said. */
static void hide(struct yz_case_event *e) {
    *e->note = *e->reason = *e->result = *e->department = *e->papers = *e->when = '\0';
}

/* Numbers in what was written down; why a case became secret is as secret. */
static void mask_said(struct yz_case_event *e) {
    if (strcmp(e->step, "secret") == 0 && *e->reason) yz_copy(e->reason, sizeof e->reason, "****");
    yz_mask_numbers_in(e->note);
    yz_mask_numbers_in(e->reason);
    yz_mask_numbers_in(e->result);
}

static void read_note(struct walk *w, const struct yz_log_line *l, struct yz_case_event *e) {
    char body[BODY] = "";
    struct member m = {.w = w, .e = e};
    struct yz_store *store = w->stand.s->store;
    if (l->erased || yz_journal_body(store, l->seq, body, sizeof body) != YZ_OK) return;
    if (*body == '{') yz_json_each(store, body, take_member, &m);
    if (*e->days && w->stand.item) {
        struct yz_limit extension = {strtoll(e->days, NULL, 10), w->stand.item->promised.unit};
        yz_limit_text(extension, e->extension);
    }
    if (w->hidden) hide(e);
    if (!w->revealed) mask_said(e);
}

/* --- lines that changed the case --- */

static void add(char *out, size_t room, const char *between, const char *word) {
    size_t n = strlen(out);
    if (n < room) snprintf(out + n, room - n, "%s%s", between, word);
}

static void changed_field(void *ctx, const struct yz_field *f, const char *before, const char *after) {
    struct yz_case_event *e = ctx;
    (void)before;
    (void)after;
    add(e->what, sizeof e->what, strstr(e->what, " · ") ? _("、") : " · ", yz_tr(f->label));
}

/* A step says what it did; of other changes the fields are named. */
static void read_change(struct walk *w, const struct yz_log_line *l, struct yz_case_event *e) {
    struct yz_case c;
    bool edit = strncmp(l->verb, "edit-", 5) == 0;
    if (l->gone || l->erased) return;
    if (yz_journal_record(w->stand.s->store, &yz_case_kind, l->id, l->version, 0, &c) != YZ_OK) return;
    e->state = c.state;
    if (edit) yz_log_changes(w->stand.s, l, false, changed_field, e);
    else add(e->what, sizeof e->what, " · ", yz_code_label("case_state", c.state));
}

/* --- acts --- */

static const struct yz_flow_step *step_of(const struct walk *w, const char *verb) {
    for (size_t i = 0; i < w->stand.flow->step_count; i++) {
        const struct yz_flow_step *step = &w->stand.flow->steps[i];
        size_t n = strlen(step->key);
        if (strncmp(verb, step->key, n) == 0 && strcmp(verb + n, "-case") == 0) return step;
    }
    return NULL;
}

/* "撤销 办结": what was undone is named when it stands in the timeline too. */
static void name_act(const struct walk *w, const struct yz_log_line *l, struct yz_case_event *e) {
    const struct yz_flow_step *step = step_of(w, l->verb);
    int64_t undone = strncmp(l->verb, "undo:", 5) == 0 ? strtoll(l->verb + 5, NULL, 10) : 0;
    yz_copy(e->what, sizeof e->what, step ? yz_flow_step_label(step) : yz_verb_label(l->verb));
    yz_sentence(e->what);
    yz_copy(e->step, sizeof e->step, step ? step->key : "");
    for (size_t i = 0; undone && i < w->count; i++) {
        if (w->out[i].act != undone) continue;
        const char *mark = strstr(w->out[i].what, " · ");
        char what[96];
        snprintf(what, sizeof what, "%.*s", (int)(mark ? (size_t)(mark - w->out[i].what) : strlen(w->out[i].what)),
                 w->out[i].what);
        add(e->what, sizeof e->what, " ", what);
    }
}

/* The room is full: the oldest gives way. */
static struct yz_case_event *next_event(struct walk *w, const struct yz_log_line *l) {
    if (w->count == w->max) {
        memmove(w->out, w->out + 1, (w->max - 1) * sizeof *w->out);
        w->count--;
    }
    struct yz_case_event *e = &w->out[w->count];
    *e = (struct yz_case_event){.act = l->act, .at = l->at};
    yz_copy(e->verb, sizeof e->verb, l->verb);
    if (l->staff) yz_record_title(w->stand.s, YZ_STAFF, l->staff, false, e->staff, sizeof e->staff);
    name_act(w, l, e);
    w->count++;
    return e;
}

static void take_line(struct walk *w, const struct yz_log_line *l) {
    bool goes_on = w->count && w->out[w->count - 1].act == l->act;
    struct yz_case_event *e = goes_on ? &w->out[w->count - 1] : next_event(w, l);
    if (l->version) read_change(w, l, e);
    else read_note(w, l, e);
}

static int by_age(const void *a, const void *b) {
    const struct yz_log_line *x = a, *y = b;
    return x->seq < y->seq ? -1 : x->seq > y->seq;
}

enum yz_status yz_case_timeline(struct yz_session *s, int64_t id, bool revealed, struct yz_case_event *out, size_t max,
                                size_t *count) {
    size_t lines = max * LINES_OF_ACT, n = 0;
    struct yz_log_line *all = calloc(lines + 1, sizeof *all);
    struct walk w = {.revealed = revealed, .out = out, .max = max};
    const struct yz_log_filter filter = {.kind = YZ_CASE, .id = id}; /* who printed and looked at it too */
    struct yz_case c;
    *count = 0;
    if (!all) return yz_fail(YZ_BUSY, _("内存不足"));
    enum yz_status status = yz_record_get(s, YZ_CASE, id, &c); /* refused of what is closed to the reader */
    if (status == YZ_OK) status = yz_stand_make(s, &c, &w.stand);
    if (status == YZ_OK) status = yz_log(s, &filter, all, lines, &n);
    w.hidden = status == YZ_OK && yz_case_hidden(s, &c);
    if (status == YZ_OK) qsort(all, n, sizeof *all, by_age);
    for (size_t i = 0; status == YZ_OK && max && i < n; i++) take_line(&w, &all[i]);
    *count = w.count;
    free(all);
    return status;
}

/* --- in one line --- */

static void part(char *out, size_t room, const char *format, const char *text) {
    char one[600];
    if (!*text) return;
    snprintf(one, sizeof one, format, text);
    add(out, room, *out ? "  " : "", one);
}

char *yz_case_event_text(const struct yz_case_event *e, char *out, size_t room) {
    char hands[256] = "";
    if (*e->from && *e->to) snprintf(hands, sizeof hands, _("%1$s → %2$s"), e->from, e->to);
    yz_copy(out, room, e->what);
    part(out, room, _("结果：%s"), e->result);
    part(out, room, _("原因：%s"), e->reason);
    part(out, room, _("延 %s"), *e->extension ? e->extension : e->days);
    part(out, room, _("材料：%s"), e->papers);
    part(out, room, _("派给 %s"), e->department);
    part(out, room, "%s", hands);
    part(out, room, _("约在 %s"), e->when);
    part(out, room, "%s", e->note);
    out[yz_utf8_cut(out, room - 1)] = '\0';
    return out;
}
