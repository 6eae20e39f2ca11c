/* The items that come with the program, into station files: all of them into a new one; into an older one those that are new or
 * reworded since, as long as the station has not loaded one of its own in their place. */
#include <stdlib.h>
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/i18n.h>
#include <yizhan/rights.h>

#include "base/data.h"
#include "service/desk/desk_private.h"
#include "service/session.h"

#define PRINT "catalogue-print" /* of the items that the file had last */

struct installing {
    struct yz_store *store;
    struct yz_item *item;
    struct yz_service *record;
    bool follow; /* what the station loaded itself stays, and a file that has faults is passed over */
    int64_t print;
    enum yz_status status;
};

static bool is_item(const char *name) {
    size_t n = strlen(name);
    return n > 5 && strcmp(name + n - 5, ".item") == 0;
}

/* FNV-1a over all texts, never 0. */
static bool add_print(const char *name, void *with) {
    struct installing *in = with;
    size_t size = 0;
    const char *text = is_item(name) ? yz_data(name, &size) : NULL;
    uint64_t sum = (uint64_t)in->print;
    for (size_t i = 0; text && i < size; i++) sum = (sum ^ (unsigned char)text[i]) * UINT64_C(1099511628211);
    in->print = (int64_t)(sum >> 1) | 1;
    return true;
}

/* Whether somebody of the station wrote what it has under that key: then it is theirs, unless it cannot be read any more. */
static enum yz_status is_theirs(struct installing *in, bool *theirs) {
    struct yz_findings f = {0};
    struct yz_log_filter filter = {.kind = YZ_SERVICE};
    struct yz_log_line newest;
    size_t count = 0;
    *theirs = false;
    enum yz_status status = yz_catalogue_record(in->store, in->item->key, in->record);
    if (status != YZ_OK || !in->record->id) return status;
    filter.id = in->record->id;
    status = yz_journal_page(in->store, &filter, &newest, 1, &count);
    struct yz_item *own = status == YZ_OK && count && newest.staff ? malloc(sizeof *own) : NULL;
    *theirs = own && yz_item_parse(in->record->definition, strlen(in->record->definition), own, &f);
    yz_findings_free(&f);
    free(own);
    return status;
}

static bool install_one(const char *name, void *with) {
    struct installing *in = with;
    struct yz_findings f = {0};
    size_t size;
    bool theirs = false;
    if (!is_item(name)) return true;
    const char *text = yz_data(name, &size);
    bool good = text && size < sizeof in->record->definition && yz_item_parse(text, size, in->item, &f);
    size_t errors = f.errors;
    yz_findings_free(&f);
    if (!good && !in->follow) in->status = yz_fail(YZ_REFUSED, _("%s 有 %zu 处错误"), name, errors);
    if (good && in->follow) in->status = is_theirs(in, &theirs);
    if (good && !theirs && in->status == YZ_OK) in->status = yz_catalogue_put(in->store, in->item, text, NULL);
    return in->status == YZ_OK;
}

static enum yz_status install(struct yz_store *store, bool follow, int64_t print) {
    struct installing in = {.store = store, .follow = follow};
    in.item = malloc(sizeof *in.item);
    in.record = malloc(sizeof *in.record);
    if (!in.item || !in.record) in.status = yz_fail(YZ_BUSY, _("内存不足"));
    if (in.status == YZ_OK && !yz_data_each("services/", install_one, &in) && in.status == YZ_OK) in.status = YZ_BUSY;
    if (in.status == YZ_OK) in.status = yz_meta_set(store, PRINT, print);
    free(in.record);
    free(in.item);
    return in.status;
}

static enum yz_status as_act(struct yz_store *store, bool follow, int64_t print) {
    enum yz_status status = yz_act_begin(store, "load-service", 0); /* nobody's own: undo does not take it */
    if (status != YZ_OK) return status;
    status = install(store, follow, print);
    if (status == YZ_OK) return yz_act_commit(store, NULL);
    yz_act_abort(store);
    return status;
}

static enum yz_status print_now(int64_t *print) {
    struct installing in = {.print = 0x4bf29ce484222325};
    bool good = yz_data_each("services/", add_print, &in);
    *print = in.print;
    return good ? YZ_OK : YZ_BUSY;
}

enum yz_status yz_catalogue_install(struct yz_store *store) {
    int64_t print;
    enum yz_status status = print_now(&print);
    if (status != YZ_OK) return status;
    return yz_in_act(store) ? install(store, false, print) : as_act(store, false, print);
}

enum yz_status yz_catalogue_follow(struct yz_session *s) {
    int64_t print;
    enum yz_status status = print_now(&print);
    if (status != YZ_OK || !yz_may(s, YZ_RIGHT_WRITE) || yz_meta(s->store, PRINT, 0) == print) return status;
    status = as_act(s->store, true, print);
    yz_session_forget(s);
    return status;
}
