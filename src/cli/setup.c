/* The first run: no station file yet, and somebody at a terminal. */
#include "cli/cli.h"
#include "ui/screens/setup.h"
#include "ui/ui.h"

#include <string.h>
#include <sys/stat.h>
#include <yizhan/i18n.h>

#include "base/text.h"

enum yz_status yz_cli_setup(struct yz_cli *cli) {
    struct yz_setup_wish wish = {.path = cli->file};
    struct stat st;
    if (lstat(cli->file, &st) == 0) return yz_fail(YZ_REFUSED, _("%s 已经存在，不会覆盖；请换一个文件名"), cli->file);
    enum yz_status status = yz_cli_make_folder(cli);
    if (status == YZ_OK) status = yz_setup_ask(cli->script, &wish);
    if (status != YZ_OK) return status;
    if (!wish.done)
        yz_cli_say(_("没有建立 %s；打好的留着，再运行 yizhan init 接着填；要看演示：yizhan demo"), cli->file);
    if (!wish.done) return YZ_OK;
    yz_cli_say(_("已建立 %1$s：%2$s"), wish.station, cli->file);
    if (yz_cli_scripted(cli)) return YZ_OK;
    struct yz_target starts[] = {{.screen = "import"}, {.screen = "password"}};
    yz_copy(starts[0].extra, sizeof starts[0].extra, wish.ledger);
    bool ledger = *wish.ledger && strlen(wish.ledger) < sizeof starts[0].extra;
    return yz_cli_interface_from(cli, ledger ? starts : starts + 1, ledger ? 2 : 1);
}
