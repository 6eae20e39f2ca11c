/* Files as a command finds them, kept in memory. */
#include "support/stage.h"

#include <dirent.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

enum { PROPS = 64, MOST = 16 << 20 };

static struct prop {
    char name[64];
    struct stage_bytes is;
} props[PROPS];
static size_t count;

bool stage_take(const char *name, struct stage_bytes *b) {
    struct stat st;
    int fd = open(name, O_RDONLY);
    free(b->all);
    *b = (struct stage_bytes){0};
    if (fd < 0) return false;
    assert_true(fstat(fd, &st) == 0 && st.st_size < MOST);
    b->size = (size_t)st.st_size;
    assert_non_null(b->all = malloc(b->size + 1));
    assert_int_equal(read(fd, b->all, b->size), b->size);
    return close(fd) == 0;
}

void stage_put(const char *name, const struct stage_bytes *b) {
    int fd = open(name, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    assert_true(fd >= 0 && write(fd, b->all, b->size) == (ssize_t)b->size && close(fd) == 0);
}

/* `each` is told of every file; folders stay. */
static void for_files(void (*each)(const char *name, const char *but), const char *but) {
    DIR *folder = opendir(".");
    assert_non_null(folder);
    for (const struct dirent *e; (e = readdir(folder)) != NULL;)
        if (e->d_type != DT_DIR) each(e->d_name, but);
    closedir(folder);
}

static void remove_but(const char *name, const char *but) {
    if (strcmp(name, but) != 0) unlink(name);
}

void stage_clear(const char *but) {
    for_files(remove_but, but);
}

static void note(const char *name, const char *but) {
    (void)but;
    assert_true(count < PROPS);
    snprintf(props[count].name, sizeof props->name, "%.63s", name);
    assert_true(stage_take(name, &props[count++].is));
}

void stage_note(void) {
    stage_forget();
    for_files(note, NULL);
}

bool stage_has(const char *name) {
    for (size_t i = 0; i < count; i++)
        if (strcmp(props[i].name, name) == 0) return true;
    return false;
}

static void remove_strange(const char *name, const char *but) {
    (void)but;
    if (!stage_has(name)) unlink(name);
}

void stage_set(void) {
    for_files(remove_strange, NULL);
    for (size_t i = 0; i < count; i++) stage_put(props[i].name, &props[i].is);
}

void stage_forget(void) {
    while (count > 0) {
        free(props[--count].is.all);
        props[count].is.all = NULL;
    }
}
