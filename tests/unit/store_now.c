/* Where presentations stand: told, followed, driven, remembered, and cleared away. */
#include "store/now.h"

#include <glib/gstdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#define TIME G_GINT64_CONSTANT(1528963200000)

static int make_data(void **state)
{
	*state = g_dir_make_tmp("taphuan-now-XXXXXX", NULL);
	return *state ? 0 : -1;
}

static int remove_data(void **state)
{
	g_autofree char *folder = now_folder(*state);
	GDir *dir = g_dir_open(folder, 0, NULL);
	const char *name;

	while (dir && (name = g_dir_read_name(dir))) {
		g_autofree char *path = g_build_filename(folder, name, NULL);
		g_remove(path);
	}
	if (dir)
		g_dir_close(dir);
	g_rmdir(folder);
	g_rmdir(*state);
	g_free(*state);
	return 0;
}

static struct now *begin(const char *data, const char *path)
{
	g_autoptr(GError) error = NULL;
	struct now *now = now_begin(data, "bai", path, &error);

	g_assert_no_error(error);
	assert_non_null(now);
	return now;
}

static void tell(struct now *now, size_t slide, int64_t time)
{
	const struct standing at = {.slide = slide, .screen = 1, .step = 2, .width = 80, .height = 24, .timer = 60};

	assert_true(now_tell(now, &at, "Dân số", time, NULL));
}

static unsigned int count_files(const char *data)
{
	g_autofree char *folder = now_folder(data);
	GDir *dir = g_dir_open(folder, 0, NULL);
	unsigned int n = 0;

	while (dir && g_dir_read_name(dir))
		n++;
	if (dir)
		g_dir_close(dir);
	return n;
}

static void what_is_told_is_found(void **state)
{
	g_autoptr(Now) now = begin(*state, "/bài/một.md");
	const struct standing at = {.slide = 6,
				    .screen = 1,
				    .step = 2,
				    .width = 100,
				    .height = 30,
				    .black = true,
				    .began = TIME,
				    .since = TIME + 5,
				    .timer = 2700,
				    .edition = 3};

	assert_null(now_find(*state, NULL, true));
	assert_true(now_tell(now, &at, "Dân \"số\"", TIME + 9, NULL));
	g_autoptr(NowSession) found = now_find(*state, NULL, false);
	assert_non_null(found);
	assert_string_equal(found->lesson, "bai");
	assert_string_equal(found->path, "/bài/một.md");
	assert_string_equal(found->title, "Dân \"số\"");
	assert_int_equal(found->written, TIME + 9);
	assert_true(found->running);
	assert_int_equal(found->at.slide, 6);
	assert_int_equal(found->at.screen, 1);
	assert_int_equal(found->at.step, 2);
	assert_int_equal(found->at.width, 100);
	assert_int_equal(found->at.height, 30);
	assert_true(found->at.black);
	assert_int_equal(found->at.began, TIME);
	assert_int_equal(found->at.since, TIME + 5);
	assert_int_equal(found->at.timer, 2700);
	assert_int_equal(found->at.edition, 3);
}

static void names_that_are_no_text_are_kept(void **state)
{
	g_autoptr(Now) now = begin(*state, "/b\xE0i.md");

	tell(now, 1, TIME);
	g_autoptr(NowSession) found = now_find(*state, "/b\xE0i.md", false);
	assert_non_null(found);
}

static void files_are_the_persons_own(void **state)
{
	g_autoptr(Now) now = begin(*state, "/a.md");
	g_autofree char *folder = now_folder(*state);
	struct stat info;

	tell(now, 0, TIME);
	assert_int_equal(stat(folder, &info), 0);
	assert_int_equal(info.st_mode & 0777, 0700);
	assert_int_equal(stat(now_orders_path(now), &info), 0);
	assert_int_equal(info.st_mode & 0777, 0600);
}

static void what_began_last_is_followed(void **state)
{
	struct now *first = begin(*state, "/a.md"), *second = begin(*state, "/b.md");

	tell(first, 2, TIME);
	tell(second, 1, TIME + 1);
	tell(first, 3, TIME + 2);
	g_autoptr(NowSession) newest = now_find(*state, NULL, false);
	g_autoptr(NowSession) named = now_find(*state, "/a.md", false);
	assert_string_equal(newest->path, "/b.md");
	assert_int_equal(named->at.slide, 3);
	assert_null(now_find(*state, "/c.md", true));
	now_free(second);
	g_autoptr(NowSession) left = now_find(*state, NULL, true);
	assert_string_equal(left->path, "/a.md");
	now_free(first);
	assert_null(now_find(*state, NULL, false));
	g_autoptr(NowSession) over = now_find(*state, NULL, true);
	assert_string_equal(over->path, "/a.md");
	assert_false(over->running);
}

/* Killed without a chance to say so: the file stays as it was, but nobody holds it. */
static void a_presentation_that_died_does_not_run(void **state)
{
	int ready[2], status;
	char byte;

	assert_int_equal(pipe(ready), 0);
	pid_t child = fork();
	if (child == 0) {
		struct now *now = now_begin(*state, "bai", "/a.md", NULL);
		const struct standing at = {.slide = 4};
		now_tell(now, &at, "", TIME, NULL);
		if (write(ready[1], "", 1) == 1)
			pause();
		_exit(1);
	}
	assert_int_equal(read(ready[0], &byte, 1), 1);
	g_autoptr(NowSession) alive = now_find(*state, NULL, false);
	assert_non_null(alive);
	kill(child, SIGKILL);
	waitpid(child, &status, 0);
	assert_null(now_find(*state, NULL, false));
	g_autoptr(NowSession) dead = now_find(*state, "/a.md", true);
	assert_int_equal(dead->at.slide, 4);
	close(ready[0]);
	close(ready[1]);
}

static void one_lesson_leaves_one_session(void **state)
{
	for (int i = 0; i < 3; i++) {
		g_autoptr(Now) now = begin(*state, "/a.md");
		tell(now, 1, TIME);
		assert_int_equal(count_files(*state), 3);
	}
	g_autoptr(Now) running = begin(*state, "/b.md");
	tell(running, 1, TIME);
	g_autoptr(Now) beside = begin(*state, "/b.md");
	tell(beside, 1, TIME);
	assert_int_equal(count_files(*state), 9);
}

static void orders_arrive_once_and_in_order(void **state)
{
	g_autoptr(Now) now = begin(*state, "/a.md");
	const struct order sent[] = {{.kind = ORDER_NEXT}, {.kind = ORDER_GO, .slide = 41}, {.kind = ORDER_BLACK}};

	tell(now, 0, TIME);
	g_autoptr(NowSession) session = now_find(*state, NULL, false);
	for (size_t i = 0; i < G_N_ELEMENTS(sent); i++)
		assert_true(now_order(*state, session->id, &sent[i], NULL));
	g_autoptr(GArray) came = now_orders(now);
	g_autoptr(GArray) again = now_orders(now);
	assert_int_equal(came->len, G_N_ELEMENTS(sent));
	assert_int_equal(again->len, 0);
	for (unsigned int i = 0; i < came->len; i++) {
		assert_int_equal(g_array_index(came, struct order, i).kind, sent[i].kind);
		assert_int_equal(g_array_index(came, struct order, i).slide, sent[i].slide);
	}
}

static void orders_that_mean_nothing_are_passed_over(void **state)
{
	g_autoptr(Now) now = begin(*state, "/a.md");
	const char *junk = "\n\x1b[2J\ngo\ngo 0\ngo -3\nrm -rf\nnextt\nnext 5\n"
			   "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\n"
			   "go 99999999999999999999\nlast\nprev";

	assert_true(g_file_set_contents(now_orders_path(now), junk, -1, NULL));
	g_autoptr(GArray) came = now_orders(now);
	assert_int_equal(came->len, 1);
	assert_int_equal(g_array_index(came, struct order, 0).kind, ORDER_LAST);
	/* The last line was half written: it counts when it is whole. */
	FILE *file = fopen(now_orders_path(now), "a");
	assert_non_null(file);
	fputs("ious\n", file);
	fclose(file);
	g_autoptr(GArray) rest = now_orders(now);
	assert_int_equal(rest->len, 1);
	assert_int_equal(g_array_index(rest, struct order, 0).kind, ORDER_PREVIOUS);
}

static void the_log_says_how_long(void **state)
{
	g_autoptr(Now) now = begin(*state, "/a.md");

	tell(now, 0, TIME);
	g_autoptr(NowSession) session = now_find(*state, NULL, false);
	now_log(now, 0, "Đầu", 2, TIME, 61000);
	now_log(now, 7, "Sau", 0, TIME + 61000, 1);
	g_autoptr(GPtrArray) log = now_read_log(*state, session->id);
	assert_int_equal(log->len, 2);
	const struct now_shown *first = log->pdata[0], *second = log->pdata[1];
	assert_int_equal(first->slide, 0);
	assert_string_equal(first->title, "Đầu");
	assert_int_equal(first->minutes, 2);
	assert_int_equal(first->milliseconds, 61000);
	assert_int_equal(second->slide, 7);
	assert_int_equal(second->milliseconds, 1);
}

static void hostile_files_are_passed_over(void **state)
{
	static const char hostile[] =
		"{\"v\":1,\"slide\":-5,\"screen\":99999999999999,\"step\":-1,\"width\":0,\"height\":1e300,"
		"\"title\":\"\\u001b[2J\",\"began\":-1,\"file\":\"http://x/y\",\"timer\":\"x\"}";
	static const char *const bytes[] = {"", "{", "[]", "\xff\xfe", "{\"v\":2}", "{\"v\":1,\"v\":1}", hostile};
	g_autofree char *folder = now_folder(*state);
	g_autofree char *path = g_build_filename(folder, "0190f3c2-1111-4222-8333-444455556666.json", NULL);
	g_autofree char *other = g_build_filename(folder, "not-ours.json", NULL);

	g_mkdir(folder, 0700);
	assert_true(g_file_set_contents(other, "{\"v\":1}", -1, NULL));
	for (size_t i = 0; i < G_N_ELEMENTS(bytes); i++) {
		assert_true(g_file_set_contents(path, bytes[i], -1, NULL));
		g_autoptr(NowSession) session = now_find(*state, NULL, true);
		if (!session) {
			assert_true(i + 1 < G_N_ELEMENTS(bytes));
			continue;
		}
		assert_int_equal(i + 1, G_N_ELEMENTS(bytes));
		assert_int_equal(session->at.slide, 0);
		assert_int_equal(session->at.width, 1);
		assert_true(session->at.screen < 1 << 25);
		assert_null(strchr(session->title, '\033'));
		assert_false(session->running);
	}
}

static void a_folder_that_cannot_be_written_is_an_error(void **state)
{
	(void)state;
	g_autoptr(GError) error = NULL;

	assert_null(now_begin("/proc/nowhere", "bai", "/a.md", &error));
	assert_non_null(error);
	assert_null(now_find("/proc/nowhere", NULL, true));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(what_is_told_is_found, make_data, remove_data),
		cmocka_unit_test_setup_teardown(names_that_are_no_text_are_kept, make_data, remove_data),
		cmocka_unit_test_setup_teardown(files_are_the_persons_own, make_data, remove_data),
		cmocka_unit_test_setup_teardown(what_began_last_is_followed, make_data, remove_data),
		cmocka_unit_test_setup_teardown(a_presentation_that_died_does_not_run, make_data, remove_data),
		cmocka_unit_test_setup_teardown(one_lesson_leaves_one_session, make_data, remove_data),
		cmocka_unit_test_setup_teardown(orders_arrive_once_and_in_order, make_data, remove_data),
		cmocka_unit_test_setup_teardown(orders_that_mean_nothing_are_passed_over, make_data, remove_data),
		cmocka_unit_test_setup_teardown(the_log_says_how_long, make_data, remove_data),
		cmocka_unit_test_setup_teardown(hostile_files_are_passed_over, make_data, remove_data),
		cmocka_unit_test_setup_teardown(a_folder_that_cannot_be_written_is_an_error, make_data, remove_data),
	};

	return cmocka_run_group_tests_name("store_now", tests, NULL, NULL);
}
