/* Who may do what: data/trust/rights.conf, read once. */
#include <yizhan/rights.h>

#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>

#include "base/buffer.h"
#include "service/definition.h"
#include "service/session.h"

static const char *const keys[YZ_RIGHT_COUNT] = {
    "write",      "reveal", "reveal-group", "everywhere", "reveal-child", "export-revealed", "backup", "audit",
    "restricted", "secret", "rules",        "exception",  "staff-import", "staff",           "erase"};

struct right {
    char key[32], name[96], name_en[96];
    unsigned roles, own_station; /* a bit for each code of staff_role */
};
static struct table {
    struct right told[YZ_RIGHT_COUNT]; /* as the file has them */
    size_t told_count;
    struct right all[YZ_RIGHT_COUNT]; /* in the order of enum yz_right */
} table;
static bool read_once;

static unsigned bit(int32_t role) {
    return role > 0 && role < 32 ? 1u << role : 0;
}

static void put_roles(const struct yz_spot *at, const struct yz_slot *s, void *one) {
    unsigned *bits = (void *)((char *)one + s->offset);
    const char *left = at->value;
    char word[48];
    int32_t role;
    while (yz_next_word(&left, word)) {
        if (yz_code_parse("staff_role", word, &role)) *bits |= bit(role);
        else yz_spot_wrong(at, _("没有这种岗位"), _("见 codes/staff_role.csv"));
    }
}

static const struct right *told(const struct table *t, const char *key) {
    for (size_t i = 0; i < t->told_count; i++)
        if (strcmp(t->told[i].key, key) == 0) return &t->told[i];
    return NULL;
}

/* Each right once, and none that nothing asks for. */
static void check(void *whole, const struct yz_conf *c, struct yz_findings *f) {
    struct table *t = whole;
    (void)c;
    for (int i = 0; i < YZ_RIGHT_COUNT; i++) {
        const struct right *r = told(t, keys[i]);
        if (r) t->all[i] = *r;
        else yz_find_error(f, "1", keys[i], _("少了这项权利"), NULL);
    }
    for (size_t i = 0; i < t->told_count; i++) {
        bool known = false;
        for (int k = 0; k < YZ_RIGHT_COUNT; k++) known |= strcmp(keys[k], t->told[i].key) == 0;
        if (!known || told(t, t->told[i].key) != &t->told[i])
            yz_find_error(f, "1", t->told[i].key, _("没有这项权利，或写了两次"), NULL);
    }
}

#define S(member, kind, ...) YZ_SLOT(struct right, member, kind, __VA_ARGS__)
static const struct yz_slot slots[] = {YZ_LABEL(struct right, key), S(name, LINE, .required = true), S(name_en, LINE),
                                       S(roles, OWN, .put = put_roles), S(own_station, OWN, .put = put_roles)};
static const struct yz_section sections[] = {YZ_SECTIONS("right", slots, struct table, told, told_count)};
const struct yz_definition yz_rights_definition = {
    .sections = sections, .section_count = YZ_COUNT(sections), .size = sizeof table, .check = check};

enum yz_status yz_rights_ready(void) {
    if (!read_once) read_once = yz_definition_data(&yz_rights_definition, "trust/rights.conf", &table);
    return read_once ? YZ_OK : YZ_REFUSED;
}

/* While the file cannot be read nobody may anything. */
static const struct right *right_of(enum yz_right right) {
    static const struct right none;
    return yz_rights_ready() == YZ_OK ? &table.all[right] : &none;
}

bool yz_role_may(int32_t role, enum yz_right right) {
    return (right_of(right)->roles & bit(role)) != 0;
}

bool yz_role_above(int32_t role) {
    bool above = false;
    for (int i = YZ_RIGHT_ORDINARY; i < YZ_RIGHT_COUNT; i++)
        above |= ((right_of((enum yz_right)i)->roles | right_of((enum yz_right)i)->own_station) & bit(role));
    return above;
}

bool yz_staff_may_at(const struct yz_staff *staff, enum yz_right right, int64_t station) {
    const struct right *r = right_of(right);
    return ((r->roles | (staff->station == station ? r->own_station : 0)) & bit(staff->role)) != 0;
}

bool yz_may(const struct yz_session *s, enum yz_right right) {
    return yz_role_may(s->staff.role, right);
}

bool yz_may_at(const struct yz_session *s, enum yz_right right, int64_t station) {
    return yz_staff_may_at(&s->staff, right, station);
}

const char *yz_right_name(enum yz_right right) {
    const struct right *r = right_of(right);
    return *r->name_en && strcmp(yz_language_name(), "en") == 0 ? r->name_en : *r->name ? r->name : keys[right];
}

const char *yz_right_key(enum yz_right right) {
    return keys[right];
}

enum yz_status yz_must(const struct yz_session *s, enum yz_right right) {
    if (yz_may(s, right)) return YZ_OK;
    struct yz_buffer who = {0};
    size_t count = 0;
    const struct yz_code *roles = yz_codes("staff_role", &count);
    for (size_t i = 0; i < count; i++)
        if (yz_role_may(roles[i].code, right))
            yz_buffer_printf(&who, "%s%s", who.length ? _("、") : "", yz_code_label("staff_role", roles[i].code));
    yz_fail(YZ_DENIED, _("%1$s是%2$s，不能%3$s；可以的是%4$s"), s->staff.name,
            yz_code_label("staff_role", s->staff.role), yz_right_name(right), yz_buffer_string(&who));
    yz_buffer_free(&who);
    return YZ_DENIED;
}
