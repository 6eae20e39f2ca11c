/* The languages of the screen. Chinese is written in the code and is the default everywhere, LANG=C included;
 * every other language is one .po file in data/locale (msgid = the Chinese text), compiled in. */
#ifndef YIZHAN_I18N_H
#define YIZHAN_I18N_H

#include "status.h"

#define _(text)  yz_tr(text)
#define N_(text) text /* marks a text in a const table; the reader of the table calls yz_tr */

/* The text in the chosen language; `zh` itself in Chinese or where a translation is missing. The answer lives for
 * the program's life. In a printf format, translations may reorder with %1$s. */
const char *yz_tr(const char *zh) __attribute__((format_arg(1)));

/* Chooses the language: "zh", "en", or NULL to follow the locale (English when LC_ALL, LC_MESSAGES or LANG begins with
 * "en", else Chinese). YZ_USAGE for another name. */
enum yz_status yz_language(const char *name);

/* The name of a thing where many of them are meant (a heading, what a number counts), "Cases" for "Case": the translation of
 * "zh|many", or that of `zh` where both read alike; `zh` in Chinese. */
const char *yz_many(const char *zh);

/* `text` as it stands alone, begun with a capital where the language has them: messages are written to follow "yizhan: ", too.
 * What is typed in small letters (yizhan, a key before "=", a name with a point) stays. Answers `text`. */
char *yz_sentence(char *text);

/* The language in force: "zh" or "en". */
const char *yz_language_name(void);

#endif
