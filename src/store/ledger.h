/*
 * What the devices' journals tell, put together in one pass over them: people, training sessions, corrections. Nothing
 * here is kept from one call to the next: other processes write.
 */
#ifndef TAPHUAN_STORE_LEDGER_H
#define TAPHUAN_STORE_LEDGER_H

#include "store/packed.h"
#include "store/private.h"

enum ledger_parts {
	LEDGER_PEOPLE = 1,
	LEDGER_SESSIONS = 2,
	LEDGER_CORRECTIONS = 4,
	LEDGER_ALL = 7,
};

/* People (people.c). */
struct people {
	GHashTable *by_id; /* char * → struct person *, both owned */
	GHashTable *into;  /* merged away: char * → char *, both owned: the id of the one who counts for them now */
	char **units;      /* in the order that was given; never NULL */
};

/* Training sessions (sessions.c). */
struct sessions {
	GHashTable *by_id;    /* char * → struct training_session *, both owned */
	GHashTable *in_use;   /* a device → the id of the session that it uses; both owned */
	GHashTable *attended; /* the id of a session → GArray of struct attended in the order of time; both owned */
};

struct attended {
	char *person; /* the id that was noted */
	bool present;
};

/* What was corrected of one attempt (corrections.c). */
struct correction {
	GArray *fractions; /* of struct fraction, one per item of the attempt; NULL while it was not regraded */
	struct fraction marks, points, grade;
	bool passed;
	GHashTable *given;    /* a question's id, which the value owns → struct given_mark *, owned */
	struct fraction pass; /* of the newest mark that was given */
	bool aside;
	char *why, *comment; /* never NULL */
};

struct ledger {
	struct people people;
	struct sessions sessions;
	GHashTable *corrections; /* the id of an attempt → struct correction *; both owned */
	bool held;               /* it is the store's, and stays */
};

/* Reads those parts; the others are empty. What does not verify is told in problems (may be NULL). */
struct ledger *ledger_read(const struct store *, enum ledger_parts, struct diagnostics *problems);
void ledger_free(struct ledger *);
typedef struct ledger Ledger; /* the capitalised name is for g_autoptr() only */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Ledger, ledger_free)

/* Has ledger_read() give all parts as they are now, until ledger_release(). */
void ledger_hold(struct store *);
void ledger_release(struct store *);

/* The string, or strings, under the key are put in place of what the field held; what is none leaves it as it is. */
void ledger_set_words(char **field, const json_t *about, const char *key);
void ledger_set_list(char ***field, const json_t *about, const char *key);

/* ---- Asking ------------------------------------------------------------------------------------------------ */

/* The person who counts for this id now, or NULL. */
const struct person *people_find(const struct people *, const char *id);

/* The id of the one who counts for this id now: itself where nothing is known of it. */
const char *people_now(const struct people *, const char *id);

/* The ids of the one who counts for this id now, and of all who were merged into them: char *, theirs first. Unref it.
 */
GPtrArray *people_ids(const struct people *, const char *id);

/* The order of people of the same name: by unit, birth and code, so that a list does not depend on chance. */
int namesakes_compare(const struct person *, const struct person *);

/*
 * The fraction of an item after what was corrected (NULL: nothing), where before is as it was handed in. A mark by hand
 * counts only where the computer gave nothing, as it does with every essay.
 */
double correction_fraction(const struct correction *, size_t item, size_t n_items, const char *question, double before);

/* Makes the record, as it was handed in, what it is after the correction. unpacking begins with its responses. */
void correction_apply(const struct correction *, struct unpacking *, struct attempt_record *);

/* An empty list of struct given_mark. */
GPtrArray *given_marks_new(void);

/* ---- The parts --------------------------------------------------------------------------------------------- */

void people_init(struct people *);
void people_clear(struct people *);
/* After all events: makes every merging lead straight to who counts now. */
void people_settle(struct people *);

void sessions_init(struct sessions *);
void sessions_clear(struct sessions *);

GHashTable *corrections_new(void);

/* What the events do; user is the ledger. */
void people_tell_person(void *user, const json_t *event);
void people_tell_merged(void *user, const json_t *event);
void people_tell_units(void *user, const json_t *event);
void sessions_tell_opened(void *user, const json_t *event);
void sessions_tell_changed(void *user, const json_t *event);
void sessions_tell_closed(void *user, const json_t *event);
void sessions_tell_used(void *user, const json_t *event);
void sessions_tell_attended(void *user, const json_t *event);
void corrections_tell_regraded(void *user, const json_t *event);
void corrections_tell_mark(void *user, const json_t *event);
void corrections_tell_aside(void *user, const json_t *event);
void corrections_tell_comment(void *user, const json_t *event);

#endif
