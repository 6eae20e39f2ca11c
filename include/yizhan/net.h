/* The net: who holds which post in a grid or at a building, party-member households, key groups, visits and what residents
 * said they need. Governance grid and party grid are one net: a grid's posts name people of every source. */
#ifndef YIZHAN_NET_H
#define YIZHAN_NET_H

#include "date.h"
#include "kind.h"

struct yz_post { /* 网格岗位 (3+X): one duty of one person for a span of days */
    int64_t id, version;
    int64_t grid, building;   /* building 0: for the whole grid */
    int64_t person, staff;    /* in the registry, on the staff list; 0 = neither, then by name */
    char name[96], phone[24]; /* as they are called; filled from person or staff where one is named */
    bool work_phone;          /* the phone is of work: shown to everybody */
    int32_t source;           /* post_source: community member, 双报到, police, property, resident leader */
    int32_t duty; /* duty: 联络员 办事员 宣传员 卫生员 安全员 监督员 (data/codes/duty.csv) */
    bool party_member;
    yz_date since, until; /* until: the last day, 0 = still */
    char note[192];
    bool invented;
};

struct yz_center { /* 党员中心户 */
    int64_t id, version;
    int64_t grid, building, household, person;
    yz_date since, until;
    char note[192];
    bool invented;
};

struct yz_focus { /* 重点人群: a person belongs to a group for a span of days, with the reason */
    int64_t id, version;
    int64_t person;
    char group_key
        [32]; /* of data/groups: "disabled", "low-income" …; groups computed from age and status have no record */
    char reason[192], source[96];
    yz_date since, until;
    int64_t staff;
    char note[192];
    bool invented;
};

enum yz_visit_outcome { /* codes of the table visit_outcome */
                        YZ_VISIT_MET = 1,
                        YZ_VISIT_ABSENT,
                        YZ_VISIT_REFUSED,
                        YZ_VISIT_MOVED,
                        YZ_VISIT_NEW_TENANT
};

struct yz_visit { /* 走访 */
    int64_t id, version;
    int64_t building, dwelling, household; /* household 0: nobody is known behind the door */
    yz_moment at;
    int64_t staff;
    int32_t outcome;  /* visit_outcome */
    int64_t person;   /* who was met, when it is known */
    char checks[512]; /* keys of data/checks and what was found, a JSON object of texts: "ok", "bad" */
    char note[512];
    int64_t need; /* what came of it */
    bool invented;
};

enum yz_need_state { /* codes of the table need_state: 公示 → 匹配 → 闭合 */
                     YZ_NEED_HEARD = 1,
                     YZ_NEED_PUBLISHED,
                     YZ_NEED_MATCHED,
                     YZ_NEED_DELIVERED,
                     YZ_NEED_CLOSED, /* by the resident's word */
                     YZ_NEED_DROPPED
};

struct yz_need { /* 需求 */
    int64_t id, version;
    char text[512];
    int32_t field;                             /* need_field: the six fields */
    int32_t topic;                             /* need_topic, a sub-field: its field is topic / 100 */
    int64_t person, household, building, grid; /* whose; all 0 = nobody named */
    char place[160];
    int32_t urgency; /* urgency */
    yz_date wished_by;
    int32_t source; /* need_source: visit, questionnaire, meeting, desk */
    int64_t visit;  /* of source visit */
    bool secret;
    int32_t state; /* need_state; from matched on it follows the matches (loop.h) */
    int64_t steps; /* how many steps its matches took: an undo passes none of them by */
    yz_moment at;
    int64_t staff;
    yz_moment closed_at;
    char note[512];
    bool invented;
};

extern const struct yz_kind yz_post_kind, yz_center_kind, yz_focus_kind, yz_visit_kind, yz_need_kind;

#endif
