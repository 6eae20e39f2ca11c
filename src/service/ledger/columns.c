/* The header: which row it is, and what each of its columns is. Offices write it in many ways, so a column answers to its
 * field's label, to the field's further headers, to its column name, and to what --map says. */
#include "service/ledger/ledger_private.h"

#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/i18n.h>
#include <yizhan/lists.h>
#include <yizhan/station.h>

enum { LOOK = 10, HEADER = 192, WORD = 1 << 12, IGNORED = 2 << 12, REASONS = 3 << 12, ANSWER = 4 << 12 };

const struct yz_kind *const yz_part_kinds[YZ_PART_COUNT] = {&yz_person_kind,   &yz_membership_kind, &yz_household_kind,
                                                            &yz_dwelling_kind, &yz_building_kind,   &yz_staff_kind,
                                                            &yz_need_kind,     &yz_offer_kind};

static const struct {
    const char *name, *headers;
} words[YZ_COLUMNS] = {
    [YZ_COLUMN_ADDRESS] = {"address",
                           "现住址|居民地址|居住地址|现居住地址|现居住地|现住地址|现住地|家庭住址|家庭地址|住址|"
                           "地址|详细地址|居住地|房屋地址|住处|常住地址|居住地详址|现住地详址"},
    [YZ_COLUMN_COMPOUND] = {"compound", "所属小区|小区|小区名称|居住小区|小区（院落）|小区名"},
    [YZ_COLUMN_BUILDING] = {"building", "楼栋号|楼栋|幢号|栋号|楼号|楼栋编号|幢|栋|所属楼栋|楼幢号|楼幢"},
    [YZ_COLUMN_UNIT] = {"unit", "单元|单元号|单元名称"},
    [YZ_COLUMN_ROOM] = {"room", "门牌号|房号|室号|室|户室号|房间号|门牌"},
    [YZ_COLUMN_GRID] = {"grid", "所属网格|网格|网格名称|网格号|网格编号"},
    [YZ_COLUMN_HEAD] = {"head", "户主姓名|户主"},
    [YZ_COLUMN_MOTHER] = {"mother", "母亲|母亲姓名"},
    [YZ_COLUMN_GUARDIAN] = {"guardian", "监护人|监护人姓名"},
    [YZ_COLUMN_HEAD_ID] = {"head_id", "户主身份证号|户主身份证号码|户主身份证|户主证件号码"},
    [YZ_COLUMN_OWNER] = {"owner", "房主姓名|房主|产权人|业主|业主姓名|产权人姓名"},
    [YZ_COLUMN_OWNER_ID] = {"owner_id", "房主身份证号|房主身份证号码|房主身份证|产权人身份证号|业主身份证号"},
    [YZ_COLUMN_STATION] = {"station", "驿站|所属驿站|所在驿站|站点"},
    [YZ_COLUMN_SPEAKER] = {"person", "提出人|居民|居民姓名|姓名|反映人|联系人|申请人"},
    [YZ_COLUMN_PROVIDER] = {"provider", "提供方|提供单位|单位名称|共建单位|单位|资源单位"},
    [YZ_COLUMN_SORT] = {"provider_sort", "提供方类别|单位类别|单位性质|单位类型"},
    [YZ_COLUMN_USCC] = {"uscc", "统一社会信用代码|信用代码|社会信用代码"},
    [YZ_COLUMN_CONTACT] = {"contact", "联系人|负责人|对接人"},
    [YZ_COLUMN_PHONE] = {"provider_phone", "联系电话|电话|手机号|联系方式"},
};

static const char ignored[] =
    "序号|编号|行号|所属街道|街道|所属社区|社区|社区名称|村（社区）|年龄|周岁|所属片区|片区|楼层|"
    "所在楼层|房屋编号|系统用户|操作系统用户|填表日期|填表人|登记日期|居民编号|演示数据|ignore";
static const char role_headers[] = "房屋关系|与房屋关系|与房屋的关系|与房主的关系";

struct known { /* header, normalised → what it is */
    struct yz_map map;
    bool failed;
};

/* Without blanks and marks; with `bare` also without what stands in brackets: "身份证号码（18位）*". */
static size_t normalise(const char *text, bool bare, char out[HEADER]) {
    char folded[HEADER];
    size_t n = 0;
    yz_text_fold(folded, sizeof folded, text);
    for (const char *p = folded; *p; p++) {
        if (bare && *p == '(') {
            while (p[1] && *p != ')') p++;
            continue;
        }
        if (!strchr(" *:#", *p)) out[n++] = *p;
    }
    out[n] = '\0';
    return n;
}

static void know(struct known *k, const char *header, size_t length, uint32_t what) {
    char text[HEADER], key[HEADER];
    snprintf(text, sizeof text, "%.*s", (int)length, header);
    size_t n = normalise(text, false, key);
    uint32_t *at = yz_map_at(&k->map, key, n);
    if (!at) k->failed = true;
    else if (*at == YZ_NOWHERE) *at = what;
}

static void know_all(struct known *k, const char *headers, uint32_t what) {
    for (const char *p = headers; p && *p;) {
        size_t n = strcspn(p, "|");
        know(k, p, n, what);
        p += n + (p[n] == '|');
    }
}

/* Fields that a resident's row can set: of the household only its kind and number. */
static bool takes_part(enum yz_part part, const struct yz_field *f) {
    if (f->type == YZ_REF || f->flags & YZ_DERIVED) return false;
    return part != YZ_PART_HOUSEHOLD || strcmp(f->column, "kind") == 0 || strcmp(f->column, "number") == 0;
}

static void know_fields(struct known *k) {
    for (uint32_t part = 0; part < YZ_PARTS; part++) {
        const struct yz_kind *kind = yz_part_kinds[part];
        for (uint32_t i = 0; i < kind->count; i++) {
            const struct yz_field *f = &kind->fields[i];
            if (!takes_part((enum yz_part)part, f)) continue;
            know(k, f->label, strlen(f->label), part << 8 | i);
            know(k, yz_tr(f->label), strlen(yz_tr(f->label)), part << 8 | i);
            if (f->of && strcmp(f->of, "dwelling_role") == 0) know_all(k, role_headers, part << 8 | i);
            know_all(k, f->headers, part << 8 | i);
        }
    }
}

/* Of a ledger of cases: who it is comes first, then the item's own fields, so that 工作单位 is what the item asks for. */
static void know_identity(struct known *k) {
    static const char *const columns[] = {"name", "id_number", "birth", "phone", NULL};
    for (uint32_t i = 0; i < yz_person_kind.count; i++) {
        const struct yz_field *f = &yz_person_kind.fields[i];
        for (size_t c = 0; columns[c]; c++) {
            if (strcmp(columns[c], f->column) != 0) continue;
            know_all(k, f->label, (uint32_t)YZ_PART_PERSON << 8 | i);
            know_all(k, yz_tr(f->label), (uint32_t)YZ_PART_PERSON << 8 | i);
            know_all(k, f->headers, (uint32_t)YZ_PART_PERSON << 8 | i);
        }
    }
}

static void know_answers(struct known *k, const struct yz_item *item) {
    for (uint32_t i = 0; i < item->field_count; i++) {
        const struct yz_item_field *f = &item->fields[i];
        know_all(k, f->label, ANSWER | i);
        know_all(k, f->label_en, ANSWER | i);
        know_all(k, f->headers, ANSWER | i);
        know_all(k, f->key, ANSWER | i);
    }
    know_all(k, "papers|收到材料|已收材料|已交材料|材料", ANSWER | YZ_ITEM_FIELDS);
    know_all(k, _("收到材料"), ANSWER | YZ_ITEM_FIELDS);
}

/* The names of columns come last, so that --map can say phone=phone2 whatever headers there are. */
static void know_names(struct known *k) {
    for (uint32_t part = 0; part < YZ_PARTS; part++) {
        const struct yz_kind *kind = yz_part_kinds[part];
        for (uint32_t i = 0; i < kind->count; i++)
            if (takes_part((enum yz_part)part, &kind->fields[i]))
                know(k, kind->fields[i].column, strlen(kind->fields[i].column), part << 8 | i);
    }
    for (uint32_t i = 0; i < YZ_COLUMN_HEAD_ID; i++) know(k, words[i].name, strlen(words[i].name), WORD | i);
    know(k, "household_number", 16, (uint32_t)YZ_PART_HOUSEHOLD << 8 | 1);
}

/* Of a ledger of one kind: its words first, so that 门牌号 is part of an address. */
static bool is_set_by(const struct yz_record_ledger *of, const struct yz_field *f) {
    if (f->type == YZ_REF || f->flags & YZ_DERIVED) return false;
    for (size_t i = 0; of->without[i]; i++)
        if (strcmp(of->without[i], f->column) == 0) return false;
    return true;
}

static void know_record(struct known *k, const struct yz_record_ledger *of) {
    const struct yz_kind *kind = yz_part_kinds[of->part];
    for (uint32_t i = 0; i < YZ_COLUMNS; i++)
        if (of->words & 1u << i) know_all(k, words[i].headers, WORD | i);
    for (uint32_t i = 0; i < kind->count; i++) {
        const struct yz_field *f = &kind->fields[i];
        const struct yz_kind *refers = f->type == YZ_REF ? yz_kind_named(f->of) : NULL;
        if (refers && of->words & 1u << YZ_COLUMN_ADDRESS &&
            (refers->id == YZ_DWELLING || (refers->id == YZ_HOUSEHOLD && of->part == YZ_PART_NEED)))
            know_all(k, yz_tr(f->label), WORD | YZ_COLUMN_ADDRESS);
        if (f->flags & YZ_DERIVED) know_all(k, yz_tr(f->label), IGNORED); /* an export has them */
        if (!is_set_by(of, f)) continue;
        know_all(k, f->label, (uint32_t)of->part << 8 | i);
        know_all(k, yz_tr(f->label), (uint32_t)of->part << 8 | i);
        know_all(k, f->headers, (uint32_t)of->part << 8 | i);
        know_all(k, f->column, (uint32_t)of->part << 8 | i);
    }
    for (uint32_t i = 0; i < YZ_COLUMNS; i++)
        if (of->words & 1u << i) know(k, words[i].name, strlen(words[i].name), WORD | i);
}

/* As an export in the language in force names its columns of places. */
static void know_export_words(struct known *k, const struct yz_record_ledger *of) {
    static const struct {
        enum yz_column column;
        const char *label;
    } labels[] = {
        {YZ_COLUMN_COMPOUND, N_("所属小区")}, {YZ_COLUMN_COMPOUND, N_("小区")}, {YZ_COLUMN_BUILDING, N_("楼栋号")},
        {YZ_COLUMN_UNIT, N_("单元")},         {YZ_COLUMN_ROOM, N_("门牌号")},   {YZ_COLUMN_GRID, N_("网格")},
        {YZ_COLUMN_HEAD, N_("户主")},         {YZ_COLUMN_STATION, N_("驿站")},  {YZ_COLUMN_SPEAKER, N_("居民")},
        {YZ_COLUMN_PROVIDER, N_("提供方")},   {YZ_COLUMN_BUILDING, N_("楼栋")}, {YZ_COLUMN_ADDRESS, N_("住处")}};
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
        if (of->words & 1u << labels[i].column) know_all(k, yz_tr(labels[i].label), WORD | labels[i].column);
}

static uint32_t meaning(struct known *k, const char *header) {
    char key[HEADER];
    for (int bare = 0; bare < 2; bare++) {
        size_t n = normalise(header, bare, key);
        uint32_t *at = n ? yz_map_at(&k->map, key, n) : NULL;
        if (at && *at != YZ_NOWHERE) return *at;
    }
    return YZ_NOWHERE;
}

/* "header=column" with commas or line ends between. */
static enum yz_status know_map(struct known *k, const char *map) {
    for (const char *p = map; *p;) {
        char header[HEADER], column[HEADER];
        size_t n = strcspn(p, ",\r\n"), name = strcspn(p, "=,\r\n");
        if (n && name < n && name < HEADER && n - name < HEADER) {
            snprintf(header, sizeof header, "%.*s", (int)name, p);
            snprintf(column, sizeof column, "%.*s", (int)(n - name - 1), p + name + 1);
            uint32_t what = meaning(k, column);
            if (what == YZ_NOWHERE) return yz_fail(YZ_USAGE, _("对应关系里的“%s”不是台账的列"), column);
            size_t length = normalise(header, false, column);
            uint32_t *at = yz_map_at(&k->map, column, length);
            if (at) *at = what;
        } else if (n) {
            return yz_fail(YZ_USAGE, _("对应关系要写成 表头=列，写的是 %.*s"), (int)n, p);
        }
        p += n;
        p += strspn(p, ",\r\n");
    }
    return YZ_OK;
}

/* A map with no = in it is the name of a file of such lines. */
static enum yz_status know_map_file(struct known *k, const char *path) {
    struct yz_sheet sheet = {0};
    enum yz_status status = yz_sheet_read(&sheet, path, NULL);
    for (size_t i = 0; i < sheet.count && status == YZ_OK; i++)
        for (uint32_t c = 0; c < sheet.rows[i].cells && status == YZ_OK; c++)
            status = know_map(k, yz_sheet_cell(&sheet, i, (int)c));
    yz_sheet_free(&sheet);
    return status;
}

/* --- the header row --- */

static bool take_field(struct yz_columns *c, uint32_t what, int column) {
    enum yz_part part = (enum yz_part)(what >> 8);
    uint8_t field = (uint8_t)(what & 255);
    const char *name = yz_part_kinds[part]->fields[field].column;
    for (size_t i = 0; i < c->count; i++) {
        if (c->fields[i].part != part || c->fields[i].field != field) continue;
        /* A second column of telephone numbers is the other number. */
        return part == YZ_PART_PERSON && strcmp(name, "phone") == 0 && take_field(c, what + 1, column);
    }
    if (c->count == YZ_FIELD_COLUMNS) return false;
    c->fields[c->count++] = (struct yz_field_column){part, field, column};
    if ((part == YZ_PART_PERSON || part == YZ_PART_STAFF) && strcmp(name, "name") == 0) c->name = column;
    if ((part == YZ_PART_NEED && strcmp(name, "text") == 0) || (part == YZ_PART_OFFER && strcmp(name, "name") == 0))
        c->name = column;
    if (part == YZ_PART_PERSON && strcmp(name, "id_number") == 0) c->id_number = column;
    return true;
}

static bool take(struct yz_columns *c, uint32_t what, int column) {
    if (what == YZ_NOWHERE) return false;
    if (what == IGNORED) return true;
    if (what == REASONS) {
        c->reasons = column;
    } else if (what & ANSWER) {
        if (c->answers[what & 255] >= 0) return false;
        c->answers[what & 255] = column;
    } else if (what & WORD) {
        if (c->at[what & 255] >= 0) return false;
        c->at[what & 255] = column;
    } else {
        return take_field(c, what, column);
    }
    return true;
}

static size_t words_found(const struct yz_columns *c) {
    size_t n = c->count;
    for (int i = 0; i < YZ_COLUMNS; i++) n += c->at[i] >= 0;
    for (int i = 0; i <= YZ_ITEM_FIELDS; i++) n += c->answers[i] >= 0;
    return n;
}

static void read_header(struct yz_columns *c, struct known *k, const struct yz_sheet *s, size_t row, char *unknown,
                        size_t room) {
    *c = (struct yz_columns){.header = row, .name = -1, .id_number = -1, .reasons = -1};
    for (int i = 0; i < YZ_COLUMNS; i++) c->at[i] = -1;
    for (int i = 0; i <= YZ_ITEM_FIELDS; i++) c->answers[i] = -1;
    *unknown = '\0';
    for (uint32_t i = 0; i < s->rows[row].cells; i++) {
        const char *header = yz_sheet_cell(s, row, (int)i);
        char text[HEADER];
        if (take(c, meaning(k, header), (int)i)) continue;
        yz_text_line(text, sizeof text, header);
        yz_text_trim(text, sizeof text, text);
        size_t have = strlen(unknown);
        if (*text && have + strlen(text) + 2 < room)
            snprintf(unknown + have, room - have, "%s%s", have ? "|" : "", text);
    }
}

/* The column that every row of such a ledger has; -1: the header lacks it. */
static int anchor_of(const struct yz_columns *c, const struct yz_record_ledger *of) {
    if (!of || !of->anchors) return c->name;
    for (int i = 0; i < YZ_COLUMNS; i++)
        if (of->anchors & 1u << i && c->at[i] >= 0) return c->at[i];
    return -1;
}

static enum yz_status no_header(const struct yz_record_ledger *of) {
    if (of) return yz_fail(YZ_REFUSED, _("前 %1$d 行里没有找到表头：这种台账要有%2$s"), LOOK, yz_tr(of->wanted));
    return yz_fail(YZ_REFUSED, _("前 %d 行里没有找到表头：台账要有“姓名”列，以及“身份证号”“现住址”等列"), LOOK);
}

static enum yz_status choose(struct yz_columns *c, struct known *k, const struct yz_sheet *s,
                             const struct yz_record_ledger *of, char *unknown, size_t room) {
    size_t best = 1, at = SIZE_MAX, widest = 0;
    for (size_t i = 0; i < s->count && i < LOOK; i++) {
        read_header(c, k, s, i, unknown, room);
        if (s->rows[i].cells > widest) widest = s->rows[i].cells;
        if (anchor_of(c, of) < 0 || words_found(c) <= best) continue;
        best = words_found(c);
        at = i;
    }
    if (k->failed) return yz_fail(YZ_BUSY, _("内存不足"));
    *unknown = '\0';
    if (widest < 2) return yz_fail(YZ_REFUSED, _("文件里只有一列，不是台账；请另存为逗号分隔的 CSV"));
    if (at == SIZE_MAX) return no_header(of);
    read_header(c, k, s, at, unknown, room);
    c->name = anchor_of(c, of);
    return YZ_OK;
}

static void know_resident(struct known *k, const struct yz_item *item) {
    if (item) know_identity(k);
    if (item) know_answers(k, item);
    for (uint32_t i = 0; i < YZ_COLUMN_HEAD_ID; i++) know_all(k, words[i].headers, WORD | i);
    know_all(k, _("现住址"), WORD | YZ_COLUMN_ADDRESS); /* as an export in this language has them */
    know_all(k, _("母亲"), WORD | YZ_COLUMN_MOTHER);
    know_all(k, _("监护人"), WORD | YZ_COLUMN_GUARDIAN);
    know_all(k, _("所属网格"), WORD | YZ_COLUMN_GRID);
    know_fields(k);
}

enum yz_status yz_columns_find(struct yz_columns *c, const struct yz_sheet *s, const struct yz_item *item,
                               const struct yz_record_ledger *of, const char *map, char *unknown, size_t room) {
    struct known k = {0};
    if (of) know_record(&k, of);
    else know_resident(&k, item);
    if (of) know_export_words(&k, of);
    know_all(&k, ignored, IGNORED);
    know_all(&k, _("演示数据"), IGNORED);
    know_all(&k, "错误原因", REASONS);
    if (!of) know_names(&k);
    enum yz_status status = YZ_OK;
    if (map && *map) status = strchr(map, '=') ? know_map(&k, map) : know_map_file(&k, map);
    if (status == YZ_OK) status = choose(c, &k, s, of, unknown, room);
    c->item = item;
    c->of = of;
    yz_map_free(&k.map);
    return status;
}

const char *yz_columns_header(const struct yz_columns *c, const struct yz_sheet *s, const char *field) {
    for (size_t i = 0; i < c->count; i++) {
        const struct yz_field_column *f = &c->fields[i];
        if (strcmp(yz_part_kinds[f->part]->fields[f->field].column, field) == 0)
            return yz_sheet_cell(s, c->header, f->column);
    }
    for (int i = 0; i < YZ_COLUMNS; i++)
        if (strcmp(words[i].name, field) == 0) return yz_sheet_cell(s, c->header, c->at[i]);
    for (size_t i = 0; c->item && i < c->item->field_count; i++)
        if (strcmp(c->item->fields[i].key, field) == 0) return yz_sheet_cell(s, c->header, c->answers[i]);
    return "";
}

/* --- rows that are no residents --- */

static bool is_blank(const char *s) {
    for (; *s; s++) {
        if (*s == ' ' || *s == '\t' || *s == '\r' || *s == '\n') continue;
        if ((unsigned char)s[0] == 0xC2 && (unsigned char)s[1] == 0xA0) s++;
        else if (strncmp(s, "\u3000", 3) == 0) s += 2;
        else return false;
    }
    return true;
}

static bool begins_with_one(const char *text, const char *const *all) {
    text += strspn(text, " \t\r\n");
    for (; *all; all++)
        if (strncmp(text, *all, strlen(*all)) == 0) return true;
    return false;
}

static const char *first_told(const struct yz_sheet *s, size_t row) {
    for (uint32_t i = 0; i < s->rows[row].cells; i++) {
        const char *cell = yz_sheet_cell(s, row, (int)i);
        if (!is_blank(cell)) return cell;
    }
    return "";
}

static bool is_empty(const struct yz_columns *c, const struct yz_sheet *s, size_t row) {
    for (size_t i = 0; i < c->count; i++)
        if (!is_blank(yz_sheet_cell(s, row, c->fields[i].column))) return false;
    for (int i = 0; i < YZ_COLUMNS; i++)
        if (!is_blank(yz_sheet_cell(s, row, c->at[i]))) return false;
    return true;
}

bool yz_row_is_note(const struct yz_columns *c, const struct yz_sheet *s, size_t row) {
    static const char *const notes[] = {"填表说明", "填写说明", "填报说明", "填写要求", "说明",
                                        "示例",     "样例",     "注：",     "注:",      NULL};
    static const char *const rules[] = {"必填", "选填", "示例", "样例", NULL};
    enum { SHORTEST_NUMBER = 8 }; /* in a sum's row stand counts */
    static const char *const sums[] = {"合计", "总计",   "小计", "共计", "备注", "填表", "制表",
                                       "审核", "负责人", "填报", "以上", "本页", "共",   NULL};
    if (s->rows[row].answer != YZ_CSV_ROW) return false;
    const char *name = yz_sheet_cell(s, row, c->name), *first = first_told(s, row);
    if (begins_with_one(first, notes) || begins_with_one(name, rules)) return true;
    if (strcmp(name, yz_sheet_cell(s, c->header, c->name)) == 0) return true;
    bool nobody = strlen(yz_sheet_cell(s, row, c->id_number)) < SHORTEST_NUMBER && (is_blank(name) || name == first);
    return (nobody && begins_with_one(first, sums)) || is_empty(c, s, row);
}
