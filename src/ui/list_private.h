/* Between list.c and list_paint.c. */
#ifndef YZ_UI_LIST_PRIVATE_H
#define YZ_UI_LIST_PRIVATE_H

#include "ui/list.h"

const void *yz_list_row(const struct yz_list *l, size_t i);
int64_t yz_list_row_id(const struct yz_list *l, const void *row);
bool yz_list_is_marked(const struct yz_list *l, int64_t id, size_t *at);
void yz_list_fit(struct yz_list *l, size_t height); /* rows of the window; reads what is missing */

#endif
