# taphuan: `make run` tries it, `make test` proves it, `make install` puts it in place; see README.md.
#
# Everything is built under $(BUILD). Each room of src/ is one static library; a program or a test links the rooms it stands on and
# nothing above them.

BUILD   ?= build
PREFIX  ?= /usr/local
DESTDIR ?=
VERSION := 1.0

CFLAGS  ?= -O2 -g
WERROR  ?=
SANITIZE ?=
WARNINGS := -Wall -Wextra -Wconversion -Wsign-conversion -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wold-style-definition \
	-Wvla -Wundef -Wpointer-arith -Wwrite-strings -Wcast-qual -Wformat=2 -Wimplicit-fallthrough
# clang complains of casts in g_utf8_next_char() and of g_autoptr() variables that only own something, where gcc knows better.
ifneq ($(findstring clang,$(CC)),)
WARNINGS += -Wno-cast-qual -Wno-unused-variable
endif
MODULES := ncursesw libcmark glib-2.0 libcyaml sqlite3 jansson
PAGES   := pangocairo cairo-pdf
PKG_CONFIG ?= pkg-config

pkg = $(shell $(PKG_CONFIG) $(1) 2>/dev/null)
ALL_CFLAGS := -std=c17 -D_GNU_SOURCE -DVERSION='"$(VERSION)"' -DPREFIX='"$(PREFIX)"' -Isrc $(WARNINGS) $(WERROR) $(SANITIZE) \
	$(patsubst -I%,-isystem %,$(call pkg,--cflags $(MODULES))) $(CFLAGS)
# Where tables of pointers are put right at each start, the list of the places is a hundredth as long so.
ALL_LDFLAGS := -Wl,-z,pack-relative-relocs $(SANITIZE) $(LDFLAGS)
LIBS := $(call pkg,--libs $(MODULES)) -lunistring -lm
# taphuan itself has its libraries linked in where their archives are installed: finding, mapping and binding them would take a
# third of its start. For that nothing else it is linked with may need GLib.
ARCHIVED := ncursesw tinfo cmark glib-2.0 pcre2-8 cyaml yaml sqlite3 jansson unistring
ARCHIVES = $(foreach library,$(ARCHIVED),$(shell $(CC) -print-file-name=lib$(library).a)) -lm
PAGE_CFLAGS := $(patsubst -I%,-isystem %,$(call pkg,--cflags $(PAGES)))
PAGE_LIBS := $(call pkg,--libs $(PAGES)) -lcups
SHEET_LIBS := $(call pkg,--libs xlsxwriter)
# Empty where one of them is missing: then images are shown by their words.
PICTURE_CFLAGS := $(patsubst -I%,-isystem %,$(call pkg,--cflags chafa gdk-pixbuf-2.0))
PICTURE_LIBS := $(call pkg,--libs chafa gdk-pixbuf-2.0)

# From the top down: a room may use those to its right.
ROOMS := cli tui print export screens report store layout quiz document lesson text
# What each program's own room needs beside the rooms below it.
sources = $(wildcard src/$(1)/*.c)
objects = $(patsubst src/%.c,$(BUILD)/%.o,$(filter-out $(MAINS),$(call sources,$(1))))
MAINS := src/main.c src/print/main.c src/export/main_xlsx.c src/layout/main_letters.c src/layout/main_picture.c
archive = $(patsubst %,$(BUILD)/lib%.a,$(filter-out $(if $(filter print,$(2)),,print),$(1)))
# The rooms from $(1) down.
from = $(if $(filter $(1),$(firstword $(2))),$(2),$(if $(2),$(call from,$(1),$(wordlist 2,$(words $(2)),$(2)))))
below = $(foreach room,$(call from,$(1),$(ROOMS)),$(if $(call sources,$(room)),$(room)))

.DELETE_ON_ERROR:
.SECONDARY:

# ---- What a person asks for -------------------------------------------------------------------------------------------------

# Both look for what the build needs first, and install it where they can. What they build then is built by a make of its own,
# because this one asked pkg-config before.
jobs = $(if $(filter -j% --jobserver%,$(MAKEFLAGS)),,-j$(shell nproc))
.PHONY: all run
all:
	@.ci/need build
	@$(MAKE) --no-print-directory $(jobs) programs

run:
	@.ci/need build
	@[ -e $(BUILD)/taphuan ] || echo "Building taphuan; this takes a minute, the first time."
	@$(MAKE) --no-print-directory -s $(jobs) programs
	@$(BUILD)/taphuan $(ARGS)

.PHONY: test check
test check:
	@.ci/need test
	+@BUILD=$(BUILD) tests/run $@

.PHONY: programs
programs: $(BUILD)/taphuan $(if $(wildcard src/print/main.c),$(BUILD)/taphuan-print) $(BUILD)/taphuan-xlsx $(if $(PICTURE_LIBS),$(BUILD)/taphuan-picture) share

# ---- Programs ---------------------------------------------------------------------------------------------------------------

# Other flags make other objects.
FLAGS := $(BUILD)/flags
ifneq ($(file <$(FLAGS)),$(CC) $(ALL_CFLAGS) $(PAGE_CFLAGS))
$(shell mkdir -p $(BUILD))
$(file >$(FLAGS),$(CC) $(ALL_CFLAGS) $(PAGE_CFLAGS))
endif

$(BUILD)/print/%.o: ALL_CFLAGS += $(PAGE_CFLAGS)
$(BUILD)/%.o: src/%.c $(FLAGS)
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

define room_rule
$(BUILD)/lib$(1).a: $(call objects,$(1)) $(wildcard src/$(1))
	@mkdir -p $$(@D) && rm -f $$@
	$(AR) rcs $$@ $$(filter %.o,$$^)
endef
$(foreach room,$(ROOMS),$(eval $(call room_rule,$(room))))

$(BUILD)/taphuan: $(BUILD)/main.o $(call archive,$(call below,cli))
	$(CC) $(ALL_LDFLAGS) -o $@ $^ $(ARCHIVES) 2>/dev/null || $(CC) $(ALL_LDFLAGS) -o $@ $^ $(LIBS)

$(BUILD)/taphuan-print: $(BUILD)/print/main.o $(call archive,$(call below,print),print)
	$(CC) $(ALL_LDFLAGS) -o $@ $^ $(PAGE_LIBS) $(LIBS)

$(BUILD)/taphuan-xlsx: $(BUILD)/export/main_xlsx.o $(call archive,$(call below,export))
	$(CC) $(ALL_LDFLAGS) -o $@ $^ $(SHEET_LIBS) $(LIBS)

$(BUILD)/layout/main_picture.o: ALL_CFLAGS += $(PICTURE_CFLAGS)
$(BUILD)/taphuan-picture: $(BUILD)/layout/main_picture.o $(BUILD)/liblayout.a $(BUILD)/libtext.a
	$(CC) $(ALL_LDFLAGS) -Wl,--as-needed -o $@ $^ $(PICTURE_LIBS) $(LIBS)

# Large letters (src/layout/letters.h): drawn while building, where FreeType and the font are there; else a table of none.
LETTER_CFLAGS := $(patsubst -I%,-isystem %,$(call pkg,--cflags freetype2))
LETTER_LIBS := $(call pkg,--libs freetype2)
font = $(filter %/LiberationSans-$(1).ttf,$(shell fc-match -f '%{file}' 'Liberation Sans:style=$(1)' 2>/dev/null))
LETTER_FONTS := $(if $(LETTER_LIBS),$(call font,Regular) $(call font,Bold))

$(BUILD)/layout/main_letters.o: ALL_CFLAGS += $(LETTER_CFLAGS)
$(BUILD)/make-letters: $(BUILD)/layout/main_letters.o
	$(CC) $(ALL_LDFLAGS) -o $@ $^ $(LETTER_LIBS) $(LIBS)
$(BUILD)/letters.c: $(if $(word 2,$(LETTER_FONTS)),$(BUILD)/make-letters $(LETTER_FONTS))
	@mkdir -p $(@D)
	$(if $^,$(abspath $<) $(LETTER_FONTS),printf '#include "layout/letters.h"\nconst struct letters layout_letters[LETTERS_LARGEST + 1];\n') >$@
$(BUILD)/layout/letters.o: $(BUILD)/letters.c $(FLAGS)
	$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<
$(BUILD)/liblayout.a: $(BUILD)/layout/letters.o

# The shared files beside the programs, as place.h looks for them.
CATALOGUES := $(patsubst src/po/%.po,$(BUILD)/share/locale/%/LC_MESSAGES/taphuan.mo,$(wildcard src/po/*.po))
.PHONY: share
share: $(BUILD)/share/themes $(BUILD)/share/content $(CATALOGUES)
$(BUILD)/share/themes $(BUILD)/share/content:
	@mkdir -p $(@D) && ln -sfn $(CURDIR)/$(@F) $@

$(BUILD)/share/locale/%/LC_MESSAGES/taphuan.mo: src/po/%.po
	@mkdir -p $(@D)
	msgfmt --check-format -o $@ $<

# ---- Translations -----------------------------------------------------------------------------------------------------------

# Sentences are marked _(), N_() or P_(), in the sources and in the tables they include. No line numbers: they would change the
# catalogue with every edit of a source.
.PHONY: pot po
pot: $(BUILD)/taphuan.pot
$(BUILD)/taphuan.pot: $(shell find src -name '*.c' -o -name '*.h' -o -name '*.def')
	@mkdir -p $(@D)
	xgettext --language=C --from-code=UTF-8 --keyword=_ --keyword=N_ --keyword=P_:1,2 --add-comments=TRANSLATORS \
		--add-location=file --sort-by-file --package-name=taphuan -o $@ $(sort $^)
	sed -i 's/charset=CHARSET/charset=UTF-8/; /^"POT-Creation-Date:/d' $@

po: $(BUILD)/taphuan.pot
	[ -e src/po/vi.po ] || msginit --no-translator --locale=vi.UTF-8 -i $< -o src/po/vi.po
	msgmerge --quiet --update --backup=none --no-fuzzy-matching --add-location=file --sort-by-file src/po/vi.po $<

# ---- Tests ------------------------------------------------------------------------------------------------------------------

$(BUILD)/tests/%.o: tests/%.c $(FLAGS)
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(PAGE_CFLAGS) -Itests -DSOURCE_DIR='"$(CURDIR)"' -MMD -MP -c -o $@ $<

# Unit and fault tests: tests/unit/ROOM_what.c is linked with ROOM and the rooms below it, and nothing above.
UNIT_SOURCES := $(wildcard tests/unit/*.c tests/fault/*.c)
UNIT := $(UNIT_SOURCES:tests/%.c=$(BUILD)/tests/%)
room_of = $(firstword $(subst _, ,$(notdir $(1))))
define unit_rule
$(BUILD)/tests/$(1): $(BUILD)/tests/$(1).o $(call archive,$(call below,$(call room_of,$(1))),$(call room_of,$(1)))
	@mkdir -p $$(@D)
	$$(CC) $$(ALL_LDFLAGS) -o $$@ $$^ -lcmocka $(if $(filter print,$(call room_of,$(1))),$$(PAGE_LIBS)) $(if $(filter export,$(call room_of,$(1))),$$(SHEET_LIBS)) $$(LIBS)
endef
$(foreach test,$(UNIT_SOURCES:tests/%.c=%),$(eval $(call unit_rule,$(test))))

# End to end: each tests/e2e/*.c is a program of its own, which runs the built ones ($$TAPHUAN), or itself with a part of them, under a
# pseudo-terminal.
E2E_SOURCES := $(filter-out tests/e2e/pty.c,$(wildcard tests/e2e/*.c))
E2E := $(E2E_SOURCES:tests/%.c=$(BUILD)/tests/%)
$(E2E): $(BUILD)/tests/e2e/%: $(BUILD)/tests/e2e/%.o $(BUILD)/tests/e2e/pty.o $(call archive,$(call below,tui))
	$(CC) $(ALL_LDFLAGS) -o $@ $^ -lcmocka -lvterm $(LIBS)

# Both stop at the first program that fails; `make test` goes on.
.PHONY: unit e2e
unit: $(UNIT)
	@for test in $^; do $$test || exit 1; done
e2e: programs $(E2E)
	@for test in $(E2E); do TAPHUAN=$(abspath $(BUILD))/taphuan $$test || exit 1; done

# Fuzzing: tests/fuzz/fuzz_TARGET.c with libFuzzer for `make fuzz`, and with replay.c, which runs it on its corpus, for `make test`.
FUZZ := $(patsubst tests/%.c,$(BUILD)/tests/%,$(wildcard tests/fuzz/fuzz_*.c))
FUZZ_SECONDS ?= 60
$(FUZZ): $(BUILD)/tests/fuzz/%: $(BUILD)/tests/fuzz/%.o $(BUILD)/tests/fuzz/replay.o $(call archive,$(call below,store))
	$(CC) $(ALL_LDFLAGS) -o $@ $^ $(LIBS)
$(FUZZ:%=%.libfuzzer): %.libfuzzer: %.o $(call archive,$(call below,store))
	$(CC) $(ALL_LDFLAGS) -fsanitize=fuzzer -o $@ $^ $(LIBS)

.PHONY: fuzz fuzzers
fuzzers: $(FUZZ:%=%.libfuzzer)
fuzz:
	@.ci/need test
	@$(MAKE) --no-print-directory -s $(jobs) BUILD=$(BUILD)/fuzz CC=clang CFLAGS='-O1 -g' \
		SANITIZE='-fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=undefined' fuzzers
	@BUILD=$(BUILD)/fuzz tests/fuzz/run $(FUZZ_SECONDS) $(notdir $(FUZZ))

# Measuring: each tests/bench/bench_*.c is a program that prints rows of a table.
BENCH := $(patsubst tests/%.c,$(BUILD)/tests/%,$(wildcard tests/bench/bench_*.c))
$(BUILD)/tests/bench/bench_sheets: LIBS += $(PAGE_LIBS)
$(BENCH): $(BUILD)/tests/bench/%: $(BUILD)/tests/bench/%.o $(BUILD)/tests/bench/common.o $(BUILD)/tests/bench/journals.o $(BUILD)/tests/e2e/pty.o \
		$(call archive,$(call below,report))
	$(CC) $(ALL_LDFLAGS) -o $@ $^ -lvterm $(LIBS)

# What is measured beside, where no program of others is.
FLOOR := $(BUILD)/tests/bench/floor
$(FLOOR): $(BUILD)/tests/bench/floor.o
	$(CC) $(ALL_LDFLAGS) -o $@ $^ $(call pkg,--libs ncursesw glib-2.0)

.PHONY: bench benches
benches: $(BENCH) $(FLOOR)
bench:
	@.ci/need bench
	@$(MAKE) --no-print-directory -s $(jobs) programs benches
	@for bench in $(BENCH); do TAPHUAN=$(abspath $(BUILD))/taphuan LC_ALL=C.UTF-8 $$bench || exit 1; done

.PHONY: tests
tests: $(UNIT) $(E2E) $(FUZZ) $(BENCH)

# clang-tidy of src/FILE.c, a stamp each; tests/check/tidy asks for those that changed.
$(BUILD)/tidy/%.c: %.c $(wildcard src/*/*.h) .clang-tidy
	@mkdir -p $(@D)
	clang-tidy --quiet $< -- $(ALL_CFLAGS) $(PAGE_CFLAGS) $(LETTER_CFLAGS) $(PICTURE_CFLAGS) >$@.said 2>&1 || { grep -A3 ': error:' $@.said; exit 1; }
	@mv $@.said $@

.PHONY: golden
# In the language, the letters and the time zone that tests/run has.
golden: export UPDATE_GOLDEN := 1
golden: export LC_ALL := C.UTF-8
golden: export LANGUAGE :=
golden: export TZ := ICT-7
golden: programs $(UNIT)
	tests/golden/run $(BUILD)/taphuan
	@for test in $(filter $(BUILD)/tests/unit/screens_% $(BUILD)/tests/unit/layout_golden,$(UNIT)); do $$test >/dev/null 2>&1; done
	@git status --short tests/golden tests/data

# ---- Installing -------------------------------------------------------------------------------------------------------------

ROOT := $(DESTDIR)$(PREFIX)
HELPERS := taphuan-print taphuan-xlsx $(if $(PICTURE_LIBS),taphuan-picture)
INSTALLED = $(ROOT)/bin/taphuan $(HELPERS:%=$(ROOT)/libexec/taphuan/%) $(ROOT)/share/man/man1/taphuan.1 $(ROOT)/share/man/man5/taphuan-lesson.5 \
	$(patsubst $(BUILD)/%,$(ROOT)/%,$(CATALOGUES))
# The themes and lessons, a line each.
shared_files = find themes content -type f

.PHONY: install uninstall
install: all
	install -D -m 755 $(BUILD)/taphuan $(ROOT)/bin/taphuan
	for helper in $(HELPERS); do install -D -m 755 $(BUILD)/$$helper $(ROOT)/libexec/taphuan/$$helper || exit 1; done
	install -D -m 644 man/taphuan.1 $(ROOT)/share/man/man1/taphuan.1
	install -D -m 644 man/taphuan-lesson.5 $(ROOT)/share/man/man5/taphuan-lesson.5
	for file in $(CATALOGUES:$(BUILD)/%=%); do install -D -m 644 $(BUILD)/$$file $(ROOT)/$$file || exit 1; done
	$(shared_files) | while IFS= read -r file; do install -D -m 644 "$$file" "$(ROOT)/share/taphuan/$$file" || exit 1; done

# Only what install put there, and the folders that are empty then.
uninstall:
	rm -f $(INSTALLED)
	$(shared_files) | while IFS= read -r file; do rm -f "$(ROOT)/share/taphuan/$$file"; done
	for dir in share/taphuan libexec/taphuan; do [ ! -d $(ROOT)/$$dir ] || find $(ROOT)/$$dir -depth -type d -empty -delete; done

.PHONY: clean
clean:
	rm -rf $(BUILD)

-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)
