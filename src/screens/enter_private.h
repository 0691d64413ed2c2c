/* The views of the screen for answers on paper. */
#ifndef TAPHUAN_ENTER_PRIVATE_H
#define TAPHUAN_ENTER_PRIVATE_H

#include "screens/enter.h"
#include "screens/keys.h"
#include "screens/sheet.h"

/* Items of a sheet count from 0; these have numbers of their own. */
enum { ENTER_FIELD = 1000, ENTER_DONE, ENTER_STAY };

struct draft {
	struct person *person;
	struct attempt *attempt;
	bool *done;     /* per item: typed, or left open on purpose */
	size_t current; /* the item typed now; n_items: all are */
};

/* Two answers of one question. */
struct difference {
	size_t item;                  /* of the attempt */
	const struct response *first; /* the program's */
	struct response *second;      /* owned: as it was typed */
	int chosen;                   /* 1, 2; 0 while it is not decided */
};

struct enter_view {
	/* The line at the top; the caller frees it. */
	char *(*heading)(const struct enter_state *);
	void (*build)(const struct enter_state *, struct sheet *);
	/* Enter or a click on the item. */
	struct effect (*activate)(struct enter_state *, int item);
	struct effect (*back)(struct enter_state *);
	/* A key before anything else is done with it; EFFECT_NONE when it means nothing here. May be NULL. */
	struct effect (*key)(struct enter_state *, uint32_t key);
	/* The keys' bindings, in the same way; may be NULL. */
	struct effect (*bound)(struct enter_state *, enum binding);
	/* An action of this view was carried out. */
	struct effect (*done)(struct enter_state *, int action);
	/* Characters go into state->field. */
	bool (*has_field)(const struct enter_state *);
};

extern const struct enter_view enter_who, enter_unit, enter_answers, enter_differences, enter_take_back, enter_leave;

/* Shows another view from its top, with the focus on item. */
struct effect enter_go(struct enter_state *, enum enter_view_id, int item);

/* Says something (taken over; NULL for nothing) until the next key. */
struct effect enter_say(struct enter_state *, char *note, bool problem);

struct effect enter_act(struct enter_state *, enum enter_action);
struct effect enter_drawn(void);
struct effect enter_nothing(void);

void enter_set_field(struct enter_state *, const char *text);

/* The text typed so far, its last word finished. */
const char *enter_field(struct enter_state *);

/* The next person's turn. */
struct effect enter_next_person(struct enter_state *);

/* The person's answers: those typed so far, or none. */
struct effect enter_show_answers(struct enter_state *, const struct person *);

/* Who it is, and what tells them from namesakes. The caller frees it. */
char *enter_heading(const struct enter_state *);

/* The draft shown is kept: it is the last one now. */
void enter_draft_kept(struct enter_state *);

/* After the look-up: the differences, or the next person when there are none. */
struct effect enter_show_differences(struct enter_state *);

void draft_free(struct draft *);
void difference_clear(void *);

#endif
