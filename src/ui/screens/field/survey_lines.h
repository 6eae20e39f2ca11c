/* The rows of a questionnaire's views: what was answered, how far the grids are, the replies. */
#ifndef YZ_UI_SCREENS_SURVEY_LINES_H
#define YZ_UI_SCREENS_SURVEY_LINES_H

#include <yizhan/surveys.h>

enum yz_survey_view { YZ_VIEW_RESULTS, YZ_VIEW_GRIDS, YZ_VIEW_REPLIES, YZ_SURVEY_VIEWS, YZ_VIEW_ONE };

struct yz_survey_line {
    int64_t id; /* place, from 1 */
    enum { YZ_LINE_HEAD, YZ_LINE_BAR, YZ_LINE_TEXT, YZ_LINE_GRID, YZ_LINE_REPLY } what;
    char text[YZ_ANSWER_ROOM];
    int64_t n, of;    /* the bar: n of these */
    int64_t record;   /* the answer, grid, reply */
    int64_t need;     /* of a text */
    char choice[48];  /* of a bar: its name, */
    int64_t question; /* and the question's id */
    int64_t number;   /* of a reply that waits for its second keying */
};

struct yz_survey_lines { /* zero-initialise */
    struct yz_survey_line *all;
    size_t count, room;
};
void yz_survey_lines_free(struct yz_survey_lines *l);

struct yz_survey_seen {
    enum yz_survey_view view;
    int64_t grid;            /* results of that grid only, 0 = all */
    struct yz_chosen chosen; /* replies that answered so */
    int64_t reply;           /* of YZ_VIEW_ONE: what it says */
};
enum yz_status yz_survey_lines_read(struct yz_session *s, const struct yz_survey_form *form,
                                    const struct yz_survey_seen *seen, struct yz_survey_lines *out);

#endif
