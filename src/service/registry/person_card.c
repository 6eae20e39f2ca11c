/* The card of a person. Of a group SQLite gives the row that holds the greatest `legal`. */
#include "service/registry/person_card.h"

#include <string.h>
#include <yizhan/registry.h>

#include "base/text.h"

const struct yz_card yz_person_card = {
    .columns = "name TEXT NOT NULL,sex INTEGER NOT NULL,birth INTEGER NOT NULL,died INTEGER NOT NULL,"
               "relation INTEGER NOT NULL,legal INTEGER NOT NULL,served INTEGER NOT NULL,building INTEGER NOT NULL,"
               "unit TEXT NOT NULL,room TEXT NOT NULL",
    .select = "SELECT p.id,p.name,p.sex,p.birth,p.died,ifnull(m.relation,0),ifnull(max(m.legal),0),"
              "EXISTS(SELECT 1 FROM \"case\" WHERE person=p.id),ifnull(d.building,0),ifnull(d.unit,''),"
              "ifnull(d.room,'') FROM person p LEFT JOIN membership m ON m.person=p.id AND m.until=0"
              " LEFT JOIN dwelling d ON d.id=m.dwelling WHERE p.id BETWEEN ?1 AND ?2 GROUP BY p.id",
};

bool yz_person_card_read(struct yz_store *s, int64_t person, struct yz_person_card *out) {
    struct yz_query *q = yz_card(s, person);
    bool found = yz_next(q);
    memset(out, 0, sizeof *out);
    if (found) {
        yz_copy(out->name, sizeof out->name, yz_text(q, 1));
        out->sex = (int32_t)yz_int(q, 2);
        out->birth = (yz_date)yz_int(q, 3);
        out->died = (yz_date)yz_int(q, 4);
        out->head = yz_int(q, 5) == YZ_RELATION_HEAD;
        out->served = yz_int(q, 7) != 0;
        out->building = yz_int(q, 8);
        yz_copy(out->unit, sizeof out->unit, yz_text(q, 9));
        yz_copy(out->room, sizeof out->room, yz_text(q, 10));
    }
    return yz_done(q) == YZ_OK && found;
}
