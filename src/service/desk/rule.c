/* Dated rules: which one is in force, and its value. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/i18n.h>

#include "base/text.h"
#include "service/desk/desk_private.h"

enum yz_rule_type yz_rule_type(const char *name) {
    static const struct {
        const char *name;
        enum yz_rule_type type;
    } known[] = {
        {"window", YZ_RULE_DAYS},   {"cover", YZ_RULE_START},  {"cover_after", YZ_RULE_DAYS},
        {"warn_age", YZ_RULE_DAYS}, {"max_age", YZ_RULE_DAYS}, {"late_birth", YZ_RULE_MONTH_DAY},
        {"price", YZ_RULE_MONEY},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (strcmp(known[i].name, name) == 0) return known[i].type;
    }
    return 0;
}

bool yz_money_parse(const char *text, int64_t *fen) {
    char t[64];
    const char *c = t;
    int64_t yuan = 0, part = 0;
    int digits = 0, places = 0;
    yz_text_fold(t, sizeof t, text);
    if (strncmp(c, "¥", strlen("¥")) == 0) c += strlen("¥");
    else if (strncmp(c, "￥", strlen("￥")) == 0) c += strlen("￥");
    for (; *c == ',' || (*c >= '0' && *c <= '9'); c++) {
        if (*c != ',') yuan = yuan * 10 + (*c - '0'), digits++;
        if (yuan > 100000000) return false;
    }
    if (*c == '.') {
        for (c++; *c >= '0' && *c <= '9'; c++) part = part * 10 + (*c - '0'), places++;
        if (places < 1 || places > 2) return false;
    }
    if (strcmp(c, "元") == 0) c += strlen("元");
    if (*c || !digits) return false;
    *fen = yuan * 100 + (places == 1 ? part * 10 : part);
    return true;
}

char *yz_money_text(int64_t fen, char out[32]) {
    snprintf(out, 32, "%lld.%02lld", (long long)(fen / 100), (long long)(fen % 100));
    return out;
}

bool yz_rule_value(enum yz_rule_type type, const char *value, int64_t *out) {
    int month, day, used = 0;
    char *end;
    switch (type) {
    case YZ_RULE_DAYS:
    case YZ_RULE_NUMBER:
        if (*value < '0' || *value > '9' || strlen(value) > (type == YZ_RULE_DAYS ? 5 : 9)) return false;
        *out = strtol(value, &end, 10);
        return *end == '\0';
    case YZ_RULE_MONEY: return yz_money_parse(value, out);
    case YZ_RULE_MONTH_DAY:
        /* NOLINTNEXTLINE(cert-err34-c): two digits at most cannot overflow */
        if (sscanf(value, "%2d-%2d%n", &month, &day, &used) != 2 || value[used]) return false;
        *out = month * 100 + day;
        return yz_date_make(2024, month, day) != 0;
    case YZ_RULE_WORD: *out = 0; return strlen(value) < 40 && !strchr(value, ' ');
    case YZ_RULE_START: *out = strcmp(value, "birth") == 0 ? 1 : 2; return *out == 1 || strcmp(value, "payment") == 0;
    }
    return false;
}

const struct yz_rule *yz_item_rule(const struct yz_item *item, const char *name, int64_t year, yz_date day) {
    for (size_t i = 0; i < item->rule_count; i++) {
        const struct yz_rule *r = &item->rules[i];
        bool holds = (!r->valid_from || r->valid_from <= day) && (!r->valid_to || day <= r->valid_to);
        if (holds && strcmp(r->name, name) == 0 && (!year || r->year == year)) return r;
    }
    return NULL;
}

int64_t yz_item_rule_number(const struct yz_item *item, const char *name, int64_t year, yz_date day,
                            int64_t otherwise) {
    const struct yz_rule *r = yz_item_rule(item, name, year, day);
    int64_t value;
    return r && yz_rule_value((enum yz_rule_type)r->type, r->value, &value) ? value : otherwise;
}

static const char *const doubts[] = {[YZ_WEAK] = N_("来源较弱"), [YZ_UNCONFIRMED] = N_("待核实")};

static const char *doubt_of(enum yz_confidence confidence) {
    bool doubtful = confidence == YZ_WEAK || confidence == YZ_UNCONFIRMED;
    return doubtful ? doubts[confidence] : "";
}

const char *yz_confidence_name(enum yz_confidence confidence) {
    const char *doubt = doubt_of(confidence);
    return *doubt ? yz_tr(doubt) : "";
}

char *yz_rule_source(const struct yz_rule *r, char *out, size_t room) {
    char mark[64] = "", text[sizeof r->source + sizeof r->document + sizeof mark];
    const char *doubt = doubt_of(r->confidence);
    /* the mark is not repeated where the source says it itself */
    if (*doubt && !strstr(r->source, doubt) && !strstr(r->source, yz_tr(doubt)))
        snprintf(mark, sizeof mark, _("（%s）"), yz_tr(doubt));
    snprintf(text, sizeof text, "%s%s%s%s", r->source, *r->document ? " " : "", r->document, mark);
    yz_copy(out, room, text);
    return out;
}

/* All `old` in `text` become `fresh`, which is not longer than the room allows. */
static void replace(char *text, size_t room, const char *old, const char *fresh) {
    char rest[640];
    for (char *at = text; (at = strstr(at, old)) != NULL; at += strlen(fresh)) {
        yz_copy(rest, sizeof rest, at + strlen(old));
        snprintf(at, room - (size_t)(at - text), "%s%s", fresh, rest);
    }
}

void yz_source_for_file(char *text, size_t room) {
    for (size_t i = 0; i < sizeof doubts / sizeof *doubts; i++) {
        char shown[64], plain[64];
        if (!doubts[i]) continue;
        snprintf(shown, sizeof shown, _("（%s）"), yz_tr(doubts[i]));
        snprintf(plain, sizeof plain, "（%s）", doubts[i]);
        if (strcmp(shown, plain) != 0) replace(text, room, shown, plain);
    }
}
