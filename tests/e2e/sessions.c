/*
 * A day of training from the library on: a session is opened, people are added and ticked, one takes the quiz and is
 * there by that, two entries are found to be one person, and the lists say so.
 */
#include "e2e/quiz.h"

static const char source[] = "---\ntitle: Bài thử\n---\n# Bài thử\n\n## Ngày nào?\n<!-- quiz id=n -->\n\n"
			     "1. [x] ngày chín\n2. [ ] ngày mười\n";

static char *list_of(struct place *place, const char *command, const char *action)
{
	return output_of(place, (const char *[]){place->argv[0], command, action, NULL});
}

static void assert_lists(const char *text, const char *line)
{
	if (!strstr(text, line))
		fail_msg("not in the list: %s\n%s", line, text);
}

/* The library shows the session in use, and leads to the people. */
static void look_around(struct place *place)
{
	int x = 0, y = 0;
	place->argv[1] = NULL;
	const struct pty_setup setup = {.argv = place->argv, .env = place->environment};
	g_autoptr(Pty) pty = pty_start(&setup);

	shows(pty, "Training session: Đợt thử nghiệm");
	assert_true(pty_find(pty, "[ People", &x, &y));
	/* The count of events begins anew with the screen that comes then. */
	pty_click(pty, x, y);
	shows(pty, "Hà Đức Dũng");
}

static struct pty *start(struct place *place, const char *command, const char *action, int width, int height)
{
	place->argv[1] = command;
	place->argv[2] = action;
	place->argv[3] = NULL;
	const struct pty_setup setup = {
		.argv = place->argv, .env = place->environment, .width = width, .height = height};
	return pty_start(&setup);
}

static void open_a_session(struct place *place)
{
	g_autoptr(Pty) pty = start(place, "session", "list", 80, 24);

	shows(pty, "There is no training session yet");
	press(pty, "F2");
	shows(pty, "A new training session");
	type(pty, "Ddowtj thuwr nghieemj");
	click(pty, "[ Save");
	shows(pty, "● Đợt thử nghiệm");
	pty_keys(pty, "Escape");
	ends_well(pty);
}

static void add_here(struct pty *pty, const char *typed, const char *name)
{
	press(pty, "F2");
	shows(pty, "A new person");
	type(pty, typed);
	click(pty, "[ Save");
	shows(pty, name);
}

static void tick_who_is_there(struct place *place)
{
	g_autoptr(Pty) pty = start(place, "session", "show", 38, 44);

	shows(pty, "there: 0/0");
	add_here(pty, "Haf DDuwcs Dungx", "[ ] Hà Đức Dũng");
	add_here(pty, "Noong Thij AAns", "[ ] Nông Thị Ấn");
	/* Who may be there already is told of, and added all the same when that is wanted. */
	add_here(pty, "Nong Thi An", "May be there already: Nông Thị Ấn.");
	press(pty, "Enter");
	click(pty, "Save");
	shows(pty, "[ ] Nong Thi An");
	type(pty, "hdd");
	press(pty, "Space");
	shows(pty, "✓ Hà Đức Dũng is there.");
	shows(pty, "there: 1/3");
	pty_keys(pty, "Escape");
	ends_well(pty);
}

static void take_the_quiz(struct place *place)
{
	place->argv[1] = "quiz";
	place->argv[2] = "--lang=en";
	place->argv[3] = place->lesson;
	g_autoptr(Pty) pty = place_start(place, "--person=Nong Thi An", NULL, 80, 24);

	shows(pty, "Training session: Đợt thử nghiệm");
	press(pty, "Enter");
	shows(pty, "ngày chín");
	type(pty, "a");
	press(pty, "Right");
	click(pty, "[ Hand in");
	click(pty, "[ Hand in");
	shows(pty, "10 out of 10");
}

static void merge_two(struct place *place)
{
	g_autoptr(Pty) pty = start(place, "people", "list", 40, 15);

	shows(pty, "Nông Thị Ấn");
	type(pty, "nong");
	press(pty, "F3");
	shows(pty, "into whom?");
	press(pty, "Down Enter");
	shows(pty, "It cannot be undone.");
	click(pty, "[ Merge them");
	shows(pty, "They are one now.");
	pty_keys(pty, "Escape");
	ends_well(pty);
}

static void a_day_of_training(void **state)
{
	(void)state;
	struct place place;
	place_init(&place, source);

	open_a_session(&place);
	tick_who_is_there(&place);
	look_around(&place);
	take_the_quiz(&place);
	g_autofree char *before = list_of(&place, "session", "show");
	assert_lists(before, "There: 2 of 3.");
	merge_two(&place);
	g_autofree char *after = list_of(&place, "session", "show"), *people = list_of(&place, "people", "list");
	assert_lists(after, "There: 2 of 2.");
	assert_lists(after, "✓            1");
	assert_lists(people, "2 people.");
	g_autofree char *sessions = list_of(&place, "session", "list");
	assert_lists(sessions, "in use");
	place_clear(&place);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_day_of_training),
	};

	return cmocka_run_group_tests_name("sessions", tests, NULL, NULL);
}
