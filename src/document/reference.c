/* The numbers of official documents and the dates in a text, and which date belongs to which number. */
#include "document/private.h"

#include <string.h>

#define KINDS                                                                                                                                            \
	"Nghị quyết|Nghị định|Quyết định|Chỉ thị|Chương trình hành động|Chương trình|Thông tư liên tịch|Thông tư|"    \
	"Kế hoạch|Kết luận|Hướng dẫn|Luật|Pháp lệnh|Công văn|Công điện|Báo cáo|Tờ trình|Thông báo|Đề án|Quy định|" \
	"Quy chế"

/* 21-NQ/TW, 723/QĐ-UBND, 02/2021/TT-BYT, with what kind of document it is and "số" where they stand before it. */
#define NUMBER                                                                                                         \
	"(?:(?<kind>(?i:" KINDS "))\\s+)?(?:(?<so>(?i:số))\\s*:?\\s*)?(?<![\\pL\\pN/-])"                             \
	"(?<number>\\d{1,5}(?:/(?:19|20)\\d\\d)?[-/]\\p{Lu}\\pL{0,7}\\d{0,3}(?<more>(?:[-/"                            \
	"]\\p{Lu}\\pL{0,10}\\d{0,3}){0,3}))"                                                                           \
	"(?![\\pL\\pN])"

/* 22 tháng 01 năm 2018, 9/5/2018, 09-05-2018, 9.5.2018; 2018-05-09. */
#define DATE                                                                                                           \
	"(?<![\\d/.-])(?:(\\d{1,2})\\s?(?:tháng|[/.-])\\s?(\\d{1,2})\\s?(?:năm|[/.-])\\s?(\\d{4})|"                  \
	"(\\d{4})-(\\d{2})-(\\d{2}))(?![\\d/-]|\\.\\d)"

/* What may stand between a number and its own date. */
#define BEFORE_DATE                                                                                                    \
	"^[\\s,(]*(?:(?:(?:của|do)\\s[^.;:\\d]{1,120}?\\s)?(?:\\p{Lu}[\\pL ]{1,40},\\s)?(?:ban "                     \
	"hành\\s)?(?:ký\\s)?ngày\\s)?$"

/* Where one of these stands in between, date or subject belong to something else. */
#define ANOTHER "(?<!\\pL)(?i:" KINDS "|họp|tại|từ|đến|vào|trước|sau|thực hiện|triển khai|sửa đổi|thay thế)(?!\\pL)"

/* What a document is about, after its number. */
#define SUBJECT                                                                                                        \
	"^(?<between>(?:[\\s,(]*ngày [^.;:]{1,40}?\\d{4}\\)?)?[^.;:]{0,160}?)\\s(?<subject>về\\s[^.;:,()\\d]{5,200})"

enum {
	MOST_BETWEEN = 200, /* bytes between a number and its date */
	MOST_SENTENCE_WORDS = 400,
	MOST_SENTENCE = 16000, /* bytes */
	MOST_TAIL = 600,       /* bytes after a number in which its subject is looked for */
	MOST_SUBJECT_WORDS = 25,
	MOST_TITLES = 20,      /* mentions of one document read for its title */
	MOST_REFERENCES = 100, /* a list of sources nobody reads to its end helps nobody */
};

enum pattern { PATTERN_NUMBER, PATTERN_DATE, PATTERN_BEFORE_DATE, PATTERN_ANOTHER, PATTERN_SUBJECT, PATTERNS };

static const struct {
	const char *source;
	GRegexCompileFlags flags;
} patterns[PATTERNS] = {
	[PATTERN_NUMBER] = {NUMBER, 0},           [PATTERN_DATE] = {DATE, G_REGEX_CASELESS},
	[PATTERN_BEFORE_DATE] = {BEFORE_DATE, 0}, [PATTERN_ANOTHER] = {ANOTHER, 0},
	[PATTERN_SUBJECT] = {SUBJECT, 0},
};

static GRegex *compile(enum pattern pattern)
{
	GRegex *regex = g_regex_new(patterns[pattern].source, patterns[pattern].flags, 0, NULL);

	g_assert(regex);
	return regex;
}

/* ---- Dates ------------------------------------------------------------------------------------------------- */

int date_cmp(struct date_key a, struct date_key b)
{
	int days_a = (a.year * 12 + a.month) * 31 + a.day, days_b = (b.year * 12 + b.month) * 31 + b.day;

	return (days_a > days_b) - (days_a < days_b);
}

/* Decree 30/2020: a nought before days under 10 and the months 1 and 2, so that nobody can write another digit there.
 */
char *date_text(struct date_key date)
{
	return g_strdup_printf("%02d/%s%d/%d", date.day, date.month < 3 ? "0" : "", date.month, date.year);
}

static int captured_number(const GMatchInfo *match, int group)
{
	g_autofree char *digits = g_match_info_fetch(match, group);

	return digits ? (int)g_ascii_strtoull(digits, NULL, 10) : 0;
}

/* The date that matched, with year 0 when there is no such day. */
static struct date_key captured_date(const GMatchInfo *match)
{
	int first = captured_number(match, 3) ? 1 : 4, step = first == 1 ? 1 : -1, day = first == 1 ? 1 : 6;
	struct date_key date = {
		.day = captured_number(match, day),
		.month = captured_number(match, day + step),
		.year = captured_number(match, day + 2 * step),
	};

	if (date.year < 1900 || date.year > 2199 || date.month < 1 || date.month > 12 || date.day < 1 ||
	    !g_date_valid_dmy((GDateDay)date.day, (GDateMonth)date.month, (GDateYear)date.year))
		date.year = 0;
	return date;
}

/* ---- Mentions ---------------------------------------------------------------------------------------------- */

static void mention_free(void *data)
{
	struct mention *mention = data;

	g_free(mention->number);
	g_free(mention->kind);
	g_free(mention);
}

static struct mention *mention_new(size_t piece, size_t start, size_t end)
{
	struct mention *mention = g_new0(struct mention, 1);

	mention->piece = piece;
	mention->at = (struct stretch){start, end};
	return mention;
}

static bool has_group(const GMatchInfo *match, const char *name)
{
	int start = -1, end = -1;

	return g_match_info_fetch_named_pos(match, name, &start, &end) && end > start;
}

/* The numbers in text, which stands at offset in its piece. */
static void find_numbers(GPtrArray *mentions, GRegex *number, size_t piece, size_t offset, const char *text)
{
	g_autoptr(GMatchInfo) match = NULL;

	g_regex_match(number, text, 0, &match);
	for (; g_match_info_matches(match); g_match_info_next(match, NULL)) {
		struct mention *mention = NULL;
		int start = 0, end = 0;

		/* "4/A" alone is anything: a house, a class. */
		if (!has_group(match, "more") && !has_group(match, "so") && !has_group(match, "kind"))
			continue;
		g_match_info_fetch_named_pos(match, "number", &start, &end);
		mention = mention_new(piece, offset + (size_t)start, offset + (size_t)end);
		mention->number = g_match_info_fetch_named(match, "number");
		if (has_group(match, "kind"))
			mention->kind = g_match_info_fetch_named(match, "kind");
		g_ptr_array_add(mentions, mention);
	}
}

static void find_dates(GPtrArray *mentions, GRegex *date, size_t piece, size_t offset, const char *text)
{
	g_autoptr(GMatchInfo) match = NULL;

	g_regex_match(date, text, 0, &match);
	for (; g_match_info_matches(match); g_match_info_next(match, NULL)) {
		struct date_key day = captured_date(match);
		struct mention *mention = NULL;
		int start = 0, end = 0;

		if (!day.year)
			continue;
		g_match_info_fetch_pos(match, 0, &start, &end);
		mention = mention_new(piece, offset + (size_t)start, offset + (size_t)end);
		mention->date = day;
		g_ptr_array_add(mentions, mention);
	}
}

static int mention_cmp(const void *a, const void *b)
{
	const struct mention *const *first = a, *const *second = b;

	if ((*first)->piece != (*second)->piece)
		return (*first)->piece < (*second)->piece ? -1 : 1;
	return ((*first)->at.start > (*second)->at.start) - ((*first)->at.start < (*second)->at.start);
}

/* Gives the number the date that follows it, when nothing else can be meant. */
static void pair(struct mention *number, const struct mention *date, const char *text, GRegex *before, GRegex *another)
{
	g_autofree char *between = NULL;

	if (!number->number || date->number || date->piece != number->piece || date->at.start < number->at.end ||
	    date->at.start - number->at.end > MOST_BETWEEN)
		return;
	between = g_strndup(text + number->at.end, date->at.start - number->at.end);
	if (!g_regex_match(before, between, 0, NULL) || g_regex_match(another, between, 0, NULL))
		return;
	number->date = date->date;
	number->date_at = date->at;
}

/*
 * A sentence at a time, because a regex reads its whole text again for every match. What is too long for a sentence is
 * cut, and what has no words to cut at is nothing that names a document.
 */
static void find_in_piece(GPtrArray *mentions, GRegex *number, GRegex *date, size_t index, const char *text)
{
	g_autoptr(GArray) sentences = sentence_split_within(text, MOST_SENTENCE_WORDS);

	for (guint i = 0; i < sentences->len; i++) {
		struct stretch s = g_array_index(sentences, struct stretch, i);
		g_autofree char *sentence = NULL;

		if (s.end - s.start > MOST_SENTENCE)
			continue;
		sentence = g_strndup(text + s.start, s.end - s.start);
		find_numbers(mentions, number, index, s.start, sentence);
		find_dates(mentions, date, index, s.start, sentence);
	}
}

GPtrArray *mentions_find(const GPtrArray *pieces)
{
	GPtrArray *mentions = g_ptr_array_new_with_free_func(mention_free);
	g_autoptr(GRegex) number = compile(PATTERN_NUMBER), date = compile(PATTERN_DATE);
	g_autoptr(GRegex) before = compile(PATTERN_BEFORE_DATE), another = compile(PATTERN_ANOTHER);

	for (guint i = 0; i < pieces->len; i++) {
		const struct piece *piece = g_ptr_array_index(pieces, i);

		find_in_piece(mentions, number, date, i, piece->text);
	}
	g_ptr_array_sort(mentions, mention_cmp);
	for (guint i = 0; i + 1 < mentions->len; i++) {
		struct mention *mention = g_ptr_array_index(mentions, i);
		const struct piece *piece = g_ptr_array_index(pieces, mention->piece);

		pair(mention, g_ptr_array_index(mentions, i + 1), piece->text, before, another);
	}
	return mentions;
}

/* ---- References -------------------------------------------------------------------------------------------- */

static void reference_free(void *data)
{
	struct reference *reference = data;

	g_free(reference->title);
	g_free(reference);
}

/* text with its first letter in capitals. */
static char *capitalised(const char *text)
{
	char first[7] = "";

	first[g_unichar_to_utf8(g_unichar_toupper(g_utf8_get_char(text)), first)] = '\0';
	return g_strconcat(first, next_char(text), NULL);
}

/* "Nghị quyết về …", read off after this mention; NULL when it does not say. */
static char *guess_title(const struct mention *mention, const char *text, GRegex *subject, GRegex *another)
{
	const char *tail = text + mention->at.end, *end = tail;
	g_autofree char *nearby = NULL, *between = NULL, *about = NULL, *kind = NULL;
	g_autoptr(GMatchInfo) match = NULL;

	if (!mention->kind)
		return NULL;
	while (*end && end - tail < MOST_TAIL)
		end = next_char(end);
	nearby = g_strndup(tail, (size_t)(end - tail));
	if (!g_regex_match(subject, nearby, 0, &match))
		return NULL;
	between = g_match_info_fetch_named(match, "between");
	about = g_strchomp(g_match_info_fetch_named(match, "subject"));
	if (g_regex_match(another, between, 0, NULL) || count_words(about, strlen(about)) > MOST_SUBJECT_WORDS)
		return NULL;
	kind = capitalised(mention->kind);
	return g_strconcat(kind, " ", about, NULL);
}

/* The title of the document of this number, from whichever mention tells most. */
static char *find_title(const struct mention *of, const GPtrArray *pieces, const GPtrArray *mentions,
			const struct draft_words *words)
{
	g_autoptr(GRegex) subject = compile(PATTERN_SUBJECT), another = compile(PATTERN_ANOTHER);
	g_autofree char *name = NULL;
	const char *kind = NULL;
	int read = 0;

	for (guint i = 0; i < mentions->len && read < MOST_TITLES; i++) {
		const struct mention *mention = g_ptr_array_index(mentions, i);
		const struct piece *piece = g_ptr_array_index(pieces, mention->piece);
		char *title = NULL;

		/* The number alone may be another document's of another date. */
		if (g_strcmp0(mention->number, of->number) != 0 ||
		    (mention->date.year && date_cmp(mention->date, of->date) != 0))
			continue;
		read++;
		title = guess_title(mention, piece->text, subject, another);
		if (title)
			return title;
		kind = kind ? kind : mention->kind;
	}
	name = kind ? capitalised(kind) : g_strdup(words->document);
	return g_strjoin(" ", name, words->numbered, of->number, NULL);
}

static char *reference_key(const struct mention *mention)
{
	g_autofree char *date = date_text(mention->date);

	return g_strconcat(mention->number, " ", mention->date.year ? date : "", NULL);
}

/* The numbers that have a date somewhere, so that their mentions without one name nothing new. */
static GHashTable *dated_numbers(const GPtrArray *mentions)
{
	GHashTable *dated = g_hash_table_new(g_str_hash, g_str_equal);

	for (guint i = 0; i < mentions->len; i++) {
		const struct mention *mention = g_ptr_array_index(mentions, i);

		if (mention->number && mention->date.year)
			g_hash_table_add(dated, mention->number);
	}
	return dated;
}

GPtrArray *references_collect(const GPtrArray *pieces, const GPtrArray *mentions, const struct draft_words *words)
{
	GPtrArray *references = g_ptr_array_new_with_free_func(reference_free);
	g_autoptr(GHashTable) dated = dated_numbers(mentions);
	g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	for (guint i = 0; i < mentions->len && references->len < MOST_REFERENCES; i++) {
		const struct mention *mention = g_ptr_array_index(mentions, i);
		struct reference *reference = NULL;

		if (!mention->number || (!mention->date.year && g_hash_table_contains(dated, mention->number)) ||
		    !g_hash_table_add(seen, reference_key(mention)))
			continue;
		reference = g_new0(struct reference, 1);
		reference->mention = mention;
		reference->title = find_title(mention, pieces, mentions, words);
		g_ptr_array_add(references, reference);
	}
	return references;
}
