/* What a check found: all of it at once, errors apart from warnings, each naming the thing, the rule and the mend. */
#ifndef YIZHAN_FINDINGS_H
#define YIZHAN_FINDINGS_H

#include <stdbool.h>
#include <stddef.h>

enum yz_severity { YZ_WARNING, YZ_ERROR };

struct yz_finding {
    enum yz_severity severity;
    char field[32]; /* the column or form field, as in JSON and --set; "" when the record as a whole is meant */
    char value[96]; /* what was given, cut whole characters at the end */
    char rule[320]; /* what it breaks, for people, translated */
    char mend[448]; /* how to put it right, with an example where one helps; may be "" */
};

/* Zero-initialise; release with yz_findings_free. Growth that fails for want of memory is remembered in `lost`, so that
 * a check can never pass because its errors did not fit. */
struct yz_findings {
    struct yz_finding *all;
    size_t count, room, errors;
    bool lost;
};

/* Adds one; texts are copied and cut to fit at a character boundary. `value`, `mend` may be NULL. */
void yz_find_error(struct yz_findings *f, const char *field, const char *value, const char *rule, const char *mend);
void yz_find_warning(struct yz_findings *f, const char *field, const char *value, const char *rule, const char *mend);

/* True when nothing forbids saving: no error, none lost. Warnings are allowed. */
bool yz_findings_ok(const struct yz_findings *f);

/* The first finding about `field`, errors before warnings; NULL if there is none. */
const struct yz_finding *yz_findings_about(const struct yz_findings *f, const char *field);

void yz_findings_clear(struct yz_findings *f); /* empties, keeps the room */
void yz_findings_free(struct yz_findings *f);

#endif
