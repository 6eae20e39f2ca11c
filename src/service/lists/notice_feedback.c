/* What comes in about a notice, and the need that it may become. */
#include "service/lists/notice_private.h"

#include "base/text.h"
#include "service/clean.h"

#include <stdio.h>
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>
#include <yizhan/net.h>

static void clean(char *text, size_t room, const char *field, struct yz_findings *f) {
    char out[512];
    if (yz_clean(out, sizeof out, text, true) > YZ_STRIPPED)
        yz_find_error(f, field, NULL, _("文字损坏"), _("请重新输入"));
    else yz_copy(text, room, out);
}

enum yz_status yz_feedback_save(struct yz_session *s, struct yz_feedback *b, struct yz_findings *f) {
    struct yz_feedback written = *b;
    struct yz_notice n;
    char mend[96];
    enum yz_status status = yz_get(s->store, &yz_notice_kind, b->notice, &n);
    if (status != YZ_OK) return status;
    clean(written.text, sizeof written.text, "text", f);
    clean(written.answer, sizeof written.answer, "answer", f);
    yz_record_check(&yz_feedback_kind, &written, f);
    snprintf(mend, sizeof mend, _("写 1 到 %lld；说整份的空着"), (long long)n.lines);
    if (written.line < 0 || written.line > n.lines) yz_find_error(f, "line", NULL, _("公示里没有这一条"), mend);
    if (!b->id) written.at = yz_now(), written.staff = s->staff.id, written.invented = n.invented;
    status = yz_notice_told(f);
    if (status == YZ_OK) status = yz_session_act(s, b->id ? "answer-feedback" : "add-feedback");
    if (status == YZ_OK) status = yz_session_end(s, yz_put(s->store, &yz_feedback_kind, &written));
    if (status == YZ_OK) *b = written;
    return status;
}

enum yz_status yz_feedback_page(struct yz_session *s, int64_t notice, int64_t after, struct yz_feedback *out,
                                size_t max, size_t *count) {
    struct yz_query *q = yz_select(s->store, &yz_feedback_kind, "WHERE notice=?1 AND id>?2 ORDER BY id LIMIT ?3");
    yz_bind(q, 1, notice);
    yz_bind(q, 2, after);
    yz_bind(q, 3, (int64_t)max);
    for (*count = 0; *count < max && yz_next(q);) yz_row(q, &yz_feedback_kind, &out[(*count)++]);
    return yz_done(q);
}

enum yz_status yz_feedback_need(struct yz_session *s, int64_t feedback, int32_t field, int64_t *need) {
    struct yz_feedback b;
    struct yz_notice n;
    char ref[32];
    enum yz_status status = yz_get(s->store, &yz_feedback_kind, feedback, &b);
    if (status == YZ_OK) status = yz_get(s->store, &yz_notice_kind, b.notice, &n);
    if (status == YZ_OK && b.need) return yz_fail(YZ_REFUSED, _("已经转为需求 %s"), yz_ref_text(YZ_NEED, b.need, ref));
    if (status == YZ_OK && !*yz_code_label("need_field", field)) return yz_fail(YZ_USAGE, _("没有这个领域"));
    if (status == YZ_OK) status = yz_session_act(s, "need-feedback");
    if (status != YZ_OK) return status;
    struct yz_need made = {.field = field,
                           .grid = n.grid,
                           .source = 4, /* need_source: desk */
                           .state = YZ_NEED_HEARD,
                           .at = yz_now(),
                           .staff = s->staff.id,
                           .invented = b.invented};
    yz_copy(made.text, sizeof made.text, b.text);
    if (!n.grid) yz_copy(made.place, sizeof made.place, n.scope);
    status = yz_put(s->store, &yz_need_kind, &made);
    b.need = *need = made.id;
    if (status == YZ_OK) status = yz_put(s->store, &yz_feedback_kind, &b);
    return yz_session_end(s, status);
}
