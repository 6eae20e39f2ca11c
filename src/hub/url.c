/* Where the hub is: data/trust/hub.conf, taken from the system's folder only, since the whole journal goes there. */
#include "hub/hub_private.h"

#include <stdio.h>
#include <string.h>
#include <yizhan/i18n.h>

#include "base/conf.h"
#include "base/data.h"

enum yz_status yz_hub_url(char out[YZ_HUB_URL]) {
    struct yz_findings f = {0};
    struct yz_conf c = {0};
    size_t size;
    const char *text = yz_data("trust/hub.conf", &size);
    *out = '\0';
    if (!text) return YZ_REFUSED;
    bool good = yz_conf_read(text, size, &c, &f);
    for (size_t i = 0; good && i < c.section_count; i++) {
        const struct yz_conf_entry *e = yz_conf_find(&c, &c.sections[i], "url");
        if (e) good = snprintf(out, YZ_HUB_URL, "%s", e->value) < YZ_HUB_URL;
    }
    yz_conf_free(&c);
    yz_findings_free(&f);
    return good ? YZ_OK : yz_fail(YZ_REFUSED, _("trust/hub.conf 看不懂：写成 [hub] 一段，里面 url = 区县地址"));
}
