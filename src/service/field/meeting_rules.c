/* By which rule a meeting votes, read from data once; and judging a ballot by it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/i18n.h>
#include <yizhan/meetings.h>

#include "base/conf.h"
#include "base/data.h"
#include "base/text.h"

static const char source_file[] = "meetings/matters.conf";
enum { MOST = 32 };
static struct yz_matter all[MOST];
static size_t count_all;
static bool read_once;

struct taking { /* a section, and what is wrong with it */
    const struct yz_conf *conf;
    const struct yz_conf_section *section;
    struct yz_findings *f;
};

static void wrong(const struct taking *t, const struct yz_conf_entry *e, const char *rule, const char *mend) {
    char place[32];
    yz_find_error(t->f, yz_conf_place(e ? e->line : t->section->line, e ? e->key : NULL, place), e ? e->value : NULL,
                  rule, mend);
}

static void take_text(const struct taking *t, const char *key, char *out, size_t room) {
    const struct yz_conf_entry *e = yz_conf_find(t->conf, t->section, key);
    if (e && !yz_copy(out, room, e->value)) wrong(t, e, _("太长"), NULL);
}

static void take_day(const struct taking *t, const char *key, yz_date *out) {
    const struct yz_conf_entry *e = yz_conf_find(t->conf, t->section, key);
    if (e && !yz_date_parse(e->value, 0, false, out)) wrong(t, e, _("不是日期"), _("例如 2020-04-27"));
}

/* "2/3" or "> 1/2". */
static void take_share(const struct taking *t, const char *key, struct yz_share *out) {
    const struct yz_conf_entry *e = yz_conf_find(t->conf, t->section, key);
    const char *text = e ? e->value : "";
    char *end;
    if (!e) return;
    out->more = *text == '>';
    out->over = (int)strtol(text + out->more, &end, 10);
    out->under = *end == '/' ? (int)strtol(end + 1, &end, 10) : 0;
    if (*end || out->over < 1 || out->under < 1 || out->over > out->under || out->under > 1000)
        wrong(t, e, _("不是分数"), _("例如 2/3 或 > 1/2"));
}

static bool says(const struct taking *t, const char *key, const char *word) {
    const struct yz_conf_entry *e = yz_conf_find(t->conf, t->section, key);
    return e && strcmp(e->value, word) == 0;
}

static void take_matter(const struct taking *t) {
    struct yz_matter *m = &all[count_all++];
    *m = (struct yz_matter){.of_present = says(t, "of", "present"), .confirmed = says(t, "confidence", "confirmed")};
    yz_copy(m->key, sizeof m->key, t->section->label);
    take_text(t, "name", m->name, sizeof m->name);
    take_text(t, "name_en", m->name_en, sizeof m->name_en);
    take_text(t, "covers", m->covers, sizeof m->covers);
    take_text(t, "source", m->source, sizeof m->source);
    take_text(t, "document", m->document, sizeof m->document);
    take_share(t, "present_heads", &m->present_heads);
    take_share(t, "present_area", &m->present_area);
    take_share(t, "agree_heads", &m->agree_heads);
    take_share(t, "agree_area", &m->agree_area);
    take_day(t, "valid_from", &m->from);
    take_day(t, "valid_to", &m->until);
    if (!*m->key || !*m->name || !*m->source || !m->agree_heads.under)
        wrong(t, NULL, _("要有 name、source 和 agree_heads"), NULL);
}

static bool read_file(void) {
    struct yz_findings f = {0};
    struct yz_conf conf = {0};
    size_t size;
    const char *bytes = yz_data(source_file, &size);
    bool good = bytes && yz_conf_read(bytes, size, &conf, &f);
    count_all = 0;
    for (size_t i = 0; good && i < conf.section_count; i++) {
        struct taking t = {&conf, &conf.sections[i], &f};
        if (strcmp(conf.sections[i].name, "matter") == 0 && count_all < MOST) take_matter(&t);
        else wrong(&t, NULL, _("没有这种段落"), NULL);
    }
    good = good && yz_findings_ok(&f) && count_all;
    if (!good && f.count) yz_fail(YZ_REFUSED, _("%1$s 第 %2$s 行：%3$s"), source_file, f.all[0].field, f.all[0].rule);
    yz_conf_free(&conf);
    yz_findings_free(&f);
    return good;
}

const struct yz_matter *yz_matters(size_t *count) {
    if (!read_once) read_once = read_file();
    *count = read_once ? count_all : 0;
    return read_once ? all : NULL;
}

const struct yz_matter *yz_matter_named(const char *text, yz_date day) {
    size_t count;
    const struct yz_matter *m = yz_matters(&count);
    for (size_t i = 0; i < count; i++) {
        bool named = strcmp(m[i].key, text) == 0 || strcmp(m[i].name, text) == 0 || strcmp(m[i].name_en, text) == 0;
        if (named && m[i].from <= day && (!m[i].until || day <= m[i].until)) return &m[i];
    }
    return NULL;
}

const char *yz_matter_name(const struct yz_matter *m) {
    return *m->name_en && strcmp(yz_language_name(), "en") == 0 ? m->name_en : m->name;
}

static void add_share(char *out, size_t room, const struct yz_share *share, const char *least, const char *more) {
    size_t n = strlen(out);
    if (!share->under || n + 1 >= room) return;
    if (n) n += (size_t)snprintf(out + n, room - n, "%s", _("，"));
    if (n < room) snprintf(out + n, room - n, share->more ? more : least, share->over, share->under);
}

char *yz_matter_text(const struct yz_matter *m, char *out, size_t room) {
    *out = '\0';
    add_share(out, room, &m->present_heads, _("参加的户数至少 %1$d/%2$d"), _("参加的户数超过 %1$d/%2$d"));
    add_share(out, room, &m->present_area, _("参加的面积至少 %1$d/%2$d"), _("参加的面积超过 %1$d/%2$d"));
    add_share(out, room, &m->agree_heads, _("同意的户数至少 %1$d/%2$d"), _("同意的户数超过 %1$d/%2$d"));
    add_share(out, room, &m->agree_area, _("同意的面积至少 %1$d/%2$d"), _("同意的面积超过 %1$d/%2$d"));
    out[yz_utf8_cut(out, room - 1)] = '\0';
    return out;
}

bool yz_share_met(const struct yz_share *share, int64_t part, int64_t whole) {
    if (!share->under) return true;
    if (whole <= 0) return false;
    return share->more ? part * share->under > whole * share->over : part * share->under >= whole * share->over;
}

int32_t yz_ballot_judge(const struct yz_matter *m, const struct yz_ballot *b, int64_t unmeasured) {
    int64_t votes = b->yes + b->no + b->abstain, area = b->yes_square + b->no_square + b->abstain_square;
    if ((m->present_area.under || m->agree_area.under) && (unmeasured || !b->doors_square)) return YZ_BALLOT_UNMEASURED;
    /* Where the law asks for presence, those present; where it asks for voting, those who voted. */
    int64_t came = m->of_present ? b->present : votes, came_area = m->of_present ? b->present_square : area;
    if (!yz_share_met(&m->present_heads, came, b->doors) || !yz_share_met(&m->present_area, came_area, b->doors_square))
        return YZ_BALLOT_TOO_FEW;
    bool agreed = yz_share_met(&m->agree_heads, b->yes, came) && yz_share_met(&m->agree_area, b->yes_square, came_area);
    return agreed ? YZ_BALLOT_PASSED : YZ_BALLOT_REJECTED;
}
