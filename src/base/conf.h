/* Definition files of ours (data/services …): sections of keys and values, in UTF-8.
 *
 *     # a comment, on a line of its own
 *     [paper certificate]            a section: its name, and a label where it needs one; names may repeat
 *     name = 出生医学证明
 *     note = 看原件，
 *         记下编号                    an indented line goes on with the value (joined by a line feed)
 *
 * The reader knows the form only; which sections and keys there are is the business of whoever reads the file. */
#ifndef YZ_BASE_CONF_H
#define YZ_BASE_CONF_H

#include <stddef.h>
#include <yizhan/findings.h>

struct yz_conf_entry {
    const char *key, *value; /* value trimmed, never NULL; lines of a continued value parted by LF */
    size_t line, column;     /* where the value begins, from 1 */
};

struct yz_conf_section {
    const char *name, *label; /* label "" when there is none */
    size_t line;
    size_t first, count; /* its entries */
};

struct yz_conf {
    struct yz_conf_section *sections;
    size_t section_count;
    struct yz_conf_entry *entries;
    size_t entry_count;
    /* private */
    char *text;
    size_t section_room, entry_room;
};

/* Reads `size` bytes (a BOM is skipped). Adds every error to `f`, with "line" or "line:key" as its field, and reads on
 * after each; true when there was none. `out` is to be freed in either case and holds what could be read. */
bool yz_conf_read(const char *bytes, size_t size, struct yz_conf *out, struct yz_findings *f);
void yz_conf_free(struct yz_conf *c);

/* The entry of that key in a section; NULL if there is none. */
const struct yz_conf_entry *yz_conf_find(const struct yz_conf *c, const struct yz_conf_section *section,
                                         const char *key);

/* "12:fee" or, without key, "12": the field of a finding. Answers `out`. */
char *yz_conf_place(size_t line, const char *key, char out[32]);

/* An error of that line and key (NULL or "": of the line). */
void yz_conf_wrong(struct yz_findings *f, size_t line, const char *key, const char *value, const char *rule,
                   const char *mend);

/* Puts findings in the order of their lines; those of one line stay as they were. */
void yz_conf_sort(struct yz_findings *f);

#endif
