/* Drafts as entries of a list. */
#include "ui/screens/draft_list.h"

#include "base/text.h"
#include "ui/screens/services.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/bulk.h>
#include <yizhan/catalogue.h>
#include <yizhan/drafts.h>
#include <yizhan/i18n.h>
#include <yizhan/journal.h>
#include <yizhan/registry.h>

enum { MOST = 16, SERVICES = 64 };

/* A draft's form says which screen goes on with it, and of which kind its record is: "person"; "step:KEY", a step of a case
 * that was begun; "tickets" and "handover" of a station; "visit" of a household, or of a dwelling (negative); "post" and
 * "center" of the net and "meeting", record 0 a new one; "opinion", "meeting-rating", "ballot", "decision" of a meeting; "template" of a report template; "intake:KEY" of a household, "intake:KEY:p" of
 * a person, ":b" of a building, ":n" of somebody who is not in the register; "move:h", ":p", ":b" of a move, "move" alone
 * of one from nowhere; "bulk:b:KEY" of many people of a building, a household, a grid. */
static struct yz_target target_of(const struct yz_draft_line *l) {
    struct yz_target t = YZ_TARGET("person", YZ_PERSON, l->record);
    if (strncmp(l->form, "step:", 5) == 0) {
        t = YZ_TARGET("case", YZ_CASE, l->record);
        yz_copy(t.key, sizeof t.key, l->form + 5);
    }
    const char *key;
    if (yz_bulk_draft_of(l->form, &t.kind, &key)) {
        yz_copy(t.screen, sizeof t.screen, "bulk");
        yz_copy(t.key, sizeof t.key, key);
    }
    if (strcmp(l->form, "post") == 0) t = YZ_TARGET("net-edit", YZ_POST, l->record);
    if (strcmp(l->form, "center") == 0) t = YZ_TARGET("net-edit", YZ_CENTER, l->record);
    if (strncmp(l->form, "move", 4) == 0) {
        char of = l->form[4] ? l->form[5] : '\0';
        t = YZ_TARGET("move", of == 'h' ? YZ_HOUSEHOLD : of == 'b' ? YZ_BUILDING : YZ_PERSON, l->record);
        if (!of) t.kind = YZ_NO_KIND;
    }
    if (strcmp(l->form, "visit") == 0)
        t = l->record > 0 ? YZ_TARGET("walk", YZ_HOUSEHOLD, l->record) : YZ_TARGET("walk", YZ_DWELLING, -l->record);
    if (strcmp(l->form, "tickets") == 0) {
        t = YZ_TARGET("tickets", YZ_STATION, l->record);
        yz_copy(t.key, sizeof t.key, "take");
    }
    const struct yz_kind *of = yz_kind_named(strcmp(l->form, "meeting-rating") == 0 ? "opinion" : l->form);
    if (of && (of->id == YZ_MEETING || of->id == YZ_OPINION || of->id == YZ_BALLOT || of->id == YZ_DECISION)) {
        t = YZ_TARGET("meeting-edit", of->id, of->id == YZ_MEETING ? l->record : 0);
        if (of->id != YZ_MEETING) yz_ref_text(YZ_MEETING, l->record, t.key);
        if (strcmp(l->form, "meeting-rating") == 0) yz_copy(t.extra, sizeof t.extra, "rate");
    }
    if (strcmp(l->form, "template") == 0) t = YZ_TARGET("template", YZ_TEMPLATE, l->record);
    if (strncmp(l->form, "handover", 8) == 0) {
        t = YZ_TARGET("handover", YZ_STATION, l->record);
        yz_copy(t.key, sizeof t.key, l->form[8] ? "take" : "give");
    }
    if (strncmp(l->form, "intake:", 7) != 0) return t;
    yz_copy(t.screen, sizeof t.screen, "service");
    yz_copy(t.key, sizeof t.key, l->form + 7);
    char *kind = strchr(t.key, ':');
    t.kind = !kind ? YZ_HOUSEHOLD : kind[1] == 'p' ? YZ_PERSON : kind[1] == 'b' ? YZ_BUILDING : YZ_NO_KIND;
    if (kind) *kind = '\0';
    if (t.kind == YZ_NO_KIND) yz_copy(t.extra, sizeof t.extra, "anyone");
    return t;
}

/* What is being done: the service, the step, the form. */
static void what(const struct yz_target *t, const struct yz_service_line *services, size_t count, char *out,
                 size_t room) {
    char verb[96];
    yz_copy(out, room, "");
    snprintf(verb, sizeof verb, "%s-case", t->key);
    if (strcmp(t->screen, "case") == 0) yz_copy(out, room, yz_verb_label(verb));
    else if (strcmp(t->screen, "tickets") == 0) yz_copy(out, room, _("取号"));
    else if (strcmp(t->screen, "handover") == 0)
        yz_copy(out, room, strcmp(t->key, "take") == 0 ? _("接这一班") : _("交这一班"));
    else if (strcmp(t->screen, "move") == 0) yz_copy(out, room, _("变动"));
    else if (strcmp(t->screen, "person") == 0) yz_copy(out, room, _("修改居民"));
    else if (strcmp(t->screen, "walk") == 0) yz_copy(out, room, _("走访"));
    else if (strcmp(t->screen, "template") == 0) yz_copy(out, room, _("上报模板的列"));
    else if (strcmp(t->screen, "net-edit") == 0 || strcmp(t->screen, "meeting-edit") == 0)
        yz_copy(out, room, yz_tr(yz_kinds[t->kind]->label));
    for (size_t i = 0; i < count; i++)
        if (strcmp(services[i].key, t->key) == 0) yz_copy(out, room, yz_service_short_name(&services[i]));
}

static bool describe(struct yz_session *s, const struct yz_draft_line *l, const struct yz_service_line *services,
                     size_t count, struct yz_draft_entry *d) {
    char title[96] = "", doing[96], when[YZ_MOMENT_TEXT];
    struct yz_household h;
    d->target = target_of(l);
    if (!l->record && strcmp(d->target.screen, "net-edit") == 0)
        yz_copy(title, sizeof title, d->target.kind == YZ_POST ? _("新岗位") : _("新中心户"));
    else if (strcmp(d->target.screen, "meeting-edit") == 0 && !l->record) yz_copy(title, sizeof title, _("新协商"));
    else if (strcmp(d->target.screen, "meeting-edit") == 0)
        yz_record_title(s, YZ_MEETING, l->record, true, title, sizeof title);
    else if (d->target.kind == YZ_NO_KIND) yz_copy(title, sizeof title, _("不在登记簿"));
    else if (d->target.kind == YZ_TEMPLATE && !l->record) yz_copy(title, sizeof title, _("新模板"));
    else if (d->target.kind != YZ_HOUSEHOLD)
        yz_record_title(s, d->target.kind, d->target.id, true, title, sizeof title);
    else if (yz_record_get(s, YZ_HOUSEHOLD, l->record, &h) == YZ_OK)
        yz_dwelling_short(s, h.dwelling, title, sizeof title);
    bool many = strcmp(d->target.screen, "bulk") == 0;
    what(&d->target, services, count, doing, sizeof doing);
    yz_copy(d->whose, sizeof d->whose, title);
    snprintf(d->what, sizeof d->what, _("%1$s（%2$s）"), doing, yz_moment_text(l->at, when) + 5);
    snprintf(d->text, sizeof d->text, many ? _("批量草稿 %1$s %2$s") : _("草稿 %1$s %2$s"), title, d->what);
    return *title != '\0';
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
