/* Shared by the files of erasing. */
#ifndef YZ_ERASE_PRIVATE_H
#define YZ_ERASE_PRIVATE_H

#include <yizhan/erase.h>

#include "base/mask.h"
#include "service/session.h"
#include "store/erase.h"

#define YZ_ERASED "已依法删除" /* the name that is left; stored, so not translated */
enum { YZ_ERASE_TEXTS = 64, YZ_ERASE_SELVES = 16, YZ_ERASE_WORDS = 160 };

/* --- the rules (erase_rules.c) --- */

struct yz_erase_rule { /* of a kind */
    char kind[24], whose[YZ_ERASE_WORDS], open[YZ_ERASE_WORDS], blank[YZ_ERASE_WORDS], why[192], why_en[192];
    int then; /* enum yz_erasing */
};
enum yz_status yz_erase_rules_ready(void);
const struct yz_erase_rule *yz_erase_rule(const struct yz_kind *k); /* NULL: none */
const char *yz_erase_why(const struct yz_erase_rule *r);            /* in the language in force */
bool yz_erase_word(const char *words, const char *word);            /* whether it is one of them */
/* Whether the record is not done with yet. */
bool yz_erase_open(const struct yz_erase_rule *r, const struct yz_kind *k, const void *record);

/* --- what names the person (erase_texts.c) --- */

enum yz_trace_sort { YZ_TRACE_NAME, YZ_TRACE_PHONE, YZ_TRACE_NUMBER };

struct yz_trace {
    enum yz_trace_sort sort;
    char text[96];
    bool shared; /* somebody else has it, or it is part of what somebody else has */
};
struct yz_traces {
    int64_t person;
    int64_t selves[YZ_ERASE_SELVES]; /* the person, and the records that were merged into it */
    size_t self_count;
    struct yz_trace all[YZ_ERASE_TEXTS];
    size_t count;
};
/* All that the register ever said: names, numbers, phones of every version. YZ_REFUSED when another person has the same ID
 * number. */
enum yz_status yz_traces_read(struct yz_session *s, int64_t person, struct yz_traces *out);
bool yz_traces_self(const struct yz_traces *t, int64_t id);
bool yz_traces_in(const struct yz_traces *t, const char *text);
/* Covers the trace in the texts of a record; false when there was nothing to cover. Other people's own names and phones
 * stay. */
bool yz_trace_cover(const struct yz_trace *t, const struct yz_kind *k, void *record);

#endif
