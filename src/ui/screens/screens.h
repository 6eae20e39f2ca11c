/* All screens of the program: one row each, home first. A new screen is one file here and one row. */
#ifndef YZ_UI_SCREENS_SCREENS_H
#define YZ_UI_SCREENS_SCREENS_H

#include "ui/screen.h"

/* X(name) declares and lists yz_NAME_screen. */
#define YZ_SCREENS(X)                                                                                                  \
    X(today)                                                                                                           \
    X(find)                                                                                                            \
    X(household)                                                                                                       \
    X(person)                                                                                                          \
    X(person_new)                                                                                                      \
    X(person_edit)                                                                                                     \
    X(expiring)                                                                                                        \
    X(move)                                                                                                            \
    X(duplicates)                                                                                                      \
    X(merge)                                                                                                           \
    X(visits)                                                                                                          \
    X(walk)                                                                                                            \
    X(visit_log)                                                                                                       \
    X(diary)                                                                                                           \
    X(log)                                                                                                             \
    X(erase)                                                                                                           \
    X(building)                                                                                                        \
    X(service)                                                                                                         \
    X(people)                                                                                                          \
    X(groups)                                                                                                          \
    X(group_members)                                                                                                   \
    X(group_edit)                                                                                                      \
    X(person_groups)                                                                                                   \
    X(rate)                                                                                                            \
    X(rate_paper)                                                                                                      \
    X(ratings)                                                                                                         \
    X(bulk)                                                                                                            \
    X(queue)                                                                                                           \
    X(tickets)                                                                                                         \
    X(handover)                                                                                                        \
    X(service_list)                                                                                                    \
    X(answers)                                                                                                         \
    X(case)                                                                                                            \
    X(deadline)                                                                                                        \
    X(receipt)                                                                                                         \
    X(seals)                                                                                                           \
    X(seal_new)                                                                                                        \
    X(certificate)                                                                                                     \
    X(backups)                                                                                                         \
    X(stations)                                                                                                        \
    X(elsewhere)                                                                                                       \
    X(letters)                                                                                                         \
    X(district)                                                                                                        \
    X(prints)                                                                                                          \
    X(import)                                                                                                          \
    X(export)                                                                                                          \
    X(templates)                                                                                                       \
    X(template)                                                                                                        \
    X(surveys)                                                                                                         \
    X(survey)                                                                                                          \
    X(survey_fill)                                                                                                     \
    X(survey_build)                                                                                                    \
    X(survey_edit)                                                                                                     \
    X(grid)                                                                                                            \
    X(grid_rows)                                                                                                       \
    X(net_edit)                                                                                                        \
    X(lists)                                                                                                           \
    X(list_entry)                                                                                                      \
    X(list_edit)                                                                                                       \
    X(match)                                                                                                           \
    X(matches)                                                                                                         \
    X(match_entry)                                                                                                     \
    X(plan)                                                                                                            \
    X(notices)                                                                                                         \
    X(figures)                                                                                                         \
    X(figure_rows)                                                                                                     \
    X(brief)                                                                                                           \
    X(notice)                                                                                                          \
    X(notice_edit)                                                                                                     \
    X(notice_preview)                                                                                                  \
    X(meetings)                                                                                                        \
    X(meeting)                                                                                                         \
    X(meeting_edit)                                                                                                    \
    X(improvements)                                                                                                    \
    X(improvement)                                                                                                     \
    X(improvement_edit)                                                                                                \
    X(system)                                                                                                          \
    X(accounts)                                                                                                        \
    X(account)                                                                                                         \
    X(heir)                                                                                                            \
    X(password)                                                                                                        \
    X(rights)                                                                                                          \
    X(help)                                                                                                            \
    X(lock)

#define YZ_SCREEN_DECLARE(name) extern const struct yz_screen yz_##name##_screen;
YZ_SCREENS(YZ_SCREEN_DECLARE)

/* Opens the screen of a record; false when its kind has none. */
bool yz_open_record(struct yz_ui *ui, enum yz_kind_id kind, int64_t id);

extern const struct yz_screen *const yz_screens[]; /* NULL-terminated */

#endif
