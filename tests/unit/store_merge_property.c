/*
 * Merging is commutative, associative and idempotent, whatever happened on the laptops: clocks that disagree, people
 * added, changed and merged, attempts half done and handed in, corrections, copies of old states, copies that went
 * different ways, damaged lines.
 */
#include "unit/store_laptops.h"

enum { LAPTOPS = 4, SEEDS = 16, STEPS = 40 };

/* ---- What happens ------------------------------------------------------------------------------------------ */

struct world {
	GRand *rand;
	struct store *stores[LAPTOPS];
	int64_t clocks[LAPTOPS];
	GPtrArray *sources; /* folders to be merged, of char * */
	unsigned int n_copies;
};

static char *name_of(int which)
{
	return g_strdup_printf("laptop%d", which);
}

static char *any_person(struct world *world, struct store *store)
{
	g_autoptr(GPtrArray) people = store_people(store, NULL);

	if (people->len == 0)
		return laptop_person(store, "Người đầu");
	const struct person *one = people->pdata[g_rand_int_range(world->rand, 0, (int)people->len)];
	return g_strdup(one->id);
}

static char *any_attempt(struct world *world, struct store *store)
{
	g_autoptr(GPtrArray) records = store_attempts(store, NULL, NULL, NULL);

	if (records->len == 0)
		return NULL;
	const struct attempt_record *one = records->pdata[g_rand_int_range(world->rand, 0, (int)records->len)];
	return g_strdup(one->id);
}

static void do_add(struct world *world, struct store *store)
{
	g_autofree char *name = g_strdup_printf("Hà Thị %c", 'A' + g_rand_int_range(world->rand, 0, 5));

	g_free(laptop_person(store, name));
}

static void do_change(struct world *world, struct store *store)
{
	g_autofree char *id = any_person(world, store);
	g_autoptr(GPtrArray) people = store_people(store, NULL);

	for (unsigned int i = 0; i < people->len; i++) {
		struct person *person = people->pdata[i];
		if (strcmp(person->id, id) != 0)
			continue;
		g_free(person->note);
		person->note = g_strdup_printf("%d", g_rand_int_range(world->rand, 0, 1000));
		assert_true(store_person_change(store, person, NULL));
	}
}

static void do_merge_people(struct world *world, struct store *store)
{
	g_autofree char *from = any_person(world, store), *into = any_person(world, store);

	if (strcmp(from, into) != 0)
		assert_true(store_person_merge(store, from, into, NULL));
}

static void do_attempt(struct world *world, struct store *store)
{
	g_autofree char *id = any_person(world, store);
	struct sitting sitting = sit_down(store, id, "Ai đó");

	for (int n = g_rand_int_range(world->rand, 0, 4); n > 0; n--)
		assert_true(answer(&sitting, (size_t)g_rand_int_range(world->rand, 0, 2),
				   g_rand_int_range(world->rand, 0, 2)));
	if (g_rand_boolean(world->rand))
		assert_true(hand_over(&sitting));
	sitting_clear(&sitting);
}

static void regrade(struct world *world, struct store *store, const char *id)
{
	g_autoptr(Diagnostics) diags = diagnostics_new();
	g_autoptr(Lesson) lesson = lesson_parse(laptop_lesson, strlen(laptop_lesson), "hai.md", NULL, diags);
	const struct fraction fractions[] = {fraction_make(g_rand_int_range(world->rand, 0, 2), 1), FRACTION_ZERO};
	const struct grade grade = {.marks = fractions[0], .points = fraction_make(2, 1), .grade = fractions[0]};

	assert_true(store_regrade(store, id, lesson, fractions, G_N_ELEMENTS(fractions), &grade, "sai đáp án", NULL));
}

static void do_correct(struct world *world, struct store *store)
{
	g_autofree char *id = any_attempt(world, store);
	int what = id ? g_rand_int_range(world->rand, 0, 3) : -1;

	if (what == 0)
		assert_true(store_set_aside(store, id, g_rand_boolean(world->rand), "nhầm người", NULL));
	else if (what == 1)
		assert_true(store_comment(store, id, g_rand_boolean(world->rand) ? "tốt" : "khá", NULL));
	else if (what == 2)
		regrade(world, store, id);
}

static void do_session(struct world *world, struct store *store)
{
	g_autoptr(TrainingSession) session = training_session_new();
	g_autofree char *person = any_person(world, store);

	g_free(session->title);
	session->title = g_strdup("Đợt tập huấn");
	g_autofree char *id = store_session_open(store, session, NULL);
	assert_non_null(id);
	assert_true(store_attend(store, id, person, g_rand_boolean(world->rand), NULL));
}

static void merge_one(struct store *store, const char *name)
{
	const char *const names[] = {name, NULL};
	g_auto(MergeReport) report = {.problems = NULL};

	assert_true(take_in(store, names, &report, NULL));
}

/* Laptops meet while they are still in use. */
static void do_gossip(struct world *world, struct store *store)
{
	g_autofree char *name = name_of(g_rand_int_range(world->rand, 0, LAPTOPS));
	g_autofree char *path = in_folder(name);

	if (strcmp(path, store->folder) != 0)
		merge_one(store, name);
}

/* ---- Copies ------------------------------------------------------------------------------------------------ */

static void copy_all(const char *from, const char *to)
{
	g_autoptr(GDir) dir = g_dir_open(from, 0, NULL);
	g_autofree char *bytes = NULL;
	const char *name;
	size_t len;

	if (dir)
		assert_int_equal(g_mkdir_with_parents(to, 0700), 0);
	else if (g_file_get_contents(from, &bytes, &len, NULL))
		overwrite(to, bytes, len);
	while (dir && (name = g_dir_read_name(dir))) {
		g_autofree char *a = g_build_filename(from, name, NULL), *b = g_build_filename(to, name, NULL);
		copy_all(a, b);
	}
}

/* Every journal under the path. */
static void find_journals(const char *path, GPtrArray *found)
{
	g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
	const char *name;

	while (dir && (name = g_dir_read_name(dir))) {
		g_autofree char *below = g_build_filename(path, name, NULL);
		find_journals(below, found);
	}
	if (!dir && g_str_has_suffix(path, ".jsonl"))
		g_ptr_array_add(found, g_strdup(path));
}

/* The device that wrote the first line. */
static char *device_of(const char *path)
{
	g_autoptr(JournalReader) reader = journal_reader_new(path);
	struct journal_line line;
	json_t *event = journal_next(reader, &line) ? event_parse(&line) : NULL;
	char *device = g_strdup(event_string(event, "device"));

	json_decref(event);
	return device;
}

/* The copy goes on by itself, as if the folder had been copied and both were used. */
static void go_another_way(struct world *world, const char *path)
{
	g_autofree char *device = device_of(path);
	g_autoptr(Journal) journal = journal_open(&disk_real, path, JOURNAL_EXISTING, 0, NULL);
	int n = g_rand_int_range(world->rand, 0, 2);
	bool attempt = strstr(path, "/2018-") != NULL;
	json_t *fields =
		attempt ? json_pack("{s:s, s:i, s:[i]}", "question", "ngay", "item", 0, "choices", n)
			: json_pack("{s:{s:s, s:s}}", "person", "id", "ai-do", "name", n ? "Kẻ kia" : "Kẻ này");
	int64_t at = test_time + g_rand_int_range(world->rand, -5000, 5000);

	assert_true(journal_append(journal, at, device, attempt ? "answered" : "person_added", fields, NULL));
	json_decref(fields);
}

static void damage(struct world *world, const char *path)
{
	size_t len;
	g_autofree char *bytes = contents(path, &len);

	if (len > 0)
		bytes[g_rand_int_range(world->rand, 0, (int)len)] ^= 1;
	overwrite(path, bytes, len);
}

static void cut(struct world *world, const char *path)
{
	size_t len;
	g_autofree char *bytes = contents(path, &len);

	overwrite(path, bytes, (size_t)g_rand_int_range(world->rand, 0, (int)len + 1));
}

/* The laptop's folder as it is now, on a stick, with things happening to some of the files. */
static void do_copy(struct world *world, struct store *store)
{
	void (*const harms[])(struct world *, const char *) = {damage, cut, go_another_way};
	char *name = g_strdup_printf("stick%u", world->n_copies++);
	g_autofree char *to = in_folder(name), *from = g_build_filename(store->folder, "journal", NULL);
	g_autofree char *journal = g_build_filename(to, "journal", NULL);
	g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func(g_free);

	g_ptr_array_add(world->sources, name);
	copy_all(from, journal);
	find_journals(journal, files);
	g_ptr_array_sort(files, compare_texts);
	for (int n = g_rand_int_range(world->rand, 0, 3); n > 0 && files->len > 0; n--)
		harms[g_rand_int_range(world->rand, 0, G_N_ELEMENTS(harms))](
			world, files->pdata[g_rand_int_range(world->rand, 0, (int)files->len)]);
}

static void step(struct world *world)
{
	static void (*const things[])(struct world *, struct store *) = {
		do_add,     do_add,     do_change,  do_change, do_merge_people, do_attempt,
		do_attempt, do_correct, do_session, do_gossip, do_copy,
	};
	int which = g_rand_int_range(world->rand, 0, LAPTOPS);

	test_time = world->clocks[which];
	things[g_rand_int_range(world->rand, 0, G_N_ELEMENTS(things))](world, world->stores[which]);
	/* Clocks stand still, and are put back. */
	world->clocks[which] = test_time + g_rand_int_range(world->rand, -20000, 20000);
}

static void live(struct world *world, unsigned int seed)
{
	*world = (struct world){.rand = g_rand_new_with_seed(seed), .sources = g_ptr_array_new_with_free_func(g_free)};
	for (int i = 0; i < LAPTOPS; i++) {
		g_autofree char *name = name_of(i);
		world->stores[i] = laptop(name);
		world->clocks[i] = 1528963200000 + g_rand_int_range(world->rand, -100000, 100000);
		g_ptr_array_add(world->sources, g_steal_pointer(&name));
	}
	for (int i = 0; i < STEPS; i++)
		step(world);
}

static void die(struct world *world)
{
	for (int i = 0; i < LAPTOPS; i++)
		store_free(world->stores[i]);
	g_ptr_array_unref(world->sources);
	g_rand_free(world->rand);
}

/* ---- Merging it -------------------------------------------------------------------------------------------- */

static void shuffle(struct world *world)
{
	for (unsigned int i = world->sources->len; i > 1; i--) {
		int with = g_rand_int_range(world->rand, 0, (int)i);
		void *kept = world->sources->pdata[i - 1];
		world->sources->pdata[i - 1] = world->sources->pdata[with];
		world->sources->pdata[with] = kept;
	}
}

static struct store *one_after_the_other(struct world *world, const char *name)
{
	struct store *store = laptop(name);

	shuffle(world);
	for (unsigned int i = 0; i < world->sources->len; i++)
		merge_one(store, world->sources->pdata[i]);
	return store;
}

/* Two halves, put together first. */
static struct store *in_two_halves(struct world *world, const char *name)
{
	g_autofree char *left_name = g_strconcat(name, "-left", NULL), *right_name = g_strconcat(name, "-right", NULL);
	g_autoptr(Store) left = laptop(left_name), right = laptop(right_name);
	struct store *store = laptop(name);

	shuffle(world);
	for (unsigned int i = 0; i < world->sources->len; i++)
		merge_one(i % 2 ? left : right, world->sources->pdata[i]);
	merge_one(store, right_name);
	merge_one(store, left_name);
	return store;
}

static struct store *all_at_once(struct world *world, const char *name)
{
	g_autoptr(GPtrArray) names = g_ptr_array_copy(world->sources, NULL, NULL);
	g_auto(MergeReport) report = {.problems = NULL};
	struct store *store = laptop(name);

	g_ptr_array_set_free_func(names, NULL);
	g_ptr_array_add(names, NULL);
	assert_true(take_in(store, (const char *const *)names->pdata, &report, NULL));
	return store;
}

static void merge_every_way(struct world *world)
{
	g_autoptr(Store) first = one_after_the_other(world, "first"), second = one_after_the_other(world, "second");
	g_autoptr(Store) halves = in_two_halves(world, "halves"), at_once = all_at_once(world, "at-once");

	assert_same(first, second);
	assert_same(first, halves);
	assert_same(first, at_once);
	g_autofree char *before = say_all(first);
	for (unsigned int i = 0; i < world->sources->len; i++)
		merge_one(first, world->sources->pdata[i]);
	merge_one(first, "second");
	merge_one(first, "first");
	g_autofree char *after = say_all(first);
	assert_string_equal(before, after);
	/* What the laptops show after they have met is the same too. */
	merge_one(world->stores[0], "first");
	merge_one(world->stores[1], "halves");
	assert_same(world->stores[0], world->stores[1]);
}

static void it_is_a_union(void **state)
{
	(void)state;
	for (unsigned int seed = 0; seed < SEEDS; seed++) {
		struct world world;
		live(&world, seed);
		merge_every_way(&world);
		die(&world);
		teardown(NULL);
		setup(NULL);
	}
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(it_is_a_union),
	};

	return cmocka_run_group_tests_name("store_merge_property", tests, NULL, NULL);
}
