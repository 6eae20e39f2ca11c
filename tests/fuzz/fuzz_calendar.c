/* Any bytes as a calendar: days in order, each of them one, or findings. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "service/desk/calendar_file.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct yz_special_days days = {0};
    struct yz_findings f = {0};
    if (yz_calendar_parse((const char *)data, size, &days, &f) != YZ_OK) abort();
    for (size_t i = 0; i < days.count; i++) {
        const struct yz_special_day *d = &days.all[i];
        if (d->date < 20150101 || !memchr(d->name, '\0', sizeof d->name)) abort();
        if (i && (days.all[i - 1].date > d->date || (days.all[i - 1].date == d->date && !f.errors))) abort();
    }
    free(days.all);
    yz_findings_free(&f);
    return 0;
}
