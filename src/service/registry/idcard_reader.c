/* The text block of an ID card, and where it is read from. */
#include "base/encoding.h"
#include "base/text.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>
#include <yizhan/identity.h>
#include <yizhan/idcard_reader.h>

enum { PART = 128, WAIT_MS = 3000, LEAST = 158, MOST = 1024 }; /* LEAST: up to the end of the number */

static const struct {
    int at, length;
} parts[] = {{0, 30}, {30, 2}, {32, 4}, {36, 16}, {52, 70}, {122, 36}, {158, 30}, {188, 16}, {204, 16}};
enum { NAME, SEX, NATION, BIRTH, ADDRESS, NUMBER, AUTHORITY, FROM, UNTIL, PARTS };

/* The block itself, or a text made into one. */
static bool block_of(const char *bytes, size_t n, char out[YZ_CARD_BLOCK]) {
    struct yz_buffer wide = {0};
    for (size_t i = 0; i < YZ_CARD_BLOCK; i += 2) out[i] = ' ', out[i + 1] = '\0';
    if (n >= 2 && memcmp(bytes, "\xFF\xFE", 2) == 0) {
        bytes += 2;
        n -= 2;
    }
    if (!memchr(bytes, '\0', n)) {
        while (n && (bytes[n - 1] == '\n' || bytes[n - 1] == '\r')) n--;
        if (!yz_utf8_valid(bytes, n) || yz_encode(YZ_UTF16LE, bytes, n, &wide, NULL) != YZ_OK) n = 0;
        else n = wide.length;
        bytes = wide.data;
    }
    if (n) memcpy(out, bytes, n < YZ_CARD_BLOCK ? n : YZ_CARD_BLOCK);
    yz_buffer_free(&wide);
    return n >= LEAST;
}

/* One part, trimmed. False when it is no text. */
static bool part_of(const char block[YZ_CARD_BLOCK], int part, char out[PART]) {
    struct yz_decoded d;
    *out = '\0';
    if (yz_decode(YZ_UTF16LE, block + parts[part].at, (size_t)parts[part].length, &d) != YZ_OK) return false;
    bool good = d.bad_count == 0;
    yz_text_line(out, PART, d.text);
    yz_text_trim(out, PART, out);
    free(d.text);
    return good;
}

static yz_date day_of(const char *text) {
    yz_date d = 0;
    if (strlen(text) != 8 || strspn(text, "0123456789") != 8) return 0;
    d = (yz_date)strtol(text, NULL, 10);
    return yz_date_valid(d) ? d : 0;
}

static void check_number(struct yz_id_card *c, struct yz_findings *f) {
    struct yz_identity id;
    static const char mend[] = N_("把卡放稳再读一次；仍不对的，请对照证件手工填写");
    if (!yz_identity_check(c->id_number, YZ_ID_ANY, "id_number", 0, &id, f)) return;
    yz_copy(c->id_number, sizeof c->id_number, id.normal);
    if (!c->id_number[0]) yz_find_error(f, "id_number", NULL, _("卡上没有读出号码"), _("把卡放稳再读一次"));
    if (id.birth && id.birth != c->birth)
        yz_find_error(f, "birth", NULL, _("读出的出生日期与身份证号不同，没有读全"), yz_tr(mend));
    if (id.sex && c->sex && id.sex != c->sex)
        yz_find_error(f, "sex", NULL, _("读出的性别与身份证号不同，没有读全"), yz_tr(mend));
}

static void check_span(const struct yz_id_card *c, struct yz_findings *f) {
    char day[YZ_DATE_TEXT];
    if (c->until && c->from && c->until < c->from)
        yz_find_error(f, "id_until", yz_date_text(c->until, day), _("有效期的截止日期早于起始日期"),
                      _("把卡放稳再读一次"));
    else if (c->until && c->until < yz_today())
        yz_find_warning(f, "id_until", yz_date_text(c->until, day), _("证件已过有效期"), _("请提醒换领"));
}

static void take(struct yz_id_card *c, char text[PARTS][PART], struct yz_findings *f) {
    struct yz_person p = {0};
    yz_field_set(yz_field_named(&yz_person_kind, "name"), &p, text[NAME], false, f);
    yz_copy(c->name, sizeof c->name, p.name);
    yz_field_set(yz_field_named(&yz_person_kind, "hukou"), &p, text[ADDRESS], false, f);
    yz_copy(c->address, sizeof c->address, p.hukou);
    yz_copy(c->id_number, sizeof c->id_number, text[NUMBER]);
    yz_copy(c->authority, sizeof c->authority, text[AUTHORITY]);
    if (*text[SEX]) yz_code_parse("sex", text[SEX], &c->sex);
    if (*text[NATION]) yz_code_parse("ethnic", text[NATION], &c->ethnic);
    c->birth = day_of(text[BIRTH]);
    c->from = day_of(text[FROM]);
    c->until = day_of(text[UNTIL]);
    if (!c->name[0]) yz_find_error(f, "name", NULL, _("卡上没有读出姓名"), _("把卡放稳再读一次"));
    if (!c->birth) yz_find_error(f, "birth", text[BIRTH], _("卡上的出生日期认不出"), _("把卡放稳再读一次"));
    if (!c->until && *text[UNTIL] && strcmp(text[UNTIL], "长期") != 0)
        yz_find_error(f, "id_until", text[UNTIL], _("卡上的有效期认不出"), _("把卡放稳再读一次"));
}

bool yz_id_card_parse(const void *bytes, size_t n, struct yz_id_card *out, struct yz_findings *f) {
    char block[YZ_CARD_BLOCK], text[PARTS][PART];
    bool good = block_of(bytes, n, block);
    size_t errors = f->errors;
    *out = (struct yz_id_card){0};
    for (int i = 0; i < PARTS && good; i++) good = part_of(block, i, text[i]);
    if (!good) {
        yz_find_error(f, "", NULL, _("不是身份证阅读器的文字信息（256 字节，UTF-16LE）"),
                      _("请用阅读器读出的文字文件（常叫 wz.txt）"));
        return false;
    }
    take(out, text, f);
    check_number(out, f);
    check_span(out, f);
    return f->errors == errors && !f->lost;
}

/* A device may give its bytes in pieces, or never. */
static ssize_t read_some(int fd, char *out, size_t room) {
    size_t have = 0;
    struct pollfd p = {.fd = fd, .events = POLLIN};
    while (have < room && poll(&p, 1, WAIT_MS) > 0) {
        ssize_t n = read(fd, out + have, room - have);
        if (n < 0 && (errno == EINTR || errno == EAGAIN)) continue;
        if (n < 0) return -1;
        if (n == 0) break;
        have += (size_t)n;
    }
    return (ssize_t)have;
}

enum yz_status yz_id_card_read(const char *path, struct yz_id_card *out, struct yz_findings *f) {
    char bytes[MOST];
    struct stat st;
    if (!path || !*path) path = getenv("YIZHAN_CARD");
    if (!path || !*path)
        return yz_fail(YZ_REFUSED, _("没有写从哪里读身份证：给出文件，或设 YIZHAN_CARD=阅读器的文件或设备"));
    int fd = strcmp(path, "-") == 0 ? fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3)
                                    : open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (fd < 0) return yz_fail(YZ_REFUSED, _("文件 %1$s 读不了：%2$s"), path, yz_errno_text(errno));
    bool device = fstat(fd, &st) == 0 && !S_ISREG(st.st_mode);
    ssize_t n = device && S_ISDIR(st.st_mode) ? -1 : read_some(fd, bytes, device ? YZ_CARD_BLOCK : sizeof bytes);
    close(fd);
    if (n <= 0) return yz_fail(YZ_REFUSED, _("从 %s 没有读到身份证；请把卡放在阅读器上再读"), path);
    if (yz_id_card_parse(bytes, (size_t)n, out, f)) return YZ_OK;
    const struct yz_finding *first = f->all;
    for (size_t i = 0; i < f->count && first->severity != YZ_ERROR; i++) first = &f->all[i];
    return yz_fail(YZ_REFUSED, _("身份证不能用：%1$s（从 %2$s 读）"), first ? first->rule : "", path);
}

void yz_id_card_fill(const struct yz_id_card *c, struct yz_person *p) {
    yz_copy(p->name, sizeof p->name, c->name);
    yz_copy(p->id_number, sizeof p->id_number, c->id_number);
    p->id_kind = 0; /* as the number says */
    if (c->sex) p->sex = c->sex;
    if (c->ethnic) p->ethnic = c->ethnic;
    p->birth = c->birth;
    p->id_until = c->until;
    if (!p->hukou[0]) yz_copy(p->hukou, sizeof p->hukou, c->address);
    yz_person_complete(p);
}
