/* Questionnaires: any bytes as a CSV give findings, or a form whose questions can be asked one after another. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "service/field/survey_private.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static char path[64], values[YZ_QUESTIONS][YZ_ANSWER_ROOM];
    struct yz_survey_form form = {0};
    struct yz_findings f = {0};
    if (!*path) snprintf(path, sizeof path, "/tmp/fuzz-survey-%d.csv", (int)getpid());
    FILE *file = fopen(path, "w");
    if (!file || fwrite(data, 1, size, file) != size || fclose(file) != 0) abort();
    enum yz_status status = yz_survey_read(path, &form, &f);
    unlink(path);
    if (status == YZ_OK && (f.errors || !form.count)) abort();
    memset(values, 0, sizeof values);
    for (size_t i = 0; status == YZ_OK && i < form.count; i++) {
        struct yz_findings g = {0};
        if (form.questions[i].place != (int64_t)i + 1) abort();
        if (yz_question_asked(&form, values, i)) yz_answer_set(&form.questions[i], "1", values[i], &g);
        if (strlen(values[i]) >= YZ_ANSWER_ROOM) abort();
        yz_findings_free(&g);
    }
    yz_findings_free(&f);
    yz_survey_form_free(&form);
    return 0;
}
