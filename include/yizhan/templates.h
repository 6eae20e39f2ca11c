/* What the station keeps about other offices' tables: how a sender's headers are to be read (senders), and the columns, order,
 * titles and codes that a superior wants in a report (templates). */
#ifndef YIZHAN_TEMPLATES_H
#define YIZHAN_TEMPLATES_H

#include <stdio.h>

#include "date.h"
#include "kind.h"
#include "status.h"

struct yz_session;

struct yz_sender { /* 台账来源 */
    int64_t id, version;
    char name[96];  /* who sends it: 街道办 */
    char kind[24];  /* of import: residents … */
    char map[2048]; /* header=column, one a line */
};

struct yz_template { /* 上报模板 */
    int64_t id, version;
    char name[96];
    char kind[24];      /* of export: residents … */
    char title[320];    /* rows above the header, one a line; {date} is the day */
    char columns[6144]; /* one a line, in order: header = source @ form */
    char format[8];     /* csv, xlsx */
    char encoding[16];  /* of CSV */
    int64_t sent_seq;   /* the journal's newest line when it was last sent; 0 = never */
    yz_moment sent_at;
    char note[192];
};

extern const struct yz_kind yz_sender_kind, yz_template_kind;

enum { YZ_TEMPLATE_COLUMNS = 64 };

/* One column. Source: a column of the export (name, id_number, address, grid, household_number …), serial, age, today, compound,
 * building_number, unit, room, community, street, text:WORDS, blank; "" = not known yet. Form: of codes label, code,
 * code2 (two digits), key or 男:1|女:2; of days yyyymmdd, yyyy.mm.dd, yyyy年m月d日 …; of truths 1/0; "" = as exports. */
struct yz_template_column {
    char header[96], source[64], form[128];
};

/* Reads and writes the columns of a template. Writing is YZ_REFUSED when they do not fit. */
size_t yz_template_columns(const struct yz_template *t, struct yz_template_column *out, size_t max);
enum yz_status yz_template_set_columns(struct yz_template *t, const struct yz_template_column *all, size_t count);
/* Sets one column from "source" or "source @ form"; YZ_REFUSED names what is wrong. */
enum yz_status yz_template_column_set(const struct yz_template *t, struct yz_template_column *c, const char *text);
/* The words that a source may be for this kind, with what they are called; NULL-terminated by an empty name. */
struct yz_template_source {
    char name[48], label[96];
};
size_t yz_template_sources(struct yz_session *s, const char *kind, struct yz_template_source *out, size_t max);

/* A template of `name` for `kind` out of an empty table that somebody sent: titles, headers, and a source for each header that
 * is known. `map` (may be NULL): "header=source @ form", commas or lines between. `*unknown` = columns without source. */
enum yz_status yz_template_from_file(struct yz_session *s, const char *name, const char *kind, const char *file,
                                     const char *map, struct yz_template *out, size_t *unknown);

/* "header=source @ form" pairs into a template; YZ_REFUSED when it has no such header. */
enum yz_status yz_template_map(struct yz_template *t, const char *map);

/* Saves it as one act; a name is used once. YZ_REFUSED while a column has no source: the message names them. */
enum yz_status yz_template_save(struct yz_session *s, struct yz_template *t);
enum yz_status yz_template_find(struct yz_session *s, const char *name, struct yz_template *out);
enum yz_status yz_template_remove(struct yz_session *s, int64_t id);

struct yz_template_run {
    bool changed;  /* only what changed since it was last sent */
    bool revealed; /* unmasked: the caller has noted why */
    enum yz_kind_id within_kind;
    int64_t within; /* 0 = all */
};
/* Writes the report to `file`. The run is a note in the journal. `*seq`: what yz_template_sent is told when it is sent. */
enum yz_status yz_template_write(struct yz_session *s, const struct yz_template *t, const struct yz_template_run *run,
                                 FILE *file, size_t *count, int64_t *seq);
/* It was sent: from here on `changed` means since then. */
enum yz_status yz_template_sent(struct yz_session *s, int64_t id, int64_t seq);

#endif
