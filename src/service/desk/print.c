/* Printing: to a file, to lp, or straight to a receipt printer; noted in the journal. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include <yizhan/i18n.h>
#include <yizhan/papers.h>

#include "base/json.h"
#include "base/put_file.h"
#include "base/text.h"
#include "service/desk/paper_sheet.h"

#ifdef __APPLE__ /* elsewhere unistd.h has it */
extern char **environ;
#endif

/* --- where to --- */

/* Cuts ",58mm" off; false when it names a width that there is not, which would be part of a path otherwise. */
static bool take_width(char *text, int *columns) {
    static const struct {
        const char *word;
        int columns;
    } widths[] = {{",80mm", YZ_COLUMNS_80MM}, {",58mm", YZ_COLUMNS_58MM}, {",a4", YZ_COLUMNS_A4}};
    size_t n = strlen(text);
    for (size_t i = 0; i < sizeof widths / sizeof *widths; i++) {
        size_t w = strlen(widths[i].word);
        if (n < w || strcasecmp(text + n - w, widths[i].word) != 0) continue;
        text[n - w] = '\0';
        *columns = widths[i].columns;
        return true;
    }
    const char *last = strrchr(text, ',');
    size_t digits = last ? strspn(last + 1, "0123456789") : 0;
    return !digits || strcasecmp(last + 1 + digits, "mm") != 0;
}

enum yz_status yz_print_parse(const char *given, struct yz_print *out) {
    char text[320];
    const char *way = given && *given ? given : getenv("YIZHAN_PRINTER");
    *out = (struct yz_print){.way = YZ_PRINT_LP};
    if (!way || !*way) way = "lp";
    bool fits = yz_copy(text, sizeof text, way);
    if (!take_width(text, &out->columns)) return yz_fail(YZ_USAGE, _("没有这种纸宽：%s；可以写 ,80mm ,58mm ,a4"), way);
    const char *target = strchr(text, ':');
    size_t n = target ? (size_t)(target - text) : strlen(text);
    if (target) target++;
    if (n == 2 && strncmp(text, "lp", n) == 0) out->way = YZ_PRINT_LP;
    else if (n == 4 && strncmp(text, "file", n) == 0) out->way = YZ_PRINT_FILE;
    else if (n == 6 && strncmp(text, "device", n) == 0) out->way = YZ_PRINT_DEVICE;
    else fits = false;
    if (!fits || (out->way != YZ_PRINT_LP && (!target || !*target)) ||
        !yz_copy(out->target, sizeof out->target, target ? target : "")) {
        return yz_fail(YZ_USAGE, _("看不懂打印到哪里：%s（lp、lp:队列名、file:文件、device:设备,58mm）"), way);
    }
    return YZ_OK;
}

/* --- writing --- */

static enum yz_status print_file(const char *path, const struct yz_buffer *b) {
    int why = yz_put_file(path, 0600, b->data, b->length);
    if (why == ENAMETOOLONG) return yz_fail(YZ_USAGE, _("文件名太长"));
    return why ? yz_fail(YZ_BUSY, _("写文件 %s 失败：%s"), path, yz_errno_text(why)) : YZ_OK;
}

static enum yz_status print_device(const char *path, const struct yz_buffer *b) {
    int fd = open(path, O_WRONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    int why = fd < 0 ? errno : yz_write_all(fd, b->data, b->length);
    if (fd >= 0) close(fd);
    return why ? yz_fail(YZ_BUSY, _("打印机 %s 没有接收：%s"), path, yz_errno_text(why)) : YZ_OK;
}

/* What lp needs of our environment: nothing else of it is lp's business. */
static void environment_of_lp(char *out[], size_t room) {
    static const char *const wanted[] = {"PATH=",   "HOME=",     "USER=",        "LOGNAME=",   "LANG=",   "LC_ALL=",
                                         "TMPDIR=", "LC_CTYPE=", "CUPS_SERVER=", "CUPS_USER=", "LPDEST=", "PRINTER="};
    size_t n = 0;
    for (char **e = environ; *e && n + 1 < room; e++)
        for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
            if (n + 1 < room && strncmp(*e, wanted[i], strlen(wanted[i])) == 0) out[n++] = *e;
    out[n] = NULL;
}

/* Starts lp, without a shell, with the pipe as its input and silence as its output, no signal held back or ignored; 0 or
 * an errno. */
static int start_lp(const char *queue, bool raw, int input, pid_t *pid) {
    char *argv[8] = {"lp", "-s"}, *environment[16];
    int n = 2;
    posix_spawn_file_actions_t files;
    posix_spawnattr_t signals;
    sigset_t none, pipe;
    if (*queue) argv[n++] = "-d", argv[n++] = (char *)queue;
    if (raw) argv[n++] = "-o", argv[n++] = "raw";
    argv[n] = NULL;
    environment_of_lp(environment, sizeof environment / sizeof *environment);
    sigemptyset(&none);
    sigemptyset(&pipe);
    sigaddset(&pipe, SIGPIPE);
    int why = posix_spawn_file_actions_init(&files);
    if (why) return why;
    why = posix_spawnattr_init(&signals);
    if (why) return posix_spawn_file_actions_destroy(&files), why;
    posix_spawnattr_setsigmask(&signals, &none);
    posix_spawnattr_setsigdefault(&signals, &pipe);
    posix_spawnattr_setflags(&signals, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    why = posix_spawn_file_actions_adddup2(&files, input, 0);
    if (!why) why = posix_spawn_file_actions_addopen(&files, 1, "/dev/null", O_WRONLY, 0);
    if (!why) why = posix_spawn_file_actions_addopen(&files, 2, "/dev/null", O_WRONLY, 0);
    if (!why) why = posix_spawnp(pid, "lp", &files, &signals, argv, environment);
    posix_spawnattr_destroy(&signals);
    posix_spawn_file_actions_destroy(&files);
    return why;
}

/* Feeds lp without being killed when it ends early. */
static int feed(int fd, const struct yz_buffer *b) {
    struct sigaction ignore = {.sa_handler = SIG_IGN}, before;
    sigaction(SIGPIPE, &ignore, &before);
    int why = yz_write_all(fd, b->data, b->length);
    sigaction(SIGPIPE, &before, NULL);
    return why;
}

static enum yz_status print_lp(const char *queue, bool raw, const struct yz_buffer *b) {
    int ends[2], result = 0;
    pid_t pid;
    if (pipe2(ends, O_CLOEXEC) != 0) return yz_fail(YZ_BUSY, _("打印没有成功：%s"), yz_errno_text(errno));
    int why = start_lp(queue, raw, ends[0], &pid);
    close(ends[0]);
    if (why) {
        close(ends[1]);
        return yz_fail(YZ_BUSY, _("不能启动打印命令 lp：%s；可以打印到文件（file:回执.txt）"), yz_errno_text(why));
    }
    why = feed(ends[1], b);
    close(ends[1]);
    while (waitpid(pid, &result, 0) < 0 && errno == EINTR) {
    }
    bool good = WIFEXITED(result) && WEXITSTATUS(result) == 0;
    if (good && !why) return YZ_OK;
    return yz_fail(YZ_BUSY, _("打印命令 lp 没有成功；查看打印机，或打印到文件（file:回执.txt）"));
}

/* --- the note --- */

/* `subject` where the record does not say it. */
static enum yz_status note_print(struct yz_session *s, enum yz_paper paper, int64_t id, const char *subject,
                                 const struct yz_print *to, int columns, int64_t lines, bool again) {
    static const char *const ways[] = {"file", "lp", "device"};
    char target[300];
    struct yz_buffer b = {0};
    struct yz_json j;
    snprintf(target, sizeof target, "%s%s%s", ways[to->way], *to->target ? ":" : "", to->target);
    yz_json_open(&j, &b);
    yz_json_object(&j, NULL);
    yz_json_text(&j, "paper", yz_paper_key(paper));
    if (*subject) yz_json_text(&j, "subject", subject);
    yz_json_text(&j, "where", target);
    yz_json_int(&j, "columns", columns);
    yz_json_int(&j, "lines", lines);
    if (again) yz_json_text(&j, "again", "补打");
    yz_json_end(&j);
    enum yz_status status = b.failed ? yz_fail(YZ_BUSY, _("内存不足")) : yz_session_act(s, "print");
    if (status == YZ_OK) {
        status = yz_note(s->store, yz_paper_word(paper), id, yz_buffer_string(&b));
        if (status == YZ_OK) status = yz_act_commit(s->store, NULL);
        else yz_act_abort(s->store);
    }
    yz_buffer_free(&b);
    return status;
}

static enum yz_status send(const struct yz_print *to, bool raw, const struct yz_buffer *b) {
    switch (to->way) {
    case YZ_PRINT_FILE: return print_file(to->target, b);
    case YZ_PRINT_DEVICE: return print_device(to->target, b);
    default: return print_lp(to->target, raw, b);
    }
}

static int columns_of(const struct yz_print *to, bool *raw) {
    int columns = to->columns ? to->columns : to->way == YZ_PRINT_DEVICE ? YZ_COLUMNS_80MM : YZ_COLUMNS_A4;
    *raw = to->way == YZ_PRINT_DEVICE || (to->way == YZ_PRINT_LP && columns < YZ_COLUMNS_A4);
    return columns;
}

static int64_t lines_of(const struct yz_buffer *text) {
    int64_t lines = 0;
    for (size_t i = 0; i < text->length; i++) lines += text->data[i] == '\n';
    return lines;
}

static enum yz_status print_record(struct yz_session *s, const void *record, enum yz_paper paper,
                                   const struct yz_print *to) {
    struct yz_buffer text = {0}, bytes = {0};
    int64_t id = *(const int64_t *)record;
    bool raw;
    int columns = columns_of(to, &raw);
    bool again = yz_paper_again(s, paper, id);
    enum yz_status status = yz_paper_lay(s, record, paper, columns, raw, &text);
    if (status == YZ_OK && raw) status = yz_paper_escpos(yz_buffer_string(&text), &bytes);
    if (status == YZ_OK) status = send(to, raw, raw ? &bytes : &text);
    if (status == YZ_OK) status = note_print(s, paper, id, "", to, columns, lines_of(&text), again);
    yz_buffer_free(&text);
    yz_buffer_free(&bytes);
    return status;
}

enum yz_status yz_paper_print(struct yz_session *s, const struct yz_case *c, enum yz_paper paper,
                              const struct yz_print *to) {
    return print_record(s, c, paper, to);
}

enum yz_status yz_paper_print_of(struct yz_session *s, enum yz_kind_id kind, int64_t id, enum yz_paper paper,
                                 const struct yz_print *to) {
    void *record;
    if (yz_paper_kind(paper) != kind) return yz_fail(YZ_USAGE, _("%s不是这类记录的文书"), yz_paper_name(paper));
    enum yz_status status = yz_paper_record(s, kind, id, &record);
    if (status == YZ_OK) status = print_record(s, record, paper, to);
    free(record);
    return status;
}

enum yz_status yz_print_text(struct yz_session *s, enum yz_paper paper, const char *subject, const char *text,
                             const struct yz_print *to) {
    const struct yz_station *station = yz_session_station(s);
    struct yz_buffer plain = {0}, bytes = {0};
    bool raw;
    int columns = columns_of(to, &raw);
    yz_buffer_text(&plain, text);
    enum yz_status status = plain.failed ? yz_fail(YZ_BUSY, _("内存不足")) : YZ_OK;
    if (status == YZ_OK && raw) status = yz_paper_escpos(text, &bytes);
    if (status == YZ_OK) status = send(to, raw, raw ? &bytes : &plain);
    if (status == YZ_OK)
        status = note_print(s, paper, station ? station->id : 0, subject, to, columns, lines_of(&plain), false);
    yz_buffer_free(&plain);
    yz_buffer_free(&bytes);
    return status;
}
