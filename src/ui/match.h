/* Does a text fit what somebody typed? Characters anywhere in it, or the pinyin or initials of its characters. */
#ifndef YZ_UI_MATCH_H
#define YZ_UI_MATCH_H

#include <stdbool.h>

/* True for an empty `typed`. Upper and lower case, full-width and half-width count alike: 汉, h, han, hanz, hz fit 汉族. */
bool yz_matches(const char *text, const char *typed);

/* The same, from the first character of the text on. */
bool yz_matches_start(const char *text, const char *typed);

#endif
