/* Item analysis: totals of the attempts, then a pass over the marks, then a sort a question. */
#include "quiz/statistics.h"

#include <float.h>
#include <math.h>
#include <string.h>

#define SAME 1e-9 /* of the maximum: what sums of thirds may differ by */

size_t choice_count_total(const struct choice_count *count)
{
	return count->by_third[THIRD_LOWER] + count->by_third[THIRD_MIDDLE] + count->by_third[THIRD_UPPER];
}

/* ---- Two figures of the same attempts ---------------------------------------------------------------------- */

struct range {
	double low, high;
};

/* Welford's sums: one pass, and no difference of large numbers. */
struct pair {
	size_t n;
	double mean_a, mean_b;
	double aa, bb, ab; /* sums of products of deviations */
	struct range a, b;
};

static void range_add(struct range *range, size_t n, double value)
{
	range->low = n == 0 ? value : MIN(range->low, value);
	range->high = n == 0 ? value : MAX(range->high, value);
}

static bool varies(const struct range *range)
{
	return range->high - range->low > SAME;
}

static void pair_add(struct pair *pair, double a, double b)
{
	range_add(&pair->a, pair->n, a);
	range_add(&pair->b, pair->n, b);
	pair->n++;
	double n = (double)pair->n;
	double from_old_a = a - pair->mean_a, from_old_b = b - pair->mean_b;
	pair->mean_a += from_old_a / n;
	pair->mean_b += from_old_b / n;
	pair->aa += from_old_a * (a - pair->mean_a);
	pair->bb += from_old_b * (b - pair->mean_b);
	pair->ab += from_old_a * (b - pair->mean_b);
}

/* With n − 1; NAN for fewer than two. */
static double variance(size_t n, double squares, const struct range *range)
{
	if (n < 2)
		return NAN;
	return varies(range) ? squares / (double)(n - 1) : 0;
}

/* NAN where one of the two does not vary. Next to nothing is nothing, so that rounding decides no sign. */
static double correlation(const struct pair *pair)
{
	if (pair->n < 2 || !varies(&pair->a) || !varies(&pair->b))
		return NAN;
	double r = pair->ab / sqrt(pair->aa * pair->bb);
	return fabs(r) < SAME ? 0 : fmax(-1, fmin(r, 1));
}

static double covariance(const struct pair *pair)
{
	if (pair->n < 2)
		return NAN;
	double r = correlation(pair);
	return isnan(r) || r == 0 ? 0 : pair->ab / (double)(pair->n - 1);
}

/* ---- Attempts ---------------------------------------------------------------------------------------------- */

/* What the analysis holds beside the table: six doubles an attempt. */
struct work {
	const struct marks_table *table;
	double *totals, *maxima;          /* T and M */
	double *sorted, *sorted2, *spare; /* for sorting */
	double *grades;                   /* the grades there are, ascending */
	size_t n_grades;
	double lower_to, upper_from; /* grades at which the thirds end and begin */
	struct pair *with_total;     /* a question: x ÷ m and T ÷ M */
	struct pair *with_rest;      /* a question: x ÷ m and X ÷ (M − m) */
};

static double mark_at(const struct work *work, size_t attempt, size_t question)
{
	return work->table->marks[attempt * work->table->n_questions + question];
}

/* False when the question was the only one of the attempt that could earn anything. */
static bool rest_of(const struct work *work, size_t attempt, size_t question, double *rest)
{
	double maximum = work->maxima[attempt] - work->table->maxima[question];

	if (maximum <= SAME * work->maxima[attempt])
		return false;
	*rest = (work->totals[attempt] - mark_at(work, attempt, question)) / maximum;
	return true;
}

/* The bits of a number as an integer that sorts as the number does. */
static uint64_t key_of(double value)
{
	uint64_t bits;

	memcpy(&bits, &value, sizeof bits);
	return bits >> 63 ? ~bits : bits | UINT64_C(1) << 63;
}

/*
 * Sorts by bytes from the lowest to the highest, passing over those that all have in common: several times as fast as
 * qsort() on fifty thousand marks, and there are two sorts a question. spare is as long as values.
 */
static void sort(double *values, double *spare, size_t n)
{
	double *from = values, *to = spare;
	size_t counts[8][256] = {0};

	for (size_t i = 0; i < n; i++) {
		uint64_t key = key_of(values[i]);
		for (unsigned byte = 0; byte < 8; byte++)
			counts[byte][key >> 8 * byte & 255]++;
	}
	for (unsigned byte = 0; byte < 8 && n > 0; byte++) {
		size_t *places = counts[byte], place = 0;

		if (places[key_of(values[0]) >> 8 * byte & 255] == n)
			continue;
		for (size_t digit = 0; digit < 256; digit++) {
			size_t count = places[digit];
			places[digit] = place;
			place += count;
		}
		for (size_t i = 0; i < n; i++)
			to[places[key_of(from[i]) >> 8 * byte & 255]++] = from[i];
		double *swap = from;
		from = to;
		to = swap;
	}
	if (from != values)
		memcpy(values, from, n * sizeof *values);
}

static void sum_attempts(struct work *work)
{
	const struct marks_table *table = work->table;

	for (size_t a = 0; a < table->n_attempts; a++) {
		for (size_t q = 0; q < table->n_questions; q++) {
			double mark = mark_at(work, a, q);
			if (isnan(mark))
				continue;
			g_assert(isfinite(mark));
			work->totals[a] += mark;
			work->maxima[a] += table->maxima[q];
		}
		if (work->maxima[a] > 0)
			work->grades[work->n_grades++] = work->totals[a] / work->maxima[a];
	}
	sort(work->grades, work->spare, work->n_grades);
}

/* ---- Thirds ------------------------------------------------------------------------------------------------ */

static void find_thirds(struct work *work)
{
	size_t n = work->n_grades;

	work->lower_to = -DBL_MAX;
	work->upper_from = DBL_MAX;
	for (size_t begin = 0, end; begin < n; begin = end) {
		for (end = begin + 1; end < n && work->grades[end] - work->grades[end - 1] <= SAME;)
			end++;
		size_t third = 3 * (begin + end) / (2 * n);
		if (third == THIRD_LOWER)
			work->lower_to = work->grades[end - 1];
		else if (third == THIRD_UPPER)
			work->upper_from = fmin(work->upper_from, work->grades[begin]);
	}
}

static enum third third_of(const struct work *work, size_t attempt)
{
	if (work->maxima[attempt] <= 0)
		return THIRD_MIDDLE;
	double grade = work->totals[attempt] / work->maxima[attempt];
	return grade <= work->lower_to ? THIRD_LOWER : grade >= work->upper_from ? THIRD_UPPER : THIRD_MIDDLE;
}

/* ---- The pass over the marks ------------------------------------------------------------------------------- */

static void count_choices(const struct work *work, struct item_statistics *item, size_t at, enum third third)
{
	uint32_t ticked = work->table->choices[at];

	if (ticked == 0)
		item->open.by_third[third]++;
	for (unsigned option = 0; option < item->n_options; option++)
		item->options[option].by_third[third] += ticked >> option & 1;
}

static void add_mark(struct work *work, struct item_statistics *item, size_t attempt, size_t question)
{
	double mark = mark_at(work, attempt, question), maximum = work->table->maxima[question], rest;

	item->n++;
	if (mark >= maximum - SAME * maximum && maximum > 0)
		item->right++;
	else if (mark > SAME * maximum)
		item->partial++;
	else
		item->wrong++;
	if (maximum <= 0)
		return;
	pair_add(&work->with_total[question], mark / maximum, work->totals[attempt] / work->maxima[attempt]);
	if (rest_of(work, attempt, question, &rest))
		pair_add(&work->with_rest[question], mark / maximum, rest);
}

static void pass(struct work *work, struct statistics *statistics)
{
	const struct marks_table *table = work->table;

	for (size_t a = 0; a < table->n_attempts; a++) {
		enum third third = third_of(work, a);

		statistics->thirds[third]++;
		statistics->third_of[a] = (unsigned char)third;
		for (size_t q = 0; q < table->n_questions; q++) {
			struct item_statistics *item = &statistics->items[q];

			if (isnan(mark_at(work, a, q)))
				continue;
			add_mark(work, item, a, q);
			if (item->n_options > 0)
				count_choices(work, item, a * table->n_questions + q, third);
		}
	}
}

/* ---- Questions --------------------------------------------------------------------------------------------- */

/* The sum of products of deviations when both are sorted: the most they can go together. */
static double products_at_best(const struct work *work, size_t question, const struct pair *pair)
{
	double maximum = work->table->maxima[question], rest, sum = 0;
	size_t n = 0;

	for (size_t a = 0; a < work->table->n_attempts; a++) {
		double mark = mark_at(work, a, question);
		if (isnan(mark) || !rest_of(work, a, question, &rest))
			continue;
		work->sorted[n] = mark / maximum;
		work->sorted2[n++] = rest;
	}
	sort(work->sorted, work->spare, n);
	sort(work->sorted2, work->spare, n);
	for (size_t i = 0; i < n; i++)
		sum += (work->sorted[i] - pair->mean_a) * (work->sorted2[i] - pair->mean_b);
	return sum;
}

static void item_init(struct item_statistics *item, const struct marks_table *table, size_t question)
{
	item->guess = table->guesses ? table->guesses[question] : NAN;
	if (table->choices == NULL)
		return;
	item->n_options = MIN(table->n_options[question], STATISTICS_OPTIONS);
	item->key = table->keys[question];
	item->options = g_new0(struct choice_count, item->n_options);
}

static void item_finish(struct item_statistics *item, const struct work *work, size_t question)
{
	const struct pair *total = &work->with_total[question], *rest = &work->with_rest[question];

	item->facility = total->n > 0 ? total->mean_a : NAN;
	item->sd = sqrt(variance(total->n, total->aa, &total->a));
	item->discrimination = correlation(rest);
	item->efficiency = NAN;
	if (!isnan(item->discrimination))
		item->efficiency =
			item->discrimination == 0 ? 0 : fmin(rest->ab / products_at_best(work, question, rest), 1);
}

static void weigh(const struct work *work, struct statistics *statistics)
{
	const double *maxima = work->table->maxima;
	double all = 0, covariances = 0;

	for (size_t a = 0; a < work->table->n_attempts; a++)
		all += work->maxima[a];
	for (size_t q = 0; q < statistics->n_items; q++) {
		double shared = covariance(&work->with_total[q]) * maxima[q];
		if (shared > 0)
			covariances += sqrt(shared);
	}
	for (size_t q = 0; q < statistics->n_items; q++) {
		struct item_statistics *item = &statistics->items[q];
		double shared = item->n < 2 ? NAN : maxima[q] > 0 ? covariance(&work->with_total[q]) * maxima[q] : 0;

		item->intended_weight = all > 0 ? maxima[q] * (double)item->n / all : NAN;
		item->effective_weight = shared >= 0 && covariances > 0 ? sqrt(shared) / covariances : NAN;
	}
}

/* ---- The quiz ---------------------------------------------------------------------------------------------- */

static double median(const double *sorted, size_t n)
{
	if (n == 0)
		return NAN;
	return (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
}

static void describe_grades(const struct work *work, struct statistics *statistics)
{
	size_t count = work->n_grades;
	double n = (double)count, sum = 0, m2 = 0, m3 = 0, m4 = 0;

	statistics->n = count;
	statistics->mean = statistics->sd = statistics->skewness = statistics->kurtosis = NAN;
	statistics->median = median(work->grades, count);
	if (count == 0)
		return;
	for (size_t i = 0; i < count; i++)
		sum += work->grades[i];
	statistics->mean = sum / n;
	for (size_t i = 0; i < count; i++) {
		double d = work->grades[i] - statistics->mean;
		m2 += d * d / n;
		m3 += d * d * d / n;
		m4 += d * d * d * d / n;
	}

	struct range range = {work->grades[0], work->grades[count - 1]};
	double k2 = variance(count, m2 * n, &range);
	statistics->sd = sqrt(k2);
	if (count >= 3 && varies(&range))
		statistics->skewness = n * n * m3 / ((n - 1) * (n - 2)) / pow(k2, 1.5);
	if (count >= 4 && varies(&range)) {
		double k4 = n * n * ((n + 1) * m4 - 3 * (n - 1) * m2 * m2) / ((n - 1) * (n - 2) * (n - 3));
		statistics->kurtosis = k4 / (k2 * k2);
	}
}

/* Cronbach's α; NAN where it is not defined. All have the same M here, of which the intended weight is a share. */
static double alpha(const struct statistics *statistics)
{
	double variances = 0;
	size_t p = 0;

	for (size_t q = 0; q < statistics->n_items; q++) {
		const struct item_statistics *item = &statistics->items[q];

		if (item->n == 0 || isnan(item->facility))
			continue;
		if (item->n != statistics->n)
			return NAN;
		p++;
		variances += pow(item->sd * item->intended_weight, 2);
	}
	if (statistics->n < 3 || p < 2 || statistics->sd <= 0)
		return NAN;
	return fmin((double)p / (double)(p - 1) * (1 - variances / pow(statistics->sd, 2)), 1);
}

/* ---- All together ------------------------------------------------------------------------------------------ */

static void work_init(struct work *work, const struct marks_table *table)
{
	size_t n = table->n_attempts;

	*work = (struct work){
		.table = table,
		.totals = g_new0(double, n),
		.maxima = g_new0(double, n),
		.sorted = g_new(double, n),
		.sorted2 = g_new(double, n),
		.spare = g_new(double, n),
		.grades = g_new(double, n),
		.with_total = g_new0(struct pair, table->n_questions),
		.with_rest = g_new0(struct pair, table->n_questions),
	};
	sum_attempts(work);
	find_thirds(work);
}

static void work_clear(struct work *work)
{
	g_free(work->totals);
	g_free(work->maxima);
	g_free(work->sorted);
	g_free(work->sorted2);
	g_free(work->spare);
	g_free(work->grades);
	g_free(work->with_total);
	g_free(work->with_rest);
}

struct statistics *statistics_new(const struct marks_table *table)
{
	struct statistics *statistics = g_new0(struct statistics, 1);
	struct work work;

	statistics->n_items = table->n_questions;
	statistics->items = g_new0(struct item_statistics, statistics->n_items);
	statistics->third_of = g_new0(unsigned char, table->n_attempts);
	for (size_t q = 0; q < statistics->n_items; q++)
		item_init(&statistics->items[q], table, q);

	work_init(&work, table);
	pass(&work, statistics);
	for (size_t q = 0; q < statistics->n_items; q++)
		item_finish(&statistics->items[q], &work, q);
	weigh(&work, statistics);
	describe_grades(&work, statistics);
	work_clear(&work);

	statistics->consistency = alpha(statistics);
	statistics->error_ratio = sqrt(1 - statistics->consistency);
	statistics->standard_error = statistics->error_ratio * statistics->sd;
	return statistics;
}

void statistics_free(struct statistics *statistics)
{
	if (statistics == NULL)
		return;
	for (size_t q = 0; q < statistics->n_items; q++)
		g_free(statistics->items[q].options);
	g_free(statistics->items);
	g_free(statistics->third_of);
	g_free(statistics);
}
