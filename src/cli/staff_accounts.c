/* staff add, edit, passwd, disable, enable, bind: accounts. */
#include "cli/cli.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/accounts.h>
#include <yizhan/i18n.h>
#include <yizhan/records.h>
#include <yizhan/registry.h>
#include <yizhan/setup.h>

enum { SETS = 16 };

static enum yz_status assign(struct yz_cli *cli, struct yz_staff *staff, const char *assignment,
                             struct yz_findings *f) {
    char field[64];
    const char *value;
    enum yz_status status = yz_cli_assignment(assignment, field, sizeof field, &value);
    if (status != YZ_OK) return status;
    if (strcmp(field, "station") == 0) return yz_cli_station_named(cli, value, &staff->station);
    if (strcmp(field, "grid") == 0) {
        enum yz_kind_id kind;
        staff->grid = 0;
        return *value ? yz_ref_resolve(cli->session, value, YZ_KIND_BIT(YZ_GRID), &kind, &staff->grid) : YZ_OK;
    }
    if (strcmp(field, "os_user") == 0) return yz_fail(YZ_USAGE, _("系统用户用 staff bind 绑定"));
    yz_record_set(&yz_staff_kind, staff, field, value, f);
    return YZ_OK;
}

static enum yz_status save(struct yz_cli *cli, struct yz_staff *staff, const char **sets, int count) {
    struct yz_findings f = {0};
    struct yz_json j;
    char ref[32];
    enum yz_status status = YZ_OK;
    for (int i = 0; status == YZ_OK && i < count; i++) status = assign(cli, staff, sets[i], &f);
    if (status == YZ_OK) status = yz_staff_save(cli->session, staff, &f);
    if (f.count) yz_cli_findings(cli, &f);
    yz_findings_free(&f);
    if (status != YZ_OK) return status;
    if (!cli->json) {
        yz_cli_print("%s", yz_ref_text(YZ_STAFF, staff->id, ref));
        return YZ_OK;
    }
    yz_cli_json(cli, &j);
    yz_cli_fields(cli, &j, YZ_STAFF, staff);
    yz_cli_json_end(cli, &j);
    return YZ_OK;
}

static enum yz_status read_sets(int *argc, char **argv, int operands, const char **sets, int *count) {
    const struct yz_option_row rows[] = {{.name = "--set", .value = sets, .times = count, .most = SETS},
                                         {.name = NULL}};
    enum yz_status status = yz_arguments(argc, argv, rows);
    return status == YZ_OK && *argc != operands + 1 ? yz_usage("staff") : status;
}

enum yz_status yz_cli_staff_add(struct yz_cli *cli, int argc, char **argv) {
    const char *sets[SETS];
    struct yz_staff staff = {0};
    int count = 0;
    enum yz_status status = read_sets(&argc, argv, 0, sets, &count);
    return status == YZ_OK ? save(cli, &staff, sets, count) : status;
}

enum yz_status yz_cli_staff_edit(struct yz_cli *cli, int argc, char **argv) {
    const char *sets[SETS];
    struct yz_staff staff;
    int64_t id = 0;
    int count = 0;
    enum yz_status status = read_sets(&argc, argv, 1, sets, &count);
    if (status == YZ_OK) status = yz_cli_staff_named(cli, argv[1], &id);
    if (status == YZ_OK) status = yz_record_get(cli->session, YZ_STAFF, id, &staff);
    return status == YZ_OK ? save(cli, &staff, sets, count) : status;
}

/* --- passwords --- */

struct passwords {
    char now[YZ_PASSWORD], fresh[YZ_PASSWORD], again[YZ_PASSWORD];
};

/* From a descriptor the present one, where it is asked for, and the new one once; typed, the new one twice. */
static enum yz_status read_passwords(struct yz_cli *cli, int64_t id, struct passwords *p) {
    bool own = id == yz_session_staff(cli->session)->id && yz_account_has_password(cli->session, id);
    enum yz_status status = own ? yz_cli_password(cli, _("现在的口令："), p->now, sizeof p->now) : YZ_OK;
    if (status == YZ_OK) status = yz_cli_password(cli, _("新口令："), p->fresh, sizeof p->fresh);
    if (status != YZ_OK || cli->password_fd) return status;
    status = yz_cli_password(cli, _("再写一遍："), p->again, sizeof p->again);
    if (status == YZ_OK && strcmp(p->fresh, p->again) != 0) status = yz_fail(YZ_REFUSED, _("两遍不一样，没有改"));
    return status;
}

enum yz_status yz_cli_staff_passwd(struct yz_cli *cli, int argc, char **argv) {
    static const struct yz_option_row none[] = {{.name = NULL}};
    struct yz_findings f = {0};
    struct passwords p = {0};
    int64_t id = yz_session_staff(cli->session)->id;
    enum yz_status status = yz_arguments(&argc, argv, none);
    if (status == YZ_OK && argc > 2) status = yz_usage("staff");
    if (status == YZ_OK && argc == 2) status = yz_cli_staff_named(cli, argv[1], &id);
    if (status == YZ_OK) status = read_passwords(cli, id, &p);
    if (status == YZ_OK) status = yz_password_set(cli->session, id, p.now, p.fresh, &f);
    sodium_memzero(&p, sizeof p);
    if (f.count) yz_cli_findings(cli, &f);
    yz_findings_free(&f);
    if (status == YZ_OK) yz_cli_say(_("口令已设"));
    return status;
}

/* --- in service or not --- */

enum yz_status yz_cli_staff_disable(struct yz_cli *cli, int argc, char **argv) {
    const char *to = NULL;
    const struct yz_option_row rows[] = {{.name = "--to", .value = &to}, {.name = NULL}};
    struct yz_handing_over done;
    int64_t id = 0, heir = 0;
    enum yz_status status = yz_arguments(&argc, argv, rows);
    if (status == YZ_OK && argc != 2) status = yz_usage("staff");
    if (status == YZ_OK) status = yz_cli_staff_named(cli, argv[1], &id);
    if (status == YZ_OK && to) status = yz_cli_staff_named(cli, to, &heir);
    if (status == YZ_OK) status = yz_staff_disable(cli->session, id, heir, &done);
    if (status != YZ_OK) return status;
    yz_cli_say(_("%s 的账号已停用"), argv[1]);
    if (done.cases || done.resolutions || done.drafts)
        yz_cli_say(_("交给 %1$s：办件 %2$lld 件，决议 %3$lld 条，草稿 %4$lld 份"), to, (long long)done.cases,
                   (long long)done.resolutions, (long long)done.drafts);
    return YZ_OK;
}

enum yz_status yz_cli_staff_enable(struct yz_cli *cli, int argc, char **argv) {
    static const struct yz_option_row none[] = {{.name = NULL}};
    int64_t id = 0;
    enum yz_status status = yz_arguments(&argc, argv, none);
    if (status == YZ_OK && argc != 2) status = yz_usage("staff");
    if (status == YZ_OK) status = yz_cli_staff_named(cli, argv[1], &id);
    if (status == YZ_OK) status = yz_staff_enable(cli->session, id);
    if (status == YZ_OK) yz_cli_say(_("%s 的账号已恢复"), argv[1]);
    return status;
}

enum yz_status yz_cli_staff_bind(struct yz_cli *cli, int argc, char **argv) {
    static const struct yz_option_row none[] = {{.name = NULL}};
    int64_t id = 0;
    char done[512];
    enum yz_status status = yz_arguments(&argc, argv, none);
    if (status == YZ_OK && argc != 3) status = yz_usage("staff");
    if (status == YZ_OK) status = yz_cli_staff_named(cli, argv[1], &id);
    if (status == YZ_OK) status = yz_staff_bind(cli->session, id, argv[2]);
    if (status == YZ_OK) yz_cli_say("%s", yz_staff_bound_text(argv[1], argv[2], done, sizeof done));
    return status;
}
