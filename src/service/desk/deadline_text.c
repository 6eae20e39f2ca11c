/* Steps of a count as people read them. */
#include <stdio.h>
#include <string.h>
#include <yizhan/deadline.h>
#include <yizhan/i18n.h>

char *yz_step_end_text(yz_moment to, char out[YZ_MOMENT_TEXT]) {
    char day[YZ_DATE_TEXT];
    if (!to || yz_moment_minute(to) != 0) return yz_moment_text(to, out);
    snprintf(out, YZ_MOMENT_TEXT, "%s 24:00", yz_date_text(yz_date_add(yz_moment_date(to), -1), day));
    return out;
}

char *yz_step_counted_text(const struct yz_deadline_step *step, enum yz_limit_unit unit, char out[YZ_LIMIT_TEXT]) {
    bool hours = unit == YZ_LIMIT_HOURS || unit == YZ_LIMIT_WORK_HOURS;
    int rest = hours ? (int)(step->minutes % 60) : 0;
    yz_limit_text((struct yz_limit){hours ? step->minutes / 60 : step->days, unit}, out);
    size_t n = strlen(out);
    if (rest) snprintf(out + n, YZ_LIMIT_TEXT - n, n ? _(" %d 分") : _("%d 分"), rest);
    return out;
}
