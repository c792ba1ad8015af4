# Lanyard
#
#   make run       the sample event: build, virtual printer, daemon, links for a desk, two doors, a board and a wall
#   make test      all tests: units, then the real daemon, printer and browser (Tests/EndToEnd)
#   make check     what CI runs: format lint, a build with every check on, all tests
#   make setup     install the Debian packages that building, running and testing need (says which; safe to repeat)
#   make bench     measurements, as ratios against a baseline run beside them (PARTS="scans boards past desk lookups printing")
#   make torture-printing   a thousand badges over printers in every trouble, compared with the journal (SEED=, BADGES=)
#   make torture-scans      doors over kills, bad disks, a wrong clock and a bad network, recounted (SEED=, KILLS=)
#   make conformance  requests made up from docs/openapi.yaml, by schemathesis (EXAMPLES=50 for each operation and kind)
#   make hunt      two days with scanned documents, then `lanyard erase`, then a search of every file for everybody
#   make fuzz      mutated inputs to each parser of what strangers write, under libFuzzer (RUNS=10000000, PARSERS=, JOBS=cores)
#   make format    put the Swift sources into the house's format
#   make install   a release build into DESTDIR (PREFIX=/usr/local)
#   make deb       Debian packages of a release build, in dist/ (docs/install.md)
#   make test-install       those packages in a fresh Debian: installed, used, upgraded, removed, purged (as root)
#   make clean     remove build output and the sample event's data
#
# EVENT=folder chooses another event for `make run`, PORT=8080 another port.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.PHONY: help setup run test check bench torture-printing torture-scans conformance hunt fuzz format install deb check-arch test-install clean build build-tests build-release lint test-units test-end-to-end

BUILD_FLAGS := --explicit-target-dependency-import-check error
SWIFT_SOURCES := Package.swift Sources Tests
EVENT ?= run/socml16
PORT ?= 8080
PREFIX ?= /usr/local

help:
	@sed -n '3,19s/^# \{0,3\}//p' Makefile

setup:
	@tools/setup

build: setup
	@tools/quietly swift build $(BUILD_FLAGS)

build-tests: setup
	@tools/quietly swift build --build-tests $(BUILD_FLAGS)

run: build
	@tools/run-sample "$(EVENT)" "$(PORT)"

test: build-tests test-units test-end-to-end

test-units: build-tests
	@tools/only-news swift test --skip-build --disable-xctest

test-end-to-end: build-tests
	@/usr/bin/python3 -m pytest -q -p no:cacheprovider -n 3 Tests/EndToEnd

lint: setup
	@swift format lint --strict --parallel --recursive $(SWIFT_SOURCES)

# The README's test command, after the lint that only contributors need.
check: lint
	@$(MAKE) --no-print-directory test

format:
	@swift format --in-place --parallel --recursive $(SWIFT_SOURCES)

build-release: setup
	@tools/quietly swift build -c release --product lanyard $(BUILD_FLAGS)

bench: build-release
	@tools/quietly swift build -c release --product yardstick $(BUILD_FLAGS)
	@/usr/bin/python3 Benchmarks/bench.py $(PARTS)

torture-printing: build
	@/usr/bin/python3 Tests/Torture/printing.py $(if $(SEED),--seed $(SEED)) $(if $(BADGES),--badges $(BADGES))

torture-scans: build
	@/usr/bin/python3 Tests/Torture/scans.py $(if $(SEED),--seed $(SEED)) $(if $(KILLS),--kills $(KILLS))

conformance: build
	@CONFORMANCE_EXAMPLES=$(or $(EXAMPLES),50) /usr/bin/python3 -m pytest -q -p no:cacheprovider Tests/EndToEnd/test_conformance.py

hunt: build
	@/usr/bin/python3 Tests/Torture/hunting.py $(if $(SEED),--seed $(SEED))

fuzz: setup
	@tools/fuzz

install: build-release
	install -D -m 755 .build/release/lanyard "$(DESTDIR)$(PREFIX)/bin/lanyard"
	mkdir -p "$(DESTDIR)$(PREFIX)/share/lanyard"
	cp -R kiosk templates "$(DESTDIR)$(PREFIX)/share/lanyard/"
	rm -r "$(DESTDIR)$(PREFIX)/share/lanyard/kiosk/appliance"
	mkdir -p "$(DESTDIR)$(PREFIX)/share/lanyard/tools"
	cp -R tools/virtual-printer "$(DESTDIR)$(PREFIX)/share/lanyard/tools/"

# The kind of machine that packages are for: this one's, until there is a toolchain that builds for another.
THIS_ARCH = $(shell dpkg --print-architecture)
ARCH ?= $(THIS_ARCH)

deb: check-arch
	@$(MAKE) --no-print-directory build-release
	@tools/setup deb
	@tools/package .build/release/lanyard dist

check-arch:
	@[ "$(ARCH)" = "$(THIS_ARCH)" ] || { echo "There is no Swift toolchain here that builds for $(ARCH). Run make deb on a machine of that kind."; exit 1; }

test-install: deb
	@tools/setup deb test-install
	@lintian --profile debian --fail-on error,warning dist/*.deb
	@/usr/bin/python3 Tests/Install/install.py dist

clean:
	rm -rf .build dist run Tests/EndToEnd/output
