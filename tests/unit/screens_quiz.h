/* A quiz on the stage, with the program's part played here. */
#ifndef TAPHUAN_SCREENS_QUIZ_STAGE_H
#define TAPHUAN_SCREENS_QUIZ_STAGE_H

#include "screens/quiz.h"
#include "screens_stage.h"

/* The program: keeps a log of what it was asked for, and can be made to fail. */
struct program {
	struct attempt *attempt;
	GString *log;
	const char *failure;
	const struct lesson *lesson;
	bool broke_off;  /* an attempt is taken up again */
	int64_t started; /* when it began */
	size_t taken;    /* attempts handed in before, and their grade */
	struct fraction so_far;
	char *pin;
};

static inline const char *perform(struct screen *screen, int action, void *user)
{
	struct program *program = user;
	struct quiz_state *state = quiz_state_of(screen);
	static const char *const names[] = {"add", "prepare", "begin", "save", "hand-in", "set-pin", "check-pin"};

	if (program->failure)
		return program->failure;
	g_string_append_printf(program->log, "%s ", names[action]);
	state->taken = program->taken;
	state->so_far = program->so_far;
	if (action == QUIZ_DO_SET_PIN) {
		g_free(program->pin);
		program->pin = g_strdup(state->field->str);
	}
	if (action == QUIZ_DO_CHECK_PIN && g_strcmp0(program->pin, state->field->str) != 0)
		return "That is not the PIN.";
	if (action == QUIZ_DO_BEGIN || (action == QUIZ_DO_PREPARE && program->broke_off)) {
		attempt_free(program->attempt);
		program->attempt = attempt_new(program->lesson, 7);
		program->attempt->started = program->started;
		if (program->broke_off) {
			g_autoptr(Response) response = response_new();
			const int right = 1;
			g_array_append_val(response->choices, right);
			attempt_respond(program->attempt, 0, response);
			program->attempt->current = 1;
		}
		quiz_set_attempt(state, program->attempt, program->broke_off);
	}
	if (action == QUIZ_DO_SAVE || action == QUIZ_DO_HAND_IN)
		memset(state->dirty, 0, program->attempt->n_items * sizeof *state->dirty);
	if (action == QUIZ_DO_HAND_IN) {
		state->grade = attempt_grade(program->attempt);
		attempt_hand_in(program->attempt);
	}
	return NULL;
}

struct fixture {
	struct lesson *lesson;
	struct program program;
	struct stage stage;
};

static inline GPtrArray *some_people(void)
{
	static const char *const names[][2] = {{"Hà Đức Dũng", "xã Dương Quang"},
					       {"Nông Thị Ánh", "phường Sông Cầu"},
					       {"Hà Thị Dung", "xã Nông Thượng"}};
	GPtrArray *people = g_ptr_array_new_with_free_func((GDestroyNotify)person_free);

	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		struct person *person = person_new();
		g_free(person->id);
		g_free(person->name);
		g_free(person->unit);
		person->id = g_strdup_printf("p%zu", i);
		person->name = g_strdup(names[i][0]);
		person->unit = g_strdup(names[i][1]);
		g_ptr_array_add(people, person);
	}
	return people;
}

static inline void fixture_load(struct fixture *f, const char *markdown, int width, int height, bool kiosk)
{
	g_autoptr(Diagnostics) diags = diagnostics_new();
	g_autoptr(GPtrArray) people = some_people();

	memset(f, 0, sizeof *f);
	f->lesson = lesson_parse(markdown, strlen(markdown), "bai-thu.md", NULL, diags);
	assert_int_equal(diags->errors, 0);
	f->program.log = g_string_new(NULL);
	f->program.lesson = f->lesson;
	f->stage.perform = perform;
	f->stage.user = &f->program;
	stage_init(&f->stage, quiz_screen_new(f->lesson, people, NULL, kiosk), width, height);
}

static inline void fixture_clear(struct fixture *f)
{
	stage_clear(&f->stage);
	attempt_free(f->program.attempt);
	g_free(f->program.pin);
	g_string_free(f->program.log, TRUE);
	lesson_free(f->lesson);
}

static inline void say_who(struct fixture *f)
{
	stage_type(&f->stage, "dung ha");
	stage_key(&f->stage, KEY_RETURN);
	stage_key(&f->stage, KEY_RETURN);
}

#endif
