/* Every verb of the journal under fire: the whole command, from signing in to its last word, while the n-th allocation or
 * the n-th call to the disk fails; n = 1, 2, 3 … until it passes. Each trial is a process of its own. The clock stands, so
 * the journal that a command writes is always the same, to the byte: afterwards its newest line must be one that the file
 * had before, or one that ends an act of the undisturbed run, and the last of these when the command said yes. What is
 * random in an encrypted backup stands as well. Station files that a command left beside are such ones, too.
 *
 * wraps: malloc calloc realloc strdup strndup realpath
 * wraps: open read write pread pwrite fsync fdatasync rename renameat2 link unlink fcntl
 * wraps: yz_cli_sign_in yz_session_open_closed yz_restore_from
 */
#include "base/data.h"
#include "base/pinyin.h"
#include "cli/cli.h"
#include "service/desk/workday.h"
#include "service/session.h"
#include "store/erase.h"
#include "store/store_private.h"
#include "support/fault.h"
#include "support/fault_ways.h"
#include "support/stage.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <sodium.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <yizhan/backup.h>
#include <yizhan/codes.h>
#include <yizhan/rights.h>

#include <cmocka.h>

enum { VERBS = 256, WORDS = 48, ACTS = 64, EVERYBODY = YZ_RIGHT_COUNT };

static struct stage_bytes stage[2]; /* the station file and its lock, before any scene */
static char home[64], path[80], scene[400];
static char verbs[VERBS][32];
static const char *const more[] = {"backup+kept", "backup+key", "check-backup+key", "restore+key",
                                   "restore+passphrase"};
static size_t verb_count, tried, scenes, without, wrong, asked;
static int32_t as_role; /* whoever signs in is that; 0: as the file says */

/* What a process under fire tells: shared with it. */
static struct shared {
    long seen;
    bool fired;
} * shared;

/* The command, and what it does undisturbed. */
static struct play {
    char verb[32]; /* in the journal; a scene of another sort has a + behind it */
    char text[4096], *words[WORDS];
    int count;
    bool makes; /* a file of its own, new.db */
    int code;
    int copies;                        /* station files that it leaves beside */
    long calls[FAULT_DISK + 1];        /* how many there are that could fail */
    unsigned char ends[ACTS][YZ_HASH]; /* of the file before, then of each act; the last is how it shall end */
    size_t acts;
} play;

/* --- the process under fire --- */

int __real_yz_cli_sign_in(struct yz_cli *cli);
int __wrap_yz_cli_sign_in(struct yz_cli *cli);
int __wrap_yz_cli_sign_in(struct yz_cli *cli) {
    int status = __real_yz_cli_sign_in(cli);
    if (status == YZ_OK && as_role) cli->session->staff.role = as_role;
    if (status == YZ_OK && as_role) status = yz_session_reach(cli->session);
    fault.armed = true; /* opening is tried by the other tests, for all commands at once */
    return status;
}

enum yz_status __real_yz_session_open_closed(const char *file, struct yz_session **out);
enum yz_status __wrap_yz_session_open_closed(const char *file, struct yz_session **out);
enum yz_status __wrap_yz_session_open_closed(const char *file, struct yz_session **out) {
    enum yz_status status = __real_yz_session_open_closed(file, out);
    fault.armed = true;
    return status;
}

enum yz_status __real_yz_restore_from(const struct yz_restore_want *want, struct yz_restore_told *told);
enum yz_status __wrap_yz_restore_from(const struct yz_restore_want *want, struct yz_restore_told *told);
enum yz_status __wrap_yz_restore_from(const struct yz_restore_want *want, struct yz_restore_told *told) {
    fault.armed = true;
    return __real_yz_restore_from(want, told);
}

static void redirect(const char *name, int flags, int to) {
    int fd = open(name, flags | O_CLOEXEC, 0600);
    if (fd >= 0 && dup2(fd, to) != to) _exit(98);
    if (fd >= 0) close(fd);
}

static void perform(void) {
    redirect("/dev/null", O_RDWR, 0);
    redirect("/dev/null", O_RDWR, 1);
    redirect("said", O_WRONLY | O_CREAT | O_TRUNC, 2);
    redirect("words", O_RDONLY, 9);
    fault.armed = play.makes;
    int code = yz_cli_main(play.count, play.words);
    fault.armed = false;
    shared->seen = fault.seen;
    shared->fired = fault.fired;
    yz_workdays_free();
    yz_pinyin_free();
    yz_codes_free();
    yz_data_free();
#ifdef __SANITIZE_ADDRESS__
    exit(code); /* LeakSanitizer looks at the end */
#endif
    fflush(NULL);
    _exit(code);
}

/* The exit code; -1: it was killed by a signal. */
static int run(struct fault f) {
    int status = 0;
    stage_set();
    *shared = (struct shared){0};
    fflush(NULL);
    pid_t pid = fork();
    if (pid == 0) {
        fault = f;
        perform();
    }
    assert_true(pid > 0 && waitpid(pid, &status, 0) == pid);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* --- the judgement --- */

static const char *file(void) {
    return play.makes ? "new.db" : "station.db";
}

static const char *said(void) {
    static char text[2000];
    int fd = open("said", O_RDONLY);
    ssize_t n = fd < 0 ? 0 : read(fd, text, sizeof text - 1);
    text[n > 0 ? n : 0] = '\0';
    if (fd >= 0) close(fd);
    return text;
}

static void bad(const char *verb, const struct fault *f, int code, const char *what) {
    if (wrong++ >= 12) return;
    print_error("%s, %s %ld%s: %s (exit %d, said “%s”; %s)\n", verb, fault_way_names[fault_way], f->at,
                f->forever ? " for good" : "", what, code, said(), yz_message());
}

static int end_of(const unsigned char hash[YZ_HASH]) {
    for (size_t i = play.acts; i > 0; i--)
        if (memcmp(play.ends[i - 1], hash, YZ_HASH) == 0) return (int)i - 1;
    return -1;
}

/* The end at which the journal stands. That a backup was not made is noted as well, after one of them, with the reason. */
static int newest_end(struct yz_store *s) {
    unsigned char hash[YZ_HASH] = {0}, before[YZ_HASH] = {0};
    struct yz_query *q = yz_sql(s, "SELECT hash, prev, verb = 'backup-failed' FROM journal ORDER BY seq DESC LIMIT 1");
    bool failure = false;
    size_t n;
    if (yz_next(q)) {
        memcpy(hash, yz_bytes(q, 0, &n), YZ_HASH);
        memcpy(before, yz_bytes(q, 1, &n), YZ_HASH);
        failure = yz_int(q, 2);
    }
    if (yz_done(q) != YZ_OK) return -2;
    int at = end_of(hash);
    if (at >= 0 || !failure || end_of(before) < 0) return at;
    return strcmp(play.verb, "backup-failed") == 0 ? (int)play.acts - 1 : end_of(before);
}

/* Which of the ends a file stands at; -1: none of them; -2: it is not sound. What an erasure left to be done is done by
 * doctor, as the command said. */
static int stands(const char *name) {
    struct yz_store *s;
    struct yz_verdict v;
    yz_fail(YZ_OK, " ");
    if (yz_store_open(name, &s) != YZ_OK) return -2;
    bool sound = yz_store_verify(s, &v) == YZ_OK && (!yz_purge_owed(s) || yz_store_doctor(s, true, &v) == YZ_OK) &&
                 yz_store_doctor(s, false, &v) == YZ_OK;
    int at = sound ? newest_end(s) : -2;
    yz_store_close(s);
    return at;
}

static int where(void) {
    return play.makes && access("new.db", F_OK) != 0 ? 0 : stands(file());
}

static bool ends_with(const char *name, const char *end) {
    size_t n = strlen(name), m = strlen(end);
    return n >= m && strcmp(name + n - m, end) == 0;
}

/* A station file that the command put beside: a backup, or what a restore replaced. An encrypted one is as good as it
 * can be told without its key. */
static bool copy_is_sound(const char *name) {
    struct yz_backup_facts facts;
    if (yz_backup_look(name, &facts) != YZ_OK) return false;
    if (facts.form != YZ_BACKUP_PLAIN) return end_of(facts.head) >= 0;
    return stands(name) >= 0;
}

/* How many of them there are; -1: one is not good; -2: something half done is left. */
static int copies(void) {
    char names[ACTS][64];
    int count = 0, good = 0;
    DIR *folder = opendir(".");
    assert_non_null(folder);
    for (const struct dirent *e; good >= 0 && (e = readdir(folder)) != NULL;) {
        if (strstr(e->d_name, ".tmp-")) good = -2;
        bool own = ends_with(e->d_name, "-wal") || ends_with(e->d_name, "-shm") || ends_with(e->d_name, ".lock");
        if (e->d_type != DT_REG || own || stage_has(e->d_name) || strcmp(e->d_name, file()) == 0) continue;
        if (!strstr(e->d_name, ".db") && !ends_with(e->d_name, ".yzb")) continue;
        assert_true(count < ACTS);
        snprintf(names[count++], sizeof *names, "%.63s", e->d_name);
    }
    closedir(folder); /* looking into a file makes others beside it */
    for (int i = 0; i < count && good >= 0; i++) good = copy_is_sound(names[i]) ? good + 1 : -1;
    return good;
}

static void judge(const char *verb, const struct fault *f, int code) {
    int left = copies(), at = where();
    bool yes = code == play.code && strcmp(play.verb, "backup-failed") != 0; /* nobody is promised that note */
    if (code < 0 || code > 9) bad(verb, f, code, "it did not end as a program should");
    else if (at == -2) bad(verb, f, code, "the file is not sound afterwards");
    else if (at == -1) bad(verb, f, code, "something else is in the file than without the fault");
    else if (left == -1) bad(verb, f, code, "a file that it left beside is not good");
    else if (left == -2) bad(verb, f, code, "a temporary is left");
    else if (yes && at != (int)play.acts - 1) bad(verb, f, code, "said yes, and it is not there");
    else if (yes && left != play.copies) bad(verb, f, code, "said yes, and a file beside is not there");
    else if (code != play.code && strlen(said()) < 3) bad(verb, f, code, "a refusal without a word");
}

/* --- chance --- */

/* The same bytes in each trial: keys, salts, what a stream begins with. */
static void same_bytes(void *out, size_t n) {
    static uint32_t at = 1;
    for (size_t i = 0; i < n; i++)
        at = at * 1664525u + 1013904223u, ((unsigned char *)out)[i] = (unsigned char)(at >> 24);
}

static uint32_t same_number(void) {
    uint32_t number;
    same_bytes(&number, sizeof number);
    return number;
}

static const char *same_name(void) {
    return "same";
}

static struct randombytes_implementation same = {
    .implementation_name = same_name, .random = same_number, .buf = same_bytes};

/* --- an undisturbed run: what it writes --- */

static void note_ends(const char *verb, int64_t from) {
    struct yz_store *s;
    bool seen = false;
    if (yz_store_open(file(), &s) != YZ_OK) fail_msg("%s: %s", verb, yz_message());
    struct yz_query *q = yz_sql(s, "SELECT hash, verb FROM journal j WHERE (seq >= ?1 OR " /* a restore goes back */
                                   "seq = (SELECT max(seq) FROM journal)) AND NOT EXISTS "
                                   "(SELECT 1 FROM journal n WHERE n.seq = j.seq + 1 AND n.act = j.act) ORDER BY seq");
    yz_bind(q, 1, from);
    while (yz_next(q)) {
        size_t n;
        assert_true(play.acts < ACTS);
        memcpy(play.ends[play.acts++], yz_bytes(q, 0, &n), YZ_HASH);
        seen |= strncmp(yz_text(q, 1), play.verb, strlen(play.verb)) == 0;
    }
    assert_int_equal(yz_done(q), YZ_OK);
    yz_store_close(s);
    if (!seen) fail_msg("%s: its scenario does not write it", verb);
}

static int64_t newest(void) {
    struct yz_store *s;
    int64_t seq;
    if (yz_store_open("station.db", &s) != YZ_OK) fail_msg("%s", yz_message());
    assert_int_equal(yz_journal_head(s, &seq, play.ends[0], NULL), YZ_OK);
    yz_store_close(s);
    return seq;
}

static void rehearse(const char *verb) {
    play.acts = 1;
    int64_t from = play.makes ? 0 : newest();
    if (play.makes) memset(play.ends[0], 0, YZ_HASH);
    for (fault_way = FAULT_MEMORY;; fault_way = fault_way == FAULT_MEMORY ? FAULT_FULL : FAULT_DISK) {
        play.code = run((struct fault){0});
        play.calls[fault_way] = shared->seen;
        if (fault_way == FAULT_DISK) break;
    }
    if (play.code != YZ_OK && play.code != YZ_PARTIAL && !ends_with(play.verb, "-failed"))
        fail_msg("%s: exit %d, %s", verb, play.code, said());
    note_ends(verb, from + 1);
    if ((play.copies = copies()) < 0) fail_msg("%s: what it leaves beside is not good", verb);
}

/* --- a scene --- */

/* The words of the command as acts.sh wrote them. False: there is a reason why there is none. */
static bool read_play(const char *verb, FILE *from) {
    size_t n = fread(play.text, 1, sizeof play.text - 1, from);
    play.text[n] = '\0';
    if (n == 0) fail_msg("%s is in src/service/verbs.c and has no scenario in tests/fault/acts.sh", verb);
    if (strncmp(play.text, "never: ", 7) == 0) return false;
    play.count = 0;
    play.words[play.count++] = "yizhan";
    play.makes = strncmp(play.text, "-f", 3) == 0;
    if (!play.makes) play.words[play.count++] = "-f", play.words[play.count++] = "station.db";
    for (char *p = play.text; p < play.text + n; p += strlen(p) + 1) {
        assert_true(play.count < WORDS - 1);
        play.words[play.count++] = p;
    }
    play.words[play.count] = NULL;
    return true;
}

static bool acts_sh(const char *what) {
    char command[600];
    snprintf(command, sizeof command, "sh '%s/tests/fault/acts.sh' %s", getenv("SOURCE_DIR"), what);
    FILE *from = popen(command, "r");
    assert_non_null(from);
    bool plays = strcmp(what, "stage") == 0 || read_play(what, from);
    int status = pclose(from);
    if (status != 0) fail_msg("tests/fault/acts.sh %s: exit %d", what, status);
    return plays;
}

/* YZ_FULL=1 tries ten points a verb and way, YZ_FULL=2 every one (days). */
static long step_of(long all, long points) {
    const char *full = getenv("YZ_FULL");
    if (fault_full()) points = strcmp(full, "1") == 0 ? 10 : all;
    return 1 + all / (points ? points : 1);
}

/* Every n, or so many, other ones of each verb. */
static void walk(const char *verb, enum fault_way way, bool forever, long points) {
    fault_way = way;
    fault_errno = forever ? ENOSPC : EIO;
    long all = play.calls[way], step = step_of(all, points);
    const char *from = getenv("YZ_FAULT_FROM");
    for (long at = from ? strtol(from, NULL, 10) : 1 + (long)(scenes * 7) % step; at <= all; at += step, tried++) {
        struct fault f = {.at = at, .forever = forever};
        judge(verb, &f, run(f));
        if (from) break;
    }
    if (from && wrong) fail_msg("what is left lies in %s", home);
}

/* --- who may --- */

/* What a verb asks for, where that is not the right to write. */
static int right_of(const char *verb) {
    static const struct {
        const char *verb;
        int right;
    } other[] = {{"add-staff", YZ_RIGHT_STAFF},        {"edit-staff", YZ_RIGHT_STAFF},
                 {"bind-staff", YZ_RIGHT_STAFF},       {"disable-staff", YZ_RIGHT_STAFF},
                 {"enable-staff", YZ_RIGHT_STAFF},     {"import-staff", YZ_RIGHT_STAFF_IMPORT},
                 {"erase-person", YZ_RIGHT_ERASE},     {"load-service", YZ_RIGHT_RULES},
                 {"load-calendar", YZ_RIGHT_RULES},    {"backup", YZ_RIGHT_BACKUP},
                 {"restore", YZ_RIGHT_BACKUP},         {"backup-failed", EVERYBODY},
                 {"check-backup", EVERYBODY},          {"passwd", EVERYBODY},
                 {"sign-in-failed", EVERYBODY},        {"reveal", YZ_RIGHT_REVEAL},
                 {"export", YZ_RIGHT_EXPORT_REVEALED}, {"send-template", YZ_RIGHT_EXPORT_REVEALED}};
    for (size_t i = 0; i < sizeof other / sizeof *other; i++)
        if (strcmp(other[i].verb, verb) == 0) return other[i].right;
    return YZ_RIGHT_WRITE;
}

/* The command as it was said; not at all, and by the name of the right; or, where the role may, still not those: others than
 * who handles a case (the flow says who), somebody who sees only the own grids and has none. */
static bool role_is_right(int32_t role, int right, int code, int at) {
    bool none = code != YZ_OK && at == 0, steps = ends_with(play.verb, "-case"),
         scripted = strcmp(play.words[3], "--script") == 0;
    if (right == EVERYBODY || yz_role_may(role, right)) {
        if (code == play.code && at == (int)play.acts - 1) return true;
        return none && (!yz_role_may(role, YZ_RIGHT_EVERYWHERE) || (steps && code == YZ_DENIED));
    }
    if (scripted) return none;
    return none && code == YZ_DENIED &&
           (strstr(said(), yz_right_name(right)) || strstr(said(), yz_right_name(YZ_RIGHT_EVERYWHERE)));
}

static void judge_role(const char *verb, int32_t role) {
    as_role = role;
    int code = run((struct fault){0}), at = where();
    as_role = 0;
    asked++;
    if (role_is_right(role, right_of(play.verb), code, at) || wrong++ >= 12) return;
    print_error("%s as %s: exit %d, line %d of %zu, said “%s”\n", verb, yz_code_label("staff_role", role), code, at,
                play.acts - 1, said());
}

/* Each role gives the command: data/trust/rights.conf decides, and whoever may not leaves nothing in the file. In a short run
 * those who may least, and by turns one of the others. */
static void who_may(const char *verb) {
    size_t count = 0;
    const struct yz_code *roles = yz_codes("staff_role", &count);
    for (size_t i = 0; i < count && !play.makes; i++)
        if (fault_full() || !yz_role_may(roles[i].code, YZ_RIGHT_WRITE) || scenes % (3 * count) == 3 * i)
            judge_role(verb, roles[i].code);
}

static void one_verb(const char *verb) {
    stage_clear("stage");
    stage_put("station.db", &stage[0]);
    stage_put("station.db.lock", &stage[1]);
    snprintf(play.verb, sizeof play.verb, "%.*s", (int)strcspn(verb, "+"), verb);
    if (!acts_sh(verb)) {
        without++;
        return;
    }
    stage_note();
    rehearse(verb);
    scenes++;
    if (!strchr(verb, (int)'+')) who_may(verb);
    long points = (long)fault_share(1);
    walk(verb, FAULT_MEMORY, false, points);
    walk(verb, FAULT_DISK, false, points);
    if (fault_full() || scenes % 2) walk(verb, FAULT_MEMORY, true, 1);
    if (fault_full() || scenes % 2 == 0) walk(verb, FAULT_DISK, true, 1);
    walk(verb, FAULT_FULL, true, 1);
}

static void every_verb(void **state) {
    const char *only = getenv("YZ_FAULT_VERB");
    (void)state;
    for (size_t i = 0; i < verb_count; i++)
        if (!only || strcmp(only, verbs[i]) == 0) one_verb(verbs[i]);
    if (wrong) fail_msg("%zu times wrong", wrong);
}

/* --- setup --- */

/* The verbs, as they stand in src/service/verbs.c: {"add-person", … and other ways to some of them. */
static void read_verbs(void) {
    char line[300], name[400];
    snprintf(name, sizeof name, "%s/src/service/verbs.c", getenv("SOURCE_DIR"));
    FILE *f = fopen(name, "r");
    assert_non_null(f);
    while (fgets(line, sizeof line, f))
        if (verb_count < VERBS && sscanf(line, " {\"%31[a-z-]\", N_", verbs[verb_count]) == 1) verb_count++;
    fclose(f);
    assert_true(verb_count > 100 && verb_count + sizeof more / sizeof *more <= VERBS);
    for (size_t i = 0; i < sizeof more / sizeof *more; i++) strcpy(verbs[verb_count++], more[i]);
}

static int begin(void **state) {
    (void)state;
    strcpy(home, "/tmp/yz-acts-XXXXXX");
    assert_non_null(mkdtemp(home));
    assert_int_equal(chdir(home), 0);
    snprintf(path, sizeof path, "%s/station.db", home);
    setenv("YIZHAN_NOW", "2026-11-23T19:30", 1);
    shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    assert_true(shared != MAP_FAILED);
    yz_cli_locale();
    yz_session_kinds();
    read_verbs();
    acts_sh("stage");
    return stage_take("station.db", &stage[0]) && stage_take("station.db.lock", &stage[1]) ? 0 : -1;
}

static int end(void **state) {
    (void)state;
    printf("# %zu points at which one of %zu verbs met a fault (%zu verbs have no command, see tests/fault/acts.sh)\n",
           tried, scenes, without);
    printf("# %zu times a role gave one of these commands\n", asked);
    for (int i = 0; i < 2; i++) free(stage[i].all);
    stage_forget();
    if (getenv("YZ_FAULT_FROM")) return 0; /* to be looked at */
    snprintf(scene, sizeof scene, "rm -rf '%s'", home);
    return chdir("/") | system(scene);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_verb)};
    randombytes_set_implementation(&same);
    fault_between_memory();
    fault_between_disk();
    return cmocka_run_group_tests(tests, begin, end);
}
