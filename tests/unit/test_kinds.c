/* The tables of fields: every row must be one that store, forms, import and search can work with. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yizhan/codes.h>
#include <yizhan/desk.h>
#include <yizhan/i18n.h>
#include <yizhan/kind.h>
#include <yizhan/registry.h>
#include <yizhan/station.h>

#include "service/dictionary.h"
#include "service/refs.h"

#define EACH_KIND(k)                                                                                                   \
    for (int i_ = 1; i_ < YZ_KIND_COUNT; i_++)                                                                         \
        for (const struct yz_kind *k = yz_kinds[i_]; k; k = NULL)
#define EACH_FIELD(k, f) for (const struct yz_field *f = (k)->fields; f < (k)->fields + (k)->count; f++)

static size_t size_of_type(const struct yz_field *f) {
    switch (f->type) {
    case YZ_TEXT: return f->size;
    case YZ_FLAG: return sizeof(bool);
    case YZ_CODE: return sizeof(int32_t);
    case YZ_DAY: return sizeof(yz_date);
    case YZ_TIME: return sizeof(yz_moment);
    case YZ_INT:
    case YZ_MONEY:
    case YZ_REF: return sizeof(int64_t);
    }
    return 0;
}

static void every_kind_is_there(void **state) {
    (void)state;
    assert_null(yz_kinds[0]);
    for (int i = 1; i < YZ_KIND_COUNT; i++) {
        assert_non_null(yz_kinds[i]);
        assert_int_equal(yz_kinds[i]->id, i);
        assert_ptr_equal(yz_kind_named(yz_kinds[i]->name), yz_kinds[i]);
        for (int j = 1; j < i; j++) assert_true(!yz_kinds[i]->letter || yz_kinds[i]->letter != yz_kinds[j]->letter);
        assert_true(yz_kinds[i]->letter || strlen(yz_kinds[i]->name) <= 8); /* the longest that yz_ref_text holds */
    }
    assert_null(yz_kind_named("dragon"));
    assert_string_equal(yz_field_named(&yz_person_kind, "phone")->column, "phone");
    assert_null(yz_field_named(&yz_person_kind, "wings"));
}

/* Fields fill the struct in its order, without overlap, behind id and version. */
static void fields_lie_in_their_struct(void **state) {
    (void)state;
    EACH_KIND(k) {
        size_t end = sizeof(struct yz_record);
        EACH_FIELD(k, f) {
            assert_true(f->offset >= end);
            assert_true(f->offset - end < 8); /* padding only: no member forgotten between two rows */
            assert_int_equal(f->size, size_of_type(f));
            end = f->offset + f->size;
        }
        assert_true(end <= k->size && k->size - end < 8);
    }
}

static void columns_are_unique_and_plain(void **state) {
    (void)state;
    EACH_KIND(k) {
        EACH_FIELD(k, f) {
            for (const char *p = f->column; *p; p++)
                assert_true(islower((unsigned char)*p) || isdigit((unsigned char)*p) || *p == '_');
            assert_ptr_equal(yz_field_named(k, f->column), f);
            assert_string_not_equal(f->column, "id");
            assert_string_not_equal(f->column, "version");
            EACH_FIELD(k, other) if (other != f) assert_string_not_equal(other->label, f->label);
        }
    }
}

static void codes_and_references_lead_somewhere(void **state) {
    (void)state;
    size_t n;
    EACH_KIND(k) {
        EACH_FIELD(k, f) {
            if (f->type == YZ_CODE) assert_non_null(yz_codes(f->of, &n));
            else if (f->type == YZ_REF) assert_non_null(yz_kind_named(f->of));
            else assert_null(f->of);
            if (f->mask == YZ_MASK_BIRTH) assert_true(f->type == YZ_DAY || f->type == YZ_TIME);
            else if (f->mask != YZ_OPEN) assert_int_equal(f->type, YZ_TEXT);
            if (f->find != YZ_FIND_NONE || f->check) assert_int_equal(f->type, YZ_TEXT);
        }
    }
}

static void no_more_than_two_fragments(void **state) {
    (void)state;
    EACH_KIND(k) {
        int fragments = 0;
        EACH_FIELD(k, f) {
            fragments += (f->flags & YZ_FRAGMENT) != 0;
            if (f->flags & YZ_FRAGMENT) assert_int_equal(f->find, YZ_FIND_NUMBER);
        }
        assert_true(fragments <= 2);
    }
}

/* No import header means two columns of one kind. */
static void headers_are_unambiguous(void **state) {
    (void)state;
    char padded[512], wanted[128];
    EACH_KIND(k) {
        EACH_FIELD(k, f) {
            snprintf(padded, sizeof padded, "|%s|%s|", f->label, f->headers ? f->headers : "");
            EACH_FIELD(k, other) {
                char all[512];
                if (other == f) continue;
                snprintf(all, sizeof all, "%s|%s", other->label, other->headers ? other->headers : "");
                for (char *h = strtok(all, "|"); h; h = strtok(NULL, "|")) {
                    snprintf(wanted, sizeof wanted, "|%s|", h);
                    if (strstr(padded, wanted))
                        fail_msg("%s: %s and %s share %s", k->name, f->column, other->column, h);
                }
            }
        }
    }
}

static void translated(const char *zh) {
    if (!zh) return;
    bool ascii = true;
    for (const char *p = zh; *p; p++) ascii &= (unsigned char)*p < 0x80;
    if (!ascii && yz_tr(zh) == zh) fail_msg("not translated: %s", zh);
}

static void labels_are_translated(void **state) {
    (void)state;
    assert_int_equal(yz_language("en"), YZ_OK);
    EACH_KIND(k) {
        translated(k->label);
        EACH_FIELD(k, f) {
            assert_true(f->label && *f->label);
            translated(f->label);
            translated(f->unit);
            translated(f->help);
        }
    }
    yz_language("zh");
}

static void the_dictionary_holds_every_field(void **state) {
    (void)state;
    char *text = NULL, row[128], prefix[16];
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    yz_kinds_markdown(out);
    fclose(out);
    EACH_KIND(k) {
        snprintf(row, sizeof row, "`%s` (%s:)", k->name, yz_ref_prefix(k, prefix));
        assert_non_null(strstr(text, row));
        EACH_FIELD(k, f) {
            snprintf(row, sizeof row, "| `%s` | %s |", f->column, f->label);
            assert_non_null(strstr(text, row));
        }
    }
    assert_non_null(strstr(text, "### `relation`"));
    assert_null(strstr(strstr(text, "### `relation`") + 1, "### `relation`"));
    free(text);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kind_is_there),          cmocka_unit_test(fields_lie_in_their_struct),
        cmocka_unit_test(columns_are_unique_and_plain), cmocka_unit_test(codes_and_references_lead_somewhere),
        cmocka_unit_test(no_more_than_two_fragments),   cmocka_unit_test(headers_are_unambiguous),
        cmocka_unit_test(labels_are_translated),        cmocka_unit_test(the_dictionary_holds_every_field),
    };
    int failed = cmocka_run_group_tests_name("kinds", tests, NULL, NULL);
    yz_codes_free();
    return failed;
}
