/* Which rows of a list are marked: by their ids, so that marks stay with the rows whatever is shown. */
#include "ui/list.h"
#include "ui/list_private.h"

#include <stdlib.h>

enum { PAGE = 64, MOST = 2000 };

bool yz_list_is_marked(const struct yz_list *l, int64_t id, size_t *at) {
    for (size_t i = 0; i < l->mark_count; i++) {
        if (l->marks[i] != id) continue;
        if (at) *at = i;
        return true;
    }
    return false;
}

bool yz_list_mark(struct yz_list *l, int64_t id) {
    if (yz_list_is_marked(l, id, NULL)) return true;
    if (l->mark_count == l->mark_room) {
        size_t room = l->mark_room ? 2 * l->mark_room : 16;
        int64_t *marks = realloc(l->marks, room * sizeof *marks);
        if (!marks) return false;
        l->marks = marks;
        l->mark_room = room;
    }
    l->marks[l->mark_count++] = id;
    return true;
}

size_t yz_list_marked(const struct yz_list *l, const int64_t **ids) {
    *ids = l->marks;
    return l->mark_count;
}

void yz_list_unmark(struct yz_list *l) {
    l->mark_count = 0;
}

/* Rows after `from`, of an array from the place `*at` on. */
static size_t read_page(struct yz_list *l, const void *from, size_t *at, unsigned char *out, size_t size) {
    size_t n = 0;
    if (l->source->fetch) return l->source->fetch(l->ctx, from, 1, out, PAGE, &n) == YZ_OK ? n : 0;
    for (; n < PAGE && *at < l->shown_count; n++) {
        const unsigned char *row = l->array + l->shown[(*at)++] * size;
        for (size_t i = 0; i < size; i++) out[n * size + i] = row[i];
    }
    return n;
}

bool yz_list_mark_all(struct yz_list *l) {
    size_t size = l->source->row_size, got = PAGE, seen = 0, before = l->mark_count, at = 0;
    unsigned char *rows = malloc((PAGE + 1) * size), *last = rows ? rows + PAGE * size : NULL;
    bool good = rows != NULL;
    while (good && got == PAGE && seen < MOST) {
        got = read_page(l, seen ? last : NULL, &at, rows, size);
        for (size_t i = 0; good && i < got; i++) good = yz_list_mark(l, yz_list_row_id(l, rows + i * size));
        for (size_t i = 0; got && i < size; i++) last[i] = rows[(got - 1) * size + i];
        seen += got;
    }
    free(rows);
    if (good && l->mark_count == before) yz_list_unmark(l);
    return good;
}
