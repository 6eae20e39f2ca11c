/* All kinds, and finding one by its name. */
#include <string.h>
#include <yizhan/counter.h>
#include <yizhan/desk.h>
#include <yizhan/improvements.h>
#include <yizhan/kind.h>
#include <yizhan/letters.h>
#include <yizhan/lists.h>
#include <yizhan/loop.h>
#include <yizhan/meetings.h>
#include <yizhan/merges.h>
#include <yizhan/net.h>
#include <yizhan/notices.h>
#include <yizhan/registry.h>
#include <yizhan/station.h>
#include <yizhan/surveys.h>
#include <yizhan/templates.h>

const struct yz_kind *const yz_kinds[YZ_KIND_COUNT] = {
    [YZ_COMMUNITY] = &yz_community_kind, [YZ_AREA] = &yz_area_kind,           [YZ_GRID] = &yz_grid_kind,
    [YZ_COMPOUND] = &yz_compound_kind,   [YZ_BUILDING] = &yz_building_kind,   [YZ_DWELLING] = &yz_dwelling_kind,
    [YZ_HOUSEHOLD] = &yz_household_kind, [YZ_PERSON] = &yz_person_kind,       [YZ_MEMBERSHIP] = &yz_membership_kind,
    [YZ_STATION] = &yz_station_kind,     [YZ_WALK] = &yz_walk_kind,           [YZ_STAFF] = &yz_staff_kind,
    [YZ_SERVICE] = &yz_service_kind,     [YZ_CASE] = &yz_case_kind,           [YZ_TICKET] = &yz_ticket_kind,
    [YZ_SHIFT] = &yz_shift_kind,         [YZ_HANDOVER] = &yz_handover_kind,   [YZ_SEAL] = &yz_seal_kind,
    [YZ_RATING] = &yz_rating_kind,       [YZ_DISMISSAL] = &yz_dismissal_kind, [YZ_HOLIDAY] = &yz_holiday_kind,
    [YZ_POST] = &yz_post_kind,           [YZ_CENTER] = &yz_center_kind,       [YZ_FOCUS] = &yz_focus_kind,
    [YZ_VISIT] = &yz_visit_kind,         [YZ_NEED] = &yz_need_kind,           [YZ_MERGE] = &yz_merge_kind,
    [YZ_DISTINCT] = &yz_distinct_kind,   [YZ_SENDER] = &yz_sender_kind,       [YZ_TEMPLATE] = &yz_template_kind,
    [YZ_PROVIDER] = &yz_provider_kind,   [YZ_OFFER] = &yz_offer_kind,         [YZ_SURVEY] = &yz_survey_kind,
    [YZ_QUESTION] = &yz_question_kind,   [YZ_REPLY] = &yz_reply_kind,         [YZ_ANSWER] = &yz_answer_kind,
    [YZ_QUOTA] = &yz_quota_kind,         [YZ_MEETING] = &yz_meeting_kind,     [YZ_PRESENCE] = &yz_presence_kind,
    [YZ_OPINION] = &yz_opinion_kind,     [YZ_BALLOT] = &yz_ballot_kind,       [YZ_DECISION] = &yz_decision_kind,
    [YZ_MATCH] = &yz_match_kind,         [YZ_INVITE] = &yz_invite_kind,       [YZ_IMPROVEMENT] = &yz_improvement_kind,
    [YZ_CAUSE] = &yz_cause_kind,         [YZ_GIFT] = &yz_gift_kind,           [YZ_NOTICE] = &yz_notice_kind,
    [YZ_POSTING] = &yz_posting_kind,     [YZ_WORDING] = &yz_wording_kind,     [YZ_FEEDBACK] = &yz_feedback_kind,
    [YZ_LETTER] = &yz_letter_kind,
};

const struct yz_kind *yz_kind_named(const char *name) {
    for (size_t i = 1; i < YZ_KIND_COUNT; i++) {
        if (yz_kinds[i] && strcmp(yz_kinds[i]->name, name) == 0) return yz_kinds[i];
    }
    return NULL;
}

const struct yz_field *yz_field_named(const struct yz_kind *k, const char *column) {
    for (size_t i = 0; i < k->count; i++) {
        if (strcmp(k->fields[i].column, column) == 0) return &k->fields[i];
    }
    return NULL;
}
