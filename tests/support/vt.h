/* The real program in a terminal that is understood: libvterm holds the cells, their attributes and the cursor. */
#ifndef TESTS_SUPPORT_VT_H
#define TESTS_SUPPORT_VT_H

#include "base/buffer.h"
#include "support/pty.h"

#include <iconv.h>
#include <stdbool.h>
#include <vterm.h>

struct vt {
    struct pty pty;
    VTerm *term;
    VTermScreen *screen;
    int rows, columns;
    bool cursor_shown, alternate;
    char type[32];    /* TERM */
    iconv_t from, to; /* the terminal's charset to UTF-8 and back; (iconv_t)-1: it is UTF-8 */
    char left[8];     /* of a character that is not whole yet */
    size_t left_count;
    struct yz_buffer sent; /* every byte that the program wrote */
    char row[4096];        /* vt_row */
};

/* Writes a small station file of always the same content into a new folder, once a program; answers its path. Fails the
 * test when it cannot. The folder goes at the end of the program. */
const char *vt_station(void);
/* What was being typed in it is forgotten, so that nothing is offered at the next start. */
void vt_forget_drafts(void);

/* Starts the program on that file at 24×80, on the evening of 2026-11-23, and waits for its first screen. */
void vt_start(struct vt *v);
/* The same with all choices; NULL = the usual ones. `environment` as in pty_start; `arguments` follow the program's
 * name; `charset` is what its terminal shows. Does not wait. */
struct vt_choice {
    int rows, columns;
    const char *const *environment, *const *arguments;
    const char *type, *charset;
    speed_t speed; /* of the line: B9600 … */
};
void vt_start_with(struct vt *v, const struct vt_choice *choice);
/* Tells it to end when it runs still; fails the test when it does not. */
void vt_stop(struct vt *v);

void vt_settle(struct vt *v);
/* "F2 zhang Enter": names of keys and texts with blanks between, each waited for. Fails the test on an unknown key. */
void vt_keys(struct vt *v, const char *keys);
/* The same at once, without waiting: typed ahead. */
void vt_send(struct vt *v, const char *keys);
void vt_resize(struct vt *v, int rows, int columns);
/* The bytes of a key by name, as the terminal sends it; NULL: no such key. */
const char *vt_key_bytes(const char *type, const char *name, char out[32]);

const char *vt_row(struct vt *v, int row); /* its text, right-trimmed; until the next call */
bool vt_shows(struct vt *v, const char *text);
bool vt_wait(struct vt *v, const char *text, int most_ms);
/* Where the text stands; false when nowhere. */
bool vt_find(struct vt *v, const char *text, int *row, int *column);
void vt_cursor(const struct vt *v, int *row, int *column);
/* Text of all rows, attributes that are not the usual ones, the cursor. */
void vt_dump(struct vt *v, struct yz_buffer *out);
/* Halves of wide characters: "row R column C" of the first into `where`; false when there are none. */
bool vt_half(struct vt *v, char where[64]);

/* These fail the test, and show the screen. */
#define vt_expect(v, text)        vt_expect_(v, text, true, __FILE__, __LINE__)
#define vt_reject(v, text)        vt_expect_(v, text, false, __FILE__, __LINE__)
#define vt_expect_cursor(v, r, c) vt_expect_cursor_(v, r, c, __FILE__, __LINE__)
#define vt_expect_dump(v, wanted) vt_expect_dump_(v, wanted, __FILE__, __LINE__)
void vt_expect_dump_(struct vt *v, const char *wanted, const char *file, int line);
void vt_expect_(struct vt *v, const char *text, bool wanted, const char *file, int line);
void vt_expect_cursor_(struct vt *v, int row, int column, const char *file, int line);

#endif
