/* data/lists/declines.conf: why providers decline, and what follows. */
#include <stdio.h>
#include <string.h>
#include <yizhan/i18n.h>
#include <yizhan/loop.h>

#include "base/text.h"
#include "service/definition.h"

static struct {
    struct yz_decline all[32];
    size_t count;
} declines;
static bool read_once;

enum { NEVER = YZ_REST_ASK + 1 }; /* `scope` says whom */

static const struct yz_word nexts[] = {{"park", YZ_REST_PARKED}, {"never", NEVER}, {"ask", YZ_REST_ASK}, {NULL, 0}};
static const struct yz_word scopes[] = {{"pair", YZ_REST_PAIR}, {"field", YZ_REST_FIELD}, {NULL, 0}};
static const struct yz_word counts[] = {{"yes", true}, {"no", false}, {NULL, 0}};

/* `next` stands before it in the slots. */
static void put_scope(const struct yz_spot *at, const struct yz_slot *slot, void *one) {
    struct yz_decline *d = one;
    int rest = yz_spot_word(at, scopes);
    (void)slot;
    if (rest >= 0 && (int)d->rest == NEVER) d->rest = (enum yz_match_rest)rest;
}

#define S(member, kind, ...) YZ_SLOT(struct yz_decline, member, kind, __VA_ARGS__)
static const struct yz_slot slots[] = {
    YZ_LABEL(struct yz_decline, key),
    S(name, LINE, .required = true),
    S(name_en, LINE),
    YZ_SLOT_AS(struct yz_decline, rest, "next", WORD, .required = true, .words = nexts),
    YZ_SLOT_AS(struct yz_decline, rest, "scope", OWN, .put = put_scope),
    S(days, NUMBER, .low = 1, .high = 366),
    S(counts, WORD, .words = counts),
};

static void begin(void *whole) {
    __typeof__(declines) *d = whole;
    for (size_t i = 0; i < YZ_COUNT(d->all); i++) d->all[i].counts = true;
}

static void check(void *whole, const struct yz_conf *c, struct yz_findings *f) {
    const __typeof__(declines) *d = whole;
    char place[32];
    if (!yz_findings_ok(f)) return; /* else they are as many as the sections */
    for (size_t i = 0; i < d->count; i++) {
        size_t line = c->sections[i].line;
        if ((int)d->all[i].rest == NEVER)
            yz_find_error(f, yz_conf_place(line, "scope", place), "", _("要写 pair 或 field"), NULL);
        if (d->all[i].rest == YZ_REST_PARKED && !d->all[i].days)
            yz_find_error(f, yz_conf_place(line, "days", place), "", _("须是 1 到 366 的整数"), NULL);
    }
}

static const struct yz_section sections[] = {
    YZ_SECTIONS("decline", slots, __typeof__(declines), all, count, .required = true)};
const struct yz_definition yz_declines_definition = {
    .sections = sections, .section_count = YZ_COUNT(sections), .size = sizeof declines, .begin = begin, .check = check};

const struct yz_decline *yz_declines(size_t *count) {
    if (!read_once) read_once = yz_definition_data(&yz_declines_definition, "lists/declines.conf", &declines);
    *count = read_once ? declines.count : 0;
    return read_once ? declines.all : NULL;
}

const struct yz_decline *yz_decline_named(const char *typed) {
    char names[512] = "";
    size_t count, n = 0;
    const struct yz_decline *d = yz_declines(&count);
    for (size_t i = 0; i < count; i++) {
        if (strcmp(d[i].key, typed) == 0 || strcmp(d[i].name, typed) == 0 || strcmp(d[i].name_en, typed) == 0)
            return &d[i];
        if (n < sizeof names)
            n += (size_t)snprintf(names + n, sizeof names - n, "%s%s %s", i ? _("、") : "", d[i].key,
                                  yz_decline_name(&d[i]));
    }
    if (d) yz_fail(YZ_REFUSED, _("谢绝的原因没有“%1$s”；有：%2$s"), typed, names);
    return NULL;
}

const char *yz_decline_name(const struct yz_decline *d) {
    return strcmp(yz_language_name(), "en") == 0 && *d->name_en ? d->name_en : d->name;
}

char *yz_decline_next(const struct yz_decline *d, char *out, size_t room) {
    switch (d->rest) {
    case YZ_REST_PARKED: snprintf(out, room, _("%lld 个工作日内不再问"), (long long)d->days); break;
    case YZ_REST_PAIR: yz_copy(out, room, _("这条需求不再问它")); break;
    case YZ_REST_FIELD: yz_copy(out, room, _("这个领域不再问这个提供方")); break;
    case YZ_REST_ASK: yz_copy(out, room, _("马上问下一家")); break;
    }
    return out;
}
