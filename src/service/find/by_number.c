/* Numbers: whole, beginning, last four, and fragments from within; of people and of cases. */
#include "service/find/find_private.h"
#include "service/restricted.h"
#include "service/session.h"

#include <stdint.h>
#include <string.h>
#include <yizhan/i18n.h>

enum { SHORTEST = 3 };                    /* digits before a number is looked for */
enum { TAIL = 4, SERIAL = 6, CASES = 5 }; /* digits of a case number after its year, kept as a key, and all of them */

struct scan {
    struct yz_finding_run *run;
    size_t length;
    bool tail;
};

static bool take(void *ctx, const char *key, size_t length, enum yz_kind_id kind, int64_t id) {
    const struct scan *s = ctx;
    enum yz_fit fit =
        !s->tail && length == s->length ? YZ_FIT_EXACT : YZ_FIT_PREFIX; /* the last four are what people say */
    (void)key;
    if (kind == YZ_PERSON)
        return yz_find_offer(s->run, YZ_HIT_PERSON, id, fit, s->tail ? N_("号码末四位") : N_("证件或电话号码"));
    if (kind == YZ_CASE && !s->tail && yz_find_wants(s->run, YZ_HIT_CASE) &&
        !yz_id_closed(s->run->session, YZ_CASE, id))
        return yz_find_offer(s->run, YZ_HIT_CASE, id, fit, N_("办件编号"));
    return true;
}

/* "1385" of 2025-001385: as clerks call a case. */
struct case_tail {
    struct yz_finding_run *run;
    const char *digits;
    int64_t newest[CASES];
    size_t seen;
};

static bool keep_case(void *ctx, const char *key, size_t length, enum yz_kind_id kind, int64_t id) {
    struct case_tail *t = ctx;
    (void)key, (void)length;
    if (kind != YZ_CASE) return true;
    struct yz_query *q =
        yz_sql(t->run->session->store, "SELECT 1 FROM \"case\" WHERE id = ?1 AND substr(number, -?2) = ?3");
    yz_bind(q, 1, id);
    yz_bind(q, 2, (int64_t)strlen(t->digits));
    yz_bind_text(q, 3, t->digits);
    bool ends_so = yz_next(q);
    if (yz_done(q) == YZ_OK && ends_so && !yz_id_closed(t->run->session, YZ_CASE, id))
        t->newest[t->seen++ % CASES] = id;
    return true;
}

/* The newest few; noted before people fill the pool, ranked behind them. */
static void case_tails(struct yz_finding_run *r, const char *digits) {
    struct case_tail t = {.run = r, .digits = digits};
    size_t n = strlen(digits);
    if (n < TAIL || n > SERIAL || digits[strspn(digits, "0123456789")] || !yz_find_wants(r, YZ_HIT_CASE)) return;
    yz_find_scan(r->session->store, YZ_KEY_TAIL, digits + n - TAIL, TAIL, SIZE_MAX, keep_case, &t);
    for (size_t i = 0; i < t.seen && i < CASES; i++)
        yz_find_offer(r, YZ_HIT_CASE, t.newest[i], YZ_FIT_INNER, N_("办件编号末尾"));
}

static bool fragment(void *ctx, int64_t id) {
    return yz_find_offer(ctx, YZ_HIT_PERSON, id, YZ_FIT_INNER, N_("号码片段"));
}

/* Digits, an X at the end, dashes of a case number or a landline. Letters of a certificate stand first. */
static bool is_number(const char *text) {
    size_t n = strlen(text), digits = 0;
    for (size_t i = 0; i < n; i++) {
        bool digit = text[i] >= '0' && text[i] <= '9', letter = text[i] >= 'a' && text[i] <= 'z';
        if (!digit && text[i] != '-' && !(letter && (i == 0 || (i + 1 == n && text[i] == 'x')))) return false;
        digits += digit;
    }
    return digits >= SHORTEST;
}

/* Numbers are kept with capitals. */
static void capitals(const char *text, char *out, size_t room) {
    size_t n = 0;
    for (; text[n] && n + 1 < room; n++)
        out[n] = (char)(text[n] >= 'a' && text[n] <= 'z' ? text[n] - 'a' + 'A' : text[n]);
    out[n] = '\0';
}

void yz_find_by_number(struct yz_finding_run *r) {
    char number[sizeof r->folded];
    if (!is_number(r->folded)) return;
    capitals(r->folded, number, sizeof number);
    struct yz_store *store = r->session->store;
    struct scan s = {.run = r, .length = strlen(number)};
    case_tails(r, number);
    yz_find_scan(store, YZ_KEY_NUMBER, number, s.length, (size_t)2 * YZ_CANDIDATES, take, &s);
    s.tail = true;
    if (s.length == TAIL) yz_find_scan(store, YZ_KEY_TAIL, number, s.length, (size_t)2 * YZ_CANDIDATES, take, &s);
    if (!strchr(number, '-') && s.length < 18 && !yz_find_full(r))
        yz_find_fragment(store, YZ_PERSON, number, r->want + r->count, fragment, r);
}
