/* init: an empty station for a real community. */
#include "cli/cli.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/i18n.h>
#include <yizhan/setup.h>

#include "base/encoding.h"

enum { LARGEST = 16 << 20 };

static enum yz_status unreadable(const char *path, int why) {
    return yz_fail(YZ_REFUSED, _("文件 %1$s 读不了：%2$s"), path, yz_errno_text(why));
}

/* The whole file as UTF-8. */
static enum yz_status read_text(const char *path, struct yz_decoded *text) {
    struct yz_buffer bytes = {0};
    FILE *f = fopen(path, "re");
    if (!f) return unreadable(path, errno);
    size_t got = 1;
    while (got && bytes.length <= LARGEST) {
        char *room = yz_buffer_reserve(&bytes, 65536);
        got = room ? fread(room, 1, 65536, f) : 0;
        bytes.length += got;
    }
    int why = ferror(f) ? errno : bytes.failed ? ENOMEM : 0;
    fclose(f);
    enum yz_status status = why ? unreadable(path, why) : YZ_OK;
    if (!why && bytes.length > LARGEST)
        status = yz_fail(YZ_REFUSED, _("文件 %s 太大：最多 %zu 字节"), path, (size_t)LARGEST);
    const char *all = bytes.data ? bytes.data : "";
    if (status == YZ_OK) status = yz_decode(yz_encoding_detect(all, bytes.length), all, bytes.length, text);
    yz_buffer_free(&bytes);
    return status;
}

enum yz_status yz_cli_init(struct yz_cli *cli, int argc, char **argv) {
    const char *community = NULL;
    struct yz_setup setup = {0};
    const struct yz_option_row rows[] = {{.name = "--community", .value = &community},
                                         {.name = "--station", .value = &setup.station},
                                         {.name = "--admin", .value = &setup.admin},
                                         {.name = NULL}};
    struct yz_decoded text = {0};
    enum yz_status status = yz_arguments(&argc, argv, rows);
    if (status == YZ_OK && (argc > 1 || !community || !setup.station)) status = yz_usage("init");
    if (status == YZ_OK) status = read_text(community, &text);
    if (status == YZ_OK) status = yz_cli_make_folder(cli);
    setup.community = text.text;
    if (status == YZ_OK) status = yz_init_station(cli->file, &setup);
    if (status == YZ_OK) yz_cli_say(_("已建立 %1$s：%2$s"), setup.station, cli->file);
    free(text.text);
    return status;
}
