/* Lessons put together by hand, block by block, in one arena that arena_clear() empties. */
#ifndef LAYOUT_BUILD_H
#define LAYOUT_BUILD_H

#include "layout/layout.h"

#include <stdarg.h>
#include <string.h>

static GPtrArray *arena;

static inline void *arena_keep(void *memory)
{
	if (!arena)
		arena = g_ptr_array_new_with_free_func(g_free);
	g_ptr_array_add(arena, memory);
	return memory;
}

static inline void arena_clear(void)
{
	g_clear_pointer(&arena, g_ptr_array_unref);
}

static inline struct rich rich_of(const char *text)
{
	char *copy = arena_keep(g_strdup(text));

	return (struct rich){copy, strlen(copy), NULL, 0};
}

/* One run over the first occurrence of part. */
static inline struct rich rich_with(const char *text, const char *part, unsigned int style, const char *url)
{
	struct rich rich = rich_of(text);
	struct run *run = arena_keep(g_new0(struct run, 1));

	run->start = (unsigned int)(strstr(rich.text, part) - rich.text);
	run->len = (unsigned int)strlen(part);
	run->style = style;
	run->url = url;
	rich.runs = run;
	rich.n_runs = 1;
	return rich;
}

static inline struct block *block_of(enum block_kind kind, const char *text)
{
	struct block *block = arena_keep(g_new0(struct block, 1));

	block->kind = kind;
	block->text = rich_of(text);
	return block;
}

/* The blocks, up to a NULL, one after the other. */
static inline struct block *chain(struct block *first, ...)
{
	struct block *last = first, *next;
	va_list list;

	va_start(list, first);
	while ((next = va_arg(list, struct block *))) {
		last->next = next;
		last = next;
	}
	va_end(list);
	return first;
}

static inline struct block *parent_of(enum block_kind kind, struct block *first)
{
	struct block *block = block_of(kind, "");

	block->first = first;
	return block;
}

static inline struct block *para(const char *text)
{
	return block_of(BLOCK_PARAGRAPH, text);
}

static inline struct block *heading(int level, const char *text)
{
	struct block *block = block_of(BLOCK_HEADING, text);

	block->level = level;
	return block;
}

static inline struct block *code(const char *info, const char *text)
{
	struct block *block = block_of(BLOCK_CODE, text);

	block->info = info;
	return block;
}

static inline struct block *list_of(bool ordered, int start, struct block *items)
{
	struct block *block = parent_of(BLOCK_LIST, items);

	block->list.ordered = ordered;
	block->list.tight = true;
	block->list.start = start;
	return block;
}

static inline struct block *item(const char *text)
{
	return parent_of(BLOCK_ITEM, para(text));
}

/* Rows of cells between bars, lines between rows: "a|b\nc|d". */
static inline struct block *table_of(const char *rows, const char *aligns)
{
	g_auto(GStrv) lines = g_strsplit(rows, "\n", -1);
	enum align *align = arena_keep(g_new0(enum align, strlen(aligns)));
	struct block *table = block_of(BLOCK_TABLE, ""), *last_row = NULL;

	for (size_t i = 0; aligns[i]; i++)
		align[i] = aligns[i] == 'r' ? ALIGN_RIGHT : aligns[i] == 'c' ? ALIGN_CENTER : ALIGN_LEFT;
	table->table.columns = strlen(aligns);
	table->table.aligns = align;
	for (size_t r = 0; lines[r]; r++) {
		g_auto(GStrv) cells = g_strsplit(lines[r], "|", -1);
		struct block *row = block_of(BLOCK_ROW, ""), *last = NULL;
		for (size_t c = 0; cells[c]; c++) {
			struct block *cell = block_of(BLOCK_CELL, cells[c]);
			if (last)
				last->next = cell;
			else
				row->first = cell;
			last = cell;
		}
		if (last_row)
			last_row->next = row;
		else
			table->first = row;
		last_row = row;
	}
	return table;
}

/* A lesson of one slide. */
static inline struct lesson *lesson_of(const char *title, struct block *blocks)
{
	struct lesson *lesson = arena_keep(g_new0(struct lesson, 1));
	struct slide *slide = arena_keep(g_new0(struct slide, 1));

	if (title) {
		struct rich *rich = arena_keep(g_new0(struct rich, 1));
		*rich = rich_of(title);
		slide->title = rich;
		slide->title_level = 2;
	}
	slide->first = blocks;
	lesson->title = "Công tác dân số trong tình hình mới";
	lesson->author = lesson->date = "";
	lesson->lang = "vi";
	lesson->slides = slide;
	lesson->n_slides = 1;
	return lesson;
}

/* All lines of a page as text, for comparing; the caller frees it. */
static inline char *page_text(const struct page *page)
{
	GString *s = g_string_new(NULL);

	for (size_t i = 0; i < page->lines->len; i++) {
		const struct styled_line *line = page->lines->pdata[i];
		g_string_append_printf(s, "%*s%s\n", line->indent, "", line->text);
	}
	return g_string_free(s, FALSE);
}

#endif
