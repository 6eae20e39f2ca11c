/* The net as a tree: community – areas – grids – buildings – party-member households, with what there is below each. Counts
 * are kept with the records, so that the whole tree is read at once. */
#ifndef YIZHAN_TREE_H
#define YIZHAN_TREE_H

#include "date.h"
#include "net.h"
#include "registry.h"

/* Whoever has two homes counts at both. Key people are those typed into a group that is not sensitive (groups.h). */
struct yz_tree_counts {
    int64_t buildings, dwellings, households, people, floating, party, focus, centers;
};

struct yz_tree_node {
    enum yz_kind_id kind; /* YZ_COMMUNITY, YZ_AREA, YZ_GRID, YZ_BUILDING */
    int64_t id;
    int parent;      /* place of the node above in the tree; -1: none */
    char name[160];  /* as people call it: "第一网格", "清泉居 3幢" */
    char branch[96]; /* grids: the party branch */
    int32_t grid_kind;
    int gaps; /* grids: duties that nobody holds today */
    struct yz_tree_counts counts;
};

struct yz_tree {
    struct yz_tree_node *nodes; /* each before those below it, depth first */
    size_t count;
};

/* All of it, as of today. Buildings without a grid stand below a node without id. Free with yz_tree_free. */
enum yz_status yz_tree_read(struct yz_session *s, struct yz_tree *out);
void yz_tree_free(struct yz_tree *t);

/* A building's doors in order, each with how many households and people there are behind it today. */
struct yz_door {
    int64_t id; /* of the dwelling */
    char unit[16], room[16];
    int32_t use;
    int64_t household; /* the first one behind it; 0: none */
    int64_t households, people;
};
enum yz_status yz_building_doors(struct yz_session *s, int64_t building, struct yz_door *out, size_t max,
                                 size_t *count);

/* What a number of the tree counts. */
enum yz_tree_what { YZ_TREE_HOUSEHOLDS, YZ_TREE_PEOPLE, YZ_TREE_FLOATING, YZ_TREE_PARTY, YZ_TREE_FOCUS };

struct yz_tree_person {
    int64_t person, dwelling;
    char name[96]; /* whole: masked by whoever shows it */
    int32_t sex;
    yz_date birth;
    char door[40]; /* "2-501" */
};
/* The people of one building who are counted as `what`, door by door, each once; `*count` gets how many were written. */
enum yz_status yz_building_people(struct yz_session *s, int64_t building, enum yz_tree_what what,
                                  struct yz_tree_person *out, size_t max, size_t *count);

/* Party-member households of a place (`kind` YZ_BUILDING, YZ_GRID, YZ_AREA; YZ_NO_KIND: all) that hold today. */
enum yz_status yz_centers(struct yz_session *s, enum yz_kind_id kind, int64_t id, struct yz_center *out, size_t max,
                          size_t *count);

#endif
