/* What other rooms of the service need of letters: a case that is offered to a station of the district, and messages of it. */
#ifndef YZ_SERVICE_LETTERS_H
#define YZ_SERVICE_LETTERS_H

#include <yizhan/desk.h>
#include <yizhan/findings.h>
#include <yizhan/registry.h>
#include <yizhan/sent.h>

struct yz_session;

/* Within the act of its step: the letter that offers a case to station `to`. */
enum yz_status yz_letter_offer_case(struct yz_session *s, const struct yz_case *c, int to, const char *note);

/* YZ_REFUSED while a household in which they live is on offer: what is changed then would not go with it. */
enum yz_status yz_person_still(struct yz_session *s, int64_t person);
/* Whether it is another station. */
bool yz_is_guest(struct yz_session *s, int64_t person);
/* One act: what would be changed of a guest goes to that station as a correction; the record here stays until it is accepted. */
enum yz_status yz_suggest_person(struct yz_session *s, const struct yz_person *before, const struct yz_person *after,
                                 struct yz_findings *f);

/* Within an act: messages of the hub. */
enum yz_status yz_letter_take_shared(struct yz_session *s, const struct yz_sent *m, struct yz_findings *f);
enum yz_status yz_letter_take_notice(struct yz_session *s, const struct yz_sent *m, struct yz_findings *f);
enum yz_status yz_letter_take_seen(struct yz_session *s, const struct yz_sent *m, struct yz_findings *f);
enum yz_status yz_letter_take(struct yz_session *s, const struct yz_sent *m, struct yz_findings *f);
enum yz_status yz_letter_take_bundle(struct yz_session *s, const struct yz_sent *m, struct yz_findings *f);
enum yz_status yz_letter_take_answer(struct yz_session *s, const struct yz_sent *m, struct yz_findings *f);
enum yz_status yz_letter_take_recall(struct yz_session *s, const struct yz_sent *m, struct yz_findings *f);

/* YZ_REFUSED when an act is of an offer that the hub has heard of, or of what is on offer or gone: it is not taken back here alone. */
enum yz_status yz_letter_may_undo(struct yz_session *s, int64_t act);

/* Whether a file is a notice that can be sent. */
enum yz_status yz_notice_check(const char *path, struct yz_findings *f);

#endif
