/*
 * Run while building: prints the table of letters.h in C.
 *
 *     make-letters REGULAR.ttf BOLD.ttf
 */
#include <ft2build.h>
#include FT_FREETYPE_H

#include <glib.h>
#include <stdio.h>
#include <stdlib.h>

/* What a title may hold: printable ASCII, all of Vietnamese, and what stands in names and numbers of documents. */
static const char repertory[] =
	" !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~"
	"ÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬĐÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"
	"àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"
	"\u00a0§«°±²³·»×÷–—‘’“”•…";

/* Narrow, plain and large: sizes in which no two letters of Vietnamese come out alike. */
static const struct {
	int size;
	int font; /* which argument */
	unsigned int width, height;
} sizes[] = {{1, 1, 9, 16}, {2, 2, 11, 12}, {3, 2, 16, 16}};

static int compare_codes(const void *a, const void *b)
{
	gunichar x = *(const gunichar *)a, y = *(const gunichar *)b;

	return x < y ? -1 : x > y;
}

static const FT_GlyphSlotRec *render(FT_Face face, gunichar code)
{
	if (FT_Get_Char_Index(face, code) == 0 || FT_Load_Char(face, code, FT_LOAD_RENDER | FT_LOAD_TARGET_MONO)) {
		fprintf(stderr, "The font has no letter U+%04X\n", code);
		exit(EXIT_FAILURE);
	}
	return face->glyph;
}

/* The points of one column; top is the height of the table's first row over the baseline. */
static guint32 column(const FT_GlyphSlotRec *glyph, unsigned int x, int top)
{
	guint32 bits = 0;

	for (unsigned int y = 0; y < glyph->bitmap.rows; y++) {
		const unsigned char *row = glyph->bitmap.buffer + (ptrdiff_t)y * glyph->bitmap.pitch;
		if (row[x / 8] >> (7 - x % 8) & 1)
			bits |= 1U << (top - glyph->bitmap_top + (int)y);
	}
	return bits;
}

static void print_size(FT_Face face, int size, const gunichar *codes, long count)
{
	g_autoptr(GString) letters = g_string_new(NULL);
	int top = 0, bottom = 0;
	unsigned int first = 0;

	for (long i = 0; i < count; i++) {
		const FT_GlyphSlotRec *glyph = render(face, codes[i]);
		top = MAX(top, glyph->bitmap_top);
		bottom = MAX(bottom, (int)glyph->bitmap.rows - glyph->bitmap_top);
	}
	g_assert(top + bottom <= 32);
	printf("static const uint32_t columns_%d[] = {", size);
	for (long i = 0; i < count; i++) {
		const FT_GlyphSlotRec *glyph = render(face, codes[i]);
		for (unsigned int x = 0; x < glyph->bitmap.width; x++)
			printf("%#x,", column(glyph, x, top));
		g_string_append_printf(letters, "{%#x,%d,%u,%ld,%u},\n", codes[i], glyph->bitmap_left,
				       glyph->bitmap.width, glyph->advance.x >> 6, first);
		first += glyph->bitmap.width;
	}
	printf("};\nstatic const struct letter letters_%d[] = {\n%s};\n", size, letters->str);
}

int main(int argc, char **argv)
{
	long count;
	g_autofree gunichar *codes = g_utf8_to_ucs4_fast(repertory, -1, &count);
	FT_Library library;

	if (argc != 3 || FT_Init_FreeType(&library))
		return EXIT_FAILURE;
	qsort(codes, (size_t)count, sizeof(*codes), compare_codes);
	printf("#include \"layout/letters.h\"\n\n");
	for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
		FT_Face face;
		if (FT_New_Face(library, argv[sizes[i].font], 0, &face) ||
		    FT_Set_Pixel_Sizes(face, sizes[i].width, sizes[i].height))
			return EXIT_FAILURE;
		print_size(face, sizes[i].size, codes, count);
		FT_Done_Face(face);
	}
	FT_Done_FreeType(library);
	printf("const struct letters layout_letters[LETTERS_LARGEST + 1] = {\n");
	for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++)
		printf("\t[%d] = {letters_%d, %ld, columns_%d},\n", sizes[i].size, sizes[i].size, count, sizes[i].size);
	printf("};\n");
	return EXIT_SUCCESS;
}
