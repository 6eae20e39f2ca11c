/* household move, split, join, end, head, add, swap, renew; person move, death, return, birth; building move: one act each. */
#include "base/text.h"
#include "cli/cli.h"

#include <stdlib.h>
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/duplicates.h>
#include <yizhan/i18n.h>
#include <yizhan/living.h>

struct words { /* the options as they were written */
    const char *to, *into, *who, *head, *successor, *mother, *guardian, *day, *reason, *moved_to, *role, *relation;
    const char *lease, *permit, *name, *sex, *number, *consent;
    const char *fresh[YZ_NEWCOMERS];
    int freshes;
    bool legal, dry;
};

/* What an action of a command means. */
static const struct {
    enum yz_kind_id of;
    const char *word;
    enum yz_move_kind kind;
} meanings[] = {
    {YZ_HOUSEHOLD, "move", YZ_MOVE_WITHIN},  {YZ_HOUSEHOLD, "split", YZ_MOVE_SPLIT},
    {YZ_HOUSEHOLD, "join", YZ_MOVE_JOIN},    {YZ_HOUSEHOLD, "end", YZ_MOVE_OUT},
    {YZ_HOUSEHOLD, "head", YZ_MOVE_HEAD},    {YZ_HOUSEHOLD, "birth", YZ_MOVE_BIRTH},
    {YZ_HOUSEHOLD, "add", YZ_MOVE_IN},       {YZ_HOUSEHOLD, "swap", YZ_MOVE_SWAP},
    {YZ_HOUSEHOLD, "renew", YZ_MOVE_RENEW},  {YZ_PERSON, "move", YZ_MOVE_WITHIN},
    {YZ_PERSON, "leave", YZ_MOVE_OUT},       {YZ_PERSON, "death", YZ_MOVE_DEATH},
    {YZ_PERSON, "return", YZ_MOVE_RETURN},   {YZ_PERSON, "birth", YZ_MOVE_BIRTH},
    {YZ_BUILDING, "move", YZ_MOVE_BUILDING},
};

static enum yz_move_kind meaning(enum yz_kind_id of, const char *word) {
    for (size_t i = 0; i < sizeof meanings / sizeof *meanings; i++)
        if (meanings[i].of == of && strcmp(meanings[i].word, word) == 0) return meanings[i].kind;
    return YZ_MOVE_NONE;
}

static enum yz_status one(struct yz_cli *cli, const char *ref, enum yz_kind_id kind, int64_t *id) {
    return ref ? yz_ref_resolve(cli->session, ref, 1u << kind, &kind, id) : YZ_OK;
}

static enum yz_status day(const char *name, const char *text, yz_date *out) {
    return text ? yz_argument_day(name, text, out) : YZ_OK;
}

static enum yz_status code(const char *table, const char *name, const char *text, int32_t *out) {
    if (!text || yz_code_parse(table, text, out)) return YZ_OK;
    return yz_fail(YZ_USAGE, _("选项 %1$s 没有这个值：%2$s"), name, text);
}

/* "p:7.1,p:7.2": commas of either width. */
static enum yz_status people(struct yz_cli *cli, const char *list, struct yz_move *m) {
    char ref[96];
    enum yz_status status = YZ_OK;
    while (status == YZ_OK && list && *list) {
        size_t n = strcspn(list, ",");
        if (m->count == YZ_MOVERS) return yz_fail(YZ_USAGE, _("选项 %1$s 最多写 %2$d 个"), "--who", YZ_MOVERS);
        snprintf(ref, sizeof ref, "%.*s", (int)n, list);
        status = one(cli, ref, YZ_PERSON, &m->who[m->count].person);
        if (status == YZ_OK) m->count++;
        list += n + (list[n] == ',');
    }
    return status;
}

static enum yz_status newborn(const struct words *w, struct yz_move *m) {
    struct yz_person *p = &m->fresh[0].person;
    if (!w->name) return yz_fail(YZ_USAGE, _("选项 %s 后面缺少值"), "--name");
    m->fresh_count = 1;
    yz_copy(p->name, sizeof p->name, w->name);
    yz_copy(p->id_number, sizeof p->id_number, w->number ? w->number : "");
    enum yz_status status = code("relation", "--relation", w->relation, &m->fresh[0].relation);
    return status == YZ_OK ? code("sex", "--sex", w->sex, &p->sex) : status;
}

static enum yz_status newcomers(struct yz_cli *cli, const struct words *w, struct yz_move *m) {
    struct yz_findings f = {0};
    for (int i = 0; i < w->freshes; i++) yz_newcomer_read(w->fresh[i], &m->fresh[m->fresh_count++], &f);
    yz_cli_findings(cli, &f);
    bool good = yz_findings_ok(&f);
    yz_findings_free(&f);
    return good ? YZ_OK : yz_fail(YZ_REFUSED, _("有错误，没有保存"));
}

/* Whose: the operand. Of a person, and where no other was named, the household is the one where they live. */
static enum yz_status subject(struct yz_cli *cli, enum yz_kind_id kind, int64_t id, const struct words *w,
                              struct yz_move *m) {
    bool elsewhere = m->kind == YZ_MOVE_RETURN || m->kind == YZ_MOVE_DEATH;
    if (kind == YZ_BUILDING) m->building = id;
    if (kind == YZ_HOUSEHOLD) m->household = id;
    if (kind != YZ_PERSON) return YZ_OK;
    if (!elsewhere) m->household = yz_person_household(cli->session, id, 0);
    if (m->kind == YZ_MOVE_BIRTH) m->mother = id;
    else m->who[m->count++].person = id;
    return m->kind == YZ_MOVE_BIRTH ? YZ_OK : code("relation", "--relation", w->relation, &m->who[0].relation);
}

static enum yz_status read_move(struct yz_cli *cli, const struct words *w, struct yz_move *m) {
    enum yz_kind_id to = m->kind == YZ_MOVE_BUILDING ? YZ_BUILDING : YZ_DWELLING;
    enum yz_status status = one(cli, w->to, to, to == YZ_BUILDING ? &m->to_building : &m->dwelling);
    if (status == YZ_OK) status = one(cli, w->into, YZ_HOUSEHOLD, &m->into);
    if (status == YZ_OK) status = people(cli, w->who, m);
    if (status == YZ_OK) status = one(cli, w->head, YZ_PERSON, &m->head);
    if (status == YZ_OK) status = one(cli, w->successor, YZ_PERSON, &m->successor);
    if (status == YZ_OK) status = one(cli, w->mother, YZ_PERSON, &m->mother);
    if (status == YZ_OK) status = one(cli, w->guardian, YZ_PERSON, &m->guardian);
    if (status == YZ_OK) status = day("--date", w->day, &m->day);
    if (status == YZ_OK) status = day("--lease-until", w->lease, &m->lease_until);
    if (status == YZ_OK) status = day("--permit-until", w->permit, &m->permit_until);
    if (status == YZ_OK) status = code("dwelling_role", "--role", w->role, &m->role);
    if (status == YZ_OK && m->kind == YZ_MOVE_BIRTH) status = newborn(w, m);
    if (status == YZ_OK && w->freshes) status = newcomers(cli, w, m);
    if (status == YZ_OK && w->relation && m->kind == YZ_MOVE_RENEW)
        for (size_t i = 0; i < m->count; i++) status = code("relation", "--relation", w->relation, &m->who[i].relation);
    m->legal = w->legal;
    yz_copy(m->reason, sizeof m->reason, w->reason ? w->reason : "");
    yz_copy(m->moved_to, sizeof m->moved_to, w->moved_to ? w->moved_to : "");
    yz_copy(m->consent, sizeof m->consent, w->consent ? w->consent : "");
    return status;
}

static void membership_json(struct yz_cli *cli, const struct yz_membership *m) {
    struct yz_json j;
    char text[192];
    yz_cli_json(cli, &j);
    yz_json_text(&j, "kind", "membership");
    yz_cli_json_ref(&j, "person", YZ_PERSON, m->person > 0 ? m->person : 0);
    yz_cli_json_ref(&j, "household", YZ_HOUSEHOLD, m->household > 0 ? m->household : 0);
    yz_json_text(&j, "address", yz_dwelling_address(cli->session, m->dwelling, text, sizeof text));
    yz_json_text(&j, "relation", yz_code_label("relation", m->relation));
    yz_json_text(&j, "role", yz_code_label("dwelling_role", m->role));
    yz_json_bool(&j, "legal", m->legal);
    yz_cli_json_day(&j, "from", m->since);
    yz_cli_json_day(&j, "to", m->until);
    yz_cli_json_end(cli, &j);
}

static void household_json(struct yz_cli *cli, const struct yz_household *h) {
    struct yz_json j;
    char text[192];
    yz_cli_json(cli, &j);
    yz_json_text(&j, "kind", "household");
    yz_cli_json_ref(&j, "household", YZ_HOUSEHOLD, h->id);
    yz_json_text(&j, "address", yz_dwelling_address(cli->session, h->dwelling, text, sizeof text));
    yz_cli_json_ref(&j, "head", YZ_PERSON, h->head > 0 ? h->head : 0);
    yz_cli_json_day(&j, "from", h->since);
    yz_cli_json_day(&j, "to", h->until);
    yz_cli_json_end(cli, &j);
}

static void tell(struct yz_cli *cli, const struct yz_move_plan *plan) {
    char line[512];
    for (size_t i = 0; cli->json && i < plan->household_count; i++) household_json(cli, &plan->households[i]);
    for (size_t i = 0; cli->json && i < plan->membership_count; i++) membership_json(cli, &plan->memberships[i]);
    for (size_t at = 0; !cli->json && yz_move_line(cli->session, plan, &at, true, line, sizeof line);)
        yz_cli_print("%s", line);
}

static enum yz_status carry_out(struct yz_cli *cli, const struct yz_move *m, bool dry) {
    struct yz_move_plan plan = {0};
    struct yz_findings findings = {0};
    enum yz_status status = yz_move_warn(cli->session, m, &findings);
    yz_cli_findings(cli, &findings);
    yz_findings_clear(&findings);
    if (status != YZ_OK) {
        yz_findings_free(&findings);
        return status;
    }
    status = dry ? yz_move_plan(cli->session, m, &plan, &findings) : yz_move_do(cli->session, m, &plan, &findings);
    yz_cli_findings(cli, &findings);
    if (status == YZ_OK) tell(cli, &plan);
    yz_move_plan_free(&plan);
    yz_findings_free(&findings);
    return status;
}

static enum yz_status move(struct yz_cli *cli, int argc, char **argv, enum yz_kind_id kind) {
    struct words w = {0};
    const struct yz_option_row rows[] = {{.name = "--to", .value = &w.to},
                                         {.name = "--into", .value = &w.into},
                                         {.name = "--who", .value = &w.who},
                                         {.name = "--head", .value = &w.head},
                                         {.name = "--successor", .value = &w.successor},
                                         {.name = "--mother", .value = &w.mother},
                                         {.name = "--guardian", .value = &w.guardian},
                                         {.name = "--date", .value = &w.day},
                                         {.name = "--reason", .value = &w.reason},
                                         {.name = "--moved-to", .value = &w.moved_to},
                                         {.name = "--role", .value = &w.role},
                                         {.name = "--relation", .value = &w.relation},
                                         {.name = "--lease-until", .value = &w.lease},
                                         {.name = "--permit-until", .value = &w.permit},
                                         {.name = "--name", .value = &w.name},
                                         {.name = "--sex", .value = &w.sex},
                                         {.name = "--id-number", .value = &w.number},
                                         {.name = "--consent", .value = &w.consent},
                                         {.name = "--new", .value = w.fresh, .times = &w.freshes, .most = YZ_NEWCOMERS},
                                         {.name = "--legal", .flag = &w.legal},
                                         {.name = "--dry-run", .flag = &w.dry},
                                         {.name = NULL}};
    struct yz_move *m = calloc(1, sizeof *m);
    int64_t id = 0;
    if (!m) return yz_fail(YZ_BUSY, _("内存不足"));
    m->kind = meaning(kind, argv[0]);
    enum yz_status status = yz_arguments(&argc, argv, rows);
    bool whole = m->kind == YZ_MOVE_IN;                       /* nobody's household yet */
    if (status == YZ_OK && !w.reason) w.reason = cli->reason; /* the program's own option of that name took it */
    if (status == YZ_OK && whole && argc > 1) status = yz_fail(YZ_USAGE, _("多余的参数 %s"), argv[1]);
    if (status == YZ_OK && !whole) status = yz_cli_one(cli, argc, argv, 1u << kind, &kind, &id);
    if (status == YZ_OK && !whole) status = subject(cli, kind, id, &w, m);
    if (status == YZ_OK) status = read_move(cli, &w, m);
    if (status == YZ_OK) status = carry_out(cli, m, w.dry);
    free(m);
    return status;
}

enum yz_status yz_cli_household_move(struct yz_cli *cli, int argc, char **argv) {
    return move(cli, argc, argv, YZ_HOUSEHOLD);
}

enum yz_status yz_cli_person_move(struct yz_cli *cli, int argc, char **argv) {
    return move(cli, argc, argv, YZ_PERSON);
}

enum yz_status yz_cli_building_move(struct yz_cli *cli, int argc, char **argv) {
    return move(cli, argc, argv, YZ_BUILDING);
}
