/* Any bytes are a document, refused or drafted into a lesson that has no mistakes. */
#include "document/document.h"
#include "fuzz/fuzz.h"
#include "lesson/lesson.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct draft_options options = {.questions = -1};
	g_autofree char *draft = document_draft((const char *)data, size, "fuzz.txt", &options, NULL);
	g_autoptr(Diagnostics) diags = diagnostics_new();

	if (!draft)
		return 0;
	g_autoptr(Lesson) lesson = lesson_parse(draft, strlen(draft), "draft.md", NULL, diags);
	if (diags->errors) {
		const struct diagnostic *first = g_ptr_array_index(diags->items, 0);
		g_autofree char *text = diagnostic_format(first, draft);

		g_error("the draft has mistakes:\n%s", text);
	}
	return 0;
}
