/* The text block that readers of ID cards give: 256 bytes UTF-16LE (name 30, sex 2, nation 4, birth 16, address
 * 70, number 36, authority 30, valid from 16, to 16; the rest is reserved). It comes from a file or a device; no image
 * of the card is read, and none kept. */
#ifndef YIZHAN_IDCARD_READER_H
#define YIZHAN_IDCARD_READER_H

#include "date.h"
#include "findings.h"
#include "registry.h"
#include "status.h"

enum { YZ_CARD_BLOCK = 256 };

struct yz_id_card {
    char name[96], address[160], id_number[32], authority[64];
    int32_t sex, ethnic;        /* GB/T 2261.1, GB/T 3304; 0 = the card does not say */
    yz_date birth, from, until; /* until 0: 长期 */
};

/* Reads a block, or the same as UTF-8 text (as pasted: 128 characters, spaces at the end may be missing). False when it is
 * no card: `f` has all that is wrong. An expired card is a warning. */
bool yz_id_card_parse(const void *bytes, size_t n, struct yz_id_card *out, struct yz_findings *f);

/* Reads it from a file or device, "-" is standard input; `path` NULL or "": what $YIZHAN_CARD names. A device that gives nothing within 3 s, or a
 * file that cannot be read, is YZ_REFUSED with a message; a block that is no card likewise, `f` has why. */
enum yz_status yz_id_card_read(const char *path, struct yz_id_card *out, struct yz_findings *f);

/* What the card tells goes into the person; the address only when the person has no registered one. */
void yz_id_card_fill(const struct yz_id_card *c, struct yz_person *p);

#endif
