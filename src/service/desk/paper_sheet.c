/* The values of a paper, and those that every paper has: the station, its hours, now. Official papers have one language,
 * so the words here are Chinese whatever the screen's language is. */
#include "service/desk/paper_sheet.h"

#include <stdio.h>
#include <string.h>
#include <yizhan/station.h>

#include "base/mask.h"
#include "base/text.h"

const char *yz_chinese_date(yz_date d, char out[64]) {
    *out = '\0';
    if (d) snprintf(out, 64, "%d年%d月%d日", d / 10000, d / 100 % 100, d % 100);
    return out;
}

const char *yz_chinese_moment(yz_moment at, char out[64]) {
    int minute = yz_moment_minute(at);
    *out = '\0';
    if (!at) return out;
    yz_chinese_date(yz_moment_date(at), out);
    size_t n = strlen(out);
    snprintf(out + n, 64 - n, " %02d:%02d", minute / 60, minute % 60);
    return out;
}

void yz_sheet_put_open(struct yz_sheet *sh, const char *key, const char *text) {
    if (sh->count == sizeof sh->values / sizeof *sh->values) return;
    struct yz_sheet_value *v = &sh->values[sh->count++];
    yz_copy(v->key, sizeof v->key, key);
    yz_copy(v->text, sizeof v->text, text ? text : "");
}

void yz_sheet_put(struct yz_sheet *sh, const char *key, const char *text) {
    char masked[sizeof sh->values->text];
    yz_mask_numbers(masked, sizeof masked, text ? text : "");
    yz_sheet_put_open(sh, key, masked);
}

void yz_sheet_put_moment(struct yz_sheet *sh, const char *key, yz_moment at) {
    char when[64];
    yz_sheet_put(sh, key, yz_chinese_moment(at, when));
}

void yz_sheet_put_count(struct yz_sheet *sh, const char *key, int64_t n, const char *unit) {
    char text[64];
    snprintf(text, sizeof text, "%lld %s", (long long)n, unit);
    yz_sheet_put(sh, key, n < 0 ? "" : text);
}

void yz_sheet_put_staff(struct yz_sheet *sh, const char *key, int64_t staff) {
    char name[96] = "";
    yz_record_title(sh->s, YZ_STAFF, staff, false, name, sizeof name);
    yz_sheet_put(sh, key, name);
}

static void put_hours(struct yz_sheet *sh, const struct yz_station *station) {
    char text[256];
    snprintf(text, sizeof text, "工作日 %s%s%s", station->hours, *station->weekend ? "；周末 " : "", station->weekend);
    yz_sheet_put(sh, "hours", *station->hours ? text : "");
}

enum yz_status yz_sheet_put_places(struct yz_sheet *sh, int64_t station_id, bool invented) {
    struct yz_station station = {0};
    struct yz_community community = {0};
    enum yz_status status = YZ_OK;
    if (station_id) status = yz_get(sh->s->store, &yz_station_kind, station_id, &station);
    if (status == YZ_OK && station.community) {
        status = yz_get(sh->s->store, &yz_community_kind, station.community, &community);
    }
    yz_sheet_put(sh, "community", community.name);
    yz_sheet_put(sh, "station", station.name);
    yz_sheet_put(sh, "station_address", station.address);
    yz_sheet_put_open(sh, "station_phone", station.phone);
    put_hours(sh, &station);
    yz_sheet_put_moment(sh, "printed", yz_now());
    yz_sheet_put(sh, "invented", invented ? "演示数据：人物均为虚构，不作凭证。" : "");
    return status;
}
