/* The nearest word: what a mistyped command, option or key was meant to be. */
#include "base/nearest.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <yizhan/i18n.h>

enum { LONGEST = 31 };

static int least(int a, int b, int c) {
    int n = a < b ? a : b;
    return n < c ? n : c;
}

/* Slips between two words: a letter too many, too few, another one, or two changed about. */
static int slips(const char *a, const char *b) {
    int d[LONGEST + 1][LONGEST + 1];
    int n = (int)strlen(a), m = (int)strlen(b);
    if (n > LONGEST || m > LONGEST) return LONGEST;
    for (int i = 0; i <= n; i++) d[i][0] = i;
    for (int j = 0; j <= m; j++) d[0][j] = j;
    for (int i = 1; i <= n; i++) {
        for (int j = 1; j <= m; j++) {
            d[i][j] = least(d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (a[i - 1] != b[j - 1]));
            bool turned = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
            if (turned && d[i - 2][j - 2] + 1 < d[i][j]) d[i][j] = d[i - 2][j - 2] + 1;
        }
    }
    return d[n][m];
}

const char *yz_nearest(const char *word, const char *(*at)(size_t i, const void *ctx), const void *ctx) {
    const char *best = NULL, *candidate;
    int fewest = strlen(word) < 4 ? 2 : 3; /* must be below */
    for (size_t i = 0; (candidate = at(i, ctx)); i++) {
        int n = slips(word, candidate);
        bool begun = strlen(word) >= 2 && strncmp(candidate, word, strlen(word)) == 0;
        if (begun && n >= fewest) n = fewest - 1; /* "house": household */
        if (n < fewest) {
            fewest = n;
            best = candidate;
        }
    }
    return best;
}

char *yz_nearest_keys(const char *word, const char *(*at)(size_t i, const void *ctx), const void *ctx, char *out,
                      size_t room) {
    const char *near = yz_nearest(word, at, ctx), *key;
    size_t n = 0;
    if (near) n = (size_t)snprintf(out, room, _("最接近的是 %s；"), near);
    n += (size_t)snprintf(out + n, room - n, "%s", _("可用的有："));
    for (size_t i = 0; (key = at(i, ctx)); i++) { /* whole keys, as far as there is room */
        bool fits = n + strlen(key) + sizeof " …" < room;
        n += (size_t)snprintf(out + n, room - n, " %s", fits ? key : "…");
        if (!fits) break;
    }
    return out;
}
