/* Where answers given on paper are kept and looked up: what `taphuan enter` does for its lines and its screen. */
#ifndef TAPHUAN_DESK_H
#define TAPHUAN_DESK_H

#include "cli/command.h"
#include "quiz/quiz.h"

struct desk {
	struct store *store;
	const struct lesson *lesson;
	GPtrArray *people;   /* of struct person */
	char *session;       /* the id of the training session; "" for none */
	char *session_title; /* the same */
	uint64_t paper;      /* the number of a paper that has none of its own */
	GHashTable *entered; /* a person's id → the id of their newest attempt on paper that counts; both owned */
};

/* False with an error of the store's. The store and the lesson must outlive it. */
bool desk_init(struct desk *, struct store *, const struct lesson *, const char *session, GError **error);
void desk_clear(struct desk *);

/* Keeps what the person answered, handed in. False when it is not kept. */
bool desk_keep(struct desk *, const struct person *, struct attempt *, GError **error);

/* Keeps it instead of what was entered for the person before, which is set aside. */
bool desk_replace(struct desk *, const struct person *, struct attempt *, const char *why, GError **error);

/* Sets aside what was entered for the person. */
bool desk_take_back(struct desk *, const struct person *, const char *why, GError **error);

/*
 * What was entered for the person, in terms of the lesson as it is now. NULL with STORE_ERROR_NOT_FOUND when nothing
 * was. The lesson as it was taken is put into *taken: free the attempt first.
 */
struct attempt *desk_entered(const struct desk *, const struct person *, struct lesson **taken, GError **error);

#endif
