/* What is compared of a person, and the points of what is found: shared by the hint, the scan and the merge. */
#ifndef YZ_SERVICE_SAME_LIKENESS_H
#define YZ_SERVICE_SAME_LIKENESS_H

#include "service/session.h"

#include <yizhan/duplicates.h>

enum { YZ_FACE_NAME = 8, YZ_FACE_SOUNDS = 3 };

struct yz_face {
    int64_t id, mother, door;             /* door: the dwelling of today */
    uint64_t name, certificate, phone[2]; /* hashes; 0 = not known */
    uint32_t character[YZ_FACE_NAME];
    uint16_t sound[YZ_FACE_NAME][YZ_FACE_SOUNDS]; /* hashes of syllables; 0 = no more */
    uint8_t characters;                           /* may be more than YZ_FACE_NAME */
    uint8_t sex;
    bool sound_number; /* passes its check */
    char number[24];   /* 18 characters of a citizen's; whatever else there is; "" */
    yz_date birth;
};

/* The face of a record; `p` may be a person being typed. */
void yz_face_make(struct yz_face *out, const struct yz_person *p, int64_t door);
/* One that the file's row of yz_face_query holds. */
#define YZ_FACE_COLUMNS                                                                                                \
    "SELECT p.id,p.name,p.reading,p.id_kind,p.id_number,p.certificate,p.sex,p.birth,p.phone,p.phone2,p.mother,"        \
    "ifnull((SELECT m.dwelling FROM membership m WHERE m.person=p.id AND m.until=0 ORDER BY m.legal DESC LIMIT 1),0) " \
    "FROM person p "
void yz_face_read(struct yz_face *out, struct yz_query *q);
/* Of somebody in the file; false (message left) when there is no such person. */
bool yz_face_of(struct yz_session *s, int64_t person, struct yz_face *out);

/* Compares. YZ_REFUSED when the weights cannot be read. */
enum yz_status yz_faces_compare(const struct yz_face *a, const struct yz_face *b, struct yz_likeness *out);

#define YZ_EVIDENCE(X)                                                                                                 \
    X(ID_SAME, "id-same", N_("证件号相同"))                                                                            \
    X(ID_TRANSPOSED, "id-transposed", N_("证件号有两位颠倒"))                                                          \
    X(ID_ONE_DIGIT, "id-one-digit", N_("证件号只差一位"))                                                              \
    X(CERTIFICATE_SAME, "certificate-same", N_("出生医学证明编号相同"))                                                \
    X(NAME_SAME, "name-same", N_("姓名相同"))                                                                          \
    X(NAME_SOUND, "name-sound", N_("姓名同音"))                                                                        \
    X(NAME_ONE_CHAR, "name-one-char", N_("姓名只差一字"))                                                              \
    X(BIRTH_SAME, "birth-same", N_("出生日期相同"))                                                                    \
    X(BIRTH_NEAR, "birth-near", N_("出生日期相近"))                                                                    \
    X(PHONE_SAME, "phone-same", N_("电话相同"))                                                                        \
    X(DOOR_SAME, "door-same", N_("住在同一处"))                                                                        \
    X(MOTHER_SAME, "mother-same", N_("同一母亲"))                                                                      \
    X(ID_DIFFERENT, "id-different", N_("证件号是两个人的"))                                                            \
    X(ID_UNLIKE, "id-unlike", N_("证件号不同"))                                                                        \
    X(CERTIFICATE_DIFFERENT, "certificate-different", N_("出生医学证明编号不同"))                                      \
    X(NAME_DIFFERENT, "name-different", N_("姓名不同"))                                                                \
    X(BIRTH_DIFFERENT, "birth-different", N_("出生日期不同"))                                                          \
    X(SEX_DIFFERENT, "sex-different", N_("性别不同"))                                                                  \
    X(TWIN, "twin", N_("像双胞胎"))

#define YZ_EVIDENCE_NAME(name, key, label) YZ_##name,
enum yz_evidence { YZ_EVIDENCE(YZ_EVIDENCE_NAME) YZ_EVIDENCES };

struct yz_weights {
    int points[YZ_EVIDENCES];
    int likely, possible;
    size_t block;
};
/* data/duplicates/person.conf, read once. NULL (message left) when it is missing or wrong. */
const struct yz_weights *yz_weights(void);

uint64_t yz_hash_text(const char *text, size_t n); /* FNV-1a, never 0 */

#endif
