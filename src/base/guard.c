/* Rights that were lent, core files, the umask. */
#include "base/guard.h"

#include <stdio.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/auxv.h>
#include <sys/prctl.h>
#endif

static bool rights_are_lent(void) {
    if (getuid() != geteuid() || getgid() != getegid()) return true;
#ifdef __linux__
    return getauxval(AT_SECURE) != 0;
#else
    return issetugid() != 0;
#endif
}

bool yz_guard(void) {
    const struct rlimit none = {0, 0};
    umask(077);
    setrlimit(RLIMIT_CORE, &none);
#ifdef __linux__
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
#endif
    if (!rights_are_lent()) return true;
    /* Translations may come from a folder that the environment names, so this one line is in both languages. */
    fputs(
        "yizhan: 程序文件带有 set-uid、set-gid 或权能，不能这样运行；请 chmod u-s,g-s，给它一个自己的系统用户 / "
        "refusing to run with lent rights (set-uid, set-gid or capabilities): chmod u-s,g-s, and give it a system user "
        "of its own\n",
        stderr);
    return false;
}
