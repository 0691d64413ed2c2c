/*
 * Two hundred people's result sheets in one PDF; beside a bare loop of Pango and Cairo, which puts the same words on as
 * many pages and knows nothing of people, answers and tables.
 */
#include "bench/bench.h"
#include "bench/journals.h"

#include <cairo-pdf.h>
#include <glib.h>
#include <pango/pangocairo.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PEOPLE 200
#define RUNS   7
#define FONT   "Liberation Serif 13"
#define LINE   15 /* points */
#define PIECE  70

/* ---- The bare loop ------------------------------------------------------------------------------------------ */

/* The words of our pages, as pdftotext has them. */
struct words {
	char **pages;
	char *output;
};

static void put_line(cairo_t *cairo, const PangoFontDescription *font, const char *line, double y)
{
	g_auto(GStrv) pieces = g_regex_split_simple(" {2,}", line, 0, 0);
	double x = PIECE;

	for (size_t i = 0; pieces[i]; i++) {
		if (!*pieces[i])
			continue;
		PangoLayout *layout = pango_cairo_create_layout(cairo);
		pango_layout_set_font_description(layout, font);
		pango_layout_set_text(layout, pieces[i], -1);
		cairo_move_to(cairo, x, y);
		pango_cairo_show_layout(cairo, layout);
		g_object_unref(layout);
		x += PIECE;
	}
}

static bool put_pages(void *with)
{
	const struct words *words = with;
	cairo_surface_t *surface = cairo_pdf_surface_create(words->output, 595.276, 841.89);
	cairo_t *cairo = cairo_create(surface);
	PangoFontDescription *font = pango_font_description_from_string(FONT);

	for (size_t page = 0; words->pages[page] && *words->pages[page]; page++) {
		g_auto(GStrv) lines = g_strsplit(words->pages[page], "\n", -1);
		for (size_t i = 0; lines[i]; i++)
			put_line(cairo, font, lines[i], LINE * (double)(i + 3));
		cairo_show_page(cairo);
	}
	pango_font_description_free(font);
	cairo_destroy(cairo);
	cairo_surface_finish(surface);
	bool fine = cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS;
	cairo_surface_destroy(surface);
	return fine;
}

/* ---- Comparing ---------------------------------------------------------------------------------------------- */

static void need(bool fine, const char *what)
{
	if (fine)
		return;
	fprintf(stderr, "bench_sheets: %s\n", what);
	exit(EXIT_FAILURE);
}

static double print_sheets(const char *data, const char *lesson, const char *output)
{
	const char *program = g_getenv("TAPHUAN");
	const char *const argv[] = {program ? program : "taphuan",
				    "print",
				    "person",
				    lesson,
				    "--data",
				    data,
				    "--to",
				    output,
				    "--quiet",
				    NULL};
	double ms = bench_run(argv);

	need(ms >= 0, "the sheets could not be printed");
	return ms;
}

static struct words words_of(const char *data, const char *pdf)
{
	g_autofree char *text = g_build_filename(data, "words.txt", NULL);
	g_autofree char *bytes = NULL;

	need(bench_run((const char *const[]){"pdftotext", "-layout", pdf, text, NULL}) >= 0 &&
		     g_file_get_contents(text, &bytes, NULL, NULL),
	     "pdftotext gave no words");
	return (struct words){g_strsplit(bytes, "\f", -1), g_build_filename(data, "words.pdf", NULL)};
}

static void compare(const char *data, const char *lesson)
{
	g_autofree char *pdf = g_build_filename(data, "sheets.pdf", NULL);
	struct bench_series ours, theirs;

	print_sheets(data, lesson, pdf);
	struct words words = words_of(data, pdf);
	bench_init(&ours);
	bench_init(&theirs);
	for (int i = 0; i < RUNS; i++) {
		bench_add(&ours, print_sheets(data, lesson, pdf));
		struct bench_cost cost = bench_work(put_pages, &words);
		need(cost.ms >= 0, "the bare loop failed");
		bench_add(&theirs, cost.ms);
	}
	g_autofree char *what =
		g_strdup_printf("%d personal sheets of %u pages", PEOPLE, (g_strv_length(words.pages) - 1) / PEOPLE);
	bench_row_within(what, "ms", bench_median(&ours), "bare Pango", bench_median(&theirs), 1.5);
	bench_clear(&ours);
	bench_clear(&theirs);
	g_strfreev(words.pages);
	g_free(words.output);
}

int main(void)
{
	g_autofree char *data = bench_folder(), *text = journals_lesson();
	g_autofree char *lesson = g_build_filename(data, "bai-thi.md", NULL);

	need(journals_write(data, 0, PEOPLE) && g_file_set_contents(lesson, text, -1, NULL), "no journals");
	bench_heading("on paper");
	compare(data, lesson);
	bench_remove(data);
	return EXIT_SUCCESS;
}
