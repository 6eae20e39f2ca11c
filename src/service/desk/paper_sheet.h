/* A paper being filled in: the values that a template may name, gathered from one record. Each sort of record has a file
 * that gathers (paper_case.c, paper_counter.c, paper_seal.c, paper_certificate.c, field/visit_papers.c, field/meeting_papers.c, field/improvement_paper.c); paper.c has the table. */
#ifndef YZ_SERVICE_DESK_PAPER_SHEET_H
#define YZ_SERVICE_DESK_PAPER_SHEET_H

#include <yizhan/date.h>
#include <yizhan/papers.h>
#include <yizhan/registry.h>

#include "service/session.h"

struct yz_sheet_value {
    char key[24], text[512];
};

struct yz_sheet {
    struct yz_session *s;
    enum yz_paper paper;
    struct yz_sheet_value values[64];
    size_t count;
    /* Lists, when the kind has any: how many rows, and a value of one (NULL: no such key). */
    size_t (*rows)(struct yz_sheet *sh, const char *list);
    const char *(*row)(struct yz_sheet *sh, const char *list, size_t row, const char *key);
    void *own;      /* what the lists need; freed with the sheet */
    char text[512]; /* the value of a list that was asked for last */
};

/* A value; whole identity numbers and phones in it are masked, whoever typed them where. NULL counts as "". */
void yz_sheet_put(struct yz_sheet *sh, const char *key, const char *text);
/* As it stands: the station's own phone, a journal's hash. */
void yz_sheet_put_open(struct yz_sheet *sh, const char *key, const char *text);
void yz_sheet_put_moment(struct yz_sheet *sh, const char *key, yz_moment at); /* 2026年11月23日 19:30, "" for none */
void yz_sheet_put_count(struct yz_sheet *sh, const char *key, int64_t n, const char *unit); /* "3 件" */
void yz_sheet_put_staff(struct yz_sheet *sh, const char *key, int64_t staff);
/* community, station, its address, phone and hours; printed; invented when so. */
enum yz_status yz_sheet_put_places(struct yz_sheet *sh, int64_t station_id, bool invented);

const char *yz_chinese_date(yz_date d, char out[64]);
const char *yz_chinese_moment(yz_moment at, char out[64]);
/* Every run of 11 or more digits (an identity number, a phone) masked. */
void yz_mask_numbers(char *out, size_t room, const char *text);

/* --- the gatherers, and why a paper cannot be printed now (NULL = it can), for the table --- */
enum yz_status yz_sheet_case(struct yz_sheet *sh, const void *record);
enum yz_status yz_sheet_ticket(struct yz_sheet *sh, const void *record);
enum yz_status yz_sheet_handover(struct yz_sheet *sh, const void *record);
enum yz_status yz_sheet_seal(struct yz_sheet *sh, const void *record);
enum yz_status yz_sheet_seal_month(struct yz_sheet *sh, const void *record);
enum yz_status yz_sheet_doors(struct yz_sheet *sh, const void *record);
enum yz_status yz_sheet_visit(struct yz_sheet *sh, const void *record);
enum yz_status yz_sheet_improvement(struct yz_sheet *sh, const void *record);
enum yz_status yz_sheet_invitation(struct yz_sheet *sh, const void *record);
enum yz_status yz_sheet_minutes(struct yz_sheet *sh, const void *record);
enum yz_status yz_sheet_summary(struct yz_sheet *sh, const void *record);
enum yz_status yz_sheet_agreement(struct yz_sheet *sh, const void *record);
enum yz_status yz_sheet_certificate(struct yz_sheet *sh, const void *record);

const char *yz_no_receipt(const void *record);
const char *yz_no_notice(const void *record);
const char *yz_no_supplement(const void *record);
const char *yz_no_deferred(const void *record);
const char *yz_no_completion(const void *record);
const char *yz_no_rating(const void *record);
const char *yz_no_refusal(const void *record);
const char *yz_no_ticket(const void *record);
const char *yz_no_invitation(const void *record);
const char *yz_no_minutes(const void *record);
const char *yz_no_summary(const void *record);
const char *yz_no_agreement(const void *record);

/* --- for print.c and prints.c --- */

/* A record of the kind of a paper, into the heap (to be freed): a case …, or a struct yz_certificate. */
enum yz_status yz_paper_record(struct yz_session *s, enum yz_kind_id kind, int64_t id, void **out);
/* What a journal line calls the record: "case", "certificate" … */
const char *yz_paper_word(enum yz_paper paper);
/* The text; `big`: parts at double size are between SO and SI. */
enum yz_status yz_paper_lay(struct yz_session *s, const void *record, enum yz_paper paper, int columns, bool big,
                            struct yz_buffer *out);
/* Whether it was printed before, and that counts (a register of a month is printed again and again). */
bool yz_paper_again(struct yz_session *s, enum yz_paper paper, int64_t id);

#endif
