/* The parts of an item by key, and its words in the language in force. */
#include <string.h>
#include <yizhan/i18n.h>

#include "service/desk/desk_private.h"

const struct yz_item_field *yz_item_field(const struct yz_item *item, const char *key) {
    for (size_t i = 0; i < item->field_count; i++) {
        if (strcmp(item->fields[i].key, key) == 0) return &item->fields[i];
    }
    return NULL;
}

const struct yz_item_paper *yz_item_paper(const struct yz_item *item, const char *key) {
    for (size_t i = 0; i < item->paper_count; i++) {
        if (strcmp(item->papers[i].key, key) == 0) return &item->papers[i];
    }
    return NULL;
}

/* Items are files of their own with both languages in them, so the .po files do not know their words. */
static const char *choose(const char *zh, const char *en) {
    return *en && strcmp(yz_language_name(), "en") == 0 ? en : zh;
}

const char *yz_item_name(const struct yz_item *item) {
    return choose(item->name, item->name_en);
}

const char *yz_item_field_label(const struct yz_item_field *f) {
    return choose(f->label, f->label_en);
}

const char *yz_item_field_help(const struct yz_item_field *f) {
    return choose(f->help, f->help_en);
}

const char *yz_item_paper_name(const struct yz_item_paper *p) {
    return choose(p->name, p->name_en);
}

const char *yz_item_paper_note(const struct yz_item_paper *p) {
    return choose(p->note, p->note_en);
}

const char *yz_item_condition_mend(const struct yz_condition *c) {
    return choose(c->mend, c->mend_en);
}

const char *yz_item_condition_source(const struct yz_condition *c) {
    return choose(c->source, c->source_en);
}

const char *yz_item_source(const struct yz_item *item) {
    return choose(item->source, item->source_en);
}

const char *yz_item_option_label(const struct yz_item_option *o) {
    return choose(o->label, o->label_en);
}

const char *yz_item_condition_label(const struct yz_condition *c) {
    return choose(c->label, c->label_en);
}

const char *yz_item_type_name(enum yz_item_type type) {
    return type == YZ_ITEM_INSTANT ? _("即办件") : type == YZ_ITEM_PROMISED ? _("承诺件") : "";
}
