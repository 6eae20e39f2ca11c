/* Every command, and every action that stands in a file of its own: what a row of the table (commands.c) runs. */
#ifndef YZ_CLI_COMMANDS_H
#define YZ_CLI_COMMANDS_H

#include <yizhan/status.h>

struct yz_cli;

/* Commands. */
enum yz_status yz_cli_demo(struct yz_cli *cli, int argc, char **argv);
enum yz_status yz_cli_search(struct yz_cli *cli, int argc, char **argv);
enum yz_status yz_cli_show(struct yz_cli *cli, int argc, char **argv);
enum yz_status yz_cli_person(struct yz_cli *cli, int argc, char **argv);
enum yz_status yz_cli_household(struct yz_cli *cli, int argc, char **argv);
enum yz_status yz_cli_building(struct yz_cli *cli, int argc, char **argv);
enum yz_status yz_cli_diary(struct yz_cli *cli, int argc, char **argv);
enum yz_status yz_cli_visit(struct yz_cli *cli, int argc, char **argv);
enum yz_status yz_cli_need(struct yz_cli *cli, int argc, char **argv);
enum yz_status yz_cli_match(struct yz_cli *cli, int argc, char **argv);
enum yz_status yz_cli_offer(struct yz_cli *cli, int argc, char **argv); /* offer, resource, provider: lists.c */
enum yz_status yz_cli_resource(struct yz_cli *cli, int argc, char **argv);
enum yz_status yz_cli_provider(struct yz_cli *cli, int argc, char **argv);
enum yz_status yz_cli_meeting(struct yz_cli *cli, int argc, char **argv);
enum yz_status yz_cli_improvement(struct yz_cli *cli, int argc, char **argv);
enum yz_status yz_cli_notice(struct yz_cli *cli, int argc, char **argv);
enum yz_status yz_cli_staff(struct yz_cli *cli, int argc, char **argv);
enum yz_status yz_cli_service(struct yz_cli *cli, int argc, char **argv);
enum yz_status yz_cli_case(struct yz_cli *cli, int argc, char **argv);
/* household move, split …; person move, death …; building move (move.c) */
enum yz_status yz_cli_expiring(struct yz_cli *cli, int argc, char **argv); /* expiring.c */
enum yz_status yz_cli_household_move(struct yz_cli *cli, int argc, char **argv);
enum yz_status yz_cli_person_move(struct yz_cli *cli, int argc, char **argv);
enum yz_status yz_cli_building_move(struct yz_cli *cli, int argc, char **argv);
enum yz_status yz_cli_find_people(struct yz_cli *cli, int argc, char **argv);
enum yz_status yz_cli_rate(struct yz_cli *cli, int argc, char **argv);
enum yz_status yz_cli_rating(struct yz_cli *cli, int argc, char **argv);
enum yz_status yz_cli_policy(struct yz_cli *cli, int argc, char **argv);
enum yz_status yz_cli_print_paper(struct yz_cli *cli, int argc, char **argv);
enum yz_status yz_cli_prints(struct yz_cli *cli, int argc, char **argv);
enum yz_status yz_cli_seal(struct yz_cli *cli, int argc, char **argv);
enum yz_status yz_cli_certificate(struct yz_cli *cli, int argc, char **argv);
enum yz_status yz_cli_ticket(struct yz_cli *cli, int argc, char **argv);
enum yz_status yz_cli_shift(struct yz_cli *cli, int argc, char **argv);
enum yz_status yz_cli_handover(struct yz_cli *cli, int argc, char **argv);
enum yz_status yz_cli_survey(struct yz_cli *cli, int argc, char **argv);
enum yz_status yz_cli_template(struct yz_cli *cli, int argc, char **argv);
enum yz_status yz_cli_import(struct yz_cli *cli, int argc, char **argv);
enum yz_status yz_cli_export(struct yz_cli *cli, int argc, char **argv);
enum yz_status yz_cli_due(struct yz_cli *cli, int argc, char **argv);
enum yz_status yz_cli_calendar(struct yz_cli *cli, int argc, char **argv);
enum yz_status yz_cli_group(struct yz_cli *cli, int argc, char **argv);
enum yz_status yz_cli_validate(struct yz_cli *cli, int argc, char **argv);
enum yz_status yz_cli_log(struct yz_cli *cli, int argc, char **argv);
enum yz_status yz_cli_undo(struct yz_cli *cli, int argc, char **argv);
enum yz_status yz_cli_verify(struct yz_cli *cli, int argc, char **argv);
enum yz_status yz_cli_doctor(struct yz_cli *cli, int argc, char **argv);
enum yz_status yz_cli_backup(struct yz_cli *cli, int argc, char **argv);
enum yz_status yz_cli_restore(struct yz_cli *cli, int argc, char **argv);
enum yz_status yz_cli_hub(struct yz_cli *cli, int argc, char **argv);
enum yz_status yz_cli_tour(struct yz_cli *cli, int argc, char **argv);
enum yz_status yz_cli_init(struct yz_cli *cli, int argc, char **argv);
enum yz_status yz_cli_grid(struct yz_cli *cli, int argc, char **argv);
enum yz_status yz_cli_report(struct yz_cli *cli, int argc, char **argv); /* report, brief, list: report.c */
enum yz_status yz_cli_brief(struct yz_cli *cli, int argc, char **argv);
enum yz_status yz_cli_list(struct yz_cli *cli, int argc, char **argv);
enum yz_status yz_cli_post(struct yz_cli *cli, int argc, char **argv);
enum yz_status yz_cli_center(struct yz_cli *cli, int argc, char **argv);
enum yz_status yz_cli_dictionary(struct yz_cli *cli, int argc, char **argv);
enum yz_status yz_cli_help(struct yz_cli *cli, int argc, char **argv);

/* Actions of staff. */
enum yz_status yz_cli_staff_add(struct yz_cli *cli, int argc, char **argv);
enum yz_status yz_cli_staff_edit(struct yz_cli *cli, int argc, char **argv);
enum yz_status yz_cli_staff_passwd(struct yz_cli *cli, int argc, char **argv);
enum yz_status yz_cli_staff_disable(struct yz_cli *cli, int argc, char **argv);
enum yz_status yz_cli_staff_enable(struct yz_cli *cli, int argc, char **argv);
enum yz_status yz_cli_staff_bind(struct yz_cli *cli, int argc, char **argv);

/* case bulk (case_bulk.c). */
enum yz_status yz_cli_case_bulk(struct yz_cli *cli, int argc, char **argv);

/* person duplicates (duplicates.c); merge, unmerge of people and households, distinct (merge.c). */
enum yz_status yz_cli_person_duplicates(struct yz_cli *cli, int argc, char **argv);
enum yz_status yz_cli_person_merge(struct yz_cli *cli, int argc, char **argv);
enum yz_status yz_cli_person_unmerge(struct yz_cli *cli, int argc, char **argv);
enum yz_status yz_cli_person_erase(struct yz_cli *cli, int argc, char **argv);
enum yz_status yz_cli_person_distinct(struct yz_cli *cli, int argc, char **argv);
enum yz_status yz_cli_household_merge(struct yz_cli *cli, int argc, char **argv);
enum yz_status yz_cli_household_unmerge(struct yz_cli *cli, int argc, char **argv);

#endif
