/* Drafts as entries of a list. */
#include "ui/screens/draft_list.h"

#include "base/text.h"
#include "ui/screens/services.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/catalogue.h>
#include <yizhan/drafts.h>
#include <yizhan/i18n.h>
#include <yizhan/journal.h>
#include <yizhan/lists.h>
#include <yizhan/merges.h>
#include <yizhan/registry.h>

enum { MOST = 16, SERVICES = 64 };

/* Where a draft's form is gone on with. A form is a name and what stands behind colons: one letter is the kind of record
 * it is about (n: of none), another word the key. A record below zero is a dwelling's. */
static const struct form {
    const char *name;
    const char *screen, *key; /* key: where the form's name has none */
    enum yz_kind_id kind;     /* where it names none */
    const char *what;         /* what is being done; NULL: the step or the service of the key */
    const char *nobody;       /* who it is about when there is no record */
} forms[] = {
    {"person", "person", "", YZ_PERSON, N_("修改居民"), NULL},
    {"person-new", "person-new", "", YZ_HOUSEHOLD, N_("新增居民"), N_("不在登记簿")},
    {"merge", "merge", "", YZ_PERSON, N_("合并"), NULL},
    {"step", "case", "", YZ_CASE, NULL, NULL},
    {"intake", "service", "", YZ_HOUSEHOLD, NULL, N_("不在登记簿")},
    {"bulk", "bulk", "", YZ_BUILDING, NULL, NULL},
    {"move", "move", "", YZ_NO_KIND, N_("变动"), N_("不在登记簿")},
    {"visit", "walk", "", YZ_HOUSEHOLD, N_("走访"), NULL},
    {"tickets", "tickets", "take", YZ_STATION, N_("取号"), NULL},
    {"handover", "handover", "give", YZ_STATION, N_("交这一班"), NULL},
    {"handover:take", "handover", "take", YZ_STATION, N_("接这一班"), NULL},
    {"post", "net-edit", "", YZ_POST, N_("网格岗位"), N_("新岗位")},
    {"center", "net-edit", "", YZ_CENTER, N_("党员中心户"), N_("新中心户")},
    {"template", "template", "", YZ_TEMPLATE, N_("上报模板的列"), N_("新模板")},
    {"survey", "survey-fill", "", YZ_HOUSEHOLD, N_("填问卷"), N_("不在登记簿")},
    {"survey-head", "survey-edit", "", YZ_SURVEY, N_("修改问卷"), NULL},
    {"survey-question", "survey-edit", "", YZ_QUESTION, N_("问卷的题目"), NULL},
    {"survey-question:new", "survey-edit", "question", YZ_SURVEY, N_("问卷的新题"), NULL},
    {"group", "group-edit", "", YZ_PERSON, N_("登记重点人群"), N_("还没选人")},
    {"group-edit", "group-edit", "", YZ_FOCUS, N_("改重点人群登记"), NULL},
    {"need", "list-edit", "", YZ_NEED, N_("需求"), N_("新需求")},
    {"offer", "list-edit", "", YZ_OFFER, N_("资源"), N_("新资源")},
    {"offer-service", "list-edit", "service", YZ_OFFER, N_("服务"), N_("新服务")},
    {"provider", "list-edit", "", YZ_PROVIDER, N_("提供方"), N_("新提供方")},
    {"meeting", "meeting-edit", "", YZ_MEETING, N_("协商"), N_("新协商")},
    {"meeting-rating", "meeting-edit", "rating", YZ_MEETING, N_("评议"), NULL},
    {"opinion", "meeting-edit", "opinion", YZ_MEETING, N_("协商意见"), NULL},
    {"ballot", "meeting-edit", "ballot", YZ_MEETING, N_("表决"), NULL},
    {"decision", "meeting-edit", "decision", YZ_MEETING, N_("决议"), NULL},
    {"improvement", "improvement-edit", "", YZ_IMPROVEMENT, N_("小转变"), N_("新小转变")},
    {"notice", "notice-edit", "", YZ_NOTICE, N_("准备公示"), N_("新公示")},
    {"feedback", "notice-edit", "feedback", YZ_NOTICE, N_("公示反馈"), NULL},
    {"feedback-answer", "notice-edit", "", YZ_FEEDBACK, N_("答复公示反馈"), NULL},
    {"seal", "seal-new", "", YZ_SEAL, N_("登记用印"), N_("还没选人")},
    {"letter", "letters", "", YZ_LETTER, N_("答复站间往来"), N_("转出一户")},
    {"elsewhere", "elsewhere", "", YZ_PERSON, N_("别站居民"), N_("不在登记簿")},
    {"account", "account", "", YZ_STAFF, N_("账号"), N_("新账号")},
};

/* The row of a form; what its name says besides goes into `t`. */
static const struct form *form_of(const char *name, struct yz_target *t) {
    const struct form *found = NULL;
    size_t n = 0;
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        size_t length = strlen(forms[i].name);
        if (length >= n && strncmp(name, forms[i].name, length) == 0 && strchr(":", name[length]))
            found = &forms[i], n = length;
    }
    if (!found) return NULL;
    *t = (struct yz_target){.kind = found->kind};
    yz_copy(t->screen, sizeof t->screen, found->screen);
    yz_copy(t->key, sizeof t->key, found->key);
    for (const char *part = name + n; *part; part += strcspn(part, ":")) {
        size_t length = strcspn(++part, ":");
        if (length != 1) snprintf(t->key, sizeof t->key, "%.*s", (int)length, part);
        else t->kind = YZ_NO_KIND;
        for (int k = 1; length == 1 && *part != 'n' && k < YZ_KIND_COUNT; k++)
            if (yz_kinds[k] && yz_kinds[k]->letter == *part) t->kind = (enum yz_kind_id)k;
    }
    return found;
}

static void set_record(struct yz_target *t, int64_t record) {
    t->id = record < 0 ? -record : record;
    if (record < 0) t->kind = YZ_DWELLING;
    if (!record && t->kind == YZ_HOUSEHOLD) t->kind = YZ_NO_KIND;
    if (t->kind == YZ_NO_KIND && strcmp(t->screen, "service") == 0) yz_copy(t->extra, sizeof t->extra, "anyone");
}

/* What is being done: the form, the service, the step. */
static const char *what(const struct form *f, const char *key, const struct yz_service_line *services, size_t count) {
    char verb[96];
    snprintf(verb, sizeof verb, "%s-case", key);
    if (f->what) return yz_tr(f->what);
    for (size_t i = 0; i < count; i++)
        if (strcmp(services[i].key, key) == 0) return yz_service_short_name(&services[i]);
    return yz_verb_label(verb);
}

static void whose(struct yz_session *s, const struct form *f, const struct yz_target *t, char *out, size_t room) {
    struct yz_household h;
    struct yz_focus x;
    if (!t->id) yz_copy(out, room, f->nobody ? yz_tr(f->nobody) : "");
    else if (t->kind == YZ_FOCUS) {
        if (yz_record_get(s, YZ_FOCUS, t->id, &x) == YZ_OK) yz_record_title(s, YZ_PERSON, x.person, true, out, room);
    } else if (t->kind != YZ_HOUSEHOLD) yz_record_title(s, t->kind, t->id, true, out, room);
    else if (yz_record_get(s, YZ_HOUSEHOLD, t->id, &h) == YZ_OK) yz_dwelling_short(s, h.dwelling, out, room);
}

static bool describe(struct yz_session *s, const struct yz_draft_line *l, const struct yz_service_line *services,
                     size_t count, struct yz_draft_entry *d) {
    char when[YZ_MOMENT_TEXT];
    const struct form *f = form_of(l->form, &d->target);
    d->whose[0] = '\0';
    if (!f) return false;
    set_record(&d->target, l->record);
    if (strcmp(f->name, "person") == 0 && yz_merged_into(s, YZ_PERSON, d->target.id, NULL))
        return false; /* is no more */
    whose(s, f, &d->target, d->whose, sizeof d->whose);
    bool many = strcmp(d->target.screen, "bulk") == 0;
    snprintf(d->what, sizeof d->what, _("%1$s（%2$s）"), what(f, d->target.key, services, count),
             yz_moment_text(l->at, when) + 5);
    snprintf(d->text, sizeof d->text, many ? _("批量草稿 %1$s %2$s") : _("草稿 %1$s %2$s"), d->whose, d->what);
    return *d->whose != '\0';
}

enum yz_status yz_draft_entries(struct yz_session *s, struct yz_draft_entry *out, size_t max, size_t *count) {
    struct yz_draft_line lines[MOST];
    size_t found = 0, known = 0;
    enum yz_status status = yz_drafts_list(s, lines, MOST, &found);
    struct yz_service_line *services = found ? calloc(SERVICES, sizeof *services) : NULL;
    if (services && status == YZ_OK) status = yz_catalogue_list(s, 0, services, SERVICES, &known);
    *count = 0;
    for (size_t i = 0; i < found && *count < max; i++) *count += describe(s, &lines[i], services, known, &out[*count]);
    free(services);
    return status;
}
