/* hub inbox, offer, accept, decline, recall: what goes to and fro between stations. */
#include "cli/hub.h"

#include <stdlib.h>
#include <string.h>
#include <yizhan/cases.h>
#include <yizhan/codes.h>
#include <yizhan/flow.h>
#include <yizhan/hub.h>
#include <yizhan/i18n.h>
#include <yizhan/letters.h>
#include <yizhan/registry.h>

enum { MOST = 200 };

/* --- what is told --- */

struct changes {
    struct yz_json *j;
};

static void change_json(void *ctx, const struct yz_field *f, const char *now, const char *then) {
    struct yz_json *j = ((struct changes *)ctx)->j;
    yz_json_object(j, NULL);
    yz_json_text(j, "field", f->column);
    yz_json_text(j, "now", now);
    yz_json_text(j, "then", then);
    yz_json_end(j);
}

static void letter_json(struct yz_cli *cli, const struct yz_letter *l) {
    struct yz_json j;
    char at[40];
    struct changes changes = {&j};
    yz_cli_json(cli, &j);
    yz_cli_json_ref(&j, "id", YZ_LETTER, l->id);
    yz_json_text(&j, "sort", yz_code_key("letter_sort", l->sort));
    yz_json_text(&j, "state", yz_code_key("letter_state", l->state));
    yz_json_bool(&j, "undecided", yz_letter_undecided(cli->session, l));
    yz_json_int(&j, "sender", l->sender);
    yz_json_int(&j, "receiver", l->receiver);
    yz_json_text(&j, "ref", *l->ref ? l->ref : NULL);
    yz_json_text(&j, "title", l->title);
    yz_json_text(&j, "note", l->note);
    yz_json_text(&j, "answer", l->answer);
    yz_json_text(&j, "at", l->at ? yz_moment_iso(l->at, at) : NULL);
    yz_json_array(&j, "changes");
    if (*l->body && *l->ref && !yz_letter_hands(l)) yz_letter_changes(cli->session, l, change_json, &changes);
    yz_json_end(&j);
    yz_cli_json_end(cli, &j);
}

static void letter_row(struct yz_cli *cli, struct yz_table *t, const struct yz_letter *l) {
    char ref[32], at[YZ_MOMENT_TEXT], other[160];
    bool decide = yz_letter_undecided(cli->session, l);
    yz_table_cell(t, yz_ref_text(YZ_LETTER, l->id, ref));
    yz_table_cell(t, yz_moment_text(l->at, at));
    yz_table_cell(t, yz_code_label("letter_sort", l->sort));
    yz_table_cell(t, decide ? _("等您决定") : yz_code_label("letter_state", l->state));
    yz_table_cell(t, yz_letter_other(cli->session, l, other, sizeof other));
    yz_table_cell(t, l->title);
    yz_table_cell(t, *l->answer ? l->answer : l->note);
}

enum yz_status yz_cli_hub_inbox(struct yz_cli *cli, int argc, char **argv) {
    bool all = false;
    const struct yz_option_row rows[] = {{.name = "--all", .flag = &all}, {.name = NULL}};
    struct yz_table t;
    size_t count = 0;
    enum yz_status status = yz_arguments(&argc, argv, rows);
    if (status == YZ_OK && argc != 1) status = yz_usage("hub");
    struct yz_letter *letters = status == YZ_OK ? calloc(MOST, sizeof *letters) : NULL;
    if (status == YZ_OK && !letters) status = yz_fail(YZ_BUSY, _("内存不足"));
    if (status == YZ_OK) status = yz_letters(cli->session, !all, letters, MOST, &count);
    yz_table_begin(&t, 0, _("编号"), _("时间"), _("往来事项"), _("状态"), _("对方"), _("事由"), _("说明"), NULL);
    for (size_t i = 0; status == YZ_OK && i < count; i++) {
        if (cli->json) letter_json(cli, &letters[i]);
        else letter_row(cli, &t, &letters[i]);
    }
    yz_table_print(&t);
    free(letters);
    if (status == YZ_OK && !count && !cli->json) yz_cli_say(_("没有站间往来要办"));
    return status;
}

/* --- acts --- */

static void tell(struct yz_cli *cli, const struct yz_letter *l) {
    if (cli->json) letter_json(cli, l);
    else yz_cli_print("%s  %s", l->title, yz_code_label("letter_state", l->state));
    if (yz_letter_waits(l)) yz_cli_say(_("下次和区县同步时送出；现在就送：yizhan hub sync"));
}

/* The newest letter: the one that a step of a case has just written. */
static enum yz_status newest(struct yz_cli *cli, struct yz_letter *out) {
    bool found = true;
    enum yz_status status = YZ_OK;
    for (int64_t id = 0; status == YZ_OK && found; id = found ? out->id : id)
        status = yz_letter_next(cli->session, id, out, &found);
    return status;
}

static enum yz_status offer_case(struct yz_cli *cli, struct yz_case *c, const char *to, const char *note,
                                 struct yz_letter *l) {
    const struct yz_doing doing = {.station = to, .note = note};
    struct yz_findings f = {0};
    enum yz_status status = yz_case_do(cli->session, c, "transfer", &doing, &f);
    yz_cli_findings(cli, &f);
    yz_findings_free(&f);
    return status == YZ_OK ? newest(cli, l) : status;
}

enum yz_status yz_cli_hub_offer(struct yz_cli *cli, int argc, char **argv) {
    const char *note = NULL;
    const struct yz_option_row rows[] = {{.name = "--note", .value = &note}, {.name = NULL}};
    struct yz_letter l;
    struct yz_case c;
    enum yz_kind_id kind = YZ_CASE;
    int64_t id = 0;
    enum yz_status status = yz_arguments(&argc, argv, rows);
    if (status == YZ_OK && argc != 3) status = yz_usage("hub");
    int to = status == YZ_OK ? yz_district_station(cli->session, argv[2]) : 0;
    if (status == YZ_OK && !to) status = yz_fail(YZ_USAGE, _("区县里没有这个驿站：%s；写编号，例如 8"), argv[2]);
    if (status == YZ_OK)
        status = yz_ref_resolve(cli->session, argv[1],
                                YZ_KIND_BIT(YZ_CASE) | YZ_KIND_BIT(YZ_OFFER) | YZ_KIND_BIT(YZ_HOUSEHOLD), &kind, &id);
    if (status == YZ_OK && kind != YZ_CASE) status = yz_letter_offer(cli->session, kind, id, to, note, &l);
    if (status == YZ_OK && kind == YZ_CASE) status = yz_record_get(cli->session, YZ_CASE, id, &c);
    if (status == YZ_OK && kind == YZ_CASE) status = offer_case(cli, &c, argv[2], note, &l);
    if (status == YZ_OK) tell(cli, &l);
    return status;
}

static enum yz_status answer(struct yz_cli *cli, int argc, char **argv, bool accept) {
    const char *note = cli->reason, *door = NULL;
    const struct yz_option_row rows[] = {
        {.name = "--note", .value = &note}, {.name = accept ? "--dwelling" : NULL, .value = &door}, {.name = NULL}};
    struct yz_letter l;
    enum yz_kind_id kind;
    int64_t dwelling = 0;
    enum yz_status status = yz_arguments(&argc, argv, rows);
    if (status == YZ_OK && argc != 2) status = yz_usage("hub");
    if (status == YZ_OK) status = yz_letter_named(cli->session, argv[1], &l);
    if (status == YZ_OK && door)
        status = yz_ref_resolve(cli->session, door, YZ_KIND_BIT(YZ_DWELLING), &kind, &dwelling);
    if (status == YZ_OK) status = yz_letter_answer(cli->session, &l, accept, note, dwelling);
    if (status == YZ_OK) tell(cli, &l);
    return status;
}

enum yz_status yz_cli_hub_accept(struct yz_cli *cli, int argc, char **argv) {
    return answer(cli, argc, argv, true);
}

enum yz_status yz_cli_hub_decline(struct yz_cli *cli, int argc, char **argv) {
    return answer(cli, argc, argv, false);
}

enum yz_status yz_cli_hub_recall(struct yz_cli *cli, int argc, char **argv) {
    static const struct yz_option_row none[] = {{.name = NULL}};
    struct yz_letter l;
    enum yz_status status = yz_arguments(&argc, argv, none);
    if (status == YZ_OK && argc != 2) status = yz_usage("hub");
    if (status == YZ_OK) status = yz_letter_named(cli->session, argv[1], &l);
    if (status == YZ_OK) status = yz_letter_recall(cli->session, &l);
    if (status == YZ_OK) tell(cli, &l);
    return status;
}

enum yz_status yz_cli_hub_share(struct yz_cli *cli, int argc, char **argv) {
    static const struct yz_option_row none[] = {{.name = NULL}};
    struct yz_letter l;
    enum yz_kind_id kind;
    int64_t id = 0;
    enum yz_status status = yz_arguments(&argc, argv, none);
    if (status == YZ_OK && argc != 2) status = yz_usage("hub");
    if (status == YZ_OK) status = yz_ref_resolve(cli->session, argv[1], YZ_KIND_BIT(YZ_OFFER), &kind, &id);
    if (status == YZ_OK) status = yz_letter_share(cli->session, id, &l);
    if (status == YZ_OK) tell(cli, &l);
    return status;
}

/* --- residents of other stations --- */

static void resident_row(struct yz_cli *cli, const struct yz_hub_resident *r) {
    char station[128], ref[32], year[16];
    struct yz_json j;
    yz_ref_text(YZ_PERSON, r->id, ref);
    snprintf(year, sizeof year, "%d", r->birth_year);
    if (!cli->json) {
        yz_cli_print("%s  %s  %s  %s", ref, r->name, year,
                     yz_district_name(cli->session, r->station, station, sizeof station));
        return;
    }
    yz_cli_json(cli, &j);
    yz_json_text(&j, "id", ref);
    yz_json_text(&j, "name", r->name);
    yz_json_int(&j, "birth_year", r->birth_year);
    yz_json_int(&j, "station", r->station);
    yz_cli_json_end(cli, &j);
}

enum yz_status yz_cli_hub_find(struct yz_cli *cli, int argc, char **argv) {
    static const struct yz_option_row none[] = {{.name = NULL}};
    struct yz_hub_resident found[16];
    size_t count = 0;
    enum yz_status status = yz_arguments(&argc, argv, none);
    if (status == YZ_OK && (argc < 2 || argc > 3)) status = yz_usage("hub");
    if (status == YZ_OK)
        status = yz_hub_find(cli->session, argc == 3 ? argv[2] : NULL, argv[1], cli->reason, found, 16, &count);
    for (size_t i = 0; status == YZ_OK && i < count; i++) resident_row(cli, &found[i]);
    if (status == YZ_OK && !count) yz_cli_say(_("区县里别的站没有这个号码的居民"));
    return status;
}

enum yz_status yz_cli_hub_serve(struct yz_cli *cli, int argc, char **argv) {
    static const struct yz_option_row none[] = {{.name = NULL}};
    char ref[32];
    int64_t person = 0;
    enum yz_status status = yz_arguments(&argc, argv, none);
    if (status == YZ_OK && (argc < 3 || argc > 4)) status = yz_usage("hub");
    int home = status == YZ_OK ? yz_district_station(cli->session, argv[2]) : 0;
    if (status == YZ_OK && !home) status = yz_fail(YZ_USAGE, _("区县里没有这个驿站：%s；写编号，例如 8"), argv[2]);
    if (status == YZ_OK)
        status = yz_hub_serve(cli->session, argc == 4 ? argv[3] : NULL, home, argv[1], cli->reason, &person);
    if (status == YZ_OK) yz_cli_print("%s", yz_ref_text(YZ_PERSON, person, ref));
    return status;
}

/* --- one file used twice --- */

enum yz_status yz_cli_hub_rejoin(struct yz_cli *cli, int argc, char **argv) {
    bool dry = false;
    const struct yz_option_row rows[] = {{.name = "--dry-run", .flag = &dry}, {.name = NULL}};
    struct yz_hub_rejoin r = {0};
    struct yz_json j;
    enum yz_status status = yz_arguments(&argc, argv, rows);
    if (status == YZ_OK && argc > 2) status = yz_usage("hub");
    if (status == YZ_OK) status = yz_hub_rejoin_look(cli->session, argc == 2 ? argv[1] : NULL, &r);
    for (size_t i = 0; status == YZ_OK && !cli->json && i < r.count; i++) yz_cli_print("%s", r.letters[i].title);
    if (status == YZ_OK && !dry) {
        yz_session_close(cli->session);
        cli->session = NULL;
        status = yz_hub_rejoin(&r, cli->file);
    }
    if (status == YZ_OK && cli->json) {
        yz_cli_json(cli, &j);
        yz_json_int(&j, "parted", r.parted);
        yz_json_int(&j, "lines", r.lines);
        yz_json_int(&j, "letters", (int64_t)r.count);
        yz_json_text(&j, "kept", *r.kept ? r.kept : NULL);
        yz_cli_json_end(cli, &j);
    } else if (status == YZ_OK && !dry) {
        yz_cli_say(_("这个文件现在和区县一样，纪元是新的；它多办的 %1$zu 项在站间往来里等您决定，原来的文件留作 %2$s"),
                   r.count, r.kept);
    }
    yz_hub_rejoin_free(&r);
    return status;
}
