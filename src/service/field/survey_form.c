/* A definition out of an XLSForm: the sheets survey, choices and settings of a workbook, or the same in one CSV, where the name of
 * a sheet stands in the first column and its rows follow from the second one on. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>

#include "base/text.h"
#include "service/clean.h"
#include "service/field/survey_private.h"
#include "service/ledger/ledger_private.h"

enum { SURVEY, CHOICES, SETTINGS, TABLES };
enum { DEPTH = 4 }; /* of groups within groups */
static const char *const names[TABLES] = {"survey", "choices", "settings"};

struct group {
    bool repeats; /* refused already; its end is looked for all the same */
    size_t row;
    char label[192], relevant[192];
};

struct reading {
    struct yz_sheet sheets[TABLES]; /* of a CSV only the first */
    struct {
        const struct yz_sheet *sheet; /* NULL: there is none */
        size_t first, end;            /* its rows; the header is the one before */
    } tables[TABLES];
    struct group groups[DEPTH];
    size_t depth;
    struct yz_survey_form *form;
    struct yz_findings *f;
};

/* --- where the tables are --- */

static int named(const char *text) {
    char word[32];
    yz_text_trim(word, sizeof word, text);
    for (int i = 0; i < TABLES; i++)
        if (strcasecmp(word, names[i]) == 0) return i;
    return -1;
}

/* A CSV: a row whose first cell names a sheet begins it, its header is the next row. */
static void find_sections(struct reading *r) {
    const struct yz_sheet *s = &r->sheets[0];
    int now = -1;
    for (size_t i = 0; i < s->count; i++) {
        int begins = s->rows[i].cells ? named(yz_sheet_cell(s, i, 0)) : -1;
        if (begins >= 0) {
            now = begins;
            r->tables[now].sheet = s;
            r->tables[now].first = r->tables[now].end = i + 2 < s->count ? i + 2 : s->count;
        } else if (now >= 0 && i >= r->tables[now].first) {
            r->tables[now].end = i + 1;
        }
    }
}

static enum yz_status read_tables(struct reading *r, const char *path, const struct yz_buffer *bytes) {
    r->sheets[0].only = names[0];
    enum yz_status status =
        bytes ? yz_sheet_take(&r->sheets[0], path, NULL, bytes) : yz_sheet_read(&r->sheets[0], path, NULL);
    if (status == YZ_OK && !r->sheets[0].workbook) find_sections(r);
    for (int i = 0; status == YZ_OK && r->sheets[0].workbook && i < TABLES; i++) {
        r->sheets[i].only = names[i];
        if (i) status = yz_sheet_read(&r->sheets[i], path, NULL);
        if (status != YZ_OK || !r->sheets[i].count) continue;
        r->tables[i].sheet = &r->sheets[i];
        r->tables[i].first = 1;
        r->tables[i].end = r->sheets[i].count;
    }
    if (status == YZ_OK && !r->tables[SURVEY].sheet)
        status = yz_fail(YZ_REFUSED, _("%s 里没有 survey 表；写法见 docs/surveys.md"), path);
    return status;
}

/* --- cells --- */

/* "label" is also "label::中文". */
static bool is_header(const char *cell, const char *name) {
    char word[64];
    size_t n = strlen(name);
    yz_text_trim(word, sizeof word, cell);
    return strncasecmp(word, name, n) == 0 && (!word[n] || strncmp(word + n, "::", 2) == 0);
}

static bool in_chinese(const char *cell) {
    return strstr(cell, "中文") || strstr(cell, "(zh") || strstr(cell, "::zh") || strstr(cell, "Chinese");
}

/* Of a column in several languages the Chinese one, else the first. */
static int column(const struct reading *r, int table, const char *name) {
    const struct yz_sheet *s = r->tables[table].sheet;
    size_t header = r->tables[table].first - 1;
    int first = -1;
    if (!s || header >= s->count) return -1;
    for (uint32_t i = 0; i < s->rows[header].cells; i++) {
        const char *text = yz_sheet_cell(s, header, (int)i);
        if (!is_header(text, name)) continue;
        if (in_chinese(text)) return (int)i;
        if (first < 0) first = (int)i;
    }
    return first;
}

/* Outer blanks; unlike yz_text_trim it leaves quotes, which skip rules end in. */
static void strip(char *text) {
    size_t n = strlen(text), from = strspn(text, " \t");
    while (n > from && (text[n - 1] == ' ' || text[n - 1] == '\t')) n--;
    if (from) memmove(text, text + from, n - from);
    text[n - from] = '\0';
}

/* A cell in one line; too long is an error. */
static void cell(struct reading *r, int table, size_t row, const char *name, char *out, size_t room) {
    int at = column(r, table, name);
    char line[2048], clean[2048], rule[192];
    const char *raw = at < 0 ? "" : yz_sheet_cell(r->tables[table].sheet, row, at);
    bool whole = yz_clean(clean, sizeof clean, raw, true) != YZ_TOO_LONG; /* control characters go */
    yz_text_line(line, sizeof line, whole ? clean : raw);
    strip(line);
    if (yz_copy(out, room, line)) return;
    snprintf(rule, sizeof rule, _("%1$s 表第 %2$u 行：太长，最多 %3$zu 个汉字"), names[table],
             (unsigned)r->tables[table].sheet->rows[row].line, (room - 1) / 3);
    yz_find_error(r->f, name, line, rule, _("写短一些"));
}

static void wrong(struct reading *r, int table, size_t row, const char *field, const char *value, const char *rule,
                  const char *mend) {
    char text[192];
    snprintf(text, sizeof text, _("%1$s 表第 %2$u 行：%3$s"), names[table],
             (unsigned)r->tables[table].sheet->rows[row].line, rule);
    yz_find_error(r->f, field, value, text, mend);
}

static bool yes(const char *text) {
    static const char *const words[] = {"yes", "true", "true()", "1", "y", "是", "必答", "√"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcasecmp(text, words[i]) == 0) return true;
    return false;
}

/* --- a question --- */

static void take_choices(struct reading *r, size_t row, struct yz_question *q, const char *list) {
    char of[64], name[48], label[192];
    size_t used = 0, count = 0;
    for (size_t i = r->tables[CHOICES].first; i < r->tables[CHOICES].end; i++) {
        cell(r, CHOICES, i, "list_name", of, sizeof of);
        if (!*of) cell(r, CHOICES, i, "list name", of, sizeof of);
        if (strcmp(of, list) != 0) continue;
        cell(r, CHOICES, i, "name", name, sizeof name);
        cell(r, CHOICES, i, "label", label, sizeof label);
        if (!*name || strchr(name, ' '))
            wrong(r, CHOICES, i, "name", name, _("选项代号空着，或里面有空格"), _("用字母和数字，如 yes"));
        if (!*label) wrong(r, CHOICES, i, "label", NULL, _("没有选项文字"), NULL);
        int n = snprintf(q->choices + used, sizeof q->choices - used, "%s%s %s", used ? "\n" : "", name, label);
        if (++count > YZ_CHOICES || n < 0 || (size_t)n >= sizeof q->choices - used) {
            q->choices[used] = '\0';
            wrong(r, SURVEY, row, "type", list, _("选项太多，最多 24 个"), _("合并几个，或分成两题"));
            return;
        }
        used += (size_t)n;
    }
}

/* What an XLSForm may ask for and this program does not: named, never passed over. */
static void refuse_columns(struct reading *r, size_t row) {
    static const char *const none[] = {"calculation", "choice_filter", "repeat_count", "trigger"};
    char text[192];
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        if (column(r, SURVEY, none[i]) < 0) continue;
        cell(r, SURVEY, row, none[i], text, sizeof text);
        if (*text) wrong(r, SURVEY, row, none[i], text, _("这里没有这种写法"), _("删去这一格，或换一种问法"));
    }
}

static void take_type(struct reading *r, size_t row, struct yz_question *q) {
    char type[128], *list;
    cell(r, SURVEY, row, "type", type, sizeof type);
    list = type + strcspn(type, " ");
    if (*list) *list++ = '\0';
    list += strspn(list, " ");
    if (!yz_code_parse("question_type", type, &q->type)) {
        wrong(r, SURVEY, row, "type", type, _("不认识的题型"),
              _("select_one 选项表、select_multiple 选项表、range、text、integer、decimal、note"));
        q->type = YZ_ASK_TEXT; /* so that the rest of it is still looked at */
    } else if (q->type == YZ_ASK_SINGLE || q->type == YZ_ASK_MANY) {
        if (!*list) wrong(r, SURVEY, row, "type", type, _("没有写用哪个选项表"), _("如 select_one yes_no"));
        if (strchr(list, ' ')) {
            wrong(r, SURVEY, row, "type", list, _("选项表后面的写法这里没有"),
                  _("or_other 改成选项“其他”，再加一道 text 题"));
            *strchr(list, ' ') = '\0';
        }
        if (*list) take_choices(r, row, q, list);
    }
}

static void take_range(struct reading *r, size_t row, struct yz_question *q) {
    char text[128], *end;
    cell(r, SURVEY, row, "parameters", text, sizeof text);
    if (q->type == YZ_ASK_SCALE) q->low = 1, q->high = 5;
    for (char *p = strtok_r(text, " ,;", &end); p; p = strtok_r(NULL, " ,;", &end)) {
        char *value = strchr(p, '='), *rest = "?";
        long long n = value ? strtoll(value + 1, &rest, 10) : 0;
        if (value && !*rest && strncmp(p, "start=", 6) == 0) q->low = n;
        else if (value && !*rest && strncmp(p, "end=", 4) == 0) q->high = n;
        else if (strcmp(p, "step=1") != 0)
            wrong(r, SURVEY, row, "parameters", p, _("不认识的参数"), _("只有 start=最小 end=最大"));
    }
}

/* --- groups: their labels and skip rules go to the questions in them --- */

/* Another condition that must hold too. False: it is too long. */
static bool add_rule(char out[384], const char *rule) {
    char both[512];
    if (!*rule) return true;
    if (!*out) return yz_copy(out, 384, rule);
    const char *open = *out == '(' ? "" : "(", *close = *out == '(' ? "" : ")";
    int n = *rule == '(' ? snprintf(both, sizeof both, "%s%s%s and %s", open, out, close, rule)
                         : snprintf(both, sizeof both, "%s%s%s and (%s)", open, out, close, rule);
    return n > 0 && n < (int)sizeof both && yz_copy(out, 384, both);
}

static void within_groups(struct reading *r, size_t row, struct yz_question *q) {
    char own[sizeof q->relevant];
    bool fits = true;
    yz_copy(own, sizeof own, q->relevant);
    *q->relevant = '\0';
    for (size_t i = 0; i < r->depth && i < DEPTH; i++) {
        size_t n = strlen(q->section);
        const char *label = r->groups[i].label;
        if (*label) snprintf(q->section + n, sizeof q->section - n, "%s%s", n ? " · " : "", label);
        fits = add_rule(q->relevant, r->groups[i].relevant) && fits;
    }
    q->section[yz_utf8_cut(q->section, sizeof q->section - 1)] = '\0';
    if (!add_rule(q->relevant, own) || !fits)
        wrong(r, SURVEY, row, "relevant", own, _("连同分组的规则太长"), _("把规则写短一些"));
}

static void begin_group(struct reading *r, size_t row, bool repeats) {
    struct yz_survey_rule rule;
    if (repeats) wrong(r, SURVEY, row, "type", "begin_repeat", _("这里不能重复问一组题"), _("改成几道题，或一户一份"));
    if (r->depth == DEPTH) wrong(r, SURVEY, row, "type", "begin_group", _("分组套得太深，最多四层"), NULL);
    if (r->depth++ >= DEPTH) return;
    struct group *g = &r->groups[r->depth - 1];
    *g = (struct group){.repeats = repeats, .row = row};
    cell(r, SURVEY, row, "label", g->label, sizeof g->label);
    cell(r, SURVEY, row, "relevant", g->relevant, sizeof g->relevant);
    const char *fault = yz_survey_rule_read(g->relevant, &rule);
    if (!fault) return;
    wrong(r, SURVEY, row, "relevant", g->relevant, yz_tr(fault), _("如 ${car} = 'yes'"));
    *g->relevant = '\0';
}

static void end_group(struct reading *r, size_t row, bool repeats) {
    if (!r->depth) wrong(r, SURVEY, row, "type", repeats ? "end_repeat" : "end_group", _("没有开头的分组"), NULL);
    else if (r->depth-- <= DEPTH && r->groups[r->depth].repeats != repeats)
        wrong(r, SURVEY, row, "type", repeats ? "end_repeat" : "end_group", _("和开头的分组不是一种"), NULL);
}

/* Rows that are no question: groups, and what a telephone would fill in by itself. */
static bool is_structure(struct reading *r, size_t row) {
    static const char *const by_itself[] = {"start",       "end",   "today", "deviceid",     "username",
                                            "phonenumber", "email", "audit", "subscriberid", "simserial"};
    char type[128];
    cell(r, SURVEY, row, "type", type, sizeof type);
    for (char *p = type; *p; p++) *p = *p == ' ' ? '_' : *p;
    bool repeats = strcmp(type, "begin_repeat") == 0 || strcmp(type, "end_repeat") == 0;
    if (repeats || strcmp(type, "begin_group") == 0 || strcmp(type, "end_group") == 0) {
        if (*type == 'b') begin_group(r, row, repeats);
        else end_group(r, row, repeats);
        return true;
    }
    for (size_t i = 0; i < sizeof by_itself / sizeof *by_itself; i++) {
        if (strcmp(type, by_itself[i]) != 0) continue;
        yz_find_warning(r->f, "type", type, _("手机自动填的项这里没有用"), _("答卷自己记日期和录入人"));
        return true;
    }
    return false;
}

static void take_question(struct reading *r, size_t row) {
    struct yz_survey_form *form = r->form;
    char required[16];
    if (form->count == YZ_QUESTIONS) {
        wrong(r, SURVEY, row, "survey", NULL, _("题目太多，最多 100 题"), _("分成两份问卷"));
        return;
    }
    struct yz_question *q = &form->questions[form->count++];
    *q = (struct yz_question){.place = (int64_t)form->count};
    cell(r, SURVEY, row, "name", q->name, sizeof q->name);
    cell(r, SURVEY, row, "label", q->label, sizeof q->label);
    cell(r, SURVEY, row, "hint", q->hint, sizeof q->hint);
    cell(r, SURVEY, row, "relevant", q->relevant, sizeof q->relevant);
    cell(r, SURVEY, row, "constraint", q->limit, sizeof q->limit);
    cell(r, SURVEY, row, "constraint_message", q->message, sizeof q->message);
    cell(r, SURVEY, row, "required", required, sizeof required);
    take_type(r, row, q);
    q->required = q->type != YZ_ASK_NOTE && yes(required);
    take_range(r, row, q);
    within_groups(r, row, q);
    refuse_columns(r, row);
}

static bool is_blank(const struct yz_sheet *s, size_t row) {
    char text[64];
    for (uint32_t i = 0; i < s->rows[row].cells; i++) {
        yz_text_trim(text, sizeof text, yz_sheet_cell(s, row, (int)i));
        if (*text) return false;
    }
    return true;
}

static void take_questions(struct reading *r) {
    for (size_t i = r->tables[SURVEY].first; i < r->tables[SURVEY].end; i++)
        if (!is_blank(r->tables[SURVEY].sheet, i) && !is_structure(r, i)) take_question(r, i);
    for (size_t i = 0; i < r->depth && i < DEPTH; i++)
        wrong(r, SURVEY, r->groups[i].row, "type", r->groups[i].label, _("分组没有结束"), _("后面补一行 end_group"));
}

/* A column that would mean something, and is not obeyed, is said. */
static void tell_unknown(struct reading *r) {
    static const char *const known[] = {"type",        "name",          "label",
                                        "hint",        "required",      "relevant",
                                        "parameters",  "constraint",    "constraint_message",
                                        "calculation", "choice_filter", "repeat_count",
                                        "trigger"};
    const struct yz_sheet *s = r->tables[SURVEY].sheet;
    size_t header = r->tables[SURVEY].first - 1, n = sizeof known / sizeof *known;
    for (uint32_t i = 0; header < s->count && i < s->rows[header].cells; i++) {
        const char *text = yz_sheet_cell(s, header, (int)i);
        size_t k = 0;
        while (k < n && !is_header(text, known[k])) k++;
        if (*text && k == n) yz_find_warning(r->f, "survey", text, _("这一列没有用"), _("有用的列见 docs/surveys.md"));
    }
    for (size_t k = 0; k < 3; k++)
        if (column(r, SURVEY, known[k]) < 0)
            yz_find_error(r->f, known[k], NULL, _("survey 表没有这一列"), _("表头要有 type、name、label"));
}

/* --- settings --- */

static void take_settings(struct reading *r, const char *path) {
    struct yz_survey *v = &r->form->survey;
    static const char *const columns[][2] = {{"form_id", "key"}, {"form_title", "title"},    {"since", "since"},
                                             {"until", "until"}, {"anonymous", "anonymous"}, {"target", "target"}};
    char text[256];
    size_t row = r->tables[SETTINGS].first;
    for (size_t i = 0; row < r->tables[SETTINGS].end && i < sizeof columns / sizeof *columns; i++) {
        cell(r, SETTINGS, row, columns[i][0], text, sizeof text);
        if (*text) yz_field_set(yz_field_named(&yz_survey_kind, columns[i][1]), v, text, true, r->f);
    }
    const char *base = strrchr(path, '/') ? strrchr(path, '/') + 1 : path;
    if (!*v->key) snprintf(v->key, sizeof v->key, "%.*s", (int)strcspn(base, "."), base);
    v->key[yz_utf8_cut(v->key, sizeof v->key - 1)] = '\0';
    if (!*v->title) yz_copy(v->title, sizeof v->title, v->key);
}

static enum yz_status take(const char *path, const struct yz_buffer *bytes, struct yz_survey_form *out,
                           struct yz_findings *findings) {
    struct reading *r = calloc(1, sizeof *r);
    *out = (struct yz_survey_form){.questions = calloc(YZ_QUESTIONS, sizeof *out->questions)};
    enum yz_status status = r && out->questions ? YZ_OK : yz_fail(YZ_BUSY, _("内存不足"));
    if (status == YZ_OK) {
        r->form = out;
        r->f = findings;
        status = read_tables(r, path, bytes);
    }
    if (status == YZ_OK) {
        tell_unknown(r);
        take_settings(r, path);
        take_questions(r);
        yz_survey_check(out, findings);
        if (!yz_survey_questions(out))
            yz_find_error(findings, "survey", NULL, _("一道题也没有"), _("在 survey 表里写题目"));
        if (!yz_findings_ok(findings)) status = yz_fail(YZ_REFUSED, _("问卷有 %zu 处错误，没有用"), findings->errors);
    }
    for (int i = 0; r && i < TABLES; i++) yz_sheet_free(&r->sheets[i]);
    free(r);
    return status;
}

enum yz_status yz_survey_read(const char *path, struct yz_survey_form *out, struct yz_findings *findings) {
    return take(path, NULL, out, findings);
}

enum yz_status yz_survey_read_text(const char *name, const char *text, size_t n, struct yz_survey_form *out,
                                   struct yz_findings *findings) {
    struct yz_buffer bytes = {0};
    yz_buffer_append(&bytes, text, n);
    enum yz_status status = take(name, &bytes, out, findings);
    yz_buffer_free(&bytes);
    return status;
}

void yz_survey_form_free(struct yz_survey_form *f) {
    free(f->questions);
    *f = (struct yz_survey_form){0};
}
