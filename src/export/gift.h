/* What the files of the GIFT export share: what Moodle cannot be told. */
#ifndef TAPHUAN_EXPORT_GIFT_H
#define TAPHUAN_EXPORT_GIFT_H

#include "lesson/diagnostic.h"
#include "lesson/lesson.h"

#include <stdbool.h>

/* True when the weight is among those Moodle takes without being told to choose the nearest. */
bool gift_moodle_knows(struct fraction weight);

/* True for a single choice between "Đúng" and "Sai", which Moodle calls true/false. */
bool gift_is_yes_no(const struct question *);

/* What ticking the option gives in Moodle, where the weights of the ticked ones are added up. */
struct fraction gift_choice_weight(const struct lesson *, const struct question *, const struct option *);

/* Says what of the question GIFT has no place for. False when that is the question itself. */
bool gift_report(struct diagnostics *, const struct lesson *, const struct question *);

#endif
