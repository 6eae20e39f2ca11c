/* What is particular to a row of needs and of resources. A place must be known: neither makes one. */
#include "service/ledger/records.h"

#include "base/text.h"
#include "service/lists/lists_private.h"
#include "service/session.h"

#include <stdio.h>
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>
#include <yizhan/registry.h>

/* --- where --- */

/* "小区3-2-501", of one cell or of several; "" when no door is told. With `door` false as far as the building. */
static void address_of(struct yz_rows_run *run, uint32_t at, bool door, char *out, size_t room) {
    char whole[YZ_PLAIN_CELL], compound[YZ_PLAIN_CELL], number[YZ_PLAIN_CELL], unit[YZ_PLAIN_CELL], last[YZ_PLAIN_CELL];
    yz_row_cell(run, at, YZ_COLUMN_ADDRESS, whole);
    yz_row_cell(run, at, YZ_COLUMN_COMPOUND, compound);
    yz_row_cell(run, at, YZ_COLUMN_BUILDING, number);
    yz_row_cell(run, at, YZ_COLUMN_UNIT, unit);
    yz_row_cell(run, at, YZ_COLUMN_ROOM, last);
    if (!door) snprintf(out, room, "%s%s", *number ? compound : "", number);
    else if (*whole || !*last) yz_copy(out, room, whole);
    else if (*unit) snprintf(out, room, "%s%s-%s-%s", compound, number, unit, last);
    else snprintf(out, room, "%s%s%s%s", compound, number, *number ? "-" : "", last);
}

static int64_t place_of(struct yz_rows_run *run, enum yz_kind_id kind, const char *field, const char *text,
                        const char *mend) {
    enum yz_kind_id found;
    int64_t id = 0;
    if (!*text) return 0;
    if (yz_ref_resolve(run->im->session, text, YZ_KIND_BIT(kind), &found, &id) == YZ_OK) return id;
    yz_row_refuse(run, field, text, yz_message(), mend);
    return 0;
}

static int64_t building_of(struct yz_rows_run *run, uint32_t at) {
    char text[3 * YZ_PLAIN_CELL];
    address_of(run, at, false, text, sizeof text);
    return place_of(run, YZ_BUILDING, "building", text, _("写成 小区名3幢；台账没有的楼栋先导入楼栋"));
}

/* --- needs --- */

/* Behind a door the household of whoever asked, or the only one there. */
static enum yz_status set_household(struct yz_rows_run *run, uint32_t at, int64_t dwelling, struct yz_need *n) {
    struct yz_import_run *im = run->im;
    char name[YZ_PLAIN_CELL];
    int64_t membership = 0;
    enum yz_status status = YZ_OK;
    if (*yz_row_cell(run, at, YZ_COLUMN_SPEAKER, name))
        status = yz_lives_there(im, dwelling, name, "", &membership, &n->person);
    if (*name && !n->person && status == YZ_OK)
        yz_find_warning(&im->findings, "person", name, _("不住在这个门牌，没有记下是谁"), _("核对姓名，或先导入居民"));
    if (n->person) n->household = yz_person_household(im->session, n->person, 0);
    if (!n->household)
        n->household = yz_sql_int(im->session->store,
                                  "SELECT CASE count(*) WHEN 1 THEN max(id) ELSE 0 END FROM household WHERE dwelling=?1"
                                  " AND (until=0 OR until>=?2)",
                                  dwelling, im->today);
    n->building = yz_sql_int(im->session->store, "SELECT building FROM dwelling WHERE id=?1", dwelling, 0);
    if (!n->household) yz_dwelling_short(im->session, dwelling, n->place, sizeof n->place);
    return status;
}

static enum yz_status read_place(struct yz_rows_run *run, uint32_t at, struct yz_need *n) {
    char text[5 * YZ_PLAIN_CELL], place[YZ_PLAIN_CELL];
    address_of(run, at, true, text, sizeof text);
    yz_copy(n->place, sizeof n->place, yz_row_told(run, at, "place", place));
    int64_t dwelling = place_of(run, YZ_DWELLING, "address", text, _("只知道大概的写楼栋，或写在“地点”一列"));
    if (dwelling) return set_household(run, at, dwelling, n);
    if (*text) yz_copy(n->place, sizeof n->place, text); /* that it is wrong has been told */
    else n->building = building_of(run, at);
    if (!n->building) yz_row_grid(run, at, &n->grid);
    return YZ_OK;
}

/* The need that says the same of the same place; each goes by an index. */
static enum yz_status same_need(struct yz_import_run *im, const struct yz_need *n, int64_t *id) {
    static const char of_household[] = "SELECT id FROM need WHERE household=?1 AND household<>0 AND text=?2 LIMIT 1",
                      of_building[] = "SELECT id FROM need WHERE building=?1 AND household=0 AND text=?2 AND place=?3"
                                      " LIMIT 1",
                      of_place[] = "SELECT id FROM need WHERE place=?3 AND place<>'' AND household=0 AND building=0 AND"
                                   " grid=?1 AND text=?2 LIMIT 1",
                      of_grid[] = "SELECT id FROM need WHERE grid=?1 AND household=0 AND building=0 AND place='' AND"
                                  " text=?2 AND ?3='' LIMIT 1";
    struct yz_query *q = n->household  ? yz_sql(im->session->store, of_household)
                         : n->building ? yz_sql(im->session->store, of_building)
                         : *n->place   ? yz_sql(im->session->store, of_place)
                                       : yz_sql(im->session->store, of_grid);
    yz_bind(q, 1, n->household ? n->household : n->building ? n->building : n->grid);
    yz_bind_text(q, 2, n->text);
    if (!n->household) yz_bind_text(q, 3, n->place);
    *id = yz_next(q) ? yz_int(q, 0) : 0;
    return yz_done(q);
}

static enum yz_status find_need(struct yz_rows_run *run, uint32_t at, void *record, char *key, size_t room) {
    struct yz_import_run *im = run->im;
    struct yz_need *n = record;
    char text[sizeof n->text];
    int64_t id = 0;
    enum yz_status status = read_place(run, at, n);
    if (status != YZ_OK || !yz_findings_ok(&im->findings)) return status;
    yz_text_line(text, sizeof text, yz_sheet_cell(&im->sheet, im->rows[at].sheet, im->columns.name));
    yz_text_trim(n->text, sizeof n->text, text);
    snprintf(key, room, "%lld/%lld/%lld/%.60s/%.90s", (long long)n->household, (long long)n->building,
             (long long)n->grid, n->household ? "" : n->place, n->text);
    if (*n->text) status = same_need(im, n, &id);
    if (status != YZ_OK || !id) return status;
    status = yz_get(im->session->store, &yz_need_kind, id, n);
    if (status == YZ_OK && yz_need_hidden(im->session, n))
        yz_row_refuse(run, "text", NULL, _("这条需求是保密的，不能修改"), NULL);
    return status;
}

static enum yz_status complete_need(struct yz_rows_run *run, uint32_t at, void *record) {
    struct yz_import_run *im = run->im;
    struct yz_need *n = record;
    struct yz_community c = {0};
    (void)at;
    if (!n->source) yz_code_parse("need_source", "desk", &n->source);
    if (!n->id && yz_the_community(im->session, &c) == YZ_OK) n->invented = c.invented;
    enum yz_status status = yz_need_place(im->session, n);
    if (!*n->text) yz_row_refuse(run, "text", NULL, _("没有写需求"), NULL);
    if (!n->field && !yz_findings_about(&im->findings, "field"))
        yz_row_refuse(run, "field", NULL, _("没有写需求领域"), _("六个领域之一，例如 环境整治；写了小类可以空着"));
    if (status == YZ_OK && !n->id && *n->text) yz_need_warn_near(im->session, n, &im->findings);
    return status;
}

const struct yz_record_row yz_need_row = {.find = find_need, .complete = complete_need};

/* --- resources --- */

/* What the row tells of its provider, as a new one. */
static void read_provider(struct yz_rows_run *run, uint32_t at, struct yz_provider *p) {
    static const struct {
        enum yz_column column;
        const char *field;
    } cells[] = {{YZ_COLUMN_PROVIDER, "name"},
                 {YZ_COLUMN_SORT, "sort"},
                 {YZ_COLUMN_USCC, "uscc"},
                 {YZ_COLUMN_CONTACT, "contact"},
                 {YZ_COLUMN_PHONE, "phone"}};
    char text[YZ_PLAIN_CELL];
    *p = (struct yz_provider){.station = run->im->session->station.id};
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++)
        if (*yz_row_cell(run, at, cells[i].column, text))
            yz_field_set(yz_field_named(&yz_provider_kind, cells[i].field), p, text, true, &run->im->findings);
}

/* The one of the file; a new one only when that was asked for. */
static enum yz_status find_provider(struct yz_rows_run *run, uint32_t at, int64_t *id) {
    struct yz_import_run *im = run->im;
    struct yz_provider p, known;
    *id = 0;
    read_provider(run, at, &p);
    if (!*p.name && !*p.uscc)
        return yz_row_refuse(run, "provider", NULL, _("没有写提供方"), _("写提供单位的全名")), YZ_OK;
    enum yz_status status = yz_provider_called(im->session, p.name, p.uscc, id);
    if (status == YZ_OK && *id) status = yz_get(im->session->store, &yz_provider_kind, *id, &known);
    if (status != YZ_OK) return status;
    if (*id && *p.uscc && strcmp(known.uscc, p.uscc) != 0)
        yz_row_refuse(run, "uscc", p.uscc, _("和登记的统一社会信用代码不同"), _("核对代码和单位名称"));
    if (*id) return YZ_OK;
    if (im->options->create_places) return yz_provider_check(im->session, &p, &im->findings);
    yz_row_refuse(run, "provider", p.name, _("没有这个提供方"),
                  _("核对名称；确是新的，先登记，或加 --create-places 导入"));
    return YZ_OK;
}

static enum yz_status find_resource(struct yz_rows_run *run, uint32_t at, void *record, char *key, size_t room) {
    struct yz_import_run *im = run->im;
    struct yz_offer *o = record;
    char name[YZ_PLAIN_CELL], provider[YZ_PLAIN_CELL];
    int64_t id = 0;
    enum yz_status status = find_provider(run, at, &o->provider);
    yz_row_told(run, at, "name", name);
    yz_row_cell(run, at, YZ_COLUMN_PROVIDER, provider);
    snprintf(key, room, "%lld/%.80s/%.90s", (long long)o->provider, o->provider ? "" : provider, name);
    o->list = YZ_LIST_RESOURCE;
    if (status != YZ_OK || !o->provider) return status;
    struct yz_query *q = yz_sql(im->session->store,
                                "SELECT id FROM offer WHERE provider=?1 AND list=?2 AND name=?3 ORDER BY id LIMIT 1");
    yz_bind(q, 1, o->provider);
    yz_bind(q, 2, o->list);
    yz_bind_text(q, 3, name);
    if (yz_next(q)) id = yz_int(q, 0);
    status = yz_done(q);
    return status == YZ_OK && id ? yz_get(im->session->store, &yz_offer_kind, id, o) : status;
}

/* Where it holds: what the row says, else what the places it names make of it. */
static void set_area(struct yz_rows_run *run, uint32_t at, struct yz_offer *o) {
    char compound[YZ_PLAIN_CELL], number[YZ_PLAIN_CELL];
    bool building = *yz_row_cell(run, at, YZ_COLUMN_BUILDING, number) != '\0';
    yz_row_grid(run, at, &o->grid);
    if (building) o->building = building_of(run, at);
    else if (*yz_row_cell(run, at, YZ_COLUMN_COMPOUND, compound))
        o->compound = place_of(run, YZ_COMPOUND, "compound", compound, NULL);
    if (!o->area)
        o->area = o->building   ? YZ_AREA_BUILDING
                  : o->compound ? YZ_AREA_WALK
                  : o->grid     ? YZ_AREA_GRID
                                : YZ_AREA_COMMUNITY;
}

static enum yz_status complete_resource(struct yz_rows_run *run, uint32_t at, void *record) {
    struct yz_import_run *im = run->im;
    struct yz_offer *o = record;
    struct yz_community c = {0};
    if (!o->id && yz_the_community(im->session, &c) == YZ_OK) o->invented = c.invented;
    if (!o->period) o->period = YZ_PER_MONTH;
    set_area(run, at, o);
    yz_offer_complete(im->session, o, &im->findings);
    if (!*o->name) yz_row_refuse(run, "name", NULL, _("没有写资源名称"), NULL);
    if (!o->field && !yz_findings_about(&im->findings, "field"))
        yz_row_refuse(run, "field", NULL, _("没有写领域"), _("六个领域之一，例如 日常服务；写了小类可以空着"));
    return YZ_OK;
}

/* A new provider goes in with its first resource. */
static enum yz_status make_provider(struct yz_rows_run *run, uint32_t at, void *record) {
    struct yz_offer *o = record;
    struct yz_provider p;
    bool made;
    if (o->provider) return YZ_OK;
    read_provider(run, at, &p);
    enum yz_status status = yz_provider_called(run->im->session, p.name, p.uscc, &o->provider);
    if (status != YZ_OK || o->provider) return status;
    p.invented = o->invented;
    status = yz_import_put(run->im, &yz_provider_kind, &p, NULL, &made);
    o->provider = p.id;
    return status;
}

const struct yz_record_row yz_resource_row = {
    .find = find_resource, .complete = complete_resource, .place = make_provider};
