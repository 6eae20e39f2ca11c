/* A community's description from what is typed on the first-run screen: a line a grid, a line some buildings, a line a post. */
#include <yizhan/setup.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/deadline.h>
#include <yizhan/i18n.h>
#include <yizhan/records.h>
#include <yizhan/registry.h>
#include <yizhan/station.h>

#include "base/json.h"
#include "base/text.h"
#include "service/definition.h"

enum { AREAS = 32, NAME = 48, LINE = 512, FIELD = 24, NUMBERS_MOST = 500 };

struct grid {
    char number[16], name[NAME], area[NAME], branch[NAME];
};
struct block { /* buildings of one compound, alike */
    char field[FIELD], compound[NAME], numbers[LINE], grid[NAME];
    int64_t units, floors, doors;
};
struct typed {
    yz_setup_answer *answer;
    void *ctx;
    struct yz_findings *f;
    char areas[AREAS][NAME];
    struct grid grids[YZ_SETUP_GRIDS];
    struct block blocks[YZ_SETUP_BUILDINGS];
    size_t area_count, grid_count, block_count;
};

static const char *said(const struct typed *t, const char *field) {
    return t->answer(t->ctx, field);
}

/* The nth line of a sort, half-width, without outer blanks; "" = nothing is typed there. */
static const char *line_of(const struct typed *t, const char *sort, size_t n, char field[FIELD], char out[LINE]) {
    snprintf(field, FIELD, "%s%zu", sort, n + 1);
    yz_text_narrow(out, LINE, said(t, field));
    for (char *p; (p = strstr(out, "\u3000"));) *p = ' ', memmove(p + 1, p + 3, strlen(p + 3) + 1);
    yz_text_trim(out, LINE, out);
    return out;
}

static bool digits(const char *s) {
    return *s && !s[strspn(s, "0123456789")];
}

/* The bytes before the next of these marks, and behind it; marks of more bytes than one count as well. */
static size_t until_mark(const char *s, const char *const *marks, size_t *behind) {
    size_t n = strlen(s);
    *behind = n;
    for (; *marks; marks++) {
        const char *at = strstr(s, *marks);
        if (at && (size_t)(at - s) < n) n = (size_t)(at - s), *behind = n + strlen(*marks);
    }
    return n;
}

/* --- areas and grids --- */

static void read_areas(struct typed *t) {
    static const char *const marks[] = {" ", ",", ";", "/", "、", "，", "；", "\u3000", NULL};
    size_t next;
    for (const char *p = said(t, "areas"); *p && t->area_count < AREAS; p += next) {
        size_t n = until_mark(p, marks, &next);
        if (n && n < NAME) snprintf(t->areas[t->area_count++], NAME, "%.*s", (int)n, p);
    }
    if (!t->area_count) snprintf(t->areas[t->area_count++], NAME, "%.47s", said(t, "name")); /* all of it is one */
}

static bool is_area(const struct typed *t, const char *name) {
    for (size_t i = 0; i < t->area_count; i++)
        if (strcmp(t->areas[i], name) == 0) return true;
    return false;
}

static const struct grid *grid_named(const struct typed *t, const char *name) {
    for (size_t i = 0; i < t->grid_count; i++)
        if (strcmp(t->grids[i].name, name) == 0 || strcmp(t->grids[i].number, name) == 0) return &t->grids[i];
    return NULL;
}

static void read_grid(struct typed *t, const char *field, const char *line) {
    struct grid g = {.area = ""};
    char word[48];
    while (yz_next_word(&line, word)) {
        if (!*g.name && !*g.number && digits(word)) yz_copy(g.number, sizeof g.number, word);
        else if (!*g.name) yz_copy(g.name, sizeof g.name, word);
        else if (is_area(t, word)) yz_copy(g.area, sizeof g.area, word);
        else if (!*g.branch && (strstr(word, "党") || strstr(word, "支"))) yz_copy(g.branch, sizeof g.branch, word);
        else yz_find_error(t->f, field, word, _("不是上面的片区，也不是党支部"), _("如 1 第一网格 东片 第一网格党支部"));
    }
    if (!*g.name) yz_find_error(t->f, field, "", _("没有写网格的名称"), _("如 1 第一网格 东片"));
    else if (grid_named(t, g.name)) yz_find_error(t->f, field, g.name, _("这个网格写了两次"), NULL);
    if (!*g.area && t->area_count > 1)
        yz_find_error(t->f, field, g.name, _("没有写网格在哪个片区"), _("片区照上面的写，如 1 第一网格 东片"));
    if (!*g.area) yz_copy(g.area, sizeof g.area, t->areas[0]);
    t->grids[t->grid_count++] = g;
}

/* --- buildings --- */

/* "18层": true with the number, when the word ends so. */
static bool counted(const char *word, const char *unit, int64_t *out) {
    size_t n = strspn(word, "0123456789");
    if (!n || strcmp(word + n, unit) != 0) return false;
    *out = strtoll(word, NULL, 10);
    return true;
}

static void read_block(struct typed *t, const char *field, const char *line) {
    struct block b = {.units = 0};
    char word[48];
    yz_copy(b.field, sizeof b.field, field);
    while (yz_next_word(&line, word)) {
        if (!*b.compound) yz_copy(b.compound, sizeof b.compound, word);
        else if (!*b.numbers) yz_copy(b.numbers, sizeof b.numbers, word);
        else if (counted(word, "单元", &b.units) || counted(word, "层", &b.floors) || counted(word, "户", &b.doors))
            continue;
        else if (grid_named(t, word)) yz_copy(b.grid, sizeof b.grid, grid_named(t, word)->name);
        else
            yz_find_error(t->f, field, word, _("不是上面的网格，也不是几单元、几层、几户"),
                          _("如 甲小区 1-6 第一网格 2单元 18层 4户"));
    }
    if (!*b.numbers) yz_find_error(t->f, field, b.compound, _("没有写楼栋的号"), _("如 甲小区 1-6，或 甲小区 1,3,5"));
    t->blocks[t->block_count++] = b;
}

static void put_building(struct yz_json *j, const struct block *b, const char *number) {
    yz_json_object(j, NULL);
    yz_json_text(j, "number", number);
    if (*b->grid) yz_json_text(j, "grid", b->grid);
    if (b->units) yz_json_int(j, "units", b->units);
    if (b->floors) yz_json_int(j, "floors", b->floors);
    if (b->doors) yz_json_int(j, "doors", b->doors);
    if (b->units && b->floors && b->doors) yz_json_bool(j, "make_dwellings", true);
    yz_json_end(j);
}

/* Buildings from a number to another; false when that cannot be. */
static bool put_range(struct yz_json *j, const struct block *b, const char *first, const char *last) {
    long from = strtol(first, NULL, 10), to = strtol(last, NULL, 10);
    char number[24];
    if (!digits(first) || !digits(last) || from > to || to - from >= NUMBERS_MOST) return false;
    for (long i = from; i <= to; i++) {
        snprintf(number, sizeof number, "%ld", i);
        put_building(j, b, number);
    }
    return true;
}

/* "1-6", "1,3,5", "A1". */
static bool put_numbers(struct yz_json *j, const struct block *b) {
    static const char *const commas[] = {",", "，", "、", NULL}, *const dashes[] = {"-", "~", "－", "—", "～", NULL};
    char part[LINE];
    bool good = true;
    size_t next;
    for (const char *p = b->numbers; *p && good; p += next) {
        snprintf(part, sizeof part, "%.*s", (int)until_mark(p, commas, &next), p);
        size_t behind, n = until_mark(part, dashes, &behind);
        bool range = part[n] != '\0';
        part[n] = '\0';
        if (range) good = put_range(j, b, part, part + behind);
        else put_building(j, b, part);
    }
    return good;
}

/* The area of a compound is that of the grid of its first buildings. */
static const char *area_of(const struct typed *t, const struct block *b) {
    const struct grid *g = grid_named(t, b->grid);
    return *b->grid && g ? g->area : t->areas[0];
}

static void put_compounds(struct typed *t, struct yz_json *j) {
    bool done[YZ_SETUP_BUILDINGS] = {false};
    yz_json_array(j, "compounds");
    for (size_t i = 0; i < t->block_count; i++) {
        if (done[i]) continue;
        yz_json_object(j, NULL);
        yz_json_text(j, "name", t->blocks[i].compound);
        yz_json_text(j, "area", area_of(t, &t->blocks[i]));
        yz_json_text(j, "kind", "residential");
        yz_json_array(j, "buildings");
        for (size_t k = i; k < t->block_count; k++) {
            if (strcmp(t->blocks[k].compound, t->blocks[i].compound) != 0) continue;
            done[k] = true;
            if (!put_numbers(j, &t->blocks[k]))
                yz_find_error(t->f, t->blocks[k].field, t->blocks[k].numbers, _("楼栋的号写得不对"),
                              _("从小到大，如 1-6，或 1,3,5"));
        }
        yz_json_end(j);
        yz_json_end(j);
    }
    yz_json_end(j);
}

/* --- stations --- */

static bool is_compound(const struct typed *t, const char *name) {
    for (size_t i = 0; i < t->block_count; i++)
        if (strcmp(t->blocks[i].compound, name) == 0) return true;
    return false;
}

static void check_hours(struct typed *t, const char *field, const char *hours, const char *weekend) {
    struct yz_hours h;
    yz_hours_parse(hours, weekend, field, &h, t->f);
}

static void put_post(struct typed *t, struct yz_json *j, const char *field, const char *line) {
    char word[48], name[NAME] = "";
    yz_json_object(j, NULL);
    yz_json_text(j, "kind", "post");
    while (yz_next_word(&line, word)) {
        if (!*name) yz_json_text(j, "name", yz_copy(name, sizeof name, word) ? name : word);
        else if (strchr(word, ':')) check_hours(t, field, word, ""), yz_json_text(j, "hours", word);
        else if (is_compound(t, word)) yz_json_text(j, "compound", word);
        else
            yz_find_error(t->f, field, word, _("不是上面的小区，也不是时间"),
                          _("如 东门驿站 甲小区 09:00-12:00,13:30-20:00"));
    }
    yz_json_end(j);
}

/* Fields of a kind that are typed as they are: each checked by its kind. */
static void put_fields(struct typed *t, struct yz_json *j, const struct yz_kind *k, void *record,
                       const char *const *names) {
    for (; *names; names++) {
        const char *text = said(t, *names);
        if (!*text || !yz_record_set(k, record, *names, text, t->f)) continue;
        yz_json_text(j, *names, text);
    }
}

static void put_stations(struct typed *t, struct yz_json *j) {
    static const char *const names[] = {"address", "phone", "hours", "weekend", "evening", NULL};
    struct yz_station station = {0};
    char field[FIELD], line[LINE];
    yz_json_array(j, "stations");
    yz_json_object(j, NULL);
    yz_json_text(j, "kind", "main");
    yz_json_text(j, "name", said(t, "station"));
    put_fields(t, j, &yz_station_kind, &station, names);
    check_hours(t, "hours", said(t, "hours"), "");
    check_hours(t, "weekend", "", said(t, "weekend"));
    if (*said(t, "evening") && yz_day_minute(said(t, "evening")) < 0)
        yz_find_error(t->f, "evening", said(t, "evening"), _("不是一天里的时刻"), _("如 17:30"));
    yz_json_end(j);
    for (size_t i = 0; i < YZ_SETUP_POSTS; i++)
        if (*line_of(t, "post", i, field, line)) put_post(t, j, field, line);
    yz_json_end(j);
}

/* --- the whole --- */

static void read_lines(struct typed *t) {
    char field[FIELD], line[LINE];
    read_areas(t);
    for (size_t i = 0; i < YZ_SETUP_GRIDS; i++)
        if (*line_of(t, "grid", i, field, line)) read_grid(t, field, line);
    for (size_t i = 0; i < YZ_SETUP_BUILDINGS; i++)
        if (*line_of(t, "building", i, field, line)) read_block(t, field, line);
}

static void put_grids(const struct typed *t, struct yz_json *j) {
    yz_json_array(j, "areas");
    for (size_t i = 0; i < t->area_count; i++) yz_json_text(j, NULL, t->areas[i]);
    yz_json_end(j);
    yz_json_array(j, "grids");
    for (size_t i = 0; i < t->grid_count; i++) {
        yz_json_object(j, NULL);
        yz_json_text(j, "name", t->grids[i].name);
        yz_json_text(j, "area", t->grids[i].area);
        if (*t->grids[i].number) yz_json_text(j, "number", t->grids[i].number);
        if (*t->grids[i].branch) yz_json_text(j, "branch", t->grids[i].branch);
        yz_json_end(j);
    }
    yz_json_end(j);
}

bool yz_setup_compose(yz_setup_answer *answer, void *ctx, struct yz_buffer *json, struct yz_findings *f) {
    static const char *const names[] = {"name", "street", "region", "address_prefix", NULL};
    struct typed *t = calloc(1, sizeof *t);
    struct yz_community community = {0};
    struct yz_json j;
    if (!t) return false;
    t->answer = answer;
    t->ctx = ctx;
    t->f = f;
    read_lines(t);
    yz_json_open(&j, json);
    yz_json_object(&j, NULL);
    put_fields(t, &j, &yz_community_kind, &community, names);
    put_grids(t, &j);
    put_compounds(t, &j);
    put_stations(t, &j);
    yz_json_end(&j);
    free(t);
    return f->errors == 0 && !json->failed;
}
