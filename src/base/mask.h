/* Masking of personal data for screens, prints and exports. Counts characters, never bytes. */
#ifndef YIZHAN_BASE_MASK_H
#define YIZHAN_BASE_MASK_H

#include <stddef.h>

/* What stands where a name was lawfully erased; stored, so not translated, and nothing to mask. */
#define YZ_ERASED "已依法删除"

/* 张三 → 张*, 张三丰 → 张*丰, 欧阳修 → 欧阳*, 买买提·吐尔逊 → 买**·**逊, John Smith → J*** S****,
 * 李芳之子 → 李*之子. A name of one character is all star. `out` is cut at a character boundary; a room of
 * strlen(name) + 1 (and 2 at least) is enough. */
void yz_mask_name(char *out, size_t room, const char *name);

/* 530111199003071234 → 530111********1234: place and last four stay, the birth date never. Fifteen digits →
 * 530111******123. Other documents keep a fifth of their characters at either end, three at most. */
void yz_mask_id(char *out, size_t room, const char *id);

/* 13812345678 → 138****5678; shorter numbers keep a quarter at either end. */
void yz_mask_phone(char *out, size_t room, const char *phone);

/* A text that people wrote: every run of 11 or more digits in it masked, as an ID number from 15 on (bank cards too), else
 * as a phone. What belongs to a word (a hash) is none. */
void yz_mask_numbers(char *out, size_t room, const char *text);
void yz_mask_numbers_in(char *text);
/* Puts the numbers of `was` back where their masks still stand in `text`: it was shown masked, and changed. */
void yz_unmask_numbers(char *text, const char *was);

#endif
