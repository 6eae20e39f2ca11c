/* The last check before anything goes out: over the finished texts, whatever they were made from. */
#include "service/lists/notice_private.h"

#include "base/tells.h"
#include "base/text.h"

#include <string.h>
#include <yizhan/groups.h>
#include <yizhan/i18n.h>

const char *yz_public_rule_name(enum yz_public_rule rule) {
    static const char *const names[] = {"",
                                        N_("写着证件号码，不能公开"),
                                        N_("写着电话号码，不能公开"),
                                        N_("写着居民的全名，不能公开"),
                                        N_("写着门牌号，不能公开"),
                                        N_("人太少，看得出是谁")};
    return yz_tr(names[rule]);
}

const char *yz_public_rule_mend(enum yz_public_rule rule) {
    static const char *const mends[] = {"",
                                        N_("写一句公开的话，或这一条不公开"),
                                        N_("写一句公开的话，或这一条不公开"),
                                        N_("换成“有居民”，或这一条不公开"),
                                        N_("只写到楼栋，或这一条不公开"),
                                        N_("只写到小区，不写人群，或这一条不公开")};
    return yz_tr(mends[rule]);
}

/* --- key groups --- */

static bool holds(const char *text, const char *words, char parted) {
    char word[64];
    for (const char *end; *words; words = *end ? end + 1 : end) {
        end = strchr(words, parted);
        if (!end) end = words + strlen(words);
        size_t n = (size_t)(end - words);
        if (!n || n >= sizeof word) continue;
        memcpy(word, words, n);
        word[n] = '\0';
        if (strstr(text, word)) return true;
    }
    return false;
}

bool yz_names_group(const char *text) {
    size_t count = 0;
    const struct yz_group *all = yz_groups(&count);
    for (size_t i = 0; all && i < count; i++) {
        if (all[i].comes == YZ_GROUP_REST) continue;
        if (strstr(text, all[i].name) || (*all[i].word && strstr(text, all[i].word)) || holds(text, all[i].words, '|'))
            return true;
    }
    return !all; /* without the dictionary nobody can say */
}

/* "3幢", "12 栋", "A座": a building is named in the text itself. */
static bool names_building(const char *text) {
    static const char *const words[] = {"幢", "栋", "号楼", "座", NULL};
    for (const char *const *w = words; *w; w++)
        for (const char *p = text; (p = strstr(p, *w)) != NULL; p += strlen(*w)) {
            const char *q = p;
            while (q > text && q[-1] == ' ') q--;
            if (q > text && ((q[-1] >= '0' && q[-1] <= '9') || (q[-1] >= 'A' && q[-1] <= 'Z'))) return true;
            if (q - text >= 3 && strstr("一二三四五六七八九十", (char[]){q[-3], q[-2], q[-1], '\0'})) return true;
        }
    return false;
}

/* --- one text --- */

static enum yz_public_rule find(const struct yz_notice_world *w, const char *text, const struct yz_tied *tied,
                                size_t *at, size_t *length) {
    static const enum yz_public_rule rules[] = {[YZ_TELL_NOTHING] = YZ_PUBLIC_FINE,
                                                [YZ_TELL_ID] = YZ_PUBLIC_ID,
                                                [YZ_TELL_PHONE] = YZ_PUBLIC_PHONE,
                                                [YZ_TELL_ROOM] = YZ_PUBLIC_ROOM};
    const char *names[4] = {NULL};
    size_t n = 0;
    for (size_t i = 0; tied && i < 3; i++)
        if (*tied->names[i]) names[n++] = tied->names[i];
    enum yz_tell tell = yz_tell_find(text, w->rules->measures, at, length);
    if (tell) return rules[tell];
    return yz_known_names_find(w->names, text, tied ? tied->building : 0, names, at, length) ? YZ_PUBLIC_NAME
                                                                                             : YZ_PUBLIC_FINE;
}

enum yz_public_rule yz_public_text_check(const struct yz_notice_world *w, const char *text,
                                         const struct yz_tied *tied) {
    size_t at, length;
    enum yz_public_rule rule = find(w, text, tied, &at, &length);
    if (!rule && names_building(text) && yz_names_group(text)) rule = YZ_PUBLIC_GROUP;
    return rule;
}

void yz_public_blot(const struct yz_notice_world *w, const char *text, const struct yz_tied *tied, char *out,
                    size_t room) {
    size_t at, length;
    char rest[512];
    yz_copy(out, room, text);
    for (int i = 0; i < 64 && find(w, out, tied, &at, &length); i++) {
        yz_copy(rest, sizeof rest, out + at + length);
        if (room - at < 3) {
            out[at] = '\0';
            return;
        }
        memcpy(out + at, "**", 3);
        yz_copy(out + at + 2, room - at - 2, rest);
    }
}

/* --- one line --- */

/* An organisation stands by its whole name, which may be that of whoever founded it; numbers are looked for there too. */
static enum yz_public_rule check_cell(const struct yz_notice_world *w, const char *text) {
    static const enum yz_public_rule rules[] = {YZ_PUBLIC_FINE, YZ_PUBLIC_ID, YZ_PUBLIC_PHONE, YZ_PUBLIC_ROOM};
    size_t at, length;
    return rules[yz_tell_find(text, w->rules->measures, &at, &length)];
}

/* A shop that is called by nothing but its owner's name is that person. */
static bool is_somebody(const struct yz_notice_world *w, const char *who, const struct yz_tied *tied) {
    const char *const names[] = {tied->names[0], tied->names[1], tied->names[2], NULL};
    size_t at, length;
    return yz_known_names_find(w->names, who, 0, names, &at, &length) && at == 0 && length == strlen(who);
}

enum yz_public_rule yz_posting_check(const struct yz_notice_world *w, const struct yz_posting *l,
                                     const struct yz_tied *tied) {
    const char *const cells[] = {l->field, l->who, l->place, l->more, l->state, l->month};
    enum yz_public_rule rule = yz_public_text_check(w, l->text, tied);
    for (size_t i = 0; !rule && i < sizeof cells / sizeof *cells; i++) rule = check_cell(w, cells[i]);
    if (!rule && is_somebody(w, l->who, tied)) rule = YZ_PUBLIC_NAME;
    bool of_needs = l->list == YZ_NOTICE_NEEDS || l->list == YZ_NOTICE_MATCHES;
    if (!rule && of_needs && yz_public_households(w->places, l->place) < w->rules->least) rule = YZ_PUBLIC_GROUP;
    return rule;
}
