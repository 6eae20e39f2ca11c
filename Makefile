# yizhan: build, test, install. `make help` lists the targets.
#
# Works with GNU make 3.81 and later. Sources, tests and data are found by their place, so a new file needs no edit
# here. What the machine offers is asked once by .make/configure.sh, which writes $(BUILD)/config.mk.

VERSION    := 0.1.0
BUILD      ?= build
PREFIX     ?= /usr/local
SYSCONFDIR ?= /etc
DESTDIR    ?=

ifeq ($(origin CC),default)
CC := cc
endif
OPTIMIZE ?= -O2 -g
WERROR   ?= -Werror
SANITIZE ?=
FUZZER   ?=
ICONV    ?=
PEOPLE   ?=
T        ?=
FUZZ_SECONDS ?= 300

MAKEFLAGS += --no-print-directory

# What the outer goals build with: as many jobs as there are processors, where nobody said how many.
JOBS      := $(shell getconf _NPROCESSORS_ONLN 2> /dev/null || echo 1)
ALL_CORES = $(MAKE) $(if $(filter -j% --jobserver%,$(MAKEFLAGS)),,-j$(JOBS))
.DEFAULT_GOAL := all
.DELETE_ON_ERROR:
.SECONDARY:

# --- What there is -----------------------------------------------------------------------------------------------
# $(call files,folder,pattern): every file below folder, at any depth, in a fixed order.
walk  = $(foreach f,$(wildcard $(1:=/*)),$(call walk,$f,$2) $(filter $(subst *,%,$2),$f))
files = $(sort $(foreach f,$(call walk,$1,$2),$(if $(wildcard $f/.),,$f)))

SOURCES     := $(call files,src,*.c)
DATA        := $(filter-out %.md %.sh,$(call files,data,*))
UNIT        := $(wildcard tests/unit/test_*.c)
SUPPORT_SRC := $(wildcard tests/support/*.c) $(filter-out $(UNIT),$(wildcard tests/unit/*.c))
PRELOADS    := $(wildcard tests/fault/preload_*.c)
HELPERS     := $(filter-out $(PRELOADS),$(wildcard $(patsubst %,tests/%/*.c,cli screen vt fault hub)))
FUZZ        := $(wildcard tests/fuzz/fuzz_*.c)
BENCH       := $(wildcard tests/bench/*.c)
C_FILES     := $(SOURCES) $(call files,include,*.h) $(call files,src,*.h) $(call files,tests,*.c) $(call files,tests,*.h)

# --- What people call; these start make again for the work, after seeing to what it needs ----------------------------
OUTER := run test test-hub check asan valgrind fault fuzz bench scale format lint clean deps help uninstall dist deb
.PHONY: all install completions test-programs fuzz-programs bench-programs tidy $(OUTER)

help:
	@echo 'make run        install what is missing, build, open the station (a demo station on first use)'
	@echo 'make test       install what is missing, build, run all tests      (T="unit/test_date cli" runs a part)'
	@echo 'make            build $(BUILD)/yizhan'
	@echo '                with CC=clang, CC=musl-gcc, ICONV=gnu (libiconv) or ICONV=libc where both are there;'
	@echo '                CPPFLAGS=-I…, LDFLAGS=-L… and PKG_CONFIG_PATH say where libraries of another place are'
	@echo 'make install    to PREFIX=$(PREFIX), below DESTDIR when set;  make uninstall takes it away again'
	@echo 'make deb        a Debian package, checked by lintian;  make dist an archive of the sources'
	@echo 'make test-hub   the district hub against a real PostgreSQL in a temporary folder; part of make test'
	@echo 'make asan       all tests with AddressSanitizer, UndefinedBehaviorSanitizer and LeakSanitizer'
	@echo 'make valgrind   all tests under valgrind'
	@echo 'make fault      the fault injection tests, at full length'
	@echo 'make fuzz       every fuzz target for FUZZ_SECONDS=$(FUZZ_SECONDS)         (T=csv runs one)'
	@echo 'make bench      speed, beside the raw limit and what else one would take (T=name runs one, PEOPLE=10000000 a size more)'
	@echo 'make scale      a district of STATIONS=200 with a year of work on this machine, for docs/scale.md; takes half an hour'
	@echo 'make format     lay out the C files;  make lint checks layout, clang-tidy and the walls'
	@echo 'make deps       install what building and testing need;  make clean removes $(BUILD)'

deps:
	@sh .make/deps.sh run test

run:
	@sh .make/deps.sh run
	@+$(ALL_CORES) all
	@file=$${YIZHAN_FILE:-$${XDG_DATA_HOME:-$$HOME/.local/share}/yizhan/station.db}; \
	if [ ! -e "$$file" ]; then \
	    echo "第一次使用，建立演示驿站 / first use, writing a demo station: $$file"; \
	    (umask 077; mkdir -p "$$(dirname "$$file")") && $(BUILD)/yizhan -f "$$file" demo || exit; \
	fi; \
	exec $(BUILD)/yizhan -f "$$file"

# The last line is always "N passed, N failed", also when something does not compile.
BUILD_FAILED = { echo 'the build failed, so no test ran'; echo '0 passed, 1 failed'; exit 1; }

test check:
	@sh .make/deps.sh run test
	@+$(ALL_CORES) all test-programs || $(BUILD_FAILED)
	@+$(ALL_CORES) BUILD=$(BUILD)/fuzz WERROR= $$(sh .make/fuzzer.sh) fuzz-programs || $(BUILD_FAILED)
	@BUILD=$(BUILD) sh tests/run.sh $(T)

test-hub:
	@sh .make/deps.sh run test
	@+$(ALL_CORES) all test-programs || $(BUILD_FAILED)
	@BUILD=$(BUILD) sh tests/run.sh hub

asan:
	@sh .make/deps.sh run test asan
	@+$(ALL_CORES) BUILD=$(BUILD)/asan OPTIMIZE='-O1 -g' SANITIZE=address,undefined all test-programs || $(BUILD_FAILED)
	@BUILD=$(BUILD)/asan sh tests/run.sh $(T)

valgrind:
	@sh .make/deps.sh run test valgrind
	@+$(ALL_CORES) all test-programs || $(BUILD_FAILED)
	@BUILD=$(BUILD) YZ_VALGRIND=1 sh tests/run.sh $(T)

fault:
	@sh .make/deps.sh run test
	@+$(ALL_CORES) all test-programs || $(BUILD_FAILED)
	@BUILD=$(BUILD) YZ_FULL=1 YZ_TIMEOUT=$${YZ_TIMEOUT:-3600} sh tests/run.sh $(or $(T),fault)

fuzz:
	@sh .make/deps.sh run test fuzz
	@+$(ALL_CORES) BUILD=$(BUILD)/fuzz WERROR= $$(sh .make/fuzzer.sh) fuzz-programs || $(BUILD_FAILED)
	@BUILD=$(BUILD) FUZZ_SECONDS=$(FUZZ_SECONDS) FUZZ_SEED=$${FUZZ_SEED:-0} sh tests/run.sh $(or $(T:%=fuzz/fuzz_%),fuzz)

bench:
	@sh .make/deps.sh run test bench
	@+$(ALL_CORES) all bench-programs
	@BUILD=$(BUILD) YZ_BENCH_MORE=$(PEOPLE) sh tests/bench.sh $(T)

scale:
	@sh .make/deps.sh run test
	@+$(ALL_CORES) all test-programs
	@BUILD=$(BUILD) sh tests/hub/scale.sh

format:
	clang-format -i $(C_FILES)

lint:
	@sh .make/deps.sh run test lint
	clang-format --dry-run -Werror $(C_FILES)
	@+$(ALL_CORES) tidy
	@if command -v shellcheck > /dev/null; then set -x; shellcheck -S warning $$(ls .make/*.sh tests/*.sh tests/*/*.sh); fi
	@BUILD=$(BUILD) sh tests/run.sh walls

clean:
	rm -rf $(BUILD)

# --- What is built -----------------------------------------------------------------------------------------------
ifneq ($(filter-out $(OUTER),$(or $(MAKECMDGOALS),all)),)

# A stamp is a file that changes when its text does; what depends on the flags or on the list of files is then rebuilt.
stamp = $(shell mkdir -p $(BUILD); [ "$$(cat $1 2>/dev/null)" = '$(strip $2)' ] || echo '$(strip $2)' > $1)

ALL_FLAGS = $(VERSION) $(CC) $(OPTIMIZE) $(WERROR) $(SANITIZE) $(FUZZER) $(CFLAGS) $(CPPFLAGS) $(LDFLAGS) $(SYSCONFDIR) $(ICONV)
$(call stamp,$(BUILD)/flags,$(ALL_FLAGS))
$(call stamp,$(BUILD)/data.list,$(DATA))
$(call stamp,$(BUILD)/sources.list,$(SOURCES) $(SUPPORT_SRC))

$(BUILD)/config.mk: .make/configure.sh .make/probe.sh $(BUILD)/flags
	@CC='$(CC)' CPPFLAGS='$(CPPFLAGS)' CFLAGS='$(CFLAGS)' LDFLAGS='$(LDFLAGS)' \
	    ICONV='$(ICONV)' sh .make/configure.sh $@

include $(BUILD)/config.mk

# Files that need a library which may be missing are left out without it; `yizhan --version` shows what is in.
OPTIONS            := LIBPQ XLSXWRITER XLSXREADER
LIBPQ_SOURCES      := $(filter %/hub/pq.c %/hub/link.c %/hub/link_name.c %/hub/link_told.c %/hub/link_wait.c,$(SOURCES))
XLSXWRITER_SOURCES := $(filter %/xlsx_write.c,$(SOURCES))
XLSXREADER_SOURCES := $(filter %/xlsx_read.c %/xlsx_book.c %/xlsx_sheet.c,$(SOURCES))
IN                 := $(foreach o,$(OPTIONS),$(if $(HAVE_$o),$(if $($o_SOURCES),$o)))
SOURCES            := $(filter-out $(foreach o,$(filter-out $(IN),$(OPTIONS)),$($o_SOURCES)),$(SOURCES))

yz_cppflags := -D_GNU_SOURCE -Iinclude -Isrc $(NEED_CFLAGS)
yz_cppflags += $(foreach o,$(IN),-DHAVE_$o=1 $($o_CFLAGS))
yz_libs     := $(foreach o,$(IN),$($o_LIBS)) $(NEED_LIBS)
yz_cflags   := -std=c17 -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes $(WERROR) $(OPTIMIZE)
yz_ldflags  := $(HARDEN_LDFLAGS)
ifeq ($(SANITIZE),)
yz_cppflags += -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2
yz_cflags   += $(HARDEN_CFLAGS)
else
sanitize    := -fsanitize=$(SANITIZE) -fno-sanitize-recover=all -fno-omit-frame-pointer
yz_cflags   += $(sanitize)
yz_ldflags  += $(sanitize)
endif
ifeq ($(FUZZER),libfuzzer)
yz_cflags   += -fsanitize=fuzzer-no-link
fuzz_main   := -fsanitize=fuzzer
else ifeq ($(FUZZER),afl)
fuzz_main   := -fsanitize=fuzzer
export AFL_QUIET := 1
else
fuzz_main   := $(BUILD)/obj/tests/fuzz/driver.o
endif

COMPILE = @mkdir -p $(@D); echo '  cc    $<'; $(CC) $(yz_cppflags) $(CPPFLAGS) $(yz_cflags) $(CFLAGS) -MMD -MP
LINK    = @mkdir -p $(@D); echo '  link  $@'; $(CC) $(yz_cflags) $(CFLAGS) $(yz_ldflags) $(LDFLAGS)

object    = $(patsubst %.c,$(BUILD)/obj/%.o,$1)
DATA_OBJ := $(patsubst %,$(BUILD)/obj/gen/%.o,$(DATA)) $(BUILD)/obj/gen/index.o
LIB_OBJ  := $(call object,$(filter-out src/main.c,$(SOURCES))) $(DATA_OBJ)
LIB      := $(BUILD)/libyizhan.a
SUPPORT  := $(if $(SUPPORT_SRC),$(BUILD)/libsupport.a)
programs  = $(patsubst %.c,$(BUILD)/%,$1)

all: $(BUILD)/yizhan ; @:
test-programs: $(call programs,$(UNIT) $(HELPERS)) $(patsubst %.c,$(BUILD)/%.so,$(PRELOADS)) ; @:
fuzz-programs: $(call programs,$(FUZZ)) ; @:
bench-programs: $(call programs,$(BENCH)) ; @:

$(BUILD)/yizhan: $(call object,src/main.c) $(LIB)
	$(LINK) -o $@ $^ $(yz_libs)

$(LIB): $(LIB_OBJ) $(BUILD)/sources.list
	@rm -f $@; $(AR) rcs $@ $(filter %.o,$^)

$(BUILD)/libsupport.a: $(call object,$(SUPPORT_SRC)) $(BUILD)/sources.list
	@rm -f $@; $(AR) rcs $@ $(filter %.o,$^)

$(BUILD)/obj/src/base/data.o: yz_cppflags += -DYZ_SYSCONFDIR='"$(SYSCONFDIR)/yizhan"'
$(BUILD)/obj/src/base/version.o: yz_cppflags += -DYZ_VERSION='"$(VERSION)"'
$(BUILD)/obj/tests/%: yz_cppflags += -Itests $(CMOCKA_CFLAGS) $(VTERM_CFLAGS)

$(BUILD)/obj/%.o: %.c $(BUILD)/flags $(BUILD)/config.mk
	$(COMPILE) -c -o $@ $<

# data/ is compiled in: each file a C string, and one sorted index of them.
$(BUILD)/obj/gen/%.o: $(BUILD)/gen/%.c $(BUILD)/flags
	$(COMPILE) -c -o $@ $<

$(BUILD)/gen/data/%.c: data/% .make/embed.sh
	@mkdir -p $(@D); sh .make/embed.sh file $* > $@

$(BUILD)/gen/index.c: $(BUILD)/data.list .make/embed.sh
	@mkdir -p $(@D); sh .make/embed.sh index $(DATA:data/%=%) > $@

# Fuzz targets: under libFuzzer or AFL++ (.make/fuzzer.sh chooses), else with the small driver in tests/fuzz/driver.c.
$(call programs,$(FUZZ)): $(BUILD)/tests/fuzz/%: $(BUILD)/obj/tests/fuzz/%.o $(filter %.o,$(fuzz_main)) $(LIB)
	$(LINK) -o $@ $(filter %.o,$^) $(filter -f%,$(fuzz_main)) $(LIB) $(LATE_LIBS) $(yz_libs)

# Libraries that stand between a program and the system, to make its calls fail.
$(BUILD)/tests/fault/%.so: tests/fault/%.c $(BUILD)/flags
	$(COMPILE) -fPIC -shared -o $@ $< -ldl

# A fault test stands between the program and the calls that its source names in a line " * wraps: malloc calloc".
comma  := ,
wrapped = $(if $(filter Darwin,$(shell uname -s)),,$(shell sed -n 's/^ [*] wraps: //p' $1))
wraps   = $(addprefix -Wl$(comma)--wrap=,$(call wrapped,$(@:$(BUILD)/%=%).c))
$(call programs,$(UNIT) $(HELPERS) $(BENCH)): $(BUILD)/tests/%: $(BUILD)/obj/tests/%.o $(SUPPORT) $(LIB)
	$(LINK) -o $@ $^ $(if $(filter $(BUILD)/tests/fault/%,$@),$(wraps)) $(CMOCKA_LIBS) $(VTERM_LIBS) $(LATE_LIBS) $(yz_libs)

tidy:
	@for f in $(SOURCES); do \
	    echo "  tidy  $$f"; \
	    clang-tidy --quiet $$f -- -std=c17 -Wall -Wextra -Wshadow $(yz_cppflags) 2> /dev/null || bad=1; \
	done; [ -z "$$bad" ]

# --- Where it goes -------------------------------------------------------------------------------------------------
completions: $(BUILD)/completions/yizhan $(BUILD)/completions/_yizhan
$(BUILD)/completions/yizhan $(BUILD)/completions/_yizhan: $(BUILD)/yizhan .make/completions.sh
	@mkdir -p $(@D); sh .make/completions.sh $(if $(filter _%,$(@F)),zsh,bash) $(BUILD)/yizhan > $@

install: $(BUILD)/yizhan completions
	@BUILD='$(BUILD)' DESTDIR='$(DESTDIR)' PREFIX='$(PREFIX)' sh .make/install.sh

-include $(patsubst %.o,%.d,$(LIB_OBJ) $(call object,src/main.c $(SUPPORT_SRC) $(UNIT) $(HELPERS) $(FUZZ) $(BENCH)))
-include $(BUILD)/obj/tests/fuzz/driver.d
endif

uninstall:
	@DESTDIR='$(DESTDIR)' PREFIX='$(PREFIX)' sh .make/install.sh --uninstall

deb:
	@sh .make/deps.sh run deb
	@+$(ALL_CORES) all completions
	@file=$$(sh .make/deb.sh $(BUILD) $(VERSION)) && echo "  deb   $$file" && lintian --allow-root --fail-on error,warning $$file

dist:
	@mkdir -p $(BUILD)
	@sh .make/dist.sh $(BUILD) $(VERSION)
