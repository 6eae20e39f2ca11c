/* GB18030 encoder. The standard gives two-byte codes to 23,940 characters and fills the rest of the Basic Multilingual
 * Plane into four-byte codes in Unicode order, so the decoder's two-byte table turned round is nearly all that is needed.
 * Beyond the plane the codes are plain arithmetic. */
#include "base/gb18030.h"
#include "base/text.h"

#include <iconv.h>
#include <stdlib.h>

/* Two-byte codes that the edition of 2000 gave to private characters (first) and later editions to Unicode's own; the
 * order of the four-byte codes is still that of 2000. Decoders differ in their edition. */
static const struct {
    uint32_t before, since;
} moved[] = {
    {0xE78D, 0xFE10},  {0xE78E, 0xFE12},  {0xE78F, 0xFE11},  {0xE790, 0xFE13},  {0xE791, 0xFE14},
    {0xE792, 0xFE15},  {0xE793, 0xFE16},  {0xE794, 0xFE17},  {0xE795, 0xFE18},  {0xE796, 0xFE19},
    {0xE7C7, 0x1E3F},  {0xE816, 0x20087}, {0xE817, 0x20089}, {0xE818, 0x200CC}, {0xE81E, 0x9FB4},
    {0xE826, 0x9FB5},  {0xE82B, 0x9FB6},  {0xE82C, 0x9FB7},  {0xE831, 0x215D7}, {0xE832, 0x9FB8},
    {0xE83B, 0x2298F}, {0xE843, 0x9FB9},  {0xE854, 0x9FBA},  {0xE855, 0x241FE}, {0xE864, 0x9FBB},
};

struct table {
    uint16_t two[0x10000];  /* code of two bytes, 0 = none */
    uint16_t rank[0x10000]; /* how many characters below had four bytes in 2000 */
};

static struct table *table; /* lives as long as the program */

static uint32_t decode_two(iconv_t cd, unsigned lead, unsigned trail) {
    char in[2] = {(char)lead, (char)trail}, out[8];
    char *from = in, *to = out;
    size_t left = sizeof in, room = sizeof out;
    uint32_t cp;
    iconv(cd, NULL, NULL, NULL, NULL);
    if (iconv(cd, &from, &left, &to, &room) == (size_t)-1 || left != 0) return 0;
    size_t n = sizeof out - room;
    return yz_utf8_decode(out, n, &cp) == (int)n && cp < 0x10000 ? cp : 0;
}

/* Who took the other's place when `cp` moved; 0 when it did not. */
static uint32_t partner(uint32_t cp) {
    for (size_t i = 0; i < sizeof moved / sizeof *moved; i++)
        if (cp == moved[i].before || cp == moved[i].since)
            return cp == moved[i].before ? moved[i].since : moved[i].before;
    return 0;
}

static bool had_four_bytes(uint32_t cp) {
    if (cp >= 0xD800 && cp <= 0xDFFF) return false;
    if (partner(cp)) return cp < 0xE000 || cp > 0xF8FF; /* not the private ones */
    return table->two[cp] == 0;
}

static void fill(iconv_t cd) {
    for (unsigned lead = 0x81; lead <= 0xFE; lead++)
        for (unsigned trail = 0x40; trail <= 0xFE; trail++) {
            uint32_t cp = trail == 0x7F ? 0 : decode_two(cd, lead, trail);
            if (cp >= 0x80) table->two[cp] = (uint16_t)(lead << 8 | trail);
        }
    uint16_t rank = 0;
    for (uint32_t cp = 0x80; cp < 0x10000; cp++) {
        table->rank[cp] = rank;
        rank += had_four_bytes(cp);
    }
}

bool yz_gb18030_ready(void) {
    if (table) return true;
    iconv_t cd = iconv_open("UTF-8", "GB18030");
    if (cd == (iconv_t)-1) return false;
    table = calloc(1, sizeof *table);
    if (table) fill(cd);
    iconv_close(cd);
    return table != NULL;
}

static int four_bytes(uint32_t linear, char out[4]) {
    out[3] = (char)(0x30 + linear % 10);
    out[2] = (char)(0x81 + linear / 10 % 126);
    out[1] = (char)(0x30 + linear / 1260 % 10);
    out[0] = (char)(0x81 + linear / 12600);
    return 4;
}

int yz_gb18030_encode(uint32_t cp, char out[4]) {
    if (cp > 0x10FFFF || (cp >= 0xD800 && cp < 0xE000)) return 0;
    if (cp >= 0x10000) return four_bytes(189000 + cp - 0x10000, out);
    if (cp < 0x80) {
        out[0] = (char)cp;
        return 1;
    }
    /* A private character of the old edition where the decoder is newer: its successor is the same character. */
    if (table->two[cp] == 0 && !had_four_bytes(cp)) return yz_gb18030_encode(partner(cp), out);
    if (table->two[cp] == 0) return four_bytes(table->rank[cp], out);
    out[0] = (char)(table->two[cp] >> 8);
    out[1] = (char)table->two[cp];
    return 2;
}
