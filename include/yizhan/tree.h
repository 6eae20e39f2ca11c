/* The net as a tree: community – areas – grids – compounds – buildings – units – doors, with what there is below each, and the
 * rows that each number counts. Counts are kept with the records, so that the whole tree is read at once. */
#ifndef YIZHAN_TREE_H
#define YIZHAN_TREE_H

#include "date.h"
#include "net.h"
#include "registry.h"

/* What is counted. Whoever has two homes counts at both. A case counts where its household lives, of an event where it happened. */
enum yz_tree_what {
    YZ_TREE_BUILDINGS,
    YZ_TREE_DWELLINGS,
    YZ_TREE_HOUSEHOLDS,
    YZ_TREE_PEOPLE,
    YZ_TREE_FLOATING,
    YZ_TREE_PARTY,
    YZ_TREE_CENTERS, /* party-member households */
    YZ_TREE_CASES,   /* open ones */
    YZ_TREE_POSTS,   /* who is on; of grids and what is above */
    YZ_TREE_GAPS,    /* duties that nobody holds; the same */
    YZ_TREE_WHATS
};
const char *yz_tree_what_label(enum yz_tree_what what); /* 户, translated */
const char *yz_tree_what_key(enum yz_tree_what what);   /* "households" */
enum yz_tree_what yz_tree_what_number(int digit);       /* by 1 … 9 and 0, in this order */
bool yz_tree_what_from_key(const char *key, enum yz_tree_what *what);

enum yz_tree_level {
    YZ_NODE_COMMUNITY,
    YZ_NODE_AREA,
    YZ_NODE_GRID,
    YZ_NODE_COMPOUND, /* what of it lies in the grid */
    YZ_NODE_BUILDING,
    YZ_NODE_CENTER, /* a party-member household */
    YZ_NODE_UNIT,
    YZ_NODE_DOOR
};

struct yz_tree_node {
    enum yz_tree_level level;
    enum yz_kind_id kind; /* what id is: YZ_COMMUNITY … YZ_DWELLING; of a unit its building */
    int64_t id;
    int parent;        /* place of the node above in the tree; -1: none */
    char name[160];    /* as people call it: "第一网格", "清泉居 3幢", "2单元", "501"; of a center masked */
    char branch[96];   /* grids: the party branch */
    char unit[16];     /* units and doors */
    int64_t household; /* centers; doors: the first one behind it; 0: none */
    int32_t use;       /* doors: dwelling_use; grids: grid_kind */
    bool unfolded;     /* buildings: what is below is in the tree */
    int64_t counts[YZ_TREE_WHATS];
};

struct yz_tree {
    struct yz_tree_node *nodes; /* each before those below it, depth first */
    size_t count, room;
    yz_date day; /* as of; 0 = today */
};

/* All down to the buildings, as of `day`, 0 = today. Buildings without a grid stand below a node without id. Of a past day the
 * buildings lie in the grids of that day, people are those of the memberships, and they and the households are counted by
 * yz_tree_count. Free with yz_tree_free. */
enum yz_status yz_tree_read(struct yz_session *s, yz_date day, struct yz_tree *out);
/* Counts who lived in at most `most` more buildings at or below a node, and answers how many are `left` there: of today always
 * none. */
enum yz_status yz_tree_count(struct yz_session *s, struct yz_tree *t, size_t node, size_t most, size_t *left);
/* Adds what is below one building: its party-member households, then units and doors in order. Nodes behind it move. */
enum yz_status yz_tree_unfold(struct yz_session *s, struct yz_tree *t, size_t building);
void yz_tree_free(struct yz_tree *t);
/* Where a record is in the tree; for a dwelling or a unit its building is unfolded. `part`: of a building its unit, of a compound
 * the REF of the grid; "" = all of it. YZ_REFUSED when it is not there. */
enum yz_status yz_tree_find(struct yz_session *s, struct yz_tree *t, enum yz_kind_id kind, int64_t id, const char *part,
                            size_t *at);

/* A record that a number counts. */
struct yz_tree_row {
    enum yz_kind_id kind;
    int64_t id;
    int64_t place; /* the building, of posts and gaps the grid, that it was found at */
    size_t rank;   /* among the rows there */
    int64_t dwelling;
    int32_t duty;    /* gaps: which one */
    bool person;     /* `name` is a person's: to be masked */
    bool work_phone; /* `phone` is not to be masked */
    char unit[16];   /* where it is in the building */
    char name[96];   /* whole */
    char phone[24];  /* whole */
    char where[192]; /* "清泉居 3幢 2-501" */
    char text[160];  /* what else: sex and age, service and state, duty … */
};
/* The rows that a number of a node counts, as they were on the tree's day, building by building and door by door, after the row `from` (direction +1) or
 * before it (-1), nearest first; from NULL: from the first or the last. As many, in the end, as the number says. */
enum yz_status yz_tree_rows(struct yz_session *s, const struct yz_tree *t, size_t node, enum yz_tree_what what,
                            const struct yz_tree_row *from, int direction, struct yz_tree_row *out, size_t max,
                            size_t *count);

#endif
