/* The paper of a small improvement: before, plan and after on one page. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>

#include "base/mask.h"
#include "base/text.h"
#include "service/desk/desk_private.h"
#include "service/desk/paper_sheet.h"
#include "service/field/improvement_private.h"

enum { MOST = 32 };

struct own {
    struct yz_need needs[MOST];
    struct yz_gift gifts[MOST];
    size_t need_count, gift_count;
};

static size_t rows(struct yz_sheet *sh, const char *list) {
    const struct own *o = sh->own;
    return strcmp(list, "need") == 0 ? o->need_count : strcmp(list, "gift") == 0 ? o->gift_count : 0;
}

static const char *row(struct yz_sheet *sh, const char *list, size_t place, const char *key) {
    const struct own *o = sh->own;
    char text[512], who[96], worth[32];
    if (strcmp(key, "text") != 0) return NULL;
    if (strcmp(list, "need") == 0) {
        yz_copy(text, sizeof text, o->needs[place].text);
    } else {
        const struct yz_gift *g = &o->gifts[place];
        yz_record_title(sh->s, YZ_PROVIDER, g->provider, false, who, sizeof who);
        if (g->worth) snprintf(text, sizeof text, "%s：%s（%s 元）", who, g->what, yz_money_text(g->worth, worth));
        else snprintf(text, sizeof text, "%s：%s", who, g->what);
    }
    yz_mask_numbers(sh->text, sizeof sh->text, text);
    return sh->text;
}

/* What was said in confidence does not hang on a wall. */
static void leave_out_secrets(struct own *o) {
    size_t kept = 0;
    for (size_t i = 0; i < o->need_count; i++)
        if (!o->needs[i].secret) o->needs[kept++] = o->needs[i];
    o->need_count = kept;
}

static void put_work(struct yz_sheet *sh, const struct yz_improvement *im) {
    char text[512], day[64];
    int n = im->planned_days ? snprintf(text, sizeof text, "%lld 个工作日", (long long)im->planned_days) : 0;
    text[n] = '\0';
    if (im->planned_from)
        snprintf(text + n, sizeof text - (size_t)n, "%s%s开工", n ? "，" : "", yz_chinese_date(im->planned_from, day));
    yz_sheet_put(sh, "planned", text);
    yz_sheet_put_staff(sh, "leader", im->leader);
    yz_sheet_put(sh, "crew", im->crew);
    yz_sheet_put(sh, "started", yz_chinese_date(im->started, day));
    yz_sheet_put(sh, "finished", yz_chinese_date(im->finished, day));
    if (im->finished) yz_sheet_put_count(sh, "days", yz_improvement_days(im), "个工作日");
    snprintf(text, sizeof text, "%s 元", yz_money_text(im->cost, day));
    yz_sheet_put(sh, "cost", im->cost || im->finished ? text : "");
    yz_sheet_put(sh, "payer", im->payer);
}

static void put_word(struct yz_sheet *sh, const struct yz_improvement *im) {
    char text[128];
    yz_sheet_put(sh, "word", im->word);
    yz_mask_name(text, sizeof text, im->word_name);
    yz_sheet_put(sh, "who", text);
    yz_sheet_put(sh, "word_on", yz_chinese_date(im->word_on, text));
    yz_sheet_put(sh, "reason", im->reason);
}

enum yz_status yz_sheet_improvement(struct yz_sheet *sh, const void *record) {
    const struct yz_improvement *im = record;
    const struct yz_station *station = yz_session_station(sh->s);
    char text[512];
    struct own *o = sh->own = calloc(1, sizeof *o);
    if (!o) return yz_fail(YZ_BUSY, _("内存不足"));
    sh->rows = rows;
    sh->row = row;
    enum yz_status status = yz_improvement_needs(sh->s, im->id, o->needs, MOST, &o->need_count);
    if (status == YZ_OK) status = yz_improvement_gifts(sh->s, im->id, o->gifts, MOST, &o->gift_count);
    leave_out_secrets(o);
    yz_sheet_put(sh, "number", im->number);
    yz_sheet_put(sh, "name", im->name);
    yz_sheet_put(sh, "place", yz_improvement_where(sh->s, im, text, sizeof text));
    yz_sheet_put(sh, "state", yz_code_label("improvement_state", im->state));
    yz_sheet_put(sh, "before", im->before);
    yz_sheet_put(sh, "plan", im->plan);
    yz_sheet_put(sh, "after", im->after);
    put_work(sh, im);
    put_word(sh, im);
    yz_sheet_put(sh, "clerk", yz_session_staff(sh->s)->name);
    return status == YZ_OK ? yz_sheet_put_places(sh, station ? station->id : 0, im->invented) : status;
}
