/* What the files of a notice share. */
#ifndef YZ_SERVICE_NOTICE_PRIVATE_H
#define YZ_SERVICE_NOTICE_PRIVATE_H

#include <yizhan/notices.h>

#include "base/buffer.h"
#include "service/session.h"

/* --- data/notices/rules.conf (notice_rules.c) --- */
struct yz_notice_rules {
    int64_t days, period, least;
    char before[256], after[320], measures[256]; /* words with a blank between */
};
const struct yz_notice_rules *yz_notice_rules(void); /* NULL with a message when it is wrong */

/* --- who is known (notice_names.c) --- */
struct yz_known_names;
/* The names of all people of the file, in memory; NULL (message left) without memory. */
struct yz_known_names *yz_known_names_load(struct yz_session *s);
void yz_known_names_free(struct yz_known_names *k);
/* The first whole name of a resident in `text`, as notice_names.c says which; false = none. `tied` (NULL-terminated): names of
 * two characters and more that count wherever they stand. */
bool yz_known_names_find(const struct yz_known_names *k, const char *text, int64_t building, const char *const *tied,
                         size_t *at, size_t *length);

/* --- places (notice_places.c) --- */
struct yz_public_places;
struct yz_public_places *yz_public_places_load(struct yz_session *s);
void yz_public_places_free(struct yz_public_places *p);
/* The nearest place around a building (its compound, its grid) or the grid that has households enough to be told in public, by
 * name in Chinese; "全社区" when none has. `group`: the text names a key group, so no building is told. */
void yz_public_place(const struct yz_public_places *p, int64_t building, int64_t grid, bool group, char *out,
                     size_t room);
/* Households behind a place of that name; -1: there is no such place. */
int64_t yz_public_households(const struct yz_public_places *p, const char *name);
const char *yz_public_compound(const struct yz_public_places *p, int64_t compound);
const char *yz_public_grid(const struct yz_public_places *p, int64_t grid);

/* --- one line --- */
struct yz_notice_world { /* what the lines of one notice are made from and checked by */
    struct yz_session *s;
    const struct yz_notice_rules *rules;
    struct yz_known_names *names;
    struct yz_public_places *places;
};
/* Who is tied to a record; they are never in its line. */
struct yz_tied {
    int64_t building;
    char names[3][96];
};

/* The check over the finished line (notice_check.c): the first rule it breaks in any of its cells. */
enum yz_public_rule yz_posting_check(const struct yz_notice_world *w, const struct yz_posting *l,
                                     const struct yz_tied *tied);
/* The same over one text that is no cell of a line: the title, a wording. */
enum yz_public_rule yz_public_text_check(const struct yz_notice_world *w, const char *text, const struct yz_tied *tied);
/* A copy in which everything that the check finds is "**". */
void yz_public_blot(const struct yz_notice_world *w, const char *text, const struct yz_tied *tied, char *out,
                    size_t room);
bool yz_names_group(const char *text); /* whether it names a key group */

/* Adds the lines of the lists that are asked for (notice_gather.c), checked; words of the clerk stand for the record's own. */
enum yz_status yz_notice_gather(const struct yz_notice_world *w, struct yz_notice_draft *d);

enum yz_status yz_notice_world_load(struct yz_session *s, struct yz_notice_world *w);
void yz_notice_world_free(struct yz_notice_world *w);

/* The first error as a message: YZ_REFUSED; YZ_OK without one (notice.c). */
enum yz_status yz_notice_told(const struct yz_findings *f);

/* The wording of a record that still fits its text (notice_words.c); false = none. */
bool yz_wording_of(struct yz_session *s, enum yz_kind_id kind, int64_t id, const char *original,
                   struct yz_wording *out);
void yz_sha256_text(const void *bytes, size_t n, char out[72]);
/* The text of an offer as it is published: name and detail. */
struct yz_offer;
void yz_offer_public_text(const struct yz_offer *o, char *out, size_t room);
/* A label in Chinese, whatever the language of the screen. */
const char *yz_label_zh(const char *table, int32_t code);

/* The three files side by side: all of them, or none (notice_files.c). `bytes` by form. */
enum yz_status yz_notice_put_files(const struct yz_notice *n, const char *folder,
                                   const struct yz_buffer bytes[YZ_NOTICE_FORMS]);
void yz_notice_take_back(const struct yz_notice *n, const char *folder);

#endif
