/* One thing a clerk does, under fire. */
#include "support/fault.h"

#include "service/desk/workday.h"
#include "service/session.h"
#include "store/store_private.h"
#include "support/desk.h"

#include "base/data.h"
#include "base/pinyin.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <yizhan/codes.h>
#include <yizhan/find.h>
#include <yizhan/journal.h>
#include <yizhan/deadline.h>
#include <yizhan/ledger.h>
#include <yizhan/papers.h>
#include <yizhan/seals.h>

#include <cmocka.h>

enum { ROWS = 50, HITS = 20, BLOB = 4 << 20 };

struct fault fault;

bool fault_strikes(void) {
    if (!fault.armed) return false;
    fault.seen++;
    bool strikes = fault.at && (fault.seen == fault.at || (fault.forever && fault.seen > fault.at));
    fault.fired |= strikes;
    return strikes;
}

bool fault_full(void) {
    const char *full = getenv("YZ_FULL");
    return full && *full && strcmp(full, "0") != 0;
}

size_t fault_share(size_t trials) {
    return getenv("YZ_VALGRIND") ? 1 + trials / 12 : trials;
}

/* --- what all trials start with --- */

struct blob {
    char name[32];
    char *bytes;
    size_t size;
};

static struct desk d; /* its session and store are closed: only ids and paths are used */
static struct blob start[6];
static struct yz_staff clerk;
static int64_t registered; /* the act that undo takes back */
static char ledger[128], calendar[128], copy[128], out[128], other[128];

/* One trial's session. */
static struct yz_store *store;
static struct yz_session *session;

static void good(enum yz_status status) {
    if (status != YZ_OK) fail_msg("%s", yz_message());
}

static void load(struct blob *b, const char *name) {
    char path[400];
    struct stat st;
    snprintf(b->name, sizeof b->name, "%s", name);
    snprintf(path, sizeof path, "%s/%s", d.folder, name);
    int fd = open(path, O_RDONLY);
    assert_true(fd >= 0 && fstat(fd, &st) == 0 && st.st_size < BLOB);
    b->size = (size_t)st.st_size;
    b->bytes = malloc(b->size + 1);
    assert_non_null(b->bytes);
    assert_int_equal(read(fd, b->bytes, b->size), b->size);
    close(fd);
}

static void empty_folder(void) {
    char path[400];
    DIR *folder = opendir(d.folder);
    assert_non_null(folder);
    for (const struct dirent *e; (e = readdir(folder)) != NULL;) {
        snprintf(path, sizeof path, "%s/%s", d.folder, e->d_name);
        if (e->d_name[0] != '.' || e->d_name[1] > '.') unlink(path);
    }
    closedir(folder);
}

static void unload(void) {
    empty_folder();
    for (const struct blob *b = start; b->bytes; b++) {
        char path[400];
        snprintf(path, sizeof path, "%s/%s", d.folder, b->name);
        int fd = open(path, O_WRONLY | O_CREAT | O_EXCL, 0600);
        assert_true(fd >= 0 && write(fd, b->bytes, b->size) == (ssize_t)b->size && close(fd) == 0);
    }
}

static void write_calendar(void) {
    FILE *f = fopen(calendar, "w");
    assert_non_null(f);
    for (int i = 0; i < 12; i++) fprintf(f, "2026-11-%02d,off,test\n", 19 + i);
    assert_int_equal(fclose(f), 0);
}

static void write_ledger(void) {
    FILE *f = fopen(ledger, "w");
    assert_non_null(f);
    fprintf(f, "居民台账,,,,,\n姓名,性别,出生日期,现住址,与户主关系,手机号\n");
    for (int i = 0; i < ROWS; i++)
        fprintf(f, "周建%s,%s,%d-%02d-%02d,星体花园南区4-1-%d0%d,%s,139%08d\n", i % 2 ? "平" : "英",
                i % 2 ? "男" : "女", 1950 + i, 1 + i % 12, 1 + i % 28, 1 + i / 8, 1 + i / 4 % 2,
                i % 4 ? "其他" : "户主", 31000000 + i);
    assert_int_equal(fclose(f), 0);
}

static struct yz_intake *begin_baby(const char *certificate) {
    struct yz_intake *in = NULL;
    char ref[32];
    if (yz_intake_begin(session, "newborn-insurance", d.family, 0, &in) != YZ_OK) return NULL;
    yz_intake_set(in, "guardian", yz_ref_text(YZ_PERSON, d.mother, ref), NULL);
    yz_intake_set(in, "baby_sex", "女", NULL);
    yz_intake_set(in, "birth", "2026-11-18", NULL);
    yz_intake_set(in, "certificate", certificate, NULL);
    yz_intake_set(in, "consent", "是", NULL);
    yz_intake_set(in, "papers", "certificate,booklet,parent-id", NULL);
    return in;
}

static enum yz_status register_baby(const char *certificate, struct yz_case *c) {
    struct yz_findings f = {0};
    struct yz_outcome o = {0};
    struct yz_intake *in = begin_baby(certificate);
    if (!in) return YZ_BUSY;
    enum yz_status status = yz_intake_save(in, &o, c, &f);
    yz_findings_free(&f);
    yz_intake_free(in);
    return status;
}

static void leave(void) {
    yz_session_leave(session);
    session = NULL;
    yz_store_close(store);
    store = NULL;
}

static enum yz_status enter(void) {
    enum yz_status status = yz_store_open(d.path, &store);
    if (status == YZ_OK) status = yz_session_over(store, &clerk, &session);
    if (status == YZ_OK) return status;
    yz_store_close(store);
    store = NULL;
    return status;
}

int fault_setup(void **state) {
    struct yz_case c = {0};
    (void)state;
    desk_make(&d);
    clerk = d.clerk;
    store = d.store;
    session = d.session;
    good(register_baby("U530000001", &c));
    good(yz_journal_last(store, clerk.id, &registered));
    snprintf(ledger, sizeof ledger, "%s/ledger.csv", d.folder);
    snprintf(calendar, sizeof calendar, "%s/calendar.csv", d.folder);
    snprintf(copy, sizeof copy, "%s/backup.db", d.folder);
    snprintf(out, sizeof out, "%s/out", d.folder);
    snprintf(other, sizeof other, "%s/other.db", d.folder);
    good(yz_backup(session, copy));
    leave();
    write_ledger();
    write_calendar();
    load(&start[0], "station.db");
    load(&start[1], "station.db.lock");
    load(&start[2], "backup.db");
    load(&start[3], "ledger.csv");
    load(&start[4], "calendar.csv");
    start[5].bytes = NULL;
    return 0;
}

int fault_teardown(void **state) {
    (void)state;
    empty_folder();
    rmdir(d.folder);
    for (struct blob *b = start; b->bytes; b++) free(b->bytes);
    yz_workdays_free();
    yz_pinyin_free();
    yz_codes_free();
    yz_data_free();
    yz_set_now(0);
    return 0;
}

/* --- the verbs --- */

static struct yz_hit hits[HITS], right_hits[HITS];
static size_t hit_count, right_hit_count;
static size_t rows, right_rows;

static enum yz_status do_open(void) {
    return enter();
}

static enum yz_status do_search(void) {
    static const char *const queries[] = {"李", "zl", "138", "3-2-501", "xse"};
    enum yz_status status = YZ_OK;
    hit_count = 0;
    for (size_t i = 0; status == YZ_OK && i < sizeof queries / sizeof *queries; i++) {
        size_t n = 0;
        status = yz_search(session, queries[i], 0, hits + hit_count, HITS - hit_count, &n);
        hit_count += n;
    }
    return status;
}

static enum yz_status do_intake(void) {
    struct yz_case c = {0};
    return register_baby("U530000002", &c);
}

static enum yz_status do_draft(void) {
    struct yz_intake *in = begin_baby("U530000003");
    if (!in) return YZ_BUSY;
    enum yz_status status = yz_intake_draft_write(in);
    yz_intake_free(in);
    return status;
}

static enum yz_status do_undo(void) {
    struct yz_undo undo;
    return yz_undo(session, registered, &undo);
}

static enum yz_status do_import(void) {
    const struct yz_import_options o = {.kind = "residents", .file = ledger, .create_places = true};
    struct yz_import_report r = {0};
    return yz_import(session, &o, &r);
}

/* A year in which the registered case is due: its working days become others. */
static enum yz_status do_calendar(void) {
    struct yz_findings f = {0};
    size_t count = 0;
    enum yz_status status = yz_calendar_load(session, calendar, "test", &f, NULL, 0, &count);
    rows = f.count + count;
    yz_findings_free(&f);
    return status;
}

static enum yz_status do_export(void) {
    const struct yz_export_options o = {.kind = "residents"};
    FILE *f = fopen(out, "w");
    if (!f) return yz_fail(YZ_BUSY, "no file");
    enum yz_status status = yz_export(session, &o, f, &rows);
    if (fclose(f) != 0 && status == YZ_OK) status = yz_fail(YZ_BUSY, "not closed");
    return status;
}

static enum yz_status do_print(void) {
    struct yz_print to = {.way = YZ_PRINT_FILE, .columns = YZ_COLUMNS_80MM};
    struct yz_case c;
    snprintf(to.target, sizeof to.target, "%s", out);
    enum yz_status status = yz_case_by_number(session, "2026-000001", &c);
    return status == YZ_OK ? yz_paper_print(session, &c, YZ_PAPER_RECEIPT, &to) : status;
}

static enum yz_status do_seal(void) {
    struct yz_findings f = {0};
    struct yz_seal u;
    yz_seal_begin(session, &u);
    u.approved_by = clerk.id;
    snprintf(u.matter, sizeof u.matter, "申请公租房");
    snprintf(u.document, sizeof u.document, "居住情况说明");
    snprintf(u.applicant, sizeof u.applicant, "张丽");
    enum yz_status status = yz_seal_add(session, &u, NULL, &f);
    yz_findings_free(&f);
    return status;
}

static enum yz_status do_log(void) {
    struct yz_log_line lines[HITS];
    struct yz_log_filter filter = {0};
    enum yz_status status = yz_log(session, &filter, lines, HITS, &rows);
    return status;
}

static enum yz_status do_backup(void) {
    return yz_backup(session, other);
}

static enum yz_status do_verify(void) {
    struct yz_verdict v;
    enum yz_status status = yz_verify(session, &v);
    rows = (size_t)v.lines;
    return status;
}

static enum yz_status do_doctor(void) {
    struct yz_verdict v;
    enum yz_status status = yz_doctor(session, true, &v);
    rows = (size_t)v.lines;
    return status;
}

static enum yz_status do_close(void) {
    leave();
    return YZ_OK;
}

static enum yz_status do_restore(void) {
    return yz_restore(copy, d.path, true);
}

static enum yz_status do_create(void) {
    struct yz_community community = {.name = "甲社区", .region = "530111007"};
    struct yz_store *s = NULL;
    enum yz_status status = yz_store_create(other, 8, false, &s);
    if (status == YZ_OK) status = yz_act_begin(s, "init", 0);
    if (status == YZ_OK) status = yz_put(s, &yz_community_kind, &community);
    if (status == YZ_OK) status = yz_act_commit(s, NULL);
    if (status == YZ_OK) status = yz_store_publish(s);
    yz_store_close(s);
    return status;
}

/* What of it must be in the file: either nothing or the whole. */
static const struct verb {
    const char *name;
    enum yz_status (*run)(void);
    bool opened;     /* runs in a session that is open */
    const char *act; /* its word in the journal; NULL: writes no act */
    int people, cases, lines;
    bool counts;       /* `rows` is a result */
    const char *makes; /* a file that is there, and good, when it was acknowledged */
} verbs[] = {
    {"open", do_open, false, NULL, 0, 0, 0, false, NULL},
    {"search", do_search, true, NULL, 0, 0, 0, false, NULL},
    {"intake", do_intake, true, "register-newborn", 1, 1, 0, false, NULL},
    {"draft", do_draft, true, NULL, 0, 0, 0, false, NULL},
    {"undo", do_undo, true, "undo:", -1, -1, 0, false, NULL},
    {"import", do_import, true, "import-residents", ROWS, 0, 0, false, NULL},
    {"calendar", do_calendar, true, "load-calendar", 0, 0, 0, true, NULL},
    {"export", do_export, true, "export", 0, 0, 0, true, NULL},
    {"print", do_print, true, "print", 0, 0, 0, false, NULL},
    {"seal", do_seal, true, "add-seal", 0, 0, 0, false, NULL},
    {"log", do_log, true, NULL, 0, 0, 0, true, NULL},
    {"backup", do_backup, true, NULL, 0, 0, 0, false, other},
    {"verify", do_verify, true, NULL, 0, 0, 0, true, NULL},
    {"doctor", do_doctor, true, NULL, 0, 0, 0, true, NULL},
    {"close", do_close, true, NULL, 0, 0, 0, false, NULL},
    {"restore", do_restore, false, NULL, 0, 0, 0, false, NULL},
    {"create", do_create, false, NULL, 0, 0, 0, false, other},
};

const char *const fault_verbs[] = {"open",     "search", "intake", "draft",   "undo",   "import",
                                   "calendar", "export", "print",  "seal",    "log",    "backup",
                                   "verify",   "doctor", "close",  "restore", "create", NULL};

static const struct verb *verb_named(const char *name) {
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
        if (strcmp(verbs[i].name, name) == 0) return &verbs[i];
    fail_msg("no verb %s", name);
    return NULL;
}

/* --- one trial --- */

struct trial {
    const struct verb *verb;
    char about[96]; /* "intake, read 17 for good" */
    enum yz_status first, second;
    char said[400]; /* the first message */
    bool again;
};

struct tally {
    int64_t acts, people, cases, drafts;
};

static size_t wrong; /* told of one walk; it goes on, so that all are told */

static void bad(const struct trial *t, const char *what) {
    if (wrong++ >= 8) return;
    print_error("%s: %s (first %d “%s”, then %d; last message “%s”)\n", t->about, what, t->first, t->said, t->second,
                yz_message());
}

static bool same_hits(void) {
    return hit_count == right_hit_count && memcmp(hits, right_hits, hit_count * sizeof *hits) == 0;
}

/* An acknowledged answer is the right one. */
static void check_answer(const struct trial *t, enum yz_status status) {
    if (status != YZ_OK) return;
    if (t->verb->run == do_search && !same_hits()) bad(t, "said yes, but found something else");
    if (t->verb->counts && rows != right_rows) bad(t, "said yes, but counted something else");
}

static enum yz_status attempt(const struct trial *t) {
    memset(hits, 0, sizeof hits);
    rows = 0;
    yz_fail(YZ_OK, " ");
    enum yz_status status = t->verb->run();
    fault.armed = false;
    if (status != YZ_OK && strlen(yz_message()) < 3) bad(t, "a refusal without a word");
    check_answer(t, status);
    return status;
}

static struct tally tally(const struct verb *v) {
    struct tally x = {0};
    char sql[200];
    snprintf(sql, sizeof sql, "SELECT count(DISTINCT act) FROM journal WHERE substr(verb,1,%zu)='%s'",
             v->act ? strlen(v->act) : 1, v->act ? v->act : "?");
    x.acts = yz_sql_int(store, sql, 0, 0);
    x.people = yz_sql_int(store, "SELECT count(*) FROM person", 0, 0);
    x.cases = yz_sql_int(store, "SELECT count(*) FROM \"case\"", 0, 0);
    x.drafts = yz_sql_int(store, "SELECT count(*) FROM draft", 0, 0);
    return x;
}

static bool check_file(const struct trial *t, const char *path) {
    struct yz_verdict v;
    if (yz_store_open(path, &store) != YZ_OK) {
        bad(t, "the file does not open afterwards");
        return false;
    }
    if (yz_store_verify(store, &v) != YZ_OK) bad(t, "the file does not verify afterwards");
    if (yz_store_doctor(store, false, &v) != YZ_OK) bad(t, "the search keys are wrong afterwards");
    return true;
}

static void check_work(const struct trial *t, const struct tally *before) {
    const struct verb *v = t->verb;
    if (!check_file(t, d.path)) return;
    struct tally now = tally(v);
    yz_store_close(store);
    store = NULL;
    int64_t acts = now.acts - before->acts;
    bool acked = t->first == YZ_OK || t->second == YZ_OK;
    if (v->act && (acts > 1 || (acked && acts != 1 && !(v->run == do_export && acts == 2))) && v->run != do_export)
        bad(t, acked ? "acknowledged, but not there once" : "there more than once");
    if (v->act && v->run != do_export &&
        (now.people - before->people != acts * v->people || now.cases - before->cases != acts * v->cases))
        bad(t, "half of it is there");
    if (v->run == do_draft && acked && now.drafts != before->drafts + 1) bad(t, "the draft is not there");
}

static bool is_there(const char *path) {
    struct stat st;
    return lstat(path, &st) == 0;
}

/* A file that was not there before is good, or not there; no temporaries are left. */
static void check_folder(const struct trial *t) {
    bool acked = t->first == YZ_OK || t->second == YZ_OK;
    if (t->verb->makes) {
        if (acked && !is_there(other)) bad(t, "acknowledged, but no file");
        if (is_there(other)) check_file(t, other);
        yz_store_close(store);
        store = NULL;
    }
    DIR *folder = opendir(d.folder);
    assert_non_null(folder);
    for (const struct dirent *e; (e = readdir(folder)) != NULL;)
        if (strstr(e->d_name, ".tmp-") && !t->again) bad(t, "a temporary is left");
    closedir(folder);
}

static struct tally prepare(const struct trial *t, void (*before)(void)) {
    unload();
    good(enter());
    struct tally x = tally(t->verb);
    leave();
    if (t->verb->makes) assert_false(is_there(other));
    if (t->verb->opened) good(enter());
    if (t->verb->run == do_close) { /* there is something to fold in */
        struct yz_case c = {0};
        good(register_baby("U530000004", &c));
        x = tally(t->verb);
    }
    if (before) before();
    return x;
}

static bool try_one(const struct verb *v, const char *what, long at, bool forever, void (*before)(void)) {
    struct trial t = {.verb = v};
    snprintf(t.about, sizeof t.about, "%s, %s %ld%s", v->name, what, at, forever ? " for good" : "");
    struct tally was = prepare(&t, before);
    fault = (struct fault){.at = at, .forever = forever, .armed = true};
    t.first = attempt(&t);
    bool fired = fault.fired;
    snprintf(t.said, sizeof t.said, "%s", t.first == YZ_OK ? "" : yz_message());
    if (t.first != YZ_OK && !fired) bad(&t, "refused without any fault");
    if (t.first == YZ_PARTIAL) bad(&t, "done in part");
    t.second = t.first;
    if (t.first != YZ_OK) {
        t.second = attempt(&t);
        bool may_refuse = (store && store->broken) || (v->makes && is_there(v->makes)) || v->act;
        if (t.second != YZ_OK && !may_refuse) bad(&t, "it does not go on afterwards");
    }
    if (session) leave();
    if (before) before(); /* nothing that was kept in memory shapes the judgement */
    check_work(&t, &was);
    check_folder(&t);
    return fired;
}

static void learn(const struct verb *v, void (*before)(void)) {
    struct trial t = {.verb = v, .about = "without a fault"};
    right_hit_count = 0;
    right_rows = rows = 0;
    hit_count = 0;
    prepare(&t, before);
    memset(hits, 0, sizeof hits);
    good(v->run());
    memcpy(right_hits, hits, sizeof hits);
    right_hit_count = hit_count;
    right_rows = rows;
    if (session) leave();
    if (v->run == do_search) assert_true(right_hit_count >= 5);
}

size_t fault_walk(const char *name, const char *what, bool forever, size_t points, void (*before)(void)) {
    const struct verb *v = verb_named(name);
    size_t tried = 0;
    wrong = 0;
    learn(v, before);
    points = fault_share(points);
    fault = (struct fault){.armed = true}; /* how many calls there are */
    struct trial count = {.verb = v};
    prepare(&count, before);
    fault = (struct fault){.armed = true};
    good(v->run());
    fault.armed = false;
    if (session) leave();
    long all = fault.seen;
    const char *from = getenv("YZ_FAULT_FROM");
    for (long at = from ? strtol(from, NULL, 10) : 1; at <= all + 1; tried++) {
        if (!try_one(v, what, at, forever, before)) break;
        /* In a short run all of the first ones, then ever wider steps. */
        at += fault_full() ? 1 : 1 + (long)((double)at * 4 / (double)points);
    }
    if (wrong) fail_msg("%s: %zu times wrong", name, wrong);
    return tried;
}
