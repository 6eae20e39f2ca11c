/* Papers: what is printed for people. Templates are data (data/papers/NAME.txt); official papers are always Chinese.
 *
 * Identity numbers on paper are masked; a person without a document gets "尚无证件", never a number made up for the time
 * being. Each print is a note in the journal. */
#ifndef YIZHAN_PAPERS_H
#define YIZHAN_PAPERS_H

#include "desk.h"
#include "status.h"

struct yz_buffer;
struct yz_session;

enum yz_paper {
    YZ_PAPER_RECEIPT, /* 受理回执 */
    YZ_PAPER_NOTICE,  /* 一次性告知单: papers missing, all named at once */
    YZ_PAPERS
};

enum { /* columns of the usual papers */
       YZ_COLUMNS_A4 = 80,
       YZ_COLUMNS_80MM = 48,
       YZ_COLUMNS_58MM = 32
};

const char *yz_paper_name(enum yz_paper paper); /* "受理回执", translated */
const char *yz_paper_key(enum yz_paper paper);  /* "receipt", "notice" */
bool yz_paper_from_key(const char *key, enum yz_paper *paper);

/* The paper of a case as UTF-8 lines of at most `columns` (24..120) display columns. Appended to `out`. YZ_REFUSED for a
 * notice of a case with no paper missing. */
enum yz_status yz_paper_text(struct yz_session *s, const struct yz_case *c, enum yz_paper paper, int columns,
                             struct yz_buffer *out);

/* The bytes for a receipt printer: ESC @, FS &, GB18030 lines, feed, cut. Appended to `out`. */
enum yz_status yz_paper_escpos(const char *text, struct yz_buffer *out);

enum yz_print_way { YZ_PRINT_FILE, YZ_PRINT_LP, YZ_PRINT_DEVICE };

struct yz_print {
    enum yz_print_way way;
    char target[256]; /* the file; the queue of lp ("" = its default); the device or FIFO */
    int columns;      /* 80: plain text; 48 and 32: ESC/POS on lp and device. 0 = 80, on a device 48 */
};

/* Reads "lp", "lp:QUEUE", "file:PATH", "device:PATH", each with ",80mm" or ",58mm" or ",a4" behind it. NULL or "": what
 * $YIZHAN_PRINTER says, else "lp". YZ_USAGE when it is none of these. */
enum yz_status yz_print_parse(const char *text, struct yz_print *out);

/* Prints, and notes it in the journal. A file is new or replaced as a whole. `lp` is started without a shell. */
enum yz_status yz_paper_print(struct yz_session *s, const struct yz_case *c, enum yz_paper paper,
                              const struct yz_print *to);
/* Prints lines that are no paper of a case, a list; `what` is the word that the note in the journal has for it. */
enum yz_status yz_print_text(struct yz_session *s, const char *what, const char *text, const struct yz_print *to);

#endif
