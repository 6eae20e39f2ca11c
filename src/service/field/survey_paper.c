/* A questionnaire on paper, to be filled in by hand: boxes, lines to write on, and when to pass over a question. */
#include <stdio.h>
#include <string.h>
#include <yizhan/i18n.h>
#include <yizhan/registry.h>

#include "base/text.h"
#include "service/desk/paper_layout.h"
#include "service/field/survey_private.h"
#include "service/session.h"

static void rule_line(struct yz_buffer *out, int columns) {
    for (int i = 0; i < columns; i++) yz_buffer_byte(out, '-');
    yz_buffer_byte(out, '\n');
}

static void middle(struct yz_buffer *out, int columns, const char *text) {
    for (int pad = (columns - yz_paper_width(text)) / 2; pad > 0; pad--) yz_buffer_byte(out, ' ');
    yz_buffer_printf(out, "%s\n", text);
}

static void lay_rule(struct yz_buffer *out, const struct yz_survey_form *form, const struct yz_question *q,
                     int columns) {
    char words[1024], line[1088];
    yz_survey_rule_words(form, q, true, words, sizeof words);
    snprintf(line, sizeof line, "（%s的才答）", words);
    if (*words) yz_paper_wrap(line, columns, 4, out);
}

static void lay_choices(struct yz_buffer *out, const struct yz_question *q, int columns) {
    char name[48], label[192], line[256];
    for (size_t i = 0; yz_question_choice(q, i, name, label); i++) {
        snprintf(line, sizeof line, "    □ %zu %s", i + 1, label);
        yz_paper_wrap(line, columns, 8, out);
    }
}

static void lay_space(struct yz_buffer *out, const struct yz_question *q, int columns) {
    char line[512] = "    ";
    for (int64_t i = q->low; q->type == YZ_ASK_SCALE && i <= q->high; i++) {
        size_t n = strlen(line);
        snprintf(line + n, sizeof line - n, "□ %d  ", (int)i);
    }
    if (q->type == YZ_ASK_SCALE) yz_paper_wrap(line, columns, 4, out);
    if (q->type == YZ_ASK_NUMBER || q->type == YZ_ASK_DECIMAL) yz_buffer_text(out, "    ________\n");
    for (int i = 0; q->type == YZ_ASK_TEXT && i < 2; i++)
        yz_buffer_printf(out, "    %.*s\n", columns - 8,
                         "_____________________________________________________________________________________________"
                         "___________________");
}

/* The heading of a group, where it begins. */
static void lay_section(struct yz_buffer *out, const struct yz_survey_form *form, size_t at, int columns) {
    char line[224];
    const char *section = form->questions[at].section;
    if (!*section || (at && strcmp(section, form->questions[at - 1].section) == 0)) return;
    snprintf(line, sizeof line, "【%s】", section);
    yz_buffer_byte(out, '\n');
    yz_paper_wrap(line, columns, 2, out);
}

static void lay_question(struct yz_buffer *out, const struct yz_survey_form *form, size_t at, int columns) {
    static const char *const how[] = {"", "单选", "可多选", "圈一个", "", "填数字", "填数字，可带小数", ""};
    const struct yz_question *q = &form->questions[at];
    char line[640], number[16] = "";
    lay_section(out, form, at, columns);
    if (q->type != YZ_ASK_NOTE) snprintf(number, sizeof number, "%d. ", yz_question_number(form, at));
    snprintf(line, sizeof line, "%s%s%s%s%s%s", number, q->label, *how[q->type] ? "（" : "", how[q->type],
             *how[q->type] ? "）" : "", q->required ? "*" : "");
    yz_buffer_byte(out, '\n');
    yz_paper_wrap(line, columns, 4, out);
    if (*q->hint) {
        snprintf(line, sizeof line, "    %s", q->hint);
        yz_paper_wrap(line, columns, 4, out);
    }
    lay_rule(out, form, q, columns);
    if (q->type == YZ_ASK_SINGLE || q->type == YZ_ASK_MANY) lay_choices(out, q, columns);
    else lay_space(out, q, columns);
}

enum yz_status yz_survey_lay(struct yz_session *s, const struct yz_survey_form *form, int columns,
                             struct yz_buffer *out) {
    struct yz_community community = {0};
    enum yz_status status = yz_the_community(s, &community);
    if (columns < 24 || columns > 120) return yz_fail(YZ_USAGE, _("纸宽只能是 24 到 120 列"));
    if (status != YZ_OK) return status;
    middle(out, columns, community.name);
    middle(out, columns, form->survey.title);
    rule_line(out, columns);
    yz_buffer_printf(out, "编号：______    %s\n",
                     form->survey.anonymous ? "网格：__________（不记名）" : "门牌：________________");
    yz_paper_wrap("带 * 的题请一定作答。答完交给网格员或民生驿站。", columns, 0, out);
    for (size_t i = 0; i < form->count; i++) lay_question(out, form, i, columns);
    rule_line(out, columns);
    if (community.invented) yz_paper_wrap("演示数据：人物均为虚构，不作凭证。", columns, 0, out);
    return out->failed ? yz_fail(YZ_BUSY, _("内存不足")) : YZ_OK;
}

enum yz_status yz_survey_print(struct yz_session *s, const struct yz_survey_form *form, const struct yz_print *to) {
    struct yz_buffer out = {0};
    int columns = to->columns ? to->columns : to->way == YZ_PRINT_DEVICE ? YZ_COLUMNS_80MM : YZ_COLUMNS_A4;
    enum yz_status status = yz_survey_lay(s, form, columns, &out);
    if (status == YZ_OK) status = yz_print_text(s, YZ_PAPER_SURVEY, form->survey.title, yz_buffer_string(&out), to);
    yz_buffer_free(&out);
    return status;
}
