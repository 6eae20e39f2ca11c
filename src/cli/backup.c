/* backup, restore. */
#include "cli/cli.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <yizhan/accounts.h>
#include <yizhan/backup.h>
#include <yizhan/i18n.h>
#include <yizhan/rights.h>

enum { FILES = 1024, PHRASE = 1024 };

/* What the options say, and the passphrase that was asked for. */
struct lock {
    const char *folder, *to_key, *key;
    bool encrypt;
    char phrase[PHRASE], again[PHRASE];
};

static void wipe(struct lock *l) {
    sodium_memzero(l->phrase, sizeof l->phrase);
    sodium_memzero(l->again, sizeof l->again);
}

/* --- what there is --- */

static const char *form_text(enum yz_backup_form form) {
    static const char *const texts[] = {N_("不加密"), N_("口令加密"), N_("公钥加密")};
    return yz_tr(texts[form]);
}

static const char *form_key(enum yz_backup_form form) {
    static const char *const keys[] = {"plain", "passphrase", "key"};
    return keys[form];
}

static const char *mark_text(enum yz_backup_mark mark) {
    static const char *const texts[] = {N_("没有记录"), N_("好"), N_("坏")};
    return yz_tr(texts[mark]);
}

static void print_file(struct yz_cli *cli, struct yz_table *t, const struct yz_backup_file *f) {
    static const char *const marks[] = {"unknown", "good", "bad"}, *const tiers[] = {"", "today", "day", "week",
                                                                                     "month"};
    char at[40], text[32];
    struct yz_json j;
    if (cli->json) {
        yz_cli_json(cli, &j);
        yz_json_text(&j, "name", f->name);
        yz_json_text(&j, "at", yz_moment_iso(f->at, at));
        yz_json_int(&j, "size", f->bytes);
        yz_json_text(&j, "form", form_key(f->facts.form));
        yz_json_int(&j, "epoch", f->facts.epoch);
        yz_json_int(&j, "seq", f->facts.seq);
        yz_json_text(&j, "mark", marks[f->mark]);
        yz_json_text(&j, "kept_as", *tiers[f->tier] ? tiers[f->tier] : NULL);
        yz_cli_json_end(cli, &j);
        return;
    }
    yz_table_cell(t, f->name);
    yz_table_cell(t, yz_moment_text(f->at, at));
    snprintf(text, sizeof text, "%.1f MB", (double)f->bytes / 1e6);
    yz_table_cell(t, text);
    yz_table_cell(t, form_text(f->facts.form));
    yz_table_cell(t, mark_text(f->mark));
}

static enum yz_status list(struct yz_cli *cli, const struct lock *l) {
    struct yz_backup_file *files = calloc(FILES, sizeof *files);
    struct yz_table t;
    char where[4096];
    size_t count = 0;
    if (!files) return yz_fail(YZ_BUSY, _("内存不足"));
    enum yz_status status = yz_backup_files(cli->session, l->folder, files, FILES, &count, where);
    yz_table_begin(&t, 4u, _("文件"), _("时间"), _("大小"), _("加密"), _("核对"), NULL);
    for (size_t i = 0; status == YZ_OK && i < count; i++) print_file(cli, &t, &files[i]);
    yz_table_print(&t);
    free(files);
    if (status == YZ_OK && !cli->json) yz_cli_say(_("%1$s 里有 %2$zu 份"), where, count);
    return status;
}

/* --- making --- */

static enum yz_status ask_twice(struct yz_cli *cli, struct lock *l) {
    enum yz_status status = yz_cli_password(cli, _("备份的口令："), l->phrase, sizeof l->phrase);
    if (status != YZ_OK || cli->password_fd) return status;
    status = yz_cli_password(cli, _("再写一遍："), l->again, sizeof l->again);
    if (status == YZ_OK && strcmp(l->phrase, l->again) != 0) status = yz_fail(YZ_REFUSED, _("两遍不一样，没有备份"));
    return status;
}

static void tell_made(struct yz_cli *cli, const struct yz_backup_made *m) {
    char head[65];
    struct yz_json j;
    if (!*m->path) {
        yz_cli_say(_("上次备份以后没有办理过什么，或者别的程序正在备份；没有再做"));
        return;
    }
    if (cli->json) {
        sodium_bin2hex(head, sizeof head, m->facts.head, sizeof m->facts.head);
        yz_cli_json(cli, &j);
        yz_json_text(&j, "path", m->path);
        yz_json_int(&j, "size", m->bytes);
        yz_json_text(&j, "form", form_key(m->facts.form));
        yz_json_int(&j, "seq", m->facts.seq);
        yz_json_text(&j, "head", head);
        yz_json_int(&j, "dropped", (int64_t)m->dropped);
        yz_cli_json_end(cli, &j);
    }
    yz_cli_say(_("已备份到 %1$s（%2$s，已恢复到临时处核对过）"), m->path, form_text(m->facts.form));
    if (m->dropped) yz_cli_say(_("按轮换删去 %zu 份旧的"), m->dropped);
    if (m->doubt) yz_cli_say(_("有 %zu 份没有通过核对，没有删，也不算数；用 yizhan backup list 看"), m->doubt);
}

static enum yz_status make(struct yz_cli *cli, const char *path, struct lock *l) {
    struct yz_backup_made made;
    struct yz_backup_key key = {.key_file = l->to_key};
    enum yz_status status = l->encrypt && !l->to_key ? ask_twice(cli, l) : YZ_OK;
    if (l->encrypt && !l->to_key) key.passphrase = l->phrase;
    if (status == YZ_OK) status = yz_backup_to(cli->session, path, &key, &made);
    if (status == YZ_OK) tell_made(cli, &made);
    return status;
}

/* A timer's: whoever owns the file, a member of staff or not. To a place or under a key of one's own choice a member of staff is
 * who they are. */
static enum yz_status keep(struct yz_cli *cli, const struct lock *l, bool anyway) {
    struct yz_backup_made made;
    bool chosen = l->folder || l->to_key;
    enum yz_status status = cli->session || !chosen || cli->staff ? YZ_OK : yz_session_open(cli->file, &cli->session);
    if (status == YZ_OK || status == YZ_DENIED)
        status = cli->session ? YZ_OK
                 : cli->staff ? yz_cli_open(cli)
                              : yz_session_open_closed(cli->file, &cli->session);
    if (status == YZ_OK) status = yz_backup_keep(cli->session, l->folder, l->to_key, anyway, &made);
    if (status == YZ_OK) tell_made(cli, &made);
    return status;
}

/* --- checking --- */

/* Whatever the head says opens it: a passphrase is asked for. */
static enum yz_status key_for(struct yz_cli *cli, const char *path, struct lock *l, struct yz_backup_key *key) {
    struct yz_backup_facts facts;
    *key = (struct yz_backup_key){.key_file = l->key};
    if (yz_backup_look(path, &facts) != YZ_OK || facts.form != YZ_BACKUP_PASSPHRASE) return YZ_OK; /* told later */
    key->passphrase = l->phrase;
    return yz_cli_password(cli, _("备份的口令："), l->phrase, sizeof l->phrase);
}

/* A name in the list is enough; else it is a file. */
static enum yz_status place(struct yz_cli *cli, const char *given, const char *folder, char out[4096 + 300]) {
    struct yz_backup_file one;
    char where[4096];
    size_t count;
    if (!strchr(given, '/') && yz_backup_files(cli->session, folder, &one, 1, &count, where) == YZ_OK) {
        snprintf(out, 4096 + 300, "%s/%s", where, given);
        if (access(out, F_OK) == 0) return YZ_OK;
    }
    snprintf(out, 4096 + 300, "%s", given);
    return access(out, F_OK) == 0 ? YZ_OK
                                  : yz_fail(YZ_REFUSED, _("没有备份 %s；有哪些用 yizhan backup list 看"), given);
}

static enum yz_status check(struct yz_cli *cli, const char *given, struct lock *l) {
    char path[4096 + 300];
    struct yz_backup_key key = {.key_file = l->key};
    struct yz_verdict v;
    enum yz_status status = place(cli, given, l->folder, path);
    if (status == YZ_OK && !l->key && (l->encrypt || cli->password_fd)) status = key_for(cli, path, l, &key);
    if (status == YZ_OK) status = yz_backup_check(cli->session, path, &key, &v);
    if (status == YZ_OK && v.lines)
        yz_cli_say(_("%1$s 是好的：%2$lld 行日志，末行 %3$s"), path, (long long)v.lines, v.head);
    else if (status == YZ_OK) yz_cli_say(_("%s 和写出、核对时一样；要连内容一起查，写 --key 或 --encrypt"), path);
    return status;
}

/* --- the commands --- */

static enum yz_status keygen(const char *path) {
    enum yz_status status = yz_backup_keygen(path);
    if (status != YZ_OK) return status;
    yz_cli_say(_("私钥写在 %1$s：只放在街道或区里保管的地方，丢了它就打不开备份；公钥写在 %1$s.pub：发给各驿站"), path);
    return YZ_OK;
}

static enum yz_status run_backup(struct yz_cli *cli, int argc, char **argv, struct lock *l, bool automatic, bool now) {
    const char *word = argc > 1 ? argv[1] : "";
    if (automatic || now) return argc == 1 && !l->encrypt ? keep(cli, l, now) : yz_usage("backup");
    if (argc == 3 && strcmp(word, "keygen") == 0) return keygen(argv[2]);
    bool lists = argc == 2 && strcmp(word, "list") == 0, checks = argc == 3 && strcmp(word, "check") == 0;
    if (!lists && !checks && argc != 2) return yz_usage("backup");
    enum yz_status status = yz_cli_open(cli);
    if (status != YZ_OK) return status;
    return lists ? list(cli, l) : checks ? check(cli, argv[2], l) : make(cli, word, l);
}

enum yz_status yz_cli_backup(struct yz_cli *cli, int argc, char **argv) {
    struct lock l = {.encrypt = false};
    bool automatic = false, now = false;
    const struct yz_option_row rows[] = {{.name = "--auto", .flag = &automatic},
                                         {.name = "--now", .flag = &now},
                                         {.name = "--folder", .value = &l.folder},
                                         {.name = "--encrypt", .flag = &l.encrypt},
                                         {.name = "--to-key", .value = &l.to_key},
                                         {.name = "--key", .value = &l.key},
                                         {.name = NULL}};
    enum yz_status status = yz_arguments(&argc, argv, rows);
    if (status == YZ_OK) status = run_backup(cli, argc, argv, &l, automatic, now);
    wipe(&l);
    return status;
}

/* --- restore --- */

struct lost {
    struct yz_cli *cli;
    struct yz_table table;
};

static void lost_act(void *ctx, const struct yz_lost_act *a) {
    struct lost *l = ctx;
    char at[40], number[32];
    struct yz_json j;
    if (l->cli->json) {
        yz_cli_json(l->cli, &j);
        yz_json_int(&j, "act", a->act);
        yz_json_text(&j, "at", yz_moment_iso(a->at, at));
        yz_json_text(&j, "staff", *a->staff ? a->staff : NULL);
        yz_json_text(&j, "verb", a->verb);
        yz_json_text(&j, "kind", a->kind);
        yz_json_int(&j, "records", a->records);
        yz_cli_json_end(l->cli, &j);
        return;
    }
    snprintf(number, sizeof number, "%lld", (long long)a->act);
    yz_table_cell(&l->table, number);
    yz_table_cell(&l->table, yz_moment_text(a->at, at));
    yz_table_cell(&l->table, a->staff);
    yz_table_cell(&l->table, yz_verb_label(a->verb));
    snprintf(number, sizeof number, "%lld", (long long)a->records);
    yz_table_cell(&l->table, number);
}

/* What would be, or was, lost. */
static void tell_newer(const struct yz_restore_told *t, const char *file) {
    char first[YZ_MOMENT_TEXT], last[YZ_MOMENT_TEXT];
    if (!t->there) return;
    if (!t->compared) yz_cli_say(_("%s 读不了，说不出它比备份多了什么"), file);
    else if (!t->acts && !t->notes) yz_cli_say(_("%s 里没有备份以外的办理"), file);
    else
        yz_cli_say(_("%1$s 里有 %2$lld 项办理和 %3$lld 条只是记下的（登录、打印等）在备份里没有：%4$s 到 %5$s，%6$s"),
                   file, (long long)t->acts, (long long)t->notes, yz_moment_text(t->first, first),
                   yz_moment_text(t->last, last), *t->people ? t->people : "-");
    if (t->newer_itself) yz_cli_say(_("备份里也有 %s 没有的办理"), file);
}

static void tell_restored(struct yz_cli *cli, const struct yz_restore_want *want, const struct yz_restore_told *t) {
    char at[40];
    struct yz_json j;
    if (cli->json) {
        yz_cli_json(cli, &j);
        yz_json_text(&j, "form", form_key(t->facts.form));
        yz_json_int(&j, "epoch", t->facts.epoch);
        yz_json_int(&j, "seq", t->facts.seq);
        yz_json_bool(&j, "compared", t->compared);
        yz_json_int(&j, "lost_acts", t->acts);
        yz_json_int(&j, "lost_notes", t->notes);
        yz_json_text(&j, "first", t->first ? yz_moment_iso(t->first, at) : NULL);
        yz_json_text(&j, "last", t->last ? yz_moment_iso(t->last, at) : NULL);
        yz_json_text(&j, "people", t->people);
        yz_json_text(&j, "kept", *t->kept ? t->kept : NULL);
        yz_cli_json_end(cli, &j);
    }
    if (want->dry_run) yz_cli_say(_("%s 是好的，可以恢复；这次只是看，什么也没有换"), want->backup);
    else if (!t->there) yz_cli_say(_("已从 %1$s 恢复到 %2$s"), want->backup, cli->file);
    else yz_cli_say(_("已从 %1$s 恢复到 %2$s；原来的文件留在 %3$s"), want->backup, cli->file, t->kept);
}

static enum yz_status restore(struct yz_cli *cli, struct yz_restore_want *want) {
    struct lost l = {.cli = cli};
    struct yz_restore_told told;
    yz_table_begin(&l.table, 16u, _("操作"), _("时间"), _("谁"), _("做了什么"), _("记录"), NULL);
    if (want->dry_run) want->lost = lost_act;
    want->ctx = &l;
    enum yz_status status = yz_restore_from(want, &told);
    yz_table_print(&l.table);
    if (status == YZ_OK || (status == YZ_REFUSED && told.compared)) tell_newer(&told, cli->file);
    if (status == YZ_OK) tell_restored(cli, want, &told);
    else if (status == YZ_REFUSED && told.compared)
        return yz_fail(YZ_REFUSED, _("%s 已经存在；确实要换成备份里的就加 --force，原来的文件改名留在旁边"), cli->file);
    return status;
}

/* Putting another file in the place of one that can be opened asks for a right. One that cannot be opened is what restoring is
 * for; and whoever owns the file and is no member of staff could copy it as well. */
static enum yz_status may_restore(struct yz_cli *cli, const struct yz_restore_want *want) {
    if (want->dry_run || !want->replace || access(cli->file, F_OK) != 0) return YZ_OK;
    enum yz_status status = yz_cli_open(cli);
    if (!cli->session) return status == YZ_DENIED && cli->staff ? status : YZ_OK;
    status = yz_must(cli->session, YZ_RIGHT_BACKUP);
    yz_session_close(cli->session);
    cli->session = NULL;
    return status;
}

enum yz_status yz_cli_restore(struct yz_cli *cli, int argc, char **argv) {
    struct lock l = {.encrypt = false};
    struct yz_restore_want want = {.path = cli->file};
    const struct yz_option_row rows[] = {{.name = "--force", .flag = &want.replace},
                                         {.name = "--dry-run", .flag = &want.dry_run},
                                         {.name = "--key", .value = &l.key},
                                         {.name = NULL}};
    enum yz_status status = yz_arguments(&argc, argv, rows);
    if (status == YZ_OK && argc != 2) status = yz_usage("restore");
    if (status == YZ_OK) want.backup = argv[1];
    if (status == YZ_OK) status = may_restore(cli, &want);
    if (status == YZ_OK) status = key_for(cli, argv[1], &l, &want.key);
    if (status == YZ_OK) status = restore(cli, &want);
    wipe(&l);
    return status;
}
