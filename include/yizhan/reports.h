/* Figures: reports (data/reports, docs/reports.md), and the rows behind each number.
 *
 * What can be counted is a fact (cases, visits, needs …) with its words: service, state, grid, age … A report names facts,
 * conditions in these words, and how they are divided; nothing else is known of it here. Every number carries a query in the
 * same words, which `list` takes: so a number and its rows cannot say different things.
 *
 * Whoever does not see all grids counts the own ones; ratings are for who may read them; of a secret case nobody else learns
 * from a number whose it is or where; of staff one sees oneself, and everybody only where one may audit them. Nothing is in
 * the order of its numbers: people and places are not ranked. */
#ifndef YIZHAN_REPORTS_H
#define YIZHAN_REPORTS_H

#include <stdio.h>

#include "catalogue.h"
#include "date.h"
#include "findings.h"
#include "kind.h"
#include "status.h"

struct yz_session;

/* --- definitions --- */

enum { YZ_FIGURES = 40, YZ_REPORT_BYS = 12, YZ_BANDS = 24, YZ_QUERY = 512 };

enum yz_measure { YZ_MEASURE_COUNT, YZ_MEASURE_SUM, YZ_MEASURE_MEAN };
enum yz_chart { YZ_CHART_NONE, YZ_CHART_BARS, YZ_CHART_LINE, YZ_CHART_PYRAMID, YZ_CHART_HEAT };

struct yz_figure {
    char key[32], name[64], name_en[96];
    char section[48], section_en[64]; /* heading before it; "" = the one before goes on */
    char of[24];                      /* the fact */
    char when[24];           /* which of its times lies in the period; "" = the fact's first; none of what lives here */
    char where[256];         /* conditions, blanks between */
    char each[32];           /* divided by this word; "" = one number */
    int64_t bands[YZ_BANDS]; /* where bands of `each` begin */
    size_t band_count;
    enum yz_measure measure;
    char measured[24]; /* the word summed */
    char unit[16], unit_en[16];
    char share[32]; /* key of the figure it is a part of; its own: of its whole */
    enum yz_chart chart;
    int64_t
        few; /* of what must not be known of anybody: smaller numbers stand on no paper and in no file; 0 = all do */
    bool rising; /* what grew is told (data/reports/rising.conf) */
    char note[256], note_en[384];
    int64_t line;
};

struct yz_report {
    char key[32], name[64], name_en[96], about[256], about_en[384];
    char period[16];            /* year month week day: the period when none is given, up to today */
    char by[YZ_REPORT_BYS][24]; /* words that it can be divided by */
    size_t by_count;
    int64_t ages[YZ_BANDS]; /* where bands of --by age begin; none: years */
    size_t age_count;
    int64_t order;
    char source[192], source_en[256];
    enum yz_confidence confidence;
    yz_date valid_from, valid_to;
    struct yz_figure figures[YZ_FIGURES];
    size_t count;
    int64_t line;
};

/* All reports in their order; NULL (message left) when a file has a mistake. Kept until exit. */
const struct yz_report *yz_reports(size_t *count);
/* By key or name; NULL with a message that names those there are. */
const struct yz_report *yz_report_named(const char *key);
/* `report check FILE`. YZ_REFUSED when it cannot be read or has errors, all of them in `f`. */
enum yz_status yz_report_check_file(const char *path, struct yz_report *out, struct yz_findings *f);

/* In the language in force. */
const char *yz_report_name(const struct yz_report *r);
const char *yz_report_about(const struct yz_report *r);
const char *yz_figure_name(const struct yz_figure *f);
const char *yz_figure_section(const struct yz_figure *f);
const char *yz_figure_unit(const struct yz_figure *f);
const char *yz_figure_note(const struct yz_figure *f);
/* What a word that reports are divided by is called: 网格; the word itself when there is none. */
const char *yz_report_word(const char *word);

/* --- running one --- */

struct yz_report_ask { /* zero-initialise */
    const struct yz_report *report;
    yz_date from, to; /* 0 = its own period, up to today */
    char by[24];      /* "" = undivided */
    yz_moment as_of;  /* 0 = now; else as the file was known at that moment */
};

/* A moment as of which one may ask: "2026-11-20 18:00"; a day is meant as its end, today as now. YZ_USAGE: no moment, or one to come. */
enum yz_status yz_report_as_of(const char *text, yz_moment *out);

struct yz_report_row {
    const struct yz_figure *figure;
    char label[96]; /* of `each`; "" = the whole */
    char part[96];  /* of `by`; "" = all */
    int64_t count;  /* rows behind it */
    double value;   /* the figure itself: the count, a sum, a mean */
    bool none;      /* not to be told: `remark` says why */
    bool few;       /* not told on paper and in files: too small, or a smaller one could be told by it */
    bool share_few; /* nor is its share */
    int64_t of;     /* what it is a part of; 0 = no share */
    bool rising;
    char remark[192];
    char query[YZ_QUERY]; /* command that lists these rows: "list case service=… received=…" */
    int64_t item, split;  /* values of each and by: equal where the same is meant */
};

struct yz_report_result {     /* zero-initialise; release with yz_report_free */
    struct yz_report_ask ask; /* with the period that was counted */
    yz_moment as_of;
    int64_t head;    /* the newest line of the journal that it knows */
    size_t stations; /* of a district: so many were counted; 0: it is of this file */
    struct yz_report_row *rows;
    size_t count, room;
};

/* In the order of the figures: the whole, what it is divided into, then the same for each part of `by`. YZ_USAGE: the report is
 * not divided by that, or the period runs backwards. */
enum yz_status yz_report_run(struct yz_session *s, const struct yz_report_ask *ask, struct yz_report_result *out);
void yz_report_free(struct yz_report_result *r);

/* The same over all stations of a district, divided by station unless `by` says otherwise, from what its hub has (yz_hub_report of
 * hub.h): a figure that needs what is not there is a row that says so. `ask_hub` puts a statement to the hub, as of the moment that is
 * asked for, and hands each row on, until `row` answers false. `query` of a row lists its rows at the station. YZ_USAGE: the hub has
 * nothing by which it could be divided so (yz_report_district_by). */
struct yz_report_counted {
    int64_t figure, station; /* figure -1: a station and its name; else its number among those of the report */
    const char *name, *item; /* … `name`: of which part */
    int64_t n;
    double sum;
};
typedef enum yz_status yz_report_counter(void *ctx, const char *sql,
                                         bool (*row)(void *to, const struct yz_report_counted *r), void *to);
bool yz_report_district_by(const struct yz_report *r, const char *by);
enum yz_status yz_report_district(struct yz_session *s, const struct yz_report_ask *ask, yz_report_counter *ask_hub,
                                  void *ctx, struct yz_report_result *out);

/* "12,345", "3.4", "0:40" … as people read it, without unit. Answers `out`. */
char *yz_report_value(const struct yz_report_row *r, char out[32]);
/* The percentage of its share, 0 to 100; below 0 when it is no part of anything. */
double yz_report_share(const struct yz_report_row *r);
/* As it goes out to others: below 0 too where one could tell by it what is `few`. */
double yz_report_share_told(const struct yz_report_row *r);
/* "26%"; near nothing and near all with a decimal, so that 100% is all of them and 0% none: "99.7%", "<0.1%". "" below 0.
 * Answers `out`. */
char *yz_report_share_text(double share, char out[16]);

/* A row a number: section, figure, item, part, value, unit, share, rows, remark, query. A workbook has real numbers, and a chart
 * of each figure that has one. Nothing in it is anybody's, and what is few is left out. `file` stays open. */
enum yz_status yz_report_export(const struct yz_report_result *r, FILE *file, bool xlsx);

struct yz_buffer;
struct yz_print;
/* The report as lines of at most `columns`, with bars, without what is few. Always Chinese. */
void yz_report_lay(struct yz_session *s, const struct yz_report_result *r, int columns, struct yz_buffer *out);
enum yz_status yz_report_print(struct yz_session *s, const struct yz_report_result *r, const struct yz_print *to);

/* --- the rows behind a number --- */

enum { YZ_CONDITIONS = 16 };
struct yz_where { /* made by yz_selection_add */
    const struct yz_word_of *word;
    char field[32]; /* of answer.FIELD */
    enum { YZ_IS_ONE, YZ_IS_RANGE, YZ_IS_KNOWN, YZ_IS_UNKNOWN } is;
    int64_t low, high, one[8];
    size_t count;
    char text[8][48];
};
struct yz_selection { /* zero-initialise */
    const struct yz_fact *fact;
    struct yz_where all[YZ_CONDITIONS];
    size_t count;
    yz_date on;      /* of who lives here, and ages; 0 = today */
    yz_moment as_of; /* 0 = now */
    char text[YZ_QUERY];
};

/* Begins with a fact ("case"); YZ_USAGE names those there are. */
enum yz_status yz_selection_of(const char *fact, struct yz_selection *out);
/* Adds "state=finished", "age=60..64", "received=2026-01-01..2026-11-23", "grid=g:1.3", "due=known". YZ_USAGE names the word or the
 * value that is wrong. */
enum yz_status yz_selection_add(struct yz_session *s, struct yz_selection *x, const char *condition);
/* A whole query as a report row has it. */
enum yz_status yz_selection_read(struct yz_session *s, const char *query, struct yz_selection *out);

struct yz_selected {
    enum yz_kind_id kind;
    int64_t id, row; /* row: its place in the order */
    enum yz_kind_id shown_kind;
    int64_t shown;   /* what is opened for it: the household of a visit, the case of a rating; 0 = itself */
    char title[160]; /* masked */
    char text[448];  /* what else: state, day, place; masked */
};
/* Those after the row `from` (direction +1) or before it (-1), nearest first; NULL: from the first or the last one.
 * YZ_DENIED: ratings, and no right to them. */
enum yz_status yz_selection_page(struct yz_session *s, const struct yz_selection *x, const struct yz_selected *from,
                                 int direction, struct yz_selected *out, size_t max, size_t *count);
enum yz_status yz_selection_count(struct yz_session *s, const struct yz_selection *x, int64_t *count);

/* The facts and, of each, the words with what they take: for help. NULL at the end. */
const char *yz_fact_key(size_t i);
const char *yz_fact_label(size_t i);
const char *yz_fact_word(size_t i, size_t word, const char **label, const char **takes);

/* --- 简报: text with figures, from a template (data/reports/brief-KIND.txt), always Chinese --- */

enum { YZ_BRIEF_REPORTS = 8 };
struct yz_brief {  /* zero-initialise; release with yz_brief_free */
    char kind[16]; /* week month year */
    yz_date from, to;
    yz_moment as_of;
    char *text;                         /* lines; behind each figure its mark: "[3]" */
    const struct yz_report_row **marks; /* mark 1 is the first */
    size_t mark_count, mark_room;
    struct yz_report_result results[YZ_BRIEF_REPORTS];
    size_t result_count;
};
/* Of the days `from` to `to`; 0 = the week, month or year up to today. `as_of` as of a report. YZ_USAGE: no such template; YZ_REFUSED:
 * it names a report or a figure that there is not. */
enum yz_status yz_brief_make(struct yz_session *s, const char *kind, yz_date from, yz_date to, yz_moment as_of,
                             struct yz_brief *out);
void yz_brief_free(struct yz_brief *b);
/* The text in lines of at most `columns`, and below where each marked figure comes from. */
void yz_brief_lay(struct yz_session *s, const struct yz_brief *b, int columns, struct yz_buffer *out);
/* "[3] 年报 讨薪：list case …". Answers `out`. */
char *yz_brief_source(const struct yz_brief *b, size_t mark, char *out, size_t room);
enum yz_status yz_brief_print(struct yz_session *s, const struct yz_brief *b, const struct yz_print *to);

#endif
