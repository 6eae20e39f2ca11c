/* How a report is counted: one reading of each fact for all its figures (report_count.c), then rows (report_rows.c). */
#ifndef YZ_SERVICE_REPORT_PRIVATE_H
#define YZ_SERVICE_REPORT_PRIVATE_H

#include "service/figures/figures_private.h"

#define YZ_UNKNOWN (INT64_MIN + 1) /* values of a word: not known; of a division: all together */
#define YZ_WHOLE   (INT64_MIN + 2)

enum yz_axis_type { YZ_AXIS_NONE, YZ_AXIS_WORD, YZ_AXIS_MONTH, YZ_AXIS_DAY, YZ_AXIS_STATION };
struct yz_axis { /* what a figure is divided by */
    enum yz_axis_type type;
    const struct yz_word_of *word;
    char field[32];
    const int64_t *bands; /* where bands of it begin */
    size_t band_count, column;
};

struct yz_figure_plan {
    const struct yz_figure *figure;
    const struct yz_fact *fact;
    char text[YZ_QUERY]; /* its conditions, with the period put in */
    struct yz_selection where;
    const struct yz_word_of *time;      /* NULL: of what stands */
    int64_t low, high, recent, earlier; /* of the time; where the windows of what is rising begin */
    struct yz_axis each, split;
    const struct yz_word_of *measured;
    const char *lacks; /* of a district: what of it the hub does not have; NULL: nothing */
    bool undivided;    /* … not even what it is divided by */
    size_t test, time_column, measured_column;
};

struct yz_bucket {
    size_t figure;
    int64_t item, split;
    int64_t n, recent, earlier;
    double sum;
    bool used;
};

struct yz_rising { /* data/reports/rising.conf */
    int64_t days, before, least, percent;
};
const struct yz_rising *yz_rising(void); /* NULL, message left */

struct yz_counting {
    struct yz_session *s;
    struct yz_report_ask ask;
    struct yz_figures_now now;
    const struct yz_rising *rising;
    struct yz_figure_plan plans[YZ_FIGURES];
    size_t count;
    struct yz_bucket *buckets; /* open addressing */
    size_t bucket_count, bucket_room;
    char (*words)[48]; /* texts that values stand for */
    size_t word_count, word_room;
    struct yz_door_set *sets; /* who is in which key groups, by id */
    size_t set_count;
    const char *sets_of;       /* "person" or "household"; NULL: not read */
    struct yz_report_station { /* those of a district (YZ_AXIS_STATION) */
        int64_t number;
        char name[96];
    } * stations;
    size_t station_count;
};

/* The period, and what the SQL is told. */
enum yz_status yz_report_settle(struct yz_counting *c);
/* Rows that were counted elsewhere: so many of an item and of a part (as text; "" = not known). False: memory. */
bool yz_count_add(struct yz_counting *c, size_t figure, const char *item, const char *part, int64_t n, double sum);
/* What a figure of that fact is divided by; false: it has no such word. */
bool yz_count_axis(const struct yz_fact *fact, const char *word, struct yz_axis *out);
enum yz_status yz_count_plan(struct yz_counting *c);
enum yz_status yz_count_all(struct yz_counting *c);
void yz_counting_free(struct yz_counting *c);
/* NULL when nothing fell into it. */
const struct yz_bucket *yz_bucket_of(const struct yz_counting *c, size_t figure, int64_t item, int64_t split);
enum yz_status yz_report_rows(struct yz_counting *c, struct yz_report_result *out);
enum yz_status yz_report_mark_few(struct yz_report_result *r);

#endif
