/* Rich text: its runs, links and gaps as stretches in roles. */
#include "layout/private.h"
#include "text/text.h"

#include <string.h>

#define EMPTY_GAP "______"

/* The role of a run on text in the role base. Headings and the like stay what they are, and only lean or thicken. */
static enum role run_role(const struct run *run, enum role base, unsigned int *attr)
{
	bool body = base == ROLE_TEXT || base == ROLE_QUOTE;

	*attr = 0;
	if ((run->style & RUN_CODE) && body)
		return ROLE_CODE;
	if (run->style & RUN_EMPHASIS)
		*attr |= CELL_ITALIC;
	if (run->style & RUN_STRONG)
		*attr |= CELL_BOLD;
	if ((run->style & RUN_LINK) && body)
		return ROLE_LINK;
	if (run->style & RUN_STRIKE)
		return ROLE_DIM;
	if (base != ROLE_TEXT)
		return base;
	if (run->style & RUN_STRONG) {
		*attr &= ~(unsigned int)CELL_BOLD;
		return ROLE_STRONG;
	}
	if (run->style & RUN_EMPHASIS) {
		*attr = 0;
		return ROLE_EMPHASIS;
	}
	return base;
}

static void put_gap(struct flow *flow, struct line *out, const struct run *run)
{
	const struct layout_options *options = flow->options;
	const char *text = options->gaps && (size_t)run->gap < options->n_gaps ? options->gaps[run->gap] : "";
	enum role role = run->gap + 1 == options->focus ? ROLE_SELECTED : options->gaps ? ROLE_INPUT : ROLE_ACCENT;

	if (flow->numbers_gaps) {
		char number[24];
		int len = g_snprintf(number, sizeof(number), "(%d)\u00a0", run->gap + 1);
		line_put(out, ROLE_BULLET, 0, flow->step, number, (size_t)len, 0);
	}
	if (*text == '\0')
		text = EMPTY_GAP;
	line_put(out, role, 0, flow->step, text, strlen(text), 0);
}

/* The number of an address among the page's links, from 1; 0 when it needs none. */
static int link_number(struct flow *flow, const struct rich *rich, const struct run *run)
{
	const char *url = run->url;

	if (!flow->links || !url || *url == '\0' || *url == '#')
		return 0;
	if (strlen(url) == run->len && memcmp(url, rich->text + run->start, run->len) == 0)
		return 0;
	int number = GPOINTER_TO_INT(g_hash_table_lookup(flow->link_numbers, url));
	if (number == 0) {
		g_array_append_val(flow->links, url);
		number = (int)flow->links->len;
		g_hash_table_insert(flow->link_numbers, g_strdup(url), GINT_TO_POINTER(number));
	}
	return number;
}

/* True when the next run goes on with the same link: "[a **b**](u)" is two runs. */
static bool link_goes_on(const struct rich *rich, size_t i)
{
	const struct run *run = &rich->runs[i], *next = run + 1;

	return i + 1 < rich->n_runs && (next->style & RUN_LINK) && next->start == run->start + run->len &&
	       g_strcmp0(next->url, run->url) == 0;
}

static void put_plain(struct line *out, enum role role, unsigned int attr, int step, const char *text, size_t len)
{
	/* A tab has no width of its own on a grid. */
	for (const char *tab; (tab = memchr(text, '\t', len));) {
		size_t before = (size_t)(tab - text);
		line_put(out, role, attr, step, text, before, 0);
		line_put(out, role, attr, step, " ", 1, 0);
		text += before + 1;
		len -= before + 1;
	}
	line_put(out, role, attr, step, text, len, 0);
}

static void put_run(struct flow *flow, struct line *out, const struct rich *rich, size_t i, enum role base)
{
	const struct run *run = &rich->runs[i];
	unsigned int attr;
	enum role role = run_role(run, base, &attr);

	if (run->style & RUN_GAP) {
		put_gap(flow, out, run);
		return;
	}
	put_plain(out, role, attr, flow->step, rich->text + run->start, run->len);
	int number = (run->style & RUN_LINK) && !link_goes_on(rich, i) ? link_number(flow, rich, run) : 0;
	if (number > 0) {
		char text[16];
		int len = g_snprintf(text, sizeof(text), "[%d]", number);
		line_put(out, ROLE_DIM, 0, flow->step, text, (size_t)len, 0);
	}
}

void rich_put(struct flow *flow, struct line *out, const struct rich *rich, enum role role)
{
	size_t at = 0;

	for (size_t i = 0; i < rich->n_runs; i++) {
		const struct run *run = &rich->runs[i];
		if (run->start > at)
			put_plain(out, role, 0, flow->step, rich->text + at, run->start - at);
		put_run(flow, out, rich, i, role);
		at = run->start + run->len;
	}
	put_plain(out, role, 0, flow->step, rich->text + at, rich->len - at);
}

void rich_wrap(struct flow *flow, const struct rich *rich, enum role role, int width, GPtrArray *out)
{
	struct line text;

	line_init(&text);
	rich_put(flow, &text, rich, role);
	line_wrap(&text, width, out);
	line_clear(&text);
}
