/* Small station files for tests of the store. */
#include "support/station.h"

#include "store/store_private.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static const struct yz_field resident_fields[] = {
    YZ_FIELD(struct resident, name, YZ_TEXT, "姓名", .find = YZ_FIND_NAME),
    YZ_FIELD(struct resident, reading, YZ_TEXT, "读音"),
    YZ_FIELD(struct resident, id_number, YZ_TEXT, "证件号码", .find = YZ_FIND_NUMBER, .flags = YZ_FRAGMENT),
    YZ_FIELD(struct resident, phone, YZ_TEXT, "电话", .find = YZ_FIND_NUMBER, .flags = YZ_FRAGMENT),
    YZ_FIELD(struct resident, birth, YZ_DAY, "出生日期"),
    YZ_FIELD(struct resident, home, YZ_REF, "住处", .of = "home"),
    YZ_FIELD(struct resident, deposit, YZ_MONEY, "押金"),
    YZ_FIELD(struct resident, tenant, YZ_FLAG, "租户"),
    YZ_FIELD(struct resident, note, YZ_TEXT, "备注"),
};
static const char *const resident_indexes[] = {"resident_home ON resident(home)", NULL};

const struct yz_kind resident_kind = {
    .id = YZ_PERSON,
    .name = "resident",
    .letter = 'p',
    .label = "居民",
    .size = sizeof(struct resident),
    .fields = resident_fields,
    .count = sizeof resident_fields / sizeof *resident_fields,
    .indexes = resident_indexes,
};

static const struct yz_field home_fields[] = {
    YZ_FIELD(struct home, label, YZ_TEXT, "名称", .find = YZ_FIND_NAME),
    YZ_FIELD(struct home, head, YZ_REF, "户主", .of = "resident"),
};

const struct yz_kind home_kind = {
    .id = YZ_HOUSEHOLD,
    .name = "home",
    .letter = 'h',
    .label = "住处",
    .size = sizeof(struct home),
    .fields = home_fields,
    .count = sizeof home_fields / sizeof *home_fields,
    .indexes = resident_indexes + 1,
};

static const struct yz_kind *const kinds[YZ_KIND_COUNT] = {[YZ_HOUSEHOLD] = &home_kind, [YZ_PERSON] = &resident_kind};

void station_make_hidden(struct station *st) {
    yz_store_kinds(kinds, YZ_KIND_COUNT);
    strcpy(st->folder, "/tmp/yz-test-XXXXXX");
    assert_non_null(mkdtemp(st->folder));
    snprintf(st->path, sizeof st->path, "%s/station.db", st->folder);
    st->store = NULL;
    if (yz_store_create(st->path, 7, false, &st->store) != YZ_OK) fail_msg("%s", yz_message());
}

void station_make(struct station *st) {
    station_make_hidden(st);
    if (yz_store_publish(st->store) != YZ_OK) fail_msg("%s", yz_message());
}

void station_open(struct station *st) {
    if (yz_store_open(st->path, &st->store) != YZ_OK) fail_msg("%s", yz_message());
}

void station_close(struct station *st) {
    yz_store_close(st->store);
    st->store = NULL;
}

void station_remove(struct station *st) {
    char command[128];
    if (st->store) station_close(st);
    snprintf(command, sizeof command, "rm -rf '%s'", st->folder);
    assert_int_equal(system(command), 0);
}

void station_sql(const char *path, const char *sql) {
    sqlite3 *db;
    char *error = NULL;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    if (sqlite3_exec(db, sql, NULL, NULL, &error) != SQLITE_OK) fail_msg("%s: %s", sql, error);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

int64_t station_put(struct station *st, const struct yz_kind *k, void *record) {
    int64_t act = 0;
    if (yz_act_begin(st->store, "test-put", 3) != YZ_OK || yz_put(st->store, k, record) != YZ_OK ||
        yz_act_commit(st->store, &act) != YZ_OK)
        fail_msg("%s", yz_message());
    return act;
}

int64_t station_drop(struct station *st, const struct yz_kind *k, int64_t id) {
    int64_t act = 0;
    if (yz_act_begin(st->store, "test-drop", 3) != YZ_OK || yz_drop(st->store, k, id) != YZ_OK ||
        yz_act_commit(st->store, &act) != YZ_OK)
        fail_msg("%s", yz_message());
    return act;
}

static void records_of(struct yz_store *s, const struct yz_kind *k, struct yz_buffer *out) {
    struct yz_record *record = calloc(1, k->size);
    struct yz_query *q = yz_select(s, k, "ORDER BY id");
    while (yz_next(q)) {
        yz_row(q, k, record);
        record->version = 0;
        yz_record_json(out, k, record);
        yz_buffer_byte(out, '\n');
    }
    assert_int_equal(yz_done(q), YZ_OK);
    free(record);
}

void station_records(struct yz_store *s, struct yz_buffer *out) {
    yz_buffer_clear(out);
    records_of(s, &home_kind, out);
    records_of(s, &resident_kind, out);
}

void station_keys(struct yz_store *s, struct yz_buffer *out) {
    yz_buffer_clear(out);
    struct yz_query *q = yz_sql(s, "SELECT hex(key) || ' ' || kind || ' ' || id AS row FROM find UNION ALL "
                                   "SELECT block || ' ' || hex(data) FROM number_block ORDER BY row");
    while (yz_next(q)) {
        yz_buffer_text(out, yz_text(q, 0));
        yz_buffer_byte(out, '\n');
    }
    assert_int_equal(yz_done(q), YZ_OK);
}

uint32_t dice(uint32_t *state, uint32_t sides) {
    *state ^= *state << 13;
    *state ^= *state >> 17;
    *state ^= *state << 5;
    return *state % sides;
}

void resident_make(struct resident *r, uint32_t seed) {
    static const char *const surnames[] = {"张", "王", "李", "曾", "欧阳", "赵", "单", "孙", "周", "吴", "解", "陈"};
    static const char *const given[] = {"小", "明", "秀", "英", "伟", "芳", "建",
                                        "国", "乐", "长", "重", "文", "静", "丰"};
    uint32_t d = seed * 2654435761u | 1;
    int64_t id = r->id, version = r->version;
    for (int i = 0; i < 4; i++) dice(&d, 2);
    memset(r, 0, sizeof *r);
    r->id = id;
    r->version = version;
    snprintf(r->name, sizeof r->name, "%s%s%s", surnames[dice(&d, 12)], given[dice(&d, 14)],
             dice(&d, 4) ? given[dice(&d, 14)] : "");
    unsigned year = 1940 + dice(&d, 85), month = 1 + dice(&d, 12), day = 1 + dice(&d, 28);
    r->birth = yz_date_make((int)year, (int)month, (int)day);
    snprintf(r->id_number, sizeof r->id_number, "5301%02u%04u%02u%02u%03u%c", dice(&d, 30), year, month, day,
             dice(&d, 1000), "0123456789X"[dice(&d, 11)]);
    if (dice(&d, 5)) snprintf(r->phone, sizeof r->phone, "1%02u%08u", 30 + dice(&d, 70), dice(&d, 100000000));
    r->tenant = dice(&d, 3) == 0;
    r->deposit = (int64_t)dice(&d, 100000);
}
