/* libzip and libxlsxwriter, loaded when a workbook is first read or written. */
#include "base/xlsx_late.h"

#ifdef HAVE_XLSXREADER
#ifdef LIBZIP_SONAME
struct yz_zip_calls yz_zip;
enum yz_status yz_zip_load(void) {
    static const char *const names[] = {YZ_ZIP_CALLS(YZ_LATE_NAME)};
    if (yz_zip.zip_open_from_source) return YZ_OK;
    return yz_late_load(LIBZIP_SONAME, names, sizeof names / sizeof *names, &yz_zip);
}
#else
struct yz_zip_calls yz_zip = {YZ_ZIP_CALLS(YZ_LATE_LINKED)};
enum yz_status yz_zip_load(void) {
    return YZ_OK;
}
#endif
#endif

#ifdef HAVE_XLSXWRITER
#ifdef XLSXWRITER_SONAME
struct yz_lxw_calls yz_lxw;
enum yz_status yz_lxw_load(void) {
    static const char *const names[] = {YZ_LXW_CALLS(YZ_LATE_NAME)};
    if (yz_lxw.workbook_new_opt) return YZ_OK;
    return yz_late_load(XLSXWRITER_SONAME, names, sizeof names / sizeof *names, &yz_lxw);
}
#else
struct yz_lxw_calls yz_lxw = {YZ_LXW_CALLS(YZ_LATE_LINKED)};
enum yz_status yz_lxw_load(void) {
    return YZ_OK;
}
#endif
#endif

typedef int yz_xlsx_late; /* neither library: a file must hold something */
