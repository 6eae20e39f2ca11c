/* Themes: what each role looks like. Bold, underline and reverse alone already tell the roles apart; colour is added. */
#include "base/ambiguous.h"
#include "ui/curses_wide.h"
#include "ui/paint.h"
#include "ui/theme.h"

#include <langinfo.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

struct look {
    attr_t attributes;
    short colour; /* of the text; -1 = the terminal's own */
};

static const struct look mono[YZ_ROLE_COUNT] = {
    [YZ_ROLE_TEXT] = {0, -1},
    [YZ_ROLE_TITLE] = {A_BOLD, -1},
    [YZ_ROLE_HEADER] = {A_UNDERLINE, -1},
    [YZ_ROLE_SELECTED] = {A_REVERSE, -1},
    [YZ_ROLE_HINT] = {0, -1},
    [YZ_ROLE_KEY] = {A_BOLD, -1},
    [YZ_ROLE_ERROR] = {A_BOLD, -1},
    [YZ_ROLE_WARNING] = {A_BOLD, -1},
    [YZ_ROLE_GOOD] = {A_BOLD, -1},
    [YZ_ROLE_DIM] = {0, -1},
    [YZ_ROLE_LABEL] = {0, -1},
    [YZ_ROLE_VALUE] = {0, -1},
    [YZ_ROLE_FIELD] = {A_UNDERLINE, -1},
    [YZ_ROLE_MATCH] = {A_BOLD | A_UNDERLINE, -1},
};

/* Colours of the theme "default", over mono. */
static const short colours[YZ_ROLE_COUNT] = {
    [YZ_ROLE_TITLE] = COLOR_CYAN,     [YZ_ROLE_HEADER] = COLOR_CYAN, [YZ_ROLE_ERROR] = COLOR_RED,
    [YZ_ROLE_WARNING] = COLOR_YELLOW, [YZ_ROLE_GOOD] = COLOR_GREEN,  [YZ_ROLE_LABEL] = COLOR_CYAN,
    [YZ_ROLE_MATCH] = COLOR_YELLOW,
};

static struct look looks[YZ_ROLE_COUNT];
static bool boxes;

static void add_colours(void) {
    start_color();
    use_default_colors();
    for (int role = 0; role < YZ_ROLE_COUNT; role++) {
        if (colours[role] == COLOR_BLACK) continue; /* 0: none given */
        looks[role].colour = colours[role];
        init_pair((short)(role + 1), colours[role], -1);
    }
}

/* No fine differences: bold and reverse only, and never dim. */
static void add_contrast(void) {
    for (int role = 0; role < YZ_ROLE_COUNT; role++) looks[role].attributes |= A_BOLD;
    looks[YZ_ROLE_ERROR].attributes |= A_REVERSE;
    looks[YZ_ROLE_WARNING].attributes |= A_UNDERLINE;
    looks[YZ_ROLE_HEADER].attributes |= A_REVERSE;
}

void yz_theme_choose(void) {
    const char *name = getenv("YIZHAN_THEME"), *none = getenv("NO_COLOR");
    memcpy(looks, mono, sizeof looks);
    boxes = strcmp(nl_langinfo(CODESET), "UTF-8") == 0 && wcwidth(0x2500) == 1;
    if (name && strcmp(name, "high-contrast") == 0) {
        add_contrast();
    } else if (!(name && strcmp(name, "mono") == 0) && !(none && *none) && has_colors()) {
        add_colours();
    }
}

bool yz_theme_box(void) {
    return boxes && !yz_ambiguous_is_wide();
}

attr_t yz_theme_attributes(enum yz_role role, short *pair) {
    *pair = looks[role].colour >= 0 ? (short)(role + 1) : 0;
    return looks[role].attributes;
}
