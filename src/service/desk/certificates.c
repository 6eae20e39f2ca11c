/* Certificates that a community must not issue: read from data once, found by what people call them, and counted. */
#include <yizhan/certificates.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/i18n.h>

#include "base/json.h"
#include "base/mask.h"
#include "base/text.h"
#include "service/definition.h"
#include "service/session.h"

static struct certificates {
    struct yz_certificate all[64], common; /* common: what [list] says of all of them */
    size_t count;
} list;
static bool read_once;

/* --- reading --- */

#define S(member, kind, ...)      YZ_SLOT(struct yz_certificate, member, kind, __VA_ARGS__)
#define COMMON(member, kind, ...) YZ_SLOT_AS(__typeof__(list), common.member, #member, kind, __VA_ARGS__)
static const struct yz_slot list_slots[] = {
    COMMON(document, LINE, .required = true),
    COMMON(source, LINE, .required = true),
    COMMON(valid_from, DAY),
};
static const struct yz_slot certificate_slots[] = {
    YZ_LABEL(struct yz_certificate, key),
    S(name, LINE, .required = true),
    S(name_en, LINE, .required = true),
    S(words, LINE),
    S(why, LINE, .required = true),
    S(why_en, LINE, .required = true),
    S(where, LINE, .required = true),
    S(where_en, LINE, .required = true),
    S(confidence, WORD, .words = yz_confidence_words),
};
static const struct yz_section sections[] = {
    YZ_SECTION("list", list_slots, .required = true),
    YZ_SECTIONS("certificate", certificate_slots, __typeof__(list), all, count, .required = true),
};

static void check(void *whole, const struct yz_conf *c, struct yz_findings *f) {
    struct certificates *l = whole;
    (void)c, (void)f;
    for (size_t i = 0; i < l->count; i++) {
        struct yz_certificate *one = &l->all[i];
        one->number = (int64_t)i + 1;
        one->valid_from = l->common.valid_from;
        yz_copy(one->document, sizeof one->document, l->common.document);
        yz_copy(one->source, sizeof one->source, l->common.source);
    }
}

const struct yz_definition yz_certificates_definition = {
    .sections = sections, .section_count = YZ_COUNT(sections), .size = sizeof list, .check = check};

const struct yz_certificate *yz_certificates(size_t *count) {
    if (!read_once) read_once = yz_definition_data(&yz_certificates_definition, "certificates/not-issued.conf", &list);
    *count = read_once ? list.count : 0;
    return read_once ? list.all : NULL;
}

/* --- finding --- */

/* Calls `hit` for the name and each word until it answers true. */
static bool each_word(const struct yz_certificate *c, bool (*hit)(const char *word, const char *text),
                      const char *text) {
    char words[sizeof c->words], *rest = words;
    yz_copy(words, sizeof words, c->words);
    bool found = hit(c->name, text);
    for (char *word; !found && (word = strsep(&rest, "|"));) found = *word && hit(word, text);
    return found;
}

static bool same(const char *word, const char *text) {
    return strcmp(word, text) == 0;
}

static bool begins(const char *word, const char *text) {
    return strncmp(word, text, strlen(text)) == 0;
}

static bool within(const char *word, const char *text) {
    return strstr(word, "证明") && strstr(text, word);
}

const struct yz_certificate *yz_certificate_named(const char *typed) {
    char text[192], english[sizeof list.common.name_en];
    size_t count;
    const struct yz_certificate *all = yz_certificates(&count);
    yz_text_fold(text, sizeof text, typed);
    for (size_t i = 0; i < count; i++) {
        char number[24];
        snprintf(number, sizeof number, "%d", (int)all[i].number);
        yz_text_fold(english, sizeof english, all[i].name_en);
        if (same(number, text) || same(all[i].key, text) || same(english, text) || each_word(&all[i], same, text))
            return &all[i];
    }
    const struct yz_certificate *begun = NULL; /* the only one that a name of begins so */
    size_t fits = 0;
    for (size_t i = 0; *text && i < count; i++)
        if (each_word(&all[i], begins, text)) begun = &all[i], fits++;
    if (fits == 1) return begun;
    if (all) yz_fail(YZ_REFUSED, _("不再开具的证明里没有 %s"), typed);
    return NULL;
}

const struct yz_certificate *yz_certificate_within(const char *typed) {
    char text[512];
    size_t count;
    const struct yz_certificate *all = yz_certificates(&count);
    yz_text_fold(text, sizeof text, typed);
    for (size_t i = 0; i < count; i++) {
        if (each_word(&all[i], within, text)) return &all[i];
    }
    return NULL;
}

/* --- in words --- */

static const char *in_language(const char *zh, const char *en) {
    return *en && strcmp(yz_language_name(), "en") == 0 ? en : zh;
}

const char *yz_certificate_name(const struct yz_certificate *c) {
    return in_language(c->name, c->name_en);
}

const char *yz_certificate_why(const struct yz_certificate *c) {
    return in_language(c->why, c->why_en);
}

const char *yz_certificate_where(const struct yz_certificate *c) {
    return in_language(c->where, c->where_en);
}

char *yz_certificate_source(const struct yz_certificate *c, char *out, size_t room) {
    bool sure = c->confidence == YZ_CONFIRMED;
    snprintf(out, room, _("%1$s，%2$s%3$s"), c->document, c->source, sure ? "" : _("；去处待核实，先问再去"));
    out[yz_utf8_cut(out, room - 1)] = '\0';
    return out;
}

/* --- counting --- */

enum yz_status yz_certificate_asked(struct yz_session *s, const struct yz_certificate *c, const char *applicant) {
    struct yz_buffer b = {0};
    struct yz_json j;
    char name[96];
    yz_mask_name(name, sizeof name, applicant);
    yz_json_open(&j, &b);
    yz_json_object(&j, NULL);
    yz_json_text(&j, "certificate", c->name);
    if (*applicant) yz_json_text(&j, "applicant", name);
    yz_json_end(&j);
    enum yz_status status = b.failed ? yz_fail(YZ_BUSY, _("内存不足")) : yz_session_act(s, "ask-certificate");
    if (status == YZ_OK) {
        status = yz_note(s->store, "certificate", c->number, yz_buffer_string(&b));
        if (status == YZ_OK) status = yz_act_commit(s->store, NULL);
        else yz_act_abort(s->store);
    }
    yz_buffer_free(&b);
    return status;
}

enum yz_status yz_certificate_count(struct yz_session *s, const struct yz_certificate *c, yz_date from,
                                    int64_t *count) {
    struct yz_query *q = yz_sql(s->store, "SELECT count(*) FROM journal INDEXED BY journal_record"
                                          " WHERE kind = 'certificate' AND id = ?1 AND version = 0 AND at >= ?2");
    yz_bind(q, 1, c->number);
    yz_bind(q, 2, from ? yz_moment_make(from, 0) : 0);
    *count = yz_next(q) ? yz_int(q, 0) : 0;
    return yz_done(q);
}
