/* The PIN by which a trainer ends a kiosk: DATA/kiosk-pin holds a salted hash of it, never the PIN itself. */
#ifndef TAPHUAN_KIOSK_H
#define TAPHUAN_KIOSK_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

/* True when a PIN was set in this data folder. Who forgot it removes the file. */
bool kiosk_has_pin(const char *data_dir);

/* Keeps a new PIN, in a file that nobody else can read. */
bool kiosk_set_pin(const char *data_dir, const char *pin, GError **error);

/* How often the PIN was wrong, and until when none is looked at; all zero to begin with. */
struct kiosk_guard {
	int wrong;
	int64_t closed_until; /* milliseconds, of the clock given to kiosk_check_pin() */
};

/*
 * True when it is the PIN. False with an error for the person when it is not, or when it comes too soon after a wrong
 * one: each wrong PIN after the second doubles the wait, from 2 seconds to 5 minutes.
 */
bool kiosk_check_pin(const char *data_dir, const char *pin, struct kiosk_guard *, int64_t now, GError **error);

#endif
