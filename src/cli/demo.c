/* demo: writes the invented community. */
#include "cli/cli.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <yizhan/demo.h>
#include <yizhan/i18n.h>

/* The default place may not be there yet on first use; a place that was named must be. */
enum yz_status yz_cli_make_folder(const struct yz_cli *cli) {
    char usual[4096], path[4096];
    if (strcmp(yz_default_file(usual, sizeof usual), cli->file) != 0) return YZ_OK;
    snprintf(path, sizeof path, "%s", cli->file);
    for (char *p = path + 1; (p = strchr(p, '/')); p++) {
        *p = '\0';
        if (mkdir(path, 0700) != 0 && errno != EEXIST) {
            return yz_fail(YZ_BUSY, _("文件夹 %1$s 建不了：%2$s"), path, yz_errno_text(errno));
        }
        *p = '/';
    }
    return YZ_OK;
}

static enum yz_status read_options(struct yz_demo *d, int argc, char **argv) {
    const char *households = NULL, *people = NULL, *seed = NULL, *date = NULL;
    const struct yz_option_row rows[] = {{.name = "--households", .value = &households},
                                         {.name = "--people", .value = &people},
                                         {.name = "--seed", .value = &seed},
                                         {.name = "--date", .value = &date},
                                         {.name = "--as", .value = &d->as},
                                         {.name = "--force", .flag = &d->force},
                                         {.name = "--practice", .flag = &d->practice},
                                         {.name = NULL}};
    int64_t number = 0;
    enum yz_status status = yz_arguments(&argc, argv, rows);
    if (status == YZ_OK && argc > 1) status = yz_usage("demo");
    if (status == YZ_OK && households)
        status = yz_argument_number("--households", households, 1, 2000000, &d->households);
    if (status == YZ_OK && people) status = yz_argument_number("--people", people, 1, 20000000, &d->people);
    if (status == YZ_OK && seed) status = yz_argument_number("--seed", seed, 0, INT64_MAX, &number);
    if (status == YZ_OK && date) status = yz_argument_day("--date", date, &d->date);
    d->seed = (uint64_t)number;
    return status;
}

enum yz_status yz_cli_demo(struct yz_cli *cli, int argc, char **argv) {
    struct yz_demo d = {0};
    struct timespec from, to;
    struct yz_json j;
    enum yz_status status = read_options(&d, argc, argv);
    if (status == YZ_OK) status = yz_cli_make_folder(cli);
    if (status != YZ_OK) return status;
    clock_gettime(CLOCK_MONOTONIC, &from);
    status = yz_demo_write(cli->file, &d);
    if (status != YZ_OK) return status;
    clock_gettime(CLOCK_MONOTONIC, &to);
    double seconds = (double)(to.tv_sec - from.tv_sec) + (double)(to.tv_nsec - from.tv_nsec) / 1e9;
    long long households = d.households ? d.households : 13350, people = d.people ? d.people : 100000;
    if (cli->json) {
        yz_cli_json(cli, &j);
        yz_json_text(&j, "file", cli->file);
        yz_json_int(&j, "households", households);
        yz_json_int(&j, "people", people);
        yz_cli_json_end(cli, &j);
    }
    yz_cli_say(_("已写好演示驿站 %1$s：%2$lld 户，%3$lld 人，用时 %4$.1f 秒；人员全部为虚构"), cli->file, households,
               people, seconds);
    return YZ_OK;
}
