/* Addresses as people write them: 3-2-501, 3幢2单元501室, 3-501. */
#ifndef YZ_SERVICE_ADDRESS_H
#define YZ_SERVICE_ADDRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct yz_session;

struct yz_address {
    char place[96];                        /* the compound's name as written; "" = not told */
    char building[16], unit[16], room[16]; /* "" = not told; without units a building and a room are told */
};

/* As yz_dwelling_short, for a door already read. Answers `out`. */
char *yz_door_short(struct yz_session *s, int64_t building, const char *unit, const char *door, char *out, size_t room);

/* Reads a whole address; letters are upper case in the result. False when it does not end in the numbers of a building
 * or door, or a part is too long. The place is all that stands before the first digit, or before the first letter that
 * is followed by digits (A2幢). */
bool yz_address_read(const char *text, struct yz_address *out);

/* The same for a text whose place is known to end at `parts`. */
bool yz_address_read_parts(const char *parts, struct yz_address *out);

/* Buildings and doors that the address fits (a door without its unit fits in any unit): ids in `out`, at most `max`; answers how many there are
 * (`max` + 1 when more). A place that no compound's name equals fits nothing; no place fits any compound. */
size_t yz_address_buildings(struct yz_session *s, const struct yz_address *a, int64_t *out, size_t max);
size_t yz_address_dwellings(struct yz_session *s, const struct yz_address *a, int64_t *out, size_t max);

#endif
