/* What the three forms of a notice share. */
#ifndef YZ_SERVICE_NOTICE_RENDER_H
#define YZ_SERVICE_NOTICE_RENDER_H

#include "service/lists/notice_private.h"

/* The columns of a list, in their order; the first is the line's number. */
struct yz_notice_column {
    const char *title;
    size_t offset;     /* of the text in struct yz_posting */
    const char *width; /* a class of the page; "" = what is left */
};
struct yz_notice_table {
    const char *title, *anchor; /* "需求清单", "needs" */
    const struct yz_notice_column *columns;
    size_t count;
};
const struct yz_notice_table *yz_notice_table(int32_t list);
const char *yz_notice_cell(const struct yz_posting *l, const struct yz_notice_column *c);
/* The lines of a list: the first one and how many; they lie together. */
size_t yz_notice_lines(const struct yz_notice_draft *d, int32_t list, const struct yz_posting **first);
/* "12", or "不足 3" of a count that would tell who: of needs only, what is offered is public. */
void yz_notice_count(int32_t list, size_t n, char *out, size_t room);
/* How many lines of a list are in each field: pairs of a field's name and a count. Answers how many fields. */
struct yz_notice_sum {
    const char *field;
    size_t n;
};
enum { YZ_NOTICE_FIELDS = 16 };
size_t yz_notice_sums(const struct yz_notice_draft *d, int32_t list, struct yz_notice_sum out[YZ_NOTICE_FIELDS]);

const char *yz_notice_days_text(const struct yz_notice *n, char out[96]);
const char *yz_notice_invented(const struct yz_notice *n);
void yz_notice_html(const struct yz_notice_draft *d, const char *page, struct yz_buffer *out);
void yz_notice_a4(const struct yz_notice_draft *d, struct yz_buffer *out);

#endif
