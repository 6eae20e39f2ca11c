/* Questions in the line above the hints: yes or no, and a line of text. */
#include "ui/ui_private.h"

#include "base/text.h"
#include "ui/edit_line.h"
#include <stdio.h>
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>

enum { ANSWER = 30, CODE = 9 }; /* columns that a question leaves for what is typed: a text, one of a few words */

static void begin(struct yz_ui *ui, const char *text, bool line, yz_ui_answered *answered) {
    struct yz_question *q = &ui->question;
    q->open = true;
    q->line = line;
    q->offer = false;
    q->room = ANSWER;
    q->answered = answered;
    q->state = ui->depth > 0 ? yz_ui_top(ui)->state : NULL; /* home that asks while it opens: push tells whose it is */
    q->answer[0] = '\0';
    q->needed = false;
    yz_copy(q->text, sizeof q->text, text);
    yz_sentence(q->text);
    yz_ui_repaint(ui);
}

void yz_ui_ask(struct yz_ui *ui, const char *question, const char *yes, yz_ui_answered *answered) {
    begin(ui, question, false, answered);
    yz_copy(ui->question.yes, sizeof ui->question.yes, yes);
}

void yz_ui_offer(struct yz_ui *ui, const char *question, const char *yes, yz_ui_answered *answered) {
    yz_ui_ask(ui, question, yes, answered);
    ui->question.offer = true;
}

void yz_ui_ask_line(struct yz_ui *ui, const char *question, const char *text, yz_ui_answered *answered) {
    struct yz_question *q = &ui->question;
    begin(ui, question, true, answered);
    yz_copy(q->answer, sizeof q->answer, text ? text : "");
    yz_line_open(&q->edit, q->answer, sizeof q->answer);
}

void yz_ui_suggest(struct yz_ui *ui, const char *question, const char *text, yz_ui_answered *answered) {
    yz_ui_ask_line(ui, question, text, answered);
    yz_line_offer(&ui->question.edit);
}

void yz_ui_ask_code(struct yz_ui *ui, const char *question, const char *table, int32_t code, yz_ui_answered *answered) {
    char text[sizeof ui->question.text];
    size_t count = 0, n = (size_t)snprintf(text, sizeof text, "%s", question);
    const struct yz_code *all = yz_codes(table, &count);
    for (size_t i = 0; all && i < count && n < sizeof text; i++)
        n += (size_t)snprintf(text + n, sizeof text - n, " %d%s", (int)all[i].code, yz_code_label(table, all[i].code));
    text[yz_utf8_cut(text, sizeof text - 1)] = '\0';
    yz_ui_suggest(ui, text, yz_code_label(table, code), answered);
    ui->question.room = CODE;
}

/* The answer is handed over after the question is closed, so that an answer may ask the next one. */
static void answer(struct yz_ui *ui, const char *text) {
    char given[sizeof ui->question.answer];
    yz_copy(given, sizeof given, text);
    ui->question.open = false;
    ui->question.answered(ui, ui->question.state, given);
}

static bool is_one_of(const struct yz_input *in, const char *words) {
    char folded[8], typed[8];
    if (in->request != YZ_REQ_TEXT || in->pasted || in->length >= sizeof typed) return false;
    memcpy(typed, in->text, in->length);
    typed[in->length] = '\0';
    yz_text_fold(folded, sizeof folded, typed);
    return *folded && strstr(words, folded);
}

/* A letter that was typed ahead is text; alone it is an answer. */
static bool answers(const struct yz_ui *ui, yz_key key) {
    int number;
    enum yz_request request = yz_key_request(key, YZ_IN_FIELD, &number);
    if (request == YZ_REQ_OPEN || request == YZ_REQ_BACK || request == YZ_REQ_REDRAW) return true;
    return !ui->held_count && !yz_terminal_typed_ahead() &&
           (key == 'y' || key == 'n' || key == 0x662f || key == 0x5426);
}

bool yz_question_holds(struct yz_ui *ui, yz_key key) {
    if (!ui->question.open || !ui->question.offer || answers(ui, key)) return false;
    if (ui->held_count < YZ_HELD) ui->held[ui->held_count++] = key;
    yz_ui_repaint(ui);
    return true;
}

static bool blank(const char *text) {
    static const char wide[] = "　";
    while (*text == ' ' || strncmp(text, wide, strlen(wide)) == 0) text += *text == ' ' ? 1 : strlen(wide);
    return !*text;
}

/* The question stands where messages do: it says itself why it is asked once more. */
static void say_needed(struct yz_question *q) {
    char asked[sizeof q->text];
    if (q->needed) return;
    q->needed = true;
    yz_copy(asked, sizeof asked, q->text);
    snprintf(q->text, sizeof q->text, _("不能空着：%s"), asked);
    q->text[yz_utf8_cut(q->text, sizeof q->text - 1)] = '\0';
}

static void line_input(struct yz_ui *ui, const struct yz_input *in) {
    struct yz_question *q = &ui->question;
    if (in->request == YZ_REQ_OPEN || in->request == YZ_REQ_SAVE) {
        if (blank(q->answer)) say_needed(q);
        else answer(ui, q->answer);
    } else {
        yz_edit_line_input(&q->edit, in, NULL);
    }
}

void yz_question_input(struct yz_ui *ui, const struct yz_input *in) {
    yz_ui_repaint(ui);
    if (in->request == YZ_REQ_BACK || (!ui->question.line && is_one_of(in, "n否不"))) {
        ui->question.open = false;
    } else if (ui->question.line) {
        line_input(ui, in);
    } else if (in->request == YZ_REQ_OPEN || is_one_of(in, "y是")) {
        answer(ui, "");
    }
}

static void paint_yes_no(const struct yz_ui *ui, struct yz_rect line) {
    const struct yz_question *q = &ui->question;
    int keys = yz_text_width(q->yes) + yz_text_width(_("不")) + 14; /* a long question gives way to them */
    int at = yz_paint(line, 0, 0, line.columns - keys, YZ_ROLE_WARNING, q->text) + 2;
    at += yz_paint(line, 0, at, line.columns, YZ_ROLE_KEY, "Enter") + 1;
    at += yz_paint(line, 0, at, line.columns, YZ_ROLE_HINT, q->yes) + 2;
    at += yz_paint(line, 0, at, line.columns, YZ_ROLE_KEY, "Esc") + 1;
    at += yz_paint(line, 0, at, line.columns, YZ_ROLE_HINT, _("不")) + 2;
    if (ui->held_count) yz_paintf(line, 0, at, YZ_ROLE_DIM, _("先打的 %zu 键等着"), ui->held_count);
}

void yz_question_paint(struct yz_ui *ui, struct yz_rect line) {
    struct yz_question *q = &ui->question;
    ui->cursor_y = line.y;
    ui->cursor_x = line.x;
    if (!q->line) {
        paint_yes_no(ui, line);
        return;
    }
    int most = line.columns - q->room > line.columns / 2 ? line.columns - q->room : line.columns / 2;
    int at = yz_paint(line, 0, 0, most, YZ_ROLE_LABEL, q->text) + 1;
    ui->cursor_x = line.x + yz_edit_line_paint(&q->edit, line, 0, at, line.columns - at, YZ_ROLE_FIELD);
}
