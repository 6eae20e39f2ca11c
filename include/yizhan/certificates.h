/* 不再开具的证明: certificates that a community must not issue, why, and where to go instead. Data:
 * data/certificates/not-issued.conf, in the order of the document's annex. */
#ifndef YIZHAN_CERTIFICATES_H
#define YIZHAN_CERTIFICATES_H

#include "catalogue.h"
#include "date.h"
#include "status.h"

struct yz_session;

struct yz_certificate {
    int64_t number; /* from 1, its place in the list */
    char key[32];   /* "kinship" */
    char name[64], name_en[64];
    char words[256]; /* what people call it, '|' between */
    char why[256], why_en[256];
    char where[320], where_en[256];
    char document[64], source[192];
    enum yz_confidence confidence; /* of `where` */
    yz_date valid_from;
};

/* All of them in the order of their numbers; NULL (message left) when the file cannot be read or has a mistake. Kept until
 * exit. */
const struct yz_certificate *yz_certificates(size_t *count);

/* By number, key, name in either language, one of its words, or a beginning that only one has; NULL (message left) when
 * nothing fits. */
const struct yz_certificate *yz_certificate_named(const char *typed);
/* The certificate whose name, or word with 证明 in it, stands in a text ("出具亲属关系证明一份"); NULL if none. */
const struct yz_certificate *yz_certificate_within(const char *typed);

/* In the language in force. */
const char *yz_certificate_name(const struct yz_certificate *c);
const char *yz_certificate_why(const struct yz_certificate *c);
const char *yz_certificate_where(const struct yz_certificate *c);
/* "民发〔2020〕20号，…（去处待核实）". Answers `out`. */
char *yz_certificate_source(const struct yz_certificate *c, char *out, size_t room);

/* Somebody asked for it and was told: one note in the journal, so that it is counted. `applicant` may be "" or a name, which
 * is kept masked. Printing the slip counts by itself. */
enum yz_status yz_certificate_asked(struct yz_session *s, const struct yz_certificate *c, const char *applicant);
/* How often that was, from a day on (0 = ever). */
enum yz_status yz_certificate_count(struct yz_session *s, const struct yz_certificate *c, yz_date from, int64_t *count);

#endif
