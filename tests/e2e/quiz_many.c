/*
 * Many people answer at once, each in a program of their own; some of the programs are killed, and for a while the disk
 * is full. Nothing that was acknowledged is lost, everybody goes on, and the attempts are whole. QUIZ_TAKERS says how
 * many there are (12 when not set; 200 for the long form).
 */
#include "e2e/quiz.h"

#include "store/store.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdlib.h>
#include <sys/mount.h>
#include <unistd.h>

#define QUESTIONS     6
#define OPTIONS       4
#define FULL_FROM     2 /* the questions that are answered while the disk is full */
#define FULL_UNTIL    4
#define LINES_A_BLOCK 24

struct taker {
	char *person; /* the id */
	struct pty *pty;
	int kept[QUESTIONS];   /* the option acknowledged last, −1 for none */
	int flying[QUESTIONS]; /* sent, and not acknowledged: may have been kept or not; −1 for none */
	bool killed;           /* and not started again */
};

struct crowd {
	struct place place;
	GRand *rand;
	struct taker *takers;
	int n, kills, refused;
	bool full;
};

static char *make_lesson(void)
{
	GString *text = g_string_new("---\ntitle: Bài thử\n---\n# Bài thử\n\n");

	for (int q = 1; q <= QUESTIONS; q++) {
		g_string_append_printf(text, "## Câu số %d?\n<!-- quiz id=q%d -->\n\n", q, q);
		for (int i = 1; i <= OPTIONS; i++)
			g_string_append_printf(text, "%d. [%c] ý %d\n", i, i == 1 ? 'x' : ' ', i);
		g_string_append_c(text, '\n');
	}
	return g_string_free(text, FALSE);
}

static bool chance(struct crowd *crowd, int of)
{
	return g_rand_int_range(crowd->rand, 0, of) == 0;
}

/* ---- Beginning ---------------------------------------------------------------------------------------------- */

static void add_people(struct crowd *crowd)
{
	g_autoptr(Store) store = store_open(crowd->place.data, true, NULL, NULL);

	assert_non_null(store);
	for (int i = 0; i < crowd->n; i++) {
		g_autoptr(Person) person = person_new();
		g_free(person->name);
		person->name = g_strdup_printf("Hà Đức Dũng %d", i);
		crowd->takers[i].person = store_person_add(store, person, NULL);
		assert_non_null(crowd->takers[i].person);
	}
}

static void crowd_init(struct crowd *crowd)
{
	const char *asked = g_getenv("QUIZ_TAKERS");
	g_autofree char *lesson = make_lesson();

	*crowd = (struct crowd){.rand = g_rand_new_with_seed(20180614), .n = asked ? atoi(asked) : 12};
	crowd->takers = g_new0(struct taker, crowd->n);
	place_init(&crowd->place, lesson);
	for (int i = 0; i < crowd->n; i++)
		for (int q = 0; q < QUESTIONS; q++)
			crowd->takers[i].kept[q] = crowd->takers[i].flying[q] = -1;
}

static void crowd_clear(struct crowd *crowd)
{
	for (int i = 0; i < crowd->n; i++)
		g_free(crowd->takers[i].person);
	g_free(crowd->takers);
	g_rand_free(crowd->rand);
	place_clear(&crowd->place);
}

/* All start before the first is waited for. */
static void start_missing(struct crowd *crowd, const char *button)
{
	for (int i = 0; i < crowd->n; i++)
		if (!crowd->takers[i].pty)
			crowd->takers[i].pty = place_start(&crowd->place, "--person", crowd->takers[i].person, 0, 0);
	for (int i = 0; i < crowd->n; i++) {
		struct taker *taker = &crowd->takers[i];
		if (!pty_find(taker->pty, "Question ", NULL, NULL)) {
			shows(taker->pty, button);
			pty_keys(taker->pty, "Enter");
		}
	}
	for (int i = 0; i < crowd->n; i++) {
		assert_true(pty_sync(crowd->takers[i].pty));
		shows(crowd->takers[i].pty, "Question ");
	}
}

/* ---- Answering ---------------------------------------------------------------------------------------------- */

static int question_shown(struct pty *pty)
{
	for (int q = 0; q < QUESTIONS; q++) {
		g_autofree char *heading = g_strdup_printf("Question %d of %d", q + 1, QUESTIONS);
		if (pty_find(pty, heading, NULL, NULL))
			return q;
	}
	return -1;
}

static void go_to(struct crowd *crowd, int question)
{
	for (int i = 0; i < crowd->n; i++) {
		struct pty *pty = crowd->takers[i].pty;
		int shown = question_shown(pty);
		assert_true(shown >= 0);
		for (; shown != question; shown += shown < question ? 1 : -1)
			press(pty, shown < question ? "Right" : "Left");
		assert_int_equal(question_shown(pty), question);
	}
}

/* Everybody chooses at the same moment. */
static void choose_all(struct crowd *crowd, int question)
{
	for (int i = 0; i < crowd->n; i++) {
		struct taker *taker = &crowd->takers[i];
		char key[2] = {(char)('a' + g_rand_int_range(crowd->rand, 0, OPTIONS))};
		taker->flying[question] = key[0] - 'a';
		pty_keys(taker->pty, key);
	}
}

/* Some are killed before anybody knows what came of their answer. */
static void kill_some(struct crowd *crowd)
{
	for (int i = 0; i < crowd->n; i++) {
		if (!chance(crowd, 6))
			continue;
		crowd->takers[i].killed = true;
		pty_kill(crowd->takers[i].pty, SIGKILL);
		crowd->kills++;
	}
}

static void hear(struct crowd *crowd, struct taker *taker, int question)
{
	assert_true(pty_sync(taker->pty));
	if (pty_find(taker->pty, "Answer kept", NULL, NULL)) {
		taker->kept[question] = taker->flying[question];
		taker->flying[question] = -1;
		return;
	}
	/* Not to be kept is allowed only where it is said why. */
	assert_true(crowd->full);
	shows(taker->pty, "The disk is full");
	crowd->refused++;
}

static void bury(struct taker *taker)
{
	assert_true(pty_wait_exit(taker->pty, NULL));
	pty_free(taker->pty);
	taker->pty = NULL;
	taker->killed = false;
}

static void hear_all(struct crowd *crowd, int question)
{
	for (int i = 0; i < crowd->n; i++) {
		if (crowd->takers[i].killed)
			bury(&crowd->takers[i]);
		else
			hear(crowd, &crowd->takers[i], question);
	}
	start_missing(crowd, "Go on");
	go_to(crowd, question);
}

static void answer(struct crowd *crowd, int question)
{
	go_to(crowd, question);
	choose_all(crowd, question);
	kill_some(crowd);
	hear_all(crowd, question);
	/* A full disk has room in the last block of each file, where some more lines go. */
	for (int i = 0; crowd->full && i < LINES_A_BLOCK; i++) {
		choose_all(crowd, question);
		hear_all(crowd, question);
	}
}

/* Every second hands in, the others are killed. */
static void end_all(struct crowd *crowd)
{
	for (int i = 0; i < crowd->n; i++) {
		struct taker *taker = &crowd->takers[i];
		if (i % 2) {
			press(taker->pty, "Right");
			press(taker->pty, "Tab Enter");
			shows(taker->pty, "Hand in?");
			press(taker->pty, "Right Enter");
			shows(taker->pty, "Your grade");
		}
		pty_kill(taker->pty, SIGKILL);
		bury(taker);
	}
}

/* ---- What the disk says ------------------------------------------------------------------------------------- */

static void check_attempt(const struct taker *taker, const struct attempt *attempt)
{
	assert_int_equal(attempt->n_items, QUESTIONS);
	for (int q = 0; q < QUESTIONS; q++) {
		const struct response *response = attempt->items[q].response;
		int found = response->choices->len ? g_array_index(response->choices, int, 0) : -1;
		if (found != taker->kept[q] && (taker->flying[q] < 0 || found != taker->flying[q]))
			fail_msg("question %d: %d was kept, %d is found", q + 1, taker->kept[q], found);
	}
}

static void check_taker(struct store *store, const struct taker *taker, bool handed_in)
{
	g_autoptr(Diagnostics) problems = diagnostics_new();
	const struct attempt_filter filter = {.person = taker->person};
	g_autoptr(GPtrArray) records = store_attempts(store, &filter, problems, NULL);
	struct lesson *lesson;

	assert_non_null(records);
	assert_int_equal(problems->items->len, 0);
	assert_int_equal(records->len, 1);
	const struct attempt_record *record = records->pdata[0];
	assert_int_equal(record->handed_in != 0, handed_in);
	g_autoptr(GError) error = NULL;
	struct attempt *attempt = store_attempt(store, record->id, &lesson, &error);
	if (!attempt)
		fail_msg("%s", error->message);
	check_attempt(taker, attempt);
	attempt_free(attempt);
	lesson_free(lesson);
}

static void check_all(struct crowd *crowd)
{
	g_autoptr(Store) store = store_open(crowd->place.data, true, NULL, NULL);

	assert_non_null(store);
	for (int i = 0; i < crowd->n; i++)
		check_taker(store, &crowd->takers[i], i % 2);
}

/* ---- A disk that gets full ---------------------------------------------------------------------------------- */

/* A file system in memory over the data folder, seen by this process and its children only. */
static bool mount_small_disk(const char *folder)
{
	if (unshare(CLONE_NEWNS) != 0 && unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0)
		return false;
	return mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0 &&
	       mount("tmpfs", folder, "tmpfs", 0, "size=8m,mode=0700") == 0;
}

static void fill(struct crowd *crowd)
{
	g_autofree char *path = g_build_filename(crowd->place.data, "ballast", NULL);
	g_autofree char *bytes = g_malloc0(4096);
	int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);

	assert_true(fd >= 0);
	while (write(fd, bytes, 4096) > 0)
		;
	assert_int_equal(errno, ENOSPC);
	close(fd);
	crowd->full = true;
}

static void make_room(struct crowd *crowd)
{
	g_autofree char *path = g_build_filename(crowd->place.data, "ballast", NULL);

	assert_int_equal(g_unlink(path), 0);
	crowd->full = false;
}

/* ---- The tests ---------------------------------------------------------------------------------------------- */

static void take(struct crowd *crowd, bool with_full_disk)
{
	add_people(crowd);
	start_missing(crowd, "I am somebody else");
	for (int q = 0; q < QUESTIONS; q++) {
		if (with_full_disk && q == FULL_FROM)
			fill(crowd);
		if (with_full_disk && q == FULL_UNTIL)
			make_room(crowd);
		answer(crowd, q);
	}
	end_all(crowd);
	check_all(crowd);
	print_message("%d takers, %d kills, %d answers refused while the disk was full\n", crowd->n, crowd->kills,
		      crowd->refused);
}

static void kills_lose_nothing(void **state)
{
	(void)state;
	struct crowd crowd;

	crowd_init(&crowd);
	take(&crowd, false);
	assert_int_equal(crowd.refused, 0);
	crowd_clear(&crowd);
}

static void a_full_disk_loses_nothing(void **state)
{
	(void)state;
	struct crowd crowd;

	crowd_init(&crowd);
	assert_int_equal(g_mkdir(crowd.place.data, 0700), 0);
	if (!mount_small_disk(crowd.place.data)) {
		crowd_clear(&crowd);
		skip();
	}
	take(&crowd, true);
	assert_true(crowd.refused > 0);
	assert_int_equal(umount(crowd.place.data), 0);
	crowd_clear(&crowd);
}

int main(void)
{
	/* The last leaves this process with a view of its own of what is mounted. */
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(kills_lose_nothing),
		cmocka_unit_test(a_full_disk_loses_nothing),
	};

	return cmocka_run_group_tests_name("quiz_many", tests, NULL, NULL);
}
