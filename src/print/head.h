/* What every official paper begins and ends with, by appendix I of Decree 30/2020/NĐ-CP. */
#ifndef TAPHUAN_HEAD_H
#define TAPHUAN_HEAD_H

#include "print/page.h"

/* The bodies' names and the motto, at the top of the sheet. */
void head_bodies(struct pages *, const struct form *);

/* The same with the number and the day under them. */
void head_draw(struct pages *, const struct form *);

/* "Bắc Kạn, ngày 05 tháng 01 năm 2019". The caller frees it. */
char *head_day(const struct form *);

/* Who answers for it, in capitals: the office from the settings or the form's own. The caller frees it. */
char *head_office(const struct form *);

/* The name under the office, or dots. */
const char *head_signer(const struct form *);

/* How much is left free to sign in. */
#define SIGN_SPACE MM(22)

/* The title in capitals and its subject ("" for none) with its rule, in the middle of the line. */
void head_title(struct pages *, const char *title, const char *subject);

/* The two signatures; their height must fit on the sheet (pages_need()). */
double head_signatures_height(struct pages *, const struct form *);
void head_signatures(struct pages *, const struct form *);

#endif
