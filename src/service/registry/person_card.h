/* What every list of hits shows of a person, read by one look. */
#ifndef YZ_SERVICE_PERSON_CARD_H
#define YZ_SERVICE_PERSON_CARD_H

#include "store/store.h"

struct yz_person_card {
    char name[96], door[40]; /* "2-102", where they live now; the legal place when there are two */
    int32_t sex;
    yz_date birth, died;
    int64_t building; /* 0: lives nowhere here */
    bool head, served;
};

extern const struct yz_card yz_person_card; /* of the kind person */

/* False when there is no such person, or it could not be read (yz_failures). */
bool yz_person_card_read(struct yz_store *s, int64_t person, struct yz_person_card *out);

#endif
