/* The card of a person: where they live, else where they are only registered. Of a group SQLite gives the row that holds the
 * greatest value of max(). */
#include "service/registry/person_card.h"

#include <yizhan/registry.h>

#include "base/text.h"

/* Twenty cards are read at each key of the one line: few columns, short rows. The facts, from the lowest bit: four of
 * sex, is head, has a case; then 26 bits of the day of birth and as many of the day of death, as yz_date. */
const struct yz_card yz_person_card = {
    .columns = "facts INTEGER NOT NULL,building INTEGER NOT NULL,door TEXT NOT NULL,name TEXT NOT NULL",
    .select = "SELECT p.id,(p.sex&15)+16*(ifnull(m.relation,0)=2)+32*EXISTS(SELECT 1 FROM \"case\" WHERE person=p.id)+"
              "(p.birth<<6)+(p.died<<32),ifnull(d.building,0),ifnull(d.unit||iif(d.unit='','','-')||d.room,''),p.name"
              " FROM person p LEFT JOIN membership m ON m.person=p.id AND m.until=0"
              " LEFT JOIN dwelling d ON d.id=m.dwelling WHERE p.id BETWEEN ?1 AND ?2"
              " GROUP BY p.id HAVING ifnull(max(2*(m.role<>4)+m.legal),0)>=0",
};
_Static_assert(YZ_RELATION_HEAD == 2 && YZ_ROLE_REGISTERED_ONLY == 4, "as in the select");

static yz_date day(int64_t facts, int from) {
    return (yz_date)(facts >> from & ((1 << 26) - 1));
}

bool yz_person_card_read(struct yz_store *s, int64_t person, struct yz_person_card *out) {
    struct yz_query *q = yz_card(s, person);
    bool found = yz_next(q);
    int64_t facts = found ? yz_int(q, 1) : 0;
    *out = (struct yz_person_card){.sex = (int32_t)(facts & 15), .birth = day(facts, 6), .died = day(facts, 32)};
    out->head = facts >> 4 & 1;
    out->served = facts >> 5 & 1;
    if (found) {
        out->building = yz_int(q, 2);
        yz_copy(out->door, sizeof out->door, yz_text(q, 3));
        yz_copy(out->name, sizeof out->name, yz_text(q, 4));
    }
    return yz_done(q) == YZ_OK && found;
}
