#include "store/private.h"
#include "text/text.h"

static void set_number(json_t *fields, const char *key, int n)
{
	if (n)
		json_object_set_new(fields, key, json_integer(n));
}

static void set_choices(json_t *fields, const char *key, const GArray *choices)
{
	json_t *list = choices->len ? json_array() : NULL;

	for (unsigned int i = 0; i < choices->len; i++)
		json_array_append_new(list, json_integer(g_array_index(choices, int, i)));
	if (list)
		json_object_set_new(fields, key, list);
}

json_t *response_fields(const struct attempt *attempt, size_t item)
{
	const struct attempt_item *answered = &attempt->items[item];
	const struct response *response = answered->response;
	json_t *fields = json_object();

	json_object_set_new(fields, "question", json_words(answered->question->id));
	json_object_set_new(fields, "item", json_integer((json_int_t)item));
	set_choices(fields, "choices", response->choices);
	if (response->texts->len) {
		json_t *texts = json_array();
		for (unsigned int i = 0; i < response->texts->len; i++)
			json_array_append_new(texts, json_words(response->texts->pdata[i]));
		json_object_set_new(fields, "texts", texts);
	}
	set_number(fields, "certainty", response->certainty);
	set_number(fields, "tries", response->tries);
	set_choices(fields, "earlier", response->earlier);
	if (response->checked)
		json_object_set_new(fields, "checked", json_true());
	if (answered->flagged)
		json_object_set_new(fields, "flagged", json_true());
	return fields;
}

static int read_number(const json_t *event, const char *key, int most)
{
	json_int_t n = json_integer_value(json_object_get(event, key));

	return (int)CLAMP(n, 0, most);
}

static bool read_choices(const json_t *list, GArray *choices)
{
	json_t *one;
	size_t i;

	json_array_foreach (list, i, one) {
		json_int_t n = json_integer_value(one);
		int choice = (int)n;
		if (!json_is_integer(one) || n < -1 || n > G_MAXINT)
			return false;
		g_array_append_val(choices, choice);
	}
	return true;
}

struct response *response_read(const json_t *event)
{
	g_autoptr(Response) response = response_new();
	json_t *one;
	size_t i;

	if (!read_choices(json_object_get(event, "choices"), response->choices) ||
	    !read_choices(json_object_get(event, "earlier"), response->earlier))
		return NULL;
	json_array_foreach (json_object_get(event, "texts"), i, one) {
		if (!json_is_string(one))
			return NULL;
		g_autofree char *composed = text_nfc(json_string_value(one));
		g_ptr_array_add(response->texts, text_filter(composed));
	}
	response->certainty = read_number(event, "certainty", 3);
	response->tries = read_number(event, "tries", G_MAXINT);
	response->checked = json_is_true(json_object_get(event, "checked"));
	return g_steal_pointer(&response);
}
