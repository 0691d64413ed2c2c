/* Any bytes are lines of answers given on paper: told what is wrong with, or answers that the questions can have. */
#include "fuzz/fuzz.h"
#include "quiz/answer.h"
#include "quiz/paper.h"
#include "text/text.h"

#include <string.h>

static const char source[] = "## Một\n<!-- quiz id=mot -->\n\n1. [x] a\n2. [ ] b\n3. [ ] c\n\n"
			     "## Hai\n<!-- quiz id=hai -->\n\n- [x] a\n- [x] b\n- [ ] c\n\n"
			     "## Ba\n<!-- quiz id=ba type=tf -->\n\n- [x] a\n- [ ] b\n\n"
			     "## Bốn\n<!-- quiz id=bon -->\n\n1. a\n2. b\n3. c\n\n"
			     "## Năm\n<!-- quiz id=nam -->\n\n- a -> lẻ\n- b -> chẵn\n- c -> lẻ\n\n"
			     "## Sáu\n<!-- quiz id=sau -->\n\n[[2,1 con]]\n\n"
			     "## Bảy\n<!-- quiz id=bay -->\n\nSố [[21]] giữ [[thấp | (thay thế) | cao]].\n";

static void check_item(const struct attempt_item *item)
{
	g_autofree char *text = answer_text(item, item->response);
	g_autoptr(Response) again = response_new();

	g_assert(response_fits(item->response, item->question));
	/* A semicolon in words sets gaps apart when they are read again. */
	if (*text == '\0' || item->question->type == QUESTION_CLOZE)
		return;
	g_autofree char *problem = answer_read(item, text, again);
	g_assert(!problem && answers_agree(item->response, again));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autoptr(Diagnostics) diags = diagnostics_new(), ignored = diagnostics_new();
	g_autoptr(Lesson) lesson = lesson_parse(source, strlen(source), "fuzz.md", NULL, ignored);
	g_autofree char *repaired = text_repair((const char *)data, size, NULL), *text = text_filter(repaired);
	g_autoptr(GPtrArray) lines = paper_read(text, "fuzz", diags);

	for (unsigned int i = 0; i < lines->len; i++) {
		const struct paper_line *line = lines->pdata[i];
		g_autoptr(Attempt) attempt = attempt_new(lesson, line->number);
		unsigned int errors = diags->errors;
		bool fine = paper_respond(attempt, line, "fuzz", diags);
		g_assert(fine == (diags->errors == errors));
		for (size_t n = 0; fine && n < attempt->n_items; n++)
			check_item(&attempt->items[n]);
	}
	return 0;
}
