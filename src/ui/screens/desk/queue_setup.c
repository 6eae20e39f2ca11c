/* How the queue is shown: station, order, filters, day, columns. */
#include "ui/screens/desk/queue_setup.h"

#include "base/text.h"
#include "ui/screens/services.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/catalogue.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>
#include <yizhan/registry.h>
#include <yizhan/station.h>

enum { MANY = 200 };

static const struct yz_form_field fields[] = {
    {.name = "station", .label = N_("驿站"), .editor = YZ_EDIT_CHOICE, .help = N_("空着是全部驿站")},
    {.name = "order", .label = N_("先后"), .editor = YZ_EDIT_CHOICE},
    {.name = "turned", .label = N_("倒过来"), .editor = YZ_EDIT_FLAG},
    {.name = "state", .label = N_("状态"), .editor = YZ_EDIT_CHOICE, .of = "case_state", .help = N_("空着是全部状态")},
    {.name = "service", .label = N_("事项"), .editor = YZ_EDIT_CHOICE, .help = N_("空着是全部事项")},
    {.name = "owner", .label = N_("经办"), .editor = YZ_EDIT_CHOICE, .help = N_("空着是所有的人")},
    {.name = "day",
     .label = N_("日期"),
     .editor = YZ_EDIT_DAY,
     .help = N_("今天到期和晚间看哪一天，例如 昨天、20261120")},
    {.name = "columns", .label = N_("显示的列"), .editor = YZ_EDIT_TICKS, .help = N_("窄的屏幕放不下的，后面的列让出")},
};

static void option(struct yz_option *o, const char *value, const char *label) {
    *o = (struct yz_option){0};
    yz_copy(o->value, sizeof o->value, value);
    yz_copy(o->label, sizeof o->label, label);
}

static size_t stations(struct yz_session *s, struct yz_option *out, size_t max) {
    struct yz_station *all = calloc(MANY, sizeof *all);
    size_t count = 0, n = 0;
    char id[32];
    if (all) yz_stations(s, all, MANY, &count);
    for (; n < count && n < max; n++) {
        snprintf(id, sizeof id, "%lld", (long long)all[n].id);
        option(&out[n], id, all[n].name);
    }
    free(all);
    return n;
}

static size_t staff(struct yz_session *s, struct yz_option *out, size_t max) {
    struct yz_staff *all = calloc(MANY, sizeof *all);
    size_t count = 0, n = 0;
    char id[32];
    if (all) yz_staff_list(s, all, MANY, &count);
    for (int other = 0; other < 2; other++) { /* those of the own station first */
        for (size_t i = 0; i < count && n < max; i++) {
            if ((all[i].station != yz_session_station(s)->id) != other) continue;
            snprintf(id, sizeof id, "%lld", (long long)all[i].id);
            option(&out[n++], id, all[i].name);
        }
    }
    free(all);
    return n;
}

static size_t services(struct yz_session *s, struct yz_option *out, size_t max) {
    struct yz_service_line *all = calloc(MANY, sizeof *all);
    size_t count = 0, n = 0;
    if (all) yz_catalogue_list(s, yz_today(), all, MANY, &count);
    for (; n < count && n < max; n++) option(&out[n], all[n].key, yz_service_short_name(&all[n]));
    free(all);
    return n;
}

static size_t options(void *ctx, struct yz_form *form, const char *field, const char *typed, struct yz_option *out,
                      size_t max) {
    struct yz_queue_setup *e = ctx;
    struct yz_session *s = yz_ui_session(e->ui);
    char key[8];
    size_t n = 0;
    (void)form;
    (void)typed;
    if (strcmp(field, "station") == 0) return stations(s, out, max);
    if (strcmp(field, "owner") == 0) return staff(s, out, max);
    if (strcmp(field, "service") == 0) return services(s, out, max);
    if (strcmp(field, "columns") == 0) {
        for (; n < YZ_QUEUE_COLUMNS && n < max; n++)
            option(&out[n], yz_queue_column_keys[n], yz_tr(yz_queue_columns[n].label));
        return n;
    }
    for (; n < YZ_QUEUE_ORDERS && n < max; n++) {
        snprintf(key, sizeof key, "%zu", n);
        option(&out[n], key, yz_queue_order_name((enum yz_queue_order)n));
    }
    return n;
}

static const struct yz_form_events events = {.options = options};

/* A choice with the words for it. */
static void set_record(struct yz_queue_setup *e, const char *field, enum yz_kind_id kind, int64_t id) {
    char text[32], title[96];
    if (!id) return;
    snprintf(text, sizeof text, "%lld", (long long)id);
    yz_record_title(yz_ui_session(e->ui), kind, id, false, title, sizeof title);
    yz_form_set_option(&e->form, field, text, title);
}

static void name_service(struct yz_queue_setup *e, const char *key) {
    struct yz_option all[YZ_OPTIONS];
    size_t n = *key ? services(yz_ui_session(e->ui), all, YZ_OPTIONS) : 0;
    yz_copy(e->service, sizeof e->service, key);
    for (size_t i = 0; i < n; i++)
        if (strcmp(all[i].value, key) == 0) yz_copy(e->service, sizeof e->service, all[i].label);
}

void yz_queue_setup_open(struct yz_queue_setup *e, struct yz_ui *ui, const struct yz_queue_rows *r) {
    char text[256] = "", day[YZ_DATE_TEXT];
    e->ui = ui;
    if (!yz_ui_ok(ui, yz_form_open(&e->form, fields, sizeof fields / sizeof *fields, &events, e))) return;
    e->open = true;
    set_record(e, "station", YZ_STATION, r->filter.station);
    set_record(e, "owner", YZ_STAFF, r->filter.staff);
    snprintf(text, sizeof text, "%d", (int)r->order);
    yz_form_set_option(&e->form, "order", text, yz_queue_order_name(r->order));
    yz_form_set(&e->form, "turned", r->turned ? "yes" : "");
    yz_form_set(&e->form, "state", yz_code_key("case_state", r->filter.state));
    if (*r->filter.service) yz_form_set_option(&e->form, "service", r->filter.service, e->service);
    yz_form_set(&e->form, "day", r->filter.day ? yz_date_text(r->filter.day, day) : "");
    text[0] = '\0';
    for (size_t i = 0; i < r->column_count; i++)
        snprintf(text + strlen(text), sizeof text - strlen(text), "%s%s", i ? "," : "",
                 yz_queue_column_keys[r->shown[i]]);
    yz_form_set(&e->form, "columns", text);
}

void yz_queue_setup_close(struct yz_queue_setup *e) {
    if (e->open) yz_form_close(&e->form);
    e->open = false;
}

static void apply(const struct yz_form *form, struct yz_queue_rows *r) {
    r->filter.station = strtoll(yz_form_get(form, "station"), NULL, 10);
    r->filter.staff = strtoll(yz_form_get(form, "owner"), NULL, 10);
    r->order = (enum yz_queue_order)strtol(yz_form_get(form, "order"), NULL, 10);
    r->turned = *yz_form_get(form, "turned") != '\0';
    r->filter.state = 0;
    yz_code_parse("case_state", yz_form_get(form, "state"), &r->filter.state);
    yz_copy(r->filter.service, sizeof r->filter.service, yz_form_get(form, "service"));
    r->filter.day = 0;
    yz_date_parse(yz_form_get(form, "day"), yz_today(), false, &r->filter.day);
    yz_queue_rows_choose(r, yz_form_get(form, "columns"));
}

bool yz_queue_setup_input(struct yz_queue_setup *e, const struct yz_input *in, struct yz_queue_rows *r, bool *changed) {
    if (in->request == YZ_REQ_BACK) {
        yz_queue_setup_close(e);
        yz_ui_repaint(e->ui);
        return true;
    }
    if (yz_form_input(&e->form, e->ui, in)) return true;
    if (in->request != YZ_REQ_SAVE && in->request != YZ_REQ_OPEN) return false;
    if (!yz_form_check(&e->form)) return true;
    apply(&e->form, r);
    name_service(e, r->filter.service);
    yz_queue_setup_close(e);
    *changed = true;
    return true;
}
