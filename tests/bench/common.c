#include "bench/bench.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

/* ---- Numbers ----------------------------------------------------------------------------------------------- */

void bench_init(struct bench_series *series)
{
	series->values = g_array_new(FALSE, FALSE, sizeof(double));
}

void bench_clear(struct bench_series *series)
{
	g_array_unref(series->values);
}

void bench_add(struct bench_series *series, double value)
{
	g_array_append_val(series->values, value);
}

static int compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

double bench_percentile(const struct bench_series *series, int percent)
{
	g_array_sort(series->values, compare);
	return series->values->len ? g_array_index(series->values, double, series->values->len *(unsigned)percent / 100)
				   : 0;
}

double bench_median(const struct bench_series *series)
{
	return bench_percentile(series, 50);
}

/* ---- The table --------------------------------------------------------------------------------------------- */

void bench_heading(const char *what)
{
	printf("\n%-44s %12s   %-24s %8s\n", what, "taphuan", "beside", "ratio");
}

void bench_row(const char *what, const char *unit, double ours, const char *peer, double theirs)
{
	bench_row_within(what, unit, ours, peer, theirs, 0);
}

void bench_row_within(const char *what, const char *unit, double ours, const char *peer, double theirs, double most)
{
	printf("%-44s %8.2f %-3s", what, ours, unit);
	if (peer)
		printf("   %-12s %7.2f %-3s %8.2f", peer, theirs, unit, theirs > 0 ? ours / theirs : 0);
	if (peer && most > 0)
		printf("   wanted: at most %.2f", most);
	printf("\n");
	fflush(stdout);
}

void bench_row_limit(const char *what, const char *unit, double ours, double most)
{
	printf("%-44s %8.2f %-3s %38s wanted: at most %.2f\n", what, ours, unit, "", most);
	fflush(stdout);
}

/* ---- Programs ---------------------------------------------------------------------------------------------- */

double bench_run(const char *const *argv)
{
	int64_t begin = g_get_monotonic_time();
	int status = 0;
	pid_t pid = fork();

	if (!pid) {
		dup2(open("/dev/null", O_WRONLY | O_CLOEXEC), STDOUT_FILENO);
		/* exec changes nothing of argv; its type is older than const. */
		execvp(argv[0], (char *const *)(uintptr_t)argv);
		_exit(127);
	}
	if (pid < 0 || waitpid(pid, &status, 0) != pid || status != 0)
		return -1;
	return (double)(g_get_monotonic_time() - begin) / 1000;
}

struct bench_cost bench_work(bool (*work)(void *), void *with)
{
	int64_t begin = g_get_monotonic_time();
	struct rusage usage;
	int status = 0;
	pid_t pid = fork();

	if (!pid)
		_exit(work(with) ? 0 : 1);
	if (pid < 0 || wait4(pid, &status, 0, &usage) != pid || status != 0)
		return (struct bench_cost){.ms = -1};
	return (struct bench_cost){(double)(g_get_monotonic_time() - begin) / 1000, (double)usage.ru_maxrss / 1024};
}

/* ---- Folders ----------------------------------------------------------------------------------------------- */

char *bench_folder(void)
{
	return g_dir_make_tmp("taphuan-bench-XXXXXX", NULL);
}

void bench_remove(const char *path)
{
	g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
	const char *name;

	while (dir && (name = g_dir_read_name(dir))) {
		g_autofree char *below = g_build_filename(path, name, NULL);
		bench_remove(below);
	}
	g_remove(path);
}

/* ---- Decks ------------------------------------------------------------------------------------------------- */

/* Short enough for mdp, which refuses a line or a slide that does not fit. */
static const char *const body[] = {
	"- Quy mô dân số cả nước năm 2030 là **104 triệu** người;",
	"- Duy trì vững chắc mức sinh thay thế, mỗi phụ nữ có 2,1 con;",
	"- Tỉ số giới tính khi sinh dưới 109 bé trai, 100 bé gái *ra sống*;",
	"- Tuổi thọ bình quân đạt 75 tuổi, sống khoẻ mạnh tối thiểu 68;",
	"- Trên 45% dân số sống ở đô thị, bố trí lại dân cư ở biên giới;",
	"- Toàn bộ dân số được đăng ký trên hệ thống `cơ sở dữ liệu`;",
	"- Cộng tác viên đến từng nhà, nắm chắc địa bàn, báo cáo đúng hạn;",
	"- Tuyên truyền bằng tiếng nói của địa phương, gần gũi, dễ hiểu;",
	"- Tỉ lệ cặp nam nữ được tư vấn trước khi kết hôn đạt **90%**;",
	"- Xoá bỏ kết hôn cận huyết thống, giảm _50%_ tảo hôn ở vùng cao;",
	"- Phát huy tối đa lợi thế cơ cấu dân số vàng, già hoá dân số;",
};

char *bench_deck(int slides, bool same)
{
	GString *deck = g_string_new(NULL);

	for (int n = 1; n <= slides; n++) {
		g_string_append_printf(deck, "%s# Bài số %d\n\n", n > 1 ? "\n---\n\n" : "", n);
		for (size_t i = 0; i < G_N_ELEMENTS(body); i++) {
			/* Words of its own: the lines stand in another order, and each has a number. */
			size_t line = same ? i : (i + (size_t)n) % G_N_ELEMENTS(body);

			g_string_append(deck, body[line]);
			if (!same)
				g_string_append_printf(deck, " %d", (n * 7919 + (int)i * 104) % 1000);
			g_string_append(deck, "\n");
		}
		g_string_append(deck, "\nNguồn: Nghị quyết số 21-NQ/TW ngày 25/10/2017 của Ban Chấp hành\n"
				      "Trung ương Đảng khóa XII về công tác dân số trong tình hình mới.\n");
	}
	return g_string_free(deck, FALSE);
}
