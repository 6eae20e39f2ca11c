/* The first-run screen: a community, its net and its station are asked for, and a new station file is made in one act. It runs by
 * itself, before there is a session. */
#ifndef YZ_UI_SCREENS_SETUP_H
#define YZ_UI_SCREENS_SETUP_H

#include <stdbool.h>
#include <yizhan/status.h>

struct yz_setup_wish {
    const char *path; /* of the file to be made */
    bool done;        /* it was */
    char station[96];
    char ledger[512]; /* to be imported next; "" = none */
};

/* Runs until the file is made or the person leaves; what was typed is kept then. `script` as in yz_ui_options. */
enum yz_status yz_setup_ask(const char *script, struct yz_setup_wish *wish);

#endif
