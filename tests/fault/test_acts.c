/* Every verb of the journal under fire: the whole command, from signing in to its last word, while the n-th allocation or
 * the n-th call to the disk fails; n = 1, 2, 3 … until it passes. Each trial is a process of its own. The clock stands, so
 * the journal that a command writes is always the same, to the byte: afterwards its newest line must be one that the file
 * had before, or one that ends an act of the undisturbed run, and the last of these when the command said yes.
 *
 * wraps: malloc calloc realloc strdup strndup realpath
 * wraps: open pread pwrite fsync fdatasync rename renameat2 link unlink fcntl
 * wraps: yz_cli_sign_in
 */
#include "base/data.h"
#include "base/pinyin.h"
#include "cli/cli.h"
#include "service/desk/workday.h"
#include "service/session.h"
#include "store/store_private.h"
#include "support/fault.h"
#include "support/fault_ways.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <yizhan/codes.h>

#include <cmocka.h>

enum { VERBS = 256, WORDS = 48, ACTS = 64, PROPS = 64, MOST = 16 << 20 };

static char props[PROPS][64];
static size_t prop_count;
static char home[64], path[80], scene[400];
static char verbs[VERBS][32];
static size_t verb_count, tried, scenes, without, wrong;

/* What a process under fire tells: shared with it. */
static struct shared {
    long seen;
    bool fired;
} * shared;

/* The command, and the file as it finds it. */
static struct play {
    char text[4096], *words[WORDS];
    int count;
    bool makes; /* a file of its own, new.db */
    struct bytes {
        unsigned char *all;
        size_t size;
    } file, lock;
    int code;
    long calls[FAULT_DISK + 1];        /* how many there are that could fail */
    unsigned char ends[ACTS][YZ_HASH]; /* of the file before, then of each act; the last is how it shall end */
    size_t acts;
} play;

/* --- files --- */

static bool take(const char *name, struct bytes *b) {
    struct stat st;
    int fd = open(name, O_RDONLY);
    free(b->all);
    *b = (struct bytes){0};
    if (fd < 0) return false;
    assert_true(fstat(fd, &st) == 0 && st.st_size < MOST);
    b->size = (size_t)st.st_size;
    assert_non_null(b->all = malloc(b->size + 1));
    assert_int_equal(read(fd, b->all, b->size), b->size);
    return close(fd) == 0;
}

static void put(const char *name, const struct bytes *b) {
    int fd = open(name, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    assert_true(fd >= 0 && write(fd, b->all, b->size) == (ssize_t)b->size && close(fd) == 0);
}

/* What an earlier scene left goes. */
static void clear_the_stage(void) {
    DIR *folder = opendir(".");
    assert_non_null(folder);
    for (const struct dirent *e; (e = readdir(folder)) != NULL;)
        if (e->d_name[0] != '.' && strcmp(e->d_name, "stage") != 0) unlink(e->d_name);
    closedir(folder);
}

/* The names of what the scene itself set up. */
static void note_the_stage(void) {
    DIR *folder = opendir(".");
    assert_non_null(folder);
    prop_count = 0;
    for (const struct dirent *e; (e = readdir(folder)) != NULL;) {
        assert_true(prop_count < PROPS);
        snprintf(props[prop_count++], sizeof *props, "%.63s", e->d_name);
    }
    closedir(folder);
}

static bool is_prop(const char *name) {
    for (size_t i = 0; i < prop_count; i++)
        if (strcmp(props[i], name) == 0) return true;
    return false;
}

/* What the command wrote goes, and the station file is as the command finds it. */
static void set_the_stage(void) {
    DIR *folder = opendir(".");
    assert_non_null(folder);
    for (const struct dirent *e; (e = readdir(folder)) != NULL;)
        if (!is_prop(e->d_name)) unlink(e->d_name);
    closedir(folder);
    put("station.db", &play.file);
    put("station.db.lock", &play.lock);
}

/* --- the process under fire --- */

int __real_yz_cli_sign_in(struct yz_cli *cli);
int __wrap_yz_cli_sign_in(struct yz_cli *cli);
int __wrap_yz_cli_sign_in(struct yz_cli *cli) {
    int status = __real_yz_cli_sign_in(cli);
    fault.armed = true; /* opening is tried by the other tests, for all commands at once */
    return status;
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
    int status;
    set_the_stage();
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
    static char text[300];
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

/* Which of the ends the file stands at; -1: none of them; -2: it is not sound. */
static int where(void) {
    struct yz_store *s;
    struct yz_verdict v;
    unsigned char hash[YZ_HASH];
    int64_t seq;
    int at = -1;
    if (play.makes && access("new.db", F_OK) != 0) return 0;
    yz_fail(YZ_OK, " ");
    if (yz_store_open(file(), &s) != YZ_OK) return -2;
    bool sound = yz_store_verify(s, &v) == YZ_OK && yz_store_doctor(s, false, &v) == YZ_OK &&
                 yz_journal_head(s, &seq, hash, NULL) == YZ_OK;
    yz_store_close(s);
    for (size_t i = 0; sound && i < play.acts; i++)
        if (memcmp(play.ends[i], hash, YZ_HASH) == 0) at = (int)i;
    return sound ? at : -2;
}

static void judge(const char *verb, const struct fault *f, int code) {
    int at = where();
    if (code < 0 || code > 9) bad(verb, f, code, "it did not end as a program should");
    else if (at == -2) bad(verb, f, code, "the file is not sound afterwards");
    else if (at == -1) bad(verb, f, code, "something else is in the file than without the fault");
    else if (code == play.code && at != (int)play.acts - 1) bad(verb, f, code, "said yes, and it is not there");
    else if (code != play.code && strlen(said()) < 3) bad(verb, f, code, "a refusal without a word");
}

/* --- an undisturbed run: what it writes --- */

static void note_ends(const char *verb, int64_t from) {
    struct yz_store *s;
    bool seen = false;
    if (yz_store_open(file(), &s) != YZ_OK) fail_msg("%s: %s", verb, yz_message());
    struct yz_query *q = yz_sql(s, "SELECT hash, verb FROM journal j WHERE seq >= ?1 AND NOT EXISTS "
                                   "(SELECT 1 FROM journal n WHERE n.seq = j.seq + 1 AND n.act = j.act) ORDER BY seq");
    yz_bind(q, 1, from);
    while (yz_next(q)) {
        size_t n;
        assert_true(play.acts < ACTS);
        memcpy(play.ends[play.acts++], yz_bytes(q, 0, &n), YZ_HASH);
        seen |= strncmp(yz_text(q, 1), verb, strlen(verb)) == 0;
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
    take("station.db", &play.file);
    take("station.db.lock", &play.lock);
    for (fault_way = FAULT_MEMORY;; fault_way = fault_way == FAULT_MEMORY ? FAULT_FULL : FAULT_DISK) {
        play.code = run((struct fault){0});
        play.calls[fault_way] = shared->seen;
        if (fault_way == FAULT_DISK) break;
    }
    if (play.code != YZ_OK && play.code != YZ_PARTIAL && strcmp(verb, "sign-in-failed") != 0)
        fail_msg("%s: exit %d, %s", verb, play.code, said());
    note_ends(verb, from + 1);
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

/* YZ_FULL=1 tries a hundred points a verb and way, YZ_FULL=2 every one (hours). */
static long step_of(long all, long points) {
    const char *full = getenv("YZ_FULL");
    if (fault_full()) points = strcmp(full, "1") == 0 ? 100 : all;
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

static void one_verb(const char *verb) {
    clear_the_stage();
    put("station.db", &play.file);
    put("station.db.lock", &play.lock);
    if (!acts_sh(verb)) {
        without++;
        return;
    }
    note_the_stage();
    rehearse(verb);
    scenes++;
    long points = (long)fault_share(1);
    walk(verb, FAULT_MEMORY, false, points);
    walk(verb, FAULT_DISK, false, points);
    if (fault_full() || scenes % 2) walk(verb, FAULT_MEMORY, true, 1);
    if (fault_full() || scenes % 2 == 0) walk(verb, FAULT_DISK, true, 1);
    walk(verb, FAULT_FULL, true, 1);
}

static void every_verb(void **state) {
    static struct bytes file_before, lock_before;
    const char *only = getenv("YZ_FAULT_VERB");
    (void)state;
    take("station.db", &file_before);
    take("station.db.lock", &lock_before);
    for (size_t i = 0; i < verb_count; i++) {
        if (only && strcmp(only, verbs[i]) != 0) continue;
        put("station.db", &file_before);
        take("station.db", &play.file);
        put("station.db.lock", &lock_before);
        take("station.db.lock", &play.lock);
        one_verb(verbs[i]);
    }
    free(file_before.all);
    free(lock_before.all);
    file_before.all = lock_before.all = NULL;
    if (wrong) fail_msg("%zu times wrong", wrong);
}

/* --- setup --- */

/* The verbs, as they stand in src/service/verbs.c: {"add-person", … */
static void read_verbs(void) {
    char line[300], name[400];
    snprintf(name, sizeof name, "%s/src/service/verbs.c", getenv("SOURCE_DIR"));
    FILE *f = fopen(name, "r");
    assert_non_null(f);
    while (fgets(line, sizeof line, f))
        if (verb_count < VERBS && sscanf(line, " {\"%31[a-z-]\", N_", verbs[verb_count]) == 1) verb_count++;
    fclose(f);
    assert_true(verb_count > 100);
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
    return 0;
}

static int end(void **state) {
    (void)state;
    printf("# %zu points at which one of %zu verbs met a fault (%zu verbs have no command, see tests/fault/acts.sh)\n",
           tried, scenes, without);
    free(play.file.all);
    free(play.lock.all);
    if (getenv("YZ_FAULT_FROM")) return 0; /* to be looked at */
    snprintf(scene, sizeof scene, "rm -rf '%s'", home);
    return chdir("/") | system(scene);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_verb)};
    fault_between_memory();
    fault_between_disk();
    return cmocka_run_group_tests(tests, begin, end);
}
