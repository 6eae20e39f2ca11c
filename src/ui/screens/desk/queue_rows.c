/* The rows of the queue: pages of a view, or all of it sorted in another way. */
#include "ui/screens/desk/queue_rows.h"

#include "base/text.h"
#include "ui/match.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>

enum { PAGE = 64 };
enum { NUMBER, PERSON, ADDRESS, DUE, STATE, SERVICE, RECEIVED, OWNER, STATION, MISSING };

const char *const yz_queue_column_keys[YZ_QUEUE_COLUMNS] = {"number",  "person",   "address", "due",     "state",
                                                            "service", "received", "owner",   "station", "missing"};
const struct yz_column yz_queue_columns[YZ_QUEUE_COLUMNS] = {
    {N_("编号"), 11, 11, 1, YZ_LEFT}, {N_("居民"), 8, 14, 3, YZ_LEFT}, {N_("住处"), 19, 24, 2, YZ_END},
    {N_("到期"), 11, 11, 4, YZ_LEFT}, {N_("状态"), 8, 10, 5, YZ_LEFT}, {N_("事项"), 10, 16, 6, YZ_LEFT},
    {N_("受理"), 11, 11, 7, YZ_LEFT}, {N_("经办"), 6, 10, 8, YZ_LEFT}, {N_("驿站"), 12, 20, 9, YZ_LEFT},
    {N_("缺"), 2, 3, 9, YZ_RIGHT},
};

const char *yz_queue_order_name(enum yz_queue_order order) {
    static const char *const names[] = {N_("视图的先后"), N_("到期"), N_("受理"), N_("住处"), N_("事项"), N_("经办")};
    return (unsigned)order < YZ_QUEUE_ORDERS ? yz_tr(names[order]) : "";
}

/* --- cells --- */

void yz_queue_moment(yz_moment at, bool assumed, char out[YZ_MOMENT_TEXT]) {
    char day[YZ_DATE_TEXT];
    if (!at) *out = '\0';
    else if (assumed) snprintf(out, YZ_MOMENT_TEXT, _("%s 推定"), yz_date_text(yz_moment_date(at), day) + 5);
    else if (yz_moment_date(at) / 10000 != yz_today() / 10000) yz_date_text(yz_moment_date(at), out);
    else memmove(out, yz_moment_text(at, out) + 5, YZ_MOMENT_TEXT - 5);
}

static void cell_of(const struct yz_case_line *c, size_t column, char *out, size_t room) {
    char time[YZ_MOMENT_TEXT];
    switch (column) {
    case NUMBER: yz_copy(out, room, c->number); break;
    case PERSON: yz_copy(out, room, c->person_name); break;
    case ADDRESS: yz_copy(out, room, c->address); break;
    case DUE: yz_queue_moment(c->due, c->due_assumed, time), yz_copy(out, room, time); break;
    case STATE: yz_copy(out, room, yz_code_label("case_state", c->state)); break;
    case SERVICE: yz_copy(out, room, c->service_name); break;
    case RECEIVED: yz_queue_moment(c->received, false, time), yz_copy(out, room, time); break;
    case OWNER: yz_copy(out, room, c->owner_name); break;
    case STATION: yz_copy(out, room, c->station_name); break;
    default:
        if (c->missing) snprintf(out, room, "%d", c->missing);
    }
}

static void cell(void *ctx, const void *row, size_t column, char *out, size_t room) {
    const struct yz_queue_rows *r = ctx;
    cell_of(row, r->shown[column], out, room);
}

static enum yz_role role(void *ctx, const void *row) {
    (void)ctx;
    return ((const struct yz_case_line *)row)->overdue ? YZ_ROLE_WARNING : YZ_ROLE_TEXT;
}

void yz_queue_rows_choose(struct yz_queue_rows *r, const char *keys) {
    r->column_count = 0;
    for (size_t i = 0; i < YZ_QUEUE_COLUMNS; i++) {
        const char *at = strstr(keys, yz_queue_column_keys[i]);
        if (!at && i != NUMBER) continue; /* the number always stays */
        r->columns[r->column_count] = yz_queue_columns[i];
        r->shown[r->column_count++] = i;
    }
}

/* --- orders --- */

static bool by_due(enum yz_case_view view) {
    return view == YZ_VIEW_DUE_TODAY || view == YZ_VIEW_OVERDUE || view == YZ_VIEW_MINE || view == YZ_VIEW_OPEN;
}

/* Whether an index has the order. */
static bool paged(const struct yz_queue_rows *r) {
    if (r->order == YZ_BY_VIEW || r->too_many) return true;
    if (r->filter.view == YZ_VIEW_ALL && r->order == YZ_BY_DUE) return true; /* then of the open ones */
    return r->order == (by_due(r->filter.view) ? YZ_BY_DUE : YZ_BY_RECEIVED);
}

static int compare_numbers(int64_t a, int64_t b) {
    return a < b ? -1 : a > b;
}

/* Doors by their numbers: 3-2-501 before 12-1-101. */
static int compare_natural(const char *a, const char *b) {
    while (*a && *b) {
        if (*a >= '0' && *a <= '9' && *b >= '0' && *b <= '9') {
            char *after_a, *after_b;
            int n = compare_numbers(strtoll(a, &after_a, 10), strtoll(b, &after_b, 10));
            if (n) return n;
            a = after_a;
            b = after_b;
        } else if (*a != *b) {
            break;
        } else {
            a++;
            b++;
        }
    }
    return (unsigned char)*a - (unsigned char)*b;
}

static enum yz_queue_order sorting; /* of qsort below */
static bool sorting_turned;

static int compare(const void *x, const void *y) {
    const struct yz_case_line *a = x, *b = y;
    int n = 0;
    switch (sorting) {
    case YZ_BY_DUE: n = compare_numbers(a->due ? a->due : INT64_MAX, b->due ? b->due : INT64_MAX); break;
    case YZ_BY_ADDRESS: n = compare_natural(a->address, b->address); break;
    case YZ_BY_SERVICE: n = strcmp(a->service_name, b->service_name); break;
    case YZ_BY_OWNER: n = strcmp(a->owner_name, b->owner_name); break;
    default: n = compare_numbers(a->received, b->received); break;
    }
    if (!n) n = compare_numbers(a->id, b->id);
    return sorting_turned ? -n : n;
}

static bool make_room(struct yz_queue_rows *r) {
    if (r->count + PAGE <= r->room) return true;
    size_t room = r->room ? r->room * 2 : (size_t)4 * PAGE;
    struct yz_case_line *all = realloc(r->all, room * sizeof *all);
    if (!all) return false;
    r->all = all;
    r->room = room;
    return true;
}

/* Of an evening it matters since when, before how it stands. */
static void weigh_columns(struct yz_queue_rows *r) {
    static const int evening[YZ_QUEUE_COLUMNS] = {[RECEIVED] = 4, [DUE] = 5, [STATE] = 6, [SERVICE] = 7};
    for (size_t i = 0; i < r->column_count; i++) {
        int other = r->filter.view == YZ_VIEW_EVENING ? evening[r->shown[i]] : 0;
        r->columns[i].priority = other ? other : yz_queue_columns[r->shown[i]].priority;
    }
}

enum yz_status yz_queue_rows_read(struct yz_queue_rows *r) {
    weigh_columns(r);
    struct yz_case_filter f = r->filter;
    size_t got = PAGE;
    enum yz_status status = YZ_OK;
    r->count = 0;
    r->too_many = r->cut = false;
    r->sorted = !paged(r);
    while (r->sorted && status == YZ_OK && got == PAGE && !r->too_many) {
        if (!make_room(r)) return yz_fail(YZ_BUSY, _("内存不足"));
        status = yz_case_page(r->session, &f, r->count ? &r->all[r->count - 1] : NULL, &r->all[r->count], PAGE, &got);
        r->count += got;
        r->too_many = r->count > YZ_QUEUE_SORTED;
    }
    if (r->too_many) r->sorted = false;
    sorting = r->order;
    sorting_turned = r->turned;
    if (r->sorted && r->count) qsort(r->all, r->count, sizeof *r->all, compare);
    return status;
}

void yz_queue_rows_free(struct yz_queue_rows *r) {
    free(r->all);
    r->all = NULL;
    r->count = r->room = 0;
}

/* --- the list's source --- */

static bool fits(const struct yz_queue_rows *r, const struct yz_case_line *l) {
    char text[160];
    if (!*r->text) return true;
    for (size_t c = 0; c < YZ_QUEUE_COLUMNS; c++) {
        text[0] = '\0';
        cell_of(l, c, text, sizeof text);
        if (yz_matches(text, r->text)) return true;
    }
    return false;
}

/* The first row that does not come before `from`. */
static size_t place_of(struct yz_queue_rows *r, const struct yz_case_line *from) {
    size_t low = 0, high = r->count;
    sorting = r->order;
    sorting_turned = r->turned;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (compare(&r->all[middle], from) < 0) low = middle + 1;
        else high = middle;
    }
    return low;
}

static void fetch_sorted(struct yz_queue_rows *r, const struct yz_case_line *from, int direction,
                         struct yz_case_line *out, size_t max, size_t *count) {
    size_t at = from ? place_of(r, from) : direction > 0 ? 0 : r->count;
    if (from && direction > 0 && at < r->count && r->all[at].id == from->id) at++;
    while (*count < max && (direction > 0 ? at < r->count : at > 0)) {
        const struct yz_case_line *l = &r->all[direction > 0 ? at++ : --at];
        if (fits(r, l)) out[(*count)++] = *l;
    }
}

/* Pages until enough rows fit the text, or enough were looked through. */
static enum yz_status fetch_paged(struct yz_queue_rows *r, const struct yz_case_line *from, int direction,
                                  struct yz_case_line *out, size_t max, size_t *count) {
    struct yz_case_filter f = r->filter;
    struct yz_case_line page[PAGE], last;
    size_t want = *r->text || max > PAGE ? PAGE : max, got = want;
    enum yz_status status = YZ_OK;
    if (f.view == YZ_VIEW_ALL && r->order == YZ_BY_DUE) f.view = YZ_VIEW_OPEN;
    f.backward = (direction < 0) != r->turned;
    for (size_t seen = 0; status == YZ_OK && *count < max && got == want; seen += got) {
        if (seen >= YZ_QUEUE_SCANNED) {
            r->cut = true;
            break;
        }
        status = yz_case_page(r->session, &f, from, page, want, &got);
        for (size_t i = 0; status == YZ_OK && i < got && *count < max; i++)
            if (fits(r, &page[i])) out[(*count)++] = page[i];
        if (got) last = page[got - 1], from = &last;
    }
    return status;
}

static enum yz_status fetch(void *ctx, const void *from, int direction, void *out, size_t max, size_t *count) {
    struct yz_queue_rows *r = ctx;
    *count = 0;
    if (!r->sorted) return fetch_paged(r, from, direction, out, max, count);
    fetch_sorted(r, from, direction, out, max, count);
    return YZ_OK;
}

static enum yz_status filter(void *ctx, const char *text) {
    struct yz_queue_rows *r = ctx;
    yz_copy(r->text, sizeof r->text, text);
    r->cut = false;
    return YZ_OK;
}

const struct yz_list_source yz_queue_source = {
    .row_size = sizeof(struct yz_case_line), .fetch = fetch, .cell = cell, .role = role, .filter = filter};
