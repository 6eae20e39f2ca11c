/* Numbers that begin anew each year: 协商2026-0001, 转变2026-0001. They stand in the column `number` of their kind. */
#ifndef YZ_SERVICE_FIELD_YEAR_NUMBER_H
#define YZ_SERVICE_FIELD_YEAR_NUMBER_H

#include "store/store.h"

/* Within an act: the smallest number of the year that no record has, so that an undone one leaves no gap. */
enum yz_status yz_next_number(struct yz_store *store, const struct yz_kind *k, const char *prefix, char *out,
                              size_t room);
/* The record of a number with or without its prefix, or of a REF. YZ_REFUSED when there is none. */
enum yz_status yz_by_number(struct yz_store *store, const struct yz_kind *k, const char *prefix, const char *typed,
                            void *out);

#endif
