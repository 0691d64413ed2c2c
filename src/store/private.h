/* What the files of store/ share. */
#ifndef TAPHUAN_STORE_PRIVATE_H
#define TAPHUAN_STORE_PRIVATE_H

#include "store/disk.h"
#include "store/journal.h"
#include "store/store.h"

#include <glib.h>
#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

struct store {
	char *folder;
	char *device;
	struct store_world world;
	const struct disk *disk;
	void (*progress)(size_t done, size_t total, void *user);
	void *progress_user;
	GHashTable *seen; /* of device.c */
	int64_t latest;   /* the highest `at` of the other devices' journals, when this device's was opened last */
	struct index *held_index;   /* of store_hold(); NULL for none */
	struct ledger *held_ledger; /* the same */
};

/* Has the store write through other system calls; for tests. */
void store_set_disk(struct store *, const struct disk *);

/* ---- Strings from outside (event.c) ------------------------------------------------------------------------ */

/* NFC, filtered, on one line, trimmed, at most MAX_WORDS characters. NULL counts as "". The caller frees it. */
char *words_clean(const char *);
#define MAX_WORDS 500

/* The JSON of a line that verified; NULL when it is none. */
json_t *event_parse(const struct journal_line *);

/* The string under the key as it stands; "" when it is missing or no string. */
const char *event_string(const json_t *, const char *key);

/* The same through words_clean(). */
char *event_words(const json_t *, const char *key);

/* The exact fraction under the key; false when there is none. */
bool event_fraction(const json_t *, const char *key, struct fraction *);

/* A string as JSON, made valid first. */
json_t *json_words(const char *);

/* Sets the key to the string unless it is empty. */
void json_set_words(json_t *, const char *key, const char *);

/* An exact fraction as JSON, and a grade as handed_in and regraded have it: marks, points, grade, passed. */
json_t *json_fraction(struct fraction);
void json_set_grade(json_t *, const struct grade *);

/* Tells of a line of a journal; problems may be NULL. line 0 stands for the file. */
void problem_add(struct diagnostics *problems, const char *path, unsigned int line, enum journal_problem);

/* A journal that is read is told of this often at most; one damaged file must not bury the others. */
#define MAX_PROBLEMS 10

/* ---- Journals in the folder (files.c) ---------------------------------------------------------------------- */

enum journal_files {
	FILES_OF_DEVICES,  /* right under DATA/journal */
	FILES_OF_ATTEMPTS, /* in the folders under that */
};

/* The journals of one kind, sorted: char * relative to DATA/journal. A missing folder has none. Unref it. */
GPtrArray *journal_files(const struct store *, enum journal_files);

/* A folder right under DATA/journal, and the names of the attempts' journals in it, sorted. */
struct journal_folder {
	char *name;
	GPtrArray *files; /* of char * */
};

/* All of them, sorted: a GPtrArray of struct journal_folder. Unref it. */
GPtrArray *journal_folders(const struct store *);

char *journal_path(const struct store *, const char *relative);

/* The folder of the attempts that began then: "2018-06". The caller frees it. */
char *journal_month(int64_t at);

/* ---- Device journals (device.c) ---------------------------------------------------------------------------- */

/* Appends an event to this device's journal, with an `at` after that of all that the folder's device journals hold.
 * fields are taken over. True only when the line is on disk for good. */
bool device_append(struct store *, const char *event, json_t *fields, GError **error);

/* The same for several of one name (of json_t, borrowed), in their order: on error none of them is there. */
bool device_append_all(struct store *, const char *event, const GPtrArray *all, GError **error);

/* What is done with the events of a name. */
struct device_handler {
	const char *event;
	void (*apply)(void *user, const json_t *event);
};

/*
 * Calls the handlers for their events of all device journals, in the order that is the same on every computer: by `at`,
 * then by device and line; so the last one that a handler gets is the newest. An event that stands in two copies of a
 * journal comes once. What does not verify is told in problems (may be NULL).
 */
void device_read(const struct store *, const struct device_handler *, size_t n, void *user,
		 struct diagnostics *problems);

/* ---- Responses in journals (responses.c) ------------------------------------------------------------------- */

/* The fields of an "answered" event. */
json_t *response_fields(const struct attempt *, size_t item);

/* What a response was, from its event. NULL when it does not say. The caller frees it. */
struct response *response_read(const json_t *event);

/* ---- Lessons (lessons.c) ----------------------------------------------------------------------------------- */

/* Keeps the lesson's file as it is taken and gives the SHA-256 it is kept by; NULL on error. The caller frees it. */
char *lesson_keep(struct store *, const struct lesson *, GError **error);

enum lesson_keeping {
	LESSON_KEPT,
	LESSON_THERE,
	LESSON_OTHER,  /* the bytes have another SHA-256 */
	LESSON_FAILED, /* with an error */
};

/* Keeps a lesson that comes from elsewhere, whole. */
enum lesson_keeping lesson_keep_bytes(struct store *, const char *sha256, const char *bytes, size_t len,
				      GError **error);

/* The names of the kept lessons' files, sorted: char *. Unref it. */
GPtrArray *lesson_files(const struct store *);

/* True when a kept lesson's file holds what its name says. */
bool lesson_is_whole(const char *path);

/* The lesson kept by this SHA-256, under the name it had. */
struct lesson *lesson_kept(struct store *, const char *sha256, const char *name, GError **error);

#endif
