/* Definition files of policies: text → struct yz_policy. The table says which sections and keys there are. */
#include "service/station/policy_private.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <yizhan/codes.h>
#include <yizhan/groups.h>
#include <yizhan/i18n.h>

#include "base/conf.h"
#include "base/data.h"
#include "base/nearest.h"
#include "base/text.h"

enum { LARGEST = 16384 };
enum slot_type { LINE, KEY, NUMBER, DAY, SPAN, STEPS, OF, SEX, TESTS, CONFIDENCE };

static const struct slot {
    const char *section, *key;
    enum slot_type type;
    bool required;
    size_t offset, size;
} slots[] = {
#define SLOT(section_, member, type_, required_)                                                                       \
    { section_, #member, type_, required_, offsetof(struct yz_policy, member), sizeof((struct yz_policy *)0)->member }
    SLOT("policy", key, KEY, true),
    SLOT("policy", name, LINE, true),
    SLOT("policy", name_en, LINE, false),
    SLOT("policy", service, KEY, false),
    SLOT("policy", reason, LINE, true),
    SLOT("policy", reason_en, LINE, false),
    SLOT("policy", interval, NUMBER, true),
    SLOT("policy", source, LINE, true),
    SLOT("policy", source_en, LINE, false),
    SLOT("policy", document, LINE, false),
    SLOT("policy", confidence, CONFIDENCE, true),
    SLOT("policy", valid_from, DAY, true),
    SLOT("policy", valid_to, DAY, false),
    SLOT("when", of, OF, true),
    SLOT("when", from, SPAN, true),
    SLOT("when", to, SPAN, true),
    SLOT("when", not_before, SPAN, false),
    SLOT("when", by, SPAN, false),
    SLOT("when", steps, STEPS, false),
    SLOT("who", sex, SEX, false),
    SLOT("who", age, NUMBER, false),
    SLOT("who", any, TESTS, false),
    SLOT("who", none, TESTS, false),
};
enum { SLOTS = sizeof slots / sizeof *slots };

struct reading {
    struct yz_policy *out;
    struct yz_findings *f;
    const struct yz_conf_entry *e;
};

static void wrong_at(struct yz_findings *f, size_t line, const char *key, const char *value, const char *rule,
                     const char *mend) {
    char place[32];
    yz_find_error(f, yz_conf_place(line, key, place), value, rule, mend);
}

static void wrong(const struct reading *r, const char *rule, const char *mend) {
    wrong_at(r->f, r->e->line, r->e->key, r->e->value, rule, mend);
}

/* --- values --- */

static bool is_key(const char *value) {
    return *value && strspn(value, "abcdefghijklmnopqrstuvwxyz0123456789-_") == strlen(value);
}

static void put_text(const struct reading *r, const struct slot *s, char *out) {
    char rule[96];
    snprintf(rule, sizeof rule, _("太长：最多 %zu 个字节，大约 %zu 个汉字"), s->size - 1, (s->size - 1) / 3);
    if (s->type == KEY && !is_key(r->e->value)) wrong(r, _("只用小写字母、数字、- 和 _，且不能太长"), "");
    else if (strchr(r->e->value, '\n')) wrong(r, _("这一项只能写一行"), "");
    else if (!yz_copy(out, s->size, r->e->value)) wrong(r, rule, "");
}

static void put_number(const struct reading *r, int64_t *out) {
    char *end;
    long n = strtol(r->e->value, &end, 10);
    if (*end || n < 1 || n > 3660) wrong(r, _("要写一个 1 到 3660 的整数"), _("例如 7"));
    else *out = n;
}

static void put_span(const struct reading *r, const char *text, struct yz_period *out) {
    if (!yz_period_parse(text, out)) wrong(r, _("不是一段时间"), _("例如 60 days、60 years - 30 days"));
}

/* Calls `each` for what stands between `mark`s, trimmed. */
static void each_part(const struct reading *r, char mark, void (*each)(const struct reading *r, char *part)) {
    char text[1024], *part = text;
    yz_copy(text, sizeof text, r->e->value);
    for (char *c = text; *c; c++) *c = *c == '\n' ? mark : *c;
    for (char *next; part; part = next) {
        next = strchr(part, mark);
        if (next) *next++ = '\0';
        yz_text_trim(part, strlen(part) + 1, part);
        if (*part) each(r, part);
    }
}

static void put_step(const struct reading *r, char *part) {
    struct yz_policy *p = r->out;
    if (p->step_count == YZ_POLICY_STEPS) wrong(r, _("再次提醒的日子太多"), _("最多四个"));
    else put_span(r, part, &p->steps[p->step_count++]);
}

static void put_of(const struct reading *r, struct yz_policy *p) {
    static const struct {
        const char *word;
        enum yz_policy_of of;
    } words[] = {{"birth", YZ_OF_BIRTH},
                 {"id-until", YZ_OF_ID},
                 {"lease-until", YZ_OF_LEASE},
                 {"year", YZ_OF_YEAR},
                 {"visit", YZ_OF_VISIT}};
    const char *value = r->e->value;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(value, words[i].word) == 0) p->of = words[i].of;
    if (strncmp(value, "case ", 5) == 0 && is_key(value + 5) && yz_copy(p->of_case, sizeof p->of_case, value + 5))
        p->of = YZ_OF_CASE;
    if (!p->of) wrong(r, _("没有这个词"), "birth id-until lease-until year visit, case KEY");
}

/* "tag 失业", "group KEY", "case KEY", "case KEY this-year", "case KEY 12 months" */
static bool read_test(const char *part, struct yz_policy_test *t) {
    char word[96];
    t->is_case = strncmp(part, "case ", 5) == 0;
    if (strncmp(part, "group ", 6) == 0) {
        const struct yz_group *g = yz_group_named(part + 6);
        t->is_group = true;
        return g && g->level != YZ_GROUP_SECRET && yz_copy(t->word, sizeof t->word, g->key);
    }
    if (!t->is_case) return strncmp(part, "tag ", 4) == 0 && yz_copy(t->word, sizeof t->word, part + 4);
    part += 5;
    size_t n = strcspn(part, " ");
    snprintf(word, sizeof word, "%.*s", (int)(n < sizeof word ? n : sizeof word - 1), part);
    part += n + strspn(part + n, " ");
    t->this_year = strcmp(part, "this-year") == 0;
    if (*part && !t->this_year && !yz_period_parse(part, &t->within)) return false;
    return is_key(word) && yz_copy(t->word, sizeof t->word, word);
}

static void put_test(const struct reading *r, char *part) {
    bool any = strcmp(r->e->key, "any") == 0;
    size_t *count = any ? &r->out->any_count : &r->out->none_count;
    struct yz_policy_test *all = any ? r->out->any : r->out->none;
    if (*count == YZ_POLICY_TESTS) wrong(r, _("条件太多"), _("最多八个"));
    else if (!read_test(part, &all[*count]))
        wrong(r, _("条件的写法不对"), _("例如 tag 失业 | case pension-check this-year"));
    else ++*count;
}

static void put_confidence(const struct reading *r, enum yz_confidence *out) {
    static const char *const words[] = {"", "confirmed", "weak", "unconfirmed"};
    for (int i = YZ_CONFIRMED; i <= YZ_UNCONFIRMED; i++)
        if (strcmp(r->e->value, words[i]) == 0) *out = (enum yz_confidence)i;
    if (!*out) wrong(r, _("没有这个词"), "confirmed weak unconfirmed");
}

static void put(const struct reading *r, const struct slot *s) {
    void *out = (char *)r->out + s->offset;
    switch (s->type) {
    case LINE:
    case KEY: put_text(r, s, out); break;
    case NUMBER: put_number(r, out); break;
    case DAY:
        if (!yz_date_parse(r->e->value, 0, false, out)) wrong(r, _("没有这个日期"), _("例如 2026-01-01"));
        break;
    case SPAN: put_span(r, r->e->value, out); break;
    case STEPS: each_part(r, ',', put_step); break;
    case OF: put_of(r, r->out); break;
    case SEX:
        if (!yz_code_parse("sex", r->e->value, out)) wrong(r, _("没有这个词"), "男 女");
        break;
    case TESTS: each_part(r, '|', put_test); break;
    case CONFIDENCE: put_confidence(r, out); break;
    }
}

/* --- sections --- */

static const struct slot *slot_named(const char *section, const char *key) {
    for (size_t i = 0; i < SLOTS; i++)
        if (strcmp(slots[i].section, section) == 0 && strcmp(slots[i].key, key) == 0) return &slots[i];
    return NULL;
}

/* The section's keys stand together in the table. */
static const char *key_at(size_t i, const void *section) {
    size_t first = 0;
    while (first < SLOTS && strcmp(slots[first].section, section) != 0) first++;
    i += first;
    return i < SLOTS && strcmp(slots[i].section, section) == 0 ? slots[i].key : NULL;
}

static void unknown_key(const struct reading *r, const char *section) {
    char mend[192];
    wrong(r, _("这一节里没有这个键"), yz_nearest_keys(r->e->key, key_at, section, mend, sizeof mend));
}

static void read_section(const struct yz_conf *c, const struct yz_conf_section *section, struct reading *r) {
    for (size_t i = 0; i < section->count; i++) {
        r->e = &c->entries[section->first + i];
        const struct slot *s = slot_named(section->name, r->e->key);
        if (!s) unknown_key(r, section->name);
        else if (*r->e->value) put(r, s);
    }
    for (size_t i = 0; i < SLOTS; i++) {
        if (!slots[i].required || strcmp(slots[i].section, section->name) != 0) continue;
        const struct yz_conf_entry *e = yz_conf_find(c, section, slots[i].key);
        if (!e || !*e->value) wrong_at(r->f, section->line, slots[i].key, "", _("这一项不能空"), "");
    }
}

static void read_sections(const struct yz_conf *c, struct reading *r) {
    static const char *const known[] = {"policy", "when", "who"};
    size_t seen[3] = {0};
    for (size_t i = 0; i < c->section_count; i++) {
        const struct yz_conf_section *section = &c->sections[i];
        size_t k = 0;
        while (k < 3 && strcmp(section->name, known[k]) != 0) k++;
        if (k == 3) wrong_at(r->f, section->line, "", section->name, _("没有这种节"), "[policy] [when] [who]");
        else if (seen[k]++) wrong_at(r->f, section->line, "", section->name, _("这一节写了两次"), "");
        else read_section(c, section, r);
        if (k == 0 && seen[0] == 1) r->out->line = (int64_t)section->line;
    }
    for (size_t k = 0; k < 2; k++)
        if (!seen[k]) wrong_at(r->f, 1, "", known[k], _("缺少这一节"), "[policy] [when]");
}

/* What the parts must mean together; 1 March 2024 stands for any day. */
static void check(const struct yz_policy *p, struct yz_findings *f) {
    size_t line = (size_t)p->line;
    char left[64];
    yz_date day = 20240301, from, to, on, by;
    yz_policy_days(p, day, &from, &to, &on, &by);
    if (p->from.given && p->to.given && to < from)
        wrong_at(f, line, "to", "", _("到期的日子早于开始的日子"), _("改 from 或 to"));
    for (size_t i = 0; i < p->step_count; i++) {
        yz_date step = yz_period_from(&p->steps[i], day);
        if (step <= from || step > to) wrong_at(f, line, "steps", "", _("再次提醒的日子要在 from 和 to 之间"), "");
    }
    if (!yz_reason_check(p->reason, left) || !yz_reason_check(p->reason_en, left))
        wrong_at(f, line, "reason", left, _("没有这个空"), "{days} {age} {date} {on} {by} {left}");
    if (p->valid_to && p->valid_to < p->valid_from)
        wrong_at(f, line, "valid_to", "", _("失效日期早于生效日期"), _("改其中一个日期"));
}

bool yz_policy_parse(const char *text, size_t size, struct yz_policy *out, struct yz_findings *f) {
    struct yz_conf conf;
    struct reading r = {.out = out, .f = f};
    size_t errors = f->errors;
    memset(out, 0, sizeof *out);
    yz_conf_read(text, size, &conf, f);
    read_sections(&conf, &r);
    check(out, f);
    yz_conf_free(&conf);
    return f->errors == errors && !f->lost;
}

enum yz_status yz_policy_check_file(const char *path, struct yz_policy *out, struct yz_findings *f) {
    char text[LARGEST];
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    struct stat st;
    ssize_t got = fd >= 0 && fstat(fd, &st) == 0 && S_ISREG(st.st_mode) ? read(fd, text, sizeof text) : -1;
    if (fd >= 0) close(fd);
    if (got < 0) return yz_fail(YZ_REFUSED, _("%s 不是可读的文件"), path);
    if (got == LARGEST) return yz_fail(YZ_REFUSED, _("文件 %s 太大：一个政策最多 %d 字节"), path, LARGEST - 1);
    bool whole = yz_policy_parse(text, (size_t)got, out, f);
    yz_conf_sort(f);
    if (whole) return YZ_OK;
    return yz_fail(YZ_REFUSED, _("%s 有 %zu 处错误"), path, f->errors);
}

/* --- all of them --- */

struct loading {
    struct yz_policy *out;
    size_t max, count;
    enum yz_status status;
};

static enum yz_status load(const char *name, struct yz_policy *out) {
    struct yz_findings f = {0};
    size_t size;
    const char *text = yz_data(name, &size);
    enum yz_status status = text ? YZ_OK : YZ_REFUSED;
    if (text && !yz_policy_parse(text, size, out, &f))
        status = yz_fail(YZ_REFUSED, _("政策文件 %1$s 有错：第 %2$s 行，%3$s；用 yizhan policy check 看全部"), name,
                         f.count ? f.all[0].field : "?", f.count ? f.all[0].rule : "");
    yz_findings_free(&f);
    return status;
}

static bool load_one(const char *name, void *with) {
    struct loading *l = with;
    size_t n = strlen(name);
    if (n < 7 || strcmp(name + n - 7, ".policy") != 0) return true;
    if (l->count == l->max) l->status = yz_fail(YZ_REFUSED, _("政策太多：最多 %d 个"), (int)l->max);
    else l->status = load(name, &l->out[l->count++]);
    return l->status == YZ_OK;
}

enum yz_status yz_policies(struct yz_policy *out, size_t max, size_t *count) {
    struct loading l = {.out = out, .max = max};
    if (!yz_data_each("policies/", load_one, &l) && l.status == YZ_OK) l.status = YZ_BUSY;
    *count = l.count;
    return l.status;
}
