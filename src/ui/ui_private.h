/* The state of the one running interface; for ui.c, loop.c, frame.c, question.c, script.c. */
#ifndef YZ_UI_UI_PRIVATE_H
#define YZ_UI_UI_PRIVATE_H

#include "base/line_edit.h"
#include "ui/terminal.h"
#include "ui/ui.h"
#include <yizhan/tour.h>

enum { YZ_HELD = 512 }; /* keys that wait for an answer */
enum { YZ_DEPTH = 16, YZ_LEAST_ROWS = 8, YZ_LEAST_COLUMNS = 40 };

enum { /* what is to be painted */
       YZ_DIRTY_ALL = 1,
       YZ_DIRTY_CLOCK = 2
};

/* One open screen. */
struct yz_level {
    const struct yz_screen *screen;
    void *state;
    struct yz_target target;
    bool stale;  /* the file changed since it was read */
    bool rested; /* its work for idle time is done */
    enum yz_kind_id revealed;
    int64_t revealed_id;
    enum yz_kind_id beside_kind;
    int64_t beside[YZ_BESIDE]; /* revealed with it */
    size_t beside_count;
    yz_moment revealed_until;
};

struct yz_question {
    bool open, line, needed; /* line: a text is asked for; needed: and that it is not to be empty was said */
    bool offer;              /* other keys wait in `held` until it is answered */
    int room;                /* columns kept for the answer */
    char text[192], yes[48];
    yz_ui_answered *answered;
    void *state;
    struct yz_line_edit edit;
    char answer[192];
};

struct yz_script;

struct yz_ui {
    struct yz_session *session;
    const struct yz_screen *const *screens;
    void *user;
    struct yz_level stack[YZ_DEPTH];
    size_t depth;
    struct yz_level buried[YZ_DEPTH]; /* closed in this turn; released at its end, when no callback uses them */
    size_t buried_count;
    char message[512];
    enum yz_role message_role;
    struct yz_question question;
    yz_key held[YZ_HELD];
    size_t held_count;
    bool replaying;   /* they go where they were typed for */
    char reason[192]; /* why something was last shown */
    int64_t undo_act; /* the act that a question about undoing is about */
    unsigned dirty;
    const void *painted; /* the state of the screen that was last painted, to be compared only */
    int rows, columns, cursor_y, cursor_x;
    int clock_minute;
    bool idle_done, leaving;
    unsigned quiet;    /* how often in a row nothing came */
    bool noted;        /* that whoever is there signed in stands in the journal */
    yz_moment key_at;  /* the last key, by the machine's own clock */
    yz_moment checked; /* when the file was last asked for changes, by the machine's own clock */
    yz_moment hub_at;  /* when the district was last thought of, by the machine's own clock */
    struct yz_script *script;
    struct {
        bool on;
        size_t at;     /* the step */
        int64_t since; /* the journal's newest line when it began */
        struct yz_tour_start from;
    } tour;
};

struct yz_level *yz_ui_top(struct yz_ui *ui);
void *yz_level_part(const struct yz_level *level, size_t where); /* its list or form */
bool yz_ui_editing(struct yz_ui *ui);
void yz_ui_release_buried(struct yz_ui *ui);
void yz_ui_refresh_stale(struct yz_ui *ui);                      /* the top screen reads again if it must */
void yz_ui_central(struct yz_ui *ui, const struct yz_input *in); /* what no screen took */

/* Hides everything until whoever is there says who it is; `why` stands there too. */
void yz_ui_lock(struct yz_ui *ui, const char *why);

/* loop.c */
void yz_loop(struct yz_ui *ui);

/* frame.c: paints everything (or the clock alone) and sends it. */
void yz_frame_paint(struct yz_ui *ui);

/* settings.c: what $YIZHAN_THEME and the like say wrongly. */
void yz_ui_tell_settings(struct yz_ui *ui);

/* tour.c */
int yz_tour_rows(const struct yz_ui *ui); /* that it takes above the message line */
void yz_tour_paint(const struct yz_ui *ui, struct yz_rect area);
bool yz_tour_input(struct yz_ui *ui, const struct yz_input *in); /* true when it was for the tour */
void yz_tour_follow(struct yz_ui *ui);                           /* on to the next step when this one is done */

/* question.c */
/* True when the key was put aside for what comes after the question. */
bool yz_question_holds(struct yz_ui *ui, yz_key key);
void yz_question_input(struct yz_ui *ui, const struct yz_input *in);
void yz_question_paint(struct yz_ui *ui, struct yz_rect line);

/* script.c */
enum yz_status yz_script_open(const char *path, struct yz_script **out);
void yz_script_close(struct yz_script *s);
/* Carries out lines until one makes an event. */
struct yz_event yz_script_next(struct yz_ui *ui, struct yz_script *s);
/* YZ_REFUSED with a message when an expectation failed; the screen then goes to stderr. After the terminal stopped. */
enum yz_status yz_script_result(const struct yz_script *s);

#endif
