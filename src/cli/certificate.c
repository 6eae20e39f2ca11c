/* certificate: what the community must not issue, why, and where to go instead. */
#include "cli/cli.h"

#include <yizhan/certificates.h>
#include <yizhan/i18n.h>

enum { LABEL = 12 };

static int64_t asked_this_year(struct yz_cli *cli, const struct yz_certificate *c) {
    int64_t count = 0;
    if (cli->session) yz_certificate_count(cli->session, c, yz_today() / 10000 * 10000 + 101, &count);
    return count;
}

static void one_json(struct yz_cli *cli, const struct yz_certificate *c) {
    struct yz_json j;
    yz_cli_json(cli, &j);
    yz_json_int(&j, "number", c->number);
    yz_json_text(&j, "key", c->key);
    yz_json_text(&j, "name", c->name);
    yz_json_text(&j, "name_en", c->name_en);
    yz_json_text(&j, "words", c->words);
    yz_json_text(&j, "why", yz_certificate_why(c));
    yz_json_text(&j, "where", yz_certificate_where(c));
    yz_json_text(&j, "document", c->document);
    yz_json_text(&j, "source", c->source);
    yz_json_bool(&j, "confirmed", c->confidence == YZ_CONFIRMED);
    yz_cli_json_day(&j, "valid_from", c->valid_from);
    yz_json_int(&j, "asked", asked_this_year(cli, c));
    yz_cli_json_end(cli, &j);
}

static enum yz_status list(struct yz_cli *cli, int argc, char **argv) {
    static const struct yz_option_row none[] = {{.name = NULL}};
    struct yz_table t;
    char text[24];
    size_t count;
    enum yz_status status = yz_arguments(&argc, argv, none);
    if (status == YZ_OK && argc > 1) status = yz_usage("certificate");
    if (status != YZ_OK) return status;
    const struct yz_certificate *all = yz_certificates(&count);
    yz_table_begin(&t, 1u, _("序号"), _("证明"), _("去处"), NULL);
    for (size_t i = 0; i < count; i++) {
        if (cli->json) {
            one_json(cli, &all[i]);
            continue;
        }
        snprintf(text, sizeof text, "%d", (int)all[i].number);
        yz_table_cell(&t, text);
        yz_table_cell(&t, yz_certificate_name(&all[i]));
        yz_table_cell(&t, yz_certificate_where(&all[i]));
    }
    yz_table_print(&t);
    return all ? YZ_OK : YZ_REFUSED;
}

static enum yz_status named(int argc, char **argv, const struct yz_option_row *rows,
                            const struct yz_certificate **out) {
    enum yz_status status = yz_arguments(&argc, argv, rows);
    if (status == YZ_OK && argc != 2) status = yz_usage("certificate");
    *out = status == YZ_OK ? yz_certificate_named(argv[1]) : NULL;
    return status == YZ_OK && !*out ? YZ_REFUSED : status;
}

static enum yz_status show(struct yz_cli *cli, int argc, char **argv) {
    static const struct yz_option_row none[] = {{.name = NULL}};
    const struct yz_certificate *c;
    char text[512];
    enum yz_status status = named(argc, argv, none, &c);
    if (status != YZ_OK) return status;
    if (cli->json) {
        one_json(cli, c);
        return YZ_OK;
    }
    yz_cli_print("%s", yz_certificate_name(c));
    yz_cli_pair(_("为什么"), yz_certificate_why(c), LABEL);
    yz_cli_pair(_("去处"), yz_certificate_where(c), LABEL);
    yz_cli_pair(_("依据"), yz_certificate_source(c, text, sizeof text), LABEL);
    return YZ_OK;
}

static enum yz_status ask(struct yz_cli *cli, int argc, char **argv) {
    const char *applicant = NULL;
    const struct yz_option_row rows[] = {{.name = "--applicant", .value = &applicant}, {.name = NULL}};
    const struct yz_certificate *c;
    enum yz_status status = named(argc, argv, rows, &c);
    if (status == YZ_OK) status = yz_certificate_asked(cli->session, c, applicant ? applicant : "");
    if (status == YZ_OK)
        yz_cli_say(_("已记下：今年第 %1$d 次有人要%2$s"), (int)asked_this_year(cli, c), yz_certificate_name(c));
    return status;
}

static enum yz_status print(struct yz_cli *cli, int argc, char **argv) {
    const char *to = NULL;
    const struct yz_option_row rows[] = {{.name = "--to", .value = &to}, {.name = NULL}};
    const struct yz_certificate *c;
    enum yz_status status = named(argc, argv, rows, &c);
    return status == YZ_OK ? yz_cli_print_one(cli, YZ_PAPER_CERTIFICATE, c->key, to) : status;
}

enum yz_status yz_cli_certificate(struct yz_cli *cli, int argc, char **argv) {
    static const struct yz_action actions[] = {{"list", YZ_CLI_FILE, list},
                                               {"show", YZ_CLI_FILE, show},
                                               {"ask", YZ_CLI_FILE, ask},
                                               {"print", YZ_CLI_FILE, print},
                                               {NULL, 0, NULL}};
    return yz_cli_action(cli, argc, argv, actions);
}
