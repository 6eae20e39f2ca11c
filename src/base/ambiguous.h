/* Terminals that show characters of ambiguous width (“ ” … → ·) two columns wide although the locale is UTF-8. */
#ifndef YIZHAN_BASE_AMBIGUOUS_H
#define YIZHAN_BASE_AMBIGUOUS_H

#include <stdbool.h>
#include <stdint.h>

/* From here on such characters are replaced where text is measured and painted. Off at first. */
void yz_ambiguous_wide(bool on);
bool yz_ambiguous_is_wide(void);

/* `cp`, or what stands in its place on such a terminal: ASCII, or a character that is two columns wide everywhere. */
uint32_t yz_ambiguous_shown(uint32_t cp);

#endif
