/* 导览: data/tour/first.tour, read once, and a door to begin at. */
#include <yizhan/tour.h>

#include <stdio.h>
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>
#include <yizhan/journal.h>
#include <yizhan/records.h>
#include <yizhan/registry.h>
#include <yizhan/session.h>

#include "base/pinyin.h"
#include "base/text.h"
#include "service/definition.h"

enum { STEPS = 32, PAGE = 50, MEMBERS = 16, YOUNGEST = 20, OLDEST = 45, FEMALE = 2 };

static struct table {
    struct yz_tour_step steps[STEPS];
    size_t count;
} table;
static bool read_once;

static const struct yz_word untils[] = {{"enter", YZ_TOUR_ENTER},
                                        {"screen", YZ_TOUR_SCREEN},
                                        {"form", YZ_TOUR_FORM},
                                        {"field", YZ_TOUR_FIELD},
                                        {"act", YZ_TOUR_ACT},
                                        {"end", YZ_TOUR_END},
                                        {NULL, 0}};

static void put_until(const struct yz_spot *at, const struct yz_slot *slot, void *one) {
    struct yz_tour_step *step = one;
    const char *left = at->value;
    char word[48];
    struct yz_spot spot = *at;
    (void)slot;
    spot.value = word;
    int until = yz_next_word(&left, word) ? yz_spot_word(&spot, untils) : -1;
    if (until < 0) return;
    step->until = (enum yz_tour_until)until;
    bool named = yz_next_word(&left, word) && yz_copy(step->what, sizeof step->what, word);
    bool wants = until == YZ_TOUR_SCREEN || until == YZ_TOUR_FIELD || until == YZ_TOUR_ACT;
    if (named != wants) yz_spot_wrong(at, _("这里要写一个名称，或者不写"), _("如 screen service"));
}

#define S(member, kind, ...) YZ_SLOT(struct yz_tour_step, member, kind, .required = true, __VA_ARGS__)
static const struct yz_slot slots[] = {YZ_LABEL(struct yz_tour_step, key), S(say, LINE), S(say_en, LINE),
                                       S(until, OWN, .put = put_until)};
static const struct yz_section sections[] = {YZ_SECTIONS("step", slots, struct table, steps, count, .required = true)};
const struct yz_definition yz_tour_definition = {
    .sections = sections, .section_count = YZ_COUNT(sections), .size = sizeof table};

const struct yz_tour_step *yz_tour_steps(size_t *count) {
    if (!read_once) read_once = yz_definition_data(&yz_tour_definition, "tour/first.tour", &table);
    *count = read_once ? table.count : 0;
    return read_once ? table.steps : NULL;
}

char *yz_tour_text(const struct yz_tour_step *step, const struct yz_tour_start *from, char *out, size_t room) {
    const struct { const char *mark, *text; } words[] = {{"{door}", from->door}, {"{mother}", from->mother}};
    const char *say = strcmp(yz_language_name(), "en") == 0 ? step->say_en : step->say;
    yz_copy(out, room, say);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        const char *at = strstr(say, words[i].mark); /* at most one in a step */
        if (at) snprintf(out, room, "%.*s%s%s", (int)(at - say), say, words[i].text, at + strlen(words[i].mark));
    }
    return out;
}

/* --- where to begin --- */

/* Who heads the household or is married to its head: in a shared flat a newborn would be a stranger's. */
static bool may_be_mother(const struct yz_member *m) {
    const struct yz_person *p = &m->person;
    int32_t relation = m->membership.relation, wife = 0;
    int age = p->birth ? yz_age_on(p->birth, yz_today()) : 0;
    yz_code_parse("relation", "wife", &wife);
    return p->sex == FEMALE && age >= YOUNGEST && age <= OLDEST && (relation == YZ_RELATION_HEAD || relation == wife);
}

/* The first of a name's keys by initials is all of it: "wxm wang xiao mei". */
static void take_initials(void *to, enum yz_key_kind kind, size_t from_character, const char *key, size_t length) {
    struct yz_tour_start *start = to;
    size_t n = strcspn(key, " ");
    (void)length;
    if (kind == YZ_KEY_INITIALS && from_character == 0 && !*start->mother && n < sizeof start->mother)
        memcpy(start->mother, key, n);
}

/* A family with a woman who may have a child, and letters to find her by. */
static bool fits(struct yz_session *s, const struct yz_household *h, struct yz_tour_start *start) {
    struct yz_member all[MEMBERS];
    size_t n = 0;
    int32_t family = 0;
    memset(start, 0, sizeof *start);
    if (!yz_code_parse("household_kind", "family", &family) || h->kind != family) return false;
    if (yz_household_members(s, h->id, 0, all, MEMBERS, &n) != YZ_OK) return false;
    for (size_t i = 0; i < n && i < MEMBERS && !*start->mother; i++)
        if (may_be_mother(&all[i])) yz_name_keys(all[i].person.name, NULL, take_initials, start);
    if (*start->mother) yz_dwelling_short(s, h->dwelling, start->door, sizeof start->door);
    return *start->door;
}

enum yz_status yz_tour_begin(struct yz_session *s, struct yz_tour_start *start) {
    const struct yz_record_filter any = {0};
    struct yz_household page[PAGE];
    int64_t after = 0;
    size_t n = PAGE;
    if (!yz_session_station(s)->invented)
        return yz_fail(YZ_REFUSED,
                       _("导览只在演示文件上走：路上做的都会存下。另写一份：yizhan -f 练习.db demo --practice，"
                         "再 yizhan -f 练习.db tour"));
    bool found = false;
    while (n == PAGE && !found) {
        enum yz_status status = yz_record_page(s, YZ_HOUSEHOLD, &any, after, page, PAGE, &n);
        if (status != YZ_OK) return status;
        for (size_t i = 0; i < n && !found; i++) found = fits(s, &page[i], start);
        if (n) after = page[n - 1].id;
    }
    return found ? YZ_OK : yz_fail(YZ_REFUSED, _("这份文件里没有可以登记新生儿的一户"));
}

/* --- what was done --- */

int64_t yz_tour_now(struct yz_session *s) {
    struct yz_log_line line;
    struct yz_log_filter filter = {.before_seq = 0};
    size_t n = 0;
    return yz_log(s, &filter, &line, 1, &n) == YZ_OK && n ? line.seq : 0;
}

bool yz_tour_done(struct yz_session *s, const char *verb, int64_t since) {
    struct yz_log_line line;
    struct yz_log_filter filter = {
        .after_seq = since, .staff = yz_session_staff(s)->id, .verbs = {verb}, .verb_count = 1};
    size_t n = 0;
    return yz_log(s, &filter, &line, 1, &n) == YZ_OK && n;
}
