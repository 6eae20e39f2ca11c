/* A definition out of an XLSForm: the sheets survey, choices and settings of a workbook, or the same in one CSV, where the name of
 * a sheet stands in the first column and its rows follow from the second one on. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>

#include "base/text.h"
#include "service/field/survey_private.h"
#include "service/ledger/ledger_private.h"

enum { SURVEY, CHOICES, SETTINGS, TABLES };
static const char *const names[TABLES] = {"survey", "choices", "settings"};

struct reading {
    struct yz_sheet sheets[TABLES]; /* of a CSV only the first */
    struct {
        const struct yz_sheet *sheet; /* NULL: there is none */
        size_t first, end;            /* its rows; the header is the one before */
    } tables[TABLES];
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

static enum yz_status read_tables(struct reading *r, const char *path) {
    r->sheets[0].only = names[0];
    enum yz_status status = yz_sheet_read(&r->sheets[0], path, NULL);
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

static int column(const struct reading *r, int table, const char *name) {
    const struct yz_sheet *s = r->tables[table].sheet;
    size_t header = r->tables[table].first - 1;
    if (!s || header >= s->count) return -1;
    for (uint32_t i = 0; i < s->rows[header].cells; i++)
        if (is_header(yz_sheet_cell(s, header, (int)i), name)) return (int)i;
    return -1;
}

/* Outer blanks; unlike yz_text_trim it leaves quotes, which skip rules end in. */
static void strip(char *text) {
    size_t n = strlen(text), from = strspn(text, " \t");
    while (n > from && (text[n - 1] == ' ' || text[n - 1] == '\t')) n--;
    memmove(text, text + from, n - from);
    text[n - from] = '\0';
}

/* A cell in one line; too long is an error. */
static void cell(struct reading *r, int table, size_t row, const char *name, char *out, size_t room) {
    int at = column(r, table, name);
    char line[2048], rule[192];
    yz_text_line(line, sizeof line, at < 0 ? "" : yz_sheet_cell(r->tables[table].sheet, row, at));
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

static void take_type(struct reading *r, size_t row, struct yz_question *q) {
    char type[128], *list;
    cell(r, SURVEY, row, "type", type, sizeof type);
    list = type + strcspn(type, " ");
    if (*list) *list++ = '\0';
    list += strspn(list, " ");
    if (strcmp(type, "decimal") == 0 || !yz_code_parse("question_type", type, &q->type)) {
        wrong(r, SURVEY, row, "type", type, _("不认识的题型"),
              _("select_one 选项表、select_multiple 选项表、range、text、integer"));
        q->type = YZ_ASK_TEXT; /* so that the rest of it is still looked at */
    } else if (q->type == YZ_ASK_SINGLE || q->type == YZ_ASK_MANY) {
        if (!*list) wrong(r, SURVEY, row, "type", type, _("没有写用哪个选项表"), _("如 select_one yes_no"));
        else take_choices(r, row, q, list);
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
    cell(r, SURVEY, row, "required", required, sizeof required);
    q->required = yes(required);
    take_type(r, row, q);
    take_range(r, row, q);
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
        if (!is_blank(r->tables[SURVEY].sheet, i)) take_question(r, i);
}

/* A column that would mean something, and is not obeyed, is said. */
static void tell_unknown(struct reading *r) {
    static const char *const known[] = {"type", "name", "label", "hint", "required", "relevant", "parameters"};
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

enum yz_status yz_survey_read(const char *path, struct yz_survey_form *out, struct yz_findings *findings) {
    struct reading *r = calloc(1, sizeof *r);
    *out = (struct yz_survey_form){.questions = calloc(YZ_QUESTIONS, sizeof *out->questions)};
    enum yz_status status = r && out->questions ? YZ_OK : yz_fail(YZ_BUSY, _("内存不足"));
    if (status == YZ_OK) {
        r->form = out;
        r->f = findings;
        status = read_tables(r, path);
    }
    if (status == YZ_OK) {
        tell_unknown(r);
        take_settings(r, path);
        take_questions(r);
        yz_survey_check(out, findings);
        if (!yz_findings_ok(findings)) status = yz_fail(YZ_REFUSED, _("问卷有 %zu 处错误，没有用"), findings->errors);
    }
    for (int i = 0; r && i < TABLES; i++) yz_sheet_free(&r->sheets[i]);
    free(r);
    return status;
}

void yz_survey_form_free(struct yz_survey_form *f) {
    free(f->questions);
    *f = (struct yz_survey_form){0};
}
