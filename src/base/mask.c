/* Masking of personal data. */
#include "base/mask.h"
#include "base/text.h"

#include <stdbool.h>
#include <string.h>

/* Surnames of two characters; what is none of these has a surname of one. */
static const char *const compound_surnames[] = {
    "欧阳", "太史", "端木", "上官", "司马", "东方", "独孤", "南宫", "万俟", "闻人", "夏侯", "诸葛", "尉迟",
    "公羊", "赫连", "澹台", "皇甫", "宗政", "濮阳", "公冶", "太叔", "申屠", "公孙", "慕容", "仲孙", "钟离",
    "长孙", "宇文", "司徒", "鲜于", "司空", "闾丘", "子车", "亓官", "司寇", "巫马", "公西", "颛孙", "壤驷",
    "公良", "漆雕", "乐正", "宰父", "谷梁", "拓跋", "夹谷", "轩辕", "令狐", "段干", "百里", "呼延", "东郭",
    "南门", "羊舌", "微生", "梁丘", "左丘", "东门", "西门", "第五", "纳兰", "完颜", "歐陽", "司馬", "諸葛",
};

/* What a mask is written with: characters of `s` kept, others starred. */
struct mask {
    char *at, *end;
};

static void keep(struct mask *m, const char *s, size_t n) {
    if ((size_t)(m->end - m->at) < n) {
        m->end = m->at; /* nothing may follow what was left out */
        return;
    }
    memcpy(m->at, s, n);
    m->at += n;
}

static size_t surname_bytes(const char *s) {
    for (size_t i = 0; i < sizeof compound_surnames / sizeof *compound_surnames; i++) {
        const char *c = compound_surnames[i];
        if (s[0] == c[0] && s[1] == c[1] && s[2] == c[2] && strncmp(s, c, 6) == 0) return 6;
    }
    return yz_grapheme(s, NULL);
}

static size_t graphemes(const char *s, const char *end) {
    size_t count = 0;
    for (size_t n; s < end && (n = yz_grapheme(s, NULL)) != 0; s += n) count++;
    return count;
}

/* Keeps `head` characters and `tail` ones of s..end; a star for each between. */
static void mask_between(struct mask *m, const char *s, const char *end, size_t head, size_t tail) {
    size_t count = graphemes(s, end);
    for (size_t i = 0; i < count; i++) {
        size_t n = yz_grapheme(s, NULL);
        if (i < head || i + tail >= count) keep(m, s, n);
        else keep(m, "*", 1);
        s += n;
    }
}

/* A Han name without dots: the surname stays, and of three characters or more the last one. */
static void mask_han(struct mask *m, const char *s, const char *end) {
    size_t count = graphemes(s, end), head = 1, surname = surname_bytes(s);
    if (count < 2) head = 0;
    else if (count > 2 && surname == 6 && graphemes(s, s + surname) == 2) head = 2;
    mask_between(m, s, end, head, count - head >= 2 && head > 0 ? 1 : 0);
}

static bool is_dot(const char *s, size_t n) {
    static const char *const dots[] = {"·", "•", "‧", "・", "．", "."};
    for (size_t i = 0; i < sizeof dots / sizeof *dots; i++)
        if (strlen(dots[i]) == n && memcmp(s, dots[i], n) == 0) return true;
    return false;
}

static bool is_parting(const char *s, size_t n) {
    if ((unsigned char)*s >= 0xE4 && (unsigned char)*s <= 0xE9) return false; /* Han, nearly always */
    return (n == 1 && (*s == ' ' || *s == '-')) || (n == 3 && memcmp(s, "\xE3\x80\x80", 3) == 0) || is_dot(s, n);
}

/* A name of several words. Latin ones keep each initial; of others the first keeps its first character and the last
 * its last one. What parts the words stays. */
static void mask_words(struct mask *m, const char *s, const char *end) {
    for (bool first = true; s < end; first = false) {
        const char *word = s;
        size_t n = 0;
        while (s < end && (n = yz_grapheme(s, NULL)) != 0 && !is_parting(s, n)) s += n;
        bool latin = (unsigned char)*word < 0x80;
        mask_between(m, word, s, first || latin, s == end && !latin && graphemes(word, s) > 1);
        if (s < end) {
            keep(m, s, n);
            s += n;
        }
    }
}

static bool has_parting(const char *s, const char *end) {
    for (size_t n; s < end && (n = yz_grapheme(s, NULL)) != 0; s += n)
        if (is_parting(s, n)) return true;
    return false;
}

/* 张 三 and 张　三 are 张三: spaces between Han only fill the column. */
static void close_up(char *name) {
    char *to = name;
    uint32_t cp = 0, before = 0;
    if (!strchr(name, ' ') && !strstr(name, "\xE3\x80\x80")) return;
    for (const char *s = name, *next = s; yz_utf8_next(&next, &cp) != 0; s = next) {
        const char *after = next;
        uint32_t follows = 0;
        if (cp == ' ' || cp == 0x3000)
            while (yz_utf8_next(&after, &follows) != 0 && (follows == ' ' || follows == 0x3000)) next = after;
        if (yz_is_han(before) && yz_is_han(follows)) continue;
        memmove(to, s, (size_t)(next - s));
        to += next - s;
        before = cp;
    }
    *to = '\0';
}

static struct mask mask_open(char *out, size_t room) {
    return (struct mask){out, out + room - 1};
}

void yz_mask_name(char *out, size_t room, const char *name) {
    char clean[512];
    if (room == 0) return;
    yz_text_trim(clean, sizeof clean, name);
    close_up(clean);
    const char *end = clean + strlen(clean), *kin = end;
    if (end - clean > 6 && (strcmp(end - 6, "之子") == 0 || strcmp(end - 6, "之女") == 0)) kin = end - 6;
    struct mask m = mask_open(out, room);
    uint32_t first = 0;
    const char *p = clean;
    yz_utf8_next(&p, &first);
    if (strcmp(clean, YZ_ERASED) == 0) keep(&m, clean, strlen(clean));
    else if (has_parting(clean, kin) || !(yz_is_han(first) || first == '*')) mask_words(&m, clean, kin);
    else mask_han(&m, clean, kin);
    keep(&m, kin, (size_t)(end - kin));
    *m.at = '\0';
}

/* A number in its buffer, `head` and `tail` characters kept. */
static void mask_number(char *out, size_t room, const char *number, size_t head, size_t tail) {
    struct mask m = mask_open(out, room);
    mask_between(&m, number, number + strlen(number), head, tail);
    *m.at = '\0';
}

void yz_mask_id(char *out, size_t room, const char *id) {
    char clean[256];
    if (room == 0) return;
    yz_text_trim(clean, sizeof clean, id);
    size_t count = graphemes(clean, clean + strlen(clean));
    size_t few = count / 5 > 3 ? 3 : count / 5;
    bool old = count == 15;
    if (count == 18 || old) mask_number(out, room, clean, 6, old ? 3 : 4);
    else mask_number(out, room, clean, few, few);
}

void yz_mask_phone(char *out, size_t room, const char *phone) {
    char clean[256];
    if (room == 0) return;
    yz_text_trim(clean, sizeof clean, phone);
    size_t count = graphemes(clean, clean + strlen(clean));
    if (count >= 11) mask_number(out, room, clean, 3, 4);
    else mask_number(out, room, clean, count / 4, count / 4);
}

static bool letter(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/* A whole number at the beginning of `text`, its bytes; 0 when there is none: shorter, or part of a word (a hash). */
static size_t number_at(const char *text, char before) {
    size_t n = strspn(text, "0123456789");
    if (n == 17 && (text[n] == 'X' || text[n] == 'x')) n++;
    return n >= 11 && !letter(before) && !letter(text[n]) ? n : 0;
}

static void star(char *number, size_t n) {
    size_t head = n == 18 || n == 15 ? 6 : 3, tail = n == 18 || n < 15 ? 4 : 3;
    memset(number + head, '*', n - head - tail);
}

/* The next number of a text, its bytes; NULL when there is no more. `*before` is the character before `text`, ' ' at first. */
static const char *next_number(const char *text, char *before, size_t *n) {
    for (size_t step; *text; text += step) {
        *n = number_at(text, *before);
        if (*n) return text;
        step = strspn(text, "0123456789");
        if (!step) step = 1;
        *before = text[step - 1];
    }
    return NULL;
}

void yz_mask_numbers_in(char *text) {
    char before = ' ';
    size_t n = 0;
    for (const char *at = text; (at = next_number(at, &before, &n)); at += n) {
        before = at[n - 1];
        star(text + (at - text), n);
    }
}

void yz_unmask_numbers(char *text, const char *was) {
    char before = ' ', masked[64];
    size_t n = 0;
    for (const char *at = was; (at = next_number(at, &before, &n)); at += n) {
        before = at[n - 1];
        if (n >= sizeof masked) continue;
        memcpy(masked, at, n);
        masked[n] = '\0';
        star(masked, n);
        char *there = strstr(text, masked);
        if (there) memcpy(there, at, n);
    }
}

void yz_mask_numbers(char *out, size_t room, const char *text) {
    bool whole = yz_copy(out, room, text);
    for (char *end = out + strlen(out); !whole && end > out && end[-1] >= '0' && end[-1] <= '9';) *--end = '*';
    yz_mask_numbers_in(out);
}
