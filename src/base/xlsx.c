/* Numbers and days as a workbook keeps them; and what stands in for reading and writing where their libraries were not
 * there. */
#include "base/xlsx.h"

#include <stdlib.h>
#include <string.h>
#include <yizhan/i18n.h>

enum { DIGITS = 15 }; /* that a spreadsheet keeps of a number */

struct decimal { /* 0.DIGITS × 10^point */
    char digits[40];
    int count, point;
    bool negative;
};

static bool read_decimal(const char *s, struct decimal *d) {
    bool dot = false, any = false;
    *d = (struct decimal){0};
    if (*s == '-' || *s == '+') d->negative = *s++ == '-';
    for (; (*s >= '0' && *s <= '9') || (*s == '.' && !dot); s++) {
        if (*s == '.') {
            dot = true;
            continue;
        }
        any = true;
        if (!d->count && *s == '0') {
            d->point -= dot;
        } else {
            if (d->count < (int)sizeof d->digits) d->digits[d->count++] = *s;
            d->point += !dot;
        }
    }
    if (*s == 'e' || *s == 'E') {
        char *end;
        long e = strtol(s + 1, &end, 10);
        if (end == s + 1 || e > 400 || e < -400) return false;
        d->point += (int)e;
        s = end;
    }
    return any && !*s;
}

/* To as many digits as a number has, and no zeros at its end. */
static void round_decimal(struct decimal *d) {
    bool up = d->count > DIGITS && d->digits[DIGITS] >= '5';
    if (d->count > DIGITS) d->count = DIGITS;
    for (int i = d->count; up && i-- > 0;) {
        up = d->digits[i] == '9';
        d->digits[i] = up ? '0' : (char)(d->digits[i] + 1);
    }
    if (up) {
        memmove(d->digits + 1, d->digits, (size_t)d->count);
        d->digits[0] = '1';
        d->point++;
    }
    while (d->count && d->digits[d->count - 1] == '0') d->count--;
}

static void write_plain(const struct decimal *d, char *out) {
    int whole = d->point > 0 ? d->point : 0;
    if (!whole) *out++ = '0';
    for (int i = 0; i < whole; i++) *out++ = i < d->count ? d->digits[i] : '0';
    if (d->count > d->point) {
        *out++ = '.';
        for (int i = d->point; i < 0; i++) *out++ = '0';
        for (int i = whole; i < d->count; i++) *out++ = d->digits[i];
    }
    *out = '\0';
}

void yz_xlsx_number(const char *raw, char out[YZ_XLSX_NUMBER]) {
    struct decimal d;
    *out = '\0';
    if (!read_decimal(raw, &d)) return;
    round_decimal(&d);
    if (!d.count) {
        memcpy(out, "0", sizeof "0");
        return;
    }
    if (d.negative) *out++ = '-';
    if (d.point <= DIGITS && d.point > -DIGITS) {
        write_plain(&d, out);
    } else { /* digits were lost: it must not look like a whole number */
        *out++ = d.digits[0];
        *out++ = '.';
        if (d.count == 1) *out++ = '0';
        for (int i = 1; i < d.count; i++) *out++ = d.digits[i];
        snprintf(out, 16, "E%+d", d.point - 1);
    }
}

bool yz_xlsx_day(const char *raw, bool from_1904, char out[YZ_XLSX_NUMBER]) {
    enum { LAST = 2958465, FALSE_LEAP_DAY = 60, MINUTES = 1440 };
    char *end, day[YZ_DATE_TEXT] = "";
    double serial = strtod(raw, &end);
    if (end == raw || *end || !(serial >= 0) || serial > LAST) return false;
    int days = (int)serial, minute = (int)((serial - days) * MINUTES + 0.5);
    if (minute == MINUTES) {
        minute = 0;
        days++;
    }
    if (from_1904) days += 1462;
    /* Excel counts a 29 February 1900 that never was; what lies before it is one day off. */
    if (days) yz_date_text(yz_date_add(18991230, days + (days < FALSE_LEAP_DAY)), day);
    if (!minute && days) snprintf(out, YZ_XLSX_NUMBER, "%s", day);
    else snprintf(out, YZ_XLSX_NUMBER, "%s%s%02d:%02d", day, *day ? " " : "", minute / 60, minute % 60);
    return true;
}

#ifdef HAVE_XLSXREADER
bool yz_xlsx_reads(void) {
    return true;
}
#else
bool yz_xlsx_reads(void) {
    return false;
}

enum yz_status yz_xlsx_read(const void *bytes, size_t n, const char *name, const struct yz_xlsx_sink *sink) {
    (void)bytes;
    (void)n;
    (void)sink;
    return yz_fail(
        YZ_REFUSED,
        _("%s 是 Excel 或 WPS 工作簿，这个程序没有编入读取的库（libzip、expat）；请在表格软件里“另存为”→“CSV "
          "UTF-8（逗号分隔）”再导入"),
        name);
}
#endif

#ifdef HAVE_XLSXWRITER
bool yz_xlsx_writes(void) {
    return true;
}
#else
bool yz_xlsx_writes(void) {
    return false;
}

enum yz_status yz_xlsx_write_open(struct yz_xlsx_writer **out, const char *name, bool charts) {
    (void)name;
    (void)charts;
    *out = NULL;
    return yz_fail(YZ_REFUSED, _("这个程序没有编入写 .xlsx 的库（libxlsxwriter）；请导出 CSV：--format csv"));
}

void yz_xlsx_header(struct yz_xlsx_writer *w, const char *text) {
    (void)w;
    (void)text;
}

void yz_xlsx_text(struct yz_xlsx_writer *w, const char *text) {
    (void)w;
    (void)text;
}

void yz_xlsx_amount(struct yz_xlsx_writer *w, const char *text) {
    (void)w;
    (void)text;
}

void yz_xlsx_date(struct yz_xlsx_writer *w, yz_date day) {
    (void)w;
    (void)day;
}

void yz_xlsx_percent(struct yz_xlsx_writer *w, double percent) {
    (void)w;
    (void)percent;
}

void yz_xlsx_end_row(struct yz_xlsx_writer *w) {
    (void)w;
}

uint32_t yz_xlsx_row(const struct yz_xlsx_writer *w) {
    (void)w;
    return 0;
}

void yz_xlsx_chart(struct yz_xlsx_writer *w, enum yz_xlsx_chart chart_as, const char *title, uint32_t from, uint32_t to,
                   unsigned labels, unsigned values) {
    (void)w;
    (void)chart_as;
    (void)title;
    (void)from;
    (void)to;
    (void)labels;
    (void)values;
}

enum yz_status yz_xlsx_write_close(struct yz_xlsx_writer *w, FILE *file) {
    (void)w;
    (void)file;
    return YZ_REFUSED;
}
#endif
