/* person expiring: whose lease or residence permit ends soon, or has ended. */
#include "base/mask.h"
#include "base/text.h"
#include "cli/cli.h"

#include <stdlib.h>
#include <yizhan/i18n.h>
#include <yizhan/living.h>

enum { SOON = 30, MOST = 10000, USUAL = 100 };

static void term_json(struct yz_cli *cli, const struct yz_term *t, const char *name) {
    struct yz_json j;
    char text[192];
    yz_cli_json(cli, &j);
    yz_cli_json_ref(&j, "person", YZ_PERSON, t->person);
    yz_json_text(&j, "name", name);
    yz_cli_json_ref(&j, "household", YZ_HOUSEHOLD, t->household);
    yz_json_text(&j, "address", yz_dwelling_address(cli->session, t->dwelling, text, sizeof text));
    yz_json_text(&j, "what", t->permit ? "permit" : "lease");
    yz_cli_json_day(&j, "until", t->until);
    yz_json_bool(&j, "ended", t->until < yz_today());
    yz_cli_json_end(cli, &j);
}

static void term_row(struct yz_cli *cli, struct yz_table *t, const struct yz_term *term, const char *name) {
    char text[192];
    yz_table_cell(t, yz_ref_text(YZ_PERSON, term->person, text));
    yz_table_cell(t, name);
    yz_table_cell(t, yz_dwelling_short(cli->session, term->dwelling, text, sizeof text));
    yz_table_cell(t, term->permit ? _("居住证") : _("租约"));
    yz_table_cell(t, yz_date_text(term->until, text));
    yz_table_cell(t, term->until < yz_today() ? _("已到期") : "");
}

static enum yz_status list(struct yz_cli *cli, yz_date by, unsigned which, size_t most) {
    struct yz_term *all = malloc(most * sizeof *all);
    struct yz_table t;
    char name[96];
    size_t count = 0;
    if (!all) return yz_fail(YZ_BUSY, _("内存不足"));
    enum yz_status status = yz_terms(cli->session, by, which, all, most, &count);
    yz_table_begin(&t, 0, "REF", _("姓名"), _("住处"), _("种类"), _("到期"), "", NULL);
    for (size_t i = 0; status == YZ_OK && i < count && i < most; i++) {
        status = yz_cli_reveal_row(cli, YZ_PERSON, all[i].person);
        if (cli->reveal) yz_copy(name, sizeof name, all[i].name);
        else yz_mask_name(name, sizeof name, all[i].name);
        if (cli->json) term_json(cli, &all[i], name);
        else term_row(cli, &t, &all[i], name);
    }
    yz_table_print(&t);
    if (status == YZ_OK && !cli->json) yz_cli_say(_("共 %zu 条"), count);
    free(all);
    return status;
}

enum yz_status yz_cli_expiring(struct yz_cli *cli, int argc, char **argv) {
    const char *by = NULL, *limit = NULL;
    bool lease = false, permit = false;
    const struct yz_option_row rows[] = {{.name = "--by", .value = &by},
                                         {.name = "--limit", .value = &limit},
                                         {.name = "--lease", .flag = &lease},
                                         {.name = "--permit", .flag = &permit},
                                         {.name = NULL}};
    yz_date day = yz_date_add(yz_today(), SOON);
    int64_t most = cli->json ? MOST : USUAL;
    enum yz_status status = yz_arguments(&argc, argv, rows);
    if (status == YZ_OK && argc > 1) status = yz_fail(YZ_USAGE, _("多余的参数 %s"), argv[1]);
    if (status == YZ_OK && by) status = yz_argument_day("--by", by, &day);
    if (status == YZ_OK && limit) status = yz_argument_number("--limit", limit, 1, MOST, &most);
    unsigned which = (lease ? YZ_TERM_LEASE : 0) | (permit ? YZ_TERM_PERMIT : 0);
    return status == YZ_OK ? list(cli, day, which == 3 ? 0 : which, (size_t)most) : status;
}
