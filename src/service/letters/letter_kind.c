/* The kind letter: what stations of a district write to each other. */
#include <yizhan/i18n.h>
#include <yizhan/letters.h>

#define F(member, ...) YZ_FIELD(struct yz_letter, member, __VA_ARGS__)
static const struct yz_field letter_fields[] = {
    F(sort, YZ_CODE, N_("往来事项"), .of = "letter_sort", .flags = YZ_REQUIRED | YZ_DERIVED),
    F(state, YZ_CODE, N_("状态"), .of = "letter_state", .flags = YZ_REQUIRED | YZ_DERIVED),
    F(sender, YZ_INT, N_("发出驿站"), .flags = YZ_DERIVED),
    F(receiver, YZ_INT, N_("接收驿站"), .flags = YZ_DERIVED),
    F(ref, YZ_TEXT, N_("所指记录"), .flags = YZ_DERIVED),
    F(title, YZ_TEXT, N_("事由"), .flags = YZ_DERIVED),
    F(note, YZ_TEXT, N_("发出说明"), .flags = YZ_DERIVED),
    F(answer, YZ_TEXT, N_("答复"), .flags = YZ_DERIVED),
    F(staff, YZ_REF, N_("本站经办人"), .of = "staff", .flags = YZ_DERIVED),
    F(at, YZ_TIME, N_("发出时间"), .flags = YZ_DERIVED),
    F(answered, YZ_TIME, N_("答复时间"), .flags = YZ_DERIVED),
    F(body, YZ_TEXT, N_("更正内容"), .flags = YZ_LONG | YZ_DERIVED | YZ_NO_EXPORT | YZ_SENSITIVE,
      .mask = YZ_MASK_WHOLE),
};
#undef F

static const char *const letter_indexes[] = {"letter_ref ON letter(ref)", "letter_state ON letter(state,id)", NULL};

const struct yz_kind yz_letter_kind = {.id = YZ_LETTER,
                                       .name = "letter",
                                       .label = N_("站间往来"),
                                       .size = sizeof(struct yz_letter),
                                       .fields = letter_fields,
                                       .count = sizeof letter_fields / sizeof *letter_fields,
                                       .indexes = letter_indexes};
