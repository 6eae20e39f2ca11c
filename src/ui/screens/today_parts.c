/* The parts of 今日: which there are, how a row of each is laid out, and what is read when. */
#include "ui/screens/today_parts.h"

#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/handover.h>
#include <yizhan/i18n.h>
#include <yizhan/loop.h>

/* Columns of the cells of a row: 0 = not shown, REST = what is left. */
enum { REST = -1, WIDE_ROW = 60 };
struct shape {
    int wide[YZ_TODAY_CELLS], narrow[YZ_TODAY_CELLS];
    int ending; /* the cell of which the end is shown when it is too long: the door of an address; 0 = none */
};
/* Number, service, person, door, moment, state. */
static const struct shape cases = {{11, 10, 9, 19, 11, REST}, {0, 0, 8, REST, 11, 0}, 3};
static const struct shape lines = {{20, REST}, {16, REST}, 0};        /* what, and what of it */
static const struct shape people = {{9, 19, REST}, {8, 13, REST}, 1}; /* who, where, why */
static const struct shape needs = {{REST, 20}, {REST, 10}, 1};        /* what, where */

static const struct entry {
    const char *name; /* NULL: a view's or another part's own */
    yz_today_reader *read;
    bool at_once;
    const struct shape *shape;
    struct yz_target target;
} entries[YZ_AGENDA_PARTS] = {
    [YZ_AGENDA_EVENING] = {NULL, yz_today_evening, true, &cases, {.screen = "queue", .key = "evening"}},
    [YZ_AGENDA_OVERDUE] = {NULL, yz_today_overdue, true, &cases, {.screen = "queue", .key = "overdue"}},
    [YZ_AGENDA_DUE_TODAY] = {NULL, yz_today_due, true, &cases, {.screen = "queue", .key = "due-today"}},
    [YZ_AGENDA_MINE] = {NULL, yz_today_mine, true, &cases, {.screen = "queue", .key = "mine"}},
    [YZ_AGENDA_WAITING] = {NULL, yz_today_waiting, true, &cases, {.screen = "queue", .key = "waiting"}},
    [YZ_AGENDA_OFFERED] = {NULL, yz_today_offered, true, &cases, {.screen = "queue", .key = "offered"}},
    [YZ_AGENDA_QUEUE] = {N_("排队"), yz_today_queue, false, &lines, {.screen = "tickets"}},
    [YZ_AGENDA_CALLS] = {N_("约定回电"), yz_today_calls, false, &lines, {.screen = "handover"}},
    [YZ_AGENDA_DUTY] = {N_("今天值班"), yz_today_duty, false, &lines, {.screen = "queue", .key = "evening"}},
    [YZ_AGENDA_STATIONS] =
        {N_("各驿站到期"), yz_today_stations, false, &lines, {.screen = "queue", .key = "overdue", .kind = YZ_STATION}},
    [YZ_AGENDA_ROSTER] = {N_("晚间没有排班"), yz_today_roster, false, &lines, {.screen = "queue", .key = "evening"}},
    [YZ_AGENDA_GAPS] = {N_("缺岗"), yz_today_gaps, false, &lines, {.screen = "grid_rows", .key = "gaps"}},
    [YZ_AGENDA_NEWBORNS] = {N_("新生儿待参保"), yz_today_policies, false, &people, {.screen = "people"}},
    [YZ_AGENDA_PEOPLE] = {N_("政策找人"), yz_today_policies, false, &needs, {.screen = "people"}},
    [YZ_AGENDA_VISITS] = {N_("该走访户"), yz_today_visits, false, &needs, {.screen = "visits"}},
    [YZ_AGENDA_NEEDS] = {N_("需求"), yz_today_needs, false, &needs, {.screen = "lists", .key = "needs"}},
    [YZ_AGENDA_CONFIRM] =
        {N_("等居民确认"), yz_today_confirm, false, &needs, {.screen = "matches", .key = "delivered"}},
    [YZ_AGENDA_MATCHES] = {N_("该催匹配"), yz_today_matches, true, &needs, {.screen = "matches", .key = "waiting"}},
    [YZ_AGENDA_TERMS] = {N_("租约、居住证到期"), yz_today_terms, false, &people, {.screen = "expiring"}},
    [YZ_AGENDA_BACKUP] = {N_("备份"), yz_today_backup, false, &lines, {.screen = "backups"}},
    [YZ_AGENDA_DISTRICT] = {N_("区县"), yz_today_district, false, &lines, {.screen = "district"}},
    [YZ_AGENDA_LOOKS] = {N_("看过遮盖的信息"), yz_today_looks, false, &lines, {.screen = "log", .extra = "looks"}},
};

const char *yz_today_part_name(enum yz_agenda_part part) {
    static const enum yz_case_view views[] = {YZ_VIEW_EVENING, YZ_VIEW_OVERDUE, YZ_VIEW_DUE_TODAY,
                                              YZ_VIEW_MINE,    YZ_VIEW_WAITING, YZ_VIEW_OFFERED};
    return part <= YZ_AGENDA_OFFERED ? yz_case_view_name(views[part]) : yz_many(entries[part].name);
}

/* --- rows --- */

struct yz_today_row *yz_today_add(struct yz_today_part *p, int64_t id, enum yz_role role) {
    if (p->row_count == YZ_TODAY_ROWS) return NULL;
    struct yz_today_row *row = &p->rows[p->row_count++];
    *row = (struct yz_today_row){.id = id, .role = role, .target = p->target};
    return row;
}

void yz_today_clear(struct yz_today_part *p, int64_t count) {
    p->count = count;
    p->row_count = 0;
    *p->note = '\0';
}

/* What the cell without a width of its own gets. */
static int rest_of(const int widths[YZ_TODAY_CELLS], int columns) {
    for (int i = 0; i < YZ_TODAY_CELLS; i++)
        if (widths[i] > 0) columns -= widths[i] + 1;
    return columns > 1 ? columns : 1;
}

char *yz_today_row_text(enum yz_agenda_part part, const struct yz_today_row *row, int columns, char *out, size_t room) {
    const struct shape *shape = entries[part].shape;
    const int *widths = columns < WIDE_ROW ? shape->narrow : shape->wide;
    size_t n = 0;
    *out = '\0';
    for (int i = 0; i < YZ_TODAY_CELLS; i++) {
        char end[128], cell[256];
        int width = widths[i] == REST ? rest_of(widths, columns) : widths[i];
        if (!width) continue;
        const char *text = row->cells[i];
        if (shape->ending && i == shape->ending) text = yz_text_ending(end, sizeof end, text, width);
        yz_text_pad(cell, sizeof cell, text, width);
        n += (size_t)snprintf(out + n, n < room ? room - n : 0, "%s%s", n ? " " : "", cell);
        if (n >= room) break;
    }
    return out;
}

/* --- reading --- */

static enum yz_agenda_part part_at(const struct yz_today *t) {
    return t->agenda->columns[t->column].parts[t->place];
}

/* To the next part of the agenda; false behind the last. */
static bool next_part(struct yz_today *t) {
    t->place++;
    while (t->column < YZ_AGENDA_COLUMNS && t->place >= t->agenda->columns[t->column].count) t->column++, t->place = 0;
    return t->column < YZ_AGENDA_COLUMNS;
}

static void begin(struct yz_today *t) {
    yz_people_free(&t->people);
    t->reading = t->building_count = t->walked = t->column = t->place = 0;
    t->people_read = false;
    while (t->column < YZ_AGENDA_COLUMNS && !t->agenda->columns[t->column].count) t->column++;
}

/* At the first paint only a few rows of the first part that has any: the others wait, with their numbers, until nothing is
 * typed. */
static void read_at_once(struct yz_today *t) {
    bool rows = true;
    do {
        enum yz_agenda_part at = part_at(t);
        struct yz_today_part *p = &t->parts[at];
        if (!entries[at].at_once) continue;
        if (rows) entries[at].read(t, p);
        else p->count = yz_today_count(t, at);
        t->read[at] = rows && !t->first;
        if (t->first && p->count) rows = false;
    } while (next_part(t));
}

enum yz_status yz_today_read(struct yz_today *t, struct yz_session *s) {
    t->first = !t->session;
    t->session = s;
    t->agenda = yz_agenda_of(yz_session_staff(s)->role);
    if (!t->agenda) return YZ_REFUSED;
    enum yz_status status = yz_case_count(s, yz_session_station(s)->id, 0, &t->counts);
    if (status != YZ_OK) return status;
    for (int i = 0; t->first && i < YZ_AGENDA_PARTS; i++)
        t->parts[i].count = YZ_TODAY_UNREAD, t->parts[i].target = entries[i].target;
    memset(t->read, 0, sizeof t->read);
    begin(t);
    if (t->column < YZ_AGENDA_COLUMNS) read_at_once(t);
    t->first = false;
    begin(t);
    return YZ_OK;
}

bool yz_today_more(struct yz_today *t, bool *news) {
    *news = false;
    if (!t->agenda || t->column >= YZ_AGENDA_COLUMNS) return false;
    enum yz_agenda_part at = part_at(t);
    if (!t->read[at] && entries[at].read(t, &t->parts[at])) return true;
    *news = !t->read[at];
    t->read[at] = true;
    return next_part(t);
}

void yz_today_free(struct yz_today *t) {
    yz_people_free(&t->people);
    free(t->buildings);
    t->buildings = NULL;
}
