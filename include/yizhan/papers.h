/* Papers: what is printed for people. One table of them (service/desk/paper.c); templates are data
 * (data/papers/KEY.txt); official papers are always Chinese.
 *
 * A paper is about one record of a kind, and has a time: before it, the reason why it cannot be printed is told. Identity
 * numbers and phones on paper are masked; a person without a document gets "尚无证件", never a number made up for the time
 * being. Each print is a note in the journal (prints.h). */
#ifndef YIZHAN_PAPERS_H
#define YIZHAN_PAPERS_H

#include "desk.h"
#include "status.h"

struct yz_buffer;
struct yz_session;

enum yz_paper {
    YZ_PAPER_RECEIPT,     /* 受理回执 */
    YZ_PAPER_NOTICE,      /* 一次性告知单: papers missing, all named at once */
    YZ_PAPER_SUPPLEMENT,  /* 补正通知: the clock waits for papers */
    YZ_PAPER_DEFERRED,    /* 容缺受理通知: accepted, named papers by a day */
    YZ_PAPER_COMPLETION,  /* 办结通知 */
    YZ_PAPER_RATING,      /* 评价表 */
    YZ_PAPER_REFUSAL,     /* 不予受理通知 */
    YZ_PAPER_TICKET,      /* 排队号, of a ticket */
    YZ_PAPER_HANDOVER,    /* 交接班单, of a handover */
    YZ_PAPER_SEAL,        /* 用印登记单, of a use of the seal */
    YZ_PAPER_SEAL_MONTH,  /* 用印登记册, of the month of a use of the seal */
    YZ_PAPER_DOORS,       /* 走访名单, of a building */
    YZ_PAPER_VISIT,       /* 走访记录单, of a visit */
    YZ_PAPER_IMPROVEMENT, /* 小转变记录, of an improvement */
    YZ_PAPER_INVITATION,  /* 协商邀请名单, of a meeting */
    YZ_PAPER_MINUTES,     /* 协商纪要 */
    YZ_PAPER_SUMMARY,     /* 协商结果公开: refused while a text in it tells who */
    YZ_PAPER_AGREEMENT,   /* 调解协议书 */
    YZ_PAPER_CERTIFICATE, /* 不再开具证明告知, of an entry of certificates.h */
    YZ_PAPER_BULK,        /* 批量办理名单, of the station where a sitting was; laid out by the sitting itself */
    YZ_PAPER_DIARY,       /* 网格日志, of some days; laid out by the diary itself (diary.h) */
    YZ_PAPER_SURVEY,      /* 问卷, to be filled in by hand; laid out by the survey itself (surveys.h) */
    YZ_PAPER_PUBLIC,      /* 公示; laid out by the notice itself (notices.h) */
    YZ_PAPER_REPORT,      /* 报表 and 简报; laid out by themselves (reports.h) */
    YZ_PAPERS
};

enum { /* columns of the usual papers */
       YZ_COLUMNS_A4 = 80,
       YZ_COLUMNS_80MM = 48,
       YZ_COLUMNS_58MM = 32
};

const char *yz_paper_name(enum yz_paper paper); /* "受理回执", translated */
const char *yz_paper_key(enum yz_paper paper);  /* "receipt", "notice" … */
bool yz_paper_from_key(const char *key, enum yz_paper *paper);
/* The same with a message: YZ_USAGE lists the keys of the papers of a kind. */
enum yz_status yz_paper_named(const char *key, enum yz_kind_id kind, enum yz_paper *paper);

/* Whose paper it is; YZ_NO_KIND of a certificate, whose id is its number in the list. */
enum yz_kind_id yz_paper_kind(enum yz_paper paper);

/* The papers that can be printed now for a record, in the order of the table. */
enum yz_status yz_papers_of(struct yz_session *s, enum yz_kind_id kind, int64_t id, enum yz_paper out[YZ_PAPERS],
                            size_t *count);

/* The record that a paper is to be about, as people name it: a case number, a queue number of today (A012), a number of
 * the seal register, the name of a certificate, or a REF. YZ_REFUSED when there is none. */
enum yz_status yz_paper_subject(struct yz_session *s, enum yz_paper paper, const char *ref, int64_t *id);

/* The paper as UTF-8 lines of at most `columns` (24..120) display columns. Appended to `out`. YZ_REFUSED, with the reason,
 * while it is not its time. */
enum yz_status yz_paper_text_of(struct yz_session *s, enum yz_kind_id kind, int64_t id, enum yz_paper paper,
                                int columns, struct yz_buffer *out);

/* The bytes for a receipt printer: ESC @, FS &, GB18030 lines, feed, cut. Appended to `out`. A part between SO and SI is
 * printed at double size (GS !). */
enum yz_status yz_paper_escpos(const char *text, struct yz_buffer *out);

enum yz_print_way { YZ_PRINT_FILE, YZ_PRINT_LP, YZ_PRINT_DEVICE };

struct yz_print {
    enum yz_print_way way;
    char target[256]; /* the file; the queue of lp ("" = its default); the device or FIFO */
    int columns;      /* 80: plain text; 48 and 32: ESC/POS on lp and device. 0 = 80, on a device 48 */
};

/* Reads "lp", "lp:QUEUE", "file:PATH", "device:PATH", each with ",80mm" or ",58mm" or ",a4" behind it. NULL or "": what
 * $YIZHAN_PRINTER says, else "lp". YZ_USAGE when it is none of these. */
enum yz_status yz_print_parse(const char *given, struct yz_print *out);

/* Prints, and notes it in the journal. A file is new or replaced as a whole. `lp` is started without a shell. From the
 * second time on the paper says 补打. */
enum yz_status yz_paper_print(struct yz_session *s, const struct yz_case *c, enum yz_paper paper,
                              const struct yz_print *to);
enum yz_status yz_paper_print_of(struct yz_session *s, enum yz_kind_id kind, int64_t id, enum yz_paper paper,
                                 const struct yz_print *to);
/* Prints lines that are laid out already: a list of the station, `subject` is what the print log calls it. */
enum yz_status yz_print_text(struct yz_session *s, enum yz_paper paper, const char *subject, const char *text,
                             const struct yz_print *to);

#endif
