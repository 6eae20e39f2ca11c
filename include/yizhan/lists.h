/* 三张清单: what residents need (struct yz_need, net.h), what the community's departments offer (服务) and what co-building
 * units, firms and volunteers offer (资源), with who offers it. Services and resources are one kind; `list` tells them apart. */
#ifndef YIZHAN_LISTS_H
#define YIZHAN_LISTS_H

#include "date.h"
#include "findings.h"
#include "kind.h"
#include "net.h"
#include "status.h"

struct yz_session;

enum yz_provider_sort {                          /* codes of the table provider_sort */
                        YZ_PROVIDER_PARTNER = 1, /* 共建单位 */
                        YZ_PROVIDER_COMMITTEE,   /* 大党委成员 */
                        YZ_PROVIDER_FIRM,
                        YZ_PROVIDER_VOLUNTEER,
                        YZ_PROVIDER_DEPARTMENT
};

struct yz_provider { /* 提供方 */
    int64_t id, version;
    char name[96];
    int32_t sort;  /* provider_sort */
    char uscc[24]; /* unified social credit code, GB 32100-2015; "" = none (volunteers) */
    char contact[96], phone[24];
    int64_t station; /* that keeps in touch with it */
    char note[192];
    bool invented;
};

enum yz_offer_list { /* codes of the table offer_list */
                     YZ_LIST_SERVICE = 1,
                     YZ_LIST_RESOURCE
};

enum yz_offer_period { /* codes of the table offer_period */
                       YZ_PER_DAY = 1,
                       YZ_PER_WEEK,
                       YZ_PER_MONTH,
                       YZ_PER_YEAR
};

enum yz_offer_area { /* codes of the table offer_area */
                     YZ_AREA_COMMUNITY = 1,
                     YZ_AREA_GRID,     /* `grid` */
                     YZ_AREA_BUILDING, /* `building` */
                     YZ_AREA_WALK      /* within `minutes` on foot of `compound` */
};

enum yz_offer_price { /* codes of the table offer_price */
                      YZ_PRICE_FREE = 1,
                      YZ_PRICE_COST /* at cost: `amount` each time */
};

struct yz_offer { /* 服务、资源 */
    int64_t id, version;
    int32_t list; /* offer_list */
    int64_t provider;
    char name[96];    /* what: "上门理发" */
    char detail[384]; /* more of it */
    int32_t field;    /* need_field */
    int32_t topic;    /* need_topic: its field is topic / 100; 0 = all of the field */
    char tags[192];   /* words, parted by blanks or 、 */
    int64_t capacity; /* how many times in a period; 1 or more */
    int32_t period;   /* offer_period */
    int32_t area;     /* offer_area */
    int64_t grid, building, compound, minutes;
    char hours[96], weekend[96]; /* as a station's: "09:00-12:00,13:30-17:30"; both "" = by appointment, at any time */
    char whom[192];              /* keys of data/groups, parted by commas; "" = everybody */
    int32_t price;               /* offer_price */
    int64_t amount;              /* fen */
    yz_date since, until;        /* 0 = open */
    yz_date confirmed_on;        /* the provider said last that it holds */
    char note[192];
    bool invented;
};

extern const struct yz_kind yz_provider_kind, yz_offer_kind;

/* --- what data says (data/lists/rules.conf); 0 with a message when the file is wrong --- */

/* Days after which an offer of that list is asked to be confirmed. */
int64_t yz_offer_stale_days(int32_t list);
/* Per cent of words (pairs of characters) that two needs of one place share when they are told to be alike. */
int64_t yz_need_near_percent(void);

/* --- needs --- */

/* Checks and saves a need, new (id 0, act "add-need") or changed ("edit-need"). Household, building, grid and place are
 * filled in from whoever it is of; of a new one state, time, staff and source (desk) too. YZ_REFUSED with every finding: no
 * text, no field, no place at all, a sub-field of another field. Needs like a new one are warnings. */
enum yz_status yz_need_save(struct yz_session *s, struct yz_need *need, struct yz_findings *findings);

/* Whether a secret need is closed to whoever is signed in: open to who wrote it down and who has the right `secret` (rights.h),
 * supervisors at the station of who did. To the others every function here gives it with nothing but its id, field, state and time. */
bool yz_need_hidden(const struct yz_session *s, const struct yz_need *n);

/* Still to be done something about: neither closed nor dropped. */
bool yz_need_open(const struct yz_need *n);

struct yz_near_need {
    struct yz_need need;
    int64_t percent; /* of words in common */
};
/* Open needs of the same household, building or place, or like it of a whole grid, that say nearly the same as this one, the likest first, at most
 * `max`. Quick enough while one types; a person stands for the household, as yz_need_save fills it in. */
enum yz_status yz_need_near(struct yz_session *s, const struct yz_need *n, struct yz_near_need *out, size_t max,
                            size_t *count);

enum yz_need_order { YZ_NEED_NEWEST, YZ_NEED_URGENT, YZ_NEED_WISHED, YZ_NEED_ORDERS };
struct yz_need_filter { /* zero-initialise; 0 = any */
    bool all;           /* those closed and dropped too */
    int32_t field, state;
    int64_t grid;
    enum yz_need_order order;
    char text[96]; /* stands in text or place; secret ones are found only by those who may read them */
};
/* A page: the rows after `from` (direction +1) or before it (-1), nearest first; `from` NULL: from the first on (+1), from
 * the last backwards (-1). */
enum yz_status yz_need_page(struct yz_session *s, const struct yz_need_filter *filter, const struct yz_need *from,
                            int direction, struct yz_need *out, size_t max, size_t *count);

/* --- providers --- */

/* Checks and saves a provider, new ("add-provider") or changed ("edit-provider"). YZ_REFUSED with every finding: the same
 * one under another code, the same code for another one (volunteers of one name are told apart by their phones). */
enum yz_status yz_provider_save(struct yz_session *s, struct yz_provider *p, struct yz_findings *findings);
/* One named by people: a REF, a code, a name, or a part of a name that only one has. */
enum yz_status yz_provider_named(struct yz_session *s, const char *typed, int64_t *id);
/* Those whose name has `text` in it ("" = all), by name, beginning after the name `after` ("" = the first). */
enum yz_status yz_provider_page(struct yz_session *s, const char *text, const char *after, struct yz_provider *out,
                                size_t max, size_t *count);

/* --- services and resources --- */

enum yz_offer_state { /* codes of the table offer_state; worked out, not kept */
                      YZ_OFFER_GOOD = 1,
                      YZ_OFFER_STALE, /* not confirmed for longer than data says */
                      YZ_OFFER_LATER, /* not yet */
                      YZ_OFFER_ENDED
};
int32_t yz_offer_state(const struct yz_offer *o, yz_date day);
/* The first and the last day of the period of its capacity that `day` lies in: the day, the week from Monday, the month,
 * the year. */
void yz_offer_period(const struct yz_offer *o, yz_date day, yz_date *first, yz_date *last);

/* Checks and saves a service or resource, new ("add-offer": confirmed today when not told otherwise) or changed
 * ("edit-offer"). YZ_REFUSED with every finding: a capacity of 0 or less, a period that ends before it starts, an area
 * without its place, a price without its amount, a sub-field of another field, an unknown key group, hours that are none, a
 * service of somebody who is no department. */
enum yz_status yz_offer_save(struct yz_session *s, struct yz_offer *o, struct yz_findings *findings);
/* One act ("confirm-offer"): their providers said today that they hold. */
enum yz_status yz_offer_confirm(struct yz_session *s, const int64_t *ids, size_t count);

enum yz_offer_order { YZ_OFFER_BY_CONFIRMED, YZ_OFFER_BY_FIELD, YZ_OFFER_ORDERS };
struct yz_offer_filter { /* zero-initialise but for list; 0 = any */
    int32_t list, field;
    int64_t provider;
    enum yz_offer_order order; /* within it, good ones first, then those not confirmed, then those that have ended */
    char text[96];             /* stands in name, detail, tags or the provider's name */
};
/* As yz_need_page. */
enum yz_status yz_offer_page(struct yz_session *s, const struct yz_offer_filter *filter, const struct yz_offer *from,
                             int direction, struct yz_offer *out, size_t max, size_t *count);

/* What a need says, as it is shown: of a secret one only that it is secret, to who may read it with its text; the numbers of people in it
 * masked. Answers `out`. */
char *yz_need_said(const struct yz_session *s, const struct yz_need *n, bool masked, char *out, size_t room);

/* In words, in the language in force; they answer `out`. Where a need is: its place, else building or grid. Where an offer holds:
 * "全社区", a grid, a building, "星体花园南区步行 15 分钟"; how often: "每周 5 次"; for whom: the names of its groups that whoever
 * is signed in may know of. */
char *yz_need_where(struct yz_session *s, const struct yz_need *n, char *out, size_t room);
char *yz_offer_where(struct yz_session *s, const struct yz_offer *o, char *out, size_t room);
char *yz_offer_often(const struct yz_offer *o, char *out, size_t room);
char *yz_offer_whom(struct yz_session *s, const struct yz_offer *o, char *out, size_t room);

/* What the tabs of the three lists show: open needs, services, resources, who offers them, and of services and resources those to be
 * confirmed. */
struct yz_list_counts {
    int64_t needs, services, resources, providers, stale_services, stale_resources;
    int64_t matches;      /* not over yet */
    int64_t improvements; /* open ones */
};
enum yz_status yz_list_count(struct yz_session *s, struct yz_list_counts *out);

#endif
