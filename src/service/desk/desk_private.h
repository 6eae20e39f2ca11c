/* What the files of the desk share with each other and with the rest of the service module. */
#ifndef YZ_SERVICE_DESK_PRIVATE_H
#define YZ_SERVICE_DESK_PRIVATE_H

#include <yizhan/cases.h>
#include <yizhan/catalogue.h>
#include <yizhan/intake.h>
#include <yizhan/station.h>

#include "store/store.h"

/* The compiled-in items (data/services) into a new station file; within an act of the caller, or an act of its own. */
enum yz_status yz_catalogue_install(struct yz_store *store);
/* An item into the catalogue, within an act. `changed` (may be NULL): false when the very same text was there already. */
enum yz_status yz_catalogue_put(struct yz_store *store, const struct yz_item *item, const char *text, bool *changed);

/* What the parts of a definition must mean together (item_check.c): rules by name, keys that are unique, limits; and its
 * expressions, parsed. */
void yz_item_check(struct yz_item *item, struct yz_findings *f);
/* Chains that lead nowhere and services that nobody knows (chain.c): over the station's catalogue, or, for `s` NULL, over
 * the compiled-in items. False when there is an error. */
bool yz_chain_check(struct yz_session *s, const struct yz_item *item, struct yz_findings *f);
/* The catalogue's record of that key; id 0 when there is none. */
enum yz_status yz_catalogue_record(struct yz_store *store, const char *key, struct yz_service *out);
/* Its expressions alone (item_expr.c). */
void yz_item_parse_expressions(struct yz_item *item, struct yz_findings *f);

/* How a rule's value is written: by its name, or 0 where the file has to say it. */
enum yz_rule_type { YZ_RULE_DAYS = 1, YZ_RULE_MONEY, YZ_RULE_MONTH_DAY, YZ_RULE_START, YZ_RULE_WORD, YZ_RULE_NUMBER };
enum yz_rule_type yz_rule_type(const char *name);
/* The value as a number: days, fen, 1001 for 10-01, 1 for birth and 2 for payment, 0 for a word. False when it is written
 * otherwise. */
bool yz_rule_value(enum yz_rule_type type, const char *value, int64_t *out);

/* What yz_rule_source gave in the language of the screen, with its marks of doubt in Chinese, as the file has them. */
void yz_source_for_file(char *text, size_t room);

/* From the moment on at which the station's extended hours begin; false at a station without them. */
bool yz_received_in_evening(const struct yz_station *station, yz_moment at);

/* As yz_catalogue_find, without a copy: good until the session forgets, or has read many others. */
enum yz_status yz_catalogue_item(struct yz_session *s, const char *key, yz_date day, const struct yz_item **out,
                                 int64_t *version);
/* The item of a record in that version, parsed once (item_known.c). */
enum yz_status yz_known_item(struct yz_session *s, const char *key, int64_t id, int64_t version,
                             const struct yz_item **out);

/* The item as the station has it, else (or where there is no station) as it is compiled in; false when neither has it (chain.c). */
bool yz_item_named(struct yz_session *s, const char *key, struct yz_item *out);

/* The item of a case, as the catalogue has it now (case.c). */
enum yz_status yz_case_item(struct yz_session *s, const struct yz_case *c, struct yz_item *out);

/* Names that every line of the queue asks for, kept by the session (case_names.c): of a member of staff or a station; of a service
 * it is yz_known_service (catalogue.h). */
const char *yz_known_name(struct yz_session *s, const struct yz_kind *k, int64_t id);
/* Takes out of a case what the signed-in one may not see (secret.c); `past`: of an earlier version, which is as secret as
 * the case is now. */
void yz_case_veil(const struct yz_session *s, struct yz_case *c);
void yz_case_veil_past(struct yz_session *s, struct yz_case *c);
bool yz_case_is_hidden(struct yz_session *s, int64_t id); /* yz_case_hidden of the case as it is now */
enum yz_status yz_case_refuse_hidden(const struct yz_session *s, const struct yz_case *c); /* YZ_DENIED when it is */

/* Rating a case (rating.c): the act, which is nobody's, and what is written in it but for the case itself. */
enum yz_status yz_rate_begin(struct yz_session *s);
enum yz_status yz_rate_write(struct yz_session *s, struct yz_case *c, int mark, bool paper, const char *remark);

/* "自出生之日（2026-11-18）起", from what a case keeps (newborn.c). */
char *yz_newborn_cover_text(yz_date birth, yz_date cover_from, bool from_payment, char *out, size_t room);

/* "400", "400.50", "¥400" → fen. False when it is no amount from 0 to 100 million yuan. */
bool yz_money_parse(const char *text, int64_t *fen);
char *yz_money_text(int64_t fen, char out[32]); /* "400.00" */

#endif
