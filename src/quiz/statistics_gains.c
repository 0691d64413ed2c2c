/* Before compared with after. */
#include "quiz/statistics.h"

#include <math.h>

#define SAME 1e-9

/* Welford's mean and squares of one series. */
struct series {
	size_t n;
	double mean, squares;
};

static void series_add(struct series *series, double value)
{
	double from_old = value - series->mean;

	series->n++;
	series->mean += from_old / (double)series->n;
	series->squares += from_old * (value - series->mean);
}

static double series_mean(const struct series *series)
{
	return series->n > 0 ? series->mean : NAN;
}

/* With n − 1. */
static double series_sd(const struct series *series)
{
	return series->n < 2 ? NAN : sqrt(series->squares / (double)(series->n - 1));
}

/* Not by what rounding leaves of nothing. */
static double quotient(double a, double b)
{
	return b > SAME ? a / b : NAN;
}

struct sums {
	struct series pre, post, gain, only_pre, only_post, hake;
};

static void add_matched(struct gains *gains, struct sums *sums, double pre, double post)
{
	double gain = post - pre;

	gains->matched++;
	series_add(&sums->pre, pre);
	series_add(&sums->post, post);
	series_add(&sums->gain, gain);
	*(gain > SAME ? &gains->better : gain < -SAME ? &gains->worse : &gains->same) += 1;
	if (1 - pre > SAME)
		series_add(&sums->hake, gain / (1 - pre));
}

static void compare_grades(struct gains *gains, const struct pairs_table *table)
{
	struct sums sums = {0};

	for (size_t i = 0; i < table->n_persons; i++) {
		double pre = table->pre[i], post = table->post[i];

		if (!isnan(pre) && !isnan(post))
			add_matched(gains, &sums, pre, post);
		else if (!isnan(pre))
			series_add(&sums.only_pre, pre);
		else if (!isnan(post))
			series_add(&sums.only_post, post);
	}

	gains->only_pre = sums.only_pre.n;
	gains->only_post = sums.only_post.n;
	gains->only_pre_mean = series_mean(&sums.only_pre);
	gains->only_post_mean = series_mean(&sums.only_post);
	gains->pre_mean = series_mean(&sums.pre);
	gains->post_mean = series_mean(&sums.post);
	gains->pre_sd = series_sd(&sums.pre);
	gains->post_sd = series_sd(&sums.post);
	gains->gain = series_mean(&sums.gain);
	gains->gain_sd = series_sd(&sums.gain);
	gains->hake_class = quotient(gains->gain, 1 - gains->pre_mean);
	gains->hake_persons = series_mean(&sums.hake);
	gains->hake_n = sums.hake.n;
	gains->d_av =
		quotient(gains->gain, sqrt((gains->pre_sd * gains->pre_sd + gains->post_sd * gains->post_sd) / 2));
	gains->d_z = quotient(gains->gain, gains->gain_sd);
}

static void follow(struct flow *flow, double before, double after)
{
	bool was = before >= 1 - SAME, is = after >= 1 - SAME;

	*(was ? is ? &flow->right_right : &flow->right_wrong : is ? &flow->wrong_right : &flow->wrong_wrong) += 1;
	flow->n++;
	flow->pre += (before - flow->pre) / (double)flow->n;
	flow->post += (after - flow->post) / (double)flow->n;
}

static void compare_questions(struct gains *gains, const struct pairs_table *table)
{
	for (size_t i = 0; i < table->n_persons; i++)
		for (size_t q = 0; q < table->n_questions; q++) {
			double before = table->pre_fractions[i * table->n_questions + q];
			double after = table->post_fractions[i * table->n_questions + q];

			if (!isnan(before) && !isnan(after))
				follow(&gains->flows[q], before, after);
		}
	for (size_t q = 0; q < table->n_questions; q++)
		if (gains->flows[q].n == 0)
			gains->flows[q].pre = gains->flows[q].post = NAN;
}

struct gains *gains_new(const struct pairs_table *table)
{
	struct gains *gains = g_new0(struct gains, 1);

	gains->flows = g_new0(struct flow, table->n_questions);
	gains->n_flows = table->n_questions;
	compare_grades(gains, table);
	compare_questions(gains, table);
	return gains;
}

void gains_free(struct gains *gains)
{
	if (gains == NULL)
		return;
	g_free(gains->flows);
	g_free(gains);
}
