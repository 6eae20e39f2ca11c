/* A small station file with one family. */
#include "support/desk.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/data.h"
#include "service/desk/desk_private.h"
#include "service/desk/workday.h"
#include "service/session.h"
#include <yizhan/codes.h>

static void good(enum yz_status status) {
    if (status != YZ_OK) print_error("%s\n", yz_message());
    assert_int_equal(status, YZ_OK);
}

static void put(struct desk *d, const struct yz_kind *k, void *record) {
    good(yz_put(d->store, k, record));
}

static int64_t person(struct desk *d, const char *name, int sex, yz_date birth, int64_t household, int relation,
                      bool legal) {
    struct yz_person p = {.sex = sex, .birth = birth, .residence = legal ? 1 : 2};
    snprintf(p.name, sizeof p.name, "%s", name);
    snprintf(p.phone, sizeof p.phone, "138%08d", birth % 100000000);
    put(d, &yz_person_kind, &p);
    struct yz_membership m = {.person = p.id,
                              .household = household,
                              .dwelling = d->dwelling,
                              .relation = relation,
                              .role = legal ? 1 : 2,
                              .legal = legal,
                              .since = birth};
    put(d, &yz_membership_kind, &m);
    return p.id;
}

static void place(struct desk *d) {
    struct yz_community community = {.name = "新亚洲体育城社区", .region = "530111007"};
    put(d, &yz_community_kind, &community);
    struct yz_area area = {.community = community.id, .name = "星体花园片区"};
    put(d, &yz_area_kind, &area);
    struct yz_compound compound = {.area = area.id, .name = "星体花园南区", .kind = 1};
    put(d, &yz_compound_kind, &compound);
    struct yz_building building = {.compound = compound.id, .number = "3", .units = 2, .floors = 6, .doors = 2};
    put(d, &yz_building_kind, &building);
    struct yz_dwelling dwelling = {.building = building.id, .unit = "2", .room = "501", .floor = 5};
    put(d, &yz_dwelling_kind, &dwelling);
    d->dwelling = dwelling.id;
    d->station = (struct yz_station){.community = community.id,
                                     .name = "星体花园民生驿站",
                                     .address = "星体花园南区 1 幢底层",
                                     .phone = "0871-63120000",
                                     .kind = 2,
                                     .hours = "09:00-12:00,13:30-20:00",
                                     .weekend = "10:00-16:00",
                                     .evening = "17:30"};
    put(d, &yz_station_kind, &d->station);
    d->clerk = (struct yz_staff){.name = "陈静", .login = "chenjing", .station = d->station.id, .since = 20200101};
    yz_code_parse("staff_role", "clerk", &d->clerk.role);
    put(d, &yz_staff_kind, &d->clerk);
}

static void households(struct desk *d) {
    struct yz_household h = {.kind = 1, .dwelling = d->dwelling, .since = 20100101};
    put(d, &yz_household_kind, &h);
    d->family = h.id;
    d->grandfather = person(d, "李建国", 1, 19620310, h.id, 2, true);
    d->grandmother = person(d, "王秀英", 2, 19640822, h.id, 12, true);
    d->father = person(d, "李明", 1, 19900511, h.id, 20, true);
    d->mother = person(d, "张丽", 2, 19920203, h.id, 38, true);
    d->sister = person(d, "李小雨", 2, 20200601, h.id, 42, true);
    h.head = d->grandfather;
    put(d, &yz_household_kind, &h);
    struct yz_household t = {.kind = 3, .dwelling = d->dwelling, .since = 20240101};
    put(d, &yz_household_kind, &t);
    d->tenants = t.id;
    d->tenant = person(d, "阿依·古丽", 2, 19950707, t.id, 2, false);
    t.head = d->tenant;
    put(d, &yz_household_kind, &t);
}

void desk_make(struct desk *d) {
    *d = (struct desk){0};
    yz_set_now(yz_moment_make(20261123, 19 * 60 + 30));
    strcpy(d->folder, "/tmp/yz-desk-XXXXXX");
    assert_non_null(mkdtemp(d->folder));
    snprintf(d->path, sizeof d->path, "%s/station.db", d->folder);
    yz_session_kinds();
    good(yz_store_create(d->path, 7, false, &d->store));
    good(yz_act_begin(d->store, "init", 0));
    place(d);
    households(d);
    good(yz_catalogue_install(d->store));
    good(yz_act_commit(d->store, NULL));
    good(yz_store_publish(d->store));
    good(yz_session_over(d->store, &d->clerk, &d->session));
}

void desk_drop(struct desk *d) {
    char command[160];
    yz_session_leave(d->session);
    yz_store_close(d->store);
    snprintf(command, sizeof command, "rm -rf '%s'", d->folder);
    assert_int_equal(system(command), 0);
    yz_workdays_free();
    yz_codes_free();
    yz_data_free();
    yz_set_now(0);
}

bool desk_said(const struct yz_findings *f, const char *field, const char *words) {
    for (size_t i = 0; i < f->count; i++) {
        if (strcmp(f->all[i].field, field) == 0 && strstr(f->all[i].rule, words)) return true;
    }
    for (size_t i = 0; i < f->count; i++) print_error("%s: %s\n", f->all[i].field, f->all[i].rule);
    return false;
}

struct yz_intake *desk_baby(struct desk *d, const char *birth, const char *certificate) {
    struct yz_intake *in;
    char ref[32];
    good(yz_intake_begin(d->session, "newborn-insurance", d->family, 0, &in));
    assert_true(yz_intake_set(in, "guardian", yz_ref_text(YZ_PERSON, d->mother, ref), NULL));
    assert_true(yz_intake_set(in, "baby_sex", "女", NULL));
    yz_intake_set(in, "birth", birth, NULL);
    yz_intake_set(in, "certificate", certificate, NULL);
    assert_true(yz_intake_set(in, "consent", "是", NULL));
    assert_true(yz_intake_set(in, "papers", "certificate,booklet,parent-id", NULL));
    return in;
}
