/* The ways into the flow: a slide, its title, some blocks, a text. */
#include "layout/private.h"

#include <string.h>

static bool is_english(const struct lesson *lesson)
{
	return lesson && g_strcmp0(lesson->lang, "en") == 0;
}

const char *layout_label(const struct lesson *lesson, enum label label)
{
	static const char *const words[][2] = {
		[LABEL_PICTURE] = {"Hình", "Picture"},
		[LABEL_TRUE] = {"Đúng", "True"},
		[LABEL_FALSE] = {"Sai", "False"},
		[LABEL_NOTES] = {"Ghi chú cho người trình bày", "Speaker notes"},
	};

	return words[label][is_english(lesson)];
}

char *layout_number(const struct lesson *lesson, double value)
{
	char *text = g_strdup_printf("%.10g", value);
	char *point = strchr(text, '.');

	if (point && !is_english(lesson))
		*point = ',';
	return text;
}

char *layout_date(const struct lesson *lesson, const char *date)
{
	static const char pattern[] = "0000-00-00";
	size_t i = 0;

	while (pattern[i] && (pattern[i] == '0' ? g_ascii_isdigit(date[i]) : date[i] == pattern[i]))
		i++;
	if (is_english(lesson) || pattern[i] || date[i])
		return g_strdup(date);
	return g_strdup_printf("%.2s/%.2s/%.4s", date + 8, date + 5, date);
}

static void number_links(struct flow *flow)
{
	flow->links = g_array_new(FALSE, FALSE, sizeof(const char *));
	flow->link_numbers = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
}

/* Who made the lesson and when: on its title slide, where the slide does not say so itself. */
static void flow_author(struct flow *flow, const struct lesson *lesson)
{
	g_autofree char *date = layout_date(lesson, lesson->date);
	const char *const parts[] = {lesson->author, date};
	struct line text;

	line_init(&text);
	for (size_t i = 0; i < G_N_ELEMENTS(parts); i++) {
		if (*parts[i] == '\0')
			continue;
		if (text.text->len > 0)
			line_puts(&text, ROLE_DIM, 0, flow->step, flow_glyph(flow, " · ", " - "));
		line_puts(&text, ROLE_DIM, 0, flow->step, parts[i]);
	}
	if (text.text->len > 0) {
		flow_gap(flow, 1);
		flow_text(flow, &text, LINE_START);
	}
	line_clear(&text);
}

static void flow_title(struct flow *flow, const struct slide *slide, int size)
{
	if (!flow_big(flow, slide->title->text, size))
		flow_rich(flow, slide->title, ROLE_TITLE);
	flow_gap(flow, 1);
}

static void flow_title_slide(struct flow *flow, const struct slide *slide, const struct lesson *lesson, int size)
{
	struct line rule;

	flow->align = ALIGN_CENTER;
	flow->page->middle = 0;
	flow_title(flow, slide, size);
	line_init(&rule);
	line_fill(&rule, ROLE_ACCENT, flow->step, flow_glyph(flow, "━", "="), MIN(flow->inner, 24));
	flow_text(flow, &rule, 0);
	line_clear(&rule);
	flow_gap(flow, 1);
	flow_blocks(flow, slide->first);
	if (slide == lesson->slides)
		flow_author(flow, lesson);
}

struct page *layout_slide_as(const struct slide *slide, const struct lesson *lesson, int width,
			     const struct layout_options *options, unsigned int as, int size)
{
	struct flow flow;

	flow_init(&flow, lesson, width, options);
	number_links(&flow);
	flow.airy = as & AS_AIRY;
	flow.source = slide->line;
	if ((as & AS_TITLED) && slide->title && slide->is_title) {
		flow_title_slide(&flow, slide, lesson, size);
	} else {
		if ((as & AS_TITLED) && slide->title)
			flow_title(&flow, slide, size);
		if (slide->question)
			flow_question(&flow, slide->question);
		else
			flow_blocks(&flow, slide->first);
	}
	flow_links(&flow);
	return flow_finish(&flow);
}

struct page *layout_slide(const struct slide *slide, const struct lesson *lesson, int width,
			  const struct layout_options *options)
{
	return layout_slide_as(slide, lesson, width, options, 0, 0);
}

struct page *layout_title(const struct slide *slide, int width, const char *suffix,
			  const struct layout_options *options)
{
	struct flow flow;
	struct line text;

	flow_init(&flow, NULL, width, options);
	line_init(&text);
	if (slide->title) {
		rich_put(&flow, &text, slide->title, ROLE_TITLE);
		if (suffix) {
			line_puts(&text, ROLE_TITLE, 0, 0, " ");
			line_puts(&text, ROLE_DIM, 0, 0, suffix);
		}
		flow_text(&flow, &text, LINE_START);
	}
	line_clear(&text);
	return flow_finish(&flow);
}

struct page *layout_blocks(const struct block *blocks, const struct lesson *lesson, int width,
			   const struct layout_options *options)
{
	struct flow flow;

	flow_init(&flow, lesson, width, options);
	flow.numbers_gaps = flow.options->n_gaps > 1;
	number_links(&flow);
	flow_blocks(&flow, blocks);
	flow_links(&flow);
	return flow_finish(&flow);
}

struct page *layout_rich(const struct rich *rich, int width, enum role role, const struct layout_options *options)
{
	struct flow flow;

	flow_init(&flow, NULL, width, options);
	flow_rich(&flow, rich, role);
	return flow_finish(&flow);
}
