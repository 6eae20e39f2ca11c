/* Any bytes as a script over a form and a list: it runs, or says which line is wrong. Lines that write files or wait are
 * passed over. */
#include <fcntl.h>
#include <locale.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <yizhan/i18n.h>

#include "base/pinyin_table.h"
#include "ui/form.h"
#include "ui/ui.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The table of readings is large: reading it is no part of one input's time. */
int LLVMFuzzerInitialize(int *argc, char ***argv) {
    (void)argc, (void)argv;
    if (!yz_pinyin_load()) abort();
    return 0;
}

static const struct yz_form_field fields[] = {
    {.name = "name", .label = "姓名", .room = 48},
    {.name = "birth", .label = "出生日期", .editor = YZ_EDIT_MOMENT, .flags = YZ_FORM_REQUIRED},
    {.name = "kind", .label = "办理", .editor = YZ_EDIT_CHOICE},
    {.name = "guardian", .label = "监护人", .editor = YZ_EDIT_LOOKUP},
    {.name = "papers", .label = "材料", .editor = YZ_EDIT_TICKS},
    {.name = "consent", .label = "同意", .editor = YZ_EDIT_FLAG},
    {.name = "amount", .label = "金额", .editor = YZ_EDIT_MONEY},
};

static size_t options(void *ctx, struct yz_form *form, const char *field, const char *typed, struct yz_option *out,
                      size_t max) {
    static const struct yz_option all[] = {{"p:1", "张建国", "户主"}, {"p:2", "李芳", "配偶"}};
    size_t n = 0;
    (void)ctx, (void)form, (void)field, (void)typed;
    for (; n < 2 && n < max; n++) out[n] = all[n];
    return n;
}

static const struct yz_form_events events = {.options = options};

static enum yz_status open_form(struct yz_ui *ui, void *state, const struct yz_target *target) {
    (void)ui, (void)target;
    return yz_form_open(state, fields, sizeof fields / sizeof *fields, &events, NULL);
}

static void close_form(struct yz_ui *ui, void *state) {
    (void)ui;
    yz_form_close(state);
}

static void paint(struct yz_ui *ui, void *state, struct yz_rect area) {
    (void)ui;
    yz_form_paint(state, area, true);
}

static bool input(struct yz_ui *ui, void *state, const struct yz_input *in) {
    if (yz_form_input(state, ui, in)) return true;
    if (in->request != YZ_REQ_SAVE) return false;
    yz_form_check(state);
    return true;
}

static const struct yz_screen form = {.name = "form",
                                      .title = "表单",
                                      .size = sizeof(struct yz_form),
                                      .parts = YZ_PART_FORM,
                                      .form = 1,
                                      .open = open_form,
                                      .close = close_form,
                                      .paint = paint,
                                      .input = input};

/* Makes comments of lines that would write or wait. */
static void disarm(char *text) {
    for (char *line = text; *line;) {
        size_t n = strcspn(line, "\n");
        char *word = line + strspn(line, " \t\r");
        if (strncmp(word, "dump", 4) == 0 || (strncmp(word, "wait", 4) == 0 && strncmp(word, "wait idle", 9) != 0))
            *word = '#';
        line += n + (line[n] == '\n');
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const struct yz_screen *const screens[] = {&form, NULL};
    static char path[64];
    if (!*path) {
        setlocale(LC_ALL, "C.UTF-8");
        setenv("YIZHAN_NOW", "2026-11-23T09:30:00+08:00", 1);
        setenv("TERM", "xterm-256color", 1);
        snprintf(path, sizeof path, "/tmp/fuzz-script-%ld", (long)getpid());
    }
    char *text = malloc(size + 1);
    if (!text) abort();
    if (size) memcpy(text, data, size);
    text[size] = '\0';
    disarm(text);
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (fd < 0 || write(fd, text, size) < 0 || close(fd) != 0) abort();
    struct yz_ui_options o = {.script = path, .screens = screens};
    yz_fail(YZ_OK, " ");
    if (yz_ui_run(NULL, &o) != YZ_OK && strlen(yz_message()) < 4) abort();
    unlink(path);
    free(text);
    return 0;
}
