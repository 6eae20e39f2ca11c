/* The registry on a small community: two compounds that both have a building 3, a family of three generations, its
 * tenants, a man registered here who lives elsewhere. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <yizhan/codes.h>
#include <yizhan/desk.h>
#include <yizhan/i18n.h>
#include <yizhan/journal.h>
#include <yizhan/registry.h>
#include <yizhan/reveal.h>
#include <yizhan/session.h>

#include "service/registry/address.h"
#include "service/session.h"

static struct {
    char folder[64], path[96];
    struct yz_session *s;
    struct yz_community community;
    struct yz_grid grid;
    struct yz_compound south, north;
    struct yz_building south3, north3, south10;
    struct yz_dwelling d501, d502, d1001, n501, plain;
    struct yz_household family, tenants, upstairs;
    struct yz_person grandmother, mother, father, baby, tenant, away;
    struct yz_staff clerk, auditor;
    struct yz_station station;
} t;

static void save(const struct yz_kind *k, void *record) {
    if (yz_put(t.s->store, k, record) != YZ_OK) fail_msg("%s: %s", k->name, yz_message());
}

static void make_person(struct yz_person *p, const char *name, int sex, yz_date birth) {
    strcpy(p->name, name);
    p->sex = sex;
    p->birth = birth;
    save(&yz_person_kind, p);
}

static void join(const struct yz_person *p, const struct yz_household *h, int relation, int role, bool legal,
                 yz_date since, yz_date until) {
    struct yz_membership m = {.person = p->id,
                              .household = h->id,
                              .dwelling = h->dwelling,
                              .relation = relation,
                              .role = role,
                              .legal = legal,
                              .since = since,
                              .until = until};
    save(&yz_membership_kind, &m);
}

static void make_building(struct yz_building *b, const struct yz_compound *c, const char *number) {
    b->compound = c->id;
    b->grid = t.grid.id;
    strcpy(b->number, number);
    save(&yz_building_kind, b);
}

static void make_dwelling(struct yz_dwelling *d, const struct yz_building *b, const char *unit, const char *room,
                          int floor) {
    d->building = b->id;
    strcpy(d->unit, unit);
    strcpy(d->room, room);
    d->floor = floor;
    save(&yz_dwelling_kind, d);
}

static void make_places(void) {
    struct yz_area area = {.name = "星体花园南北区片"};
    strcpy(t.community.name, "新亚洲体育城社区");
    save(&yz_community_kind, &t.community);
    area.community = t.community.id;
    save(&yz_area_kind, &area);
    t.grid = (struct yz_grid){.area = area.id, .name = "第九网格", .number = "9"};
    save(&yz_grid_kind, &t.grid);
    t.south = (struct yz_compound){.area = area.id, .name = "星体花园南区"};
    t.north = (struct yz_compound){.area = area.id, .name = "星体花园北区"};
    save(&yz_compound_kind, &t.south);
    save(&yz_compound_kind, &t.north);
    make_building(&t.south10, &t.south, "10");
    make_building(&t.south3, &t.south, "3");
    make_building(&t.north3, &t.north, "3");
    make_dwelling(&t.d1001, &t.south3, "2", "1001", 10);
    make_dwelling(&t.d501, &t.south3, "2", "501", 5);
    make_dwelling(&t.d502, &t.south3, "2", "502", 5);
    make_dwelling(&t.n501, &t.north3, "2", "501", 5);
    make_dwelling(&t.plain, &t.south10, "", "12A", 1);
}

static void make_household(struct yz_household *h, int kind, const struct yz_dwelling *d,
                           const struct yz_person *head) {
    h->kind = kind;
    h->dwelling = d->id;
    h->head = head->id;
    h->since = 20200101;
    save(&yz_household_kind, h);
}

static void make_people(void) {
    strcpy(t.mother.phone, "13812345678");
    strcpy(t.mother.id_number, "11010519491231002X");
    make_person(&t.grandmother, "赵秀英", 2, 19550601);
    make_person(&t.mother, "李芳", 2, 19900307);
    make_person(&t.father, "张三丰", 1, 19880101);
    t.baby.mother = t.mother.id;
    strcpy(t.baby.certificate, "U530123456");
    make_person(&t.baby, "张小明", 1, 20240305);
    make_person(&t.tenant, "欧阳修", 1, 19950505);
    make_person(&t.away, "王五", 1, 19700101);
    make_household(&t.family, 1, &t.d501, &t.father);
    make_household(&t.tenants, 3, &t.d502, &t.tenant);
    make_household(&t.upstairs, 1, &t.d1001, &t.away);
    join(&t.baby, &t.family, 22, YZ_ROLE_CO_RESIDENT, true, 20240305, 0);
    join(&t.grandmother, &t.family, 52, YZ_ROLE_CO_RESIDENT, false, 20200101, 20251231);
    join(&t.mother, &t.family, 12, YZ_ROLE_OWNER, true, 20200101, 0);
    join(&t.father, &t.family, YZ_RELATION_HEAD, YZ_ROLE_OWNER, true, 20200101, 0);
    join(&t.tenant, &t.tenants, YZ_RELATION_HEAD, YZ_ROLE_TENANT, false, 20230601, 0);
    join(&t.away, &t.upstairs, YZ_RELATION_HEAD, YZ_ROLE_REGISTERED_ONLY, true, 20200101, 0);
    join(&t.away, &t.tenants, 99, YZ_ROLE_TENANT, false, 20240101, 0);
}

static void make_staff(void) {
    const struct passwd *user = getpwuid(geteuid());
    t.station = (struct yz_station){.community = t.community.id, .name = "五环锋尚民生驿站"};
    save(&yz_station_kind, &t.station);
    t.clerk = (struct yz_staff){.name = "陈静", .login = "chenjing", .station = t.station.id, .role = 1};
    snprintf(t.clerk.os_user, sizeof t.clerk.os_user, "%s", user ? user->pw_name : "0");
    t.auditor = (struct yz_staff){.name = "周正", .login = "zhouzheng", .station = t.station.id, .role = 5};
    save(&yz_staff_kind, &t.clerk);
    save(&yz_staff_kind, &t.auditor);
}

static int begin(void **state) {
    (void)state;
    struct yz_store *store;
    struct yz_staff nobody = {0};
    memset(&t, 0, sizeof t);
    setenv("YIZHAN_NOW", "2026-11-23T10:00:00+08:00", 1);
    strcpy(t.folder, "/tmp/yz-registry-XXXXXX");
    if (!mkdtemp(t.folder)) return -1;
    snprintf(t.path, sizeof t.path, "%s/station.db", t.folder);
    yz_session_kinds();
    if (yz_store_create(t.path, 7, false, &store) != YZ_OK) return -1;
    assert_int_equal(yz_session_over(store, &nobody, &t.s), YZ_OK);
    assert_int_equal(yz_act_begin(store, "demo", 0), YZ_OK);
    make_places();
    make_people();
    make_staff();
    assert_int_equal(yz_act_commit(store, NULL), YZ_OK);
    assert_int_equal(yz_store_publish(store), YZ_OK);
    yz_session_leave(t.s);
    yz_store_close(store);
    if (yz_session_open(t.path, &t.s) != YZ_OK) fail_msg("%s", yz_message());
    return 0;
}

static int done(void **state) {
    (void)state;
    char command[128];
    yz_session_close(t.s);
    snprintf(command, sizeof command, "rm -rf '%s'", t.folder);
    return system(command);
}

/* --- sessions --- */

static void the_system_user_signs_in(void **state) {
    (void)state;
    assert_string_equal(yz_session_staff(t.s)->name, "陈静");
    assert_string_equal(yz_session_station(t.s)->name, "五环锋尚民生驿站");
    assert_string_equal(yz_session_path(t.s), t.path);
}

static void nobody_else_does(void **state) {
    (void)state;
    struct yz_session *other = NULL;
    struct yz_findings f = {0};
    t.clerk.until = 20261122;
    t.clerk.version = 1;
    assert_int_equal(yz_record_save(t.s, "edit-staff", &yz_staff_kind, &t.clerk, &f), YZ_OK);
    assert_int_equal(yz_session_open(t.path, &other), YZ_DENIED);
    assert_null(other);
    assert_non_null(strstr(yz_message(), t.clerk.os_user));
    yz_findings_free(&f);
}

static void an_auditor_changes_nothing(void **state) {
    (void)state;
    struct yz_findings f = {0};
    struct yz_undo undo;
    yz_session_act_as(t.s, &t.auditor);
    strcpy(t.father.employer, "新单位");
    assert_int_equal(yz_person_save(t.s, &t.father, &f), YZ_DENIED);
    assert_int_equal(yz_undo(t.s, 0, &undo), YZ_DENIED);
    assert_int_equal(yz_reveal(t.s, YZ_PERSON, t.father.id, "年度检查"), YZ_DENIED);
    yz_findings_free(&f);
}

static void the_default_file(void **state) {
    (void)state;
    char out[128];
    setenv("YIZHAN_FILE", "/srv/a.db", 1);
    assert_string_equal(yz_default_file(out, sizeof out), "/srv/a.db");
    unsetenv("YIZHAN_FILE");
    setenv("XDG_DATA_HOME", "/data", 1);
    assert_string_equal(yz_default_file(out, sizeof out), "/data/yizhan/station.db");
    setenv("XDG_DATA_HOME", "relative", 1); /* which the standard forbids */
    setenv("HOME", "/srv/chen", 1);
    assert_string_equal(yz_default_file(out, sizeof out), "/srv/chen/.local/share/yizhan/station.db");
    unsetenv("XDG_DATA_HOME");
}

/* --- addresses and names --- */

static void addresses_are_spoken(void **state) {
    (void)state;
    char out[160];
    assert_string_equal(yz_dwelling_address(t.s, t.d501.id, out, sizeof out), "星体花园南区 3幢 2单元 501");
    assert_string_equal(yz_dwelling_short(t.s, t.d501.id, out, sizeof out), "星体花园南区3-2-501");
    assert_string_equal(yz_dwelling_address(t.s, t.plain.id, out, sizeof out), "星体花园南区 10幢 12A");
    assert_string_equal(yz_dwelling_short(t.s, t.plain.id, out, sizeof out), "星体花园南区10-12A");
    assert_string_equal(yz_building_address(t.s, t.north3.id, out, sizeof out), "星体花园北区 3幢");
    assert_string_equal(yz_dwelling_address(t.s, 0, out, sizeof out), "");
    assert_string_equal(yz_dwelling_address(t.s, YZ_ID(7, 1, 9999), out, sizeof out), "");
    assert_string_equal(yz_building_address(t.s, YZ_ID(7, 1, 9999), out, sizeof out), "");
    assert_string_equal(yz_building_address(t.s, t.north3.id, out, 8), "星体");
}

static void a_renamed_compound_shows(void **state) {
    (void)state;
    char out[160];
    struct yz_findings f = {0};
    yz_building_address(t.s, t.south3.id, out, sizeof out);
    strcpy(t.south.name, "星体花园新区");
    assert_int_equal(yz_record_save(t.s, "edit-compound", &yz_compound_kind, &t.south, &f), YZ_OK);
    assert_string_equal(yz_building_address(t.s, t.south3.id, out, sizeof out), "星体花园新区 3幢");
    yz_findings_free(&f);
}

static void addresses_are_read(void **state) {
    (void)state;
    static const struct {
        const char *text, *place, *building, *unit, *room;
    } good[] = {
        {"星体花园南区3-2-501", "星体花园南区", "3", "2", "501"},
        {"星体花园南区 3幢2单元501室", "星体花园南区", "3", "2", "501"},
        {"星体花园南区３－２－５０１", "星体花园南区", "3", "2", "501"},
        {"星体花园南区，3栋 2单元 501号", "星体花园南区", "3", "2", "501"},
        {"3-2-501", "", "3", "2", "501"},
        {"10号楼12a", "", "10", "", "12A"},
        {"水木星A2幢3-1", "水木星", "A2", "3", "1"},
        {"3幢", "", "3", "", ""},
        {"3幢2单元", "", "3", "2", ""},
    };
    static const char *const bad[] = {"", "星体花园南区", "3-2-501-7", "3-2-5楼上01的", "1234567890123456-1"};
    struct yz_address a;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        if (!yz_address_read(good[i].text, &a)) fail_msg("%s", good[i].text);
        assert_string_equal(a.place, good[i].place);
        assert_string_equal(a.building, good[i].building);
        assert_string_equal(a.unit, good[i].unit);
        assert_string_equal(a.room, good[i].room);
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) assert_false(yz_address_read(bad[i], &a));
}

static void titles(void **state) {
    (void)state;
    char out[160], ref[32];
    assert_string_equal(yz_record_title(t.s, YZ_PERSON, t.father.id, true, out, sizeof out), "张*丰");
    assert_string_equal(yz_record_title(t.s, YZ_PERSON, t.father.id, false, out, sizeof out), "张三丰");
    assert_string_equal(yz_record_title(t.s, YZ_HOUSEHOLD, t.family.id, true, out, sizeof out),
                        "星体花园南区 3幢 2单元 501");
    assert_string_equal(yz_record_title(t.s, YZ_GRID, t.grid.id, true, out, sizeof out), "第九网格");
    assert_string_equal(yz_record_title(t.s, YZ_STAFF, 0, true, out, sizeof out), "");
    int64_t gone = YZ_ID(7, 1, 9999);
    assert_string_equal(yz_record_title(t.s, YZ_STAFF, gone, true, out, sizeof out), yz_ref_text(YZ_STAFF, gone, ref));
}

static void resolves(const char *ref, unsigned kinds, enum yz_kind_id kind, int64_t id) {
    enum yz_kind_id k = YZ_NO_KIND;
    int64_t found = 0;
    if (yz_ref_resolve(t.s, ref, kinds, &k, &found) != YZ_OK) fail_msg("%s: %s", ref, yz_message());
    assert_int_equal(k, kind);
    assert_int_equal(found, id);
}

static void refuses(const char *ref, unsigned kinds, const char *says) {
    enum yz_kind_id k;
    int64_t found;
    assert_int_equal(yz_ref_resolve(t.s, ref, kinds, &k, &found), YZ_REFUSED);
    if (!strstr(yz_message(), says)) fail_msg("%s: %s", ref, yz_message());
}

static void refs_of_every_sort(void **state) {
    (void)state;
    char ref[32], other[40];
    const unsigned person = 1u << YZ_PERSON, household = 1u << YZ_HOUSEHOLD;
    yz_ref_text(YZ_PERSON, t.mother.id, ref);
    assert_memory_equal(ref, "p:7.", 4);
    resolves(ref, 0, YZ_PERSON, t.mother.id);
    snprintf(other, sizeof other, "p:%s", ref + 4);
    resolves(other, person, YZ_PERSON, t.mother.id);
    resolves("11010519491231002x", person, YZ_PERSON, t.mother.id);
    resolves("１３８ １２３４ ５６７８", 0, YZ_PERSON, t.mother.id);
    resolves("U530123456", 0, YZ_PERSON, t.baby.id);
    resolves("星体花园南区3-2-501", 0, YZ_HOUSEHOLD, t.family.id);
    resolves("h:星体花园南区 3幢2单元501室", 0, YZ_HOUSEHOLD, t.family.id);
    resolves("3-502", household, YZ_HOUSEHOLD, t.tenants.id);
    resolves("3-2-502", household, YZ_HOUSEHOLD, t.tenants.id);
    resolves("3-2-501", household, YZ_HOUSEHOLD, t.family.id); /* nobody lives behind the other one */
    resolves("星体花园北区3-2-501", 0, YZ_DWELLING, t.n501.id);
    resolves("星体花园北区3幢", 0, YZ_BUILDING, t.north3.id);
    resolves("chenjing", 1u << YZ_STAFF, YZ_STAFF, t.clerk.id);
    resolves("五环锋尚民生驿站", 0, YZ_STATION, t.station.id);
    refuses(ref, household, "居民");
    refuses("3幢", 1u << YZ_BUILDING, "星体花园北区 3幢");
    refuses("p:7.9999", 0, "9999");
    refuses("13900000000", 0, "13900000000");
    refuses("  ", 0, "");
    refuses("\033[2J", 0, "没有找到");
}

/* --- households --- */

static void members_of_a_day(void **state) {
    (void)state;
    struct yz_member m[8];
    size_t n;
    assert_int_equal(yz_household_members(t.s, t.family.id, 0, m, 8, &n), YZ_OK);
    assert_int_equal(n, 3);
    assert_string_equal(m[0].person.name, "张三丰"); /* the head */
    assert_string_equal(m[1].person.name, "李芳");
    assert_string_equal(m[2].person.name, "张小明");
    assert_int_equal(m[2].membership.relation, 22);
    assert_int_equal(yz_household_members(t.s, t.family.id, 20230101, m, 2, &n), YZ_OK);
    assert_int_equal(n, 3); /* whole number, though there was room for two */
    assert_string_equal(m[1].person.name, "李芳");
    assert_int_equal(yz_household_members(t.s, t.family.id, 20251231, m, 8, &n), YZ_OK);
    assert_int_equal(n, 4);
    assert_string_equal(m[3].person.name, "赵秀英");
    assert_int_equal(yz_household_members(t.s, YZ_ID(7, 1, 9999), 0, m, 8, &n), YZ_OK);
    assert_int_equal(n, 0);
}

static void where_a_person_lives(void **state) {
    (void)state;
    struct yz_membership m[4];
    size_t n;
    assert_int_equal(yz_person_household(t.s, t.father.id, 0), t.family.id);
    assert_int_equal(yz_person_household(t.s, t.grandmother.id, 20251231), t.family.id);
    assert_int_equal(yz_person_household(t.s, t.grandmother.id, 0), 0);
    assert_int_equal(yz_person_household(t.s, t.away.id, 0), t.tenants.id); /* only registered upstairs */
    assert_int_equal(yz_person_household(t.s, t.away.id, 20210101), t.upstairs.id);
    assert_int_equal(yz_person_memberships(t.s, t.away.id, m, 4, &n), YZ_OK);
    assert_int_equal(n, 2);
    assert_int_equal(m[0].household, t.tenants.id);
    assert_int_equal(m[1].household, t.upstairs.id);
    assert_int_equal(yz_person_memberships(t.s, t.away.id, m, 1, &n), YZ_OK);
    assert_int_equal(n, 2);
}

static void a_building_page_by_page(void **state) {
    (void)state;
    struct yz_household_line line[4], next[4];
    size_t n;
    assert_int_equal(yz_building_households(t.s, t.south3.id, NULL, line, 2, &n), YZ_OK);
    assert_int_equal(n, 2);
    assert_string_equal(line[0].dwelling.room, "501"); /* before 1001 */
    assert_string_equal(line[0].head, "张三丰");
    assert_int_equal(line[0].members, 3);
    assert_int_equal(line[1].household.id, t.tenants.id);
    assert_int_equal(line[1].members, 2);
    assert_int_equal(yz_building_households(t.s, t.south3.id, &line[1], next, 4, &n), YZ_OK);
    assert_int_equal(n, 1);
    assert_string_equal(next[0].dwelling.room, "1001");
    assert_int_equal(yz_building_households(t.s, t.south3.id, &next[0], next, 4, &n), YZ_OK);
    assert_int_equal(n, 0);
}

static void places_and_their_counts(void **state) {
    (void)state;
    struct yz_counts c;
    struct yz_building b[4];
    size_t n;
    assert_int_equal(yz_place_counts(t.s, YZ_BUILDING, t.south3.id, &c), YZ_OK);
    assert_int_equal(c.dwellings, 3);
    assert_int_equal(c.households, 3);
    assert_int_equal(c.people, 5); /* one man has two memberships, one has left */
    assert_int_equal(yz_place_counts(t.s, YZ_GRID, t.grid.id, &c), YZ_OK);
    assert_int_equal(c.buildings, 3);
    assert_int_equal(c.people, 5);
    assert_int_equal(yz_place_counts(t.s, YZ_COMPOUND, t.north.id, &c), YZ_OK);
    assert_int_equal(c.dwellings, 1);
    assert_int_equal(c.people, 0);
    assert_int_equal(yz_buildings(t.s, YZ_COMPOUND, t.south.id, NULL, b, 1, &n), YZ_OK);
    assert_int_equal(n, 1);
    assert_string_equal(b[0].number, "3"); /* before 10 */
    assert_int_equal(yz_buildings(t.s, YZ_COMPOUND, t.south.id, &b[0], b, 4, &n), YZ_OK);
    assert_int_equal(n, 1);
    assert_string_equal(b[0].number, "10");
    assert_int_equal(yz_buildings(t.s, YZ_NO_KIND, 0, NULL, b, 4, &n), YZ_OK);
    assert_int_equal(n, 3);
}

/* --- people --- */

static void children_who_may_be_there(void **state) {
    (void)state;
    struct yz_twin twin[4];
    size_t n;
    assert_int_equal(yz_child_duplicates(t.s, t.mother.id, t.family.id, 20240305, "u530123456", "张小明", twin, 4, &n),
                     YZ_OK);
    assert_int_equal(n, 1); /* once, though three things agree */
    assert_int_equal(twin[0].person, t.baby.id);
    assert_non_null(strstr(twin[0].why, "编号"));
    assert_int_equal(yz_child_duplicates(t.s, t.mother.id, 0, 20240305, "", "", twin, 4, &n), YZ_OK);
    assert_int_equal(n, 1);
    assert_int_equal(yz_child_duplicates(t.s, 0, t.family.id, 20240305, NULL, "张小明", twin, 4, &n), YZ_OK);
    assert_int_equal(n, 1);
    assert_int_equal(yz_child_duplicates(t.s, t.mother.id, t.family.id, 20261118, "U530999999", "张小红", twin, 4, &n),
                     YZ_OK);
    assert_int_equal(n, 0);
    assert_int_equal(yz_child_duplicates(t.s, 0, 0, 0, "", "", twin, 4, &n),
                     YZ_OK); /* nothing known is nothing alike */
    assert_int_equal(n, 0);
}

static void saving_a_person(void **state) {
    (void)state;
    struct yz_findings f = {0};
    struct yz_person stale = t.tenant, stored;
    strcpy(t.tenant.employer, "星天地");
    assert_int_equal(yz_person_save(t.s, &t.tenant, &f), YZ_OK);
    assert_int_equal(t.tenant.version, 2);
    assert_int_equal(f.count, 0);
    strcpy(stale.employer, "别处");
    assert_int_equal(yz_person_save(t.s, &stale, &f), YZ_REFUSED); /* somebody changed it meanwhile */
    t.tenant.birth = 20270101;
    t.tenant.name[0] = '\0';
    assert_int_equal(yz_person_save(t.s, &t.tenant, &f), YZ_REFUSED);
    assert_non_null(strstr(yz_message(), "姓名"));
    assert_true(yz_findings_about(&f, "name") && yz_findings_about(&f, "birth"));
    assert_int_equal(yz_record_get(t.s, YZ_PERSON, t.tenant.id, &stored), YZ_OK);
    assert_string_equal(stored.employer, "星天地");
    assert_string_equal(stored.name, "欧阳修");
    yz_findings_free(&f);
}

static void a_number_tells_and_warns(void **state) {
    (void)state;
    struct yz_findings f = {0};
    struct yz_person p = {.name = "新人", .id_number = "11010519491231002X"};
    assert_int_equal(yz_person_save(t.s, &p, &f), YZ_OK);
    assert_int_equal(p.id_kind, 1);
    assert_int_equal(p.birth, 19491231);
    assert_int_equal(p.sex, 2);
    const struct yz_finding *warning = yz_findings_about(&f, "id_number");
    assert_non_null(warning);
    assert_non_null(strstr(warning->rule, "李*")); /* masked, even here */
    yz_findings_free(&f);
}

/* --- history --- */

static struct {
    char column[8][32], before[8][64], after[8][64];
    size_t count;
} told;

static void tell(void *ctx, const struct yz_field *f, const char *before, const char *after) {
    (void)ctx;
    if (told.count == 8) return;
    snprintf(told.column[told.count], 32, "%s", f->column);
    snprintf(told.before[told.count], 64, "%.63s", before);
    snprintf(told.after[told.count++], 64, "%.63s", after);
}

static struct yz_log_line newest(void) {
    struct yz_log_line line[1];
    struct yz_log_filter any = {0};
    size_t n = 0;
    assert_int_equal(yz_log(t.s, &any, line, 1, &n), YZ_OK);
    assert_int_equal(n, 1);
    return line[0];
}

static void what_a_line_changed(void **state) {
    (void)state;
    struct yz_findings f = {0};
    memset(&told, 0, sizeof told);
    strcpy(t.tenant.phone, "13987654321");
    t.tenant.ethnic = 7;
    t.tenant.guardian = t.mother.id;
    assert_int_equal(yz_person_save(t.s, &t.tenant, &f), YZ_OK);
    struct yz_log_line line = newest();
    assert_string_equal(line.verb, "edit-person");
    assert_string_equal(yz_verb_label(line.verb), "修改居民");
    assert_int_equal(line.staff, t.clerk.id);
    assert_int_equal(yz_log_changes(t.s, &line, false, tell, NULL), YZ_OK);
    assert_int_equal(told.count, 3);
    assert_string_equal(told.column[0], "ethnic");
    assert_string_equal(told.before[0], "");
    assert_string_equal(told.after[0], "彝族");
    assert_string_equal(told.after[1], "139****4321");
    assert_string_equal(told.after[2], "李*"); /* a reference by its name */
    told.count = 0;
    assert_int_equal(yz_log_changes(t.s, &line, true, tell, NULL), YZ_OK);
    assert_string_equal(told.after[1], "13987654321");
    assert_string_equal(told.after[2], "李芳");
    yz_findings_free(&f);
}

static size_t lines_of(const struct yz_log_line *line, size_t n, const char *kind, int64_t id) {
    size_t found = 0;
    for (size_t i = 0; i < n; i++) found += strcmp(line[i].kind, kind) == 0 && line[i].id == id;
    return found;
}

static void a_household_is_its_members_too(void **state) {
    (void)state;
    struct yz_findings f = {0};
    struct yz_log_line line[32];
    size_t n = 0;
    strcpy(t.father.employer, "星天地");
    strcpy(t.grandmother.employer, "退休");
    assert_int_equal(yz_person_save(t.s, &t.father, &f), YZ_OK);
    assert_int_equal(yz_person_save(t.s, &t.grandmother, &f), YZ_OK);
    assert_int_equal(yz_record_history(t.s, YZ_HOUSEHOLD, t.family.id, 0, line, 32, &n), YZ_OK);
    assert_string_equal(line[0].verb, "edit-person");
    assert_int_equal(line[0].id, t.father.id);
    assert_int_equal(n, 6); /* and one line of the household, and of each of four memberships */
    assert_int_equal(lines_of(line, n, "household", t.family.id), 1);
    assert_int_equal(lines_of(line, n, "person", t.grandmother.id), 0); /* not a member any more */
    for (size_t i = 1; i < n; i++) assert_true(line[i].seq < line[i - 1].seq);
    assert_int_equal(yz_record_history(t.s, YZ_HOUSEHOLD, t.family.id, 0, line, 2, &n), YZ_OK);
    assert_int_equal(n, 2);
    assert_int_equal(line[0].id, t.father.id);
    assert_int_equal(yz_record_history(t.s, YZ_PERSON, t.grandmother.id, 0, line, 32, &n), YZ_OK);
    assert_int_equal(n, 2);
    assert_int_equal(yz_record_history(t.s, YZ_PERSON, t.grandmother.id, yz_today(), line, 32, &n), YZ_OK);
    assert_int_equal(n, 2);
    assert_int_equal(yz_record_history(t.s, YZ_HOUSEHOLD, t.family.id, yz_date_add(yz_today(), -1), line, 32, &n),
                     YZ_OK);
    assert_int_equal(n, 0); /* of the day before */
    yz_findings_free(&f);
}

static void undo_of_the_last_own_act(void **state) {
    (void)state;
    struct yz_findings f = {0};
    struct yz_undo undo;
    struct yz_person stored;
    assert_int_equal(yz_undo(t.s, 0, &undo), YZ_REFUSED); /* nothing done yet */
    strcpy(t.tenant.employer, "星天地");
    assert_int_equal(yz_person_save(t.s, &t.tenant, &f), YZ_OK);
    assert_int_equal(yz_undo(t.s, 0, &undo), YZ_OK);
    assert_string_equal(undo.verb, "edit-person");
    assert_int_equal(undo.records, 1);
    assert_int_equal(yz_record_get(t.s, YZ_PERSON, t.tenant.id, &stored), YZ_OK);
    assert_string_equal(stored.employer, "");
    assert_int_equal(stored.version, 3);
    assert_string_equal(yz_verb_label(newest().verb), "撤销");
    yz_findings_free(&f);
}

static void behind_the_mask(void **state) {
    (void)state;
    assert_int_equal(yz_reveal(t.s, YZ_PERSON, t.mother.id, "  \t"), YZ_REFUSED);
    assert_int_equal(yz_reveal(t.s, YZ_PERSON, YZ_ID(7, 1, 9999), "核对"), YZ_REFUSED);
    assert_int_equal(yz_reveal(t.s, YZ_PERSON, t.mother.id, "核对\033[2J证件"), YZ_OK);
    struct yz_log_line line = newest();
    assert_string_equal(line.verb, "reveal");
    assert_int_equal(line.id, t.mother.id);
    assert_int_equal(line.version, 0);
    told.count = 0;
    assert_int_equal(yz_log_changes(t.s, &line, false, tell, NULL), YZ_OK);
    assert_int_equal(told.count, 0);
    char body[512];
    assert_int_equal(yz_journal_body(t.s->store, line.seq, body, sizeof body), YZ_OK);
    assert_non_null(strstr(body, "核对证件"));
}

static void the_file_verifies(void **state) {
    (void)state;
    struct yz_verdict v;
    assert_int_equal(yz_verify(t.s, &v), YZ_OK);
    assert_true(v.ok);
    assert_int_equal(yz_doctor(t.s, false, &v), YZ_OK);
    assert_true(v.ok);
    char copy[128];
    snprintf(copy, sizeof copy, "%s/copy.db", t.folder);
    assert_int_equal(yz_backup(t.s, copy), YZ_OK);
    assert_int_equal(yz_backup(t.s, copy), YZ_REFUSED);
}

#define T(name) cmocka_unit_test_setup_teardown(name, begin, done)
int main(void) {
    const struct CMUnitTest tests[] = {
        T(the_system_user_signs_in),
        T(nobody_else_does),
        T(an_auditor_changes_nothing),
        T(the_default_file),
        T(addresses_are_spoken),
        T(a_renamed_compound_shows),
        T(addresses_are_read),
        T(titles),
        T(refs_of_every_sort),
        T(members_of_a_day),
        T(where_a_person_lives),
        T(a_building_page_by_page),
        T(places_and_their_counts),
        T(children_who_may_be_there),
        T(saving_a_person),
        T(a_number_tells_and_warns),
        T(what_a_line_changed),
        T(a_household_is_its_members_too),
        T(undo_of_the_last_own_act),
        T(behind_the_mask),
        T(the_file_verifies),
    };
    int failed = cmocka_run_group_tests_name("registry", tests, NULL, NULL);
    yz_codes_free();
    return failed;
}
