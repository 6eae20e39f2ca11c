/* What the files of the tree share. */
#ifndef YZ_SERVICE_TREE_PRIVATE_H
#define YZ_SERVICE_TREE_PRIVATE_H

#include <yizhan/tree.h>

#include "store/store.h"

/* SQL: a case that waits for somebody; calls back after a bad rating are not residents' matters. */
#define YZ_TREE_CASE  YZ_CASE_OPEN_SQL " AND c.service<>'" YZ_CALLBACK "'"
#define YZ_DOOR_ORDER "length(d.unit),d.unit,d.floor,length(d.room),d.room,d.id"

/* And one that waited at the end of the day ?3, which is the moment ?4. */
#define YZ_TREE_PAST_CASE                                                                                              \
    "c.received<=?4 AND ?3=?3 AND c.state<>1 AND (c.finished=0 OR c.finished>?4) AND c.service<>'" YZ_CALLBACK "'"

/* Binds the two of a past day; 0 = today: nothing. */
void yz_tree_bind_evening(struct yz_query *q, yz_date day);

/* A past day: what the building `n` counts then. */
enum yz_status yz_tree_count_past(struct yz_session *s, struct yz_tree_node *n, yz_date day);
/* The same of its doors, nodes of `t`: corrects whom the register has known otherwise since. */
enum yz_status yz_tree_doors_past(struct yz_session *s, struct yz_tree *t, int64_t building);
/* What `text` of a row is made of. */
struct yz_tree_said {
    int32_t code;   /* sex; household_kind; dwelling_use */
    int64_t number; /* birth; how many live there; since */
    char text[96];  /* the household's number */
};
/* A row of a person or household as that evening knew it; false: it is not one of `what`. */
bool yz_tree_row_past(struct yz_session *s, enum yz_tree_what what, yz_date day, struct yz_tree_row *row,
                      struct yz_tree_said *said);
bool yz_is_floating(const struct yz_person *p);
bool yz_is_party(const struct yz_person *p);

/* A new last node; NULL: memory, with a message. Earlier pointers into the tree no longer hold. */
struct yz_tree_node *yz_tree_add(struct yz_tree *t, enum yz_tree_level level, int64_t id, int parent, const char *name);

#endif
