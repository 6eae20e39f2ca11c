/* Addresses: written for people, and read back. */
#include "service/registry/address.h"

#include <stdio.h>
#include <string.h>
#include <yizhan/i18n.h>
#include <yizhan/registry.h>

#include "base/text.h"
#include "service/session.h"

/* --- writing --- */

static const struct yz_known_place *place_of(struct yz_session *s, int64_t building) {
    struct yz_known_place *p = &s->places[(uint64_t)building % YZ_PLACES_KEPT];
    if (p->building == building) return p;
    memset(p, 0, sizeof *p);
    struct yz_query *q = yz_sql(s->store, "SELECT ifnull(c.name,''),b.number FROM building b"
                                          " LEFT JOIN compound c ON c.id=b.compound WHERE b.id=?1");
    yz_bind(q, 1, building);
    if (yz_next(q)) {
        p->building = building;
        yz_copy(p->compound, sizeof p->compound, yz_text(q, 0));
        yz_copy(p->number, sizeof p->number, yz_text(q, 1));
    }
    yz_done(q);
    return p;
}

char *yz_building_address(struct yz_session *s, int64_t building, char *out, size_t room) {
    const struct yz_known_place *p = place_of(s, building);
    char text[128] = "";
    if (building && p->building == building) snprintf(text, sizeof text, _("%1$s %2$s幢"), p->compound, p->number);
    yz_copy(out, room, text);
    return out;
}

struct door {
    int64_t building;
    char unit[16], room[16];
};

static bool read_door(struct yz_session *s, int64_t dwelling, struct door *d) {
    memset(d, 0, sizeof *d);
    struct yz_query *q = yz_sql(s->store, "SELECT building,unit,room FROM dwelling WHERE id=?1");
    yz_bind(q, 1, dwelling);
    if (yz_next(q)) {
        d->building = yz_int(q, 0);
        yz_copy(d->unit, sizeof d->unit, yz_text(q, 1));
        yz_copy(d->room, sizeof d->room, yz_text(q, 2));
    }
    return yz_done(q) == YZ_OK && d->building;
}

char *yz_dwelling_address(struct yz_session *s, int64_t dwelling, char *out, size_t room) {
    struct door d;
    char text[160] = "";
    if (dwelling && read_door(s, dwelling, &d)) {
        const struct yz_known_place *p = place_of(s, d.building);
        if (d.unit[0]) {
            snprintf(text, sizeof text, _("%1$s %2$s幢 %3$s单元 %4$s"), p->compound, p->number, d.unit, d.room);
        } else {
            snprintf(text, sizeof text, _("%1$s %2$s幢 %3$s"), p->compound, p->number, d.room);
        }
    }
    yz_copy(out, room, text);
    return out;
}

char *yz_door_short(struct yz_session *s, int64_t building, const char *unit, const char *door, char *out,
                    size_t room) {
    char text[160] = "";
    if (building) {
        const struct yz_known_place *p = place_of(s, building);
        snprintf(text, sizeof text, "%s%s-%s%s%s", p->compound, p->number, unit, *unit ? "-" : "", door);
    }
    yz_copy(out, room, text);
    return out;
}

char *yz_dwelling_short(struct yz_session *s, int64_t dwelling, char *out, size_t room) {
    struct door d = {0};
    if (dwelling) read_door(s, dwelling, &d);
    return yz_door_short(s, d.building, d.unit, d.room, out, room);
}

/* --- reading --- */

enum after { NOTHING, SIGN, BUILDING, UNIT, ROOM };

/* What parts the numbers of an address; the bytes it takes. */
static size_t divider(const char *text, enum after *kind) {
    static const struct {
        const char *word;
        enum after kind;
    } words[] = {{"号楼", BUILDING}, {"幢", BUILDING}, {"栋", BUILDING}, {"座", BUILDING}, {"楼", BUILDING},
                 {"单元", UNIT},     {"室", ROOM},     {"房", ROOM},     {"号", SIGN},     {"#", SIGN},
                 {"-", SIGN},        {"/", SIGN},      {" ", SIGN},      {"—", SIGN},      {"－", SIGN},
                 {"–", SIGN},        {"―", SIGN},      {"~", SIGN}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t n = strlen(words[i].word);
        if (strncmp(text, words[i].word, n) == 0) {
            if (words[i].kind != SIGN) *kind = words[i].kind;
            return n;
        }
    }
    return 0;
}

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

struct part {
    char text[16];
    enum after kind; /* the word that stood behind it */
};

static bool next_part(const char **text, struct part *p) {
    size_t n = 0;
    while (is_digit((*text)[n]) || is_letter((*text)[n])) n++;
    if (n == 0 || n >= sizeof p->text) return false;
    for (size_t i = 0; i < n; i++)
        p->text[i] = (char)((*text)[i] >= 'a' && (*text)[i] <= 'z' ? (*text)[i] - 32 : (*text)[i]);
    p->text[n] = '\0';
    p->kind = NOTHING;
    *text += n;
    for (size_t skip; (skip = divider(*text, &p->kind)) > 0;) *text += skip;
    return true;
}

bool yz_address_read_parts(const char *text, struct yz_address *out) {
    struct part part[3];
    int n = 0;
    text += strspn(text, " -");
    while (*text) {
        if (n == 3 || !next_part(&text, &part[n])) return false;
        n++;
    }
    if (n == 0) return false;
    memcpy(out->building, part[0].text, sizeof out->building);
    if (n == 3 || (n == 2 && part[1].kind == UNIT)) memcpy(out->unit, part[1].text, sizeof out->unit);
    if (n == 3) memcpy(out->room, part[2].text, sizeof out->room);
    else if (n == 2 && part[1].kind != UNIT) memcpy(out->room, part[1].text, sizeof out->room);
    return true;
}

static size_t place_length(const char *text) {
    size_t n = strcspn(text, "0123456789");
    while (n && is_letter(text[n - 1])) n--;
    return n;
}

bool yz_address_read(const char *text, struct yz_address *out) {
    char plain[256];
    memset(out, 0, sizeof *out);
    if (strlen(text) >= sizeof plain) return false;
    yz_text_narrow(plain, sizeof plain, text);
    yz_text_trim(plain, sizeof plain, plain);
    size_t n = place_length(plain), place = n;
    for (;;) { /* what may stand between the place and the numbers */
        if (place && strchr(" -,", plain[place - 1])) place--;
        else if (place >= 3 && memcmp(plain + place - 3, "，", 3) == 0) place -= 3;
        else break;
    }
    if (!plain[n] || place >= sizeof out->place) return false;
    memcpy(out->place, plain, place);
    return yz_address_read_parts(plain + n, out);
}

/* --- finding what an address means --- */

static size_t gather(struct yz_query *q, int64_t *out, size_t max) {
    size_t n = 0;
    while (n <= max && yz_next(q)) {
        if (n < max) out[n] = yz_int(q, 0);
        n++;
    }
    yz_done(q);
    return n;
}

size_t yz_address_buildings(struct yz_session *s, const struct yz_address *a, int64_t *out, size_t max) {
    struct yz_query *q = yz_sql(s->store, "SELECT b.id FROM building b LEFT JOIN compound c ON c.id=b.compound"
                                          " WHERE (?1='' OR c.name=?1) AND b.number=?2 COLLATE NOCASE ORDER BY b.id");
    yz_bind_text(q, 1, a->place);
    yz_bind_text(q, 2, a->building);
    return gather(q, out, max);
}

size_t yz_address_dwellings(struct yz_session *s, const struct yz_address *a, int64_t *out, size_t max) {
    struct yz_query *q =
        yz_sql(s->store, "SELECT d.id FROM building b LEFT JOIN compound c ON c.id=b.compound"
                         " CROSS JOIN dwelling d ON d.building=b.id"
                         " WHERE (?1='' OR c.name=?1) AND b.number=?2 COLLATE NOCASE"
                         " AND (?3='' OR d.unit=?3 COLLATE NOCASE) AND d.room=?4 COLLATE NOCASE ORDER BY d.id");
    yz_bind_text(q, 1, a->place);
    yz_bind_text(q, 2, a->building);
    yz_bind_text(q, 3, a->unit);
    yz_bind_text(q, 4, a->room);
    return gather(q, out, max);
}
