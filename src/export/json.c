#include "export/export.h"

#include "text/text.h"

#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define PRECISION 15 /* digits: 8.3 is 8.3 and not 8.3000000000000007 */

/* jansson refuses what is no UTF-8. */
static json_t *string_of(const char *s)
{
	g_autofree char *valid = text_repair(s, strlen(s), NULL);

	return json_string(valid);
}

static json_t *value_of(const char *cell, enum column_type type)
{
	struct cell_number number;

	if (type != COLUMN_NUMBER)
		return string_of(cell);
	if (!*cell)
		return json_null();
	if (!cell_number(cell, &number))
		return string_of(cell);
	return trunc(number.value) == number.value ? json_integer((json_int_t)number.value) : json_real(number.value);
}

static json_t *columns_of(const struct table *table)
{
	json_t *columns = json_array();

	for (unsigned int i = 0; i < table->columns->len; i++) {
		const struct column *column = &g_array_index(table->columns, struct column, i);

		json_array_append_new(columns, json_pack("{so ss}", "title", string_of(column->title), "type",
							 column->type == COLUMN_NUMBER ? "number" : "text"));
	}
	return columns;
}

static json_t *rows_of(const struct table *table)
{
	json_t *rows = json_array();

	for (unsigned int r = 0; r < table->rows->len; r++) {
		char *const *cells = g_ptr_array_index(table->rows, r);
		json_t *row = json_array();

		for (unsigned int i = 0; i < table->columns->len; i++) {
			enum column_type type = g_array_index(table->columns, struct column, i).type;

			json_array_append_new(row, value_of(cells[i], type));
		}
		json_array_append_new(rows, row);
	}
	return rows;
}

static json_t *keys_of(const struct table *table)
{
	json_t *keys = json_array();

	for (unsigned int r = 0; r < table->keys->len; r++)
		json_array_append_new(keys, string_of(g_ptr_array_index(table->keys, r)));
	return keys;
}

static json_t *object_of(const struct table *table)
{
	return json_pack("{ss so so so so so so}", "report", table->name, "title", string_of(table->title), "subtitle",
			 string_of(table->subtitle), "columns", columns_of(table), "rows", rows_of(table), "keys",
			 keys_of(table), "closing", string_of(table->closing));
}

static json_t *session_of(const struct training_session *session)
{
	if (!session)
		return json_null();
	return json_pack("{so so so so}", "id", string_of(session->id), "title", string_of(session->title), "place",
			 string_of(session->place), "day", string_of(session->day));
}

static json_t *lessons_of(const struct report_subject *subject)
{
	json_t *lessons = json_array();

	for (size_t i = 0; i < subject->n_lessons; i++) {
		const struct lesson *lesson = subject->lessons[i];

		json_array_append_new(lessons, json_pack("{so so ss}", "name", string_of(lesson->name), "title",
							 string_of(lesson->title), "sha256", lesson->sha256));
	}
	return lessons;
}

char *export_json(const struct report_subject *subject, const GPtrArray *tables)
{
	json_t *list = json_array();

	for (unsigned int i = 0; i < tables->len; i++)
		json_array_append_new(list, object_of(g_ptr_array_index(tables, i)));
	json_t *root = json_pack("{ss si so so so so}", "format", "taphuan-tables", "version", 1, "title",
				 string_of(subject->title), "session", session_of(subject->session), "lessons",
				 lessons_of(subject), "tables", list);
	char *dumped = json_dumps(root, JSON_INDENT(2) | JSON_REAL_PRECISION(PRECISION));
	char *text = g_strconcat(dumped, "\n", NULL);

	free(dumped);
	json_decref(root);
	return text;
}
