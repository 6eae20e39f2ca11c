/* Somebody who comes from outside, typed as one line: "王小明 男 530111199001011230 13800000000 租客 妻". */
#include <stdio.h>
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>
#include <yizhan/identity.h>
#include <yizhan/living.h>

#include "base/text.h"

/* Mostly digits and as long: meant as one. */
static bool digits(const char *word, size_t least) {
    size_t n = strspn(word, "0123456789");
    return n >= least && strlen(word) <= n + 1;
}

static bool take_code(const char *table, const char *word, int32_t *out) {
    return strspn(word, "0123456789") == 0 && yz_code_parse(table, word, out);
}

static void take_word(struct yz_newcomer *n, const char *word, struct yz_findings *f) {
    struct yz_identity id;
    struct yz_phone phone;
    if (!*n->person.name) {
        yz_copy(n->person.name, sizeof n->person.name, word);
    } else if (digits(word, 15) && !*n->person.id_number) {
        if (yz_identity_check(word, YZ_ID_ANY, "fresh", 0, &id, f))
            yz_copy(n->person.id_number, sizeof n->person.id_number, id.normal);
    } else if (digits(word, 7) && !*n->person.phone) {
        if (yz_phone_check(word, "fresh", &phone, f)) yz_copy(n->person.phone, sizeof n->person.phone, phone.normal);
    } else if (!take_code("sex", word, &n->person.sex) && !take_code("dwelling_role", word, &n->role) &&
               !take_code("relation", word, &n->relation)) {
        yz_find_error(f, "fresh", word, _("看不懂这一段"),
                      _("一人一行：姓名 性别 身份证号 电话 居住身份 与户主关系，姓名在最前，其余写知道的"));
    }
}

/* What an input method types between words. */
static void blank_signs(char *line) {
    static const char *const signs[] = {"，", "、", "；", "　"};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        for (char *at = line; (at = strstr(at, signs[i]));) memset(at, ' ', strlen(signs[i]));
}

bool yz_newcomer_read(const char *text, struct yz_newcomer *out, struct yz_findings *f) {
    char line[512], *next = line;
    size_t errors = f->errors;
    memset(out, 0, sizeof *out);
    yz_text_narrow(line, sizeof line, text);
    blank_signs(line);
    while (*next) {
        char *word = next + strspn(next, " ,;\t");
        next = word + strcspn(word, " ,;\t");
        if (*next) *next++ = '\0';
        if (*word) take_word(out, word, f);
    }
    if (!*out->person.name) yz_find_error(f, "fresh", NULL, _("没有写姓名"), NULL);
    yz_person_complete(&out->person);
    return f->errors == errors;
}
