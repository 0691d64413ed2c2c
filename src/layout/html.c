/* A lesson as an HTML handout. */
#include "layout/html.h"

#include "layout/private.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>
#include <sys/stat.h>

static const char style_sheet[] =
	"body{font:17px/1.55 \"Noto Sans\",\"DejaVu "
	"Sans\",Arial,sans-serif;color:#1c2430;background:#f4f5f7;margin:0}\n"
	"main{max-width:48rem;margin:0 auto;padding:1.5rem 1rem}\n"
	"section{background:#fff;border:1px solid #dfe3e8;border-radius:6px;padding:1.2rem 1.6rem;margin:0 0 1.2rem}\n"
	"section.title{text-align:center;padding:3rem 1.6rem}\n"
	"h1{font-size:1.9rem;line-height:1.25;color:#0b4f9e;margin:.2rem 0 .8rem;text-wrap:balance}\n"
	"h2{font-size:1.35rem;line-height:1.3;color:#0b4f9e;margin:0 0 .8rem;padding-bottom:.35rem;"
	"border-bottom:2px solid #dfe3e8}\n"
	"h3,h4,h5,h6{font-size:1.1rem;margin:1.1rem 0 .3rem;color:#17607a}\n"
	"p{margin:.5rem 0}\n"
	"ul,ol{margin:.5rem 0;padding-left:1.7rem}\n"
	"blockquote{margin:.6rem 0;padding:.1rem 1rem;border-left:4px solid #b9c4d0;color:#3d4957}\n"
	"pre,code{font-family:\"DejaVu Sans Mono\",monospace;font-size:.92em;background:#eef1f4}\n"
	"pre{padding:.7rem .9rem;border-radius:4px;white-space:pre-wrap;overflow-wrap:anywhere}\n"
	"table{border-collapse:collapse;margin:.7rem 0;width:100%}\n"
	"th,td{border:1px solid #cfd6dd;padding:.35rem .6rem;text-align:left;vertical-align:top}\n"
	"th{background:#eef1f4}\n"
	"th.r,td.r{text-align:right}th.c,td.c{text-align:center}\n"
	"figure{margin:.8rem 0;padding:.8rem 1rem;border:1px dashed #b9c4d0;text-align:center}\n"
	"figure.picture{padding:0;border:0}img{max-width:100%;max-height:40rem}figcaption{color:#66717d}\n"
	"small,.dim{color:#66717d}\n"
	".columns{display:flex;flex-wrap:wrap;gap:1.5rem}.columns>div{min-width:12rem}\n"
	".center{text-align:center}.right{text-align:right}\n"
	".options{list-style:none;padding-left:0}.options li{margin:.3rem 0}\n"
	".gap{display:inline-block;min-width:6rem;border-bottom:1px solid #1c2430}\n"
	".answer{height:2.2rem;border-bottom:1px solid #1c2430}\n"
	".chart td{border:0;padding:.15rem .4rem;white-space:nowrap}.chart td.bar{width:70%}\n"
	".chart i{display:inline-block;height:1em;vertical-align:-.15em}\n"
	".s0{background:#0b4f9e}.s1{background:#d97706}.s2{background:#4b9b63}.s3{background:#8a5fb0}\n"
	"aside{margin-top:1rem;text-align:left;padding:.6rem 1rem;background:#fff8e1;border-left:4px solid "
	"#e0a800;white-space:pre-line}\n"
	"@media print{body{background:#fff;font-size:12pt}section{border:0;padding:0 0 .6rem;break-inside:avoid}"
	".chart i{print-color-adjust:exact}}\n"
	"@media(max-width:30rem){section{padding:.9rem}}\n";

struct html {
	GString *out;
	const struct lesson *lesson;
	enum align align; /* of what follows on the slide */
};

/* ---- Text -------------------------------------------------------------------------------------------------- */

static void put_escaped(struct html *html, const char *text, size_t len)
{
	g_autofree char *escaped = g_markup_escape_text(text, (gssize)len);
	const char *at = escaped;

	for (const char *newline; (newline = strchr(at, '\n')); at = newline + 1) {
		g_string_append_len(html->out, at, newline - at);
		g_string_append(html->out, "<br>\n");
	}
	g_string_append(html->out, at);
}

static void put_raw(struct html *html, const char *markup)
{
	g_string_append(html->out, markup);
}

static bool is_safe(const char *url)
{
	static const char *const schemes[] = {"http://", "https://", "mailto:"};

	for (size_t i = 0; url && i < G_N_ELEMENTS(schemes); i++)
		if (g_ascii_strncasecmp(url, schemes[i], strlen(schemes[i])) == 0)
			return true;
	return false;
}

static void put_link(struct html *html, const char *url)
{
	g_autofree char *escaped = g_markup_escape_text(url, -1);

	g_string_append_printf(html->out, "<a href=\"%s\">", escaped);
}

static const struct {
	enum run_style style;
	const char *open, *close;
} tags[] = {
	{RUN_STRONG, "<strong>", "</strong>"},
	{RUN_EMPHASIS, "<em>", "</em>"},
	{RUN_STRIKE, "<del>", "</del>"},
	{RUN_CODE, "<code>", "</code>"},
};

static void put_run(struct html *html, const struct rich *rich, const struct run *run)
{
	bool link = (run->style & RUN_LINK) && is_safe(run->url);

	if (run->style & RUN_GAP) {
		g_string_append_printf(html->out, "<small>(%d)</small> <span class=\"gap\">&nbsp;</span>",
				       run->gap + 1);
		return;
	}
	if (link)
		put_link(html, run->url);
	for (size_t i = 0; i < G_N_ELEMENTS(tags); i++)
		if (run->style & tags[i].style)
			put_raw(html, tags[i].open);
	put_escaped(html, rich->text + run->start, run->len);
	for (size_t i = G_N_ELEMENTS(tags); i > 0; i--)
		if (run->style & tags[i - 1].style)
			put_raw(html, tags[i - 1].close);
	if (link)
		put_raw(html, "</a>");
}

static void put_rich(struct html *html, const struct rich *rich)
{
	size_t at = 0;

	for (size_t i = 0; i < rich->n_runs; i++) {
		const struct run *run = &rich->runs[i];
		put_escaped(html, rich->text + at, run->start - at);
		put_run(html, rich, run);
		at = run->start + run->len;
	}
	put_escaped(html, rich->text + at, rich->len - at);
}

/* An element of one text, set as the slide says. */
static void put_element(struct html *html, const char *tag, const struct rich *rich)
{
	static const char *const classes[] = {"", "", " class=\"center\"", " class=\"right\""};

	g_string_append_printf(html->out, "<%s%s>", tag, classes[html->align]);
	put_rich(html, rich);
	g_string_append_printf(html->out, "</%s>\n", tag);
}

/* ---- Charts: tables whose bars are as wide as their values --------------------------------------------------- */

static void put_chart_bar(struct html *html, size_t series, double share)
{
	g_string_append_printf(html->out, "<i class=\"s%zu\" style=\"width:%d%%\"></i>", series % 4,
			       (int)lround(CLAMP(share, 0, 1) * 85));
}

static void put_chart_value(struct html *html, double value)
{
	g_autofree char *text = layout_number(html->lesson, value);

	g_string_append_printf(html->out, " %s", text);
}

static void put_chart_head(struct html *html, const struct chart *chart)
{
	put_raw(html, "<table class=\"chart\">\n");
	if (chart->title) {
		put_raw(html, "<caption><strong>");
		put_escaped(html, chart->title, strlen(chart->title));
		put_raw(html, "</strong></caption>\n");
	}
	if (chart->n_series < 2)
		return;
	put_raw(html, "<tr><td></td><td>");
	for (size_t s = 0; s < chart->n_series; s++) {
		const char *name = chart->series[s] ? chart->series[s] : "";
		g_string_append_printf(html->out, "<i class=\"s%zu\" style=\"width:1em\"></i> ", s % 4);
		put_escaped(html, name, strlen(name));
		put_raw(html, " &nbsp; ");
	}
	put_raw(html, "</td></tr>\n");
}

/* The greatest value, or sum of a row where they stand in one bar. */
static double chart_most(const struct chart *chart)
{
	double most = 0;

	for (size_t r = 0; r < chart->n_rows; r++) {
		double sum = 0;
		for (size_t s = 0; s < chart->n_series; s++) {
			double value = fabs(chart_value(chart, r, s));
			sum = chart->kind == CHART_STACKED ? sum + value : MAX(sum, value);
		}
		most = MAX(most, sum);
	}
	return most > 0 ? most : 1;
}

static void put_chart_row(struct html *html, const struct chart *chart, size_t row, double most)
{
	const char *label = chart->rows[row].label;

	put_raw(html, "<tr><td>");
	put_escaped(html, label, strlen(label));
	put_raw(html, "</td><td class=\"bar\">");
	if (chart->kind == CHART_STACKED) {
		for (size_t s = 0; s < chart->n_series; s++)
			put_chart_bar(html, s, fabs(chart_value(chart, row, s)) / most * 0.8);
		for (size_t s = 0; s < chart->n_series; s++) {
			put_raw(html, s ? " ·" : "");
			put_chart_value(html, chart_value(chart, row, s));
		}
	} else {
		for (size_t s = 0; s < chart->n_series; s++) {
			put_raw(html, s ? "<br>" : "");
			put_chart_bar(html, s, fabs(chart_value(chart, row, s)) / most);
			put_chart_value(html, chart_value(chart, row, s));
		}
	}
	put_raw(html, "</td></tr>\n");
}

/* Of a pyramid: the left side grows to the left. */
static void put_pyramid_row(struct html *html, const struct chart *chart, size_t row, double most)
{
	const char *label = chart->rows[row].label;

	put_raw(html, "<tr><td>");
	put_escaped(html, label, strlen(label));
	put_raw(html, "</td><td style=\"width:40%;text-align:right\">");
	put_chart_value(html, chart_value(chart, row, 0));
	put_raw(html, " ");
	put_chart_bar(html, 0, chart_value(chart, row, 0) / most * 0.8);
	put_raw(html, "</td><td style=\"width:40%;padding-left:0\">");
	put_chart_bar(html, 1, chart_value(chart, row, 1) / most * 0.8);
	put_chart_value(html, chart_value(chart, row, 1));
	put_raw(html, "</td></tr>\n");
}

static void put_chart(struct html *html, const struct chart *chart)
{
	double most = chart_most(chart);
	bool pyramid = chart->kind == CHART_PYRAMID && chart->n_series == 2 && chart->n_rows > 0;
	bool turned = pyramid && chart_young_first(chart);

	put_chart_head(html, chart);
	for (size_t i = 0; i < chart->n_rows; i++) {
		size_t row = turned ? chart->n_rows - 1 - i : i;
		if (pyramid)
			put_pyramid_row(html, chart, row, most);
		else
			put_chart_row(html, chart, row, most);
	}
	put_raw(html, "</table>\n");
}

/* ---- Blocks ------------------------------------------------------------------------------------------------ */

static void put_blocks(struct html *html, const struct block *block);

static void put_within(struct html *html, const char *tag, const struct block *block)
{
	g_string_append_printf(html->out, "<%s>\n", tag);
	put_blocks(html, block->first);
	g_string_append_printf(html->out, "</%s>\n", tag);
}

static void put_list(struct html *html, const struct block *list)
{
	if (list->list.ordered)
		g_string_append_printf(html->out, "<ol start=\"%d\">\n", list->list.start);
	else
		put_raw(html, "<ul>\n");
	put_blocks(html, list->first);
	put_raw(html, list->list.ordered ? "</ol>\n" : "</ul>\n");
}

static void put_table(struct html *html, const struct block *table)
{
	static const char *const classes[] = {"", "", " class=\"c\"", " class=\"r\""};

	put_raw(html, "<table>\n");
	for (const struct block *row = table->first; row; row = row->next) {
		const char *tag = row == table->first ? "th" : "td";
		size_t c = 0;
		if (row->kind != BLOCK_ROW)
			continue;
		put_raw(html, "<tr>");
		for (const struct block *cell = row->first; cell && c < table->table.columns; cell = cell->next, c++) {
			g_string_append_printf(html->out, "<%s%s>", tag, classes[table->table.aligns[c]]);
			put_rich(html, &cell->text);
			g_string_append_printf(html->out, "</%s>", tag);
		}
		put_raw(html, "</tr>\n");
	}
	put_raw(html, "</table>\n");
}

/* The picture itself, so that the page needs no other file; false when it cannot be had. */
static bool put_picture(struct html *html, const struct block *image)
{
	g_autofree char *bytes = NULL;
	GStatBuf info;
	size_t len;

	if (!image->file || g_stat(image->file, &info) != 0 || !S_ISREG(info.st_mode) ||
	    info.st_size > PICTURE_LARGEST || !g_file_get_contents(image->file, &bytes, &len, NULL))
		return false;
	const char *type = picture_type(bytes, len);
	if (!type)
		return false;
	g_autofree char *coded = g_base64_encode((const unsigned char *)bytes, len);
	g_autofree char *words = g_markup_escape_text(image->text.text, -1);
	g_string_append_printf(html->out, "<figure class=\"picture\"><img alt=\"%s\" src=\"data:%s;base64,", words,
			       type);
	put_raw(html, coded);
	put_raw(html, "\"><figcaption>");
	put_rich(html, &image->text);
	put_raw(html, "</figcaption></figure>\n");
	return true;
}

static void put_image(struct html *html, const struct block *image)
{
	if (put_picture(html, image))
		return;
	put_raw(html, "<figure>");
	put_rich(html, &image->text);
	put_raw(html, "<br><small>");
	put_escaped(html, image->url, strlen(image->url));
	put_raw(html, "</small></figure>\n");
}

static void put_columns(struct html *html, const struct block *columns)
{
	put_raw(html, "<div class=\"columns\">\n");
	for (const struct block *column = columns->first; column; column = column->next) {
		g_string_append_printf(html->out, "<div style=\"flex:%d\">\n", MAX(column->weight, 1));
		put_blocks(html, column->first);
		put_raw(html, "</div>\n");
	}
	put_raw(html, "</div>\n");
}

static void put_sources(struct html *html)
{
	put_raw(html, "<ol>\n");
	for (size_t i = 0; i < html->lesson->n_sources; i++) {
		const struct source *source = &html->lesson->sources[i];
		g_autofree char *date = layout_date(html->lesson, source->date);
		const char *const parts[] = {source->number, source->title, source->issuer, date};
		bool any = false;
		put_raw(html, "<li>");
		for (size_t p = 0; p < G_N_ELEMENTS(parts); p++) {
			if (*parts[p] == '\0')
				continue;
			put_raw(html, any ? ", " : "");
			put_escaped(html, parts[p], strlen(parts[p]));
			any = true;
		}
		if (*source->url) {
			put_raw(html, any ? "<br>" : "");
			if (is_safe(source->url))
				put_link(html, source->url);
			put_escaped(html, source->url, strlen(source->url));
			put_raw(html, is_safe(source->url) ? "</a>" : "");
		}
		put_raw(html, "</li>\n");
	}
	put_raw(html, "</ol>\n");
}

static void put_block(struct html *html, const struct block *block)
{
	char heading[] = "h3";

	switch (block->kind) {
	case BLOCK_HEADING:
		heading[1] = (char)('0' + CLAMP(block->level, 3, 6));
		put_element(html, heading, &block->text);
		break;
	case BLOCK_PARAGRAPH:
	case BLOCK_CELL:
		put_element(html, "p", &block->text);
		break;
	case BLOCK_LIST:
		put_list(html, block);
		break;
	case BLOCK_ITEM:
		put_within(html, "li", block);
		break;
	case BLOCK_QUOTE:
		put_within(html, "blockquote", block);
		break;
	case BLOCK_CODE: {
		g_autofree char *escaped = g_markup_escape_text(block->text.text, (gssize)block->text.len);
		g_string_append_printf(html->out, "<pre>%s</pre>\n", escaped);
		break;
	}
	case BLOCK_TABLE:
		put_table(html, block);
		break;
	case BLOCK_IMAGE:
		put_image(html, block);
		break;
	case BLOCK_CHART:
		put_chart(html, block->chart);
		break;
	case BLOCK_COLUMNS:
		put_columns(html, block);
		break;
	case BLOCK_SOURCES:
		put_sources(html);
		break;
	case BLOCK_ROW:
	case BLOCK_COLUMN:
		put_blocks(html, block->first);
		break;
	case BLOCK_ALIGN:
		html->align = block->align;
		break;
	case BLOCK_PAUSE:
	case BLOCK_SPACE:
	case BLOCK_MIDDLE:
		break;
	}
}

/* Recursive: lesson/ limits how deep blocks are nested. */
static void put_blocks(struct html *html, const struct block *block)
{
	for (; block; block = block->next)
		put_block(html, block);
}

/* ---- Questions --------------------------------------------------------------------------------------------- */

static void put_option(struct html *html, const char *marker, const struct rich *text)
{
	g_string_append_printf(html->out, "<li>%s ", marker);
	put_rich(html, text);
	put_raw(html, "</li>\n");
}

static void put_lettered(struct html *html, const GPtrArray *texts)
{
	put_raw(html, "<ul class=\"options\">\n");
	for (size_t i = 0; i < texts->len; i++) {
		g_autofree char *name = question_letter(i);
		g_autofree char *marker = g_strdup_printf("%s.", name);
		put_option(html, marker, texts->pdata[i]);
	}
	put_raw(html, "</ul>\n");
}

static void put_options(struct html *html, const struct question *question)
{
	static const char *const boxes[QUESTION_TYPES] = {
		[QUESTION_SINGLE] = "○ ", [QUESTION_MULTIPLE] = "☐ ", [QUESTION_TRUEFALSE] = ""};

	put_raw(html, "<ul class=\"options\">\n");
	for (size_t i = 0; i < question->n_options; i++) {
		g_autofree char *name = question_letter(i);
		g_autofree char *marker = g_strdup_printf("%s%s.", boxes[question->type], name);
		put_option(html, marker, &question->options[i].text);
		if (question->type == QUESTION_TRUEFALSE)
			g_string_append_printf(html->out, "<li>○ %s &nbsp; ○ %s</li>\n",
					       layout_label(html->lesson, LABEL_TRUE),
					       layout_label(html->lesson, LABEL_FALSE));
	}
	put_raw(html, "</ul>\n");
}

static void put_match(struct html *html, const struct question *question)
{
	g_autoptr(GPtrArray) matches = question_matches_shown(question);

	put_raw(html, "<div class=\"columns\">\n<div><ol>\n");
	for (size_t i = 0; i < question->n_options; i++)
		if (question->options[i].text.len > 0)
			put_option(html, "", &question->options[i].text);
	put_raw(html, "</ol></div>\n<div>");
	put_lettered(html, matches);
	put_raw(html, "</div>\n</div>\n");
}

static void put_gap_choices(struct html *html, const struct question *question)
{
	for (size_t g = 0; g < question->n_gaps; g++) {
		const struct gap *gap = &question->gaps[g];
		if (gap->type != QUESTION_SINGLE)
			continue;
		g_string_append_printf(html->out, "<p>(%zu) ", g + 1);
		for (size_t i = 0; i < gap->n_options; i++) {
			put_raw(html, i ? " / " : "");
			put_rich(html, &gap->options[i].text);
		}
		put_raw(html, "</p>\n");
	}
}

static void put_question(struct html *html, const struct question *question)
{
	put_blocks(html, question->stem);
	switch (question->type) {
	case QUESTION_SINGLE:
	case QUESTION_MULTIPLE:
	case QUESTION_TRUEFALSE:
		put_options(html, question);
		break;
	case QUESTION_ORDER: {
		g_autoptr(GPtrArray) items = question_items_shown(question);
		put_lettered(html, items);
		break;
	}
	case QUESTION_MATCH:
		put_match(html, question);
		break;
	case QUESTION_CLOZE:
		put_gap_choices(html, question);
		break;
	case QUESTION_ESSAY:
		put_raw(html, "<div class=\"answer\"></div>\n<div class=\"answer\"></div>\n");
		G_GNUC_FALLTHROUGH;
	case QUESTION_TEXT:
	case QUESTION_NUMBER:
	case QUESTION_DATE:
		put_raw(html, "<div class=\"answer\"></div>\n");
		break;
	case QUESTION_TYPES:
		g_assert_not_reached();
	}
}

/* ---- The page ---------------------------------------------------------------------------------------------- */

static void put_slide(struct html *html, const struct slide *slide, bool notes)
{
	html->align = ALIGN_NONE;
	put_raw(html, slide->is_title ? "<section class=\"title\">\n" : "<section>\n");
	if (slide->title)
		put_element(html, slide->is_title ? "h1" : "h2", slide->title);
	if (slide->question)
		put_question(html, slide->question);
	else
		put_blocks(html, slide->first);
	if (notes && slide->notes) {
		g_autofree char *escaped = g_markup_escape_text(slide->notes, -1);
		g_string_append_printf(html->out, "<aside><strong>%s</strong>\n%s</aside>\n",
				       layout_label(html->lesson, LABEL_NOTES), escaped);
	}
	put_raw(html, "</section>\n");
}

char *html_handout(const struct lesson *lesson, bool notes)
{
	struct html html = {g_string_new("<!DOCTYPE html>\n"), lesson, ALIGN_NONE};
	g_autofree char *title = g_markup_escape_text(lesson->title, -1),
			*lang = g_markup_escape_text(lesson->lang, -1);
	g_autofree char *author = g_markup_escape_text(lesson->author, -1);
	g_autofree char *written = layout_date(lesson, lesson->date), *date = g_markup_escape_text(written, -1);

	g_string_append_printf(html.out,
			       "<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n"
			       "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
			       "<title>%s</title>\n<style>\n%s</style>\n</head>\n<body>\n<main>\n",
			       lang, title, style_sheet);
	for (size_t i = 0; i < lesson->n_slides; i++)
		put_slide(&html, &lesson->slides[i], notes);
	g_string_append_printf(html.out, "<p class=\"dim center\">%s%s%s%s%s</p>\n</main>\n</body>\n</html>\n", title,
			       *author ? " · " : "", author, *date ? " · " : "", date);
	return g_string_free(html.out, FALSE);
}
