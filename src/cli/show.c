/* show: one record whole, with where it belongs and its history. */
#include "base/mask.h"
#include "base/text.h"
#include "cli/cli.h"

#include <stdlib.h>
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>
#include <yizhan/letters.h>
#include <yizhan/journal.h>
#include <yizhan/living.h>
#include <yizhan/loop.h>
#include <yizhan/merges.h>
#include <yizhan/records.h>
#include <yizhan/registry.h>
#include <yizhan/reveal.h>
#include <yizhan/rights.h>
#include <yizhan/visits.h>

enum { MEMBERS = 200, DWELL = 100 };

static void membership_json(struct yz_cli *cli, struct yz_json *j, const struct yz_membership *m) {
    char text[192];
    yz_json_object(j, NULL);
    yz_cli_json_ref(j, "id", YZ_HOUSEHOLD, m->household);
    yz_json_text(j, "address", yz_dwelling_address(cli->session, m->dwelling, text, sizeof text));
    yz_json_text(j, "relation", yz_code_label("relation", m->relation));
    yz_json_text(j, "role", yz_code_label("dwelling_role", m->role));
    yz_json_bool(j, "legal", m->legal);
    yz_cli_json_day(j, "from", m->since);
    yz_cli_json_day(j, "to", m->until);
    yz_json_end(j);
}

static void membership_row(struct yz_cli *cli, struct yz_table *t, const struct yz_membership *m) {
    char text[192];
    yz_table_cell(t, yz_ref_text(YZ_HOUSEHOLD, m->household, text));
    yz_table_cell(t, yz_dwelling_address(cli->session, m->dwelling, text, sizeof text));
    yz_table_cell(t, yz_code_label("relation", m->relation));
    yz_table_cell(t, yz_code_label("dwelling_role", m->role));
    yz_table_cell(t, m->since ? yz_date_text(m->since, text) : "");
    yz_table_cell(t, m->until ? yz_date_text(m->until, text) : "");
}

/* Where a person belongs. */
static enum yz_status person(struct yz_cli *cli, struct yz_json *j, int64_t id, yz_date day) {
    struct yz_membership all[DWELL];
    struct yz_table t;
    char text[192] = "";
    size_t count = 0;
    enum yz_status status = yz_person_memberships_on(cli->session, id, day, all, DWELL, &count);
    if (status != YZ_OK) return status;
    if (count > DWELL) count = DWELL;
    int64_t dwelling = yz_person_dwelling(cli->session, id, day);
    yz_table_begin(&t, 0, _("户"), _("地址"), _("与户主关系"), _("居住"), _("自"), _("至"), NULL);
    if (j) yz_json_array(j, "households");
    for (size_t i = 0; i < count; i++) {
        if (j) membership_json(cli, j, &all[i]);
        else membership_row(cli, &t, &all[i]);
    }
    yz_table_print(&t);
    if (!j) return YZ_OK;
    yz_json_end(j);
    yz_json_text(j, "dwelling", dwelling ? yz_dwelling_address(cli->session, dwelling, text, sizeof text) : NULL);
    return YZ_OK;
}

static const char *shown_name(struct yz_cli *cli, const struct yz_person *p, char *out, size_t room) {
    return yz_cli_person_name(cli, p->id, out, room);
}

static void member_json(struct yz_cli *cli, struct yz_json *j, const struct yz_member *m) {
    char text[192];
    yz_json_object(j, NULL);
    yz_cli_json_ref(j, "id", YZ_PERSON, m->person.id);
    yz_json_text(j, "name", shown_name(cli, &m->person, text, sizeof text));
    yz_json_text(j, "relation", yz_code_label("relation", m->membership.relation));
    yz_json_text(j, "role", yz_code_label("dwelling_role", m->membership.role));
    yz_cli_json_day(j, "from", m->membership.since);
    yz_cli_json_day(j, "to", m->membership.until);
    yz_json_end(j);
}

static void member_row(struct yz_cli *cli, struct yz_table *t, const struct yz_member *m) {
    char text[192];
    yz_table_cell(t, yz_ref_text(YZ_PERSON, m->person.id, text));
    yz_table_cell(t, shown_name(cli, &m->person, text, sizeof text));
    yz_table_cell(t, yz_code_label("sex", m->person.sex));
    yz_table_cell(t, yz_code_label("relation", m->membership.relation));
    yz_table_cell(t, yz_code_label("dwelling_role", m->membership.role));
    yz_table_cell(t, m->membership.since ? yz_date_text(m->membership.since, text) : "");
}

/* Who belongs to a household. */
static enum yz_status members(struct yz_cli *cli, struct yz_json *j, int64_t id, yz_date day) {
    struct yz_member *all = malloc(MEMBERS * sizeof *all);
    struct yz_table t;
    size_t count = 0;
    if (!all) return yz_fail(YZ_BUSY, _("内存不足"));
    enum yz_status status = yz_household_members_on(cli->session, id, day, all, MEMBERS, &count);
    yz_table_begin(&t, 0, _("居民"), _("姓名"), _("性别"), _("与户主关系"), _("居住"), _("自"), NULL);
    if (j) yz_json_array(j, "members");
    for (size_t i = 0; status == YZ_OK && i < count && i < MEMBERS; i++) {
        if (j) member_json(cli, j, &all[i]);
        else member_row(cli, &t, &all[i]);
    }
    if (j) yz_json_end(j);
    yz_table_print(&t);
    free(all);
    return status;
}

static enum yz_status household(struct yz_cli *cli, struct yz_json *j, const struct yz_household *h, yz_date day) {
    struct yz_dwelling d = {0};
    struct yz_visit v;
    size_t count = 0;
    char text[192];
    if (j) {
        yz_json_text(j, "address", yz_dwelling_address(cli->session, h->dwelling, text, sizeof text));
        if (h->dwelling && yz_record_get(cli->session, YZ_DWELLING, h->dwelling, &d) != YZ_OK) d.building = 0;
        yz_cli_json_ref(j, "building", YZ_BUILDING, d.building);
        if (yz_visit_page(cli->session, &(struct yz_visit_filter){.household = h->id}, NULL, &v, 1, &count) != YZ_OK)
            count = 0;
        yz_json_text(j, "last_visit", count ? yz_moment_iso(v.at, text) : NULL);
    }
    return members(cli, j, h->id, day);
}

/* A building's households, with the number of people in each. */
static enum yz_status building(struct yz_cli *cli, struct yz_json *j, const struct yz_building *b, yz_date day) {
    struct yz_table t;
    struct yz_household_line page[20], after;
    char text[192];
    size_t count = sizeof page / sizeof *page;
    enum yz_status status = YZ_OK;
    bool begun = false;
    yz_table_begin(&t, 1u << 3, _("户"), _("地址"), _("户主"), _("人数"), NULL);
    if (j) yz_json_text(j, "address", yz_building_address(cli->session, b->id, text, sizeof text));
    if (j) yz_json_array(j, "households");
    while (status == YZ_OK && count == sizeof page / sizeof *page) {
        status = yz_building_households_on(cli->session, b->id, day, begun ? &after : NULL, page,
                                           sizeof page / sizeof *page, &count);
        for (size_t i = 0; status == YZ_OK && i < count; i++) {
            const struct yz_household *h = &page[i].household;
            if (j) {
                yz_json_text(j, NULL, yz_ref_text(YZ_HOUSEHOLD, h->id, text));
                continue;
            }
            yz_table_cell(&t, yz_ref_text(YZ_HOUSEHOLD, h->id, text));
            yz_table_cell(&t, yz_dwelling_address(cli->session, h->dwelling, text, sizeof text));
            yz_table_cell(&t, yz_cli_person_name(cli, h->head, text, sizeof text));
            snprintf(text, sizeof text, "%lld", (long long)page[i].members);
            yz_table_cell(&t, text);
        }
        if (count) after = page[count - 1];
        begun = true;
    }
    if (j) yz_json_end(j);
    yz_table_print(&t);
    return status;
}

/* Which records went into this one. */
static void merged(struct yz_cli *cli, struct yz_json *j, enum yz_kind_id kind, int64_t id) {
    struct yz_merge all[16];
    char day[YZ_DATE_TEXT];
    size_t count = 0;
    if (yz_merges(cli->session, kind, id, all, 16, &count) != YZ_OK) return;
    if (j) yz_json_array(j, "merged");
    for (size_t i = 0; i < count; i++) {
        yz_date_text(yz_moment_date(all[i].at), day);
        if (j) yz_json_text(j, NULL, all[i].lose);
        else yz_cli_print(_("并入过 %1$s（%2$s）"), all[i].lose, day);
    }
    if (j) yz_json_end(j);
}

/* How much of its capacity is taken in the period of today. */
static void offer(struct yz_cli *cli, struct yz_json *j, const struct yz_offer *o) {
    char text[64];
    if (j) yz_json_int(j, "load", yz_offer_load(cli->session, o, yz_today()));
    else yz_cli_pair(_("余量"), yz_offer_load_text(cli->session, o, text, sizeof text), 12);
}

/* The station of the district that has it, where that is another one. */
static void home(struct yz_cli *cli, struct yz_json *j, enum yz_kind_id kind, int64_t id) {
    char text[128];
    if (!*yz_home_text(cli->session, kind, id, text, sizeof text)) return;
    if (j) yz_json_int(j, "home", yz_home(cli->session, kind, id));
    else yz_cli_pair(_("归"), text, 12);
}

static enum yz_status belongings(struct yz_cli *cli, struct yz_json *j, enum yz_kind_id kind, const void *record,
                                 yz_date day) {
    if (yz_kinds[kind]->merges && !day) merged(cli, j, kind, ((const struct yz_record *)record)->id);
    if (!day && (kind == YZ_PERSON || kind == YZ_HOUSEHOLD || kind == YZ_OFFER))
        home(cli, j, kind, ((const struct yz_record *)record)->id);
    if (kind == YZ_PERSON) return person(cli, j, ((const struct yz_record *)record)->id, day);
    if (kind == YZ_HOUSEHOLD) return household(cli, j, record, day);
    if (kind == YZ_BUILDING) return building(cli, j, record, day);
    if (kind == YZ_OFFER && !day) offer(cli, j, record);
    return YZ_OK;
}

static enum yz_status print(struct yz_cli *cli, enum yz_kind_id kind, const void *record, yz_date day) {
    int64_t id = ((const struct yz_record *)record)->id;
    struct yz_json j;
    char ref[32];
    if (cli->json) {
        yz_cli_json(cli, &j);
        yz_cli_fields(cli, &j, kind, record);
        enum yz_status status = belongings(cli, &j, kind, record, day);
        if (status == YZ_OK) status = yz_cli_history(cli, &j, kind, id, day);
        if (status == YZ_OK) yz_cli_json_end(cli, &j);
        return status;
    }
    yz_cli_print("%s %s", yz_tr(yz_kinds[kind]->label), yz_ref_text(kind, id, ref));
    yz_cli_pairs(cli, kind, record);
    enum yz_status status = belongings(cli, NULL, kind, record, day);
    return status == YZ_OK ? yz_cli_history(cli, NULL, kind, id, day) : status;
}

/* On a day before a record was merged it was its own. */
static int64_t before_merge(struct yz_cli *cli, const char *ref, int64_t id, yz_date day) {
    enum yz_kind_id kind;
    struct yz_merge m;
    int64_t old;
    bool gone = yz_ref_parse(ref, &kind, &old) && old != id && yz_merged_into(cli->session, kind, old, &m);
    return gone && yz_moment_date(m.at) > day ? old : id;
}

/* How often somebody's data were shown in the last year; of others' looks only those with the right to know it hear. */
static enum yz_status say_looks(struct yz_cli *cli, int64_t id) {
    size_t count = 0;
    char ref[32];
    enum yz_status status = yz_looks(cli->session, YZ_PERSON, id, yz_looks_since(), &count);
    if (status != YZ_OK || !count) return status;
    bool all = yz_may(cli->session, YZ_RIGHT_AUDIT);
    yz_cli_say(all ? _("近一年查看过 %1$zu 次完整信息；谁、为什么见 log --ref %2$s --verb reveal")
                   : _("近一年自己查看过 %1$zu 次完整信息；为什么见 log --ref %2$s --verb reveal"),
               count, yz_ref_text(YZ_PERSON, id, ref));
    return YZ_OK;
}

enum yz_status yz_cli_show_kind(struct yz_cli *cli, int argc, char **argv, uint64_t kinds) {
    const char *as_of = NULL;
    const struct yz_option_row rows[] = {{.name = "--as-of", .value = &as_of}, {.name = NULL}};
    enum yz_kind_id kind = YZ_NO_KIND;
    int64_t id = 0;
    yz_date day = 0;
    enum yz_status status = yz_arguments(&argc, argv, rows);
    if (status == YZ_OK && as_of) status = yz_argument_day("--as-of", as_of, &day);
    if (status == YZ_OK) status = yz_cli_one(cli, argc, argv, kinds, &kind, &id);
    if (status == YZ_OK && day) id = before_merge(cli, argv[1], id, day);
    if (status == YZ_OK) status = yz_cli_reveal(cli, kind, id);
    if (status != YZ_OK) return status;
    cli->day = day;
    cli->whole = true;
    if (kind == YZ_CASE && !day) return yz_cli_case_show(cli, id);
    void *record = malloc(yz_kinds[kind]->size);
    if (!record) return yz_fail(YZ_BUSY, _("内存不足"));
    status = yz_record_on(cli->session, kind, id, day, record);
    if (status == YZ_OK) status = print(cli, kind, record, day);
    if (status == YZ_OK && kind == YZ_PERSON && !cli->json) status = say_looks(cli, id);
    free(record);
    return status;
}

enum yz_status yz_cli_show(struct yz_cli *cli, int argc, char **argv) {
    return yz_cli_show_kind(cli, argc, argv, 0);
}
