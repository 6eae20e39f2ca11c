/* Publishing 5,000 lines out of a station file of 100,000 people: gathered, masked, each checked against every name of the file,
 * three files written and synced, each line and each need kept, committed. */
#include "service/session.h"
#include "support/bench.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <yizhan/journal.h>
#include <yizhan/net.h>
#include <yizhan/notices.h>
#include <yizhan/records.h>
#include <yizhan/registry.h>

enum { LINES = 5000, ROUNDS = 5 };

/* Without what this process waited for the processors of others. */
static double now(void) {
    return bench_ms() - bench_waited(0);
}

static enum yz_status fill(struct yz_session *s) {
    struct yz_building all[64];
    struct yz_record_filter any = {0};
    size_t count = 0;
    enum yz_status status = yz_record_page(s, YZ_BUILDING, &any, 0, all, 64, &count);
    if (status == YZ_OK) status = yz_session_act(s, "edit-need");
    for (int i = 0; status == YZ_OK && i < LINES; i++) {
        const struct yz_building *b = &all[(size_t)i % count];
        struct yz_need n = {
            .field = 1 + i % 6, .building = b->id, .grid = b->grid, .state = YZ_NEED_HEARD, .source = 1};
        snprintf(n.text, sizeof n.text, "楼下绿化带想补种第%d棵，给孩子一块玩的地方，晚上回家看得见路", i % 100);
        n.at = yz_moment_make(20270101 + i % 20, 600);
        status = yz_put(s->store, &yz_need_kind, &n);
    }
    return yz_session_end(s, status);
}

static enum yz_status measure(struct yz_session *s, const char *folder) {
    const struct yz_notice want = {.needs = true, .since = 20270101, .until = 20270131};
    struct bench_samples looking = {0}, publishing = {0};
    struct yz_notice_draft d;
    struct yz_notice made = {0};
    struct yz_findings f = {0};
    enum yz_status status = YZ_OK;
    for (int i = 0; status == YZ_OK && i < ROUNDS; i++) {
        double from = now();
        status = yz_notice_prepare(s, &want, &d, &f);
        bench_add(&looking, now() - from);
        yz_notice_draft_free(&d);
        from = now();
        if (status == YZ_OK) status = yz_notice_publish(s, &want, folder, &made, &f);
        bench_add(&publishing, now() - from);
        if (status == YZ_OK && made.lines != LINES) status = yz_fail(YZ_REFUSED, "%d lines", (int)made.lines);
    }
    bench_tell(&(struct bench_figure){
        .name = "lines of a notice made and checked, 5,000", .unit = "ms", .value = bench_at(&looking, 50)});
    bench_tell(&(struct bench_figure){
        .name = "publishing 5,000 lines", .unit = "ms", .value = bench_at(&publishing, 50), .budget = 1000});
    bench_free(&looking);
    bench_free(&publishing);
    yz_findings_free(&f);
    return status;
}

int main(void) {
    struct yz_session *s = NULL;
    const char *from, *tmp = getenv("TMPDIR") ? getenv("TMPDIR") : "."; /* tests/bench.sh clears it */
    char copy[512], folder[512];
    setlocale(LC_ALL, "C.UTF-8");
    if (!(from = bench_station(100000))) return 1;
    snprintf(copy, sizeof copy, "%s/notice.db", tmp);
    snprintf(folder, sizeof folder, "%s/public", tmp);
    bool good = yz_session_open(from, &s) == YZ_OK && yz_backup(s, copy) == YZ_OK && mkdir(folder, 0700) == 0;
    yz_session_close(s);
    s = NULL;
    yz_set_now(yz_moment_make(20270124, 600));
    good = good && yz_session_open(copy, &s) == YZ_OK && fill(s) == YZ_OK && measure(s, folder) == YZ_OK;
    if (!good) fprintf(stderr, "%s\n", yz_message());
    yz_session_close(s);
    return good ? 0 : 1;
}
