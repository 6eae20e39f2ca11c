/* The border to the person's own encoding: UTF-8 inside, whatever the locale says outside. */
#include "base/encoding.h"
#include "base/text.h"
#include "cli/cli.h"

#include <langinfo.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/i18n.h>

void yz_cli_locale(void) {
    setlocale(LC_CTYPE, "");
    yz_encoding_settle();
}

/* False when the locale is UTF-8, or one that the converter does not know: bytes then pass as they are. */
static bool converts(enum yz_encoding *e) {
    return yz_encoding_parse(nl_langinfo(CODESET), e) && *e != YZ_UTF8;
}

char **yz_cli_utf8(int argc, char **argv) {
    enum yz_encoding from = YZ_UTF8;
    bool convert = converts(&from);
    char **out = calloc(2 * ((size_t)argc + 1), sizeof *out);
    for (int i = 0; out && i < argc; i++) {
        struct yz_decoded d = {0};
        if (!convert) d.text = strdup(argv[i]);
        else if (yz_decode(from, argv[i], strlen(argv[i]), &d) != YZ_OK) d.text = NULL;
        out[i] = d.text;
        if (d.text) continue;
        yz_cli_utf8_free(out);
        out = NULL;
    }
    if (!out) yz_fail(YZ_BUSY, _("内存不足"));
    else memcpy(out + argc + 1, out, (size_t)argc * sizeof *out); /* options are taken out of this copy */
    return out;
}

void yz_cli_utf8_free(char **argv) {
    for (char **p = argv; p && *p; p++) free(*p);
    free(argv);
}

void yz_cli_write(FILE *out, const char *text, size_t n) {
    enum yz_encoding to;
    struct yz_buffer b = {0};
    if (converts(&to) && yz_encode(to, text, n, &b, NULL) == YZ_OK && !b.failed)
        fwrite(yz_buffer_string(&b), 1, b.length, out);
    else fwrite(text, 1, n, out);
    yz_buffer_free(&b);
}
