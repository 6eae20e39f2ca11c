/* Who may do what: data/trust/rights.conf, read once. */
#include <yizhan/rights.h>

#include <stdlib.h>
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>

#include "base/buffer.h"
#include "base/conf.h"
#include "base/data.h"
#include "base/text.h"
#include "service/session.h"

static const char source_file[] = "trust/rights.conf";

static const char *const keys[YZ_RIGHT_COUNT] = {"write",     "restricted",   "secret", "rules",
                                                 "exception", "staff-import", "staff"};

struct right {
    char name[96], name_en[96];
    uint32_t roles, own_station; /* a bit for each code of staff_role */
    bool told;
};
static struct right all[YZ_RIGHT_COUNT];
static bool read_once;

static uint32_t bit(int32_t role) {
    return role > 0 && role < 32 ? UINT32_C(1) << role : 0;
}

static uint32_t roles_of(const struct yz_conf_entry *e, struct yz_findings *f) {
    uint32_t bits = 0;
    char list[256], place[32], *rest = list;
    yz_copy(list, sizeof list, e->value);
    for (char *word; (word = strsep(&rest, " "));) {
        int32_t role = 0;
        if (*word && !yz_code_parse("staff_role", word, &role))
            yz_find_error(f, yz_conf_place(e->line, e->key, place), word, _("没有这种岗位"),
                          _("见 codes/staff_role.csv"));
        bits |= bit(role);
    }
    return bits;
}

static void take_entry(struct right *r, const struct yz_conf_entry *e, struct yz_findings *f) {
    char place[32];
    if (strcmp(e->key, "name") == 0) yz_copy(r->name, sizeof r->name, e->value);
    else if (strcmp(e->key, "name_en") == 0) yz_copy(r->name_en, sizeof r->name_en, e->value);
    else if (strcmp(e->key, "roles") == 0) r->roles = roles_of(e, f);
    else if (strcmp(e->key, "own_station") == 0) r->own_station = roles_of(e, f);
    else yz_find_error(f, yz_conf_place(e->line, e->key, place), NULL, _("没有这一行"), NULL);
}

static void take_section(const struct yz_conf *conf, const struct yz_conf_section *section, struct yz_findings *f) {
    size_t i = 0;
    char place[32];
    while (i < YZ_RIGHT_COUNT && strcmp(keys[i], section->label) != 0) i++;
    if (strcmp(section->name, "right") != 0 || i == YZ_RIGHT_COUNT || all[i].told) {
        yz_find_error(f, yz_conf_place(section->line, NULL, place), section->label, _("没有这项权利，或写了两次"),
                      NULL);
        return;
    }
    all[i].told = true;
    for (size_t e = 0; e < section->count; e++) take_entry(&all[i], &conf->entries[section->first + e], f);
}

enum yz_status yz_rights_ready(void) {
    struct yz_findings f = {0};
    struct yz_conf conf = {0};
    size_t size;
    if (read_once) return YZ_OK;
    memset(all, 0, sizeof all);
    const char *bytes = yz_data(source_file, &size);
    if (bytes && yz_conf_read(bytes, size, &conf, &f))
        for (size_t i = 0; i < conf.section_count; i++) take_section(&conf, &conf.sections[i], &f);
    for (size_t i = 0; bytes && i < YZ_RIGHT_COUNT; i++)
        if (!all[i].told || !*all[i].name) yz_find_error(&f, "1", keys[i], _("少一项权利，或它没有 name"), keys[i]);
    read_once = bytes && yz_findings_ok(&f);
    if (!read_once) memset(all, 0, sizeof all);
    if (f.count)
        yz_fail(YZ_REFUSED, _("%1$s 第 %2$s 行：%3$s %4$s"), source_file, f.all[0].field, f.all[0].rule, f.all[0].mend);
    yz_conf_free(&conf);
    yz_findings_free(&f);
    return read_once ? YZ_OK : YZ_REFUSED;
}

/* While the file cannot be read nobody may anything. */
static const struct right *right_of(enum yz_right right) {
    static const struct right none;
    return yz_rights_ready() == YZ_OK ? &all[right] : &none;
}

bool yz_role_may(int32_t role, enum yz_right right) {
    return (right_of(right)->roles & bit(role)) != 0;
}

bool yz_role_above(int32_t role) {
    bool above = false;
    for (int i = 0; i < YZ_RIGHT_COUNT; i++)
        above |= i != YZ_RIGHT_WRITE && ((right_of((enum yz_right)i)->roles | all[i].own_station) & bit(role));
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
