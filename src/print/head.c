/*
 * The words of the official form stand here as the decree gives them, in Vietnamese, whatever the language of the
 * lesson or of the person: they are a form, not sentences of ours.
 */
#include "print/head.h"

#include "text/text.h"

#define COUNTRY      "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
#define MOTTO        "Độc lập - Tự do - Hạnh phúc"
#define NUMBER       "Số: ……/……"
#define DOTS         "……………………………"
#define DOTTED_PLACE "…………………"

#define HEAD_GAP     MM(4) /* between the two halves of the head */
#define RULE_GAP     2.5   /* from a line of letters to the rule under it */
#define PART_GAP     8.0   /* between the parts of the head */
#define SIGN_ABOVE   MM(6) /* over the signatures */

/* A column that lines are set in the middle of, from the top down. */
struct column_at {
	double x, y, width;
};

/* Returns the width of the longest line of the text. */
static double put_line(struct pages *pages, struct column_at *at, enum font font, const char *text)
{
	PangoLayout *layout = pages_layout(pages, font, at->width, PANGO_ALIGN_CENTER, text);
	double shift = layout_balance(layout);
	pages_draw(pages, layout, at->x + shift, at->y);
	at->y += layout_height(layout);
	return layout_width(layout);
}

static void put_rule(struct pages *pages, struct column_at *at, double length)
{
	pages_rule(pages, at->x + (at->width - length) / 2, at->y + RULE_GAP, length);
	at->y += RULE_GAP;
}

static void put_capitals(struct pages *pages, struct column_at *at, enum font font, const char *text)
{
	g_autofree char *capitals = text_upper(text);
	put_line(pages, at, font, capitals);
}

/* The bodies that issue it: a rule of a third to a half of the line under the lower one. */
static void put_bodies(struct pages *pages, struct column_at *at, const struct config *config)
{
	bool known = *config->organisation != '\0';
	if (*config->parent)
		put_capitals(pages, at, FONT_HEAD, config->parent);
	else if (!known)
		put_line(pages, at, FONT_HEAD, DOTS);
	g_autofree char *name = known ? text_upper(config->organisation) : g_strdup(DOTS);
	double width = put_line(pages, at, FONT_HEAD_BOLD, name);
	put_rule(pages, at, width * 0.4);
}

/* A zero stands before days under 10 and before January and February only. */
char *head_day(const struct form *form)
{
	int month = g_date_time_get_month(form->now);
	return g_strdup_printf(month < 3 ? "%s, ngày %02d tháng %02d năm %d" : "%s, ngày %02d tháng %d năm %d",
			       *form->config->place ? form->config->place : DOTTED_PLACE,
			       g_date_time_get_day_of_month(form->now), month, g_date_time_get_year(form->now));
}

/* The two halves of the head from the sheet's y on: the motto's line does not break, and on a wide sheet they are
 * equal. */
static void halves(struct pages *pages, struct column_at *left, struct column_at *right)
{
	double country = layout_width(pages_layout(pages, FONT_HEAD_BOLD, -1, PANGO_ALIGN_LEFT, COUNTRY)) + 1;
	double width = pages_width(pages) - HEAD_GAP, wide = MAX(country, width / 2);
	*left = (struct column_at){pages->sheet->left, pages->y, width - wide};
	*right = (struct column_at){pages->sheet->left + width - wide + HEAD_GAP, pages->y, wide};
}

void head_bodies(struct pages *pages, const struct form *form)
{
	struct column_at bodies, state;
	halves(pages, &bodies, &state);
	put_bodies(pages, &bodies, form->config);
	put_line(pages, &state, FONT_HEAD_BOLD, COUNTRY);
	double motto = put_line(pages, &state, FONT_BOLD, MOTTO);
	put_rule(pages, &state, motto);
	pages->y = MAX(bodies.y, state.y);
}

void head_draw(struct pages *pages, const struct form *form)
{
	struct column_at number, day;
	g_autofree char *day_text = head_day(form);
	head_bodies(pages, form);
	pages->y += PART_GAP;
	halves(pages, &number, &day);
	put_line(pages, &number, FONT_BODY, NUMBER);
	put_line(pages, &day, FONT_ITALIC, day_text);
	pages->y = MAX(number.y, day.y);
}

void head_title(struct pages *pages, const char *title, const char *subject)
{
	struct column_at at = {pages->sheet->left, pages->y + 2 * PART_GAP, pages_width(pages)};
	put_capitals(pages, &at, FONT_TITLE, title);
	if (*subject) {
		double width = put_line(pages, &at, FONT_TITLE, subject);
		put_rule(pages, &at, CLAMP(width * 0.4, MM(20), MM(60)));
	}
	pages->y = at.y + PART_GAP + 6;
}

/* ---- Signatures -------------------------------------------------------------------------------------------- */

/* Who draws it up signs on the left, who answers for it on the right. */
enum side { LEFT, RIGHT, SIDES };

char *head_office(const struct form *form)
{
	return *form->config->signer_title ? text_upper(form->config->signer_title) : g_strdup("THỦ TRƯỞNG ĐƠN VỊ");
}

const char *head_signer(const struct form *form)
{
	return *form->config->signer ? form->config->signer : DOTS;
}

static char *office(const struct form *form, enum side side)
{
	return side == LEFT ? g_strdup("NGƯỜI LẬP") : head_office(form);
}

static const char *name(const struct form *form, enum side side)
{
	if (side == RIGHT)
		return head_signer(form);
	return *form->config->recorder ? form->config->recorder : DOTS;
}

static double half_width(const struct pages *pages)
{
	return pages_width(pages) / 2 - HEAD_GAP;
}

static double signature_height(struct pages *pages, const struct form *form, enum side side)
{
	double width = half_width(pages);
	g_autofree char *capitals = office(form, side);
	double height = layout_height(pages_layout(pages, FONT_BOLD, width, PANGO_ALIGN_CENTER, capitals));
	height += layout_height(pages_layout(pages, FONT_BOLD, width, PANGO_ALIGN_CENTER, name(form, side)));
	return SIGN_ABOVE + height + SIGN_SPACE;
}

double head_signatures_height(struct pages *pages, const struct form *form)
{
	double left = signature_height(pages, form, LEFT), right = signature_height(pages, form, RIGHT);
	return MAX(left, right);
}

void head_signatures(struct pages *pages, const struct form *form)
{
	double width = half_width(pages), height = head_signatures_height(pages, form);
	for (enum side side = LEFT; side < SIDES; side++) {
		double x = pages->sheet->left + (side == RIGHT ? pages_width(pages) / 2 : 0) + HEAD_GAP / 2;
		struct column_at at = {x, pages->y + SIGN_ABOVE, width};
		g_autofree char *capitals = office(form, side);
		put_line(pages, &at, FONT_BOLD, capitals);
		at.y += SIGN_SPACE;
		put_line(pages, &at, FONT_BOLD, name(form, side));
	}
	pages->y += height;
}
