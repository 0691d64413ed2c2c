#include "bench/journals.h"

#include "lesson/fraction.h"
#include "store/chain.h"

#include <fcntl.h>
#include <glib.h>
#include <glib/gstdio.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#define FIRST_DAY INT64_C(1514764800000) /* 1 January 2018, UTC */
#define APART     INT64_C(600000)        /* from one attempt to the next, milliseconds */
#define PEOPLE    2500
#define UNITS     20

static const char *const surnames[] = {"Hà", "Nông", "Hoàng", "Triệu", "Bàn", "Lý", "Đặng", "Nguyễn"};
static const char *const names[] = {"Đức Dũng", "Thị Mị", "Văn An", "Thị Hường", "Quang Vinh", "Thuỳ Linh", "A Sử"};

char *journals_lesson(void)
{
	GString *text = g_string_new("---\ntitle: Bài thi\n---\n# Bài thi\n\n");

	for (int q = 1; q <= JOURNALS_QUESTIONS; q++) {
		g_string_append_printf(text, "## Câu số %d?\n<!-- quiz id=cau-%d -->\n\n", q, q);
		for (int i = 1; i <= JOURNALS_OPTIONS; i++)
			g_string_append_printf(text, "%d. [%c] ý %d\n", i, i == 1 ? 'x' : ' ', i);
		g_string_append_c(text, '\n');
	}
	return g_string_free(text, FALSE);
}

/* ---- One journal -------------------------------------------------------------------------------------------- */

struct writing {
	GString *bytes;
	size_t line; /* where the line that is being written begins */
	int64_t at;
	char chain[JOURNAL_CHAIN + 1];
	char *sha256; /* of the lesson */
};

static void begin_line(struct writing *writing, const char *event)
{
	writing->line = writing->bytes->len;
	g_string_append_printf(writing->bytes, "{\"v\":1,\"at\":%" G_GINT64_FORMAT ",\"device\":\"3f2a90c41b77e0d5\",",
			       writing->at);
	g_string_append_printf(writing->bytes, "\"event\":\"%s\",", event);
}

static void end_line(struct writing *writing)
{
	chain_next(writing->chain, writing->bytes->str + writing->line, writing->bytes->len - writing->line,
		   writing->chain);
	g_string_append(writing->bytes, CHAIN_KEY);
	g_string_append(writing->bytes, writing->chain);
	g_string_append(writing->bytes, CHAIN_END "\n");
}

static void write_started(struct writing *writing, int n, const char *id)
{
	int person = n % PEOPLE;
	GString *bytes = writing->bytes;

	begin_line(writing, "started");
	g_string_append_printf(bytes, "\"attempt\":\"%s\",\"person\":{\"id\":\"%08x-7e0d-4d5a-9c41-b77e0d53f2a9\",", id,
			       (unsigned int)person);
	g_string_append_printf(bytes, "\"code\":\"CTV%04d\",\"name\":\"%s %s\",\"unit\":\"Xã số %d\",", person,
			       surnames[(size_t)person % G_N_ELEMENTS(surnames)],
			       names[(size_t)person % G_N_ELEMENTS(names)], person % UNITS);
	g_string_append_printf(bytes, "\"hamlet\":\"Thôn %d\"},\"lesson\":\"bai-thi\",\"sha256\":\"%s\",", person % 7,
			       writing->sha256);
	g_string_append_printf(bytes, "\"seed\":\"%d\",\"questions\":[", n);
	for (int q = 1; q <= JOURNALS_QUESTIONS; q++)
		g_string_append_printf(bytes, "%s\"cau-%d\"", q == 1 ? "" : ",", q);
	g_string_append(bytes, "],\"on\":\"screen\"");
	end_line(writing);
}

static void write_answered(struct writing *writing, int question, int choice)
{
	begin_line(writing, "answered");
	g_string_append_printf(writing->bytes, "\"question\":\"cau-%d\",\"item\":%d,\"choices\":[%d]", question + 1,
			       question, choice);
	end_line(writing);
}

static void write_handed_in(struct writing *writing, const int *choices)
{
	int right = 0;

	begin_line(writing, "handed_in");
	g_string_append(writing->bytes, "\"fractions\":[");
	for (int q = 0; q < JOURNALS_QUESTIONS; q++) {
		g_string_append_printf(writing->bytes, "%s\"%d\"", q ? "," : "", !choices[q]);
		right += !choices[q];
	}
	g_autofree char *grade = fraction_text(fraction_make(right, JOURNALS_QUESTIONS));
	g_string_append_printf(writing->bytes, "],\"marks\":\"%d\",\"points\":\"%d\",\"grade\":\"%s\",\"passed\":%s",
			       right, JOURNALS_QUESTIONS, grade, 2 * right >= JOURNALS_QUESTIONS ? "true" : "false");
	end_line(writing);
}

/* Who knows more is right more often, and the later a question, the harder it is. */
static int choose(GRand *rand, int person, int question)
{
	int chance = 90 - person % 40 - 2 * question;

	if (g_rand_int_range(rand, 0, 100) < chance)
		return 0;
	return g_rand_int_range(rand, 1, JOURNALS_OPTIONS);
}

static void write_attempt(struct writing *writing, int n, const char *id, GRand *rand)
{
	int choices[JOURNALS_QUESTIONS];

	g_string_truncate(writing->bytes, 0);
	writing->chain[0] = '\0';
	writing->at = FIRST_DAY + n * APART;
	write_started(writing, n, id);
	for (int q = 0; q < JOURNALS_QUESTIONS; q++) {
		writing->at += 17000;
		choices[q] = choose(rand, n % PEOPLE, q);
		write_answered(writing, q, choices[q]);
	}
	writing->at += 9000;
	write_handed_in(writing, choices);
}

/* ---- All of them -------------------------------------------------------------------------------------------- */

static bool write_file(const char *path, const GString *bytes)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	bool fine = fd >= 0 && write(fd, bytes->str, bytes->len) == (ssize_t)bytes->len;

	return fd >= 0 && close(fd) == 0 && fine;
}

/* Gives the SHA-256 it is kept by; NULL on error. */
static char *keep_lesson(const char *data)
{
	g_autofree char *text = journals_lesson();
	g_autofree char *sha256 = g_compute_checksum_for_string(G_CHECKSUM_SHA256, text, -1);
	g_autofree char *folder = g_build_filename(data, "lessons", NULL);
	g_autofree char *path = g_strdup_printf("%s/%s.md", folder, sha256);

	if (g_mkdir_with_parents(folder, 0700) != 0 || !g_file_set_contents(path, text, -1, NULL))
		return NULL;
	return g_steal_pointer(&sha256);
}

static bool write_journal(const char *data, struct writing *writing, int n, GRand *rand)
{
	g_autoptr(GDateTime) day = g_date_time_new_from_unix_utc((FIRST_DAY + n * APART) / 1000);
	g_autofree char *month = g_date_time_format(day, "%Y-%m");
	/* As random ones, ids are in no order of time. */
	g_autofree char *id = g_strdup_printf("%08x-5a1e-4b7c-8d2f-%012x", g_rand_int(rand), (unsigned int)n);
	g_autofree char *folder = g_build_filename(data, "journal", month, NULL);
	g_autofree char *path = g_strdup_printf("%s/%s.jsonl", folder, id);

	write_attempt(writing, n, id, rand);
	return g_mkdir_with_parents(folder, 0700) == 0 && write_file(path, writing->bytes);
}

bool journals_write(const char *data, int first, int n)
{
	struct writing writing = {.bytes = g_string_new(NULL), .sha256 = keep_lesson(data)};
	GRand *rand = g_rand_new_with_seed((guint32)first);
	bool fine = writing.sha256 != NULL;

	for (int i = first; i < first + n && fine; i++)
		fine = write_journal(data, &writing, i, rand);
	g_rand_free(rand);
	g_free(writing.sha256);
	g_string_free(writing.bytes, TRUE);
	return fine;
}
