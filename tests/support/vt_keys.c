/* The bytes of keys, from the terminal's own description. */
#include "support/vt.h"

#include <stdio.h>
#include <string.h>

#include <curses.h>
#include <term.h>

static const struct {
    const char *name, *capability, *bytes;
} keys[] = {
    {"Enter", NULL, "\r"},       {"Esc", NULL, "\033"},     {"Tab", NULL, "\t"},         {"Space", NULL, " "},
    {"Backspace", NULL, "\177"}, {"Up", "kcuu1", NULL},     {"Down", "kcud1", NULL},     {"Left", "kcub1", NULL},
    {"Right", "kcuf1", NULL},    {"Home", "khome", NULL},   {"End", "kend", NULL},       {"PgUp", "kpp", NULL},
    {"PgDn", "knp", NULL},       {"Delete", "kdch1", NULL}, {"Shift-Tab", "kcbt", NULL}, {"F1", "kf1", NULL},
    {"F2", "kf2", NULL},         {"F3", "kf3", NULL},       {"F4", "kf4", NULL},         {"F5", "kf5", NULL},
    {"F6", "kf6", NULL},         {"F7", "kf7", NULL},       {"F8", "kf8", NULL},         {"F9", "kf9", NULL},
    {"F10", "kf10", NULL},
};

static const char *described(const char *type, const char *capability, char out[32]) {
    static char known[64];
    int error = 0;
    if (strcmp(known, type) != 0) {
        if (cur_term) del_curterm(cur_term);
        if (setupterm(type, 1, &error) != OK) return NULL;
        snprintf(known, sizeof known, "%s", type);
    }
    const char *bytes = tigetstr(capability);
    if (!bytes || bytes == (const char *)-1) return NULL;
    snprintf(out, 32, "%s", bytes);
    return out;
}

const char *vt_key_bytes(const char *type, const char *name, char out[32]) {
    if (strncmp(name, "Ctrl-", 5) == 0 && name[5] >= 'A' && name[5] <= 'Z' && !name[6]) {
        snprintf(out, 32, "%c", name[5] - '@');
        return out;
    }
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        if (strcmp(keys[i].name, name) != 0) continue;
        if (!keys[i].bytes) return described(type, keys[i].capability, out);
        snprintf(out, 32, "%s", keys[i].bytes);
        return out;
    }
    return NULL;
}
