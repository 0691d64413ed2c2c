#include "screens/pace.h"
#include "text/i18n.h"

#include <glib.h>
#include <time.h>

#define MINUTE 60000

/* What a slide without minutes is given: its share of what the others leave of the timer. */
static double share_of_others(const struct lesson *lesson, int timer)
{
	int64_t planned = 0;
	size_t others = 0;

	for (size_t i = 0; i < lesson->n_slides; i++) {
		planned += (int64_t)lesson->slides[i].minutes * MINUTE;
		others += lesson->slides[i].minutes == 0;
	}
	return others > 0 ? (double)MAX((int64_t)timer * 1000 - planned, 0) / (double)others : 0;
}

/* When the slide should come up, and when it should be gone. False when there is no plan. */
static bool plan(const struct lesson *lesson, int timer, size_t slide, int64_t *from, int64_t *to)
{
	double other = share_of_others(lesson, timer), at = 0, length = 0;
	bool has_minutes = false;

	for (size_t i = 0; i < lesson->n_slides; i++) {
		int minutes = lesson->slides[i].minutes;
		has_minutes |= minutes > 0;
		if (i > slide)
			continue;
		at += length;
		length = minutes > 0 ? (double)minutes * MINUTE : other;
	}
	*from = (int64_t)at;
	*to = (int64_t)(at + length);
	return has_minutes || timer > 0;
}

struct pace pace_at(const struct lesson *lesson, const struct standing *at, int64_t now)
{
	struct pace pace = {.has_timer = at->timer > 0};
	int64_t from, to;

	pace.elapsed = at->began > 0 ? MAX(now - at->began, 0) : 0;
	pace.remaining = (int64_t)at->timer * 1000 - pace.elapsed;
	pace.has_plan = plan(lesson, at->timer, at->slide, &from, &to) && at->began > 0;
	if (pace.has_plan && pace.elapsed < from)
		pace.late = pace.elapsed - from;
	else if (pace.has_plan && pace.elapsed > to)
		pace.late = pace.elapsed - to;
	return pace;
}

char *pace_clock(int64_t milliseconds)
{
	int64_t seconds = (milliseconds < 0 ? -milliseconds : milliseconds) / 1000;
	int hours = (int)(seconds / 3600), minutes = (int)(seconds / 60 % 60), rest = (int)(seconds % 60);

	return hours > 0 ? g_strdup_printf("%d:%02d:%02d", hours, minutes, rest)
			 : g_strdup_printf("%d:%02d", minutes, rest);
}

/* Not by GDateTime, which looks for another time zone on the disk each time. */
char *pace_time_of_day(int64_t milliseconds)
{
	const time_t seconds = (time_t)(milliseconds / 1000);
	struct tm local = {0};

	localtime_r(&seconds, &local);
	return g_strdup_printf("%02d:%02d", local.tm_hour, local.tm_min);
}

/* In whole minutes: nobody talks by the second. */
static char *lateness(int64_t late)
{
	int minutes = (int)((late < 0 ? -late : late) / MINUTE);

	if (minutes == 0)
		return g_strdup(_("on time"));
	return late > 0 ? g_strdup_printf(_("%d min behind"), minutes) : g_strdup_printf(_("%d min ahead"), minutes);
}

static char *gone(const struct pace *pace)
{
	g_autofree char *time = pace_clock(pace->elapsed);

	return g_strdup_printf(_("%s gone"), time);
}

static char *left(const struct pace *pace)
{
	g_autofree char *time = pace_clock(pace->remaining);

	return g_strdup_printf(pace->remaining < 0 ? _("%s over") : _("%s left"), time);
}

static char *join(const struct pace *pace, bool short_of_room)
{
	GPtrArray *parts = g_ptr_array_new_with_free_func(g_free);

	if (!pace->has_timer || !short_of_room)
		g_ptr_array_add(parts, gone(pace));
	if (pace->has_timer)
		g_ptr_array_add(parts, left(pace));
	if (pace->has_plan)
		g_ptr_array_add(parts, lateness(pace->late));
	g_ptr_array_add(parts, NULL);
	char *text = g_strjoinv(short_of_room ? "  " : "   ", (char **)parts->pdata);
	g_ptr_array_unref(parts);
	return text;
}

char *pace_text(const struct pace *pace)
{
	return join(pace, false);
}

char *pace_short_text(const struct pace *pace)
{
	return join(pace, true);
}
