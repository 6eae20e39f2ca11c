/* The calls of libzip and libxlsxwriter, by their own names; ask for them to be loaded before the first (late.h). */
#ifndef YIZHAN_BASE_XLSX_LATE_H
#define YIZHAN_BASE_XLSX_LATE_H

#include "base/late.h"

#ifdef HAVE_XLSXREADER
#include <zip.h>
#define YZ_ZIP_CALLS(X)                                                                                                \
    X(zip_discard)                                                                                                     \
    X(zip_fclose)                                                                                                      \
    X(zip_fopen_index)                                                                                                 \
    X(zip_fread)                                                                                                       \
    X(zip_get_num_entries)                                                                                             \
    X(zip_name_locate) X(zip_source_buffer_create) X(zip_source_free) X(zip_stat_index) X(zip_open_from_source)
struct yz_zip_calls {
    YZ_ZIP_CALLS(YZ_LATE_MEMBER)
};
extern struct yz_zip_calls yz_zip;
enum yz_status yz_zip_load(void);
#endif

#ifdef HAVE_XLSXWRITER
#include <xlsxwriter.h>
#define YZ_LXW_CALLS(X)                                                                                                \
    X(chart_add_series)                                                                                                \
    X(chart_legend_set_position)                                                                                       \
    X(chart_series_set_categories)                                                                                     \
    X(chart_series_set_values)                                                                                         \
    X(chart_title_set_name)                                                                                            \
    X(workbook_add_chart)                                                                                              \
    X(chart_axis_set_interval_unit)                                                                                    \
    X(chart_axis_set_reverse)                                                                                          \
    X(worksheet_insert_chart_opt)                                                                                      \
    X(format_set_bold)                                                                                                 \
    X(format_set_num_format)                                                                                           \
    X(workbook_add_format)                                                                                             \
    X(workbook_add_worksheet)                                                                                          \
    X(workbook_close)                                                                                                  \
    X(worksheet_fit_to_pages)                                                                                          \
    X(worksheet_repeat_rows)                                                                                           \
    X(worksheet_set_landscape)                                                                                         \
    X(worksheet_set_paper)                                                                                             \
    X(worksheet_freeze_panes)                                                                                          \
    X(worksheet_set_column)                                                                                            \
    X(worksheet_write_datetime) X(worksheet_write_number) X(worksheet_write_string) X(workbook_new_opt)
struct yz_lxw_calls {
    YZ_LXW_CALLS(YZ_LATE_MEMBER)
};
extern struct yz_lxw_calls yz_lxw;
enum yz_status yz_lxw_load(void);
#endif

#endif
