/* 区县: how far the district has this station's journal, what waits and why, and a sync now. */
#include "base/text.h"
#include "ui/screens/trust/log_list.h"

#include <stdio.h>
#include <yizhan/hub.h>
#include <yizhan/i18n.h>

enum { LABELS = 14, FACTS = 6 };

struct district {
    struct yz_ui *ui;
    struct yz_hub_state h;
    bool waits;             /* for a sync behind the screen … */
    int64_t tries;          /* … begun when there had been so many */
    struct yz_log_list log; /* the lines that wait */
};

/* What stands in the way, with its mend; "" = nothing. */
static void trouble(const struct yz_hub_state *h, char *out, size_t room) {
    char since[YZ_MOMENT_TEXT];
    yz_moment stopped = h->offline_since ? h->offline_since : h->refused_since;
    if (!yz_hub_built())
        yz_copy(out, room, _("这个程序没有编入连接区县的库（libpq）：请管理员装好 libpq 的开发包重新编译；办理照常"));
    else if (!*h->url)
        yz_copy(out, room,
                _("没有设区县地址：请管理员按 docs/hub.md 写 /etc/yizhan/trust/hub.conf，再重新打开；单机办理照常"));
    else if (stopped) snprintf(out, room, _("%1$s 起没能同步：%2$s"), yz_moment_text(stopped, since), h->why);
    else yz_copy(out, room, h->stuck);
}

static enum yz_status read_all(struct district *d) {
    enum yz_status status = yz_hub_state(yz_ui_session(d->ui), &d->h);
    d->log.filter.after_seq = d->h.acked;
    return status;
}

static enum yz_status open_district(struct yz_ui *ui, void *state, const struct yz_target *target) {
    struct district *d = state;
    (void)target;
    d->ui = ui;
    enum yz_status status = read_all(d);
    if (status != YZ_OK) return status;
    yz_log_list_open(&d->log, ui);
    d->log.list.empty = N_("没有待传的日志行");
    return YZ_OK;
}

static void close_district(struct yz_ui *ui, void *state) {
    (void)ui;
    yz_list_close(&((struct district *)state)->log.list);
}

static void paint_facts(const struct yz_hub_state *h, struct yz_rect a) {
    char text[160], last[YZ_MOMENT_TEXT], next[YZ_MOMENT_TEXT];
    snprintf(text, sizeof text, _("%1$d 号，纪元 %2$lld"), h->station, (long long)h->epoch);
    yz_paint_pair(a, 0, 1, LABELS, _("驿站编号"), text);
    snprintf(text, sizeof text, _("到第 %1$lld 行；区县已收到第 %2$lld 行"), (long long)h->seq, (long long)h->acked);
    yz_paint_pair(a, 1, 1, LABELS, _("日志"), text);
    snprintf(text, sizeof text, _("待传 %1$lld 行，列在下面；区县下发的待收 %2$lld 项"), (long long)h->waiting,
             (long long)h->inbox);
    yz_paint_pair(a, 2, 1, LABELS, _("还没有办的"), text);
    yz_moment_text(h->synced_at, last);
    yz_moment_text(h->next_at, next);
    snprintf(text, sizeof text, _("最近 %1$s，下次 %2$s"), h->synced_at ? last : _("还没有同步过"),
             h->running   ? _("正在同步")
             : h->next_at ? next
                          : _("不自动同步"));
    yz_paint_pair(a, 3, 1, LABELS, _("同步"), text);
    snprintf(text, sizeof text, _("等您决定 %1$lld 项，待送 %2$lld 项"), (long long)h->undecided,
             (long long)h->letters);
    yz_paint_pair(a, 4, 1, LABELS, _("站间往来"), text);
    yz_paint_pair(a, 5, 1, LABELS, _("区县地址"), *h->url ? h->url : _("没有设（trust/hub.conf）"));
}

static void paint(struct yz_ui *ui, void *state, struct yz_rect area) {
    struct district *d = state;
    char text[640];
    (void)ui;
    paint_facts(&d->h, area);
    trouble(&d->h, text, sizeof text);
    struct yz_rect below = yz_area_part(yz_area_below(area, FACTS), 1, area.columns - 2);
    int rows = *text ? yz_paint_wrap(yz_area_top(below, 4), 0, 0, YZ_ROLE_WARNING, text) : 0;
    yz_log_list_paint(&d->log, yz_area_below(area, FACTS + 1 + (rows < 4 ? rows : 4)));
}

static void told(struct district *d, enum yz_status status, const struct yz_hub_done *done) {
    if (yz_ui_ok(d->ui, status))
        yz_ui_say(d->ui, YZ_ROLE_GOOD, _("同步好了：传了 %1$lld 行，收了 %2$lld 项"), (long long)done->pushed,
                  (long long)done->applied + (long long)done->rolled);
    yz_ui_changed(d->ui);
}

/* In a process of its own: the network may be slow, and what it keeps in the file makes this screen read again. */
static void sync_now(struct district *d) {
    struct yz_session *s = yz_ui_session(d->ui);
    struct yz_hub_done done = {0};
    if (!yz_hub_built() || !*d->h.url) {
        yz_ui_say(d->ui, YZ_ROLE_WARNING, _("现在不能同步，为什么、怎么办写在上面"));
    } else if (!yz_ui_scripted(d->ui) && yz_hub_behind(s, true)) {
        d->waits = true;
        d->tries = d->h.tries;
        yz_ui_say(d->ui, YZ_ROLE_GOOD, _("正在后台同步，做完这里会变；可以接着办理"));
    } else {
        yz_ui_busy(d->ui, _("正在同步…"));
        told(d, yz_hub_sync(s, NULL, &done), &done);
    }
}

/* What the sync behind the screen came to, once the file knows it. */
static void tell_end(struct district *d) {
    if (!d->waits || d->h.tries == d->tries) return;
    d->waits = false;
    if (d->h.offline_since || d->h.refused_since)
        yz_ui_say(d->ui, YZ_ROLE_WARNING, _("没能同步，为什么、怎么办写在上面"));
    else yz_ui_say(d->ui, YZ_ROLE_GOOD, _("同步好了：区县已收到第 %lld 行"), (long long)d->h.acked);
}

static bool input(struct yz_ui *ui, void *state, const struct yz_input *in) {
    struct district *d = state;
    if (in->request == YZ_REQ_NEW) return sync_now(d), true;
    if (in->request == YZ_REQ_NEXT) return yz_ui_open(ui, &(struct yz_target){.screen = "letters"}), true;
    if (in->request == YZ_REQ_PLACE) return yz_ui_open(ui, &(struct yz_target){.screen = "stations"}), true;
    if (in->request == YZ_REQ_OPEN) return yz_log_list_go(&d->log), true;
    return yz_list_input(&d->log.list, in);
}

static enum yz_status refresh(struct yz_ui *ui, void *state) {
    struct district *d = state;
    (void)ui;
    enum yz_status status = read_all(d);
    if (status == YZ_OK) tell_end(d);
    yz_log_list_reload(&d->log);
    return status;
}

static const struct yz_hint hints[] = {{YZ_REQ_NEW, N_("现在同步")}, {YZ_REQ_NEXT, N_("站间往来")},
                                       {YZ_REQ_OPEN, N_("看记录")},  {YZ_REQ_PLACE, N_("各站")},
                                       {YZ_REQ_BACK, NULL},          {YZ_REQ_NONE, NULL}};

const struct yz_screen yz_district_screen = {
    .name = "district",
    .title = N_("区县"),
    .help = N_("本站和区县：日志传到了哪一行，还有哪些没传（列在下面），区县下发的收了没有，上次、下次什么时候同步。\n"
               "手停下几分钟、或者隔一阵，程序自己在后台同步，不影响办理；连不上就越隔越久再试，什么也不会丢。\n"
               "Ctrl-N 现在同步。连不上、区县不收的，写着从什么时候起、为什么、怎么办。\n"
               "Tab 看站间往来：别的站要转过来的办件、资源，自己转出去的。管许多站的人 Ctrl-O 看各站。\n"),
    .parts = YZ_PART_LIST,
    .size = sizeof(struct district),
    .list = YZ_WHERE(struct district, log.list),
    .open = open_district,
    .close = close_district,
    .paint = paint,
    .input = input,
    .refresh = refresh,
    .hints = hints,
};
