/* Names as people of an age have them: surnames by weight, given characters by sex and years of birth. */
#include "base/text.h"
#include "service/demo/demo_private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/i18n.h>

enum { SURNAMES = 512, GIVEN = 32, CHARACTERS = 96 };

struct given {
    int sex, from, to;
    char characters[CHARACTERS][8];
    int count;
};

struct yz_demo_names {
    char surname[SURNAMES][16];
    int below[SURNAMES]; /* cumulative weight */
    int surnames;
    struct given given[GIVEN];
    int sets;
};

static enum yz_status surname_row(struct yz_demo_maker *m, char **cells, size_t count) {
    struct yz_demo_names *n = m->names;
    if (count < 2 || n->surnames == SURNAMES) return YZ_OK;
    int before = n->surnames ? n->below[n->surnames - 1] : 0;
    yz_copy(n->surname[n->surnames], sizeof n->surname[0], cells[0]);
    n->below[n->surnames++] = before + (int)strtol(cells[1], NULL, 10);
    return YZ_OK;
}

static void given_characters(struct given *g, const char *text) {
    size_t bytes;
    for (; g->count < CHARACTERS && (bytes = yz_grapheme(text, NULL)) > 0; text += bytes) {
        if (bytes >= sizeof g->characters[0]) continue;
        memcpy(g->characters[g->count], text, bytes);
        g->characters[g->count++][bytes] = '\0';
    }
}

static enum yz_status given_row(struct yz_demo_maker *m, char **cells, size_t count) {
    struct yz_demo_names *n = m->names;
    if (count < 4 || n->sets == GIVEN) return YZ_OK;
    struct given *g = &n->given[n->sets++];
    g->sex = (int)strtol(cells[0], NULL, 10);
    g->from = (int)strtol(cells[1], NULL, 10);
    g->to = (int)strtol(cells[2], NULL, 10);
    given_characters(g, cells[3]);
    return YZ_OK;
}

enum yz_status yz_demo_names_load(struct yz_demo_maker *m) {
    m->names = calloc(1, sizeof *m->names);
    if (!m->names) return yz_fail(YZ_BUSY, _("内存不足"));
    enum yz_status status = yz_demo_table(m, "community/surnames.csv", surname_row);
    if (status == YZ_OK) status = yz_demo_table(m, "community/given.csv", given_row);
    return status;
}

void yz_demo_names_free(struct yz_demo_maker *m) {
    free(m->names);
    m->names = NULL;
}

static const char *draw_surname(struct yz_demo_maker *m) {
    struct yz_demo_names *n = m->names;
    int mark = yz_dice_below(&m->dice, n->below[n->surnames - 1]), low = 0, high = n->surnames - 1;
    while (low < high) {
        int middle = (low + high) / 2;
        if (n->below[middle] > mark) high = middle;
        else low = middle + 1;
    }
    return n->surname[low];
}

static const struct given *set_for(const struct yz_demo_names *n, int sex, int year) {
    for (int i = 0; i < n->sets; i++)
        if (n->given[i].sex == sex && n->given[i].from <= year && year <= n->given[i].to) return &n->given[i];
    return &n->given[0];
}

void yz_demo_name(struct yz_demo_maker *m, const char *surname, int sex, yz_date birth, char out[96]) {
    const struct given *g = set_for(m->names, sex, birth / 10000);
    const char *family = surname && *surname ? surname : draw_surname(m);
    const char *first = g->characters[yz_dice_below(&m->dice, g->count)];
    const char *second = yz_dice_chance(&m->dice, 84) ? g->characters[yz_dice_below(&m->dice, g->count)] : "";
    snprintf(out, 96, "%s%s%s", family, first, second);
}
