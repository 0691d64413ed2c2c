/* Certificates. Their words are an official form: Vietnamese in every language, as head.c's. */
#include "print/head.h"
#include "text/text.h"

#include <math.h>
#include <string.h>

/* The frame: two lines and between them waves, which a photocopier does not easily follow. */
#define FRAME_MARGIN MM(9)
#define BAND         MM(8)
#define WAVE         15.0 /* its length */
#define WAVES        4
#define PETALS       12

#define PART_GAP     10.0
#define LINE_GAP     7.0

/* Dark enough to be black on any printer. */
#define FRAME_COLOUR 0.55, 0.09, 0.07

/* ---- The frame --------------------------------------------------------------------------------------------- */

/* A wave along the x axis from 0 to length, in whole half-waves, so that it ends where it began. */
static void draw_wave(cairo_t *cr, double length, double height)
{
	int halves = MAX((int)(length / WAVE) * 2, 2);
	double half = length / halves;
	cairo_move_to(cr, 0, 0);
	for (int i = 0; i < halves; i++) {
		double x = i * half, peak = (i % 2 ? -height : height) * 4 / 3;
		cairo_curve_to(cr, x + half * 0.36, peak, x + half * 0.64, peak, x + half, 0);
	}
	cairo_stroke(cr);
}

/* One side of the band, along the x axis. */
static void draw_side(cairo_t *cr, double length)
{
	for (int i = 0; i < WAVES; i++) {
		double height = BAND * (0.42 - 0.12 * i);
		draw_wave(cr, length, height);
		draw_wave(cr, length, -height);
	}
}

/* A flower of thin petals around the origin. */
static void draw_rosette(cairo_t *cr, double radius)
{
	for (int i = 0; i < PETALS; i++) {
		cairo_save(cr);
		cairo_rotate(cr, 2 * G_PI * i / PETALS);
		cairo_move_to(cr, 0, 0);
		cairo_curve_to(cr, radius * 0.4, -radius * 0.45, radius * 0.9, -radius * 0.3, radius, 0);
		cairo_curve_to(cr, radius * 0.9, radius * 0.3, radius * 0.4, radius * 0.45, 0, 0);
		cairo_stroke(cr);
		cairo_restore(cr);
	}
	cairo_arc(cr, 0, 0, radius * 0.22, 0, 2 * G_PI);
	cairo_fill(cr);
}

static void draw_frame(cairo_t *cr, const struct sheet *sheet)
{
	double width = sheet->width - 2 * FRAME_MARGIN, height = sheet->height - 2 * FRAME_MARGIN;
	cairo_set_source_rgb(cr, FRAME_COLOUR);
	cairo_translate(cr, FRAME_MARGIN, FRAME_MARGIN);
	cairo_set_line_width(cr, 1.8);
	cairo_rectangle(cr, 0, 0, width, height);
	cairo_stroke(cr);
	cairo_set_line_width(cr, 0.7);
	cairo_rectangle(cr, BAND, BAND, width - 2 * BAND, height - 2 * BAND);
	cairo_stroke(cr);

	/* The PDF holds the curves themselves; only Cairo's reckoning of what they cover is coarser, and fast. */
	cairo_set_tolerance(cr, 0.5);
	cairo_set_line_join(cr, CAIRO_LINE_JOIN_BEVEL);
	cairo_set_line_width(cr, 0.4);
	for (int corner = 0; corner < 4; corner++) {
		double along = corner % 2 ? height : width;
		cairo_save(cr);
		cairo_translate(cr, BAND / 2, BAND / 2);
		draw_rosette(cr, BAND * 0.62);
		cairo_translate(cr, BAND * 0.62, 0);
		draw_side(cr, along - BAND - 2 * BAND * 0.62);
		cairo_restore(cr);
		/* The next corner becomes the top left one. */
		cairo_translate(cr, along, 0);
		cairo_rotate(cr, G_PI / 2);
	}
}

/* Two hundred certificates hold one frame, which each of them refers to. */
static void put_frame(struct pages *pages)
{
	const cairo_rectangle_t extents = {0, 0, pages->sheet->width, pages->sheet->height};
	if (!pages->frame) {
		pages->frame = cairo_recording_surface_create(CAIRO_CONTENT_COLOR_ALPHA, &extents);
		cairo_t *cr = cairo_create(pages->frame);
		draw_frame(cr, pages->sheet);
		cairo_destroy(cr);
	}
	cairo_save(pages->cr);
	cairo_set_source_surface(pages->cr, pages->frame, 0, 0);
	cairo_paint(pages->cr);
	cairo_restore(pages->cr);
}

/* ---- The words --------------------------------------------------------------------------------------------- */

struct certificate {
	struct pages *pages;
	const struct report_subject *subject;
	const struct outcome *outcome;
	const struct form *form;
};

static void put_centred(struct pages *pages, enum font font, const char *words, double above)
{
	PangoLayout *layout = pages_layout(pages, font, pages_width(pages), PANGO_ALIGN_CENTER, words);
	double shift = layout_balance(layout);
	pages->y += above;
	pages_draw(pages, layout, pages->sheet->left + shift, pages->y);
	pages->y += layout_height(layout);
}

/* "Ngày sinh: …    Đơn vị: …", dots where it is not known. */
static char *who_text(const struct person *person)
{
	g_autofree char *unit = person_unit(person);
	return g_strdup_printf("Ngày sinh: %s        Đơn vị: %s", *person->birth ? person->birth : "………………",
			       *unit ? unit : "……………………………");
}

static char *result_text(const struct certificate *certificate)
{
	g_autofree char *grade = fraction_decimal(certificate->outcome->overall.grade, 10, 2, true);
	return g_strdup_printf("Kết quả: %s điểm        Xếp loại: %s", grade, certificate->outcome->overall.band);
}

static void draw_words(void *data)
{
	const struct certificate *certificate = data;
	struct pages *pages = certificate->pages;
	g_autofree char *office = head_office(certificate->form);
	g_autofree char *name = text_upper(certificate->outcome->person->name);
	g_autofree char *who = who_text(certificate->outcome->person);
	const struct report_subject *subject = certificate->subject;
	g_autofree char *lesson =
		g_strdup_printf("“%s”", *subject->certificate ? subject->certificate : subject->title);
	g_autofree char *result = result_text(certificate);

	put_centred(pages, FONT_TITLE, office, 0);
	cairo_save(pages->cr);
	cairo_set_source_rgb(pages->cr, FRAME_COLOUR);
	put_centred(pages, FONT_GRAND, "GIẤY CHỨNG NHẬN", PART_GAP);
	cairo_restore(pages->cr);
	put_centred(pages, FONT_LARGE, "Chứng nhận ông (bà):", PART_GAP);
	put_centred(pages, FONT_NAME, name, LINE_GAP);
	put_centred(pages, FONT_LARGE, who, LINE_GAP);
	put_centred(pages, FONT_LARGE, "Đã hoàn thành chương trình tập huấn", LINE_GAP);
	put_centred(pages, FONT_LARGE_BOLD, lesson, LINE_GAP);
	put_centred(pages, FONT_LARGE, result, LINE_GAP);
}

/* Draws the words between y and y + room; where they are too long, as much smaller as is needed. */
static void put_words(struct certificate *certificate, double room)
{
	struct pages *pages = certificate->pages;
	double y = pages->y, height = pages_measure(pages, draw_words, certificate);
	double scale = MIN(1, room / height), middle = pages->sheet->width / 2;
	cairo_save(pages->cr);
	cairo_translate(pages->cr, middle, y + (room - height * scale) / 2);
	cairo_scale(pages->cr, scale, scale);
	cairo_translate(pages->cr, -middle, -y);
	draw_words(certificate);
	cairo_restore(pages->cr);
	pages->y = y + room;
}

/* Where it is entered in the book, and who signs. */
static void put_foot(struct pages *pages, const struct form *form)
{
	double half = pages_width(pages) / 2, right = pages->sheet->left + half, y = pages->y;
	g_autofree char *day = head_day(form);
	g_autofree char *office = head_office(form);
	y += pages_put(pages, FONT_ITALIC, right, y, half, PANGO_ALIGN_CENTER, day);
	y += pages_put(pages, FONT_BOLD, right, y, half, PANGO_ALIGN_CENTER, office);
	pages_put(pages, FONT_BOLD, right, y + SIGN_SPACE, half, PANGO_ALIGN_CENTER, head_signer(form));
	pages_put(pages, FONT_BODY, pages->sheet->left + MM(10), y + SIGN_SPACE, half, PANGO_ALIGN_LEFT,
		  "Vào sổ số: ……………/……………");
}

static double foot_height(struct pages *pages, const struct form *form)
{
	double half = pages_width(pages) / 2, height = SIGN_SPACE;
	g_autofree char *day = head_day(form);
	g_autofree char *office = head_office(form);
	height += layout_height(pages_layout(pages, FONT_ITALIC, half, PANGO_ALIGN_CENTER, day));
	height += layout_height(pages_layout(pages, FONT_BOLD, half, PANGO_ALIGN_CENTER, office));
	return height + layout_height(pages_layout(pages, FONT_BOLD, half, PANGO_ALIGN_CENTER, head_signer(form)));
}

void print_certificate(struct pages *pages, const struct report_subject *subject, const struct outcome *outcome,
		       const struct form *form)
{
	struct certificate certificate = {pages, subject, outcome, form};
	pages_begin(pages, &sheet_landscape);
	put_frame(pages);
	head_bodies(pages, form);
	pages->y += PART_GAP;
	double foot = foot_height(pages, form);
	put_words(&certificate, MAX(pages_room(pages) - foot - PART_GAP, MM(20)));
	pages->y += PART_GAP;
	put_foot(pages, form);
}
