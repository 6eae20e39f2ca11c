/* What the files of the tree share. */
#ifndef YZ_SERVICE_TREE_PRIVATE_H
#define YZ_SERVICE_TREE_PRIVATE_H

#include <yizhan/tree.h>

/* SQL: a case that waits for somebody; calls back after a bad rating are not residents' matters. */
#define YZ_TREE_CASE  YZ_CASE_OPEN_SQL " AND c.service<>'" YZ_CALLBACK "'"
#define YZ_DOOR_ORDER "length(d.unit),d.unit,d.floor,length(d.room),d.room,d.id"

/* A new last node; NULL: memory, with a message. Earlier pointers into the tree no longer hold. */
struct yz_tree_node *yz_tree_add(struct yz_tree *t, enum yz_tree_level level, int64_t id, int parent, const char *name);

#endif
