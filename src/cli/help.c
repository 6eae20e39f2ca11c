/* help: the table of commands, and one command. */
#include "base/text.h"
#include "cli/cli.h"

#include <string.h>
#include <yizhan/i18n.h>

/* Text of several lines, each written for itself. */
static void lines(const char *text, const char *indent) {
    while (*text) {
        size_t n = strcspn(text, "\n");
        yz_cli_print("%s%.*s", indent, (int)n, text);
        text += n + (text[n] == '\n');
    }
}

static void usage(const struct yz_command *c) {
    const char *p = c->usage;
    do {
        size_t n = strcspn(p, "\n");
        yz_cli_print("    yizhan %s%s%.*s", c->name, n ? " " : "", (int)n, p);
        p += n + (p[n] == '\n');
    } while (*p);
}

static void all(void) {
    yz_cli_print("%s", _("yizhan [-f 文件] [--lang zh|en] [--json] [命令 [参数...]]"));
    yz_cli_print("%s", _("没有命令时打开终端界面。"));
    yz_cli_print("%s", "");
    for (const struct yz_command *c = yz_commands; c->name; c++) {
        yz_cli_print("    %-12s %s", c->name, yz_tr(c->summary));
    }
    yz_cli_print("%s", "");
    lines(_("-f 文件           驿站文件；不写时用 $YIZHAN_FILE，再不然用默认位置\n"
            "--lang zh|en      语言\n"
            "--json            每行一个 JSON 对象\n"
            "--reveal --reason 理由   显示完整的个人信息，理由记入日志\n"
            "--staff 名字      谁在办，写在命令前面；密码在终端上问\n"
            "--password-fd N   密码从这个文件描述符读一行\n"
            "--script 文件     按脚本里的键操作终端界面\n"
            "--help --version\n"),
          "    ");
    yz_cli_print("%s", _("一个命令的用法：yizhan help 命令"));
}

static void json(struct yz_cli *cli, const struct yz_command *c) {
    struct yz_json j;
    yz_cli_json(cli, &j);
    yz_json_text(&j, "command", c->name);
    yz_json_text(&j, "usage", c->usage);
    yz_json_text(&j, "summary", yz_tr(c->summary));
    yz_cli_json_end(cli, &j);
}

enum yz_status yz_cli_help(struct yz_cli *cli, int argc, char **argv) {
    static const struct yz_option_row none[] = {{.name = NULL}};
    enum yz_status status = yz_arguments(&argc, argv, none);
    if (status != YZ_OK) return status;
    const struct yz_command *c = argc > 1 ? yz_command_named(argv[1]) : NULL;
    if (argc > 1 && !c) return yz_fail(YZ_USAGE, _("没有命令 %s；全部命令见 yizhan help"), argv[1]);
    if (cli->json) {
        for (const struct yz_command *i = yz_commands; i->name; i++) {
            if (!c || i == c) json(cli, i);
        }
    } else if (c) {
        yz_cli_print("%s", yz_tr(c->summary));
        usage(c);
        if (c->details) lines(yz_tr(c->details), "    ");
    } else {
        all();
    }
    return YZ_OK;
}
