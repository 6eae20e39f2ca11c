/* GB18030 by table. The standard gives two-byte codes to 23,940 characters and fills the rest of the Basic Multilingual
 * Plane into four-byte codes in Unicode order, so the two-byte codes, which every iconv knows, are all that is needed.
 * Beyond the plane the codes are plain arithmetic. */
#include "base/gb18030.h"
#include "base/text.h"

#include <iconv.h>
#include <stdlib.h>

/* Two-byte codes that the edition of 2000 gave to private characters (first) and later editions to Unicode's own. The
 * order of the four-byte codes is still that of 2000. iconvs differ in their edition; we write either character with the
 * two-byte code and read it as the newer one. */
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
    uint16_t two[0x10000];    /* code of two bytes, 0 = none */
    uint16_t rank[0x10000];   /* how many characters below had four bytes in 2000 */
    uint16_t back[126 * 191]; /* character of each code of two bytes */
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
    return yz_utf8_decode(out, n, &cp) == (int)n ? cp : 0;
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

static void enter(unsigned lead, unsigned trail, uint32_t cp) {
    uint32_t other = partner(cp), plane = cp < 0x10000 ? cp : other;
    if (plane < 0x80 || plane > 0xFFFF) return;
    table->two[plane] = (uint16_t)(lead << 8 | trail);
    if (other >= 0x80 && other < 0x10000) table->two[other] = table->two[plane];
    table->back[(lead - 0x81) * 191 + trail - 0x40] = (uint16_t)plane;
}

static void fill(iconv_t cd) {
    for (unsigned lead = 0x81; lead <= 0xFE; lead++)
        for (unsigned trail = 0x40; trail <= 0xFE; trail++)
            if (trail != 0x7F) enter(lead, trail, decode_two(cd, lead, trail));
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
    if (cp < 0x80) {
        out[0] = (char)cp;
        return 1;
    }
    uint32_t plane = cp < 0x10000 ? cp : partner(cp);
    if (plane == 0) return four_bytes(189000 + cp - 0x10000, out);
    if (table->two[plane] == 0) return four_bytes(table->rank[plane], out);
    out[0] = (char)(table->two[plane] >> 8);
    out[1] = (char)table->two[plane];
    return 2;
}

/* The character of the plane that stands at a place in the four-byte order: the last one with that many below it. */
static uint32_t at_rank(uint32_t place) {
    uint32_t low = 0x80, high = 0x10000;
    while (high - low > 1) {
        uint32_t middle = (low + high) / 2;
        if (table->rank[middle] <= place) low = middle;
        else high = middle;
    }
    return table->rank[low] == place && had_four_bytes(low) ? low : 0;
}

static int decode_four(const unsigned char *p, uint32_t *cp) {
    if (p[1] < 0x30 || p[1] > 0x39 || p[2] < 0x81 || p[2] > 0xFE || p[3] < 0x30 || p[3] > 0x39) return 0;
    uint32_t place = (((p[0] - 0x81u) * 10 + p[1] - 0x30) * 126 + p[2] - 0x81) * 10 + p[3] - 0x30;
    if (place >= 189000) *cp = place - 189000 + 0x10000;
    else *cp = place < 39420 ? at_rank(place) : 0;
    return *cp != 0 && *cp <= 0x10FFFF ? 4 : 0;
}

int yz_gb18030_decode(const char *s, size_t n, uint32_t *cp) {
    const unsigned char *p = (const unsigned char *)s;
    if (n == 0) return 0;
    *cp = p[0];
    if (p[0] < 0x80) return 1;
    if (n < 2 || p[0] == 0x80 || p[0] == 0xFF) return 0;
    if (p[1] < 0x40) return n >= 4 ? decode_four(p, cp) : 0;
    if (p[1] == 0x7F || p[1] == 0xFF) return 0;
    *cp = table->back[(p[0] - 0x81) * 191 + p[1] - 0x40];
    uint32_t since = *cp >= 0xE000 && *cp < 0xF900 ? partner(*cp) : 0;
    if (since) *cp = since;
    return *cp ? 2 : 0;
}
