/* What can be counted: facts and their words, each a piece of SQL. */
#include "service/figures/figures_private.h"

#include <stdio.h>
#include <string.h>
#include <yizhan/i18n.h>

#define LIVES(m)       m ".since<=@on AND (" m ".until=0 OR " m ".until>=@on) AND " m ".role<>4"
#define GRID_OF(b)     "(SELECT nullif(g.grid,0) FROM building g WHERE g.id=" b ")"
#define COMPOUND_OF(b) "(SELECT nullif(g.compound,0) FROM building g WHERE g.id=" b ")"
#define AREA_OF(b)     "(SELECT a.area FROM building g JOIN grid a ON a.id=g.grid WHERE g.id=" b ")"
#define AREA_OF_EITHER(x)                                                                                              \
    "(SELECT nullif(a.area,0) FROM grid a WHERE a.id=CASE WHEN " x                                                     \
    ".building<>0 THEN " GRID_OF(x ".building") " ELSE " x ".grid END)"
#define BUILDING_OF(d)   "(SELECT nullif(w.building,0) FROM dwelling w WHERE w.id=" d ")"
#define STATION_OF(who)  "(SELECT nullif(f.station,0) FROM staff f WHERE f.id=" who ")"
#define STAFF(who)       "CASE WHEN @audit=-1 OR " who "=@me OR " STATION_OF(who) "=@audit THEN nullif(" who ",0) END"
#define DAYS(from, till) "CASE WHEN " till "<>0 THEN (" till "-" from ")/86400000 END"
#define PLACES(b)                                                                                                      \
    {"grid", N_("网格"), YZ_WORD_REF, "grid", GRID_OF(b)}, {"building", N_("楼栋"), YZ_WORD_REF, "building", b},       \
        {"compound", N_("小区"), YZ_WORD_REF, "compound", COMPOUND_OF(b)}, {                                           \
        "area", N_("片区"), YZ_WORD_REF, "area", AREA_OF(b)                                                            \
    }
#define HOUR(at) "(" at "/60000+@zone)/60%24"

/* --- cases: of a secret one only who handles it learns whose it is and where --- */

#define HIDDEN      "(x.secret AND x.owner<>@me AND @secrets<>-1 AND x.station<>@secrets)"
#define OPENLY(sql) "CASE WHEN NOT " HIDDEN " THEN " sql " END"
#define CASE_HOME                                                                                                      \
    "CASE WHEN " HIDDEN " THEN NULL WHEN x.building<>0 THEN x.building ELSE (SELECT nullif(w.building,0) FROM "        \
    "household h JOIN dwelling w ON w.id=h.dwelling WHERE h.id=x.household) END"
#define OF_PERSON(sql) OPENLY("(SELECT " sql " FROM person p WHERE p.id=x.person)")
/* Minutes from the compound to the main station less those to the station that served. */
#define WALK(which)                                                                                                    \
    "(SELECT min(k.minutes) FROM walk k JOIN station t ON t.id=k.station WHERE k.compound=" COMPOUND_OF(               \
        "(" CASE_HOME ")") " AND " which ")"
#define SAVED "(" WALK("t.kind=1") "-" WALK("t.id=x.station") ")"
#define PAUSED                                                                                                         \
    "(SELECT sum(substr(e.value,instr(e.value,'/')+1)-substr(e.value,1,instr(e.value,'/')-1))/3600000 FROM "           \
    "json_each('[\"'||replace(x.pauses,',','\",\"')||'\"]') e WHERE x.pauses<>'')"

static const struct yz_word_of case_words[] = {
    {"received", N_("受理"), YZ_WORD_MOMENT, NULL, "x.received"},
    {"finished", N_("办结"), YZ_WORD_MOMENT, NULL, "nullif(x.finished,0)"},
    {"due", N_("期限"), YZ_WORD_MOMENT, NULL, "nullif(x.due,0)"},
    {"service", N_("事项"), YZ_WORD_KEY, "service", "x.service"},
    {"state", N_("状态"), YZ_WORD_CODE, "case_state", "x.state"},
    {"station", N_("驿站"), YZ_WORD_REF, "station", "nullif(x.station,0)"},
    {"served-at", N_("在哪类站办"), YZ_WORD_CODE, "station_kind",
     "(SELECT t.kind FROM station t WHERE t.id=x.station)"},
    {"staff", N_("经办人"), YZ_WORD_REF, "staff", STAFF("x.owner")},
    PLACES("(" CASE_HOME ")"),
    {"age", N_("年龄"), YZ_WORD_NUMBER, NULL, OF_PERSON("CASE WHEN p.birth<>0 THEN (@on-p.birth)/10000 END")},
    {"sex", N_("性别"), YZ_WORD_CODE, "sex", OF_PERSON("nullif(p.sex,0)")},
    {"open", N_("在办"), YZ_WORD_FLAG, NULL, "(x.state BETWEEN 2 AND 8 OR x.state=14)"},
    {"dropped", N_("撤回或不予受理"), YZ_WORD_FLAG, NULL, "x.state IN (12,13)"},
    {"overdue", N_("超期未办结"), YZ_WORD_FLAG, NULL,
     "((x.state BETWEEN 2 AND 8 OR x.state=14) AND x.due<>0 AND x.paused_at=0 AND x.due<@now)"},
    {"timed", N_("办结且有期限"), YZ_WORD_FLAG, NULL, "(x.finished<>0 AND x.due<>0)"},
    {"on-time", N_("按期办结"), YZ_WORD_FLAG, NULL, "(x.finished<>0 AND x.due<>0 AND x.finished<=x.due)"},
    {"paused", N_("停过表"), YZ_WORD_FLAG, NULL, "(x.pauses<>'' OR x.paused_at<>0)"},
    {"paused-hours", N_("停表小时"), YZ_WORD_NUMBER, NULL, PAUSED},
    {"extended", N_("延过期"), YZ_WORD_FLAG, NULL, "x.extended<>0"},
    {"evening", N_("延时服务时间受理"), YZ_WORD_FLAG, NULL, "x.evening"},
    {"hour", N_("钟点"), YZ_WORD_NUMBER, NULL, HOUR("x.received")},
    {"rated", N_("已评价"), YZ_WORD_FLAG, NULL, "x.rated"},
    {"days", N_("办理天数"), YZ_WORD_NUMBER, NULL, DAYS("x.received", "x.finished")},
    {"saved", N_("少走的分钟"), YZ_WORD_NUMBER, NULL, SAVED},
    {"answer", N_("表上填的一项"), YZ_WORD_KEY, NULL,
     OPENLY("CASE WHEN json_valid(x.answers) THEN json_extract(x.answers,'$.@field') END")},
};

/* --- visits --- */

#define COUNTS(x) "((1<<" x ".outcome)&@visits)<>0"

static const struct yz_word_of visit_words[] = {
    {"at", N_("走访"), YZ_WORD_MOMENT, NULL, "x.at"},
    {"outcome", N_("结果"), YZ_WORD_CODE, "visit_outcome", "nullif(x.outcome,0)"},
    {"counted", N_("算走访到"), YZ_WORD_FLAG, NULL, COUNTS("x")},
    {"found", N_("听到需求"), YZ_WORD_FLAG, NULL, "x.need<>0"},
    {"wrong", N_("查出隐患"), YZ_WORD_FLAG, NULL, "x.checks<>''"},
    {"staff", N_("走访人"), YZ_WORD_REF, "staff", STAFF("x.staff")},
    {"station", N_("驿站"), YZ_WORD_REF, "station", STATION_OF("x.staff")},
    PLACES("nullif(x.building,0)"),
};

/* --- the three lists --- */

#define SEEN(n)                                                                                                        \
    "(" n ".secret=0 OR " n ".staff=@me OR @secrets=-1 OR " n ".staff IN (SELECT f.id FROM staff f WHERE "             \
    "f.station=@secrets))"
#define NEED_PLACES(n)                                                                                                 \
    {"grid", N_("网格"), YZ_WORD_REF, "grid",                                                                          \
     "CASE WHEN " n ".building<>0 THEN " GRID_OF(n ".building") " ELSE nullif(" n ".grid,0) END"},                     \
        {"building", N_("楼栋"), YZ_WORD_REF, "building", "nullif(" n ".building,0)"},                                 \
        {"area", N_("片区"), YZ_WORD_REF, "area", AREA_OF_EITHER(n)},                                                  \
        {"compound", N_("小区"), YZ_WORD_REF, "compound", COMPOUND_OF(n ".building")},                                 \
        {"field", N_("领域"), YZ_WORD_CODE, "need_field", "nullif(" n ".field,0)"}, {                                  \
        "topic", N_("类别"), YZ_WORD_CODE, "need_topic", "nullif(" n ".topic,0)"                                       \
    }

static const struct yz_word_of need_words[] = {
    {"at", N_("收集"), YZ_WORD_MOMENT, NULL, "x.at"},
    {"closed", N_("闭合"), YZ_WORD_MOMENT, NULL, "CASE WHEN x.state=5 THEN nullif(x.closed_at,0) END"},
    NEED_PLACES("x"),
    {"state", N_("状态"), YZ_WORD_CODE, "need_state", "x.state"},
    {"source", N_("来源"), YZ_WORD_CODE, "need_source", "nullif(x.source,0)"},
    {"urgency", N_("缓急"), YZ_WORD_CODE, "urgency", "nullif(x.urgency,0)"},
    {"matched", N_("有过匹配"), YZ_WORD_FLAG, NULL, "EXISTS(SELECT 1 FROM \"match\" w WHERE w.need=x.id)"},
    {"days", N_("到闭合的天数"), YZ_WORD_NUMBER, NULL, "CASE WHEN x.state=5 THEN " DAYS("x.at", "x.closed_at") " END"},
    {"staff", N_("登记人"), YZ_WORD_REF, "staff", STAFF("x.staff")},
    {"station", N_("驿站"), YZ_WORD_REF, "station", STATION_OF("x.staff")},
};

static const struct yz_word_of match_words[] = {
    {"at", N_("提出"), YZ_WORD_MOMENT, NULL, "x.at"},
    {"word", N_("居民答复"), YZ_WORD_MOMENT, NULL, "nullif(x.word_at,0)"},
    {"delivered", N_("落实"), YZ_WORD_DAY, NULL, "nullif(x.delivered_on,0)"},
    NEED_PLACES("n"),
    {"state", N_("状态"), YZ_WORD_CODE, "match_state", "x.state"},
    {"list", N_("清单"), YZ_WORD_CODE, "offer_list", "(SELECT o.list FROM offer o WHERE o.id=x.offer)"},
    {"staff", N_("经办人"), YZ_WORD_REF, "staff", STAFF("x.staff")},
    {"station", N_("驿站"), YZ_WORD_REF, "station", STATION_OF("x.staff")},
};

/* --- ratings --- */

static const struct yz_word_of rating_words[] = {
    {"at", N_("评价"), YZ_WORD_MOMENT, NULL, "x.at"},
    {"mark", N_("评价"), YZ_WORD_CODE, "rating", "x.mark"},
    {"bad", N_("差评"), YZ_WORD_FLAG, NULL, "x.mark<=2"},
    {"paper", N_("纸上"), YZ_WORD_FLAG, NULL, "x.paper"},
    {"called", N_("已回访"), YZ_WORD_FLAG, NULL,
     "EXISTS(SELECT 1 FROM \"case\" c WHERE c.id=x.callback AND c.state IN (9,10,11))"},
    {"station", N_("驿站"), YZ_WORD_REF, "station", "nullif(x.station,0)"},
};

/* --- who lives here --- */

static const struct yz_word_of person_words[] = {
    {"age", N_("年龄"), YZ_WORD_NUMBER, NULL, "CASE WHEN x.birth<>0 THEN (@on-x.birth)/10000 END"},
    {"sex", N_("性别"), YZ_WORD_CODE, "sex", "nullif(x.sex,0)"},
    {"residence", N_("人口类型"), YZ_WORD_CODE, "residence", "nullif(x.residence,0)"},
    {"party", N_("党员"), YZ_WORD_FLAG, NULL, "x.political IN (1,2)"},
    {"role", N_("居住身份"), YZ_WORD_CODE, "dwelling_role", "nullif(m.role,0)"},
    {"group", N_("重点人群"), YZ_WORD_GROUP, "person", "x.id"},
    PLACES(BUILDING_OF("m.dwelling")),
};

static const struct yz_word_of household_words[] = {
    {"size", N_("人数"), YZ_WORD_NUMBER, NULL,
     "(SELECT count(*) FROM membership m WHERE m.household=x.id AND " LIVES("m") ")"},
    {"kind", N_("户的类型"), YZ_WORD_CODE, "household_kind", "nullif(x.kind,0)"},
    {"visited", N_("走访到"), YZ_WORD_WITHIN, NULL,
     "EXISTS(SELECT 1 FROM visit v WHERE v.household=x.id AND v.at BETWEEN @low AND @high AND " COUNTS("v") ")"},
    {"group", N_("重点人群"), YZ_WORD_GROUP, "household", "x.id"},
    PLACES(BUILDING_OF("x.dwelling")),
};

/* --- consultations and small improvements --- */

#define PLACED                                                                                                         \
    {"grid", N_("网格"), YZ_WORD_REF, "grid",                                                                          \
     "CASE WHEN x.building<>0 THEN " GRID_OF("x.building") " ELSE nullif(x.grid,0) END"},                              \
    {                                                                                                                  \
        "area", N_("片区"), YZ_WORD_REF, "area", AREA_OF_EITHER("x")                                                   \
    }

static const struct yz_word_of meeting_words[] = {
    {"at", N_("时间"), YZ_WORD_MOMENT, NULL, "x.at"},
    {"state", N_("状态"), YZ_WORD_CODE, "meeting_state", "x.state"},
    PLACED,
};

static const struct yz_word_of improvement_words[] = {
    {"at", N_("提出"), YZ_WORD_MOMENT, NULL, "x.at"},
    {"finished", N_("完工"), YZ_WORD_DAY, NULL, "nullif(x.finished,0)"},
    {"state", N_("状态"), YZ_WORD_CODE, "improvement_state", "x.state"},
    PLACED,
};

#define WORDS(all) .words = (all), .count = sizeof(all) / sizeof *(all)
#define FACT(key_, label_, kind_, from_, where_, ...)                                                                  \
    {                                                                                                                  \
        .key = (key_), .label = (label_), .kind = (kind_), .id = "x.id", .row = "x.id", .from = (from_),               \
        .where = (where_), __VA_ARGS__                                                                                 \
    }

static const struct yz_fact facts[] = {
    FACT("case", N_("办件"), YZ_CASE, "\"case\" x",
         "x.state<>1 AND (@closed OR x.service<>'rating-callback' OR x.owner=@me)", WORDS(case_words)),
    FACT("visit", N_("走访"), YZ_VISIT, "visit x", "1", WORDS(visit_words)),
    FACT("need", N_("需求"), YZ_NEED, "need x", SEEN("x"), WORDS(need_words)),
    FACT("match", N_("匹配"), YZ_MATCH, "\"match\" x JOIN need n ON n.id=x.need", SEEN("n"), WORDS(match_words)),
    FACT("rating", N_("评价"), YZ_RATING, "rating x", "1", WORDS(rating_words), .restricted = true),
    {.key = "person",
     .label = N_("住在这里的人"),
     .kind = YZ_PERSON,
     .standing = true,
     .id = "x.id",
     .row = "m.id",
     .from = "membership m JOIN person x ON x.id=m.person",
     .where = LIVES("m") " AND (x.died=0 OR x.died>@on)",
     WORDS(person_words)},
    FACT("household", N_("户"), YZ_HOUSEHOLD, "household x", "x.since<=@on AND (x.until=0 OR x.until>=@on)",
         WORDS(household_words), .standing = true),
    FACT("meeting", N_("小协商"), YZ_MEETING, "meeting x", "1", WORDS(meeting_words)),
    FACT("improvement", N_("小转变"), YZ_IMPROVEMENT, "improvement x", "1", WORDS(improvement_words)),
};
enum { FACTS = sizeof facts / sizeof *facts };

const struct yz_fact *yz_fact_named(const char *key) {
    char all[160] = "";
    for (size_t i = 0; i < FACTS; i++) {
        if (strcmp(facts[i].key, key) == 0) return &facts[i];
        size_t n = strlen(all);
        snprintf(all + n, sizeof all - n, "%s%s", n ? " " : "", facts[i].key);
    }
    yz_fail(YZ_USAGE, _("没有 %1$s 可数；有 %2$s"), key, all);
    return NULL;
}

const struct yz_word_of *yz_fact_word_named(const struct yz_fact *f, const char *key) {
    size_t n = strncmp(key, "answer.", 7) == 0 ? 6 : strlen(key);
    for (size_t i = 0; i < f->count; i++)
        if (strlen(f->words[i].key) == n && memcmp(f->words[i].key, key, n) == 0) return &f->words[i];
    return NULL;
}

const struct yz_word_of *yz_fact_time(const struct yz_fact *f, const char *key) {
    const struct yz_word_of *w = *key ? yz_fact_word_named(f, key) : f->words;
    return w && (w->type == YZ_WORD_MOMENT || w->type == YZ_WORD_DAY) ? w : NULL;
}

const char *yz_fact_key(size_t i) {
    return i < FACTS ? facts[i].key : NULL;
}

const char *yz_fact_label(size_t i) {
    return yz_many(facts[i].label);
}

const char *yz_fact_word(size_t i, size_t word, const char **label, const char **takes) {
    static const char *const types[] = {
        N_("yes no"),       N_("整数，60..64"), "", "REF", N_("关键字"), N_("日期..日期"), N_("日期..日期"),
        N_("人群的关键字"), N_("日期..日期")};
    if (word >= facts[i].count) return NULL;
    const struct yz_word_of *w = &facts[i].words[word];
    *label = yz_tr(w->label);
    *takes = w->type == YZ_WORD_CODE || w->type == YZ_WORD_REF ? w->of : yz_tr(types[w->type]);
    return w->key;
}

const char *yz_report_word(const char *word) {
    if (strcmp(word, "month") == 0) return _("月份");
    if (strcmp(word, "day") == 0) return _("日");
    for (size_t i = 0; i < FACTS; i++) {
        const struct yz_word_of *w = yz_fact_word_named(&facts[i], word);
        if (w) return yz_tr(w->label);
    }
    return word;
}
