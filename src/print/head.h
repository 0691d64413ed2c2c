/* What every official paper begins and ends with, by appendix I of Decree 30/2020/NĐ-CP. */
#ifndef TAPHUAN_HEAD_H
#define TAPHUAN_HEAD_H

#include "print/page.h"

/* The bodies' names, the motto, the number and the day, at the top of the sheet. */
void head_draw(struct pages *, const struct form *);

/* The title in capitals and its subject ("" for none) with its rule, in the middle of the line. */
void head_title(struct pages *, const char *title, const char *subject);

/* The two signatures; their height must fit on the sheet (pages_need()). */
double head_signatures_height(struct pages *, const struct form *);
void head_signatures(struct pages *, const struct form *);

#endif
