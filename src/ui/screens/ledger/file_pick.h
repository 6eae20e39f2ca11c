/* Choosing a file by typing its path: what fits is listed below, the newest first; Tab completes, Enter goes into a folder or
 * takes the file. A part of a screen, like its prompt. */
#ifndef YZ_UI_SCREENS_FILE_PICK_H
#define YZ_UI_SCREENS_FILE_PICK_H

#include "ui/prompt.h"

enum { YZ_PICK_NAMES = 256, YZ_PICK_NAME = 256, YZ_PICK_PATH = 512 };

struct yz_file_pick {
    struct yz_prompt prompt;
    struct yz_pick_name {
        char name[YZ_PICK_NAME]; /* a folder's ends in / */
        int64_t changed, size;
    } names[YZ_PICK_NAMES];
    size_t count;
};

void yz_file_pick_open(struct yz_file_pick *p, const char *label, const char *text);
/* True when it was for the line. `path` gets the file that was chosen, else "". */
bool yz_file_pick_input(struct yz_file_pick *p, const struct yz_input *in, char path[YZ_PICK_PATH]);

#endif
