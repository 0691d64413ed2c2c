/* Lessons become GIFT to the letter, and come back from it asking the same. */
#include "export/export.h"
#include "lesson/gift.h"
#include "quiz/quiz.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

/* ---- Helpers ----------------------------------------------------------------------------------------------- */

static struct lesson *parse(const char *markdown)
{
	g_autoptr(Diagnostics) diags = diagnostics_new();
	struct lesson *lesson = lesson_parse(markdown, strlen(markdown), "a.md", NULL, diags);

	for (unsigned int i = 0; diags->errors && i < diags->items->len; i++) {
		const struct diagnostic *diag = diags->items->pdata[i];
		g_autofree char *said = diagnostic_format(diag, markdown);

		if (diag->severity == SEVERITY_ERROR && strlen(markdown) < 5000)
			fprintf(stderr, "%s\n", markdown);
		if (diag->severity == SEVERITY_ERROR)
			fail_msg("%s", said);
	}
	return lesson;
}

static char *gift_of(const char *markdown, struct diagnostics *diags)
{
	g_autoptr(Lesson) lesson = parse(markdown);

	return export_gift(lesson, diags);
}

static void assert_gift(const char *markdown, const char *wanted)
{
	g_autoptr(Diagnostics) diags = diagnostics_new();
	g_autofree char *gift = gift_of(markdown, diags);

	assert_string_equal(gift, wanted);
}

/* ---- To the letter ----------------------------------------------------------------------------------------- */

static void single(void **state)
{
	(void)state;
	assert_gift("## Ngày nào?\n<!-- quiz id=ngay tags=a,b] -->\n\nChọn *một* ý: 1 = {2}\n\n1. [x] 9/5/2018\n"
		    "   > Đúng.\n2. [ ] a~b <!-- 33.333% -->\n3. [ ] c:\\\\d <!-- -25% -->\n\n> Giải thích\n> #1\n",
		    "// [id:ngay] [tag:a] [tag:b\\]]\n"
		    "::ngay::[markdown]Ngày nào?\\n\\nChọn *một* ý\\: 1 \\= \\{2\\} {\n"
		    "\t=9/5/2018#Đúng.\n"
		    "\t~%33.33333%a\\~b\n"
		    "\t~%-25%c\\:\\\\\\\\d\n"
		    "\t####Giải thích \\#1\n"
		    "}\n");
}

static void multiple(void **state)
{
	(void)state;
	assert_gift("## A?\n<!-- quiz id=a -->\n\n- [x] a\n- [x] b\n- [x] c\n- [ ] d\n",
		    "// [id:a]\n::a::[markdown]A? {\n\t~%33.33333%a\n\t~%33.33333%b\n\t~%33.33333%c\n\t~%-50%d\n}\n");
	assert_gift("## A?\n<!-- quiz id=a scoring=h5p -->\n\n- [x] a\n- [ ] b\n",
		    "// [id:a]\n::a::[markdown]A? {\n\t~%100%a\n\t~%-100%b\n}\n");
	assert_gift("## A?\n<!-- quiz id=a scoring=weights -->\n\n- [x] a <!-- 12.5% -->\n- [ ] b\n",
		    "// [id:a]\n::a::[markdown]A? {\n\t~%12.5%a\n\t~b\n}\n");
}

static void truefalse(void **state)
{
	(void)state;
	assert_gift("## A?\n<!-- quiz id=a type=tf -->\n\n- [x] b\n  > c\n- [ ] d\n",
		    "// [id:a-1]\n::a-1::[markdown]A?\\n\\nb{TRUE#c#c}\n\n// "
		    "[id:a-2]\n::a-2::[markdown]A?\\n\\nd{FALSE}\n");
	assert_gift("## Đúng hay sai?\n<!-- quiz id=a type=tf -->\n\n- [x] b\n", "// [id:a]\n::a::[markdown]b{TRUE}\n");
	/* Wrong first. */
	assert_gift("## A?\n<!-- quiz id=a -->\n\n1. [ ] Đúng\n   > Không!\n2. [x] Sai\n   > Giỏi.\n\n> Vì\n",
		    "// [id:a]\n::a::[markdown]A?{FALSE#Không!#Giỏi.####Vì}\n");
	assert_gift("## A?\n<!-- quiz id=a -->\n\n1. [x] True\n   > yes\n2. [ ] False\n",
		    "// [id:a]\n::a::[markdown]A?{TRUE##yes}\n");
}

static void typed(void **state)
{
	(void)state;
	assert_gift("## A?\n<!-- quiz id=a -->\n\n- [[Huế]]\n- [[`a*b` | `[html]x`]] <!-- 50% -->\n  > c\n",
		    "// [id:a]\n::a::[markdown]A? {\n\t=Huế\n\t=%50%a\\\\*b#c\n\t=%50%[plain][html]x#c\n}\n");
	assert_gift("## A?\n<!-- quiz id=a -->\n\n- [[= 2,1 ± 0,05]]\n- [[= -3 .. 4]] <!-- 50% -->\n- [[= 5]] <!-- 0% "
		    "-->\n",
		    "// [id:a]\n::a::[markdown]A? {#\n\t=2.05..2.15\n\t=%50%-3..4\n\t=%0%5\n}\n");
	assert_gift("## A?\n<!-- quiz id=a -->\n\n[[@ 22/12/2018]]\n",
		    "// [id:a]\n// taphuan: type=date\n::a::[markdown]A? {\n"
		    "\t=22/12/2018\n\t=22-12-2018\n\t=22.12.2018\n\t=2018-12-22\n}\n");
}

static void pairs(void **state)
{
	(void)state;
	assert_gift("## A?\n<!-- quiz id=a -->\n\n- **b** -> c\n- d → e=f\n- -> g\n",
		    "// [id:a]\n::a::[markdown]A? {\n\t=**b** -> c\n\t=d -> e\\=f\n\t= -> g\n}\n");
	assert_gift("## A?\n<!-- quiz id=a -->\n\n1. b\n2. c\n",
		    "// [id:a]\n// taphuan: type=order\n::a::[markdown]A? {\n\t=1 -> b\n\t=2 -> c\n}\n");
}

static void gaps(void **state)
{
	(void)state;
	assert_gift("## A\n<!-- quiz id=a -->\n\nSố [[x | y]] ra [[thấp | (cao)]]\n",
		    "// [id:a-1]\n::a-1::[markdown]A\\n\\nSố {=x =y} ra \\\\_\\\\_\\\\_\\\\_\\\\_\n\n"
		    "// [id:a-2]\n::a-2::[markdown]A\\n\\nSố \\\\_\\\\_\\\\_\\\\_\\\\_ ra {~thấp =cao}<!-- -->\n");
}

static void essay(void **state)
{
	(void)state;
	assert_gift("## A?\n<!-- quiz id=a type=essay points=3 -->\n\nViết.\n",
		    "// [id:a]\n// taphuan: points=3\n::a::[markdown]A?\\n\\nViết. {\n}\n");
}

/* ---- What is lost ------------------------------------------------------------------------------------------ */

static void what_is_lost_is_told(void **state)
{
	static const struct {
		const char *markdown, *words;
	} losses[] = {
		{"points=2 -->\n\n1. [x] a\n2. [ ] b\n", "points"},
		{"-->\n\n> hint\n\n1. [x] a\n2. [ ] b\n", "hints"},
		{"shuffle=no -->\n\n1. [x] a\n2. [ ] b\n", "order"},
		{"-->\n\n1. [x] a\n2. [ ] b <!-- last -->\n", "order"},
		{"draft=yes -->\n\n1. [x] a\n2. [ ] b\n", "draft"},
		{"-->\n\n1. [x] a\n2. [ ] b <!-- 35% -->\n", "weight"},
		{"scoring=all -->\n\n- [x] a\n- [ ] b\n- [ ] c\n", "scoring"},
		{"type=tf -->\n\n- [x] a\n- [ ] b\n", "each part"},
		{"-->\n\n1. a\n2. b\n", "places"},
		{"-->\n\n[[@ 1/1/2018]]\n", "dates"},
		{"-->\n\n[[= 2 con]]\n", "units"},
		{"-->\n\n[[Huế]]\n", "marks"},
		{"-->\n\nx [[Huế]] y\n", "marks"},
		{"accents=require case=require -->\n\n[[a]]\n", "capitals"},
		{"-->\n\n- a -> *b*\n- c -> d\n", "right sides"},
		{"-->\n\n![x](a.png)\n\n1. [x] a\n2. [ ] b\n", "Pictures"},
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(losses); i++) {
		g_autoptr(Diagnostics) diags = diagnostics_new();
		g_autofree char *markdown = g_strconcat("## A?\n<!-- quiz id=a ", losses[i].markdown, NULL);
		g_autofree char *gift = gift_of(markdown, diags);

		if (diags->items->len != 1 || diags->errors)
			fail_msg("%s: %u things said", markdown, diags->items->len);
		const struct diagnostic *diag = diags->items->pdata[0];

		if (!strstr(diag->message, losses[i].words))
			fail_msg("“%s” is not in “%s”", losses[i].words, diag->message);
		assert_int_equal(diag->line, 1);
	}
}

static void of_what_is_not_lost_nothing_is_said(void **state)
{
	static const char *const questions[] = {"-->\n\n[[a]]\n", "accents=require -->\n\n[[Huế]]\n",
						"-->\n\nx [[a]] y\n", "shuffle=no -->\n\n1. [x] Đúng\n2. [ ] Sai\n"};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(questions); i++) {
		g_autoptr(Diagnostics) diags = diagnostics_new();
		g_autofree char *markdown = g_strconcat("## A?\n<!-- quiz id=a ", questions[i], NULL);
		g_autofree char *gift = gift_of(markdown, diags);

		assert_string_not_equal(gift, "");
		if (diags->items->len)
			fail_msg("%s: %s", markdown, ((struct diagnostic *)diags->items->pdata[0])->message);
	}
}

static void what_moodle_would_misread_is_left_out(void **state)
{
	static const char *const questions[] = {"-->\n\n[[a->b]]\n", "-->\n\nx [[a->b]] y\n", "-->\n\n1. [x] a\n"};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(questions); i++) {
		g_autoptr(Diagnostics) diags = diagnostics_new();
		g_autofree char *markdown = g_strconcat("## A?\n<!-- quiz id=a ", questions[i], NULL);
		g_autofree char *gift = gift_of(markdown, diags);

		assert_string_equal(gift, "");
		assert_int_equal(diags->errors, 1);
	}
}

/* ---- There and back ---------------------------------------------------------------------------------------- */

static uint64_t seed;

static uint32_t below(uint32_t n)
{
	seed = seed * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(seed >> 33) % n;
}

/* Words with everything that means something in GIFT, Markdown or HTML, as Markdown. */
static void add_words(GString *out, bool styled)
{
	static const char *const plain[] = {"dân", "số",   "Bắc Kạn", "21-NQ/TW",  "50\\%", "a\\:b",   "\\#1",
					    "\\=", "\\~",  "\\{x\\}", "\\\\",      "\\\\n", "->",      "=",
					    "::",  "//",   "\\*",     "\\_x\\_",   "\\`",   "\\<b\\>", "\\&amp;",
					    "“q”", "1.",   "(c)",     "\\[x\\]",   "|",     "~\\~",    "é",
					    "T",   "TRUE", "\\####",  "$CATEGORY:"};
	static const char *const extra[] = {"**đậm**",      "*nghiêng*", "`mã{}=~#`", "[nối](<http://x.vn/a=b~c>)",
					    "***cả hai***", "a**b**c",   "**“x”** y"};

	for (uint32_t n = 1 + below(4), i = 0; i < n; i++) {
		g_string_append(out, i ? " " : "");
		if (styled && !below(4))
			g_string_append(out, extra[below(G_N_ELEMENTS(extra))]);
		else
			g_string_append(out, plain[below(G_N_ELEMENTS(plain))]);
	}
}

/* Words that no list, arrow or twin hinders: they begin with a number of their own. */
static void add_item(GString *out, bool styled)
{
	static int number;

	g_string_append_printf(out, "ý %d ", ++number);
	do {
		g_autoptr(GString) words = g_string_new(NULL);

		add_words(words, styled);
		if (strstr(words->str, "->"))
			continue;
		g_string_append(out, words->str);
		return;
	} while (true);
}

static void add_weight(GString *out)
{
	static const char *const weights[] = {
		"", " <!-- 50% -->", " <!-- 33.33333% -->", " <!-- -25% -->", " <!-- 1/7 -->", " <!-- 90% -->"};

	g_string_append(out, weights[below(G_N_ELEMENTS(weights))]);
}

static void add_feedback(GString *out, const char *indent)
{
	if (below(2))
		return;
	g_string_append_printf(out, "%s> ", indent);
	add_item(out, true);
	g_string_append_c(out, '\n');
}

static void add_single(GString *out)
{
	uint32_t n = 2 + below(4), right = below(n);

	for (uint32_t i = 0; i < n; i++) {
		g_string_append_printf(out, "%u. [%c] ", i + 1, i == right ? 'x' : ' ');
		add_item(out, true);
		if (i != right)
			add_weight(out);
		g_string_append_c(out, '\n');
		add_feedback(out, "   ");
	}
}

static void add_multiple(GString *out)
{
	uint32_t n = 2 + below(4), right = below(n);

	for (uint32_t i = 0; i < n; i++) {
		g_string_append_printf(out, "- [%c] ", i == right || below(2) ? 'x' : ' ');
		add_item(out, true);
		g_string_append_c(out, '\n');
		add_feedback(out, "  ");
	}
}

static void add_statement(GString *out)
{
	g_string_append_printf(out, "- [%c] ", below(2) ? 'x' : ' ');
	add_item(out, true);
	g_string_append_c(out, '\n');
	add_feedback(out, "  ");
}

static void add_list(GString *out, const char *marker, const char *separator)
{
	for (uint32_t n = 2 + below(4), i = 0; i < n; i++) {
		g_string_append(out, marker);
		add_item(out, *separator && below(2));
		g_string_append(out, separator);
		if (*separator)
			add_item(out, false);
		g_string_append_c(out, '\n');
	}
	if (*separator && below(2))
		g_string_append(out, "- -> ý thừa\n");
}

static void add_order(GString *out)
{
	add_list(out, "1. ", "");
}

static void add_match(GString *out)
{
	add_list(out, "- ", " -> ");
}

static void add_typed(GString *out, const char *const *keys, uint32_t n)
{
	for (uint32_t i = 0, count = 1 + below(3); i < count; i++) {
		g_string_append_printf(out, "- [[%s]]", keys[below(n)]);
		if (i)
			add_weight(out);
		g_string_append_c(out, '\n');
		add_feedback(out, "  ");
	}
}

static void add_text(GString *out)
{
	static const char *const keys[] = {"Hà Nội",    "`a=b~c#d{e}`", "Huế | `x|y`", "`*` | `a*b`", "`[[z]]`",
					   "21-NQ/TW",  "`\\`",         "`(a)`",       "T",           "TRUE",
					   "`[plain]`", "`%50%`",       "`= 3`",       "`a:b`",       "`##`"};

	add_typed(out, keys, G_N_ELEMENTS(keys));
}

static void add_number(GString *out)
{
	static const char *const keys[] = {"= 2,1 ± 0,05", "= 104 +- 5%", "= -3 .. 4,75", "= 0",
					   "= 1000",       "= 0,1",       "= 96208984",   "= 3,1415"};

	add_typed(out, keys, G_N_ELEMENTS(keys));
}

static void add_date(GString *out)
{
	static const char *const keys[] = {"@ 9/5/2018", "@ 25/10/2017", "@ 22/12/2018"};

	g_string_append_printf(out, "[[%s]]\n", keys[below(G_N_ELEMENTS(keys))]);
}

static void add_cloze(GString *out)
{
	static const char *const keys[] = {"21-NQ/TW | `x=y`", "thấp | (thay thế) | cao", "= 2,1", "@ 9/5/2018",
					   "`a*`"};

	g_string_append_printf(out, "Nghị quyết [[%s]]%s\n", keys[below(G_N_ELEMENTS(keys))],
			       below(2) ? " ra ngày" : "");
}

static void add_nothing(GString *out)
{
	(void)out;
}

static const struct {
	void (*add)(GString *);
	const char *attributes;
} kinds[] = {
	{add_single, ""},
	{add_single, " shuffle=no points=3/2"},
	{add_multiple, ""},
	{add_multiple, " scoring=h5p"},
	{add_multiple, " scoring=partial points=2"},
	{add_statement, " type=tf"},
	{add_order, " type=order scoring=neighbours"},
	{add_order, " type=order"},
	{add_match, ""},
	{add_text, " case=require"},
	{add_text, " accents=require draft=yes"},
	{add_number, ""},
	{add_date, ""},
	{add_cloze, ""},
	{add_nothing, " type=essay"},
};

static char *random_question(int number)
{
	static const char *const stems[] = {"Đọc kỹ:\n\n- một\n- hai\n    - ba\n\n<!-- -->\n\n",
					    "1. một\n2. hai\n\n<!-- -->\n\n", "```c\nint a = {0};\n\n```\n\n",
					    "| a | b |\n| --- | ---: |\n| x\\|y | **z** |\n\n",
					    "dòng một\\\ndòng hai\n\n"};
	uint32_t kind = below(G_N_ELEMENTS(kinds));
	GString *out = g_string_new("## ");

	add_words(out, true);
	g_string_append_printf(out, "\n<!-- quiz id=q.%d tags=\"a b,c]d\"%s -->\n\n", number, kinds[kind].attributes);
	g_string_append(out, below(8) ? "" : "### Mục\n\n");
	for (uint32_t n = below(3); n; n--) {
		if (below(2) || kinds[kind].add == add_order) {
			add_item(out, true);
			g_string_append(out, "\n\n");
		} else {
			g_string_append(out, stems[below(G_N_ELEMENTS(stems))]);
		}
	}
	kinds[kind].add(out);
	if (below(2)) {
		g_string_append(out, "\n> ");
		add_item(out, true);
		g_string_append(out, "\n>\n> - x\n");
	}
	return g_string_free(out, FALSE);
}

/* ---- What a question means --------------------------------------------------------------------------------- */

static void add_rich(GString *out, const struct rich *rich)
{
	g_string_append_printf(out, "“%s”", rich->text);
	for (size_t i = 0; i < rich->n_runs; i++)
		g_string_append_printf(out, " %u+%u:%u", rich->runs[i].start, rich->runs[i].len, rich->runs[i].style);
	g_string_append_c(out, '\n');
}

static void add_blocks(GString *out, const struct block *block, int depth)
{
	for (; block; block = block->next) {
		g_string_append_printf(out, "%*s%d ", depth, "", (int)block->kind);
		if (block->text.text)
			add_rich(out, &block->text);
		add_blocks(out, block->first, depth + 1);
	}
}

static void add_number_key(GString *out, const struct number_key *key)
{
	g_string_append_printf(out, "%.12g .. %.12g\n", key->low, key->high);
}

static void add_date_key(GString *out, const struct date_key *key)
{
	g_string_append_printf(out, "%d %d %d\n", key->day, key->month, key->year);
}

static void add_option(GString *out, const struct question *q, size_t i)
{
	const struct option *option = &q->options[i];

	/* A typed answer is its words; a number or date what it accepts. */
	if (q->type == QUESTION_NUMBER)
		add_number_key(out, &q->numbers[i]);
	else if (q->type == QUESTION_DATE)
		add_date_key(out, &q->dates[i]);
	else if (q->type == QUESTION_TEXT)
		g_string_append_printf(out, "“%s”\n", option->text.text);
	else
		add_rich(out, &option->text);
	if (q->type == QUESTION_MATCH)
		add_rich(out, &option->match);
	if (q->type != QUESTION_MULTIPLE && q->type != QUESTION_ORDER && q->type != QUESTION_MATCH)
		g_string_append_printf(out, "%.9f\n", fraction_double(option->weight));
	g_string_append_printf(out, "%d\n", option->right);
	add_blocks(out, option->feedback, 1);
}

/* What ticking any of the options gives. */
static void add_marks(GString *out, const struct question *q)
{
	for (unsigned int ticked = 0; q->type == QUESTION_MULTIPLE && ticked < 1U << q->n_options; ticked++) {
		g_autoptr(Response) response = response_new();

		for (int i = 0; i < (int)q->n_options; i++) {
			if (ticked & 1U << i)
				g_array_append_val(response->choices, i);
		}
		struct marking marking = mark_response(q, response, SCORING_PARTIAL);

		g_string_append_printf(out, "%.6f ", fraction_double(marking.fraction));
	}
	g_string_append_c(out, '\n');
}

static void add_gap(GString *out, const struct gap *gap)
{
	g_string_append_printf(out, "gap %d\n", (int)gap->type);
	if (gap->type == QUESTION_NUMBER)
		add_number_key(out, &gap->number);
	else if (gap->type == QUESTION_DATE)
		add_date_key(out, &gap->date);
	for (size_t i = 0; i < gap->n_options && gap->type != QUESTION_NUMBER && gap->type != QUESTION_DATE; i++)
		g_string_append_printf(out, "%d “%s”\n", gap->options[i].right, gap->options[i].text.text);
}

static char *meaning(const struct question *q)
{
	GString *out = g_string_new(NULL);
	g_autofree char *points = fraction_text(q->points),
			*tags = g_strjoinv(",", (char **)(void *)(uintptr_t)q->tags);

	g_string_append_printf(out, "%s %d %s %s %d %d %d %d\n", q->id, (int)q->type, points, tags, q->keep_order,
			       q->require_accents, q->require_case, q->draft);
	if (q->type == QUESTION_ORDER)
		g_string_append_printf(out, "scoring %d\n", (int)q->scoring);
	add_rich(out, q->title);
	add_blocks(out, q->stem, 0);
	for (size_t i = 0; i < q->n_options; i++)
		add_option(out, q, i);
	for (size_t i = 0; i < q->n_gaps; i++)
		add_gap(out, &q->gaps[i]);
	add_marks(out, q);
	add_blocks(out, q->explanation, 0);
	return g_string_free(out, FALSE);
}

static void a_question_means_the_same_after_gift(void **state)
{
	(void)state;
	for (int i = 0; i < 3000; i++) {
		seed = (uint64_t)i;
		below(2);
		g_autofree char *markdown = random_question(i);
		g_autoptr(Lesson) lesson = parse(markdown);
		g_autoptr(Diagnostics) lost = diagnostics_new(), said = diagnostics_new();
		g_autofree char *gift = export_gift(lesson, lost);
		g_autofree char *back = gift_read(gift, "a.gift", "vi", said);
		g_autoptr(Lesson) again = parse(back);

		assert_int_equal(lost->errors, 0);
		if (lesson->n_questions != 1 || again->n_questions != 1)
			fail_msg("%d: %zu → %zu questions\n%s\n%s\n%s", i, lesson->n_questions, again->n_questions,
				 markdown, gift, back);
		g_autofree char *before = meaning(lesson->questions[0]), *after = meaning(again->questions[0]);

		if (strcmp(before, after)) {
			fprintf(stderr, "%s\n---- as GIFT\n%s\n---- again\n%s\n", markdown, gift, back);
			fail_msg("question %d means\n%s\nnow, not\n%s", i, after, before);
		}
	}
}

/* All of it at once, and a second time: GIFT → lesson → GIFT changes nothing. */
static void gift_stays_as_it_is(void **state)
{
	g_autoptr(GString) markdown = g_string_new(NULL);
	g_autoptr(Diagnostics) diags = diagnostics_new();

	(void)state;
	seed = 5;
	for (int i = 0; i < 300; i++) {
		g_autofree char *question = random_question(i);
		g_string_append_printf(markdown, "%s\n", question);
	}
	g_autofree char *first = gift_of(markdown->str, diags);
	g_autofree char *lesson = gift_read(first, "a.gift", "vi", diags);
	g_autofree char *second = gift_of(lesson, diags);

	assert_string_equal(second, first);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(single),
		cmocka_unit_test(multiple),
		cmocka_unit_test(truefalse),
		cmocka_unit_test(typed),
		cmocka_unit_test(pairs),
		cmocka_unit_test(gaps),
		cmocka_unit_test(essay),
		cmocka_unit_test(what_is_lost_is_told),
		cmocka_unit_test(of_what_is_not_lost_nothing_is_said),
		cmocka_unit_test(what_moodle_would_misread_is_left_out),
		cmocka_unit_test(a_question_means_the_same_after_gift),
		cmocka_unit_test(gift_stays_as_it_is),
	};

	return cmocka_run_group_tests_name("export_gift", tests, NULL, NULL);
}
