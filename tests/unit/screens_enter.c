/* Answers on paper typed in by keys: the fewest keys, nothing lost, and a second entry beside the first. */
#include "quiz/answer.h"
#include "screens/enter.h"
#include "screens_stage.h"

#include <locale.h>

static const char source[] = "---\ntitle: Bài thử trên giấy\nquiz: {shuffle: [options]}\n---\n"
			     "## Nghị quyết ra ngày nào?\n<!-- quiz id=mot shuffle=no -->\n\n"
			     "1. [ ] 22/01/2018\n2. [x] 25/10/2017\n3. [ ] 09/5/2018\n\n"
			     "## Ai dự hội nghị?\n<!-- quiz id=hai shuffle=no -->\n\n"
			     "- [x] Cộng tác viên\n- [x] Ban chỉ đạo\n- [ ] Học sinh\n\n"
			     "## Đúng hay sai?\n<!-- quiz id=ba type=tf shuffle=no -->\n\n"
			     "- [x] Nên có hai con\n- [ ] Chọn giới tính\n\n"
			     "## Nối với ngày\n<!-- quiz id=bon -->\n\n- Số 21 -> tháng mười\n- Số 13 -> tháng một\n\n"
			     "## Hội nghị ở đâu?\n<!-- quiz id=nam -->\n\n[[Bắc Kạn]]\n";

/* The program: keeps what it is given in its head. */
struct program {
	struct enter_state *state;
	GHashTable *entered; /* a person's id → the answers in letters */
	GString *log;
	const char *failure;
	struct attempt *before;
	int added;
};

struct fixture {
	struct lesson *lesson;
	struct program program;
	struct stage stage;
};

static char *letters(const struct attempt *attempt)
{
	GString *out = g_string_new(NULL);

	for (size_t i = 0; i < attempt->n_items; i++) {
		g_autofree char *text = answer_text(&attempt->items[i], attempt->items[i].response);
		g_string_append_printf(out, "%s%s", i ? "/" : "", text);
	}
	return g_string_free(out, FALSE);
}

static struct attempt *attempt_of(const struct lesson *lesson, uint64_t seed, const char *all)
{
	struct attempt *attempt = attempt_new(lesson, seed);
	g_auto(GStrv) texts = g_strsplit(all, "/", -1);

	for (size_t i = 0; i < attempt->n_items; i++) {
		g_autoptr(Response) response = response_new();
		g_autofree char *problem = *texts[i] ? answer_read(&attempt->items[i], texts[i], response) : NULL;
		assert_null(problem);
		assert_true(attempt_respond(attempt, i, response));
	}
	return attempt;
}

static const char *perform(struct screen *screen, int action, void *user)
{
	struct program *program = user;
	struct enter_state *state = enter_state_of(screen);
	static const char *const names[] = {"add", "keep", "look", "replace", "back"};

	if (program->failure)
		return program->failure;
	if (action == ENTER_DO_ADD_PERSON) {
		g_free(state->person->id);
		state->person->id = g_strdup_printf("n%d", program->added++);
		g_ptr_array_add(state->people, person_copy(state->person));
	}
	g_string_append_printf(program->log, "%s %s", names[action], state->person->id);
	if (action == ENTER_DO_KEEP || action == ENTER_DO_REPLACE) {
		char *all = letters(state->attempt);
		g_string_append_printf(program->log, " %s", all);
		g_hash_table_replace(program->entered, g_strdup(state->person->id), all);
	} else if (action == ENTER_DO_LOOK_UP) {
		attempt_free(program->before);
		program->before = attempt_of(state->lesson, state->attempt->seed,
					     g_hash_table_lookup(program->entered, state->person->id));
		enter_set_before(state, program->before);
	} else if (action == ENTER_DO_TAKE_BACK) {
		g_string_append_printf(program->log, " (%s)", state->field->str);
		g_hash_table_remove(program->entered, state->person->id);
	}
	g_string_append(program->log, "; ");
	return NULL;
}

static GPtrArray *some_people(void)
{
	static const char *const all[][2] = {{"Hà Đức Dũng", "Tổ 5"},
					     {"Hoàng Văn An", "Tổ 6"},
					     {"Hoàng Văn An", "Tổ 7"},
					     {"Nông Thị Ánh", "phường Sông Cầu"}};
	GPtrArray *people = g_ptr_array_new_with_free_func((GDestroyNotify)person_free);

	for (size_t i = 0; i < G_N_ELEMENTS(all); i++) {
		struct person *person = person_new();
		g_free(person->id);
		g_free(person->name);
		g_free(person->unit);
		person->id = g_strdup_printf("p%zu", i);
		person->name = g_strdup(all[i][0]);
		person->unit = g_strdup(all[i][1]);
		g_ptr_array_add(people, person);
	}
	return people;
}

static void fixture_init(struct fixture *f, int width, int height)
{
	g_autoptr(Diagnostics) diags = diagnostics_new();
	g_autoptr(GPtrArray) people = some_people();

	memset(f, 0, sizeof *f);
	f->lesson = lesson_parse(source, strlen(source), "bai-thu.md", NULL, diags);
	assert_int_equal(diags->errors, 0);
	f->program.log = g_string_new(NULL);
	f->program.entered = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	f->stage.perform = perform;
	f->stage.user = &f->program;
	struct screen *screen = enter_screen_new(f->lesson, people, f->program.entered);
	f->program.state = enter_state_of(screen);
	stage_init(&f->stage, screen, width, height);
}

static void fixture_clear(struct fixture *f)
{
	stage_clear(&f->stage);
	attempt_free(f->program.before);
	g_hash_table_unref(f->program.entered);
	g_string_free(f->program.log, TRUE);
	lesson_free(f->lesson);
}

static void did(struct fixture *f, const char *log)
{
	assert_string_equal(f->program.log->str, log);
	g_string_truncate(f->program.log, 0);
}

/* Types text; ⏎ is Enter. */
static void keys(struct fixture *f, const char *text)
{
	for (; *text; text = g_utf8_next_char(text))
		stage_key(&f->stage, g_utf8_get_char(text) == 0x23ce ? KEY_RETURN : g_utf8_get_char(text));
}

/* ---- Entering ---------------------------------------------------------------------------------------------- */

static void a_person_takes_the_fewest_keys(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f, 80, 24);

	stage_golden(&f.stage, "enter-who");
	keys(&f, "dung⏎");
	stage_golden(&f.stage, "enter-single");
	keys(&f, "b");
	stage_shows(&f.stage, "2. Ai dự hội nghị?");
	keys(&f, "ba");
	stage_golden(&f.stage, "enter-multiple");
	keys(&f, "⏎tfba");
	stage_shows(&f.stage, "5. Hội nghị ở đâu?");
	keys(&f, "Bawcs Kanj"); /* Telex */
	stage_golden(&f.stage, "enter-text");
	keys(&f, "⏎");
	stage_golden(&f.stage, "enter-end");
	did(&f, "");
	keys(&f, "⏎");
	did(&f, "keep p0 B/AB/TF/1B 2A/Bắc Kạn; ");
	stage_shows(&f.stage, "✓ Kept: Hà Đức Dũng");
	stage_shows(&f.stage, "entered: 1");
	keys(&f, "anh⏎xxx-x⏎⏎");
	did(&f, ""); /* an x stands for each part that is open */
	fixture_clear(&f);
}

static void open_answers_are_said_to_be_open(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f, 80, 24);

	keys(&f, "anh⏎x-xxxx⏎⏎");
	did(&f, "keep p3 ////; ");
	/* Space and Enter leave open too; in words x is a letter. */
	keys(&f, "dung⏎ ⏎ ⏎x⏎⏎");
	did(&f, "keep p0 ////x; ");
	fixture_clear(&f);
}

static void namesakes_are_told_apart(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f, 40, 15);

	keys(&f, "van an⏎");
	stage_golden(&f.stage, "enter-namesakes");
	stage_key(&f.stage, KEY_DOWN_ARROW);
	keys(&f, "⏎a");
	stage_golden(&f.stage, "enter-multiple");
	keys(&f, "a⏎tfab⏎⏎");
	did(&f, "keep p2 A/A/TF/1A 2B/; ");
	/* By the unit alone there is one. */
	keys(&f, "an to 6⏎");
	stage_shows(&f.stage, "Hoàng Văn An · Tổ 6");
	fixture_clear(&f);
}

static void somebody_new_is_added(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f, 38, 44);

	keys(&f, "Lo Thi Danf⏎");
	stage_golden(&f.stage, "enter-new");
	keys(&f, "⏎");
	stage_shows(&f.stage, "New: Lo Thi Dàn");
	keys(&f, "To 9⏎");
	did(&f, "add n0; ");
	stage_golden(&f.stage, "enter-single");
	keys(&f, "axtfab⏎⏎");
	did(&f, "keep n0 A//TF/1A 2B/; ");
	fixture_clear(&f);
}

static void what_cannot_be_is_not_taken(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f, 80, 24);

	keys(&f, "dung⏎d");
	stage_shows(&f.stage, "“D” is none of its letters, which are A to C");
	stage_shows(&f.stage, "1. Nghị quyết");
	keys(&f, "a?");
	stage_shows(&f.stage, "2. Ai dự");
	keys(&f, "aa");
	stage_shows(&f.stage, "the letter A stands here twice");
	keys(&f, "⏎t⏎");
	stage_shows(&f.stage, "2 parts to answer, and here are 1");
	keys(&f, "f1");
	stage_shows(&f.stage, "type only the letters");
	keys(&f, "bac");
	stage_shows(&f.stage, "5. Hội nghị");
	keys(&f, "\a"); /* no character */
	keys(&f, "⏎⏎");
	did(&f, "keep p0 A/A/TF/1B 2A/c; ");
	fixture_clear(&f);
}

static void answers_can_be_gone_back_to(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f, 80, 24);

	keys(&f, "dung⏎aab");
	stage_key(&f.stage, KEY_ERASE);
	stage_key(&f.stage, KEY_ERASE);
	stage_key(&f.stage, KEY_ERASE); /* nothing is left of this one: the one before */
	stage_shows(&f.stage, "1. Nghị quyết");
	keys(&f, "c");
	stage_key(&f.stage, KEY_DOWN_ARROW); /* passed over, and told of at the end */
	keys(&f, "tfab⏎⏎");
	did(&f, "");
	stage_shows(&f.stage, "Question 2 is not typed yet.");
	keys(&f, "c⏎");
	for (int i = 0; i < 3; i++)
		stage_key(&f.stage, KEY_DOWN_ARROW);
	keys(&f, "⏎");
	did(&f, "keep p0 C/C/TF/1A 2B/; ");
	fixture_clear(&f);
}

static void nothing_typed_is_lost(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f, 80, 24);

	keys(&f, "dung⏎bab⏎t");
	stage_key(&f.stage, KEY_ESCAPE);
	keys(&f, "anh⏎aa⏎tfab⏎⏎");
	did(&f, "keep p3 A/A/TF/1A 2B/; ");
	stage_key(&f.stage, KEY_ESCAPE);
	stage_golden(&f.stage, "enter-leave");
	assert_false(f.stage.closed);
	keys(&f, "⏎dung⏎");
	stage_shows(&f.stage, "3. Đúng hay sai?");
	keys(&f, "ftab⏎");
	f.program.failure = "The disk is full.";
	keys(&f, "⏎");
	stage_shows(&f.stage, "The disk is full.");
	f.program.failure = NULL;
	keys(&f, "⏎");
	did(&f, "keep p0 B/AB/FT/1A 2B/; ");
	stage_key(&f.stage, KEY_ESCAPE);
	assert_true(f.stage.closed);
	fixture_clear(&f);
}

static void the_last_one_is_taken_back_and_mended(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f, 80, 24);

	stage_key(&f.stage, KEY_F3);
	stage_shows(&f.stage, "Nobody was entered yet");
	keys(&f, "dung⏎bab⏎tfabha⏎⏎");
	did(&f, "keep p0 B/AB/TF/1A 2B/ha; ");
	stage_key(&f.stage, KEY_F3);
	stage_golden(&f.stage, "enter-take-back");
	keys(&f, "⏎");
	did(&f, "back p0 (typed wrongly); ");
	stage_shows(&f.stage, "entered: 0");
	keys(&f, "c");
	for (int i = 0; i < 4; i++)
		stage_key(&f.stage, KEY_DOWN_ARROW);
	keys(&f, "⏎");
	did(&f, "keep p0 C/AB/TF/1A 2B/ha; ");
	/* Twice is one attempt more, and told. */
	keys(&f, "dung");
	stage_shows(&f.stage, "✓ Hà Đức Dũng");
	keys(&f, "⏎");
	stage_shows(&f.stage, "is entered already");
	fixture_clear(&f);
}

static void papers_have_numbers(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f, 80, 24);

	f.program.state->session = "Đợt tháng sáu";
	stage_shows(&f.stage, "Bài thử trên giấy · Đợt tháng sáu");
	keys(&f, "#4⏎");
	stage_shows(&f.stage, "paper 4");
	keys(&f, "#5 dung⏎");
	stage_shows(&f.stage, "paper 5");
	assert_int_equal(f.program.state->attempt->seed, 5);
	keys(&f, "xxxxxx⏎⏎anh⏎");
	assert_int_equal(f.program.state->attempt->seed, 5);
	fixture_clear(&f);
}

/* ---- A second time ----------------------------------------------------------------------------------------- */

static void a_second_entry_is_compared(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f, 80, 24);

	keys(&f, "dung⏎bab⏎tfabha⏎⏎anh⏎xx⏎tfabx⏎⏎");
	g_string_truncate(f.program.log, 0);
	stage_key(&f.stage, KEY_F4);
	stage_shows(&f.stage, "second entry");
	keys(&f, "van an to 6⏎");
	stage_shows(&f.stage, "Nothing was entered for Hoàng Văn An yet.");
	stage_key(&f.stage, KEY_ESCAPE);
	keys(&f, "dung⏎bab⏎tfabHa⏎⏎");
	did(&f, "look p0; ");
	stage_shows(&f.stage, "✓ The same: Hà Đức Dũng");
	keys(&f, "anh⏎cxftabx⏎⏎");
	stage_golden(&f.stage, "enter-differences");
	keys(&f, "⏎"); /* the first row: the first answer */
	keys(&f, "2");
	stage_golden(&f.stage, "enter-decided");
	did(&f, "look p3; ");
	f.program.failure = "The disk is full.";
	keys(&f, "⏎");
	f.program.failure = NULL;
	keys(&f, "⏎");
	did(&f, "replace p3 //FT/1A 2B/x; ");
	stage_shows(&f.stage, "✓ Corrected: Nông Thị Ánh");
	stage_shows(&f.stage, "compared: 2");
	fixture_clear(&f);
}

static void the_first_entry_may_stay(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f, 40, 15);

	keys(&f, "dung⏎bab⏎tfabha⏎⏎");
	g_string_truncate(f.program.log, 0);
	f.program.state->comparing = true;
	keys(&f, "dung⏎cab⏎tfabha⏎⏎");
	stage_golden(&f.stage, "enter-differences");
	stage_key(&f.stage, KEY_DOWN_ARROW);
	stage_key(&f.stage, KEY_DOWN_ARROW);
	keys(&f, "⏎");
	stage_shows(&f.stage, "Choose the right one of each.");
	stage_click(&f.stage, "1 first");
	keys(&f, "⏎");
	did(&f, "look p0; ");
	stage_shows(&f.stage, "✓ The first entry stays");
	fixture_clear(&f);
}

/* Any keys at all: never a crash, and nothing is kept that the questions cannot have. */
static void random_keys_do_no_harm(void **state)
{
	(void)state;
	static const uint32_t some[] = {'a',
					'b',
					'x',
					'1',
					'2',
					' ',
					'-',
					'#',
					't',
					'f',
					0x1ec7,
					KEY_RETURN,
					KEY_RETURN,
					KEY_ESCAPE,
					KEY_ERASE,
					KEY_UP_ARROW,
					KEY_DOWN_ARROW,
					KEY_F2,
					KEY_F3,
					KEY_F4};
	GRand *rand = g_rand_new_with_seed(11);

	for (int round = 0; round < 40; round++) {
		struct fixture f;
		fixture_init(&f, 20 + round, 5 + round);
		for (int i = 0; i < 200 && !f.stage.closed; i++) {
			stage_key(&f.stage, some[g_rand_int_range(rand, 0, G_N_ELEMENTS(some))]);
			if (!f.stage.closed && i % 10 == 0)
				g_free(stage_text(&f.stage, false));
		}
		fixture_clear(&f);
	}
	g_rand_free(rand);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_person_takes_the_fewest_keys),
		cmocka_unit_test(open_answers_are_said_to_be_open),
		cmocka_unit_test(namesakes_are_told_apart),
		cmocka_unit_test(somebody_new_is_added),
		cmocka_unit_test(what_cannot_be_is_not_taken),
		cmocka_unit_test(answers_can_be_gone_back_to),
		cmocka_unit_test(nothing_typed_is_lost),
		cmocka_unit_test(the_last_one_is_taken_back_and_mended),
		cmocka_unit_test(papers_have_numbers),
		cmocka_unit_test(a_second_entry_is_compared),
		cmocka_unit_test(the_first_entry_may_stay),
		cmocka_unit_test(random_keys_do_no_harm),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests_name("screens_enter", tests, NULL, NULL);
}
