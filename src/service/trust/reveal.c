/* Looking behind the mask: who may, why, and who did. */
#include <yizhan/reveal.h>

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/consent.h>
#include <yizhan/desk.h>
#include <yizhan/groups.h>
#include <yizhan/i18n.h>
#include <yizhan/registry.h>
#include <yizhan/rights.h>

#include "base/buffer.h"
#include "base/json.h"
#include "base/text.h"
#include "service/clean.h"
#include "service/definition.h"
#include "service/desk/case_sql.h"
#include "service/desk/desk_private.h"
#include "service/lists/lists_private.h"
#include "service/restricted.h"
#include "service/session.h"

enum { TITLE = 512, PAGE = 64 };

/* --- data/trust/reasons.conf --- */

static const struct yz_slot show_slots[] = {
    YZ_SLOT(struct yz_reveal_rules, seconds, NUMBER, .required = true, .low = 10, .high = 600)};
#define S(member, kind, ...) YZ_SLOT(struct yz_reveal_reason, member, kind, __VA_ARGS__)
static const struct yz_slot reason_slots[] = {
    YZ_LABEL(struct yz_reveal_reason, key), S(name, LINE, .required = true),
    YZ_SLOT_AS(struct yz_reveal_reason, short_name, "short", LINE, .required = true), S(short_en, LINE),
    S(name_en, LINE)};
static const struct yz_section sections[] = {
    YZ_SECTION("show", show_slots, .required = true),
    YZ_SECTIONS("reason", reason_slots, struct yz_reveal_rules, reasons, count)};
static const struct yz_definition definition = {
    .sections = sections, .section_count = YZ_COUNT(sections), .size = sizeof(struct yz_reveal_rules)};

const struct yz_reveal_rules *yz_reveal_rules(void) {
    static struct yz_reveal_rules rules;
    static bool read_once;
    if (!read_once) read_once = yz_definition_data(&definition, "trust/reasons.conf", &rules);
    return read_once ? &rules : NULL;
}

static const struct yz_reveal_reason *reason_at(int n) {
    const struct yz_reveal_rules *r = yz_reveal_rules();
    return r && n >= 0 && (size_t)n < r->count ? &r->reasons[n] : NULL;
}

static const char *in_language(const char *zh, const char *en) {
    return *en && strcmp(yz_language_name(), "en") == 0 ? en : zh;
}

const char *yz_reveal_reason(int n) {
    const struct yz_reveal_reason *one = reason_at(n);
    return one ? in_language(one->name, one->name_en) : NULL;
}

const char *yz_reveal_reason_short(int n) {
    const struct yz_reveal_reason *one = reason_at(n);
    return one ? in_language(one->short_name, one->short_en) : NULL;
}

/* --- who may --- */

static bool under_14(struct yz_session *s, int64_t person) {
    struct yz_person p;
    if (!person || yz_get(s->store, &yz_person_kind, person, &p) != YZ_OK) return false;
    return yz_is_child(&p);
}

/* A case of the child that is open, in my hands, and with the guardian's consent written down: in it, or in the child's own record. */
static bool handles(struct yz_session *s, int64_t child) {
    struct yz_query *q =
        yz_sql(s->store, "SELECT 1 FROM \"case\" WHERE person = ?1 AND owner = ?2 AND " YZ_CASE_OPEN_SQL " AND ("
                         "(consent_by <> 0 AND consent_at <> 0) OR "
                         "EXISTS (SELECT 1 FROM person WHERE id = ?1 AND consent <> '')) LIMIT 1");
    yz_bind(q, 1, child);
    yz_bind(q, 2, s->staff.id);
    bool found = yz_next(q);
    return yz_done(q) == YZ_OK && found;
}

static enum yz_status child_allowed(struct yz_session *s, int64_t person) {
    if (!under_14(s, person) || yz_may(s, YZ_RIGHT_REVEAL_CHILD) || handles(s, person)) return YZ_OK;
    return yz_fail(
        YZ_DENIED,
        _("不满十四周岁，要有“%s”的权利，或者正在办理监护人已同意的办件（个人信息保护法第二十八条、第三十一条）"),
        yz_right_name(YZ_RIGHT_REVEAL_CHILD));
}

static enum yz_status group_allowed(struct yz_session *s, int64_t id) {
    struct yz_focus x;
    if (yz_get(s->store, &yz_focus_kind, id, &x) != YZ_OK) return YZ_OK; /* that it is gone is told by its title */
    const struct yz_group *g = yz_group_named(x.group_key);
    return g && g->level == YZ_GROUP_OPEN ? YZ_OK : yz_must(s, YZ_RIGHT_REVEAL_GROUP);
}

/* Whom a record is about, where its kind has such a field; 0 = nobody. */
static int64_t person_of(struct yz_session *s, enum yz_kind_id kind, int64_t id) {
    char sql[96];
    if (kind == YZ_PERSON) return id;
    if (!yz_field_named(yz_kinds[kind], "person")) return 0;
    snprintf(sql, sizeof sql, "SELECT person FROM \"%s\" WHERE id = ?1", yz_kinds[kind]->name);
    struct yz_query *q = yz_sql(s->store, sql);
    yz_bind(q, 1, id);
    int64_t person = yz_next(q) ? yz_int(q, 0) : 0;
    yz_done(q);
    return person;
}

enum yz_status yz_reveal_allowed(struct yz_session *s, enum yz_kind_id kind, int64_t id) {
    if (kind == YZ_STATION) return yz_must(s, YZ_RIGHT_EXPORT_REVEALED);
    enum yz_status status = yz_must(s, YZ_RIGHT_REVEAL);
    if (status != YZ_OK) return status;
    if (kind == YZ_CASE && !yz_id_closed(s, kind, id) && yz_case_is_hidden(s, id))
        return yz_fail(YZ_DENIED, _("这件办件是保密的，不能查看"));
    if ((kind == YZ_NEED && yz_need_is_hidden(s, id)) || (kind == YZ_MATCH && yz_match_is_hidden(s, id)))
        return yz_fail(YZ_DENIED, _("这条需求是保密的，不能查看"));
    if (kind == YZ_FOCUS) status = group_allowed(s, id);
    return status == YZ_OK ? child_allowed(s, person_of(s, kind, id)) : status;
}

/* --- the look --- */

static enum yz_status note_reveal(struct yz_session *s, enum yz_kind_id kind, int64_t id, const char *reason) {
    struct yz_buffer body = {0};
    struct yz_json j;
    yz_json_open(&j, &body);
    yz_json_object(&j, NULL);
    yz_json_text(&j, "kind", yz_kinds[kind]->name);
    yz_json_text(&j, "reason", reason);
    yz_json_end(&j);
    enum yz_status status = body.failed ? yz_fail(YZ_BUSY, _("内存不足")) : YZ_OK;
    if (status == YZ_OK) status = yz_act_begin(s->store, "reveal", s->staff.id);
    if (status == YZ_OK) {
        status = yz_note(s->store, "reveal", id, yz_buffer_string(&body));
        if (status == YZ_OK) status = yz_act_commit(s->store, NULL);
        else yz_act_abort(s->store);
    }
    yz_buffer_free(&body);
    return status;
}

/* Titles of some kinds are their ids: needs, whose text may be secret. */
static bool is_there(struct yz_session *s, enum yz_kind_id kind, int64_t id) {
    char title[TITLE], ref[32];
    if (strcmp(yz_record_title(s, kind, id, true, title, sizeof title), yz_ref_text(kind, id, ref)) != 0) return true;
    void *record = malloc(yz_kinds[kind]->size);
    bool there = record && yz_record_get(s, kind, id, record) == YZ_OK;
    free(record);
    return there;
}

/* A number says nothing to whoever reads the journal. */
static bool has_words(const char *reason) {
    char folded[YZ_REVEAL_REASON];
    yz_text_fold(folded, sizeof folded, reason);
    for (const char *c = folded; *c; c++)
        if ((unsigned char)*c >= 0x80 || isalpha((unsigned char)*c)) return true;
    return false;
}

enum yz_status yz_reveal_why(const char *reason, char out[YZ_REVEAL_REASON]) {
    enum yz_cleaned how = yz_clean(out, YZ_REVEAL_REASON, reason ? reason : "", false);
    if (how == YZ_TOO_LONG) return yz_fail(YZ_REFUSED, _("理由太长：最多 %d 个汉字"), (YZ_REVEAL_REASON - 1) / 3);
    if (how == YZ_DAMAGED || !has_words(out)) return yz_fail(YZ_REFUSED, _("查看完整信息须写明理由，要有文字"));
    return YZ_OK;
}

static enum yz_status look(struct yz_session *s, enum yz_kind_id kind, int64_t id, const char *reason) {
    char why[YZ_REVEAL_REASON], ref[32];
    enum yz_status status = yz_reveal_why(reason, why);
    if (status != YZ_OK) return status;
    if (!is_there(s, kind, id)) return yz_fail(YZ_REFUSED, _("没有 %s"), yz_ref_text(kind, id, ref));
    return note_reveal(s, kind, id, why);
}

enum yz_status yz_reveal(struct yz_session *s, enum yz_kind_id kind, int64_t id, const char *reason) {
    if (kind <= YZ_NO_KIND || kind >= YZ_KIND_COUNT) return yz_fail(YZ_REFUSED, _("没有这类记录"));
    enum yz_status may = yz_reveal_allowed(s, kind, id);
    return may == YZ_OK ? look(s, kind, id, reason) : may;
}

enum yz_status yz_reveal_served(struct yz_session *s, int64_t person, const char *reason) {
    enum yz_status may = yz_must(s, YZ_RIGHT_REVEAL);
    return may == YZ_OK ? look(s, YZ_PERSON, person, reason) : may;
}

/* --- who looked --- */

yz_moment yz_looks_since(void) {
    return yz_moment_make(yz_date_add_months(yz_today(), -12), 0);
}

enum yz_status yz_looks(struct yz_session *s, enum yz_kind_id kind, int64_t id, yz_moment since, size_t *count) {
    struct yz_log_filter filter = {.since = since, .kind = kind, .id = id, .verbs = {"reveal"}, .verb_count = 1};
    struct yz_log_line page[PAGE];
    size_t got = PAGE;
    enum yz_status status = YZ_OK;
    for (*count = 0; status == YZ_OK && got == PAGE; *count += got) {
        status = yz_log(s, &filter, page, PAGE, &got);
        if (got) filter.before_seq = page[got - 1].seq;
    }
    return status;
}
