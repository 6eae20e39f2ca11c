/* Identity numbers: which kind a text is, and the check of that kind. */
#include <string.h>
#include <yizhan/i18n.h>
#include <yizhan/identity.h>

#include "base/text.h"
#include "service/registry/number_check.h"

static const struct {
    const char *key, *name;
} kinds[YZ_ID_KINDS] = {
    [YZ_ID_ANY] = {"any", N_("证件")},
    [YZ_ID_CITIZEN] = {"citizen", N_("居民身份证")},
    [YZ_ID_HMT_PERMIT] = {"hmt-permit", N_("港澳台居民居住证")},
    [YZ_ID_FOREIGNER_OLD] = {"foreigner-old", N_("外国人永久居留证（15 位）")},
    [YZ_ID_FOREIGNER_NEW] = {"foreigner-new", N_("外国人永久居留身份证（18 位）")},
    [YZ_ID_CITIZEN_15] = {"citizen-15", N_("15 位旧身份证")},
    [YZ_ID_PASSPORT] = {"passport", N_("护照")},
    [YZ_ID_NONE_YET] = {"none-yet", N_("暂无证件")},
};

const char *yz_id_kind_key(enum yz_id_kind kind) {
    return kinds[kind < YZ_ID_KINDS ? kind : YZ_ID_ANY].key;
}

const char *yz_id_kind_name(enum yz_id_kind kind) {
    return _(kinds[kind < YZ_ID_KINDS ? kind : YZ_ID_ANY].name);
}

/* A passport's number, as far as one can tell: letters and digits, at least one of those first, most of these. */
static bool looks_like_passport(const char *clean, size_t length) {
    size_t letters = strspn(clean, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"), digits = strspn(clean + letters, "0123456789");
    return letters >= 1 && letters <= 3 && digits >= 5 && letters + digits == length && length <= 12;
}

/* What the text most likely is; YZ_ID_ANY when it is nothing known. Wrong lengths and characters still count as the kind
 * that was meant, so that the finding can say what is wrong. */
static enum yz_id_kind recognise(const char *clean, size_t length) {
    size_t digits = 0;
    for (const char *p = clean; *p; p++) digits += *p >= '0' && *p <= '9';
    if (!length) return YZ_ID_NONE_YET;
    if (length == 15 && digits == 15) return YZ_ID_CITIZEN_15;
    if (looks_like_passport(clean, length)) return YZ_ID_PASSPORT;
    if (length >= 14 && length <= 16 && strspn(clean, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == 3) return YZ_ID_FOREIGNER_OLD;
    if (digits >= 12) {
        if (clean[0] == '9') return YZ_ID_FOREIGNER_NEW;
        if (clean[0] == '8' && clean[1] >= '1' && clean[1] <= '3') return YZ_ID_HMT_PERMIT;
        return YZ_ID_CITIZEN;
    }
    return YZ_ID_ANY;
}

static void check_passport(struct yz_check *c, const char *clean, struct yz_identity *out) {
    if (strlen(clean) < 3 || strlen(clean) >= sizeof out->normal) {
        yz_check_error(c, _("请对照护照核对，例如 E12345678"), _("护照号码应为 3 至 23 个字符"));
    }
}

static void check_kind(struct yz_check *c, const char *clean, yz_date today, struct yz_identity *out) {
    switch (out->kind) {
    case YZ_ID_CITIZEN:
    case YZ_ID_HMT_PERMIT: yz_check_citizen(c, clean, today, out); break;
    case YZ_ID_FOREIGNER_OLD: yz_check_foreigner_old(c, clean, today, out); break;
    case YZ_ID_FOREIGNER_NEW: yz_check_foreigner_new(c, clean, today, out); break;
    case YZ_ID_CITIZEN_15: yz_check_citizen_15(c, clean, today, out); break;
    case YZ_ID_PASSPORT: check_passport(c, clean, out); break;
    case YZ_ID_NONE_YET: break;
    default:
        yz_check_error(c, _("身份证、居住证、新版永久居留身份证为 18 位；其他证件请先选证件类型"),
                       _("认不出是哪种证件号码"));
    }
}

/* What is wanted against what it seems to be. Old cards of citizens are taken for citizens; a text that is nothing known
 * is judged as what is wanted. */
static bool settle_kind(struct yz_check *c, enum yz_id_kind wanted, struct yz_identity *out) {
    enum yz_id_kind seen = out->kind;
    if (wanted == YZ_ID_ANY || wanted == seen || (wanted == YZ_ID_CITIZEN && seen == YZ_ID_CITIZEN_15)) return true;
    out->kind = wanted;
    if (seen == YZ_ID_NONE_YET) {
        yz_check_error(c, _("请填写号码；没有证件请选“暂无证件”并写明原因"), _("没有填%s号码"),
                       yz_id_kind_name(wanted));
        return false;
    }
    if (wanted == YZ_ID_NONE_YET) {
        yz_check_error(c, _("请清空号码，或改选证件类型"), _("选了“暂无证件”，却填了号码"));
        return false;
    }
    if (seen == YZ_ID_ANY || seen == YZ_ID_PASSPORT || wanted == YZ_ID_PASSPORT) return true;
    yz_check_error(c, _("请核对证件类型和号码"), _("这不是%s的号码，看来是%s的"), yz_id_kind_name(wanted),
                   yz_id_kind_name(seen));
    return false;
}

bool yz_identity_check(const char *text, enum yz_id_kind wanted, const char *field, yz_date today,
                       struct yz_identity *out, struct yz_findings *f) {
    struct yz_check c = {.f = f, .field = field, .value = text};
    char clean[YZ_NUMBER_ROOM];
    size_t length = yz_number_clean(text, clean, sizeof clean);
    *out = (struct yz_identity){.kind = recognise(clean, length)};
    yz_copy(out->normal, sizeof out->normal, clean);
    if (wanted != YZ_ID_PASSPORT && yz_check_spoiled(&c, clean)) {
        out->kind = wanted;
        return false;
    }
    if (!settle_kind(&c, wanted, out)) return false;
    if (out->kind == YZ_ID_CITIZEN_15 && !(length == 15 && yz_all_digits(clean, 15))) {
        yz_check_error(&c, _("请对照证件核对"), _("旧身份证号码应为 15 位数字"));
        return false;
    }
    check_kind(&c, clean, today ? today : yz_today(), out);
    return !c.failed;
}
