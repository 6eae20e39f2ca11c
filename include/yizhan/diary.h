/* 网格日志: what was done on a day in a grid or by one of the staff, read from the acts themselves; nothing is typed for it,
 * and nobody is counted against anybody. Undone acts are not in it; nor is what whoever is signed in may not see. */
#ifndef YIZHAN_DIARY_H
#define YIZHAN_DIARY_H

#include "date.h"
#include "kind.h"
#include "status.h"

struct yz_print;
struct yz_session;

struct yz_diary_filter { /* zero-initialise; 0 = any */
    yz_date from, to;    /* both included; 0 = today, and the same day */
    int64_t grid, staff;
};

struct yz_diary_line {
    int64_t id; /* the act's number and the line's place in it: unique within a diary */
    yz_moment at;
    int64_t staff, grid; /* grid 0: of no place */
    enum yz_kind_id kind;
    int64_t record; /* what it is about, to be opened */
    char who[96], text[256];
};

enum { YZ_DIARY_LINES = 2000 };
struct yz_diary { /* zero-initialise; release with yz_diary_free */
    struct yz_diary_filter filter;
    struct yz_diary_line *all; /* in the order of time */
    size_t count, room;
    bool cut;                                            /* there is more than YZ_DIARY_LINES */
    int64_t visits, met, needs, opened, steps, registry; /* lines of each sort; visits is with met */
};

enum yz_status yz_diary_read(struct yz_session *s, const struct yz_diary_filter *filter, struct yz_diary *out);
void yz_diary_free(struct yz_diary *d);

/* "走访 12 户（见到 9），需求 2，受理 3，办件步骤 5，登记变动 1". Answers `out`. */
char *yz_diary_total(const struct yz_diary *d, char *out, size_t room);
/* "第一网格 2026-11-23", "张云 2026-11-23 至 2026-11-25". Answers `out`. */
char *yz_diary_title(struct yz_session *s, const struct yz_diary *d, char *out, size_t room);
/* Prints it, in the language in force, and notes that in the print log. */
enum yz_status yz_diary_print(struct yz_session *s, const struct yz_diary *d, const struct yz_print *to);

#endif
