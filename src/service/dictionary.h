/* The data dictionary (docs/data-dictionary.md), made from the kinds. */
#ifndef YZ_SERVICE_DICTIONARY_H
#define YZ_SERVICE_DICTIONARY_H

#include <stdio.h>

/* Writes Markdown in the language in force. */
void yz_kinds_markdown(FILE *out);

#endif
