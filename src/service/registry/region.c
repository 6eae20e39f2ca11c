/* Administrative regions and countries: small sorted tables, searched as the text they are. */
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <yizhan/i18n.h>

#include "base/data.h"
#include "base/text.h"
#include "service/registry/number_check.h"

/* The line of `table` that begins with the `n` bytes of `key` and a tab: what follows the tab, up to the line's end.
 * NULL when there is none. Lines are in byte order; those that begin with # stand at the beginning. */
static const char *find_line(const char *table, const char *key, size_t n) {
    size_t size, low = 0, high;
    const char *text = yz_data(table, &size);
    if (!text) return NULL;
    for (high = size; low < high;) {
        size_t middle = low + (high - low) / 2, start = middle;
        const char *end;
        int order;
        while (start > low && text[start - 1] != '\n') start--;
        order = strncmp(text + start, key, n);
        if (order == 0 && text[start + n] == '\t') return text + start + n + 1;
        end = strchr(text + start, '\n');
        if (order < 0) low = end ? (size_t)(end - text) + 1 : high; /* a longer line is a later one */
        else high = start;
    }
    return NULL;
}

static const char *find_region(const char *code, size_t digits) {
    return find_line("codes/regions.tsv", code, digits);
}

static size_t append_name(char *out, size_t room, size_t at, const char *name) {
    char part[64];
    size_t n = name ? strcspn(name, "\n") : 0;
    if (n >= sizeof part) return at;
    memcpy(part, name ? name : "", n);
    part[n] = '\0';
    yz_copy(out + at, room - at, part);
    return at + strlen(out + at);
}

bool yz_region_name(const char *code, char *out, size_t room) {
    size_t at = 0;
    if (!room) return false;
    out[0] = '\0';
    for (size_t digits = 2; digits <= 6 && yz_all_digits(code, digits); digits += 2) {
        const char *name = find_region(code, digits);
        if (!name && digits == 2) return false;
        at = append_name(out, room, at, name);
    }
    return at > 0;
}

/* Which four digits are a prefecture, xx00 a province: one bit each, for imports ask for every number. */
static bool region_known(const char *four) {
    static uint8_t known[10000 / 8];
    static bool read;
    const char *p = read ? "" : yz_data("codes/regions.tsv", NULL);
    int number = (four[0] - '0') * 1000 + (four[1] - '0') * 100 + (four[2] - '0') * 10 + four[3] - '0';
    for (; p && *p; p += strcspn(p, "\n"), p += *p == '\n') {
        size_t digits = strspn(p, "0123456789");
        int at = 0;
        for (size_t i = 0; i < 4; i++) at = at * 10 + (i < digits ? p[i] - '0' : 0);
        if (digits == 2 || digits == 4) known[at / 8] |= (uint8_t)(1 << at % 8);
    }
    read = true;
    return known[number / 8] >> number % 8 & 1;
}

void yz_check_region(struct yz_check *c, const char *code) {
    const char *mend = _("请对照证件核对；确实如此就不必改");
    char province[] = {code[0], code[1], '0', '0', '\0'};
    if (!region_known(province)) {
        yz_check_warning(c, mend, _("地区码 %s 开头的两位不是任何省份的代码"), code);
    } else if (strlen(code) >= 4 && !region_known(code)) {
        yz_check_warning(c, mend, _("地区码 %s 的前四位不在行政区划表里"), code);
    }
}

bool yz_nation_known(const char *code) {
    size_t size;
    const char *text;
    char line[8];
    if (!yz_all_digits(code, 3)) return find_line("codes/nations.tsv", code, 3) != NULL;
    text = yz_data("codes/nations.tsv", &size);
    snprintf(line, sizeof line, "\t%.3s\n", code);
    return text && strstr(text, line) != NULL;
}
