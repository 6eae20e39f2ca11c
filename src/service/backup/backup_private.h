/* Shared by the files of backup. */
#ifndef YZ_BACKUP_PRIVATE_H
#define YZ_BACKUP_PRIVATE_H

#include <yizhan/backup.h>

/* The folder of automatic backups: `folder`, else that of the rules, else STATION.db.backups, which is made. YZ_REFUSED:
 * not there. */
enum yz_status yz_backup_folder(struct yz_session *s, const char *folder, char out[4096]);
/* STATION of STATION.db, without its folder: what names of backups begin with. */
void yz_backup_base(struct yz_session *s, char out[160]);
/* The moment in a name "STATION-20261123-203005.db"; 0: it is none of those. */
yz_moment yz_backup_name_time(const char *name, const char *base);

/* Notes of the journal about backups; `why`: NULL = it is good. They also keep how far the newest good one reaches. */
enum yz_status yz_backup_note_made(struct yz_session *s, const struct yz_backup_made *made, const char *sum);
enum yz_status yz_backup_note_failed(struct yz_session *s, const char *folder, const char *why);
enum yz_status yz_backup_note_check(struct yz_session *s, const char *name, const char *why);
/* What the newest note about a backup of that name says, and the sum noted as it was made ("" = none). */
enum yz_status yz_backup_noted(struct yz_session *s, const char *name, enum yz_backup_mark *mark, char sum[65]);

/* SHA-256 of a file, hex. */
enum yz_status yz_backup_sum(const char *path, char out[65]);

#endif
