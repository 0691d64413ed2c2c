/* A lesson as text, for tests to compare: one line a block, runs as <tags>. */
#ifndef TAPHUAN_TESTS_LESSON_DUMP_H
#define TAPHUAN_TESTS_LESSON_DUMP_H

#include "lesson/lesson.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static void dump_rich(GString *out, const struct rich *rich)
{
	static const struct {
		unsigned int style;
		const char *tag;
	} tags[] = {{RUN_EMPHASIS, "e"}, {RUN_STRONG, "s"}, {RUN_CODE, "c"}, {RUN_STRIKE, "d"}};
	size_t at = 0;

	for (size_t i = 0; i <= rich->n_runs; i++) {
		const struct run *run = i < rich->n_runs ? &rich->runs[i] : NULL;
		size_t start = run ? run->start : rich->len;

		assert_true(start >= at && start <= rich->len);
		g_string_append_len(out, rich->text + at, (gssize)(start - at));
		if (!run)
			break;
		if (run->style & RUN_GAP)
			g_string_append_printf(out, "<gap %d>", run->gap);
		if (run->style & RUN_LINK)
			g_string_append_printf(out, "<a %s>", run->url);
		for (size_t t = 0; t < G_N_ELEMENTS(tags); t++)
			if (run->style & tags[t].style)
				g_string_append_printf(out, "<%s>", tags[t].tag);
		g_string_append_len(out, rich->text + run->start, run->len);
		g_string_append(out, run->style & RUN_GAP ? "" : "</>");
		at = run->start + run->len;
	}
	assert_int_equal(strlen(rich->text), rich->len);
}

static void dump_blocks(GString *out, const struct block *block, int depth);

static void dump_chart(GString *out, const struct chart *chart)
{
	static const char *const kinds[] = {"bar", "column", "stacked", "pyramid"};

	g_string_append_printf(out, "chart %s %s:", kinds[chart->kind], chart->title ? chart->title : "-");
	for (size_t i = 0; i < chart->n_series; i++)
		g_string_append_printf(out, " %s", chart->series[i] ? chart->series[i] : "-");
	for (size_t i = 0; i < chart->n_rows; i++) {
		g_string_append_printf(out, " [%s", chart->rows[i].label);
		for (size_t n = 0; n < chart->n_series; n++)
			g_string_append_printf(out, " %g", chart->rows[i].values[n]);
		g_string_append(out, "]");
	}
}

static void dump_block(GString *out, const struct block *block, int depth)
{
	static const char *const aligns[] = {"none", "left", "center", "right"};

	g_string_append_printf(out, "%*s", depth * 2, "");
	switch (block->kind) {
	case BLOCK_HEADING:
		g_string_append_printf(out, "h%d ", block->level);
		break;
	case BLOCK_PARAGRAPH:
		g_string_append(out, "p ");
		break;
	case BLOCK_LIST:
		g_string_append_printf(out, block->list.ordered ? "ol %d" : "ul", block->list.start);
		g_string_append(out, block->list.tight ? "" : " loose");
		if (block->list.spacing)
			g_string_append_printf(out, " spacing=%d", block->list.spacing);
		break;
	case BLOCK_ITEM:
		g_string_append(out, "li");
		break;
	case BLOCK_QUOTE:
		g_string_append(out, "quote");
		break;
	case BLOCK_CODE:
		g_string_append_printf(out, "code %s: ", block->info);
		break;
	case BLOCK_TABLE:
		g_string_append(out, "table");
		for (size_t i = 0; i < block->table.columns; i++)
			g_string_append_printf(out, " %s", aligns[block->table.aligns[i]]);
		break;
	case BLOCK_ROW:
		g_string_append(out, "row");
		break;
	case BLOCK_CELL:
		g_string_append(out, "cell ");
		break;
	case BLOCK_IMAGE:
		g_string_append_printf(out, "image %s: ", block->url);
		break;
	case BLOCK_CHART:
		dump_chart(out, block->chart);
		break;
	case BLOCK_PAUSE:
		g_string_append(out, "pause");
		break;
	case BLOCK_COLUMNS:
		g_string_append(out, "columns");
		break;
	case BLOCK_COLUMN:
		g_string_append_printf(out, "column %d", block->weight);
		break;
	case BLOCK_SPACE:
		g_string_append_printf(out, "space %d", block->count);
		break;
	case BLOCK_MIDDLE:
		g_string_append(out, "middle");
		break;
	case BLOCK_ALIGN:
		g_string_append_printf(out, "align %s", aligns[block->align]);
		break;
	case BLOCK_SOURCES:
		g_string_append(out, "sources");
		break;
	}
	dump_rich(out, &block->text);
	g_string_append_c(out, '\n');
	dump_blocks(out, block->first, depth + 1);
}

static void dump_blocks(GString *out, const struct block *block, int depth)
{
	for (; block; block = block->next)
		dump_block(out, block, depth);
}

static void dump_option(GString *out, const struct option *option, int depth)
{
	g_string_append_printf(out, "%*s%s ", depth * 2, "", option->right ? "[x]" : "[ ]");
	dump_rich(out, &option->text);
	if (option->match.len) {
		g_string_append(out, " => ");
		dump_rich(out, &option->match);
	}
	if (option->has_weight) {
		g_autofree char *weight = fraction_text(option->weight);

		g_string_append_printf(out, " w=%s", weight);
	}
	g_string_append(out, option->last ? " last\n" : "\n");
	dump_blocks(out, option->feedback, depth + 1);
}

static void dump_question(GString *out, const struct question *question)
{
	static const char *const types[] = {"single", "multiple", "tf",   "order", "match",
					    "text",   "number",   "date", "cloze", "essay"};

	g_string_append_printf(out, "  ? %s %s\n", types[question->type], question->id);
	for (size_t i = 0; i < question->n_options; i++) {
		dump_option(out, &question->options[i], 1);
		if (question->numbers)
			g_string_append_printf(out, "    %g..%g %s\n", question->numbers[i].low,
					       question->numbers[i].high, question->numbers[i].unit);
		if (question->dates)
			g_string_append_printf(out, "    %d-%d-%d\n", question->dates[i].year, question->dates[i].month,
					       question->dates[i].day);
	}
	for (size_t i = 0; i < question->n_gaps; i++) {
		const struct gap *gap = &question->gaps[i];

		g_string_append_printf(out, "  gap %s\n", types[gap->type]);
		for (size_t n = 0; n < gap->n_options; n++)
			dump_option(out, &gap->options[n], 2);
		if (gap->type == QUESTION_NUMBER)
			g_string_append_printf(out, "    %g..%g %s\n", gap->number.low, gap->number.high,
					       gap->number.unit);
		if (gap->type == QUESTION_DATE)
			g_string_append_printf(out, "    %d-%d-%d\n", gap->date.year, gap->date.month, gap->date.day);
	}
	for (size_t i = 0; i < question->n_hints; i++) {
		g_string_append(out, "  hint\n");
		dump_blocks(out, question->hints[i], 2);
	}
	if (question->explanation) {
		g_string_append(out, "  explanation\n");
		dump_blocks(out, question->explanation, 2);
	}
}

static void dump_slide(GString *out, const struct slide *slide)
{
	g_string_append_printf(out, "%d%s", slide->title_level, slide->is_title ? "! " : " ");
	if (slide->title)
		dump_rich(out, slide->title);
	g_string_append_c(out, '\n');
	dump_blocks(out, slide->first, 1);
	if (slide->question)
		dump_question(out, slide->question);
	if (slide->notes)
		g_string_append_printf(out, "  note: %s\n", slide->notes);
}

/* Every slide, as text. */
static inline char *dump_lesson(const struct lesson *lesson)
{
	GString *out = g_string_new(NULL);

	for (size_t i = 0; i < lesson->n_slides; i++)
		dump_slide(out, &lesson->slides[i]);
	return g_string_free(out, FALSE);
}

/* Parses the source and compares its slides; what is wrong in it is left to the caller. */
static inline void assert_slides_with(const char *source, const char *want, struct diagnostics *diags)
{
	g_autoptr(Lesson) lesson = lesson_parse(source, strlen(source), "x.md", NULL, diags);
	g_autofree char *text = dump_lesson(lesson);

	if (strcmp(text, want))
		fail_msg("of\n%s\n— came —\n%s\n— not —\n%s", source, text, want);
}

/* The same for a source without errors. */
static inline void assert_slides(const char *source, const char *want)
{
	g_autoptr(Diagnostics) diags = diagnostics_new();

	assert_slides_with(source, want, diags);
	for (unsigned int i = 0; i < diags->items->len; i++) {
		const struct diagnostic *d = g_ptr_array_index(diags->items, i);

		if (d->severity == SEVERITY_ERROR)
			fail_msg("of\n%s\ncame %d:%d: %s", source, d->line, d->column, d->message);
	}
}

#endif
