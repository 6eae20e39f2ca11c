/* Reading dates and times of day as people and spreadsheets write them. The text is first folded into a short ASCII
 * form (full-width digits, 年月日 as Y M D, 时分秒 as h m s, typed letters small), then read by one small cursor. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/date.h>

enum { FOLDED = 64 };

static const struct {
    const char *text, *form;
} foldings[] = {
    {"年", "Y"},    {"月", "M"},    {"日", "D"},    {"号", "D"},    {"時", "h"},    {"时", "h"},     {"点", "h"},
    {"點", "h"},    {"分", "m"},    {"秒", "s"},    {"今天", "=0"}, {"今日", "=0"}, {"昨天", "=1"},  {"昨日", "=1"},
    {"明天", "=2"}, {"明日", "=2"}, {"前天", "=3"}, {"后天", "=4"}, {"现在", "=n"}, {"\u00a0", " "}, {"\u3000", " "},
    {"。", "."},    {"，", "."},    {"、", "."},    {"−", "-"},     {"–", "-"},     {"—", "-"},      {"\ufeff", ""},
};

/* Words are only known when they stand alone, or before a blank. */
static const struct {
    const char *word, *form;
} words[] = {{"today", "=0"}, {"yesterday", "=1"}, {"tomorrow", "=2"}, {"now", "=n"}};

static size_t fold_han(const char *text, char **p, const char *end) {
    for (size_t i = 0; i < sizeof foldings / sizeof *foldings; i++) {
        size_t bytes = strlen(foldings[i].text), form = strlen(foldings[i].form);

        if (strncmp(text, foldings[i].text, bytes) != 0) continue;
        if (*p + form >= end) return 0;
        memcpy(*p, foldings[i].form, form);
        *p += form;
        return bytes;
    }
    return 0;
}

/* Full-width ASCII U+FF01..U+FF5E is EF BC 81 .. EF BD 9E. */
static int full_width(const unsigned char *u) {
    int code = 0;

    if (u[0] == 0xEF && (u[1] == 0xBC || u[1] == 0xBD) && u[2] >= 0x80 && u[2] <= 0xBF)
        code = ((u[1] & 3) << 6 | (u[2] & 63)) + 0x20;
    return code > 0x20 && code < 0x7F ? code : 0;
}

static void fold_words(char *text) {
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t n = strlen(words[i].word);

        if (strncmp(text, words[i].word, n) == 0 && (text[n] == '\0' || text[n] == ' ')) {
            memcpy(text, words[i].form, 2);
            memmove(text + 2, text + n, strlen(text + n) + 1);
            return;
        }
    }
}

/* Single blanks inside, none outside. Answers the length. */
static size_t squeeze(char *text) {
    char *p = text;

    for (const char *s = text; *s; s++)
        if (*s != ' ' || (p > text && p[-1] != ' ')) *p++ = *s;
    if (p > text && p[-1] == ' ') p--;
    *p = '\0';
    return (size_t)(p - text);
}

/* False when the text is too long for a date, or holds what no date holds. */
static bool fold(const char *text, char out[FOLDED]) {
    char *p = out, *end = out + FOLDED;

    if (*text == '\'') text++;
    while (*text) {
        int wide = full_width((const unsigned char *)text);
        size_t taken = wide ? 3 : 1;
        char c = wide ? (char)wide : *text;

        if (!wide && (signed char)*text < 0) {
            taken = fold_han(text, &p, end);
            if (!taken) return false;
        } else {
            if (p + 1 >= end || c == '=') /* = marks a folded word */
                return false;
            c = c == '\t' || c == '\n' || c == '\r' ? ' ' : c;
            *p++ = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
        }
        text += taken;
    }
    *p = '\0';
    if (!squeeze(out)) return false;
    fold_words(out);
    return true;
}

/* ---- the cursor ---- */

/* Reads digits; answers how many (0 when more than `most`). */
static int number(const char **p, int most, int *n) {
    int digits = 0, value = 0;

    *n = 0;
    while ((*p)[digits] >= '0' && (*p)[digits] <= '9') {
        if (digits == most) return 0;
        value = value * 10 + (*p)[digits++] - '0';
    }
    *p += digits;
    *n = value;
    return digits;
}

static bool take(const char **p, char c) {
    if (**p != c) return false;
    ++*p;
    return true;
}

static void skip_blank(const char **p) {
    while (take(p, ' '))
        ;
}

/* "+2w", "-1", "+3m", "+1y": days unless a unit follows. */
static yz_date relative(const char **p, yz_date today) {
    int sign = **p == '-' ? -1 : 1, n;

    ++*p;
    if (!number(p, 5, &n) || !today) return 0;
    if (take(p, 'w')) return yz_date_add(today, sign * n * 7);
    if (take(p, 'm')) return yz_date_add_months(today, sign * n);
    if (take(p, 'y')) return yz_date_add_months(today, sign * n * 12);
    (void)take(p, 'd');
    return yz_date_add(today, sign * n);
}

/* "=0" .. "=4" of the foldings. */
static yz_date named_day(const char **p, yz_date today) {
    static const int8_t offset[] = {0, -1, 1, -2, 2};
    int n = (*p)[1] - '0';

    if (n < 0 || n > 4 || !today) return 0;
    *p += 2; /* one digit: what follows is the time of 明天10点 */
    return yz_date_add(today, offset[n]);
}

/* The D of 5日, which may stand off. */
static void take_day_mark(const char **p) {
    const char *q = *p;

    skip_blank(&q);
    if (take(&q, 'D')) *p = q;
}

/* Month and day as everybody writes them: of the three years around today the one in which they are nearest. */
static yz_date this_year(const char **p, int month, char mark, yz_date today) {
    yz_date nearest = 0;
    int day;

    if (!today || !mark || !strchr(".-/M", mark)) return 0;
    ++*p;
    skip_blank(p);
    if (!number(p, 2, &day)) return 0;
    if (mark == 'M') take_day_mark(p);
    for (int year = today / 10000 - 1; year <= today / 10000 + 1; year++) {
        yz_date d = yz_date_make(year, month, day);
        if (d && (!nearest || abs(yz_days_between(today, d)) < abs(yz_days_between(today, nearest)))) nearest = d;
    }
    return nearest;
}

/* A year stands first and has four digits, always: 24-3-5 and 3/5/2024 can be read in more than one way. */
static yz_date written(const char **p, yz_date today) {
    int all, month, day, digits = number(p, 8, &all);
    char mark;

    if (digits == 8) return yz_date_make(all / 10000, all / 100 % 100, all % 100);
    skip_blank(p);
    if (digits == 1 || digits == 2) return this_year(p, all, **p, today);
    mark = **p;
    if (digits != 4 || !mark || !strchr(".-/Y", mark)) return 0;
    ++*p;
    skip_blank(p);
    if (!number(p, 2, &month)) return 0;
    skip_blank(p);
    if (!take(p, mark == 'Y' ? 'M' : mark)) return 0;
    skip_blank(p);
    if (!number(p, 2, &day)) return 0;
    if (mark == 'Y') take_day_mark(p);
    return yz_date_make(all, month, day);
}

static yz_date date_at(const char **p, yz_date today) {
    if (**p == '=') return named_day(p, today);
    if (**p == '+' || **p == '-') return relative(p, today);
    return written(p, today);
}

/* Excel counts from 1900-01-01 = 1, and believes in a 29 February 1900 (60), so what is later is one too many. Bare
 * numbers from 1800 to 2999 are years that lost their month, and above 2099 no serials of our time: not dates. */
static yz_date excel_serial(const char *text) {
    int n, digits = number(&text, 5, &n);

    if (!digits || n < 1 || n == 60 || (n >= 1800 && n <= 2999) || n > 73050) return 0;
    if (*text == '.' && text[1] >= '0' && text[1] <= '9') /* the fraction is the time of day */
        text += 1 + strspn(text + 1, "0123456789");
    return *text ? 0 : yz_date_from_number(n - 25569 + (n < 60));
}

/* What a spreadsheet adds to a plain date: " 0:00:00" or "T00:00:00". */
static bool only_midnight(const char *p) {
    if (*p == ' ' || *p == 't') p++;
    else if (*p) return false;
    return !*p || strcmp(p, "0:00") == 0 || strcmp(p, "00:00") == 0 || strcmp(p, "0:00:00") == 0 ||
           strcmp(p, "00:00:00") == 0;
}

/* "2024-03-05", as files have nearly all dates: needs no folding. 0 when it is written otherwise. */
static yz_date plain(const char *text) {
    int part[3] = {0};

    for (int i = 0, at = 0; i < 10; i++) {
        bool dash = i == 4 || i == 7;

        if (dash ? text[i] != '-' : text[i] < '0' || text[i] > '9') return 0;
        if (dash) at++;
        else part[at] = part[at] * 10 + text[i] - '0';
    }
    return text[10] ? 0 : yz_date_make(part[0], part[1], part[2]);
}

bool yz_date_parse(const char *text, yz_date today, bool serial, yz_date *d) {
    char form[FOLDED];
    const char *p = form;
    yz_date read = text ? plain(text) : 0;

    if (read) {
        *d = read;
        return true;
    }
    if (!text || !fold(text, form)) return false;
    read = serial ? excel_serial(form) : 0;
    if (!read) {
        read =
            date_at(&p, serial && form[0] >= '0' && form[0] <= '9' ? 0 : today); /* the cells of a table have years */
        if (!read || !only_midnight(p)) return false;
    }
    *d = read;
    return true;
}

/* A month is a date that lacks its day, in one of the ways of writing one. */
bool yz_month_parse(const char *text, yz_date today, yz_date *first) {
    static const char *const days[] = {"", "-1", "1日", "01", ".1", "/1"};
    char whole[FOLDED];
    yz_date d = 0;

    if (!text || strlen(text) > sizeof whole - 8) return false;
    for (size_t i = 0; i < sizeof days / sizeof *days && !d; i++) {
        snprintf(whole, sizeof whole, "%s%s", text, days[i]);
        if (!yz_date_parse(whole, i ? 0 : today, false, &d)) d = 0; /* "" and "-1" is no month */
    }
    if (!d) return false;
    *first = d / 100 * 100 + 1;
    return true;
}

/* ---- time of day ---- */

/* "3:20", "03:20:05", "03:20:05.123", "0320", "3h20m", "3h". Milliseconds of the day, or -1. */
static int64_t time_at(const char **p) {
    int hour, minute = 0, second = 0, ms = 0, digits = number(p, 4, &hour);
    char mark = **p;

    if (digits == 4) {
        minute = hour % 100, hour /= 100;
    } else if (digits && digits <= 2 && (mark == ':' || mark == 'h')) {
        ++*p;
        if (number(p, 2, &minute) ? mark == 'h' && !take(p, 'm') && **p : mark == ':') return -1;
        if (take(p, ':') || (mark == 'h' && **p >= '0' && **p <= '9')) {
            if (!number(p, 2, &second) || (mark == 'h' && !take(p, 's'))) return -1;
            if (take(p, '.') && number(p, 3, &ms) != 3) return -1;
        }
    } else {
        return -1;
    }
    if (hour > 23 || minute > 59 || second > 59) return -1;
    return ((hour * 60 + minute) * 60 + second) * INT64_C(1000) + ms;
}

/* "Z", "+08:00", "+0800", "+08" or nothing (the station's). */
static bool zone_at(const char **p, int *east) {
    int sign = **p == '-' ? -1 : 1, hours, minutes = 0, digits;

    *east = yz_zone();
    if (take(p, 'z')) {
        *east = 0;
        return true;
    }
    if (**p != '+' && **p != '-') return true;
    ++*p;
    digits = number(p, 4, &hours);
    if (digits == 4) minutes = hours % 100, hours /= 100;
    else if (digits != 2 || (take(p, ':') && number(p, 2, &minutes) != 2)) return false;
    *east = sign * (hours * 60 + minutes);
    return hours <= 14 && minutes < 60;
}

bool yz_moment_parse(const char *text, yz_date today, yz_moment *at, bool *has_time) {
    char form[FOLDED];
    const char *p = form;
    int64_t ms = 0;
    int east = yz_zone();
    bool timed;
    yz_date d;

    if (!text || !fold(text, form)) return false;
    if (today && strcmp(form, "=n") == 0) {
        *at = yz_now();
        *has_time = true;
        return true;
    }
    d = date_at(&p, today);
    timed = *p != '\0';
    if (!d) return false;
    if (timed) {
        if (!take(&p, ' ') && !take(&p, 't') && p[-1] != 'D' && *form != '=') /* 18日3时, 明天3时 need no gap */
            return false;
        ms = time_at(&p);
        if (ms < 0 || !zone_at(&p, &east) || *p) return false;
    }
    *has_time = timed;
    *at = (int64_t)yz_day_number(d) * 86400000 + ms - (int64_t)east * 60000;
    return true;
}
