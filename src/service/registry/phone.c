/* Telephone numbers: mobiles, landlines with area code, service lines, abroad; one or several in a cell, in the ways
 * people write them. */
#include <stdio.h>
#include <string.h>
#include <yizhan/i18n.h>

#include "base/text.h"
#include "service/registry/number_check.h"

enum { CELL = 256, DIGITS = 20, GAPS = 6 };

/* ---- reading a cell ---- */

static bool is_one_of(uint32_t cp, const char *set) {
    uint32_t other;
    while (yz_utf8_next(&set, &other) > 0) {
        if (cp == other) return true;
    }
    return false;
}

/* A cell is read as digits, + , gaps within a number (-), blanks, what parts numbers (;), and words (W). '\0': nothing. */
static char classify(uint32_t cp) {
    if (cp >= 0xFF01 && cp <= 0xFF5E) cp -= 0xFEE0;
    if ((cp >= '0' && cp <= '9') || cp == '+') return (char)cp;
    if (is_one_of(cp, "-‐‑–—−().#转机")) return '-';
    if (is_one_of(cp, "/,;|\\&\n\r、。或和及")) return ';';
    if (is_one_of(cp, "分\u200b\ufeff\u2060")) return '\0'; /* 分机 is one gap */
    if (cp <= ' ' || is_one_of(cp, ":'‘’`\u00a0\u3000\u2002\u2003\u2009")) return ' ';
    return 'W';
}

static void fold_cell(const char *text, char out[CELL]) {
    size_t n = 0;
    uint32_t cp;
    while (yz_utf8_next(&text, &cp) != 0 && n + 1 < CELL) {
        out[n] = classify(cp);
        n += out[n] != '\0';
    }
    out[n] = '\0';
}

/* ---- one number ---- */

/* The digits of a number as written, and where hyphens or brackets stood between them. */
struct written {
    char digits[DIGITS + 1];
    size_t count, gap[GAPS], gaps;
    bool plus;
};

struct number {
    enum yz_phone_kind kind; /* NONE: it is no number, for the reason in `fault` */
    char text[YZ_PHONE_TEXT];
    enum { NO_NUMBER, BAD_LENGTH, BAD_SECOND, BAD_AREA } fault;
    size_t count;
    bool no_area;
};

static void read_written(const char *s, size_t n, struct written *w) {
    *w = (struct written){.count = 0};
    for (; n; n--, s++) {
        if (*s >= '0' && *s <= '9') {
            if (w->count < DIGITS) w->digits[w->count] = *s;
            w->count++;
        } else if (*s == '+') {
            w->plus = w->plus || !w->count;
        } else if (*s == '-' && w->count && w->gaps < GAPS) {
            w->gap[w->gaps++] = w->count;
        }
    }
}

static void drop_first(struct written *w, size_t n) {
    memmove(w->digits, w->digits + n, w->count - n + 1);
    w->count -= n;
    for (size_t i = 0; i < w->gaps; i++) w->gap[i] = w->gap[i] > n ? w->gap[i] - n : 0;
}

static bool is_mobile(const struct written *w) {
    return w->count == 11 && w->digits[0] == '1' && w->digits[1] >= '3';
}

/* Takes off what stands before a number at home: +86, 0086, 86, and the 0 some dial before a mobile. */
static void drop_prefix(struct written *w) {
    bool home = false;
    if ((w->plus || (w->count == 13 && w->digits[2] == '1')) && strncmp(w->digits, "86", 2) == 0) {
        drop_first(w, 2);
        home = true;
    } else if (w->count > 8 && strncmp(w->digits, "0086", 4) == 0) {
        drop_first(w, 4);
        home = true;
    }
    if (home) w->plus = false;
    if (w->count == 12 && w->digits[0] == '0' && w->digits[1] == '1' && w->digits[2] >= '3') drop_first(w, 1);
    if (home && !is_mobile(w) && w->count < DIGITS && w->digits[0] != '0') { /* abroad, area codes lose their 0 */
        memmove(w->digits + 1, w->digits, w->count + 1);
        w->digits[0] = '0';
        w->count++;
        for (size_t i = 0; i < w->gaps; i++) w->gap[i]++;
    }
}

/* Digits of an extension after a local number that begins at `area`: those behind a gap after 7 or 8 digits. */
static size_t extension_length(const struct written *w, size_t area) {
    for (size_t i = 0; i < w->gaps; i++) {
        size_t local = w->gap[i] > area ? w->gap[i] - area : 0, rest = w->count - w->gap[i];
        if ((local == 7 || local == 8) && rest >= 1 && rest <= 5) return rest;
    }
    return 0;
}

/* 0871-63123456-801; without area code when `area` is 0. */
static bool read_landline(const struct written *w, size_t area, struct number *out) {
    size_t extension = extension_length(w, area), local;
    if (w->count < area + extension) return false;
    local = w->count - area - extension;
    if (local != 8 && (local != 7 || area == 3)) return false;
    if (w->digits[area] < '2' || (!area && w->digits[0] == '9')) return false;
    snprintf(out->text, sizeof out->text, "%.*s%s%.*s%s%s", (int)area, w->digits, area ? "-" : "", (int)local,
             w->digits + area, extension ? "-" : "", w->digits + area + local);
    out->kind = YZ_PHONE_LANDLINE;
    out->no_area = !area;
    return true;
}

static bool is_service(const struct written *w) {
    static const char *const begins[] = {"95", "96", "10", "11", "12"};
    if (w->count == 10) return strncmp(w->digits, "400", 3) == 0 || strncmp(w->digits, "800", 3) == 0;
    for (size_t i = 0; i < sizeof begins / sizeof *begins; i++) {
        if ((w->count == 5 || w->count == 6) && strncmp(w->digits, begins[i], 2) == 0) return true;
    }
    return false;
}

static void find_fault(const struct written *w, struct number *out) {
    out->count = w->count;
    if (w->digits[0] == '0') out->fault = BAD_AREA;
    else if (w->digits[0] == '1' && w->count == 11) out->fault = BAD_SECOND;
    else if (w->digits[0] == '1' && w->count > 6) out->fault = BAD_LENGTH;
    else out->fault = NO_NUMBER;
}

/* False when the piece has no digit at all. */
static bool read_number(const char *s, size_t n, struct number *out) {
    struct written w;
    bool landline;
    *out = (struct number){.kind = YZ_PHONE_NONE};
    read_written(s, n, &w);
    if (!w.count) return false;
    if (w.count > DIGITS) {
        w.count = DIGITS;
        find_fault(&w, out);
        return true;
    }
    drop_prefix(&w);
    if (w.plus) {
        if (w.count >= 7 && w.count <= 15) out->kind = YZ_PHONE_ABROAD;
        snprintf(out->text, sizeof out->text, "+%s", w.digits);
    } else if (is_mobile(&w) || is_service(&w)) {
        out->kind = is_mobile(&w) ? YZ_PHONE_MOBILE : YZ_PHONE_SERVICE;
        memcpy(out->text, w.digits, w.count + 1);
    } else {
        size_t area = w.digits[0] != '0' ? 0 : w.digits[1] == '1' || w.digits[1] == '2' ? 3 : 4;
        landline = read_landline(&w, area, out);
        if (!landline) find_fault(&w, out);
    }
    return true;
}

/* ---- the cell ---- */

struct cell {
    struct yz_check *c;
    struct yz_phone *out;
    size_t count;
};

static void report_fault(struct yz_check *c, const struct number *n) {
    const char *mend = _("例如 13812345678、0871-63123456");
    switch (n->fault) {
    case BAD_LENGTH: yz_check_error(c, mend, _("手机号应为 11 位，现在是 %zu 位"), n->count); break;
    case BAD_SECOND: yz_check_error(c, mend, _("手机号第 2 位应为 3 至 9")); break;
    case BAD_AREA: yz_check_error(c, mend, _("座机的区号或位数不对")); break;
    case NO_NUMBER: yz_check_error(c, mend, _("不是电话号码")); break;
    }
}

static void take_number(struct cell *cell, const struct number *n) {
    if (n->kind == YZ_PHONE_NONE) {
        report_fault(cell->c, n);
        return;
    }
    if (strcmp(n->text, cell->out->normal) == 0 || strcmp(n->text, cell->out->second) == 0) return;
    if (n->no_area) yz_check_warning(cell->c, _("请补上区号，例如 0871-63123456"), _("座机号码没有区号"));
    if (cell->count == 0) {
        cell->out->kind = n->kind;
        memcpy(cell->out->normal, n->text, sizeof n->text);
    } else if (cell->count == 1) {
        memcpy(cell->out->second, n->text, sizeof n->text);
    } else if (cell->count == 2) {
        yz_check_warning(cell->c, _("其余号码请记在备注里"), _("一格里有两个以上的号码，只取前两个"));
    }
    cell->count++;
}

/* Blanks may part numbers or groups of one number: if the whole is no number, but all between blanks are, they are. */
static void take_piece(struct cell *cell, const char *s, size_t n) {
    struct number whole = {0}, part = {0};
    if (!read_number(s, n, &whole)) return;
    if (whole.kind == YZ_PHONE_NONE) {
        bool all = true;
        for (size_t at = 0, end; at < n && all; at = end + 1) {
            end = at;
            while (end < n && s[end] != ' ') end++;
            all = !read_number(s + at, end - at, &part) || part.kind != YZ_PHONE_NONE;
        }
        for (size_t at = 0, end; at < n && all; at = end + 1) {
            end = at;
            while (end < n && s[end] != ' ') end++;
            if (read_number(s + at, end - at, &part)) take_number(cell, &part);
        }
        if (all) return;
    }
    take_number(cell, &whole);
}

static bool says_none(const char *clean) {
    static const char *const words[] = {"", "-", "--", "—", "/", "无", "没有", "暂无", "无电话", "不详", "未填"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strcmp(clean, words[i]) == 0) return true;
    }
    return false;
}

bool yz_phone_check(const char *text, const char *field, struct yz_phone *out, struct yz_findings *f) {
    struct yz_check c = {.f = f, .field = field, .value = text};
    struct cell cell = {.c = &c, .out = out};
    char clean[YZ_NUMBER_ROOM], folded[CELL] = "";
    *out = (struct yz_phone){.kind = YZ_PHONE_NONE};
    yz_number_clean(text, clean, sizeof clean);
    if (says_none(clean)) return true;
    if (yz_check_spoiled(&c, clean)) return false;
    fold_cell(text, folded);
    for (const char *p = folded; *p;) {
        size_t n = strcspn(p, ";W");
        take_piece(&cell, p, n);
        p += n + (p[n] != '\0');
    }
    if (!cell.count && !c.failed) yz_check_error(&c, _("没有电话就留空"), _("不是电话号码"));
    else if (cell.count && strchr(folded, 'W')) {
        yz_check_warning(&c, _("需要留存的文字请写在备注里"), _("号码旁的文字不会保存"));
    }
    return !c.failed;
}
