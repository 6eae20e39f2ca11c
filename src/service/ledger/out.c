/* A table going out. */
#include "service/ledger/out.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>
#include <yizhan/i18n.h>
#include <yizhan/ledger.h>

enum yz_status yz_new_file(const char *path, FILE **out) {
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    *out = fd < 0 ? NULL : fdopen(fd, "w");
    if (*out) return YZ_OK;
    int why = errno;
    if (fd >= 0) close(fd);
    if (why == EEXIST) return yz_fail(YZ_REFUSED, _("%s 已经存在，不会覆盖；请换一个文件名"), path);
    return yz_fail(YZ_BUSY, _("文件 %1$s 写不了：%2$s"), path, yz_errno_text(why));
}

enum yz_status yz_new_file_done(const char *path, FILE *file, enum yz_status status) {
    if (fclose(file) != 0 && status == YZ_OK)
        status = yz_fail(YZ_BUSY, _("文件 %1$s 写不了：%2$s"), path, yz_errno_text(errno));
    if (status != YZ_OK) unlink(path);
    return status;
}

enum yz_status yz_out_open(struct yz_out *o, FILE *file, bool xlsx, const char *name, enum yz_encoding encoding) {
    *o = (struct yz_out){.file = file};
    if (xlsx) return yz_xlsx_write_open(&o->xlsx, name, false);
    yz_csv_write_open(&o->csv, file, NULL, encoding == YZ_UTF8 ? YZ_UTF8_BOM : encoding);
    return YZ_OK;
}

void yz_out_header(struct yz_out *o, const char *text) {
    if (o->xlsx) yz_xlsx_header(o->xlsx, text);
    else yz_csv_cell_raw(&o->csv, text);
}

void yz_out_text(struct yz_out *o, const char *text) {
    if (o->xlsx) yz_xlsx_text(o->xlsx, text);
    else yz_csv_cell(&o->csv, text);
}

void yz_out_field(struct yz_out *o, const struct yz_field *f, const void *record, bool masked, const char *text) {
    bool open = o->xlsx && f && record && !(masked && f->mask != YZ_OPEN);
    yz_date day;
    if (open && f->type == YZ_DAY) {
        memcpy(&day, (const char *)record + f->offset, sizeof day);
        yz_xlsx_date(o->xlsx, day);
    } else if (open && (f->type == YZ_INT || f->type == YZ_MONEY)) {
        yz_xlsx_amount(o->xlsx, text);
    } else {
        yz_out_text(o, text);
    }
}

void yz_out_end_row(struct yz_out *o) {
    if (o->xlsx) yz_xlsx_end_row(o->xlsx);
    else yz_csv_end_row(&o->csv);
}

enum yz_status yz_out_status(const struct yz_out *o) {
    return o->xlsx ? YZ_OK : o->csv.status;
}

enum yz_status yz_out_close(struct yz_out *o, bool good) {
    return o->xlsx ? yz_xlsx_write_close(o->xlsx, good ? o->file : NULL) : yz_csv_write_close(&o->csv);
}
