/* Every other paper: in three widths, at its time only, on a receipt printer, and without what may not stand on paper. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/certificates.h>
#include <yizhan/counter.h>
#include <yizhan/identity.h>
#include <yizhan/improvements.h>
#include <yizhan/lists.h>
#include <yizhan/meetings.h>
#include <yizhan/papers.h>
#include <yizhan/prints.h>
#include <yizhan/seals.h>
#include <yizhan/visits.h>

#include "service/desk/intake_private.h"
#include "service/desk/paper_sheet.h"
#include "support/desk.h"
#include "support/golden.h"

#define ID    "530111199003071234"
#define PHONE "13812345678"

static struct desk d;
static struct yz_case c;
static struct yz_ticket ticket;
static struct yz_handover handover;
static struct yz_seal seal;
static struct yz_visit visit;
static struct yz_meeting meeting, mediation;
static struct yz_improvement improvement;
static int64_t building;

static void put(const struct yz_kind *k, void *record) {
    assert_int_equal(yz_act_begin(d.store, "edit-case", d.clerk.id), YZ_OK);
    assert_int_equal(yz_put(d.store, k, record), YZ_OK);
    assert_int_equal(yz_act_commit(d.store, NULL), YZ_OK);
}

static void make_ticket(const char *code, int64_t number, bool priority) {
    ticket = (struct yz_ticket){.station = d.station.id,
                                .day = 20261123,
                                .number = number,
                                .state = YZ_TICKET_WAITING,
                                .priority = priority,
                                .service = "newborn-insurance",
                                .name = "张丽",
                                .phone = PHONE,
                                .evening = true,
                                .taken = yz_now()};
    snprintf(ticket.code, sizeof ticket.code, "%s", code);
    put(&yz_ticket_kind, &ticket);
}

static void make_visit(struct yz_findings *f) {
    struct yz_need need = {.field = 3, .text = "修单元门，打 " PHONE " 找我"};
    visit = (struct yz_visit){.household = d.family, .outcome = YZ_VISIT_MET, .person = d.mother};
    snprintf(visit.note, sizeof visit.note, "证件 " ID " 快到期");
    assert_true(yz_visit_checks_set(&visit, "fire,gas", f));
    assert_int_equal(yz_visit_log(d.session, &visit, &(struct yz_found){.need = &need}, f), YZ_OK);
    building = visit.building;
}

/* Finished and confirmed; a need told in confidence stays off the paper. */
static void make_improvement(struct yz_findings *f) {
    int64_t needs[2];
    struct yz_need n = {.text = "楼门口没有扶手，电话 " PHONE, .field = 3, .place = "南门"},
                   secret = {.text = "怕摔跤不敢说", .field = 3, .place = "南门", .secret = true};
    struct yz_provider p = {.name = "宝象五金店", .sort = YZ_PROVIDER_FIRM};
    struct yz_gift g = {.what = "扶手 4 米", .worth = 32000};
    assert_int_equal(yz_need_save(d.session, &n, f), YZ_OK);
    assert_int_equal(yz_need_save(d.session, &secret, f), YZ_OK);
    needs[0] = n.id, needs[1] = secret.id;
    improvement = (struct yz_improvement){.name = "门口装扶手", .place = "南门", .before = "台阶三级，没有扶手"};
    assert_int_equal(yz_improvement_save(d.session, &improvement, needs, 2, f), YZ_OK);
    snprintf(improvement.plan, sizeof improvement.plan, "两侧各装两米不锈钢扶手");
    improvement.planned_days = 2;
    snprintf(improvement.crew, sizeof improvement.crew, "物业维修队");
    improvement.leader = d.clerk.id;
    assert_int_equal(yz_improvement_do(d.session, &improvement, YZ_IMPROVE_PLAN, f), YZ_OK);
    improvement.started = 20261112;
    assert_int_equal(yz_improvement_do(d.session, &improvement, YZ_IMPROVE_START, f), YZ_OK);
    assert_int_equal(yz_provider_save(d.session, &p, f), YZ_OK);
    g.improvement = improvement.id;
    g.provider = p.id;
    assert_int_equal(yz_improvement_give(d.session, &g, f), YZ_OK);
    snprintf(improvement.after, sizeof improvement.after, "老人上下稳当了");
    improvement.finished = 20261117;
    improvement.cost = 12000;
    snprintf(improvement.payer, sizeof improvement.payer, "物业公共收益");
    assert_int_equal(yz_improvement_do(d.session, &improvement, YZ_IMPROVE_FINISH, f), YZ_OK);
    improvement.word_of = d.mother;
    improvement.word_on = 20261118;
    snprintf(improvement.word, sizeof improvement.word, "扶着踏实");
    assert_int_equal(yz_improvement_do(d.session, &improvement, YZ_IMPROVE_CONFIRM, f), YZ_OK);
}

/* The summary of a meeting is refused while a text in it holds a number; those that it does not show may. */
static void make_meetings(struct yz_findings *f) {
    struct yz_presence came;
    struct yz_decision done = {.text = "周六清理", .owner = d.clerk.id, .due = 20261205};
    meeting = (struct yz_meeting){.title = "楼道堆物怎么办", .place = "活动室", .background = "找 " PHONE "，证件 " ID};
    mediation = (struct yz_meeting){.title = "漏水",
                                    .sort = YZ_MEDIATION,
                                    .first = d.mother,
                                    .second = d.tenant,
                                    .agreement = "三日内修好，联系 " PHONE "，证件 " ID};
    assert_int_equal(yz_meeting_save(d.session, &meeting, f), YZ_OK);
    struct yz_meeting_place place = {YZ_BUILDING, building};
    assert_int_equal(yz_meeting_invite(d.session, meeting.id, &place, 1), YZ_OK);
    assert_int_equal(yz_meeting_attend(d.session, meeting.id, "2-501", NULL, &came, f), YZ_OK);
    struct yz_opinion said = {.meeting = meeting.id, .text = "先清理"};
    struct yz_ballot vote = {.meeting = meeting.id, .question = "每周清理", .secret = true, .yes = 1};
    assert_int_equal(yz_meeting_say(d.session, &said, f), YZ_OK);
    assert_int_equal(yz_meeting_vote(d.session, &vote, f), YZ_OK);
    done.meeting = meeting.id;
    assert_int_equal(yz_meeting_resolve(d.session, &done, NULL, f), YZ_OK);
    assert_int_equal(yz_meeting_save(d.session, &mediation, f), YZ_OK);
}

/* Free texts hold a whole identity number and a whole phone: none may come through. */
static int begin(void **state) {
    struct yz_outcome o;
    struct yz_findings f = {0};
    (void)state;
    desk_make(&d);
    struct yz_intake *in = desk_baby(&d, "2026-11-18 03:20", "U530123456");
    yz_intake_tick(in, 2, false);
    assert_int_equal(yz_intake_save(in, &o, &c, &f), YZ_OK);
    yz_intake_free(in);
    struct yz_person mother;
    assert_int_equal(yz_record_get(d.session, YZ_PERSON, d.mother, &mother), YZ_OK);
    snprintf(mother.id_number, sizeof mother.id_number, ID);
    snprintf(mother.phone, sizeof mother.phone, PHONE);
    put(&yz_person_kind, &mother);
    make_ticket("A001", 1, false);
    make_ticket("B002", 2, true);
    make_ticket("A003", 3, false);
    handover = (struct yz_handover){.station = d.station.id,
                                    .day = 20261123,
                                    .given_by = d.clerk.id,
                                    .given_at = yz_now(),
                                    .cash = 12050,
                                    .papers = 2,
                                    .tickets = 3,
                                    .calls = 1,
                                    .waiting = 1,
                                    .sheet = "约定回电：张丽 " PHONE " 明早九点前\n"
                                             "等补材料：2026-000001 身份证 " ID "\n\n钥匙在抽屉",
                                    .note = "明早第一件先办 2026-000001",
                                    .head = "0123456789abcdef12345678901234567890"};
    put(&yz_handover_kind, &handover);
    yz_seal_begin(d.session, &seal);
    seal.approved_by = d.clerk.id;
    snprintf(seal.matter, sizeof seal.matter, "申请公租房，身份证 " ID);
    snprintf(seal.document, sizeof seal.document, "居住情况说明");
    snprintf(seal.applicant, sizeof seal.applicant, "张丽");
    snprintf(seal.phone, sizeof seal.phone, PHONE);
    snprintf(seal.note, sizeof seal.note, "电话 " PHONE);
    assert_int_equal(yz_seal_add(d.session, &seal, NULL, &f), YZ_OK);
    make_visit(&f);
    make_meetings(&f);
    make_improvement(&f);
    yz_findings_free(&f);
    return 0;
}

static int end(void **state) {
    (void)state;
    desk_drop(&d);
    return 0;
}

/* The case in a state in which the paper can be printed. */
static void ready(enum yz_paper paper) {
    static const int32_t states[YZ_PAPERS] = {[YZ_PAPER_SUPPLEMENT] = YZ_CASE_SUPPLEMENT,
                                              [YZ_PAPER_DEFERRED] = YZ_CASE_ACCEPTED,
                                              [YZ_PAPER_COMPLETION] = YZ_CASE_FINISHED,
                                              [YZ_PAPER_RATING] = YZ_CASE_CLOSED,
                                              [YZ_PAPER_REFUSAL] = YZ_CASE_REFUSED};
    if (yz_paper_kind(paper) != YZ_CASE || !states[paper]) return;
    c.state = states[paper];
    c.finished = yz_moment_make(20261125, 15 * 60);
    c.missing_by = paper == YZ_PAPER_DEFERRED ? 20261208 : 0;
    snprintf(c.result, sizeof c.result, paper == YZ_PAPER_REFUSAL ? "不属于本社区受理范围，电话 %s" : "已参保，%s",
             PHONE);
    put(&yz_case_kind, &c);
}

static int64_t subject(enum yz_paper paper) {
    switch (yz_paper_kind(paper)) {
    case YZ_CASE: return c.id;
    case YZ_TICKET: return ticket.id;
    case YZ_HANDOVER: return handover.id;
    case YZ_SEAL: return seal.id;
    case YZ_BUILDING: return building;
    case YZ_VISIT: return visit.id;
    case YZ_IMPROVEMENT: return improvement.id;
    case YZ_MEETING: return paper == YZ_PAPER_AGREEMENT ? mediation.id : meeting.id;
    default: return 1;
    }
}

static void text_of(enum yz_paper paper, int columns, struct yz_buffer *out) {
    ready(paper);
    enum yz_status status = yz_paper_text_of(d.session, yz_paper_kind(paper), subject(paper), paper, columns, out);
    if (status != YZ_OK) print_error("%s: %s\n", yz_paper_key(paper), yz_message());
    assert_int_equal(status, YZ_OK);
}

static const int widths[] = {YZ_COLUMNS_A4, YZ_COLUMNS_80MM, YZ_COLUMNS_58MM};

static void papers_of_every_width(void **state) {
    (void)state;
    for (int paper = YZ_PAPER_SUPPLEMENT; paper < YZ_PAPER_BULK; paper++) {
        char name[64];
        struct yz_buffer all = {0};
        for (size_t i = 0; i < 3; i++) {
            struct yz_buffer text = {0};
            text_of((enum yz_paper)paper, widths[i], &text);
            golden_fits(yz_buffer_string(&text), widths[i]);
            assert_null(strstr(yz_buffer_string(&text), "{{"));
            yz_buffer_printf(&all, "== %d\n%s", widths[i], yz_buffer_string(&text));
            yz_buffer_free(&text);
        }
        snprintf(name, sizeof name, "paper-%s.txt", yz_paper_key((enum yz_paper)paper));
        golden_is(name, &all);
        yz_buffer_free(&all);
    }
}

static void papers_on_a_receipt_printer(void **state) {
    (void)state;
    for (int paper = 0; paper < YZ_PAPER_BULK; paper++) {
        for (size_t i = 1; i < 3; i++) {
            struct yz_buffer text = {0}, bytes = {0};
            void *record;
            if (paper == YZ_PAPER_RECEIPT || paper == YZ_PAPER_NOTICE) ready(YZ_PAPER_SUPPLEMENT);
            else ready((enum yz_paper)paper);
            assert_int_equal(
                yz_paper_record(d.session, yz_paper_kind((enum yz_paper)paper), subject((enum yz_paper)paper), &record),
                YZ_OK);
            assert_int_equal(yz_paper_lay(d.session, record, (enum yz_paper)paper, widths[i], true, &text), YZ_OK);
            assert_int_equal(yz_paper_escpos(yz_buffer_string(&text), &bytes), YZ_OK);
            free(record);
            yz_buffer_free(&text);
            assert_int_equal(golden_prints(&bytes, widths[i]), paper == YZ_PAPER_TICKET ? 1 : 0);
            if (paper == YZ_PAPER_TICKET && widths[i] == YZ_COLUMNS_58MM) golden_is("paper-ticket-32.escpos", &bytes);
            yz_buffer_free(&bytes);
        }
    }
}

/* Without line ends and spaces, so that a number cut by a line is found too. */
static void squeeze(const char *text, char *out) {
    for (; *text; text++)
        if (*text != '\n' && *text != ' ') *out++ = *text;
    *out = '\0';
}

static void no_whole_number_on_any_paper(void **state) {
    (void)state;
    char squeezed[16384];
    for (int paper = 0; paper < YZ_PAPER_BULK; paper++) {
        for (size_t i = 0; i < 3; i++) {
            struct yz_buffer text = {0};
            if (paper <= YZ_PAPER_NOTICE) ready(YZ_PAPER_SUPPLEMENT);
            text_of((enum yz_paper)paper, widths[i], &text);
            squeeze(yz_buffer_string(&text), squeezed);
            assert_null(strstr(squeezed, ID));
            assert_null(strstr(squeezed, PHONE));
            assert_null(strstr(squeezed, "19900307")); /* nor the birth date out of it */
            assert_null(strstr(squeezed, "U530123456"));
            yz_buffer_free(&text);
        }
    }
}

static void no_temporary_number_on_any_paper(void **state) {
    (void)state;
    struct yz_person baby;
    assert_int_equal(yz_record_get(d.session, YZ_PERSON, c.person, &baby), YZ_OK);
    baby.id_kind = YZ_ID_NONE_YET;
    snprintf(baby.id_number, sizeof baby.id_number, "LS20261118001");
    put(&yz_person_kind, &baby);
    for (int paper = 0; paper <= YZ_PAPER_REFUSAL; paper++) {
        struct yz_buffer text = {0};
        if (paper <= YZ_PAPER_NOTICE) ready(YZ_PAPER_SUPPLEMENT);
        text_of((enum yz_paper)paper, YZ_COLUMNS_A4, &text);
        assert_null(strstr(yz_buffer_string(&text), "LS2"));
        yz_buffer_free(&text);
    }
}

static void the_rating_form_names_no_clerk(void **state) {
    (void)state;
    struct yz_buffer text = {0};
    text_of(YZ_PAPER_RATING, YZ_COLUMNS_A4, &text);
    assert_null(strstr(yz_buffer_string(&text), d.clerk.name));
    assert_null(strstr(yz_buffer_string(&text), "张丽"));
    assert_non_null(strstr(yz_buffer_string(&text), c.number));
    yz_buffer_free(&text);
}

static bool printable(enum yz_paper paper) {
    enum yz_paper all[YZ_PAPERS];
    size_t count;
    put(&yz_case_kind, &c);
    assert_int_equal(yz_papers_of(d.session, YZ_CASE, c.id, all, &count), YZ_OK);
    for (size_t i = 0; i < count; i++)
        if (all[i] == paper) return true;
    return false;
}

static void each_paper_has_its_time(void **state) {
    (void)state;
    struct yz_buffer text = {0};
    c.state = YZ_CASE_SUPPLEMENT;
    assert_true(printable(YZ_PAPER_SUPPLEMENT));
    assert_false(printable(YZ_PAPER_DEFERRED));
    assert_false(printable(YZ_PAPER_COMPLETION));
    assert_int_equal(yz_paper_lay(d.session, &c, YZ_PAPER_COMPLETION, 80, false, &text), YZ_REFUSED);
    assert_non_null(strstr(yz_message(), "还没有办结"));
    c.state = YZ_CASE_ACCEPTED;
    assert_true(printable(YZ_PAPER_DEFERRED));
    assert_false(printable(YZ_PAPER_SUPPLEMENT));
    *c.missing = '\0';
    assert_false(printable(YZ_PAPER_DEFERRED));
    assert_false(printable(YZ_PAPER_NOTICE));
    c.state = YZ_CASE_CLOSED;
    assert_true(printable(YZ_PAPER_COMPLETION));
    assert_true(printable(YZ_PAPER_RATING));
    c.rated = true;
    assert_false(printable(YZ_PAPER_RATING));
    c.state = YZ_CASE_REFUSED;
    assert_true(printable(YZ_PAPER_REFUSAL));
    assert_false(printable(YZ_PAPER_RECEIPT));
    ticket.state = YZ_TICKET_DONE;
    put(&yz_ticket_kind, &ticket);
    assert_int_equal(yz_paper_text_of(d.session, YZ_TICKET, ticket.id, YZ_PAPER_TICKET, 80, &text), YZ_REFUSED);
    assert_int_equal(yz_paper_text_of(d.session, YZ_CASE, c.id, YZ_PAPER_TICKET, 80, &text), YZ_USAGE);
    assert_int_equal(yz_paper_text_of(d.session, YZ_NO_KIND, 99, YZ_PAPER_CERTIFICATE, 80, &text), YZ_REFUSED);
    assert_int_equal(text.length, 0);
}

static void who_is_before_one_in_the_queue(void **state) {
    (void)state;
    struct yz_buffer text = {0};
    text_of(YZ_PAPER_TICKET, 80, &text); /* the third, with one of priority and one without before it */
    assert_non_null(strstr(yz_buffer_string(&text), "前面还有：2 位"));
    yz_buffer_clear(&text);
    int64_t id;
    assert_int_equal(yz_paper_subject(d.session, YZ_PAPER_TICKET, "ｂ002", &id), YZ_OK);
    assert_int_equal(yz_paper_text_of(d.session, YZ_TICKET, id, YZ_PAPER_TICKET, 80, &text), YZ_OK);
    assert_non_null(strstr(yz_buffer_string(&text), "前面还有：0 位"));
    yz_buffer_free(&text);
}

static void what_is_printed_again_says_so(void **state) {
    (void)state;
    char way[160];
    struct yz_print to;
    struct yz_buffer file = {0};
    struct yz_print_line lines[8];
    size_t count;
    snprintf(way, sizeof way, "file:%s/paper.txt", d.folder);
    assert_int_equal(yz_print_parse(way, &to), YZ_OK);
    for (int i = 0; i < 2; i++) {
        yz_buffer_clear(&file);
        assert_int_equal(yz_paper_print_of(d.session, YZ_SEAL, seal.id, YZ_PAPER_SEAL, &to), YZ_OK);
        golden_slurp(way + 5, &file);
        assert_int_equal(strstr(yz_buffer_string(&file), "补打") != NULL, i == 1);
    }
    assert_int_equal(yz_paper_print_of(d.session, YZ_NO_KIND, 1, YZ_PAPER_CERTIFICATE, &to), YZ_OK);
    assert_int_equal(yz_prints(d.session, &(struct yz_print_filter){0}, lines, 8, &count), YZ_OK);
    assert_int_equal(count, 3);
    assert_int_equal(lines[0].paper, YZ_PAPER_CERTIFICATE);
    assert_true(lines[1].again && !lines[2].again);
    assert_string_equal(lines[1].subject, seal.number);
    assert_string_equal(lines[1].whom, "张*");
    assert_string_equal(lines[1].staff, d.clerk.name);
    assert_string_equal(lines[1].to, way);
    assert_int_equal(lines[1].columns, 80);
    assert_true(lines[1].lines > 10);
    struct yz_print_filter seals = {.kind = YZ_SEAL, .id = seal.id, .before_seq = lines[1].seq};
    assert_int_equal(yz_prints(d.session, &seals, lines, 8, &count), YZ_OK);
    assert_int_equal(count, 1);
    struct yz_print_filter receipts = {.of_paper = true, .paper = YZ_PAPER_RECEIPT};
    assert_int_equal(yz_prints(d.session, &receipts, lines, 8, &count), YZ_OK);
    assert_int_equal(count, 0);
    yz_buffer_free(&file);
}

static void numbers_in_free_text_are_masked(void **state) {
    (void)state;
    static const char *const cases[][2] = {
        {"", ""},
        {"证 " ID " 号", "证 530111********1234 号"},
        {"53011119900307123X", "530111********123X"},
        {PHONE "，" PHONE, "138****5678，138****5678"},
        {"2026-000001 用印2026-0001", "2026-000001 用印2026-0001"},
        {"0871-67100022", "0871-67100022"},
        {"a13812345678", "a13812345678"}, /* part of a word: a hash, a serial */
        {"民发〔2020〕20号", "民发〔2020〕20号"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char out[128];
        yz_mask_numbers(out, sizeof out, cases[i][0]);
        assert_string_equal(out, cases[i][1]);
    }
    char small[8];
    yz_mask_numbers(small, sizeof small, "一二三四");
    assert_string_equal(small, "一二");
}

int main(void) {
    if (!setlocale(LC_CTYPE, "C.UTF-8")) setlocale(LC_CTYPE, "en_US.UTF-8");
#define T(name) cmocka_unit_test_setup_teardown(name, begin, end)
    const struct CMUnitTest tests[] = {
        T(papers_of_every_width),
        T(papers_on_a_receipt_printer),
        T(no_whole_number_on_any_paper),
        T(no_temporary_number_on_any_paper),
        T(the_rating_form_names_no_clerk),
        T(each_paper_has_its_time),
        T(who_is_before_one_in_the_queue),
        T(what_is_printed_again_says_so),
        cmocka_unit_test(numbers_in_free_text_are_masked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
