/* Which backups are kept: the newest of each of the latest days; of what is older, the newest of each of the latest weeks; of
 * what is older still, the newest of each of the latest months. Days without one do not count: who was away for a month finds
 * as many as who was not. */
#include <yizhan/backup.h>

/* Weeks begin on Monday. */
static int64_t period(enum yz_backup_tier tier, yz_date day) {
    if (tier == YZ_TIER_DAY) return day;
    return tier == YZ_TIER_WEEK ? (yz_day_number(day) + 3) / 7 : day / 100;
}

void yz_backup_tiers(struct yz_backup_file *files, size_t count, yz_date today, const struct yz_backup_rules *rules) {
    const int64_t most[] = {
        [YZ_TIER_DAY] = rules->daily, [YZ_TIER_WEEK] = rules->weekly, [YZ_TIER_MONTH] = rules->monthly};
    enum yz_backup_tier tier = YZ_TIER_DAY;
    int64_t kept = 0, last = -1;
    for (size_t i = 0; i < count; i++) {
        struct yz_backup_file *f = &files[i];
        yz_date day = yz_moment_date(f->at);
        f->tier = YZ_TIER_NONE;
        if (f->mark == YZ_BACKUP_BAD) continue;
        while (tier <= YZ_TIER_MONTH && kept == most[tier] && period(tier, day) != last) {
            tier++;
            kept = 0;
            last = -1;
        }
        if (tier <= YZ_TIER_MONTH && period(tier, day) != last) {
            f->tier = tier;
            last = period(tier, day);
            kept++;
        } else if (day == today) f->tier = YZ_TIER_TODAY;
    }
}
