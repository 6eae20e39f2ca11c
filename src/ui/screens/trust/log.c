/* 日志: who did what when, by filters; what each line changed, and the record it leads to. */
#include "base/text.h"
#include "ui/screens/trust/log_list.h"

#include <stdio.h>
#include <string.h>
#include <yizhan/i18n.h>
#include <yizhan/registry.h>
#include <yizhan/reveal.h>

struct log_state {
    struct yz_log_list log;
    char who[64], verb[64], what[64], since[32], until[32]; /* the filters as they are said */
};

static enum yz_status open_log(struct yz_ui *ui, void *state, const struct yz_target *target) {
    struct log_state *x = state;
    yz_log_list_open(&x->log, ui);
    bool looks = strcmp(target->extra, "looks") == 0;
    x->log.filter.kind = target->kind;
    x->log.filter.id = target->id;
    if (target->id) yz_record_title(yz_ui_session(ui), target->kind, target->id, true, x->what, sizeof x->what);
    if (!looks) return YZ_OK;
    x->log.filter.since = target->id ? yz_looks_since() : yz_moment_make(yz_today(), 0);
    yz_moment_text(x->log.filter.since, x->since);
    yz_copy(x->verb, sizeof x->verb, yz_verb_label("reveal"));
    return yz_verbs_named("reveal", &x->log.filter);
}

static void close_log(struct yz_ui *ui, void *state) {
    (void)ui;
    yz_list_close(&((struct log_state *)state)->log.list);
}

static void add(char *out, size_t room, const char *label, const char *value) {
    size_t n = strlen(out);
    if (*value) snprintf(out + n, room - n, "%s%s %s", n ? "   " : "", label, value);
}

static void paint(struct yz_ui *ui, void *state, struct yz_rect area) {
    struct log_state *x = state;
    char words[400] = "";
    (void)ui;
    add(words, sizeof words, _("经手"), x->who);
    add(words, sizeof words, _("办理"), x->verb);
    add(words, sizeof words, _("记录"), x->what);
    add(words, sizeof words, _("从"), x->since);
    add(words, sizeof words, _("到"), x->until);
    yz_paint(area, 0, 1, area.columns - 1, YZ_ROLE_HEADER, *words ? words : _("全部日志"));
    yz_log_list_paint(&x->log, yz_area_below(area, 2));
}

static void filtered(struct log_state *x) {
    x->log.shown = 0;
    x->log.count = 0;
    yz_list_restart(&x->log.list);
}

/* --- the filters, each asked in a line; an empty one takes it away --- */

static void take_who(struct yz_ui *ui, void *state, const char *answer) {
    struct log_state *x = state;
    enum yz_kind_id kind;
    int64_t id = 0;
    if (*answer && !yz_ui_ok(ui, yz_ref_resolve(yz_ui_session(ui), answer, YZ_KIND_BIT(YZ_STAFF), &kind, &id))) return;
    x->log.filter.staff = id;
    *x->who = '\0';
    if (id) yz_record_title(yz_ui_session(ui), YZ_STAFF, id, false, x->who, sizeof x->who);
    filtered(x);
}

static void take_verb(struct yz_ui *ui, void *state, const char *answer) {
    struct log_state *x = state;
    struct yz_log_filter f = {0};
    if (*answer && !yz_ui_ok(ui, yz_verbs_named(answer, &f))) return;
    memcpy(x->log.filter.verbs, f.verbs, sizeof f.verbs);
    x->log.filter.verb_count = f.verb_count;
    yz_copy(x->verb, sizeof x->verb, answer);
    filtered(x);
}

static const struct yz_kind *kind_said(const char *words) {
    for (int i = 1; i < YZ_KIND_COUNT; i++)
        if (strcmp(yz_kinds[i]->name, words) == 0 || strcmp(yz_tr(yz_kinds[i]->label), words) == 0) return yz_kinds[i];
    return NULL;
}

static void take_what(struct yz_ui *ui, void *state, const char *answer) {
    struct log_state *x = state;
    const struct yz_kind *k = kind_said(answer);
    enum yz_kind_id kind = k ? k->id : YZ_NO_KIND;
    int64_t id = 0;
    if (*answer && !k && !yz_ui_ok(ui, yz_ref_resolve(yz_ui_session(ui), answer, 0, &kind, &id))) return;
    x->log.filter.kind = kind;
    x->log.filter.id = id;
    *x->what = '\0';
    if (id) yz_record_title(yz_ui_session(ui), kind, id, true, x->what, sizeof x->what);
    else if (k) yz_copy(x->what, sizeof x->what, yz_tr(k->label));
    filtered(x);
}

/* The beginning of what was said, or its end when it is a day. */
static bool moment(struct yz_ui *ui, const char *answer, bool end, yz_moment *out, char words[32]) {
    bool has_time = false;
    yz_moment at = 0;
    if (*answer && !yz_moment_parse(answer, yz_today(), &at, &has_time)) {
        yz_ui_say(ui, YZ_ROLE_ERROR, _("看不懂这个日期，例如 昨天、-2、20261120"));
        return false;
    }
    if (at && end && !has_time) at = yz_moment_make(yz_date_add(yz_moment_date(at), 1), 0) - 1;
    *out = at;
    *words = '\0';
    if (at) yz_moment_text(at, words);
    return true;
}

static void take_since(struct yz_ui *ui, void *state, const char *answer) {
    struct log_state *x = state;
    if (moment(ui, answer, false, &x->log.filter.since, x->since)) filtered(x);
}

static void take_until(struct yz_ui *ui, void *state, const char *answer) {
    struct log_state *x = state;
    if (moment(ui, answer, true, &x->log.filter.until, x->until)) filtered(x);
}

static void compare_head(struct yz_ui *ui, void *state, const char *answer) {
    struct yz_log_line line = {0};
    char at[YZ_MOMENT_TEXT];
    (void)state;
    yz_ui_busy(ui, _("正在核验…"));
    struct yz_verdict v = {0};
    enum yz_status status = yz_verify(yz_ui_session(ui), &v);
    if (status == YZ_OK) status = yz_head_find(yz_ui_session(ui), answer, &line);
    if (yz_ui_ok(ui, status))
        yz_ui_say(ui, YZ_ROLE_GOOD, _("纸上的链头是日志第 %1$lld 行（%2$s），这一行和以前的都没有变过"),
                  (long long)line.seq, yz_moment_text(line.at, at));
}

static bool pick(struct log_state *x, int number) {
    struct yz_ui *ui = x->log.ui;
    switch (number) {
    case 1: return yz_ui_ask_line(ui, _("谁经手的：姓名、登录名或编号"), x->who, take_who), true;
    case 2: return yz_ui_ask_line(ui, _("做了什么：如 登录、修改居民，一部分也行"), x->verb, take_verb), true;
    case 3: return yz_ui_ask_line(ui, _("哪种记录，如 居民、办件；哪一条，如 姓名、编号、地址"), "", take_what), true;
    case 4: return yz_ui_ask_line(ui, _("从什么时候：如 昨天、20261120、2026-11-20 18:00"), x->since, take_since), true;
    case 5: return yz_ui_ask_line(ui, _("到什么时候：写一天就到那天晚上"), x->until, take_until), true;
    case 6:
        x->log.filter = (struct yz_log_filter){0};
        *x->who = *x->verb = *x->what = *x->since = *x->until = '\0';
        return filtered(x), true;
    case 7: return yz_ui_ask_line(ui, _("交接单上的日志末行（前 8 位起）"), "", compare_head), true;
    default: return false;
    }
}

static bool input(struct yz_ui *ui, void *state, const struct yz_input *in) {
    struct log_state *x = state;
    (void)ui;
    if (in->request == YZ_REQ_PICK) return pick(x, in->number);
    if (in->request == YZ_REQ_OPEN) return yz_log_list_go(&x->log), true;
    return yz_list_input(&x->log.list, in);
}

static enum yz_status refresh(struct yz_ui *ui, void *state) {
    (void)ui;
    yz_log_list_reload(&((struct log_state *)state)->log);
    return YZ_OK;
}

static void status(struct yz_ui *ui, void *state, char *out, size_t room) {
    (void)ui;
    (void)state;
    yz_copy(out, room, _("1 谁  2 做了什么  3 记录  4 从  5 到  6 不筛选  7 核对链头"));
}

static const struct yz_hint hints[] = {{YZ_REQ_OPEN, N_("看记录")}, {YZ_REQ_BACK, NULL}, {YZ_REQ_NONE, NULL}};

const struct yz_screen yz_log_screen = {
    .name = "log",
    .title = N_("日志"),
    .help = N_("谁在什么时候做了什么：办理、登录和登录失败、显示个人信息的原因、打印、导出。下方是选中一行改了什么。\n"
               "1 到 5 筛选，可以一起用；6 全看。Enter 打开那条记录。写成文件用 yizhan log --out。\n"
               "7 把交接单上印的日志末行和现在的日志核对：那天以前的有没有变过。\n"),
    .parts = YZ_PART_LIST | YZ_PART_CHOICES,
    .size = sizeof(struct log_state),
    .list = YZ_WHERE(struct log_state, log.list),
    .open = open_log,
    .close = close_log,
    .paint = paint,
    .input = input,
    .refresh = refresh,
    .status = status,
    .hints = hints,
};
