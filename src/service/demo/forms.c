/* What is filled in for each service: answers as people give them, so that its conditions hold. */
#include "service/demo/year.h"

#include <stdio.h>
#include <string.h>

struct filling {
    struct yz_demo_year *y;
    struct yz_intake *in;
    const struct yz_demo_soul *soul;
    bool elsewhere;
    yz_date today;
};

static void set(const struct filling *f, const char *field, const char *text) {
    yz_demo_set(f->in, field, text);
}

static int between(const struct filling *f, int low, int high) {
    return yz_dice_between(&f->y->m->dice, low, high);
}

static void ago(const struct filling *f, const char *field, int low, int high) {
    yz_demo_set_date(f->in, field, yz_date_add(f->today, -between(f, low, high)));
}

static const char *one_of(const struct filling *f, const char *const *all, int count) {
    return all[yz_dice_below(&f->y->m->dice, count)];
}
#define ONE_OF(f, ...)                                                                                                 \
    one_of(f, (const char *const[]){__VA_ARGS__}, (int)(sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *)))

static void money(const struct filling *f, const char *field, int low, int high, int step) {
    char text[24];
    snprintf(text, sizeof text, "%d.00", between(f, low / step, high / step) * step);
    set(f, field, text);
}

/* A number of a paper that was given out at another place. */
static void paper_number(const struct filling *f, const char *field) {
    char text[32];
    snprintf(text, sizeof text, "53011%d%06d", between(f, 1, 4), between(f, 1, 999999));
    set(f, field, text);
}

static void name(const struct filling *f, const char *field, int sex, yz_date birth) {
    char text[96];
    yz_demo_name(f->y->m, NULL, sex, birth, text);
    set(f, field, text);
}

/* --- work --- */

static void unemployment(const struct filling *f) {
    set(f, "before", ONE_OF(f, "employed", "employed", "flexible", "business"));
    ago(f, "left_on", 6, 70);
    set(f, "wish", ONE_OF(f, "保洁、家政", "超市收银，能上晚班", "保安", "送货", "办公室文员", "餐饮服务"));
    if (between(f, 0, 1)) set(f, "training", "yes");
}

static void employment_certificate(const struct filling *f) {
    set(f, "kind", "new");
    set(f, "schooling", ONE_OF(f, "junior", "senior", "senior", "college", "university"));
}

static void certificate_check(const struct filling *f) {
    set(f, "state", ONE_OF(f, "unemployed", "unemployed", "flexible"));
    paper_number(f, "number");
}

static void hardship(const struct filling *f) {
    set(f, "group", "age");
    ago(f, "notice", 3, 7);
    if (f->elsewhere) paper_number(f, "unemployment_number");
}

static void flexible_employment(const struct filling *f) {
    set(f, "purpose", "subsidy");
    set(f, "work", ONE_OF(f, "家政服务", "摆摊卖早点", "送餐", "缝补", "代人看店"));
    ago(f, "since", 20, 200);
    set(f, "workplace", ONE_OF(f, "广福农贸市场", "星天地购物中心一带", "本小区", "五环锋尚东门"));
    money(f, "income", 1600, 3200, 100);
    if (f->elsewhere) paper_number(f, "hardship_number");
}

/* The half year before this month, paid already. */
static void subsidy(const struct filling *f) {
    yz_date month = f->today / 100 * 100 + 1;
    set(f, "group", "age");
    yz_demo_set_date(f->in, "paid_from", yz_date_add_months(month, -6));
    yz_demo_set_date(f->in, "paid_to", yz_date_add(month, -1));
    money(f, "pension_paid", 4200, 5400, 60);
    money(f, "medical_paid", 1800, 2600, 20);
    if (f->elsewhere) paper_number(f, "flexible_number");
}

static void wage_claim(const struct filling *f) {
    bool site = between(f, 0, 2) != 0;
    set(f, "employer", ONE_OF(f, "滇盛建筑劳务有限公司", "云腾装饰工程队", "好味来餐馆", "顺达保洁服务部"));
    set(f, "trade", site ? "construction" : "other");
    set(f, "work", site ? ONE_OF(f, "木工", "钢筋工", "泥水工", "油漆工") : ONE_OF(f, "厨工", "保洁", "送货"));
    if (site) set(f, "project", ONE_OF(f, "云秀路安置房二标段", "星都基地三期", "广福路商铺装修"));
    ago(f, "period_from", 100, 220);
    ago(f, "period_to", 10, 80);
    money(f, "amount", 3000, 42000, 500);
    set(f, "evidence",
        ONE_OF(f, "有考勤记录和工友证言，老板一直说等几天", "有欠条，电话打不通了", "有转账记录，最后两个月没有发"));
}

/* --- old age, children, insurance --- */

static void pension_check(const struct filling *f) {
    set(f, "kind", "pension");
    set(f, "way", ONE_OF(f, "here", "here", "here", "home", "phone"));
}

static void old_age_allowance(const struct filling *f) {
    char phone[24];
    if (between(f, 0, 1)) return; /* came in person */
    name(f, "agent", 1 + between(f, 0, 1), yz_date_add_months(f->soul->birth, 12 * 28));
    snprintf(phone, sizeof phone, "139%08d", between(f, 0, 99999999));
    set(f, "agent_phone", phone);
}

static void only_child(const struct filling *f) {
    yz_date birth = f->soul->child_birth;
    struct yz_person child;
    if (f->soul->children && yz_get(f->y->m->store, &yz_person_kind, f->soul->child, &child) == YZ_OK) {
        set(f, "child_name", child.name);
    } else { /* grown up and gone */
        birth = yz_date_add(yz_date_add_months(f->soul->birth, 12 * 24), between(f, 0, 1400));
        if (birth > 20151231) birth = 20140601;
        name(f, "child_name", 1 + between(f, 0, 1), birth);
    }
    yz_demo_set_date(f->in, "child_birth", birth);
    set(f, "why", ONE_OF(f, "lost", "lost", "damaged"));
    name(f, "spouse", 1, f->soul->birth);
}

static void resident_insurance(const struct filling *f) {
    set(f, "history", ONE_OF(f, "continuous", "continuous", "continuous", "first"));
    if (yz_age_on(f->soul->birth, f->today) < 18) set(f, "kind", "student");
    if (between(f, 0, 9) < 8) yz_demo_set_date(f->in, "paid_on", f->today);
}

static const struct {
    const char *service;
    void (*fill)(const struct filling *f);
} forms[] = {{"unemployment", unemployment},
             {"employment-certificate", employment_certificate},
             {"certificate-check", certificate_check},
             {"hardship", hardship},
             {"flexible-employment", flexible_employment},
             {"subsidy-4050", subsidy},
             {"wage-claim", wage_claim},
             {"pension-check", pension_check},
             {"old-age-allowance", old_age_allowance},
             {"only-child-certificate", only_child},
             {"resident-insurance", resident_insurance}};

void yz_demo_fill(struct yz_demo_year *y, struct yz_intake *in, const struct yz_demo_visit *v,
                  const struct yz_demo_soul *soul) {
    struct filling f = {y, in, soul, v->elsewhere, yz_today()};
    const char *phone = yz_item_field(yz_intake_item(in), "party_phone") ? "party_phone" : "phone";
    char text[24];
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        if (strcmp(forms[i].service, v->service) == 0) forms[i].fill(&f);
    if (yz_item_field(yz_intake_item(in), phone) && !*yz_intake_get(in, phone)) {
        snprintf(text, sizeof text, "137%08d", between(&f, 0, 99999999));
        set(&f, phone, text);
    }
}
