/* What every function answers with, and the message it leaves.
 *
 * The numbers are the program's exit codes (docs: interface), so a status goes up unchanged from the deepest
 * room to main. A function that answers anything but YZ_OK has left one message for people with yz_fail. */
#ifndef YIZHAN_STATUS_H
#define YIZHAN_STATUS_H

enum yz_status {
    YZ_OK = 0,
    YZ_REFUSED = 1, /* refused by a rule, or not found; the message names the rule or the thing */
    YZ_USAGE = 2,   /* wrong usage */
    YZ_PARTIAL = 3, /* done in part: some input rows were rejected, the rest is in */
    YZ_BUSY = 4,    /* the station file is busy, locked, read-only, or the disk is full */
    YZ_FOREIGN = 5, /* not a station file, from a newer version, or damaged */
    YZ_DENIED = 6,  /* not signed in, or not allowed */
    YZ_HUB = 7      /* the hub cannot be reached */
};

/* Leaves a message (printf form, already translated: wrap the format in _()) and answers `status`.
 * Control characters in the result are made visible, so data in it never reaches a terminal raw. */
enum yz_status yz_fail(enum yz_status status, const char *format, ...) __attribute__((format(printf, 2, 3)));
#ifdef __clang_analyzer__ /* which sees only one file at a time: what is answered is the status given */
static inline enum yz_status yz_given(enum yz_status status, enum yz_status answer) {
    (void)answer;
    return status;
}
#define yz_fail(status_, ...) yz_given((status_), yz_fail((status_), __VA_ARGS__))
#endif

/* The last message left; never NULL; valid until the next yz_fail. */
const char *yz_message(void);

/* What the system says of an errno, translated where it is a usual one; never NULL. */
const char *yz_errno_text(int error);

/* How often something did not work (YZ_BUSY, YZ_FOREIGN) so far, as against being refused by a rule. Whoever asks many
 * small questions compares it before and after: what was answered in between is complete when it did not move. */
unsigned yz_failures(void);

#endif
