/* The intake: a form's values as texts, its papers, and the check of the whole. */
#include <yizhan/intake.h>

#include <stdio.h>
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>

#include "base/text.h"
#include "service/desk/case_clock.h"
#include "service/desk/intake_private.h"

/* --- papers --- */

static void write_papers(struct yz_intake *in) {
    *in->papers = '\0';
    for (size_t i = 0, n = 0; i < in->item.paper_count; i++) {
        if (!in->seen[i]) continue;
        n += (size_t)snprintf(in->papers + n, sizeof in->papers - n, "%s%s", n ? "," : "", in->item.papers[i].key);
    }
}

void yz_intake_tick(struct yz_intake *in, size_t paper, bool seen) {
    if (paper >= in->item.paper_count) return;
    in->seen[paper] = seen;
    *in->bad_papers = '\0';
    write_papers(in);
}

static bool same(const char *typed, const char *theirs) {
    char folded[160];
    yz_text_fold(folded, sizeof folded, theirs);
    return *typed && strcmp(typed, folded) == 0;
}

/* The paper that a word of the list means; paper_count when none. */
static size_t paper_named(const struct yz_item *item, const char *word) {
    char typed[160];
    size_t i = 0;
    yz_text_fold(typed, sizeof typed, word);
    for (; i < item->paper_count; i++) {
        const struct yz_item_paper *p = &item->papers[i];
        if (same(typed, p->key) || same(typed, p->name) || same(typed, p->name_en)) break;
    }
    return i;
}

static bool set_papers(struct yz_intake *in, const char *text, struct yz_findings *f) {
    char list[YZ_INTAKE_VALUE * 2], known[192] = "", *rest = list;
    bool good = true;
    yz_text_narrow(list, sizeof list, text);
    for (char *mark; (mark = strstr(list, "，")) || (mark = strstr(list, "、"));) {
        *mark = ',';
        memmove(mark + 1, mark + strlen("，"), strlen(mark + strlen("，")) + 1);
    }
    memset(in->seen, 0, sizeof in->seen);
    for (size_t i = 0; i < in->item.paper_count; i++) {
        size_t n = strlen(known);
        snprintf(known + n, sizeof known - n, "%s%s", n ? " " : "", in->item.papers[i].key);
    }
    for (char *word; (word = strsep(&rest, ","));) {
        size_t paper = paper_named(&in->item, word);
        if (paper < in->item.paper_count) in->seen[paper] = true;
        else if (word[strspn(word, " \t")]) {
            yz_find_error(f, "papers", word, _("这个事项没有这份材料"), known);
            good = false;
        }
    }
    yz_copy(in->bad_papers, sizeof in->bad_papers, good ? "" : text);
    write_papers(in);
    return good;
}

/* --- values --- */

const char *yz_intake_get(const struct yz_intake *in, const char *key) {
    const struct yz_item_field *field = yz_item_field(&in->item, key);
    if (strcmp(key, "papers") == 0) return *in->bad_papers ? in->bad_papers : in->papers;
    return field ? in->value[field - in->item.fields] : "";
}

static const char *shown_choice(const struct yz_item_field *field, const char *value) {
    for (size_t i = 0; i < YZ_ITEM_OPTIONS && *field->options[i].key; i++) {
        if (strcmp(field->options[i].key, value) == 0) return yz_item_option_label(&field->options[i]);
    }
    return value;
}

char *yz_intake_show(const struct yz_intake *in, const char *key, char *out, size_t room) {
    const struct yz_item_field *field = yz_item_field(&in->item, key);
    const char *value = yz_intake_get(in, key), *shown = value;
    const struct yz_member *m;
    int32_t code;
    if (field && *value && !in->bad[field - in->item.fields]) {
        if (field->type == YZ_ANSWER_CHOICE) shown = shown_choice(field, value);
        if (field->type == YZ_ANSWER_CONSENT) shown = strcmp(value, "yes") == 0 ? _("是") : _("否");
        if (field->type == YZ_ANSWER_MEMBER && (m = yz_intake_member(in, key))) shown = m->person.name;
        if (field->type == YZ_ANSWER_CODE && (code = yz_intake_code(in, key))) shown = yz_code_label(field->of, code);
    }
    yz_copy(out, room, shown);
    return out;
}

static bool set_field(struct yz_intake *in, const char *key, const char *text, struct yz_findings *f) {
    char normal[YZ_INTAKE_VALUE], typed[YZ_INTAKE_VALUE];
    if (strcmp(key, "papers") == 0) return set_papers(in, text, f);
    const struct yz_item_field *field = yz_item_field(&in->item, key);
    if (!field) {
        yz_find_error(f, key, text, _("这个事项没有这个字段"), NULL);
        return false;
    }
    size_t i = (size_t)(field - in->item.fields);
    yz_text_line(typed, sizeof typed, text);
    in->bad[i] = !yz_intake_normal(in, field, text, normal, f);
    in->cut[i] = in->bad[i] && strlen(text) >= sizeof typed;
    yz_copy(in->value[i], sizeof in->value[i], in->bad[i] ? typed : normal);
    return !in->bad[i];
}

bool yz_intake_set(struct yz_intake *in, const char *key, const char *text, struct yz_findings *f) {
    struct yz_findings own = {0};
    bool good = set_field(in, key, text, f ? f : &own);
    yz_findings_free(&own);
    return good;
}

/* --- the whole form --- */

/* What was typed wrong before is told again, and what must not be empty. */
static void check_values(struct yz_intake *in, struct yz_findings *f) {
    struct yz_expr_world world = yz_intake_world(in);
    char normal[YZ_INTAKE_VALUE];
    for (size_t i = 0; i < in->item.field_count; i++) {
        const struct yz_item_field *field = &in->item.fields[i];
        enum yz_truth asked = yz_expr_truth(&field->when, &world);
        bool required = (field->flags & YZ_ANSWER_REQUIRED) && asked == YZ_TRUE;
        if (asked == YZ_FALSE) continue;
        if (in->cut[i]) {
            yz_find_error(f, field->key, in->value[i], _("太长，后面的没有收下"), yz_intake_room(field));
        } else if (in->bad[i]) {
            yz_intake_normal(in, field, in->value[i], normal, f);
        } else if (required && field->type == YZ_ANSWER_CONSENT && strcmp(in->value[i], "yes") != 0) {
            yz_find_error(f, field->key, in->value[i], _("没有同意，不能登记"), yz_item_field_help(field));
        } else if (required && !*in->value[i]) {
            yz_find_error(f, field->key, "", _("这一项要填"), yz_item_field_help(field));
        }
    }
    if (*in->bad_papers) {
        char typed[YZ_INTAKE_VALUE];
        yz_copy(typed, sizeof typed, in->bad_papers);
        set_papers(in, typed, f);
    }
}

static void check_papers(const struct yz_intake *in, struct yz_outcome *out) {
    yz_date received = yz_moment_date(out->received);
    out->state = YZ_CASE_ACCEPTED;
    for (size_t i = 0; i < in->item.paper_count; i++) {
        const struct yz_item_paper *p = &in->item.papers[i];
        size_t n = strlen(out->missing);
        if (in->seen[i] || !yz_intake_wants(in, i)) continue;
        snprintf(out->missing + n, sizeof out->missing - n, "%s%s", n ? "," : "", p->key);
        out->missing_count++;
        if (p->may_follow) {
            yz_date by = yz_date_add(received, (int)p->follow_days);
            if (!out->missing_by || by < out->missing_by) out->missing_by = by;
        } else {
            out->state = YZ_CASE_SUPPLEMENT;
        }
    }
}

/* Somebody who is not in the register is named. */
static void check_party(const struct yz_intake *in, struct yz_findings *f) {
    bool asked = in->item.about == YZ_ABOUT_PERSON && !in->person.id;
    if (asked && !*yz_intake_get(in, "party")) yz_find_error(f, "party", "", _("没有选定居民，来办人的姓名要填"), NULL);
}

static enum yz_status clock_of(const struct yz_intake *in, struct yz_outcome *out) {
    struct yz_case c;
    enum yz_status status = yz_intake_case(in, out, &c);
    out->due = c.due;
    out->legal_due = c.legal_due;
    out->station_due = c.station_due;
    out->due_assumed = c.due_assumed;
    out->legal_assumed = c.legal_due && yz_clock_legal_assumed(&in->item, &c);
    return status;
}

enum yz_status yz_intake_check(struct yz_intake *in, struct yz_outcome *out, struct yz_findings *f) {
    size_t errors = f->errors;
    unsigned failures = yz_failures();
    enum yz_status status = YZ_OK;
    *out = (struct yz_outcome){.received = in->received ? in->received : yz_now(), .amount = -1};
    out->evening = yz_received_in_evening(yz_session_station(in->s), out->received);
    check_values(in, f);
    check_party(in, f);
    check_papers(in, out);
    yz_intake_work_out(in, out);
    yz_intake_conditions(in, out, f);
    if (yz_intake_newborn(in)) status = yz_newborn_check(in, out, f);
    if (status == YZ_OK) status = clock_of(in, out);
    if (status != YZ_OK) return status;
    if (yz_failures() != failures) return YZ_BUSY; /* the deadline, the price … may be wrong */
    if (f->errors == errors && !f->lost) return YZ_OK;
    return yz_fail(YZ_REFUSED, _("有 %zu 处要改"), f->errors - errors);
}
