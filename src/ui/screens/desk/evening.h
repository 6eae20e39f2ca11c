/* What a supervisor wants to know of an evening beside its cases: who waits, who is on duty, what must be handed over. */
#ifndef YZ_UI_SCREENS_EVENING_H
#define YZ_UI_SCREENS_EVENING_H

#include "ui/paint.h"
#include <yizhan/handover.h>
#include <yizhan/shifts.h>
#include <yizhan/tickets.h>

struct yz_session;

enum { YZ_EVENING_WAITING = 24, YZ_EVENING_DUTY = 12, YZ_EVENING_ROWS = 4, YZ_EVENING_COLUMNS = 42 };

struct yz_evening {
    struct yz_session *session;
    yz_date day;
    bool today, all; /* of all stations */
    char station[96], hours[48];
    struct yz_ticket_figures figures;
    struct yz_ticket waiting[YZ_EVENING_WAITING];
    size_t waiting_count;
    struct yz_duty duty[YZ_EVENING_DUTY];
    size_t duty_count;
    struct yz_handover_sheet sheet; /* of today */
};
/* Whether the station has extended hours on that day. */
bool yz_evening_open(const struct yz_station *s, yz_date day);
enum yz_status yz_evening_read(struct yz_evening *e, struct yz_session *s, int64_t station, yz_date day);

void yz_evening_paint_rows(const struct yz_evening *e, struct yz_rect area);   /* YZ_EVENING_ROWS lines */
void yz_evening_paint_column(const struct yz_evening *e, struct yz_rect area); /* beside the list */

#endif
