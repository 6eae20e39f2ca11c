/* Numbers and doors in free text that tell who is meant: identity numbers, phones, rooms. Knows no names. */
#ifndef YZ_BASE_TELLS_H
#define YZ_BASE_TELLS_H

#include <stddef.h>

enum yz_tell { YZ_TELL_NOTHING, YZ_TELL_ID, YZ_TELL_PHONE, YZ_TELL_ROOM };

/* The first one in `text` (UTF-8): where it begins and its bytes. `measures`: words parted by blanks that make a number in
 * front of them a quantity ("50-100元"); "" = none.
 *
 * Caught, also in full-width digits, in 〇一二…九, and parted by blanks, hyphens, dots or slashes: 15 digits and more (with
 * X at the end) as an identity number; 7 to 14 as a phone, mobile or landline; 3-2-501, 2-501, 501室, 2单元, 3幢501 as a
 * room. Not caught: numbers told in words (五百零一, 一百三十八), letters for digits, floors (5楼左边). A day (2026-11-23), a
 * span of years and a time of day are none of these. */
enum yz_tell yz_tell_find(const char *text, const char *measures, size_t *at, size_t *length);

#endif
