/* Drafts as entries of a list. */
#include "ui/screens/draft_list.h"

#include "base/text.h"

#include <stdio.h>
#include <string.h>
#include <yizhan/cases.h>
#include <yizhan/drafts.h>
#include <yizhan/i18n.h>
#include <yizhan/registry.h>

enum { MOST = 16 };

/* The record a draft belongs to: a household, a building or a person; ids of all kinds are different numbers. */
static enum yz_kind_id title_of(struct yz_session *s, int64_t id, bool intake, char *out, size_t room) {
    struct yz_household household;
    struct yz_building building;
    *out = '\0';
    if (intake && yz_record_get(s, YZ_HOUSEHOLD, id, &household) == YZ_OK) {
        yz_dwelling_short(s, household.dwelling, out, room);
        return YZ_HOUSEHOLD;
    }
    if (intake && yz_record_get(s, YZ_BUILDING, id, &building) == YZ_OK) {
        yz_building_address(s, id, out, room);
        return YZ_BUILDING;
    }
    yz_record_title(s, YZ_PERSON, id, true, out, room);
    return YZ_PERSON;
}

/* "step:KEY": a step of a case that was begun. */
static bool describe_step(struct yz_session *s, const struct yz_draft_line *l, struct yz_draft_entry *d) {
    struct yz_case c;
    char when[YZ_MOMENT_TEXT];
    if (yz_record_get(s, YZ_CASE, l->record, &c) != YZ_OK) return false;
    *d = (struct yz_draft_entry){.target = YZ_TARGET("case", YZ_CASE, l->record)};
    yz_copy(d->target.key, sizeof d->target.key, l->form + strlen("step:"));
    snprintf(d->text, sizeof d->text, _("草稿 %1$s（%2$s）"), c.number, yz_moment_text(l->at, when) + 5);
    return true;
}

/* Of the counter: "tickets", "handover", "handover:take" of a station. */
static bool describe_counter(struct yz_session *s, const struct yz_draft_line *l, struct yz_draft_entry *d) {
    char title[96], when[YZ_MOMENT_TEXT];
    *d = (struct yz_draft_entry){.target = YZ_TARGET("tickets", YZ_STATION, l->record)};
    if (*l->form == 'h') yz_copy(d->target.screen, sizeof d->target.screen, "handover");
    yz_record_title(s, YZ_STATION, l->record, false, title, sizeof title);
    snprintf(d->text, sizeof d->text, _("草稿 %1$s（%2$s）"), *l->form == 'h' ? _("交接班") : _("取号"),
             yz_moment_text(l->at, when) + 5);
    return *title != '\0';
}

/* A draft's form says which screen goes on with it: "step:KEY", "intake:KEY", or "person". Without a record it was typed for somebody
 * who is not in the register. */
static bool describe(struct yz_session *s, const struct yz_draft_line *l, struct yz_draft_entry *d) {
    if (strncmp(l->form, "step:", 5) == 0) return describe_step(s, l, d);
    if (strcmp(l->form, "tickets") == 0 || strncmp(l->form, "handover", 8) == 0) return describe_counter(s, l, d);
    bool intake = strncmp(l->form, "intake:", 7) == 0;
    char title[96], when[YZ_MOMENT_TEXT];
    enum yz_kind_id kind = l->record ? title_of(s, l->record, intake, title, sizeof title) : YZ_NO_KIND;
    if (!l->record) yz_copy(title, sizeof title, intake ? _("不在登记簿") : "");
    if (!*title) return false;
    *d = (struct yz_draft_entry){.target = YZ_TARGET("", kind, l->record)};
    yz_copy(d->target.screen, sizeof d->target.screen, intake ? "service" : "person");
    yz_copy(d->target.key, sizeof d->target.key, intake ? l->form + 7 : "");
    if (!l->record) yz_copy(d->target.extra, sizeof d->target.extra, "anyone");
    snprintf(d->text, sizeof d->text, _("草稿 %1$s（%2$s）"), title, yz_moment_text(l->at, when) + 5);
    return true;
}

enum yz_status yz_draft_entries(struct yz_session *s, struct yz_draft_entry *out, size_t max, size_t *count) {
    struct yz_draft_line lines[MOST];
    size_t found = 0;
    enum yz_status status = yz_drafts_list(s, lines, MOST, &found);
    *count = 0;
    for (size_t i = 0; i < found && *count < max; i++) *count += describe(s, &lines[i], &out[*count]);
    return status;
}
