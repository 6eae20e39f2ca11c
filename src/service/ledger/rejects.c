/* Rows that did not go in, as a file in the ledger's own layout and encoding (a workbook when it is named so): what stood above the header, the header,
 * the rows as they were, and one more column with the reasons. Mended, it is imported as it is. */
#include "service/ledger/ledger_private.h"
#include "service/ledger/out.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <yizhan/i18n.h>

struct yz_rejects {
    FILE *file;
    struct yz_out out;
};

static enum yz_status failed(const char *path) {
    return yz_fail(YZ_BUSY, _("退回文件 %1$s 写不了：%2$s"), path, yz_errno_text(errno));
}

static bool same_file(const char *a, const char *b) {
    struct stat x, y;
    return stat(a, &x) == 0 && stat(b, &y) == 0 && x.st_dev == y.st_dev && x.st_ino == y.st_ino;
}

static void write_cells(struct yz_import_run *im, uint32_t row, const char *reasons) {
    struct yz_out *out = &im->rejects->out;
    const struct yz_sheet *s = &im->sheet;
    int reasons_at = im->columns.reasons, width = (int)s->rows[im->columns.header].cells;
    int cells = (int)s->rows[row].cells;
    if (reasons_at < 0) reasons_at = width;
    for (int i = 0; i < cells || (*reasons && i <= reasons_at); i++)
        yz_out_text(out, i == reasons_at && *reasons ? reasons : yz_sheet_cell(s, row, i));
    yz_out_end_row(out);
}

static enum yz_status begin(struct yz_import_run *im) {
    const char *path = im->options->rejects;
    struct stat st;
    if (same_file(path, im->options->file)) return yz_fail(YZ_USAGE, _("退回文件不能就是台账本身：%s"), path);
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (fd < 0) return failed(path);
    if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode)) fchmod(fd, 0600); /* one that was there for all to read */
    im->rejects = calloc(1, sizeof *im->rejects);
    FILE *file = im->rejects ? fdopen(fd, "w") : NULL;
    if (!file) {
        close(fd);
        free(im->rejects);
        im->rejects = NULL;
        return failed(path);
    }
    im->rejects->file = file;
    size_t n = strlen(path);
    bool xlsx = n > 5 && strcasecmp(path + n - 5, ".xlsx") == 0;
    enum yz_status status = yz_out_open(&im->rejects->out, file, xlsx, "退回", im->sheet.encoding);
    if (status != YZ_OK) return status;
    for (uint32_t i = 0; i < im->columns.header; i++)
        if (im->sheet.rows[i].answer == YZ_CSV_ROW) write_cells(im, i, "");
    write_cells(im, (uint32_t)im->columns.header, "错误原因");
    return YZ_OK;
}

static void add_reason(struct yz_import_run *im, struct yz_buffer *out, const struct yz_finding *f) {
    const char *header = yz_columns_header(&im->columns, &im->sheet, f->field);
    if (f->severity != YZ_ERROR) return;
    yz_buffer_printf(out, "%s%s%s%s", out->length ? _("；") : "", header, *header ? _("：") : "", f->rule);
    if (*f->mend) yz_buffer_printf(out, _("（%s）"), f->mend);
}

enum yz_status yz_rejects_add(struct yz_import_run *im, uint32_t row) {
    struct yz_buffer reasons = {0};
    if (!im->options->rejects || im->quiet) return YZ_OK;
    enum yz_status status = im->rejects ? YZ_OK : begin(im);
    if (status != YZ_OK) return status;
    for (size_t i = 0; i < im->findings.count; i++) add_reason(im, &reasons, &im->findings.all[i]);
    write_cells(im, row, yz_buffer_string(&reasons));
    if (reasons.failed) status = yz_fail(YZ_BUSY, _("内存不足"));
    yz_buffer_free(&reasons);
    return status;
}

enum yz_status yz_rejects_close(struct yz_import_run *im) {
    if (!im->rejects) return YZ_OK;
    enum yz_status status = yz_out_close(&im->rejects->out, true);
    if (fclose(im->rejects->file) != 0 && status == YZ_OK) status = failed(im->options->rejects);
    free(im->rejects);
    im->rejects = NULL;
    return status;
}
