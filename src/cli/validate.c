/* validate: numbers of people, organisations, births and telephones. Needs no station file. */
#include "cli/cli.h"

#include <string.h>
#include <yizhan/i18n.h>
#include <yizhan/identity.h>

/* The texts of one severity: what it breaks, and the mend behind it. */
static void texts(struct yz_json *j, const char *key, const struct yz_findings *f, enum yz_severity severity) {
    yz_json_array(j, key);
    for (size_t i = 0; i < f->count; i++) {
        char text[800];
        if (f->all[i].severity != severity) continue;
        snprintf(text, sizeof text, "%s%s%s", f->all[i].rule, *f->all[i].mend ? _("；") : "", f->all[i].mend);
        yz_json_text(j, NULL, text);
    }
    yz_json_end(j);
}

static void begin(struct yz_cli *cli, struct yz_json *j, bool ok, const char *normal) {
    yz_cli_json(cli, j);
    yz_json_bool(j, "ok", ok);
    yz_json_text(j, "normal", normal);
}

static void end(struct yz_cli *cli, struct yz_json *j, const struct yz_findings *f) {
    texts(j, "errors", f, YZ_ERROR);
    texts(j, "warnings", f, YZ_WARNING);
    yz_cli_json_end(cli, j);
}

static const char *sex_name(int sex) {
    return sex == 1 ? _("男") : sex == 2 ? _("女") : "";
}

static bool idcard(struct yz_cli *cli, const char *text, struct yz_findings *f) {
    struct yz_identity id = {0};
    struct yz_json j;
    char region[96] = "", birth[YZ_DATE_TEXT];
    bool ok = yz_identity_check(text, YZ_ID_ANY, "idcard", 0, &id, f);
    if (!*text) yz_find_error(f, "idcard", NULL, _("没有写号码"), NULL), ok = false;
    yz_region_name(id.region, region, sizeof region);
    if (cli->json) {
        begin(cli, &j, ok, id.normal);
        yz_json_text(&j, "kind", id.kind == YZ_ID_ANY ? NULL : yz_id_kind_key(id.kind));
        yz_cli_json_day(&j, "birth", id.birth);
        if (id.sex) yz_json_int(&j, "sex", id.sex);
        else yz_json_null(&j, "sex");
        yz_json_text(&j, "region", *region ? region : NULL);
        if (*id.upgraded) yz_json_text(&j, "upgraded", id.upgraded);
        end(cli, &j, f);
    } else if (ok) {
        yz_cli_print("%s  %s  %s  %s  %s", id.normal, yz_id_kind_name(id.kind), yz_date_text(id.birth, birth),
                     sex_name(id.sex), region);
    }
    return ok;
}

static bool plain(struct yz_cli *cli, bool ok, const char *normal, const struct yz_findings *f) {
    struct yz_json j;
    if (cli->json) {
        begin(cli, &j, ok, normal);
        end(cli, &j, f);
    } else if (ok) {
        yz_cli_print("%s", normal);
    }
    return ok;
}

static bool uscc(struct yz_cli *cli, const char *text, struct yz_findings *f) {
    char normal[YZ_USCC_TEXT] = "";
    bool ok = yz_uscc_check(text, "uscc", normal, f);
    return plain(cli, ok, normal, f);
}

static bool birthcert(struct yz_cli *cli, const char *text, struct yz_findings *f) {
    char normal[YZ_CERTIFICATE_TEXT] = "";
    bool ok = yz_certificate_check(text, "birthcert", normal, f);
    return plain(cli, ok, normal, f);
}

static bool phone(struct yz_cli *cli, const char *text, struct yz_findings *f) {
    static const char *const kinds[] = {NULL, "mobile", "landline", "service"};
    struct yz_phone p = {0};
    struct yz_json j;
    bool ok = yz_phone_check(text, "phone", &p, f);
    if (ok && p.kind == YZ_PHONE_NONE) yz_find_error(f, "phone", NULL, _("没有写号码"), NULL), ok = false;
    if (cli->json) {
        begin(cli, &j, ok, p.normal);
        yz_json_text(&j, "kind", kinds[p.kind]);
        yz_json_text(&j, "second", *p.second ? p.second : NULL);
        end(cli, &j, f);
    } else if (ok) {
        yz_cli_print("%s%s%s", p.normal, *p.second ? "  " : "", p.second);
    }
    return ok;
}

enum yz_status yz_cli_validate(struct yz_cli *cli, int argc, char **argv) {
    static const struct {
        const char *name;
        bool (*check)(struct yz_cli *cli, const char *text, struct yz_findings *f);
    } kinds[] = {{"idcard", idcard}, {"uscc", uscc}, {"birthcert", birthcert}, {"phone", phone}};
    static const struct yz_option_row none[] = {{.name = NULL}};
    enum yz_status status = yz_arguments(&argc, argv, none);
    if (status != YZ_OK) return status;
    if (argc != 3) return yz_usage("validate");
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        struct yz_findings f = {0};
        if (strcmp(kinds[i].name, argv[1]) != 0) continue;
        bool ok = kinds[i].check(cli, argv[2], &f);
        if (!cli->json) yz_cli_findings(cli, &f);
        yz_findings_free(&f);
        return ok ? YZ_OK : yz_fail(YZ_REFUSED, _("%1$s 不合规则：%2$s"), argv[1], argv[2]);
    }
    return yz_usage("validate");
}
