/* Certificates that a community must not issue: read from data once, found by what people call them, and counted. */
#include <yizhan/certificates.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/i18n.h>

#include "base/conf.h"
#include "base/data.h"
#include "base/json.h"
#include "base/mask.h"
#include "base/text.h"
#include "service/session.h"

enum { MOST = 64 };
static const char source_file[] = "certificates/not-issued.conf";

static struct yz_certificate all[MOST];
static size_t count_all;
static bool read_once;

/* --- reading --- */

struct part { /* a key of the file, and where it goes */
    const char *key;
    size_t offset, size;
    bool required;
};
#define PART(member, must)                                                                                             \
    { #member, offsetof(struct yz_certificate, member), sizeof((struct yz_certificate *)0)->member, must }
static const struct part of_one[] = {PART(name, true),     PART(name_en, true), PART(words, false),
                                     PART(why, true),      PART(why_en, true),  PART(where, true),
                                     PART(where_en, true), {NULL, 0, 0, false}};
static const struct part of_list[] = {PART(document, true), PART(source, true), {NULL, 0, 0, false}};

static void take(const struct yz_conf *conf, const struct yz_conf_section *section, const struct part *parts,
                 struct yz_certificate *c, struct yz_findings *f) {
    char place[32];
    for (const struct part *p = parts; p->key; p++) {
        const struct yz_conf_entry *e = yz_conf_find(conf, section, p->key);
        if (!e && p->required)
            yz_find_error(f, yz_conf_place(section->line, p->key, place), NULL, _("没有写这一项"), NULL);
        if (e && !yz_copy((char *)c + p->offset, p->size, e->value))
            yz_find_error(f, yz_conf_place(e->line, p->key, place), e->value, _("太长"), NULL);
    }
}

static void take_list(const struct yz_conf *conf, const struct yz_conf_section *section, struct yz_certificate *common,
                      struct yz_findings *f) {
    const struct yz_conf_entry *day = yz_conf_find(conf, section, "valid_from");
    char place[32];
    take(conf, section, of_list, common, f);
    if (day && !yz_date_parse(day->value, 0, false, &common->valid_from))
        yz_find_error(f, yz_conf_place(day->line, day->key, place), day->value, _("不是日期"), _("例如 2020-04-27"));
}

/* Anything but "confirmed" is to be asked for. */
static void take_one(const struct yz_conf *conf, const struct yz_conf_section *section, struct yz_findings *f) {
    struct yz_certificate *c = &all[count_all];
    const struct yz_conf_entry *sure = yz_conf_find(conf, section, "confidence");
    c->number = (int64_t)++count_all;
    yz_copy(c->key, sizeof c->key, section->label);
    c->confidence = sure && strcmp(sure->value, "confirmed") == 0 ? YZ_CONFIRMED : YZ_UNCONFIRMED;
    take(conf, section, of_one, c, f);
}

static void take_all(const struct yz_conf *conf, struct yz_findings *f) {
    struct yz_certificate common = {0};
    char place[32];
    for (size_t i = 0; i < conf->section_count; i++) {
        const struct yz_conf_section *section = &conf->sections[i];
        if (strcmp(section->name, "list") == 0) {
            take_list(conf, section, &common, f);
        } else if (strcmp(section->name, "certificate") == 0 && count_all < MOST) {
            all[count_all] = common;
            take_one(conf, section, f);
        } else {
            yz_find_error(f, yz_conf_place(section->line, NULL, place), section->name, _("没有这种段落"), NULL);
        }
    }
}

static bool read_file(void) {
    struct yz_findings f = {0};
    struct yz_conf conf = {0};
    size_t size;
    const char *bytes = yz_data(source_file, &size);
    if (!bytes) return false;
    count_all = 0;
    if (yz_conf_read(bytes, size, &conf, &f)) take_all(&conf, &f);
    bool good = yz_findings_ok(&f) && count_all;
    if (!good && f.count) yz_fail(YZ_REFUSED, _("%1$s 第 %2$s 行：%3$s"), source_file, f.all[0].field, f.all[0].rule);
    else if (!good) yz_fail(YZ_REFUSED, _("%s 里没有证明"), source_file);
    yz_conf_free(&conf);
    yz_findings_free(&f);
    return good;
}

const struct yz_certificate *yz_certificates(size_t *count) {
    if (!read_once) read_once = read_file();
    *count = read_once ? count_all : 0;
    return read_once ? all : NULL;
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
    char text[192], english[sizeof all->name_en];
    size_t count;
    const struct yz_certificate *list = yz_certificates(&count);
    yz_text_fold(text, sizeof text, typed);
    for (size_t i = 0; i < count; i++) {
        char number[24];
        snprintf(number, sizeof number, "%d", (int)list[i].number);
        yz_text_fold(english, sizeof english, list[i].name_en);
        if (same(number, text) || same(list[i].key, text) || same(english, text) || each_word(&list[i], same, text))
            return &list[i];
    }
    const struct yz_certificate *begun = NULL; /* the only one that a name of begins so */
    size_t fits = 0;
    for (size_t i = 0; *text && i < count; i++)
        if (each_word(&list[i], begins, text)) begun = &list[i], fits++;
    if (fits == 1) return begun;
    if (list) yz_fail(YZ_REFUSED, _("不再开具的证明里没有 %s"), typed);
    return NULL;
}

const struct yz_certificate *yz_certificate_within(const char *typed) {
    char text[512];
    size_t count;
    const struct yz_certificate *list = yz_certificates(&count);
    yz_text_fold(text, sizeof text, typed);
    for (size_t i = 0; i < count; i++) {
        if (each_word(&list[i], within, text)) return &list[i];
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
