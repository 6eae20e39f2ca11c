/* Letters of this station that the hub has to hear of, each told and answered; and the names of the district's stations. */
#include "hub/hub_private.h"

#include <stdio.h>
#include <string.h>
#include <yizhan/i18n.h>
#include <yizhan/letters.h>

#include "base/text.h"

/* The first version of the schema that knows of letters, and of households in them. */
enum { HAS_OWNERS = 2, HAS_HOUSEHOLDS = 3 };

#define NAMED "hub_named" /* when the names were asked for */

static const yz_moment day_ms = INT64_C(86400000);

/* --- names --- */

static enum yz_status fetch_names(struct yz_hub_call *c) {
    struct yz_rows rows = {0};
    struct yz_buffer lines = {0};
    enum yz_status status = yz_link_ask(
        c->link,
        "SELECT number, translate(name, E'\t\n', '  '), coalesce(north::text, ''), coalesce(east::text, '') "
        "FROM yizhan.station ORDER BY number",
        NULL, &rows);
    for (int i = 0; status == YZ_OK && i < rows.count; i++)
        yz_buffer_printf(&lines, "%d\t%s\t%s\t%s\n", (int)yz_rows_int(&rows, i, 0), yz_rows_text(&rows, i, 1),
                         yz_rows_text(&rows, i, 2), yz_rows_text(&rows, i, 3));
    yz_rows_free(&rows);
    if (status == YZ_OK) status = yz_district_keep(c->s, yz_buffer_string(&lines));
    c->named = status == YZ_OK ? yz_now() : 0;
    yz_buffer_free(&lines);
    return status;
}

/* Once a day, and when somebody writes. */
static enum yz_status follow_names(struct yz_hub_call *c, bool writes) {
    c->named = yz_meta(c->store, NAMED, 0);
    return writes || yz_now() - c->named > day_ms ? fetch_names(c) : YZ_OK;
}

enum yz_status yz_hub_keep_named(struct yz_hub_call *c) {
    return c->named ? yz_meta_set(c->store, NAMED, c->named) : YZ_OK;
}

/* --- one letter --- */

static const char *question(const struct yz_letter *l) {
    bool hands = yz_letter_hands(l);
    if (l->sort == YZ_LETTER_SHARED) return "SELECT yizhan.share($1, $2)";
    if (l->state == YZ_LETTER_WAITS)
        return hands ? "SELECT yizhan.offer($1, $2, $3, $4, $5, $6, $7, $8)" : "SELECT yizhan.write($1, $2, $3)";
    if (l->state == YZ_LETTER_RECALLING) return "SELECT yizhan.recall($1, $2, $3, $4, $5)";
    return hands ? "SELECT yizhan.answer($1, $2, $3, $4, $5, $6, $7)" : "SELECT yizhan.reply($1, $2, $3, $4, $5)";
}

static void param_buffer(struct yz_params *p, const struct yz_buffer *b) {
    yz_param_bytes(p, b->data, b->length);
}

static enum yz_status put_offer(struct yz_hub_call *c, const struct yz_letter *l, struct yz_params *p) {
    struct yz_buffer head = {0}, body = {0};
    enum yz_status status = yz_letter_head(l, &head);
    if (status == YZ_OK) status = yz_letter_bundle(c->s, l, &body);
    yz_param_int4(p, c->station);
    yz_param_int4(p, (int32_t)l->receiver);
    yz_param_int8(p, l->id);
    param_buffer(p, &head);
    param_buffer(p, &body);
    yz_buffer_free(&head);
    yz_buffer_free(&body);
    return status;
}

/* A resource for all; a correction: to the receiver, or the answer to who sent it. */
static enum yz_status put_words(struct yz_hub_call *c, const struct yz_letter *l, struct yz_params *p) {
    struct yz_buffer head = {0};
    bool first = l->state == YZ_LETTER_WAITS;
    enum yz_status status = YZ_OK;
    if (l->sort == YZ_LETTER_SHARED) {
        yz_param_int4(p, c->station);
        status = yz_letter_bundle(c->s, l, &head);
        param_buffer(p, &head);
        yz_buffer_free(&head);
        return status;
    }
    if (first) status = yz_letter_head(l, &head);
    yz_param_int4(p, (int32_t)(first ? l->receiver : l->sender));
    yz_param_int4(p, c->station);
    if (first) {
        param_buffer(p, &head);
    } else {
        yz_param_int8(p, l->id);
        yz_param_bool(p, l->state == YZ_LETTER_ACCEPTING);
        yz_param_text(p, l->answer);
    }
    yz_buffer_free(&head);
    return status;
}

static enum yz_status put_params(struct yz_hub_call *c, const struct yz_letter *l, struct yz_params *p) {
    enum yz_kind_id kind;
    int64_t id = 0;
    if (!yz_letter_hands(l)) return put_words(c, l, p);
    if (!yz_ref_parse(l->ref, &kind, &id)) return yz_fail(YZ_REFUSED, _("“%s”没有写是哪条记录"), l->title);
    yz_param_int4(p, YZ_ID_STATION(id));
    yz_param_text(p, yz_kinds[kind]->name);
    yz_param_int8(p, id);
    if (l->state == YZ_LETTER_WAITS) return put_offer(c, l, p);
    yz_param_int4(p, c->station);
    yz_param_int8(p, l->id);
    if (l->state == YZ_LETTER_RECALLING) return YZ_OK;
    yz_param_bool(p, l->state == YZ_LETTER_ACCEPTING);
    yz_param_text(p, l->answer);
    return YZ_OK;
}

static enum yz_status tell(struct yz_hub_call *c, const struct yz_letter *l) {
    struct yz_params p = {0};
    struct yz_rows rows = {0};
    char word[32];
    enum yz_status status = put_params(c, l, &p);
    if (status == YZ_OK) status = yz_link_ask(c->link, question(l), &p, &rows);
    if (status == YZ_OK) yz_copy(word, sizeof word, rows.count ? yz_rows_text(&rows, 0, 0) : "");
    yz_rows_free(&rows);
    yz_params_free(&p);
    return status == YZ_OK ? yz_letter_told(c->s, l, word) : status;
}

/* --- a hub that was put back from a backup --- */

/* Who went with a household that was given away. */
static enum yz_status cede_people(struct yz_hub_call *c, const struct yz_letter *l) {
    int64_t people[YZ_LETTER_PEOPLE];
    size_t count = 0;
    struct yz_array ids = {0};
    struct yz_params p = {0};
    enum yz_status status = yz_letter_people(c->s, l, people, YZ_LETTER_PEOPLE, &count);
    for (size_t i = 0; i < count; i++) yz_array_int8(&ids, people[i]);
    yz_param_int4(&p, c->station);
    yz_param_int4(&p, (int32_t)l->receiver);
    yz_param_array(&p, YZ_PG_INT8_ARRAY, YZ_PG_INT8, &ids);
    if (status == YZ_OK && count) status = yz_link_ask(c->link, "SELECT yizhan.cede_people($1, $2, $3)", &p, NULL);
    yz_params_free(&p);
    yz_array_free(&ids);
    return status;
}

static enum yz_status say_again(struct yz_hub_call *c, const struct yz_letter *l, bool *heard) {
    struct yz_params p = {0};
    struct yz_rows rows = {0};
    struct yz_letter open = *l;
    enum yz_kind_id kind;
    int64_t id;
    open.state = YZ_LETTER_WAITS;
    bool gone = l->state == YZ_LETTER_ACCEPTED;
    enum yz_status status = gone ? YZ_OK : put_params(c, &open, &p);
    if (gone && yz_ref_parse(l->ref, &kind, &id)) {
        yz_param_int4(&p, YZ_ID_STATION(id));
        yz_param_text(&p, yz_kinds[kind]->name);
        yz_param_int8(&p, id);
        yz_param_int4(&p, c->station);
        yz_param_int4(&p, (int32_t)l->receiver);
        yz_param_int8(&p, l->id);
    }
    if (status == YZ_OK)
        status = yz_link_ask(c->link, gone ? "SELECT yizhan.cede($1, $2, $3, $4, $5, $6)" : question(&open), &p, &rows);
    if (status == YZ_OK && rows.count && strcmp(yz_rows_text(&rows, 0, 0), "wait") == 0) *heard = false;
    bool given = gone && rows.count && strcmp(yz_rows_text(&rows, 0, 0), "accepted") == 0;
    if (status == YZ_OK && given && l->sort == YZ_LETTER_HOUSEHOLD) status = cede_people(c, l);
    yz_rows_free(&rows);
    yz_params_free(&p);
    return status;
}

/* All that this station gave away or has on offer; until each was heard it is said again. */
static enum yz_status say_all_again(struct yz_hub_call *c) {
    static struct yz_letter letter; /* large */
    yz_moment at = -1;
    int64_t id = 0;
    bool found = true, heard = true;
    enum yz_status status = YZ_OK;
    while (status == YZ_OK && found) {
        status = yz_letter_again(c->s, &at, &id, &letter, &found);
        if (status == YZ_OK && found) status = say_again(c, &letter, &heard);
    }
    if (status == YZ_OK) c->forgot = !heard;
    return status;
}

/* --- all of them --- */

static enum yz_status hub_version(struct yz_hub_call *c, int64_t *version) {
    struct yz_rows rows = {0};
    enum yz_status status = yz_link_ask(c->link, "SELECT yizhan.version()", NULL, &rows);
    *version = status == YZ_OK && rows.count ? yz_rows_int(&rows, 0, 0) : 0;
    yz_rows_free(&rows);
    return status;
}

/* One that this hub has no place for waits, and those after it do not. */
static bool told_here(struct yz_hub_call *c, const struct yz_letter *l, int64_t version) {
    bool knows = version >= (l->sort == YZ_LETTER_HOUSEHOLD ? HAS_HOUSEHOLDS : HAS_OWNERS);
    if (!knows)
        yz_copy(c->done->stuck, sizeof c->done->stuck,
                _("站间往来没有发出：区县库太旧，请区县管理员用新的程序运行 yizhan hub init"));
    return knows;
}

enum yz_status yz_hub_tell_letters(struct yz_hub_call *c) {
    static struct yz_letter letter; /* large */
    bool found = false;
    int64_t version = 0;
    enum yz_status status = yz_letter_next(c->s, 0, &letter, &found);
    if (status == YZ_OK) status = follow_names(c, found);
    if (status == YZ_OK && (found || c->forgot)) status = hub_version(c, &version);
    if (status == YZ_OK && version >= HAS_OWNERS && c->forgot) status = say_all_again(c);
    while (status == YZ_OK && found) {
        int64_t id = letter.id;
        bool told = told_here(c, &letter, version);
        if (told) status = tell(c, &letter);
        c->done->letters += told && status == YZ_OK;
        if (status == YZ_OK) status = yz_letter_next(c->s, id, &letter, &found);
    }
    return status;
}
