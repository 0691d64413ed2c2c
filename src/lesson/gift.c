/* GIFT, block by block: comments, categories, and the proof that each question became what it was. */
#include "lesson/gift_private.h"

#include "lesson/private.h"
#include "text/i18n.h"
#include "text/text.h"
#include "text/values.h"

#include <stdarg.h>
#include <string.h>

#define MAX_BLOCK (1 << 20) /* bytes of one question */
#define MAX_ID    60        /* bytes */

/* A part of the lesson, so in its language and not in the reader's. */
const struct gift_words gift_words[2] = {
	{"vi", "Đúng hay sai?", "Đúng", "Sai", "Điền vào chỗ trống"},
	{"en", "True or false?", "True", "False", "Fill in the gap"},
};

void gift_complain(const struct gift_reader *reader, enum severity severity, int line, const char *hint,
		   const char *message, ...)
{
	va_list args;

	if (reader->diags->items->len >= MAX_DIAGNOSTICS)
		return;
	va_start(args, message);
	diagnostics_add(reader->diags, severity, reader->path, line, 0, g_strdup_vprintf(message, args),
			g_strdup(hint));
	va_end(args);
}

/* A text being read. */
struct reading {
	struct gift_reader reader;
	GPtrArray *items;  /* of struct gift_item */
	GString *block;    /* the lines of the question being gathered */
	GString *comments; /* those among them, a line each */
	int line;          /* where the block's first line of text stands, 0 before it */
	char *category;    /* the last part of its path; NULL at first */
	GHashTable *ids;   /* given so far */
	GHashTable *taken; /* other ids; NULL where ids need not last, so that every question gets one */
	int count;
};

/* ---- Comments ---------------------------------------------------------------------------------------------- */

/* The next "[name:value]" of the comments; NULL when there is none. *at goes past it. */
static char *take_mark(const char **at, const char *name)
{
	g_autofree char *opening = g_strdup_printf("[%s:", name);
	const char *start = strstr(*at, opening), *s;
	GString *value = g_string_new(NULL);

	if (start) {
		for (s = start + strlen(opening); *s && *s != ']' && *s != '\n'; s++) {
			s += *s == '\\' && s[1] == ']';
			g_string_append_c(value, *s);
		}
		*at = s;
	}
	return start ? g_strstrip(g_string_free(value, FALSE)) : g_string_free(value, TRUE);
}

static bool is_attribute(const char *s)
{
	static const char *const known[] = {"type=order",
					    "type=date",
					    "scoring=position",
					    "scoring=all",
					    "scoring=neighbours",
					    "scoring=subsequence",
					    "accents=require",
					    "case=require",
					    "shuffle=no",
					    "draft=yes",
					    NULL};
	const char *points = g_str_has_prefix(s, "points=") ? s + strlen("points=") : "";

	return g_strv_contains(known, s) || (*points && !points[strspn(points, "0123456789/")]);
}

/* What export_gift() wrote for a lesson: "// taphuan: points=2 shuffle=no". */
static char *take_attributes(const char *comments)
{
	const char *start = strstr(comments, "taphuan:");
	g_autofree char *line = start ? g_strndup(start, strcspn(start, "\n")) : g_strdup("");
	g_auto(GStrv) words = g_strsplit(line, " ", -1);
	GString *kept = g_string_new(NULL);

	for (size_t i = 0; words[i]; i++) {
		if (is_attribute(words[i]) && !strstr(kept->str, words[i]))
			g_string_append_printf(kept, "%s%s", kept->len ? " " : "", words[i]);
	}
	return g_string_free(kept, FALSE);
}

static void read_comments(const struct reading *reading, struct gift_question *question)
{
	const char *at = reading->comments->str;
	char *tag;

	question->id = take_mark(&at, "id");
	at = reading->comments->str;
	while ((tag = take_mark(&at, "tag")))
		g_ptr_array_add(question->tags, tag);
	if (reading->category)
		g_ptr_array_add(question->tags, g_strdup(reading->category));
	question->attributes = take_attributes(reading->comments->str);
}

/* ---- Ids --------------------------------------------------------------------------------------------------- */

/* Small letters and digits with hyphens between them. */
static char *slug(const char *name)
{
	g_autofree char *folded = text_fold(name);
	GString *id = g_string_new(NULL);

	for (const char *s = folded; *s && id->len < MAX_ID; s++) {
		if (g_ascii_isalnum(*s))
			g_string_append_c(id, *s);
		else if (id->len && id->str[id->len - 1] != '-')
			g_string_append_c(id, '-');
	}
	while (id->len && id->str[id->len - 1] == '-')
		g_string_truncate(id, id->len - 1);
	return g_string_free(id, FALSE);
}

static bool is_id(const char *s)
{
	for (const char *at = s; *at; at++) {
		if (!g_ascii_isalnum(*at) && !strchr("-_.", *at))
			return false;
	}
	return *s && strlen(s) <= 100 && !strstr(s, "--") && *s != '-';
}

/* The id it has, else one from its name; "" where that gives none. */
static char *wanted_id(const struct gift_question *question)
{
	const char *given = question->id ? question->id : question->name;

	return given && is_id(given) ? g_strdup(given) : slug(given ? given : "");
}

/* One that will be the same tomorrow; NULL when there is none. */
static char *lasting_id(struct reading *reading, const struct gift_question *question)
{
	g_autofree char *id = wanted_id(question);

	if (!*id || (!question->id && g_hash_table_contains(reading->taken, id)))
		return NULL;
	if (!g_hash_table_add(reading->ids, g_strdup(id)) && !question->id)
		return NULL;
	return g_steal_pointer(&id);
}

/* The one it wants, else one from its place; another where a question before has that. */
static char *any_id(struct reading *reading, const struct gift_question *question)
{
	g_autofree char *wanted = wanted_id(question);

	if (!*wanted) {
		g_free(wanted);
		wanted = g_strdup_printf("gift-%d", reading->count);
	}
	char *id = g_strdup(wanted);

	for (int i = 2; !g_hash_table_add(reading->ids, g_strdup(id)); i++) {
		g_free(id);
		id = g_strdup_printf("%s-%d", wanted, i);
	}
	return id;
}

/* ---- What a lesson cannot say ------------------------------------------------------------------------------ */

static const struct gift_answer *answer_at(const struct gift_question *question, unsigned int i)
{
	return &g_array_index(question->answers, struct gift_answer, i);
}

/* Words with a star that stands for anything. */
static bool has_wildcard(const char *s)
{
	for (const char *star = s; (star = strchr(star, '*')); star++) {
		if (star == s || star[-1] != '\\')
			return true;
	}
	return false;
}

/* False where the answer is to be left out. */
static bool check_typed(const struct gift_reader *reader, const struct gift_question *question,
			const struct gift_answer *answer)
{
	g_autofree char *words = gift_text_plain(&answer->text);
	g_autofree char *number = question->type == GIFT_NUMBER ? gift_number(words) : NULL;

	if (!strcmp(words, "*")) {
		gift_complain(reader, SEVERITY_WARNING, answer->line,
			      _("Write it into the explanation under the question, if it is needed."),
			      _("The answer * for everything else is left out, and its feedback."));
		return false;
	}
	if (question->type == GIFT_SHORT && has_wildcard(words))
		gift_complain(reader, SEVERITY_WARNING, answer->line,
			      _("Write the answers people may give with bars between them: [[a | b]]"),
			      _("In Moodle the * in “%s” stands for any words; here it is a star."), words);
	if (question->type != GIFT_NUMBER || number)
		return true;
	gift_complain(reader, SEVERITY_ERROR, answer->line, _("Write it like 3.14, 3.14:0.005 or 3.1..3.2."),
		      _("“%s” is no number that can be marked; it is left out."), words);
	return false;
}

/* The same day in another spelling says nothing new. */
static bool repeats_date(const struct gift_question *question, unsigned int i)
{
	int day[2][3];

	for (unsigned int j = 0; j < 2; j++) {
		const struct gift_answer *answer = i >= j ? answer_at(question, i - j) : NULL;

		if (!answer || !text_parse_date(answer->text.text, &day[j][0], &day[j][1], &day[j][2]))
			return false;
	}
	return !memcmp(day[0], day[1], sizeof(day[0])) &&
	       !fraction_cmp(answer_at(question, i)->weight, answer_at(question, i - 1)->weight) &&
	       !strcmp(answer_at(question, i)->feedback.text, answer_at(question, i - 1)->feedback.text);
}

static void drop_answers(const struct gift_reader *reader, struct gift_question *question)
{
	bool dates = strstr(question->attributes, "type=date");

	if (question->type != GIFT_SHORT && question->type != GIFT_NUMBER)
		return;
	for (unsigned int i = question->answers->len; dates && i-- > 1;) {
		if (repeats_date(question, i))
			g_array_remove_index(question->answers, i);
	}
	for (unsigned int i = 0; i < question->answers->len;) {
		if (check_typed(reader, question, answer_at(question, i)))
			i++;
		else
			g_array_remove_index(question->answers, i);
	}
}

static void check_losses(const struct gift_reader *reader, const struct gift_question *question)
{
	g_autofree char *lost = gift_lost_tags(question);

	if (lost)
		gift_complain(reader, SEVERITY_WARNING, question->line,
			      _("Look the question over and write it anew where that matters."),
			      _("Of this question only the words are taken; left out: %s"), lost);
	if (strstr(question->text.text, "[["))
		gift_complain(reader, SEVERITY_WARNING, question->line, NULL,
			      _("A space was put between [[, which would begin a gap here."));
}

/* ---- Proving ----------------------------------------------------------------------------------------------- */

static size_t count_feedback(const struct gift_question *question)
{
	size_t n = 0;

	for (unsigned int i = 0; i < question->answers->len; i++)
		n += *answer_at(question, i)->feedback.text != '\0';
	return n;
}

static bool has_all_options(const struct gift_question *question, const struct question *read)
{
	size_t feedback = 0;

	for (size_t i = 0; i < read->n_options; i++)
		feedback += read->options[i].feedback != NULL;
	if (question->type == GIFT_CHOICE && read->type == QUESTION_CLOZE)
		return read->n_gaps == 1 && read->gaps[0].n_options == question->answers->len;
	if (question->type == GIFT_CHOICE || question->type == GIFT_MATCH)
		return read->n_options == question->answers->len && feedback == count_feedback(question);
	if (question->type == GIFT_SHORT || question->type == GIFT_NUMBER)
		return read->type == QUESTION_CLOZE
			       ? read->n_gaps == 1
			       : read->n_options == question->answers->len && feedback == count_feedback(question);
	if (question->type == GIFT_TRUEFALSE && read->type == QUESTION_TRUEFALSE)
		return read->n_options == 1 && feedback == (count_feedback(question) > 0);
	return question->type != GIFT_TRUEFALSE || feedback == count_feedback(question);
}

/* True when the lesson asks what the question asks: its Markdown may say more than its author meant. */
static bool says_the_same(const struct gift_question *question, const char *markdown)
{
	g_autoptr(Diagnostics) diags = diagnostics_new();
	g_autoptr(Lesson) lesson = lesson_of_gift(markdown, diags);
	const struct question *read = lesson->n_questions ? lesson->questions[0] : NULL;

	if (diags->errors || lesson->n_questions != (question->type != GIFT_DESCRIPTION))
		return false;
	if (!read)
		return true;
	return gift_question_types(question) & 1U << read->type && lesson->n_slides == 1 && !read->n_hints &&
	       !read->explanation == !*question->explanation.text && has_all_options(question, read);
}

static bool append_proved(struct reading *reading, const struct gift_question *question, const char *id)
{
	for (int plain = 0; plain < 2; plain++) {
		g_autoptr(GString) markdown = g_string_new(NULL);

		gift_question_append(markdown, question, id, reading->reader.words, plain);
		if (!says_the_same(question, markdown->str))
			continue;
		struct gift_item *item = g_new(struct gift_item, 1);

		*item = (struct gift_item){text_nfc(markdown->str), question->line};
		g_ptr_array_add(reading->items, item);
		return true;
	}
	return false;
}

/* ---- Blocks ------------------------------------------------------------------------------------------------ */

static void add_question(struct reading *reading, struct gift_question *question)
{
	reading->count++;
	read_comments(reading, question);
	drop_answers(&reading->reader, question);
	check_losses(&reading->reader, question);
	g_autofree char *id = reading->taken ? lasting_id(reading, question) : any_id(reading, question);

	if (!append_proved(reading, question, id))
		gift_complain(&reading->reader, SEVERITY_ERROR, question->line,
			      _("Write it into the lesson by hand; “taphuan check” tells what is missing."),
			      _("This question cannot be asked in a lesson and is left out."));
}

/* "$course$/top/Dân số" is the category "Dân số". */
static void set_category(struct reading *reading, const char *path)
{
	const char *slash = strrchr(path, '/');

	g_free(reading->category);
	reading->category = g_strstrip(g_strdup(slash ? slash + 1 : path));
}

static void end_block(struct reading *reading)
{
	const char *block = reading->block->str;

	if (g_str_has_prefix(block, "$CATEGORY:")) {
		g_autofree char *path = g_strndup(block, strcspn(block, "\n"));

		set_category(reading, path + strlen("$CATEGORY:"));
	} else if (reading->block->len > MAX_BLOCK) {
		gift_complain(&reading->reader, SEVERITY_ERROR, reading->line,
			      _("Put an empty line between two questions."),
			      _("This question is longer than a whole lesson may be and is left out."));
	} else if (reading->line) {
		struct gift_question *question = gift_question_read(&reading->reader, block, reading->line);

		if (question)
			add_question(reading, question);
		gift_question_free(question);
	}
	g_string_truncate(reading->block, 0);
	g_string_truncate(reading->comments, 0);
	reading->line = 0;
}

static void add_line(struct reading *reading, char *line, int number)
{
	g_strstrip(line);
	if (!*line) {
		end_block(reading);
	} else if (g_str_has_prefix(line, "//")) {
		g_string_append_printf(reading->comments, "%s\n", line + 2);
		if (reading->line)
			g_string_append_c(reading->block, '\n');
	} else {
		if (reading->line)
			g_string_append_c(reading->block, '\n');
		else
			reading->line = number;
		g_string_append(reading->block, line);
	}
}

static void item_free(void *data)
{
	struct gift_item *item = data;

	g_free(item->markdown);
	g_free(item);
}

GPtrArray *gift_items(const struct gift_source *source, struct diagnostics *diags)
{
	struct reading reading = {
		.reader = {source->path, &gift_words[strcmp(source->lang, "vi") ? 1 : 0], diags},
		.items = g_ptr_array_new_with_free_func(item_free),
		.block = g_string_new(NULL),
		.comments = g_string_new(NULL),
		.ids = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
		.taken = source->taken,
	};
	g_autofree char *filtered = text_filter(source->text);
	g_auto(GStrv) lines = g_strsplit(filtered, "\n", -1);

	for (size_t i = 0; lines[i]; i++)
		add_line(&reading, lines[i], source->line + (int)i);
	end_block(&reading);
	g_string_free(reading.block, TRUE);
	g_string_free(reading.comments, TRUE);
	g_hash_table_unref(reading.ids);
	g_free(reading.category);
	return reading.items;
}

char *gift_read(const char *text, const char *path, const char *lang, struct diagnostics *diags)
{
	const struct gift_source source = {.text = text, .path = path, .lang = lang, .line = 1};
	g_autoptr(GPtrArray) items = gift_items(&source, diags);
	GString *out = g_string_new(NULL);

	for (unsigned int i = 0; i < items->len; i++) {
		const struct gift_item *item = g_ptr_array_index(items, i);

		g_string_append_printf(out, "%s%s", i ? "\n" : "", item->markdown);
	}
	return g_string_free(out, FALSE);
}
