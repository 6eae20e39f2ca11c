/* 今日: data/today/roles.conf, read once. */
#include <yizhan/agenda.h>

#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>

#include "service/definition.h"

static const struct yz_word words[] = {{"evening", YZ_AGENDA_EVENING},
                                       {"overdue", YZ_AGENDA_OVERDUE},
                                       {"due-today", YZ_AGENDA_DUE_TODAY},
                                       {"mine", YZ_AGENDA_MINE},
                                       {"waiting", YZ_AGENDA_WAITING},
                                       {"offered", YZ_AGENDA_OFFERED},
                                       {"queue", YZ_AGENDA_QUEUE},
                                       {"calls", YZ_AGENDA_CALLS},
                                       {"duty", YZ_AGENDA_DUTY},
                                       {"stations", YZ_AGENDA_STATIONS},
                                       {"roster", YZ_AGENDA_ROSTER},
                                       {"gaps", YZ_AGENDA_GAPS},
                                       {"newborns", YZ_AGENDA_NEWBORNS},
                                       {"people", YZ_AGENDA_PEOPLE},
                                       {"visits", YZ_AGENDA_VISITS},
                                       {"needs", YZ_AGENDA_NEEDS},
                                       {"confirm", YZ_AGENDA_CONFIRM},
                                       {"matches", YZ_AGENDA_MATCHES},
                                       {"terms", YZ_AGENDA_TERMS},
                                       {"backup", YZ_AGENDA_BACKUP},
                                       {"district", YZ_AGENDA_DISTRICT},
                                       {"looks", YZ_AGENDA_LOOKS},
                                       {NULL, 0}};

enum { ROLES = 16, AHEAD_MOST = 366 };

static struct table {
    struct yz_agenda roles[ROLES];
    size_t count;
    int64_t roster, terms;
} table;
static bool read_once;

static void put_parts(const struct yz_spot *at, const struct yz_slot *s, void *one) {
    struct yz_agenda_column *column = (void *)((char *)one + s->offset);
    const char *left = at->value;
    char word[48];
    struct yz_spot spot = *at;
    spot.value = word;
    while (yz_next_word(&left, word)) {
        int part = yz_spot_word(&spot, words);
        if (part < 0) continue;
        if (column->count == YZ_AGENDA_PARTS) return yz_spot_wrong(at, _("写了两次"), NULL);
        column->parts[column->count++] = (enum yz_agenda_part)part;
    }
}

/* Each part once, or there would be two of it on one screen. */
static void check_role(const struct yz_agenda *a, struct yz_findings *f) {
    bool seen[YZ_AGENDA_PARTS] = {false};
    int32_t role;
    if (!yz_code_parse("staff_role", a->role, &role))
        yz_find_error(f, "1", a->role, _("没有这种岗位"), _("见 codes/staff_role.csv"));
    for (size_t c = 0; c < YZ_AGENDA_COLUMNS; c++)
        for (size_t i = 0; i < a->columns[c].count; i++) {
            bool *one = &seen[a->columns[c].parts[i]];
            if (*one) yz_find_error(f, "1", words[a->columns[c].parts[i]].word, _("写了两次"), NULL);
            *one = true;
        }
}

static void check(void *whole, const struct yz_conf *c, struct yz_findings *f) {
    const struct table *t = whole;
    (void)c;
    for (size_t i = 0; i < t->count; i++) check_role(&t->roles[i], f);
}

#define COLUMN(n, key) YZ_SLOT_AS(struct yz_agenda, columns[n], key, OWN, .put = put_parts, .required = true)
#define AHEAD(member)  YZ_SLOT(struct table, member, NUMBER, .low = 1, .high = AHEAD_MOST, .required = true)
static const struct yz_slot slots[] = {YZ_LABEL(struct yz_agenda, role), COLUMN(0, "first"), COLUMN(1, "second"),
                                       COLUMN(2, "third")};
static const struct yz_slot ahead[] = {AHEAD(roster), AHEAD(terms)};
static const struct yz_section sections[] = {YZ_SECTIONS("role", slots, struct table, roles, count, .required = true),
                                             YZ_SECTION("ahead", ahead, .required = true)};
const struct yz_definition yz_agenda_definition = {
    .sections = sections, .section_count = YZ_COUNT(sections), .size = sizeof table, .check = check};

static bool ready(void) {
    if (!read_once) read_once = yz_definition_data(&yz_agenda_definition, "today/roles.conf", &table);
    return read_once;
}

const struct yz_agenda *yz_agenda_of(int32_t role) {
    const char *key = yz_code_key("staff_role", role);
    if (!ready()) return NULL;
    for (size_t i = 0; i < table.count; i++)
        if (strcmp(table.roles[i].role, key) == 0) return &table.roles[i];
    return table.roles;
}

int64_t yz_agenda_roster_days(void) {
    return ready() ? table.roster : 0;
}

int64_t yz_agenda_term_days(void) {
    return ready() ? table.terms : 0;
}
