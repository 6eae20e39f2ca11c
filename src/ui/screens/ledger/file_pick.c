/* Choosing a file by typing its path. */
#include "ui/screens/ledger/file_pick.h"

#include "base/text.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <yizhan/date.h>
#include <yizhan/i18n.h>

/* "~/表" → the folder's path with its slash, and where the beginning of the name stands in the text. */
static const char *split(const char *text, char folder[YZ_PICK_PATH]) {
    const char *slash = strrchr(text, '/'), *home = getenv("HOME");
    size_t n = slash ? (size_t)(slash - text) + 1 : 0;
    bool at_home = strncmp(text, "~/", 2) == 0 && home;
    snprintf(folder, YZ_PICK_PATH, "%s%.*s", at_home ? home : "", (int)(n - at_home), text + at_home);
    return text + n;
}

static void add(struct yz_file_pick *p, const char *folder, const char *name) {
    char path[YZ_PICK_PATH + YZ_PICK_NAME];
    struct stat st;
    struct yz_pick_name *e = &p->names[p->count];
    snprintf(path, sizeof path, "%s%s", folder, name);
    if (stat(path, &st) != 0 || !(S_ISREG(st.st_mode) || S_ISDIR(st.st_mode))) return;
    if (snprintf(e->name, sizeof e->name, "%s%s", name, S_ISDIR(st.st_mode) ? "/" : "") >= YZ_PICK_NAME) return;
    e->changed = (int64_t)st.st_mtime * 1000;
    e->size = S_ISDIR(st.st_mode) ? -1 : (int64_t)st.st_size;
    p->count++;
}

static int newest_first(const void *a, const void *b) {
    const struct yz_pick_name *x = a, *y = b;
    return (x->changed < y->changed) - (x->changed > y->changed);
}

static enum yz_status source(void *ctx, const char *text, struct yz_hit *out, size_t max, size_t *count) {
    struct yz_file_pick *p = ctx;
    char folder[YZ_PICK_PATH], when[YZ_MOMENT_TEXT];
    const char *begins = split(text, folder);
    DIR *d = opendir(*folder ? folder : ".");
    p->count = 0;
    for (struct dirent *e; d && p->count < YZ_PICK_NAMES && (e = readdir(d)) != NULL;) {
        bool hidden = e->d_name[0] == '.' && begins[0] != '.';
        if (!hidden && strncmp(e->d_name, begins, strlen(begins)) == 0) add(p, folder, e->d_name);
    }
    if (d) closedir(d);
    qsort(p->names, p->count, sizeof *p->names, newest_first);
    for (*count = 0; *count < p->count && *count < max; ++*count) {
        const struct yz_pick_name *n = &p->names[*count];
        struct yz_hit *h = &out[*count];
        *h = (struct yz_hit){.id = (int64_t)*count};
        yz_text_line(h->title, sizeof h->title, n->name);
        yz_moment_text(n->changed, when);
        if (n->size < 0) yz_copy(h->subtitle, sizeof h->subtitle, _("文件夹"));
        else snprintf(h->subtitle, sizeof h->subtitle, _("%1$s  %2$lld KB"), when, (long long)(n->size + 1023) / 1024);
    }
    return YZ_OK;
}

void yz_file_pick_open(struct yz_file_pick *p, const char *label, const char *text) {
    yz_prompt_open(&p->prompt, label, source, p, text);
}

/* The line with what is pointed at in place of its beginning. */
static void complete(struct yz_file_pick *p) {
    char text[YZ_PROMPT_TEXT];
    const struct yz_hit *hit = yz_prompt_selected(&p->prompt);
    const char *slash = strrchr(p->prompt.text, '/');
    int n = slash ? (int)(slash - p->prompt.text) + 1 : 0;
    if (!hit) return;
    if (snprintf(text, sizeof text, "%.*s%s", n, p->prompt.text, p->names[hit->id].name) < (int)sizeof text)
        yz_prompt_open(&p->prompt, p->prompt.label, source, p, text);
}

/* The path in the line, when it is a file. */
static bool is_file(const struct yz_file_pick *p, char path[YZ_PICK_PATH]) {
    struct stat st;
    char folder[YZ_PICK_PATH];
    const char *name = split(p->prompt.text, folder);
    size_t n = strlen(folder);
    snprintf(path, YZ_PICK_PATH, "%s", folder);
    snprintf(path + n, YZ_PICK_PATH - n, "%s", name);
    if (*name && stat(path, &st) == 0 && !S_ISDIR(st.st_mode)) return true;
    *path = '\0';
    return false;
}

bool yz_file_pick_input(struct yz_file_pick *p, const struct yz_input *in, char path[YZ_PICK_PATH]) {
    *path = '\0';
    if (in->request == YZ_REQ_NEXT) return complete(p), true;
    if (in->request != YZ_REQ_OPEN && in->request != YZ_REQ_SAVE) return yz_prompt_input(&p->prompt, in);
    if (!is_file(p, path)) {
        complete(p);
        is_file(p, path);
    }
    return true;
}
