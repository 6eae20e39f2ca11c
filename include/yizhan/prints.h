/* 打印记录: who printed what for whom, when and where to. Read from the journal; nothing is kept beside it. */
#ifndef YIZHAN_PRINTS_H
#define YIZHAN_PRINTS_H

#include "date.h"
#include "kind.h"
#include "papers.h"

struct yz_print_filter { /* zero-initialise */
    int64_t before_seq;  /* lines before this one (paging); 0 = from the newest */
    yz_moment since;     /* 0 = any */
    bool of_paper;       /* only `paper` */
    enum yz_paper paper;
    enum yz_kind_id kind; /* only of the record `id` of this kind; YZ_NO_KIND = any */
    int64_t id;
};

struct yz_print_line {
    int64_t seq;
    yz_moment at;
    enum yz_paper paper;
    enum yz_kind_id kind; /* YZ_NO_KIND of a certificate */
    int64_t id;
    char subject[128]; /* case number, queue number, … */
    char whom[96];     /* whom it was for, masked; may be "" */
    char staff[96];
    char to[300]; /* "lp", "file:回执.txt" */
    int columns;
    int64_t lines;
    bool again; /* 补打 */
};

/* Newest first, at most `max`. */
enum yz_status yz_prints(struct yz_session *s, const struct yz_print_filter *filter, struct yz_print_line *out,
                         size_t max, size_t *count);

#endif
