# taphuan: make run, make test; see README.md.
#
# Everything is built under $(BUILD). Each room of src/ is one static library; a program or a test links the rooms it stands on and
# nothing above them.

BUILD   ?= build
PREFIX  ?= /usr/local
DESTDIR ?=
CC      ?= cc
VERSION := 1.0

CFLAGS  ?= -O2 -g
WERROR  ?=
SANITIZE ?=
WARNINGS := -Wall -Wextra -Wconversion -Wsign-conversion -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wold-style-definition \
	-Wvla -Wundef -Wpointer-arith -Wwrite-strings -Wcast-qual -Wformat=2 -Wimplicit-fallthrough -Wswitch-enum
MODULES := ncursesw libcmark glib-2.0 libcyaml sqlite3 jansson
PAGES   := pangocairo cairo-pdf
PKG_CONFIG ?= pkg-config

pkg = $(shell $(PKG_CONFIG) $(1) 2>/dev/null)
ALL_CFLAGS := -std=c17 -D_GNU_SOURCE -DVERSION='"$(VERSION)"' -DPREFIX='"$(PREFIX)"' -Isrc $(WARNINGS) $(WERROR) $(SANITIZE) \
	$(call pkg,--cflags $(MODULES)) $(CFLAGS)
ALL_LDFLAGS := $(SANITIZE) $(LDFLAGS)
LIBS := $(call pkg,--libs $(MODULES)) -lunistring -lm
PAGE_CFLAGS := $(call pkg,--cflags $(PAGES))
PAGE_LIBS := $(call pkg,--libs $(PAGES)) -lcups

# From the top down: a room may use those to its right.
ROOMS := cli tui print export screens report store layout quiz document lesson text
# What each program's own room needs beside the rooms below it.
sources = $(wildcard src/$(1)/*.c)
objects = $(patsubst src/%.c,$(BUILD)/%.o,$(filter-out $(MAINS),$(call sources,$(1))))
MAINS := src/main.c src/print/main.c src/export/main_xlsx.c
archive = $(patsubst %,$(BUILD)/lib%.a,$(filter-out $(if $(filter print,$(2)),,print),$(1)))
# The rooms from $(1) down.
from = $(if $(filter $(1),$(firstword $(2))),$(2),$(if $(2),$(call from,$(1),$(wordlist 2,$(words $(2)),$(2)))))
below = $(foreach room,$(call from,$(1),$(ROOMS)),$(if $(call sources,$(room)),$(room)))

.DELETE_ON_ERROR:
.SECONDARY:
.PHONY: all
all: $(BUILD)/taphuan $(if $(wildcard src/print/main.c),$(BUILD)/taphuan-print) share

$(BUILD)/print/%.o: ALL_CFLAGS += $(PAGE_CFLAGS)
$(BUILD)/%.o: src/%.c
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

define room_rule
$(BUILD)/lib$(1).a: $(call objects,$(1))
	@mkdir -p $$(@D) && rm -f $$@
	$(AR) rcs $$@ $$^
endef
$(foreach room,$(ROOMS),$(eval $(call room_rule,$(room))))

$(BUILD)/taphuan: $(BUILD)/main.o $(call archive,$(call below,cli))
	$(CC) $(ALL_LDFLAGS) -o $@ $^ $(LIBS)

$(BUILD)/taphuan-print: $(BUILD)/print/main.o $(call archive,$(call below,print),print)
	$(CC) $(ALL_LDFLAGS) -o $@ $^ $(PAGE_LIBS) $(LIBS)

# The shared files beside the programs, as place.h looks for them.
.PHONY: share
share: $(BUILD)/share/themes $(BUILD)/share/content
$(BUILD)/share/themes $(BUILD)/share/content:
	@mkdir -p $(@D) && ln -sfn $(CURDIR)/$(@F) $@

# Unit tests: tests/unit/ROOM_what.c is linked with ROOM and the rooms below it, and nothing above.
UNIT_SOURCES := $(wildcard tests/unit/*.c)
UNIT := $(UNIT_SOURCES:tests/%.c=$(BUILD)/tests/%)
room_of = $(firstword $(subst _, ,$(notdir $(1))))
$(BUILD)/tests/%.o: tests/%.c
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(PAGE_CFLAGS) -Itests -DSOURCE_DIR='"$(CURDIR)"' -MMD -MP -c -o $@ $<
define unit_rule
$(BUILD)/tests/unit/$(1): $(BUILD)/tests/unit/$(1).o $(call archive,$(call below,$(call room_of,$(1))),$(call room_of,$(1)))
	$$(CC) $$(ALL_LDFLAGS) -o $$@ $$^ -lcmocka $(if $(filter print,$(call room_of,$(1))),$$(PAGE_LIBS)) $$(LIBS)
endef
$(foreach test,$(UNIT_SOURCES:tests/unit/%.c=%),$(eval $(call unit_rule,$(test))))

.PHONY: unit
unit: $(UNIT)
	@for test in $^; do $$test || exit 1; done

# End to end: each tests/e2e/*.c is a program of its own, which runs the built ones ($$TAPHUAN) under a pseudo-terminal.
E2E_SOURCES := $(filter-out tests/e2e/pty.c,$(wildcard tests/e2e/*.c))
E2E := $(E2E_SOURCES:tests/%.c=$(BUILD)/tests/%)
$(E2E): $(BUILD)/tests/e2e/%: $(BUILD)/tests/e2e/%.o $(BUILD)/tests/e2e/pty.o
	$(CC) $(ALL_LDFLAGS) -o $@ $^ -lcmocka -lvterm $(LIBS)

.PHONY: e2e
e2e: $(E2E)
	@for test in $^; do TAPHUAN=$(abspath $(BUILD))/taphuan $$test || exit 1; done

.PHONY: clean
clean:
	rm -rf $(BUILD)

-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)
