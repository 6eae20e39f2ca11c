/* Forms left half-filled, and where to go on with them. Part of several screens. */
#ifndef YZ_UI_SCREENS_DRAFT_LIST_H
#define YZ_UI_SCREENS_DRAFT_LIST_H

#include "ui/ui.h"

struct yz_draft_entry {
    struct yz_target target;
    char text[256];            /* "草稿 李*涛 失业登记（11-23 19:40）" */
    char whose[96], what[128]; /* the same in two parts: "李*涛", "失业登记（11-23 19:40）" */
};

/* The newest ones of whoever is signed in; those whose record or screen is gone are left out. */
enum yz_status yz_draft_entries(struct yz_session *s, struct yz_draft_entry *out, size_t max, size_t *count);

#endif
