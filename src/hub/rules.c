/* Where the hub is and when it is called: data/trust/hub.conf, taken from the system's folder only, since the whole journal
 * goes there. */
#include "hub/hub_private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/i18n.h>

#include "base/conf.h"
#include "base/data.h"

enum { ASK_SECONDS = 10 }; /* where the file does not say */

static const struct yz_conf_section *section_named(const struct yz_conf *c, const char *name) {
    for (size_t i = 0; i < c->section_count; i++)
        if (strcmp(c->sections[i].name, name) == 0) return &c->sections[i];
    return NULL;
}

/* A number of a section that is there must be in it. */
static bool number(const struct yz_conf *c, const char *section, const char *key, int64_t high, int64_t *out) {
    const struct yz_conf_section *x = section_named(c, section);
    const struct yz_conf_entry *e = x ? yz_conf_find(c, x, key) : NULL;
    char *end = NULL;
    if (e) *out = strtoll(e->value, &end, 10);
    return !x || (e && end != e->value && !*end && *out >= 1 && *out <= high);
}

static bool read_rules(const struct yz_conf *c, struct yz_hub_rules *out) {
    const struct yz_conf_section *hub = section_named(c, "hub");
    const struct yz_conf_entry *url = hub ? yz_conf_find(c, hub, "url") : NULL;
    const struct yz_conf_section *district = section_named(c, "district");
    const struct yz_conf_entry *all = district ? yz_conf_find(c, district, "url") : NULL;
    if (all) snprintf(out->district, sizeof out->district, "%s", all->value);
    bool good = hub && (!url || snprintf(out->url, sizeof out->url, "%s", url->value) < (int)sizeof out->url);
    return good && number(c, "when", "after", 1440, &out->after) && number(c, "when", "every", 1440, &out->every) &&
           number(c, "when", "longest", 10080, &out->longest) && number(c, "warn", "days", 366, &out->warn_days) &&
           number(c, "ask", "seconds", 60, &out->seconds);
}

enum yz_status yz_hub_rules(struct yz_hub_rules *out) {
    struct yz_findings f = {0};
    struct yz_conf c = {0};
    size_t size;
    const char *text = yz_data("trust/hub.conf", &size);
    *out = (struct yz_hub_rules){.seconds = ASK_SECONDS};
    if (!text) return YZ_REFUSED;
    bool good = yz_conf_read(text, size, &c, &f) && read_rules(&c, out);
    yz_conf_free(&c);
    yz_findings_free(&f);
    return good ? YZ_OK
                : yz_fail(YZ_REFUSED, _("trust/hub.conf 看不懂：照程序自带的 data/trust/hub.conf 写，[hub] 里 url = "
                                        "区县地址，[when]、[warn]、[ask] 里是整数"));
}
