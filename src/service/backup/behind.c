/* A backup in a process of its own, which outlives the screen: this program again, as a command. Not a mere fork: a child may
 * not use the file that its parent has open, nor open it again. */
#include <yizhan/backup.h>

#include <fcntl.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

static void become(const char *station_file, const char *option) {
    int null = open("/dev/null", O_RDWR);
    if (null < 0 || dup2(null, 0) < 0 || dup2(null, 1) < 0 || dup2(null, 2) < 0) _exit(1);
    if (null > 2) close(null);
    if (nice(10) == -1) { /* then it competes with the screen: no harm */
    }
    execl("/proc/self/exe", "yizhan", "-f", station_file, "backup", option, (char *)NULL);
    _exit(1);
}

bool yz_backup_behind(const char *station_file, bool anyway) {
    int status = 0;
    if (access("/proc/self/exe", X_OK) != 0) return false;
    pid_t child = fork();
    if (child == 0) {
        setsid();           /* first: a terminal that closes now takes its own processes with it */
        pid_t own = fork(); /* nobody's child, so that nobody need wait for it */
        if (own == 0) become(station_file, anyway ? "--now" : "--auto");
        _exit(own < 0);
    }
    return child > 0 && waitpid(child, &status, 0) == child && status == 0;
}
