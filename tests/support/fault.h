/* Everything a clerk does, tried again and again while the n-th call of something fails: n = 1, 2, 3 … until it passes.
 *
 * A test says what fails by asking fault_strikes() at each such call. Each trial starts with the same station file,
 * does one thing (a verb) under fire, once more in the same session without, then opens the file anew and demands: it
 * verifies, what was acknowledged is there once, and what was not is there whole or not at all. */
#ifndef YZ_TESTS_FAULT_H
#define YZ_TESTS_FAULT_H

#include <stdbool.h>
#include <stddef.h>

struct fault {
    long at;      /* the call that fails, from 1; 0: none */
    bool forever; /* and all after it */
    bool armed;
    long seen; /* calls while armed */
    bool fired;
};
extern struct fault fault;

bool fault_strikes(void); /* counts one call: must it fail? */

/* Makes the station file that all trials start with; before it nothing is armed. Run as cmocka group setup, teardown. */
int fault_setup(void **state);
int fault_teardown(void **state);

/* Names of the verbs, NULL-terminated. */
extern const char *const fault_verbs[];

/* Every n (from $YZ_FAULT_FROM on, to look into one of them), or in a short run (YZ_FULL unset) about `points` of them. `before` (may be NULL) runs ahead of each trial,
 * unarmed. Answers how many points were tried. */
size_t fault_walk(const char *verb, const char *what, bool forever, size_t points, void (*before)(void));

bool fault_full(void);             /* YZ_FULL is set */
size_t fault_share(size_t trials); /* how many of them there is time for: fewer under valgrind */

#endif
