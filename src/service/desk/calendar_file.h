/* Calendar files: `date,kind,name` lines, kind off (a day off) or work (a make-up working day). */
#ifndef YZ_SERVICE_DESK_CALENDAR_FILE_H
#define YZ_SERVICE_DESK_CALENDAR_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <yizhan/date.h>
#include <yizhan/findings.h>
#include <yizhan/status.h>

struct yz_special_day { /* a day that the week does not tell */
    yz_date date;
    bool work;
    char name[64];
};

struct yz_special_days {
    struct yz_special_day *all; /* by date; to be freed */
    size_t count, room;
};

/* Adds the lines of a calendar (UTF-8, GB18030 or UTF-16) to `out`, in the order of the dates. With `f` every error is a finding
 * ("line" or "line:column") and only a file without any is worth using; without, bad lines are passed over. YZ_BUSY when
 * memory runs out. */
enum yz_status yz_calendar_parse(const char *bytes, size_t size, struct yz_special_days *out, struct yz_findings *f);

/* The same for a file: YZ_REFUSED when it cannot be read or has errors. */
enum yz_status yz_calendar_read(const char *path, struct yz_special_days *out, struct yz_findings *f);

#endif
