/* Merging and taking apart: nothing that hung on either is lost, and afterwards all is as it was. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "service/session.h"
#include "store/store_private.h"
#include "support/desk.h"
#include "support/station.h"
#include <yizhan/journal.h>
#include <yizhan/ledger.h>
#include <yizhan/merges.h>
#include <yizhan/net.h>

static struct desk d;
static struct yz_merge_plan plan;
static struct yz_merge merge_record;
static struct yz_unmerged unmerged;

static void good(enum yz_status status) {
    if (status != YZ_OK) print_error("%s\n", yz_message());
    assert_int_equal(status, YZ_OK);
}

static int make(void **state) {
    (void)state;
    desk_make(&d);
    return 0;
}

static int drop(void **state) {
    (void)state;
    desk_drop(&d);
    return 0;
}

static void put(const struct yz_kind *k, void *record) {
    good(yz_act_begin(d.store, "test", d.clerk.id));
    good(yz_put(d.store, k, record));
    good(yz_act_commit(d.store, NULL));
}

/* Every record of every kind, without versions. */
static void records(struct yz_buffer *out) {
    yz_buffer_clear(out);
    for (int i = 1; i < YZ_KIND_COUNT; i++) {
        struct yz_record *record = calloc(1, yz_kinds[i]->size);
        struct yz_query *q = yz_select(d.store, yz_kinds[i], "ORDER BY id");
        while (yz_next(q)) {
            yz_row(q, yz_kinds[i], record);
            record->version = 0;
            yz_buffer_printf(out, "%s ", yz_kinds[i]->name);
            yz_record_json(out, yz_kinds[i], record);
            yz_buffer_byte(out, '\n');
        }
        good(yz_done(q));
        free(record);
    }
}

/* Every list that can be exported, unmasked. */
static void exports(struct yz_buffer *out) {
    yz_buffer_clear(out);
    for (const char *const *kind = yz_export_kinds(); *kind; kind++) {
        char *text = NULL;
        size_t size = 0;
        FILE *file = open_memstream(&text, &size);
        good(yz_export(d.session, &(struct yz_export_options){.kind = *kind, .format = "json", .revealed = true}, file,
                       NULL));
        fclose(file);
        yz_buffer_printf(out, "%s\n%s", *kind, text);
        free(text);
    }
}

static void same_text(struct yz_buffer *a, struct yz_buffer *b) {
    assert_string_equal(yz_buffer_string(a), yz_buffer_string(b));
}

static void sound(void) {
    struct yz_verdict v;
    good(yz_verify(d.session, &v));
    yz_doctor(d.session, false, &v);
    if (!v.ok) print_error("%s\n", v.text[0]);
    assert_true(v.ok);
}

static enum yz_status merge(int64_t keep, int64_t lose, const char *reason, struct yz_findings *f) {
    good(yz_merge_look(d.session, YZ_PERSON, keep, lose, &plan));
    return yz_merge(d.session, &plan, reason, f);
}

static void merged(int64_t keep, int64_t lose) {
    struct yz_findings f = {0};
    good(yz_merge_look(d.session, YZ_PERSON, keep, lose, &plan));
    yz_merge_take(&plan, "legal", YZ_KEEP);
    good(yz_merge(d.session, &plan, "核对过户口簿", &f));
    yz_findings_free(&f);
}

static enum yz_status apart(int64_t lose) {
    char ref[32];
    enum yz_status status = yz_merge_named(d.session, YZ_PERSON, yz_ref_text(YZ_PERSON, lose, ref), &merge_record);
    return status == YZ_OK ? yz_unmerge(d.session, &merge_record, &unmerged) : status;
}

/* The father, written down once more as a tenant who came by another door. */
static int64_t second_father(void) {
    struct yz_person p = {.name = "李鸣", .sex = 1, .birth = 19900511, .note = "第二次登记"};
    struct yz_household h = {.kind = 3, .dwelling = d.dwelling, .since = 20250101};
    strcpy(p.phone, "13900001111");
    put(&yz_person_kind, &p);
    h.head = p.id;
    put(&yz_household_kind, &h);
    struct yz_membership m = {
        .person = p.id, .household = h.id, .dwelling = d.dwelling, .relation = 2, .role = 2, .since = 20250101};
    put(&yz_membership_kind, &m);
    return p.id;
}

/* One record of every kind that can refer to a person, by every such field. */
static size_t hang_on(int64_t person) {
    size_t n = 0;
    for (int i = 1; i < YZ_KIND_COUNT; i++) {
        const struct yz_kind *k = yz_kinds[i];
        for (size_t j = 0; j < k->count; j++) {
            const struct yz_field *f = &k->fields[j];
            if (f->type != YZ_REF || strcmp(f->of, "person") != 0 || k->id == YZ_MEMBERSHIP) continue;
            char *record = calloc(1, k->size);
            memcpy(record + f->offset, &person, sizeof person);
            if (k->id == YZ_PERSON) strcpy(((struct yz_person *)(void *)record)->name, "王小明");
            if (k->id == YZ_FOCUS) strcpy(((struct yz_focus *)(void *)record)->group_key, "disabled");
            if (k->id == YZ_HOUSEHOLD) ((struct yz_household *)(void *)record)->dwelling = d.dwelling;
            if (k->id == YZ_DISTINCT && strcmp(f->column, "a") == 0)
                ((struct yz_distinct *)(void *)record)->b = d.sister;
            if (k->id == YZ_DISTINCT && strcmp(f->column, "b") == 0)
                ((struct yz_distinct *)(void *)record)->a = d.mother;
            if (k->id == YZ_CASE) {
                strcpy(((struct yz_case *)(void *)record)->number, f->column);
                ((struct yz_case *)(void *)record)->state = YZ_CASE_ACCEPTED;
                ((struct yz_case *)(void *)record)->station = d.station.id;
            }
            put(k, record);
            free(record);
            n++;
        }
    }
    return n;
}

static enum yz_status count(void *ctx, const struct yz_kind *k, const struct yz_field *f, int64_t id) {
    (void)k;
    (void)f;
    (void)id;
    ++*(size_t *)ctx;
    return YZ_OK;
}

static size_t referring(int64_t person) {
    size_t n = 0;
    good(yz_referring(d.store, &yz_person_kind, person, count, &n));
    return n;
}

static void all_that_hangs_on_the_loser(void **state) {
    (void)state;
    struct yz_buffer before = {0}, after = {0}, listed = {0}, listed_after = {0}, keys = {0}, keys_after = {0};
    int64_t other = second_father();
    size_t hung = hang_on(other);
    assert_true(hung >= 15);
    records(&before);
    exports(&listed);
    station_keys(d.store, &keys);
    merged(d.father, other);
    assert_int_equal(referring(other), 0);
    assert_true(referring(d.father) >= hung);
    struct yz_person p;
    good(yz_record_get(d.session, YZ_PERSON, d.father, &p));
    assert_string_equal(p.name, "李明");       /* what both have is the survivor's */
    assert_string_equal(p.note, "第二次登记"); /* what only the loser had is kept */
    sound();
    good(apart(other));
    assert_int_equal(unmerged.stay_count, 0);
    assert_int_equal(unmerged.record, other);
    records(&after);
    exports(&listed_after);
    station_keys(d.store, &keys_after);
    same_text(&before, &after);
    same_text(&listed, &listed_after);
    same_text(&keys, &keys_after);
    sound();
    yz_buffer_free(&before);
    yz_buffer_free(&after);
    yz_buffer_free(&listed);
    yz_buffer_free(&listed_after);
    yz_buffer_free(&keys);
    yz_buffer_free(&keys_after);
}

static void a_choice_for_each_field(void **state) {
    (void)state;
    struct yz_findings f = {0};
    struct yz_person p;
    int64_t other = second_father();
    good(yz_merge_look(d.session, YZ_PERSON, d.father, other, &plan));
    assert_true(yz_merge_take(&plan, "name", YZ_LOSE));
    assert_true(yz_merge_take(&plan, "note", YZ_KEEP));
    assert_false(yz_merge_take(&plan, "employer", YZ_LOSE)); /* neither has one */
    good(yz_merge(d.session, &plan, NULL, &f));
    good(yz_record_get(d.session, YZ_PERSON, d.father, &p));
    assert_string_equal(p.name, "李鸣");
    assert_string_equal(p.note, "");
    yz_findings_free(&f);
}

/* Undo of the same day, and of the unmerging. */
static void undone_and_done_again(void **state) {
    (void)state;
    struct yz_buffer before = {0}, between = {0}, after = {0};
    struct yz_undo u;
    int64_t other = second_father();
    hang_on(other);
    records(&before);
    merged(d.father, other);
    records(&between);
    good(yz_undo(d.session, 0, &u));
    records(&after);
    same_text(&before, &after);
    good(yz_undo(d.session, u.undone_by, &u)); /* merged again, by another act than the one of the merge */
    records(&after);
    same_text(&between, &after);
    good(apart(other));
    records(&after);
    same_text(&before, &after);
    good(yz_undo(d.session, 0, &u)); /* the unmerging */
    records(&after);
    same_text(&between, &after);
    sound();
    yz_buffer_free(&before);
    yz_buffer_free(&between);
    yz_buffer_free(&after);
}

static bool stays(enum yz_kind_id kind, int64_t id, const char *field) {
    for (size_t i = 0; i < unmerged.stay_count; i++)
        if (unmerged.stays[i].kind == kind && unmerged.stays[i].id == id &&
            strcmp(unmerged.stays[i].field ? unmerged.stays[i].field->column : "", field) == 0)
            return true;
    return false;
}

static void what_was_done_since(void **state) {
    (void)state;
    struct yz_person p;
    struct yz_case moved = {.number = "2026-000901", .state = YZ_CASE_ACCEPTED, .station = d.station.id}, later = moved;
    int64_t other = second_father();
    moved.person = other;
    put(&yz_case_kind, &moved);
    merged(d.father, other);
    yz_set_now(yz_moment_make(20270301, 600)); /* another day, another year */
    good(yz_record_get(d.session, YZ_PERSON, d.father, &p));
    strcpy(p.note, "后来写的");
    strcpy(p.employer, "星天地");
    put(&yz_person_kind, &p);
    good(yz_record_get(d.session, YZ_CASE, moved.id, &moved));
    assert_int_equal(moved.person, d.father);
    moved.owner = d.clerk.id;
    put(&yz_case_kind, &moved);
    strcpy(later.number, "2027-000001");
    later.person = d.father;
    put(&yz_case_kind, &later);
    good(apart(other));
    assert_int_equal(unmerged.stay_count, 2);
    assert_true(stays(YZ_PERSON, d.father, "note"));
    assert_true(stays(YZ_CASE, later.id, ""));
    good(yz_record_get(d.session, YZ_PERSON, d.father, &p));
    assert_string_equal(p.note, "后来写的");
    assert_string_equal(p.employer, "星天地"); /* nothing of the merge */
    good(yz_record_get(d.session, YZ_CASE, moved.id, &moved));
    assert_int_equal(moved.person, other);
    assert_int_equal(moved.owner, d.clerk.id); /* done since, and nothing of the merge */
    good(yz_record_get(d.session, YZ_PERSON, other, &p));
    assert_string_equal(p.note, "第二次登记");
    sound();
}

/* Twice in one household: once after the merge, twice again after it is taken back. */
static void twice_in_one_household(void **state) {
    (void)state;
    struct yz_buffer before = {0}, after = {0};
    struct yz_person p = {.name = "李明", .sex = 1, .birth = 19900511};
    struct yz_member members[16];
    size_t n, twice;
    put(&yz_person_kind, &p);
    struct yz_membership m = {
        .person = p.id, .household = d.family, .dwelling = d.dwelling, .relation = 20, .role = 3, .since = 19900101};
    put(&yz_membership_kind, &m);
    records(&before);
    good(yz_household_members(d.session, d.family, 0, members, 16, &twice));
    merged(d.father, p.id);
    good(yz_household_members(d.session, d.family, 0, members, 16, &n));
    assert_int_equal(n, twice - 1);
    struct yz_membership homes[4];
    good(yz_person_memberships(d.session, d.father, homes, 4, &n));
    assert_int_equal(n, 1);
    assert_int_equal(homes[0].since, 19900101); /* the longer span */
    assert_true(homes[0].legal);
    sound();
    good(apart(p.id));
    records(&after);
    same_text(&before, &after);
    yz_buffer_free(&before);
    yz_buffer_free(&after);
}

static void two_legal_households(void **state) {
    (void)state;
    struct yz_findings f = {0};
    struct yz_membership homes[4];
    size_t n, legal = 0;
    int64_t other = second_father();
    good(yz_person_memberships(d.session, other, homes, 4, &n));
    homes[0].legal = true;
    put(&yz_membership_kind, &homes[0]);
    assert_int_equal(merge(d.father, other, NULL, &f), YZ_REFUSED);
    assert_true(desk_said(&f, "legal", "两户"));
    assert_int_equal(plan.legal[YZ_KEEP], d.family);
    assert_int_equal(plan.legal[YZ_LOSE], homes[0].household);
    assert_true(yz_merge_take(&plan, "legal", YZ_LOSE));
    yz_findings_free(&f);
    f = (struct yz_findings){0};
    good(yz_merge(d.session, &plan, NULL, &f));
    good(yz_person_memberships(d.session, d.father, homes, 4, &n));
    assert_int_equal(n, 2);
    for (size_t i = 0; i < n; i++) {
        legal += homes[i].legal;
        assert_int_equal(homes[i].legal, homes[i].household != d.family);
    }
    assert_int_equal(legal, 1);
    good(apart(other));
    good(yz_person_memberships(d.session, d.father, homes, 4, &n));
    assert_true(n == 1 && homes[0].legal);
    yz_findings_free(&f);
}

static void what_needs_a_reason(void **state) {
    (void)state;
    struct yz_findings f = {0};
    struct yz_person p;
    int64_t other = second_father();
    good(yz_record_get(d.session, YZ_PERSON, other, &p));
    p.died = 20260301;
    put(&yz_person_kind, &p);
    assert_int_equal(merge(d.father, other, NULL, &f), YZ_REFUSED);
    assert_true(desk_said(&f, "reason", "去世"));
    assert_int_equal(merge(d.father, other, "  ", &f), YZ_REFUSED); /* blanks are none */
    yz_findings_free(&f);
    f = (struct yz_findings){0};
    good(merge(d.father, other, "派出所更正", &f));
    good(apart(other));
    yz_findings_free(&f);
    f = (struct yz_findings){0};
    assert_int_equal(merge(d.father, d.sister, NULL, &f), YZ_REFUSED);
    assert_true(desk_said(&f, "reason", "不是同一人"));
    yz_findings_free(&f);
}

static void what_cannot_be(void **state) {
    (void)state;
    struct yz_findings f = {0};
    struct yz_person p;
    int64_t other = second_father(), third;
    assert_int_equal(yz_merge_look(d.session, YZ_PERSON, d.father, d.father, &plan), YZ_REFUSED);
    assert_int_equal(yz_merge_look(d.session, YZ_CASE, 1, 2, &plan), YZ_REFUSED);
    good(yz_record_get(d.session, YZ_PERSON, d.sister, &p));
    p.mother = d.mother;
    put(&yz_person_kind, &p);
    assert_int_equal(yz_merge_look(d.session, YZ_PERSON, d.mother, d.sister, &plan), YZ_REFUSED);
    good(yz_merge_look(d.session, YZ_PERSON, d.father, other, &plan));
    good(yz_record_get(d.session, YZ_PERSON, other, &p));
    strcpy(p.employer, "星天地");
    put(&yz_person_kind, &p);
    assert_int_equal(yz_merge(d.session, &plan, NULL, &f), YZ_REFUSED); /* somebody changed it meanwhile */
    assert_int_equal(apart(other), YZ_REFUSED);                         /* never merged */
    merged(d.father, other);
    third = second_father();
    merged(third, d.father);
    assert_int_equal(apart(other), YZ_REFUSED); /* its survivor went further: that one first */
    assert_non_null(strstr(yz_message(), "先取消"));
    good(apart(d.father));
    good(apart(other));
    sound();
    yz_findings_free(&f);
}

static void the_old_ref(void **state) {
    (void)state;
    char text[256], ref[32], name[96];
    enum yz_kind_id kind;
    int64_t id, other = second_father(), third;
    merged(d.father, other);
    yz_ref_text(YZ_PERSON, other, ref);
    good(yz_ref_resolve(d.session, ref, 0, &kind, &id));
    assert_int_equal(id, d.father);
    assert_non_null(strstr(yz_merged_text(d.session, YZ_PERSON, other, text, sizeof text), "陈静"));
    assert_string_equal(yz_record_title(d.session, YZ_PERSON, other, false, name, sizeof name), "李明");
    third = second_father();
    merged(third, d.father);
    assert_int_equal(yz_merged_into(d.session, YZ_PERSON, other, NULL), third); /* however often */
    assert_int_equal(yz_merged_into(d.session, YZ_PERSON, third, NULL), 0);
}

static void not_the_same(void **state) {
    (void)state;
    struct yz_findings f = {0};
    struct yz_distinct all[4];
    size_t n;
    int64_t other = second_father();
    good(yz_distinct_note(d.session, other, d.father, "堂兄弟"));
    good(yz_distinct_note(d.session, d.father, other, "再记一次")); /* known already */
    good(yz_distincts(d.session, all, 4, &n));
    assert_int_equal(n, 1);
    assert_string_equal(all[0].reason, "堂兄弟");
    assert_int_equal(all[0].staff, d.clerk.id);
    assert_true(yz_distinct_noted(d.session, d.father, other));
    assert_int_equal(merge(d.father, other, NULL, &f), YZ_REFUSED);
    assert_true(desk_said(&f, "reason", "不是同一人"));
    merged(d.father, other);
    good(yz_distincts(d.session, all, 4, &n));
    assert_int_equal(n, 0);
    good(apart(other));
    assert_true(yz_distinct_noted(d.session, d.father, other)); /* the note is back with them */
    good(yz_distinct_drop(d.session, d.father, other));
    assert_false(yz_distinct_noted(d.session, d.father, other));
    yz_findings_free(&f);
}

static void drafts_go_along(void **state) {
    (void)state;
    char json[64];
    int64_t version, other = second_father();
    yz_moment at = 0;
    good(yz_draft_write(d.store, d.clerk.id, "intake:resident-insurance:p", other, 3, "{\"a\":\"半句\"}"));
    merged(d.father, other);
    good(yz_draft_read(d.store, d.clerk.id, "intake:resident-insurance:p", d.father, json, sizeof json, &version, &at));
    assert_string_equal(json, "{\"a\":\"半句\"}");
    good(apart(other));
    good(yz_draft_read(d.store, d.clerk.id, "intake:resident-insurance:p", other, json, sizeof json, &version, &at));
    assert_int_equal(version, 3);
}

static void households_too(void **state) {
    (void)state;
    struct yz_buffer before = {0}, after = {0};
    struct yz_findings f = {0};
    struct yz_member members[16];
    size_t n, m;
    char ref[32];
    records(&before);
    good(yz_household_members(d.session, d.family, 0, members, 16, &n));
    good(yz_merge_look(d.session, YZ_HOUSEHOLD, d.family, d.tenants, &plan));
    good(yz_merge(d.session, &plan, NULL, &f));
    good(yz_household_members(d.session, d.family, 0, members, 16, &m));
    assert_int_equal(m, n + 1);
    sound();
    good(yz_merge_named(d.session, YZ_HOUSEHOLD, yz_ref_text(YZ_HOUSEHOLD, d.tenants, ref), &merge_record));
    good(yz_unmerge(d.session, &merge_record, &unmerged));
    records(&after);
    same_text(&before, &after);
    yz_findings_free(&f);
    yz_buffer_free(&before);
    yz_buffer_free(&after);
}

/* Any people into any others, whatever was merged before, and back in any order that is allowed: all is as it was. */
static void whatever_is_merged(void **state) {
    (void)state;
    struct yz_buffer before = {0}, after = {0};
    int64_t people[24], lost[24];
    size_t n = 0, count = 0;
    uint32_t throw = 7;
    for (int i = 0; i < 18; i++) {
        people[n++] = second_father();
        if (i % 6 == 0) hang_on(people[n - 1]);
    }
    records(&before);
    for (int i = 0; i < 14; i++) {
        size_t a = dice(&throw, (uint32_t)n), b = dice(&throw, (uint32_t)n);
        if (a == b) continue;
        merged(people[a], people[b]);
        lost[count++] = people[b];
        people[b] = people[--n];
        sound();
    }
    assert_true(count > 8);
    for (int turns = 0; count && turns < 1000; turns++) {
        size_t i = dice(&throw, (uint32_t)count);
        if (apart(lost[i]) == YZ_OK) lost[i] = lost[--count];
    }
    assert_int_equal(count, 0);
    records(&after);
    same_text(&before, &after);
    sound();
    yz_buffer_free(&before);
    yz_buffer_free(&after);
}

int main(void) {
#define TEST(f) cmocka_unit_test_setup_teardown(f, make, drop)
    const struct CMUnitTest tests[] = {
        TEST(all_that_hangs_on_the_loser),
        TEST(a_choice_for_each_field),
        TEST(undone_and_done_again),
        TEST(what_was_done_since),
        TEST(twice_in_one_household),
        TEST(two_legal_households),
        TEST(what_needs_a_reason),
        TEST(what_cannot_be),
        TEST(the_old_ref),
        TEST(not_the_same),
        TEST(drafts_go_along),
        TEST(households_too),
        TEST(whatever_is_merged),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
