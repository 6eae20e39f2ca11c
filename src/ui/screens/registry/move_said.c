/* What follows from a move, in lines: faults first, then what would be written, then what is to be checked. */
#include "ui/screens/registry/move_form.h"

#include "base/text.h"

#include <stdio.h>

static void say(struct yz_move_form *v, enum yz_role role, const char *text) {
    if (v->said_count < YZ_MOVE_SAID) {
        v->said[v->said_count].role = role;
        yz_copy(v->said[v->said_count].text, sizeof v->said->text, text);
    }
    v->said_count++;
}

static void say_findings(struct yz_move_form *v, enum yz_severity severity) {
    char text[1024];
    for (size_t i = 0; i < v->findings.count; i++) {
        const struct yz_finding *f = &v->findings.all[i];
        if (f->severity != severity) continue;
        snprintf(text, sizeof text, "! %s%s%s  %s", f->value, *f->value ? "：" : "", f->rule, f->mend);
        say(v, severity == YZ_ERROR ? YZ_ROLE_ERROR : YZ_ROLE_WARNING, text);
    }
}

/* Kept, since painting reads nothing from the file. */
void yz_move_form_say(struct yz_move_form *v) {
    char text[1024];
    v->said_count = 0;
    say_findings(v, YZ_ERROR);
    for (size_t at = 0; yz_findings_ok(&v->findings) && v->said_count < YZ_MOVE_SAID &&
                        yz_move_line(yz_ui_session(v->ui), &v->plan, &at, true, text, sizeof text);)
        say(v, YZ_ROLE_VALUE, text);
    say_findings(v, YZ_WARNING);
}
