/*
 * An attempt in terms of another version of its lesson, for marking it again after a key was mended.
 *
 * A question is known by its id, and an option by its words, wherever it stands now; one option of a question may have
 * other words, which then is the same one mended. Where more was changed nobody can say what was answered.
 */
#ifndef TAPHUAN_REGRADE_H
#define TAPHUAN_REGRADE_H

#include "quiz/quiz.h"

enum carried {
	CARRIED,          /* the answer is the same */
	CARRIED_REWORDED, /* and one option has other words now */
	CARRIED_GONE,     /* there is no such question any more: left as it was */
	CARRIED_CHANGED,  /* its type, its options or its gaps are others: left as it was */
};

/*
 * The attempt at the lesson as it is now, open, with the same items in the same order. What was left as it was keeps
 * its question, so that the lesson it was taken at has to outlive it too. how gets what became of each item.
 */
struct attempt *attempt_carry(const struct attempt *, const struct lesson *now, enum carried *how);

/*
 * The grade of an attempt carried over from another; what was left as it was is marked as it was. fractions gets that
 * of each item.
 */
struct grade attempt_regrade(const struct attempt *carried, const struct attempt *from, const enum carried *how,
			     struct fraction *fractions);

#endif
