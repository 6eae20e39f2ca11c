/* The inside of the figures: facts and their words. */
#ifndef YZ_SERVICE_FIGURES_PRIVATE_H
#define YZ_SERVICE_FIGURES_PRIVATE_H

#include <yizhan/groups.h>
#include <yizhan/reports.h>

#include "base/buffer.h"
#include "service/session.h"

enum yz_word_type {
    YZ_WORD_FLAG,   /* yes, no */
    YZ_WORD_NUMBER, /* an integer */
    YZ_WORD_CODE,   /* of the code table `of` */
    YZ_WORD_REF,    /* of the kind `of` */
    YZ_WORD_KEY,    /* a text of small letters: the key of a service, an answer */
    YZ_WORD_MOMENT, /* asked for by days */
    YZ_WORD_DAY,
    YZ_WORD_GROUP, /* a key group: sql is the record that has it, by person or household */
    YZ_WORD_WITHIN /* days again, put into the two @ of its sql */
};

/* SQL of words and facts is over the alias x, with these in it: @now (ms), @on (a day), @me (staff), @secrets and @audit (-1
 * everywhere, a station, 0 nowhere), @closed (1: may read restricted records), @visits (bits of outcomes that count). NULL: not known. */
struct yz_word_of {
    const char *key, *label; /* label: N_("…") */
    enum yz_word_type type;
    const char *of, *sql;
};

struct yz_fact {
    const char *key, *label;
    enum yz_kind_id kind;
    bool restricted;      /* for who reads restricted records */
    bool standing;        /* who is here on a day, rather than what happened in a period */
    const char *id, *row; /* SQL: the record, and what orders the rows */
    const char *from, *where;
    const struct yz_word_of *words;
    size_t count;
};

const struct yz_fact *yz_fact_named(const char *key);                                  /* NULL, message left */
const struct yz_word_of *yz_fact_word_named(const struct yz_fact *f, const char *key); /* NULL: none */
/* The words a fact is timed by: `key`, or the first one; NULL when it has none. */
const struct yz_word_of *yz_fact_time(const struct yz_fact *f, const char *key);

/* The conditions of a figure, with @period put in as its days. */
void yz_where_text(const char *where, yz_date from, yz_date to, char out[YZ_QUERY]);

/* What the @ of the SQL stand for. */
struct yz_figures_now {
    yz_moment now;
    yz_date on;
    int64_t me, secrets, audit;
    bool closed;
    unsigned visits;
};
enum yz_status yz_figures_know(struct yz_session *s, yz_date on, yz_moment as_of, struct yz_figures_now *out);
/* For paper and briefs, which are Chinese whatever the screen speaks: labels of codes too. */
enum yz_status yz_report_run_chinese(struct yz_session *s, const struct yz_report_ask *ask,
                                     struct yz_report_result *out);
void yz_figures_put(struct yz_buffer *b, const struct yz_figures_now *n, const char *sql);
/* Lists of ids that conditions of key groups found: ?1 of the SQL, a JSON array of arrays. */
struct yz_groups_found { /* zero-initialise; release with yz_groups_found_free */
    struct yz_buffer json;
    size_t count;
    struct yz_census census; /* of all, taken once for all conditions */
    bool taken;
};
enum yz_status yz_groups_take(struct yz_session *s, yz_date on, struct yz_groups_found *found);
void yz_groups_found_free(struct yz_groups_found *found);
/* Runs SQL that was put together, with the groups that its conditions found. */
struct yz_query *yz_figures_sql(struct yz_store *store, const struct yz_buffer *sql, struct yz_groups_found *groups);

/* Conditions as SQL, each with " AND " before it. */
enum yz_status yz_conditions_put(struct yz_session *s, const struct yz_selection *x, const struct yz_figures_now *n,
                                 struct yz_buffer *sql, struct yz_groups_found *groups);
void yz_word_put(struct yz_buffer *b, const struct yz_figures_now *n, const struct yz_word_of *w, const char *field);

/* A condition of `word` and `value` behind a query; REF, code and day as `list` reads them. `high` only of ranges. */
void yz_query_add(struct yz_buffer *b, const struct yz_word_of *w, const char *text, int64_t low, int64_t high);

#endif
