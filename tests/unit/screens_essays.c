/* Marking by hand, answer after answer. */
#include "screens/essays.h"
#include "screens_stage.h"

#include <locale.h>

static const char source[] =
	"---\ntitle: Tự luận\n---\n"
	"## Bạn sẽ nói gì với gia đình?\n<!-- quiz id=mot type=essay points=2 -->\n\nViết một câu.\n\n"
	"## Kể một việc đã làm\n<!-- quiz id=hai type=essay -->\n\n";

struct fixture {
	struct lesson *lesson;
	struct person *person;
	struct attempt_record records[3];
	GPtrArray *essays;
	struct essay all[3];
	GString *log;
	const char *failure;
	struct stage stage;
};

static const char *perform(struct screen *screen, int action, void *user)
{
	struct fixture *f = user;
	struct fraction fraction;
	const char *comment;

	assert_int_equal(action, ESSAYS_DO_GIVE);
	if (f->failure)
		return f->failure;
	const struct essay *essay = essays_given(screen, &fraction, &comment);
	g_autofree char *text = fraction_text(fraction);
	g_string_append_printf(f->log, "%s %s %s %s; ", essay->attempt->id, essay->question->id, text, comment);
	return NULL;
}

static void fixture_init(struct fixture *f, int width, int height, bool names)
{
	static char ids[][3] = {"a0", "a1", "a2"};
	g_autoptr(GString) work = g_string_new(NULL);
	g_autoptr(Diagnostics) diags = diagnostics_new();

	memset(f, 0, sizeof *f);
	for (int i = 0; i < 30; i++)
		g_string_append_printf(work, "Việc thứ %d đã làm xong. ", i + 1);
	const char *const texts[] = {"Nên có hai con, để nuôi dạy cho tốt.", "Không biết.", work->str};
	f->lesson = lesson_parse(source, strlen(source), "bai.md", NULL, diags);
	assert_int_equal(diags->errors, 0);
	f->person = person_new();
	g_free(f->person->name);
	f->person->name = g_strdup("Hà Đức Dũng");
	f->essays = g_ptr_array_new();
	for (size_t i = 0; i < G_N_ELEMENTS(f->all); i++) {
		f->records[i] = (struct attempt_record){.id = ids[i], .person = f->person};
		f->all[i] = (struct essay){.attempt = &f->records[i],
					   .lesson = f->lesson,
					   .question = f->lesson->questions[i / 2],
					   .text = g_strdup(texts[i])};
		g_ptr_array_add(f->essays, &f->all[i]);
	}
	f->log = g_string_new(NULL);
	f->stage.perform = perform;
	f->stage.user = f;
	stage_init(&f->stage, essays_screen_new(f->essays, names), width, height);
}

static void fixture_clear(struct fixture *f)
{
	stage_clear(&f->stage);
	for (size_t i = 0; i < G_N_ELEMENTS(f->all); i++)
		g_free(f->all[i].text);
	g_ptr_array_unref(f->essays);
	g_string_free(f->log, TRUE);
	person_free(f->person);
	lesson_free(f->lesson);
}

static void did(struct fixture *f, const char *log)
{
	assert_string_equal(f->log->str, log);
	g_string_truncate(f->log, 0);
}

/* Types text; ⏎ is Enter. */
static void keys(struct fixture *f, const char *text)
{
	for (; *text; text = g_utf8_next_char(text))
		stage_key(&f->stage, g_utf8_get_char(text) == 0x23ce ? KEY_RETURN : g_utf8_get_char(text));
}

static void one_after_the_other(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f, 80, 24, false);

	stage_hides(&f.stage, "Hà Đức Dũng");
	stage_golden(&f.stage, "essays-mark");
	keys(&f, "1,5⏎");
	did(&f, "");
	keys(&f, "Khas"); /* Telex */
	stage_golden(&f.stage, "essays-comment");
	keys(&f, "⏎");
	did(&f, "a0 mot 3/4 Khá; ");
	stage_shows(&f.stage, "Không biết.");
	stage_shows(&f.stage, "marked: 1");
	keys(&f, "0⏎⏎");
	did(&f, "a1 mot 0 ; ");
	keys(&f, "80%⏎⏎");
	did(&f, "a2 hai 4/5 ; ");
	stage_golden(&f.stage, "essays-end");
	/* Back to one: it has its mark and its comment, and can have another. */
	stage_key(&f.stage, KEY_UP_ARROW);
	stage_key(&f.stage, KEY_UP_ARROW);
	stage_key(&f.stage, KEY_UP_ARROW);
	stage_shows(&f.stage, "1,5");
	stage_key(&f.stage, KEY_ERASE);
	keys(&f, "75⏎");
	stage_shows(&f.stage, "Khá");
	keys(&f, "⏎");
	did(&f, "a0 mot 7/8 Khá; ");
	keys(&f, "⏎");
	assert_true(f.stage.closed);
	fixture_clear(&f);
}

static void what_is_no_mark_is_not_taken(void **state)
{
	(void)state;
	static const char *const wrong[] = {"", "hai", "2,1", "-1", "101%", "-5%", "1/0", "1 2"};
	struct fixture f;
	fixture_init(&f, 80, 24, false);

	for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++) {
		keys(&f, wrong[i]);
		keys(&f, "⏎");
		stage_shows(&f.stage, "That is no mark from 0 to 2 points");
		for (size_t n = strlen(wrong[i]); n > 0; n--)
			stage_key(&f.stage, KEY_ERASE);
	}
	did(&f, "");
	keys(&f, "2⏎");
	f.failure = "The disk is full.";
	keys(&f, "⏎");
	stage_shows(&f.stage, "The disk is full.");
	f.failure = NULL;
	keys(&f, "⏎");
	did(&f, "a0 mot 1 ; ");
	fixture_clear(&f);
}

static void skipping_and_going_back(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f, 40, 15, false);

	stage_golden(&f.stage, "essays-mark");
	stage_key(&f.stage, KEY_DOWN_ARROW);
	stage_key(&f.stage, KEY_DOWN_ARROW);
	stage_golden(&f.stage, "essays-long");
	stage_key(&f.stage, KEY_PAGE_DOWN);
	stage_key(&f.stage, KEY_PAGE_DOWN);
	stage_key(&f.stage, KEY_PAGE_DOWN);
	stage_key(&f.stage, KEY_PAGE_DOWN);
	stage_key(&f.stage, KEY_PAGE_DOWN);
	stage_shows(&f.stage, "Việc thứ 30");
	keys(&f, "1⏎ok");
	stage_key(&f.stage, KEY_ESCAPE); /* no comment: the mark once more */
	keys(&f, "1⏎⏎");
	did(&f, "a2 hai 1 ; ");
	stage_shows(&f.stage, "Nên có hai con"); /* those passed over come again */
	stage_key(&f.stage, KEY_ESCAPE);
	assert_true(f.stage.closed);
	fixture_clear(&f);
}

static void names_where_they_are_asked_for(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f, 38, 44, true);

	stage_shows(&f.stage, "Hà Đức Dũng");
	stage_golden(&f.stage, "essays-names");
	fixture_clear(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_after_the_other),
		cmocka_unit_test(what_is_no_mark_is_not_taken),
		cmocka_unit_test(skipping_and_going_back),
		cmocka_unit_test(names_where_they_are_asked_for),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests_name("screens_essays", tests, NULL, NULL);
}
