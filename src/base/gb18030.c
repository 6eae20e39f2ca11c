/* GB18030 encoder. The standard gives two-byte codes to 23,940 characters and fills the rest of the Basic Multilingual
 * Plane into four-byte codes in Unicode order, so the decoder's two-byte table turned round is all that is needed.
 * Beyond the plane the codes are plain arithmetic. */
#include "base/gb18030.h"
#include "base/text.h"

#include <iconv.h>
#include <stdlib.h>

struct table {
    uint16_t two[0x10000];  /* code of two bytes, 0 = none */
    uint16_t rank[0x10000]; /* how many characters below have four bytes */
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

static void fill(iconv_t cd) {
    for (unsigned lead = 0x81; lead <= 0xFE; lead++)
        for (unsigned trail = 0x40; trail <= 0xFE; trail++) {
            uint32_t cp = trail == 0x7F ? 0 : decode_two(cd, lead, trail);
            if (cp >= 0x80) table->two[cp] = (uint16_t)(lead << 8 | trail);
        }
    uint16_t rank = 0;
    for (uint32_t cp = 0x80; cp < 0x10000; cp++) {
        table->rank[cp] = rank;
        rank += table->two[cp] == 0 && (cp < 0xD800 || cp > 0xDFFF);
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
    if (table->two[cp] == 0) return four_bytes(table->rank[cp], out);
    out[0] = (char)(table->two[cp] >> 8);
    out[1] = (char)table->two[cp];
    return 2;
}
