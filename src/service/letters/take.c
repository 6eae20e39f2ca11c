/* Messages of the hub about letters, each within the act that takes it (desk/sent.c). */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/i18n.h>

#include "base/text.h"
#include "service/clean.h"
#include "service/letters/letters.h"
#include "service/letters/letters_private.h"

#define HAD "{}" /* of an offer: what came with it is here */

static enum yz_status unreadable(const struct yz_sent *m) {
    return yz_fail(YZ_REFUSED, _("区县下发的第 %1$lld 项（%2$s）读不懂：请更新程序，再同步"), (long long)m->n, m->kind);
}

/* --- a letter --- */

/* A letter that came before: it was told twice, or the hub was put back from a backup and has forgotten the answer, which then goes
 * again. */
static enum yz_status again(struct yz_session *s, int64_t id) {
    struct yz_letter letter;
    enum yz_status status = yz_get(s->store, &yz_letter_kind, id, &letter);
    bool own = letter.sender == yz_store_number(s->store);
    if (status != YZ_OK || own || (!yz_letter_hands(&letter) && letter.sort != YZ_LETTER_CORRECTION)) return status;
    if (letter.state == YZ_LETTER_ACCEPTED) letter.state = YZ_LETTER_ACCEPTING;
    if (letter.state == YZ_LETTER_DECLINED) letter.state = YZ_LETTER_DECLINING;
    return yz_put(s->store, &yz_letter_kind, &letter);
}

enum yz_status yz_letter_take(struct yz_session *s, const struct yz_sent *m, struct yz_findings *f) {
    struct yz_letter letter;
    char strange[YZ_STRANGE];
    (void)f;
    enum yz_status status = yz_record_parse_known(s->store, &yz_letter_kind, m->bytes, &letter, strange);
    if (status != YZ_OK || *strange) return status == YZ_OK ? unreadable(m) : status;
    if (!letter.id) return YZ_OK;
    if (yz_letter_there(s, &yz_letter_kind, letter.id)) return again(s, letter.id);
    letter.state = YZ_LETTER_OFFERED;
    letter.receiver = yz_store_number(s->store);
    if (letter.sort == YZ_LETTER_HOUSEHOLD) *letter.body = '\0';
    return yz_put_given(s->store, &yz_letter_kind, &letter);
}

/* --- what was said of one --- */

static void take_member(void *ctx, const char *name, const char *value) {
    struct yz_letter_said *said = ctx;
    if (strcmp(name, "letter") == 0) said->letter = strtoll(value, NULL, 10);
    else if (strcmp(name, "state") == 0) yz_copy(said->state, sizeof said->state, value);
    else if (strcmp(name, "answer") == 0) yz_copy(said->answer, sizeof said->answer, value);
    else if (strcmp(name, "records") == 0 && !said->records) said->records = strdup(value);
}

enum yz_status yz_letter_said(struct yz_session *s, const struct yz_sent *m, struct yz_letter_said *out) {
    *out = (struct yz_letter_said){0};
    return yz_json_each(s->store, m->bytes, take_member, out);
}

/* The letter that a message speaks of; *found: there is one here. What speaks of none is nothing, and stops no other message. */
static enum yz_status read_said(struct yz_session *s, const struct yz_sent *m, struct yz_letter_said *said,
                                struct yz_letter *letter, bool *found) {
    enum yz_status status = yz_letter_said(s, m, said);
    *found = status == YZ_OK && yz_letter_there(s, &yz_letter_kind, said->letter);
    return *found ? yz_get(s->store, &yz_letter_kind, said->letter, letter) : status;
}

enum yz_status yz_letter_take_bundle(struct yz_session *s, const struct yz_sent *m, struct yz_findings *f) {
    struct yz_letter_said said;
    struct yz_letter letter = {0};
    bool found;
    (void)f;
    enum yz_status status = read_said(s, m, &said, &letter, &found);
    bool had = strcmp(letter.body, HAD) == 0; /* worked with since: what is here is newer */
    if (found && said.records && !had) status = yz_letter_unpack(s, &letter, said.records);
    if (status == YZ_OK && found) {
        letter.state = YZ_LETTER_ACCEPTED;
        yz_copy(letter.body, sizeof letter.body, HAD);
        status = yz_put(s->store, &yz_letter_kind, &letter);
    }
    free(said.records);
    return status;
}

enum yz_status yz_letter_take_answer(struct yz_session *s, const struct yz_sent *m, struct yz_findings *f) {
    struct yz_letter_said said;
    struct yz_letter letter;
    bool found;
    (void)f;
    enum yz_status status = read_said(s, m, &said, &letter, &found);
    free(said.records);
    if (status != YZ_OK || !found) return status;
    if (letter.state == YZ_LETTER_ACCEPTED || letter.state == YZ_LETTER_DECLINED) return YZ_OK;
    letter.state = strcmp(said.state, "accepted") == 0 ? YZ_LETTER_ACCEPTED : YZ_LETTER_DECLINED;
    letter.answered = yz_now();
    yz_copy(letter.answer, sizeof letter.answer, said.answer);
    bool correct = letter.sort == YZ_LETTER_CORRECTION && letter.state == YZ_LETTER_ACCEPTED;
    status = correct ? yz_letter_correct(s, &letter) : yz_letter_settle(s, &letter);
    return status == YZ_OK ? yz_put(s->store, &yz_letter_kind, &letter) : status;
}

enum yz_status yz_letter_take_recall(struct yz_session *s, const struct yz_sent *m, struct yz_findings *f) {
    struct yz_letter_said said;
    struct yz_letter letter;
    bool found;
    (void)f;
    enum yz_status status = read_said(s, m, &said, &letter, &found);
    free(said.records);
    if (status != YZ_OK || !found || letter.state == YZ_LETTER_ACCEPTED) return status;
    letter.state = YZ_LETTER_RECALLED;
    letter.answered = yz_now();
    return yz_put(s->store, &yz_letter_kind, &letter);
}

/* --- notices of the district: the first line is what they are about --- */

static enum yz_status parse_notice(const char *bytes, size_t size, struct yz_letter *out) {
    char text[sizeof out->title + sizeof out->note + 8], clean[sizeof text];
    if (size >= sizeof text) return yz_fail(YZ_REFUSED, _("通知太长：最多 %zu 个汉字"), (sizeof text - 8) / 3);
    memcpy(text, bytes, size);
    text[size] = '\0';
    enum yz_cleaned how = yz_clean(clean, sizeof clean, text, true);
    size_t first = strcspn(clean, "\n");
    const char *rest = clean + first + (clean[first] == '\n');
    bool good = how != YZ_DAMAGED && how != YZ_TOO_LONG && first && first < sizeof out->title;
    if (!good || strlen(rest) >= sizeof out->note)
        return yz_fail(YZ_REFUSED, _("通知要有一行题目（最多 %1$zu 个汉字）和正文（最多 %2$zu 个汉字）"),
                       (sizeof out->title - 1) / 3, (sizeof out->note - 1) / 3);
    *out = (struct yz_letter){.sort = YZ_LETTER_NOTICE, .state = YZ_LETTER_OFFERED, .at = yz_now()};
    snprintf(out->title, sizeof out->title, "%.*s", (int)first, clean);
    yz_copy(out->note, sizeof out->note, rest);
    return YZ_OK;
}

enum yz_status yz_letter_take_notice(struct yz_session *s, const struct yz_sent *m, struct yz_findings *f) {
    struct yz_letter letter;
    (void)f;
    enum yz_status status = parse_notice(m->bytes, m->size, &letter);
    letter.receiver = yz_store_number(s->store);
    return status == YZ_OK ? yz_put(s->store, &yz_letter_kind, &letter) : status;
}

enum yz_status yz_notice_check(const char *path, struct yz_findings *f) {
    struct yz_letter letter;
    char bytes[4096];
    FILE *file = fopen(path, "re");
    (void)f;
    if (!file) return yz_fail(YZ_REFUSED, _("读不了文件 %s：%s"), path, yz_errno_text(errno));
    size_t size = fread(bytes, 1, sizeof bytes, file);
    fclose(file);
    return parse_notice(bytes, size, &letter);
}
