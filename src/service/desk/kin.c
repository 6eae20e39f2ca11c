/* Kinship in a household, by the codes of GB/T 4761. */
#include "service/desk/intake_private.h"

static bool between(int32_t code, int32_t low, int32_t high) {
    return code >= low && code <= high;
}

int32_t yz_kin_child(int32_t g, int32_t sex) {
    bool girl = sex == 2;
    if (g == 1 || g == 2 || between(g, 10, 12)) return girl ? 30 : 20;   /* of the head or the spouse */
    if (between(g, 20, 27) || g == 29 || g == 38) return girl ? 42 : 41; /* of a son or daughter-in-law */
    if (between(g, 30, 37) || g == 39 || g == 28) return girl ? 44 : 43; /* of a daughter or son-in-law */
    if (between(g, 40, 49)) return girl ? 48 : 47;                       /* great-grandchild */
    if (between(g, 50, 52)) return girl ? 77 : 73;                       /* the head's own sister, brother */
    if (between(g, 71, 74)) return girl ? 94 : 93;                       /* of a brother or his wife */
    if (between(g, 75, 78)) return girl ? 96 : 95;                       /* of a sister or her husband */
    return g == 98 || g == 99 ? 99 : 97;
}

bool yz_kin_newborn(int32_t code) {
    bool head_or_spouse = between(code, 1, 12), elder = between(code, 50, 69) || code == 71 || code == 75;
    bool married_in =
        code == 28 || code == 38 || code == 45 || code == 46 || code == 72 || code == 74 || code == 76 || code == 78;
    return !head_or_spouse && !elder && !married_in && code != 98;
}

/* Whether the one is the wife of the other, by their places in the household. */
static bool couple(int32_t husband, int32_t wife) {
    bool head = husband == 2 || husband == 1, spouse = between(husband, 10, 12);
    if (head) return between(wife, 10, 12);
    if (spouse) return wife == 2 || wife == 1;
    if (between(husband, 20, 27) || husband == 29) return wife == 38;
    if (husband == 28) return between(wife, 30, 37) || wife == 39;
    if (husband == 51) return wife == 52;
    if (husband == 71) return wife == 72;
    if (husband == 73) return wife == 74;
    return (husband == 76 && wife == 75) || (husband == 78 && wife == 77);
}

int64_t yz_kin_mother(const struct yz_member *members, size_t count, const struct yz_member *guardian) {
    int64_t mother = 0;
    if (guardian->person.sex == 2) return guardian->person.id;
    for (size_t i = 0; i < count; i++) {
        const struct yz_person *p = &members[i].person;
        if (p->sex != 2 || p->died || !couple(guardian->membership.relation, members[i].membership.relation)) continue;
        if (mother) return 0; /* two sons' wives: the clerk knows, we do not */
        mother = p->id;
    }
    return mother;
}
