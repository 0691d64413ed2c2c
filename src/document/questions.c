/*
 * Draft questions: a sentence of the document with a document's number, a date or a figure left out. Only what is
 * surely right is asked; whether it is worth asking is for the trainer to say.
 */
#include "document/private.h"
#include "lesson/markdown.h"

#include <string.h>

#define GAP "……"

enum {
	MOST_QUESTIONS = 10, /* when the caller does not say, and of each kind in any case */
	WORDS_BEFORE = 25,   /* of the sentence, around what is left out */
	WORDS_AFTER = 15,
	LEAST_WORDS = 6,
	MOST_SENTENCE = 4000, /* bytes; what is longer is no sentence anybody wrote */
	MOST_OPTIONS = 4,
	LEAST_OPTIONS = 3, /* two dates to choose from is a toss of a coin: then the date is typed */
};

/* A figure with a unit or a per cent after it; not the number of an article, a day, a year, which nobody need know. */
#define FIGURE                                                                                                                          \
	"(?<![\\pL\\pN/.,:%-])"                                                                                                         \
	"(?<!(?i)số\\s|số:\\s|điều\\s|khoản\\s|điểm\\s|mục\\s|phần\\s|chương\\s|năm\\s|tháng\\s|ngày\\s|quý\\s|"  \
	"khóa\\s|khoá\\s|thứ\\s|lần\\s|trang\\s|bài\\s|bảng\\s|hình\\s|giai đoạn\\s|kỳ\\s|từ\\s|đến\\s|article\\s|" \
	"section\\s|page\\s|chapter\\s|figure\\s|table\\s)"                                                                             \
	"\\d+(?:[.,]\\d+)*(?=\\s?%|\\s\\pL)(?!\\s(?i:tháng|năm)\\s\\d)"

enum ask { ASK_DATE, ASK_NUMBER, ASK_FIGURE, ASKS };

/* A question that could be asked. */
struct candidate {
	enum ask ask;
	size_t piece;
	const char *text; /* of the piece */
	struct stretch sentence, excerpt, gap;
	const struct mention *mention; /* of a date or a number */
	char *figure;                  /* as a number key */
};

static void candidate_free(void *data)
{
	struct candidate *candidate = data;

	g_free(candidate->figure);
	g_free(candidate);
}

/* ---- Excerpts ---------------------------------------------------------------------------------------------- */

/* The start of the word that is n words before at, within the text from low. */
static size_t words_back(const char *text, size_t low, size_t at, int n)
{
	while (at > low && (n > 0 || text[at - 1] != ' '))
		n -= text[--at] == ' ';
	return at;
}

static size_t words_on(const char *text, size_t at, size_t high, int n)
{
	while (at < high && (n > 0 || text[at] != ' '))
		n -= text[at++] == ' ';
	return at;
}

static bool is_pause(char c)
{
	return strchr(",;:", c) != NULL;
}

/* Where an excerpt cut off at from begins best: after the first pause that leaves some words before to. */
static size_t begin_at_pause(const char *text, size_t from, size_t to)
{
	size_t latest = words_back(text, from, to, LEAST_WORDS);

	for (size_t i = from; i < latest; i++)
		if (is_pause(text[i]) && text[i + 1] == ' ')
			return i + 2;
	return from;
}

/* Where an excerpt cut off at to ends best: before the last pause after from. */
static size_t end_at_pause(const char *text, size_t from, size_t to)
{
	for (size_t i = to; i > from; i--)
		if (is_pause(text[i - 1]) && text[i] == ' ')
			return i - 1;
	return to;
}

/* What a stem may not hold, because in a question it would become an answer, a gap or a pair. */
static bool is_clean(const char *text, struct stretch s)
{
	for (size_t i = s.start; i < s.end; i++)
		if (strchr("[]|`<>\\", text[i]) || !strncmp(text + i, "→", strlen("→")))
			return false;
	return true;
}

/* Takes as much of the sentence around whole as fits a slide; false when it is no good as a question. */
static bool take_excerpt(struct candidate *c, struct stretch sentence, struct stretch whole)
{
	const char *text = c->text;
	size_t from, to;

	if (sentence.end - sentence.start > MOST_SENTENCE ||
	    count_words(text + sentence.start, sentence.end - sentence.start) < LEAST_WORDS)
		return false;
	from = words_back(text, sentence.start, whole.start, WORDS_BEFORE);
	to = words_on(text, whole.end, sentence.end, WORDS_AFTER);
	c->sentence = sentence;
	c->excerpt.start = from > sentence.start ? begin_at_pause(text, from, whole.start) : from;
	c->excerpt.end = to < sentence.end ? end_at_pause(text, whole.end, to) : to;
	return is_clean(text, c->excerpt);
}

/* ---- Candidates -------------------------------------------------------------------------------------------- */

static void add_candidate(GPtrArray *candidates, const struct candidate *values)
{
	struct candidate *candidate = g_new(struct candidate, 1);

	*candidate = *values;
	g_ptr_array_add(candidates, candidate);
}

static bool take_pair(struct candidate *c, const struct mention *mention)
{
	struct stretch whole = {mention->at.start, mention->date_at.end};
	g_autoptr(GArray) sentences = sentence_split(c->text);

	for (guint i = 0; i < sentences->len; i++) {
		struct stretch sentence = g_array_index(sentences, struct stretch, i);

		if (sentence.start <= whole.start && sentence.end >= whole.end)
			return take_excerpt(c, sentence, whole);
	}
	return false;
}

/*
 * A document is asked for by its date and a date by its document, but each pair one way only: the other question would
 * give the answer away.
 */
static void collect_pairs(GPtrArray *const *candidates, const GPtrArray *pieces, const GPtrArray *references)
{
	bool by_number = false;

	for (guint i = 0; i < references->len && candidates[ASK_DATE]->len < MOST_QUESTIONS; i++) {
		const struct reference *reference = g_ptr_array_index(references, i);
		const struct mention *mention = reference->mention;
		const struct piece *piece = g_ptr_array_index(pieces, mention->piece);
		struct candidate c = {.text = piece->text, .piece = mention->piece, .mention = mention};

		if (!mention->date.year || !take_pair(&c, mention))
			continue;
		c.ask = by_number ? ASK_NUMBER : ASK_DATE;
		c.gap = by_number ? mention->at : mention->date_at;
		add_candidate(candidates[c.ask], &c);
		by_number = !by_number;
	}
}

/*
 * The figure as a key, with a decimal point; NULL when it can be read in two ways ("1,000") or is rather a year. comma
 * is the language's decimal separator.
 */
static char *figure_key(const char *figure, size_t len, char comma)
{
	char group = comma == ',' ? '.' : ',';
	g_autoptr(GString) key = g_string_new(NULL);
	size_t digits = strspn(figure, "0123456789"), at = digits;

	g_string_append_len(key, figure, (gssize)digits);
	while (at < len && figure[at] == group && strspn(figure + at + 1, "0123456789") == 3) {
		g_string_append_len(key, figure + at + 1, 3);
		at += 4;
	}
	if (at < len && (figure[at] == comma || at == digits)) {
		size_t decimals = strspn(figure + at + 1, "0123456789");

		if (decimals > 2)
			return NULL;
		g_string_append_c(key, '.');
		g_string_append_len(key, figure + at + 1, (gssize)decimals);
		at += decimals + 1;
	}
	if (at != len || key->len > 12 || (len == 4 && digits == 4 && strchr("12", figure[0])))
		return NULL;
	return g_strdup(key->str);
}

/* True when the excerpt shows the figure a second time, and so gives the answer away. */
static bool is_shown_again(const struct candidate *c)
{
	g_autofree char *figure = g_strndup(c->text + c->gap.start, c->gap.end - c->gap.start);
	g_autofree char *excerpt = g_strndup(c->text + c->excerpt.start, c->excerpt.end - c->excerpt.start);
	const char *first = strstr(excerpt, figure);

	return !first || strstr(first + 1, figure);
}

/* The first figure of a sentence that can be asked. */
static void collect_figure(GPtrArray *candidates, const struct piece *piece, size_t index, struct stretch sentence,
			   GRegex *pattern, char comma)
{
	g_autofree char *text = g_strndup(piece->text + sentence.start, sentence.end - sentence.start);
	g_autoptr(GMatchInfo) match = NULL;

	g_regex_match(pattern, text, 0, &match);
	for (; g_match_info_matches(match); g_match_info_next(match, NULL)) {
		struct candidate c = {.ask = ASK_FIGURE, .text = piece->text, .piece = index};
		int start = 0, end = 0;

		g_match_info_fetch_pos(match, 0, &start, &end);
		c.gap = (struct stretch){sentence.start + (size_t)start, sentence.start + (size_t)end};
		if (!take_excerpt(&c, sentence, c.gap) || is_shown_again(&c))
			continue;
		c.figure = figure_key(text + start, (size_t)(end - start), comma);
		if (!c.figure)
			continue;
		add_candidate(candidates, &c);
		return;
	}
}

static void collect_figures(GPtrArray *candidates, const GPtrArray *pieces, const struct draft_words *words)
{
	g_autoptr(GRegex) pattern = g_regex_new(FIGURE, 0, 0, NULL);
	char comma = strcmp(words->lang, "vi") ? '.' : ',';

	g_assert(pattern);
	for (guint i = 0; i < pieces->len && candidates->len < MOST_QUESTIONS; i++) {
		const struct piece *piece = g_ptr_array_index(pieces, i);
		g_autoptr(GArray) sentences = sentence_split(piece->text);

		if (piece->kind != PIECE_PARAGRAPH && piece->kind != PIECE_ITEM)
			continue;
		for (guint j = 0; j < sentences->len && candidates->len < MOST_QUESTIONS; j++) {
			struct stretch sentence = g_array_index(sentences, struct stretch, j);

			if (sentence.end - sentence.start <= MOST_SENTENCE)
				collect_figure(candidates, piece, i, sentence, pattern, comma);
		}
	}
}

/* ---- Writing ----------------------------------------------------------------------------------------------- */

/* Every place of the excerpt that says what is asked. A GArray of struct stretch, to be unref'ed. */
static GArray *find_gaps(const struct candidate *c, const GPtrArray *mentions)
{
	GArray *gaps = g_array_new(false, false, sizeof(struct stretch));

	if (c->ask == ASK_FIGURE)
		g_array_append_val(gaps, c->gap);
	for (guint i = 0; c->ask != ASK_FIGURE && i < mentions->len; i++) {
		const struct mention *m = g_ptr_array_index(mentions, i);
		bool same = c->ask == ASK_NUMBER ? !g_strcmp0(m->number, c->mention->number)
						 : !m->number && !date_cmp(m->date, c->mention->date);

		if (m->piece == c->piece && same && m->at.start >= c->excerpt.start && m->at.end <= c->excerpt.end)
			g_array_append_val(gaps, m->at);
	}
	return gaps;
}

/* The excerpt with the gaps left out. */
static void append_excerpt(GString *out, const struct candidate *c, const struct stretch *gaps, size_t n_gaps)
{
	size_t at = c->excerpt.start;
	bool at_start = at == c->sentence.start;

	g_string_append(out, at_start ? "" : "… ");
	for (size_t i = 0; i < n_gaps; i++) {
		markdown_append(out, c->text + at, gaps[i].start - at, at_start);
		g_string_append(out, GAP);
		at = gaps[i].end;
		at_start = false;
	}
	markdown_append(out, c->text + at, c->excerpt.end - at, at_start);
	g_string_append(out, c->excerpt.end < c->sentence.end ? " …\n" : "\n");
}

static int date_pointer_cmp(const void *a, const void *b)
{
	const struct date_key *first = a, *second = b;

	return date_cmp(*first, *second);
}

static bool has_date(const GArray *dates, struct date_key date)
{
	for (guint i = 0; i < dates->len; i++)
		if (!date_cmp(g_array_index(dates, struct date_key, i), date))
			return true;
	return false;
}

/* The right date and others of the document, the ones named first; in the order of time, so that its place says
 * nothing. */
static GArray *date_options(struct date_key right, const GPtrArray *mentions)
{
	GArray *dates = g_array_new(false, false, sizeof(struct date_key));

	g_array_append_val(dates, right);
	for (guint i = 0; i < mentions->len && dates->len < MOST_OPTIONS; i++) {
		const struct mention *mention = g_ptr_array_index(mentions, i);

		if (!mention->number && !has_date(dates, mention->date))
			g_array_append_val(dates, mention->date);
	}
	g_array_sort(dates, date_pointer_cmp);
	return dates;
}

static void append_date_answers(GString *out, struct date_key right, const GPtrArray *mentions)
{
	g_autoptr(GArray) dates = date_options(right, mentions);

	if (dates->len < LEAST_OPTIONS) {
		g_autofree char *text = date_text(right);

		g_string_append_printf(out, "[[@ %s]]\n", text);
		return;
	}
	for (guint i = 0; i < dates->len; i++) {
		struct date_key date = g_array_index(dates, struct date_key, i);
		g_autofree char *text = date_text(date);

		g_string_append_printf(out, "%u. [%c] %s\n", i + 1, date_cmp(date, right) ? ' ' : 'x', text);
	}
}

static void append_question(GString *out, const struct candidate *c, int number, const GPtrArray *mentions,
			    const struct draft_words *words)
{
	const char *const titles[ASKS] = {
		[ASK_DATE] = words->ask_date,
		[ASK_NUMBER] = words->ask_number,
		[ASK_FIGURE] = words->ask_figure,
	};
	g_autoptr(GArray) gaps = find_gaps(c, mentions);

	g_string_append_printf(out, "\n## %s\n<!-- quiz id=draft-%d draft=yes -->\n\n", titles[c->ask], number);
	append_excerpt(out, c, (const struct stretch *)(void *)gaps->data, gaps->len);
	g_string_append_c(out, '\n');
	if (c->ask == ASK_DATE)
		append_date_answers(out, c->mention->date, mentions);
	else if (c->ask == ASK_NUMBER)
		g_string_append_printf(out, "[[%s]]\n", c->mention->number);
	else
		g_string_append_printf(out, "[[= %s]]\n", c->figure);
	g_string_append(out, "\n> ");
	append_excerpt(out, c, NULL, 0);
}

void questions_append(GString *out, const GPtrArray *pieces, const GPtrArray *mentions, const GPtrArray *references,
		      const struct draft_words *words, int most)
{
	GPtrArray *candidates[ASKS];
	int written = 0;

	for (int ask = 0; ask < ASKS; ask++)
		candidates[ask] = g_ptr_array_new_with_free_func(candidate_free);
	most = most < 0 ? MOST_QUESTIONS : most;
	collect_pairs(candidates, pieces, references);
	collect_figures(candidates[ASK_FIGURE], pieces, words);
	/* One of each kind by turns, so that few questions are still of all kinds. */
	for (guint round = 0, left = 1; left && written < most; round++) {
		left = 0;
		for (int ask = 0; ask < ASKS && written < most; ask++) {
			if (round >= candidates[ask]->len)
				continue;
			append_question(out, g_ptr_array_index(candidates[ask], round), ++written, mentions, words);
			left = 1;
		}
	}
	for (int ask = 0; ask < ASKS; ask++)
		g_ptr_array_unref(candidates[ask]);
}
