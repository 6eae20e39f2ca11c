/* What 统计 shows of a report: as a table with bars, as a pyramid, as a table of places by shade. */
#ifndef YZ_UI_SCREENS_FIGURES_LINES_H
#define YZ_UI_SCREENS_FIGURES_LINES_H

#include "ui/list.h"
#include "ui/screen.h"
#include <yizhan/reports.h>

enum yz_figures_view { YZ_FIGURES_TABLE, YZ_FIGURES_PYRAMID, YZ_FIGURES_HEAT, YZ_FIGURES_VIEWS };
enum { YZ_HEAT_COLUMNS = 9 };

struct yz_figure_line {
    int64_t id;
    const struct yz_report_row *row, *other; /* row NULL: a heading; other: the right side of a pyramid */
    const struct yz_figure *figure;
    double most; /* of its figure: the longest bar */
};

struct yz_figures_lines { /* zero-initialise; release with yz_figures_lines_free */
    const struct yz_report_result *result;
    enum yz_figures_view view;
    struct yz_figure_line *all;
    size_t count;
    const struct yz_report_row **part; /* the parts, each once */
    size_t first, column, parts;       /* heat: from which on; the one that is chosen; how many */
    struct yz_column columns[YZ_COLUMNS];
    size_t column_count;
    size_t heat; /* how many columns of parts there are */
    char labels[YZ_HEAT_COLUMNS][24];
};

/* What a report can be shown as. */
bool yz_figures_can(const struct yz_report_result *r, enum yz_figures_view view);
/* Lines and columns anew; false: memory. */
bool yz_figures_lines_make(struct yz_figures_lines *l);
void yz_figures_lines_free(struct yz_figures_lines *l);
/* The number on the line that Enter opens: of the chosen column, or side; NULL: a heading, or nothing there. */
const struct yz_report_row *yz_figures_chosen(const struct yz_figures_lines *l, const struct yz_figure_line *line);
/* The name of the chosen column or side; "" of a table. */
const char *yz_figures_column(const struct yz_figures_lines *l);

/* What there is to say of a line beside its cells: how it rises, how it is counted, of a table by shade the number that is chosen. False:
 * nothing. */
bool yz_figures_tell(const struct yz_figures_lines *l, const struct yz_figure_line *line, char *out, size_t room);

/* Where the rows behind a number are shown; false: its query is too long. */
bool yz_figure_rows_target(const struct yz_report_row *row, struct yz_target *t);

extern const struct yz_list_source yz_figures_source; /* ctx: the struct yz_figures_lines */

#endif
