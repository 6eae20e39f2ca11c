/* Numbers that name people and organisations: checked, normalised, and every fault explained.
 *
 * Standards: GB 11643-1999 (citizens, ISO 7064 MOD 11-2; also residence permits of 81 82 83 and the new permanent
 * residence card), ICAO Doc 9303 weights 7-3-1 (old permanent residence card), GB 32100-2015 (organisations).
 * All functions take what people paste: full-width digits, lower-case x, blanks, no-break spaces, a leading apostrophe.
 * They answer true when no error was added (warnings are allowed); `out` is filled as far as the text could be read.
 * `f` may be NULL when only the answer is wanted. */
#ifndef YIZHAN_IDENTITY_H
#define YIZHAN_IDENTITY_H

#include <stdbool.h>
#include <stddef.h>
#include <yizhan/date.h>
#include <yizhan/findings.h>

enum yz_id_kind {
    YZ_ID_ANY,           /* as argument only: find out */
    YZ_ID_CITIZEN,       /* 公民身份号码, 18 */
    YZ_ID_HMT_PERMIT,    /* 港澳台居民居住证, 18, begins with 81 82 83 */
    YZ_ID_FOREIGNER_OLD, /* 外国人永久居留证, 15: AAA and 12 digits */
    YZ_ID_FOREIGNER_NEW, /* 外国人永久居留身份证, 18, begins with 9 */
    YZ_ID_CITIZEN_15,    /* 15 digits, before 1999: historic, never a key */
    YZ_ID_PASSPORT,      /* free text */
    YZ_ID_NONE_YET,      /* no document yet */
    YZ_ID_KINDS
};

/* "citizen", "hmt-permit", "foreigner-old", "foreigner-new", "citizen-15", "passport", "none-yet"; "any". */
const char *yz_id_kind_key(enum yz_id_kind kind);
const char *yz_id_kind_name(enum yz_id_kind kind); /* for people, translated */

struct yz_identity {
    char normal[24];      /* upper case, no blanks: what is stored and compared */
    char upgraded[20];    /* of citizen-15: the 18-digit number it became; else "" */
    enum yz_id_kind kind; /* YZ_ID_ANY when it could not be found out */
    yz_date birth;        /* 0 when the number does not tell */
    int sex;              /* GB/T 2261.1: 1 male, 2 female, 0 unknown */
    char region[8];       /* "530111", "1100" of the old card, "53" of the new one; "" when it does not tell */
    char nationality[4];  /* of foreigners' cards: "KAZ" or ISO numeric "398"; else "" */
    char expected;        /* the check digit that belongs there; '\0' when the kind has none */
};

/* Checks a number of kind `wanted` (YZ_ID_ANY: whichever it is). An empty text is YZ_ID_NONE_YET when wanted is ANY or
 * NONE_YET, an error otherwise. Birth dates later than `today` are errors (0: yz_today()).
 * Errors: length, characters, check digit (names the one expected), birth date, a number Excel has shown as 5.3011E+17.
 * Warnings: unknown region, last three digits 000 (Excel keeps 15 digits), citizen-15, age over 120. */
bool yz_identity_check(const char *text, enum yz_id_kind wanted, const char *field, yz_date today,
                       struct yz_identity *out, struct yz_findings *f);

/* The check digit of GB 11643 for 17 digits: '0'..'9' or 'X'; '\0' when the first 17 characters are not digits. */
char yz_id_check_digit(const char *seventeen);

/* The check digit of the old permanent residence card for its first 14 characters; '\0' when they are not A-Z 0-9. */
char yz_foreigner_check_digit(const char *fourteen);

/* The name of a region by its first digits ("53", "5301", "530111"): province, and prefecture where it is known, joined
 * ("云南省昆明市"). Abolished codes are known too. False, and "", when not even the province is known. */
bool yz_region_name(const char *code, char *out, size_t room);

#define YZ_USCC_TEXT 20
/* Unified social credit code. Wrong length or characters are errors; a failing check digit warns, for real codes with
 * one are in use. */
bool yz_uscc_check(const char *text, const char *field, char normal[YZ_USCC_TEXT], struct yz_findings *f);
char yz_uscc_check_digit(const char *seventeen); /* '\0' when a character is not of the code's 31 */

#define YZ_CERTIFICATE_TEXT 12
/* Birth medical certificate 出生医学证明: one letter and nine digits. */
bool yz_certificate_check(const char *text, const char *field, char normal[YZ_CERTIFICATE_TEXT], struct yz_findings *f);

#define YZ_PHONE_TEXT 24
enum yz_phone_kind { YZ_PHONE_NONE, YZ_PHONE_MOBILE, YZ_PHONE_LANDLINE, YZ_PHONE_SERVICE, YZ_PHONE_ABROAD };

struct yz_phone {
    enum yz_phone_kind kind;
    char normal
        [YZ_PHONE_TEXT]; /* "13812345678", "0871-63123456", "0871-63123456-801", "4008001234", "12345", "+85291234567" */
    char second[YZ_PHONE_TEXT]; /* the next number of the same cell, or "" */
};

/* A phone number, or several in one cell (13812345678/13987654321): the first and the second; a third warns. An empty
 * text is YZ_PHONE_NONE and true. A landline without area code warns and stays as it is. */
bool yz_phone_check(const char *text, const char *field, struct yz_phone *out, struct yz_findings *f);

#endif
