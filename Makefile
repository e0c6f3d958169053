# What a person types. The scripts in scripts/ do the work; .ci/run calls the same targets.

PREFIX ?= /usr/local
DESTDIR ?=
FUZZ_SECONDS ?= 60

BINARY := .build/release/infra-ws
SOURCES := Sources Tests Package.swift
SHELL_SCRIPTS := .ci/run $(wildcard scripts/*.sh) scripts/images/postgres-entrypoint.sh scripts/stand-ins/go
ENVIRONMENT := scripts/test-environment.sh
SWIFT_TEST := swift test --disable-xctest

# A static binary needs nothing on the machine that it is copied to. Only Linux can link one.
ifeq ($(shell uname -s),Linux)
STATIC := -Xswiftc -static-executable
endif

.DEFAULT_GOAL := help

.PHONY: help
help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: build
build: ## Build for development
	swift build --build-tests

.PHONY: release
release: ## Build the release binary, static and stripped
	swift build -c release --product infra-ws $(STATIC)
	strip $(BINARY)

.PHONY: demo
demo: release ## Run the main job on a scratch copy of the storefront (KEEP=1 leaves the copy)
	scripts/setup-debian.sh demo
	$(ENVIRONMENT) scripts/demo.sh $(BINARY)

.PHONY: test
test: ## Install what the tests need and run them all
	scripts/setup-debian.sh test
	$(ENVIRONMENT) scripts/test.sh

.PHONY: test-quick
test-quick: ## Run the tests that start nothing
	$(ENVIRONMENT) $(SWIFT_TEST) --skip RealTests

.PHONY: snapshots
snapshots: ## Record the snapshots anew; read the difference before you commit it
	-UPDATE_SNAPSHOTS=1 $(SWIFT_TEST) --skip RealTests
	git --no-pager diff --stat Tests/Snapshots

.PHONY: fuzz
fuzz: ## Fuzz everything that reads bytes of a repository (FUZZ_SECONDS=60 for each target, TARGETS="json yaml")
	scripts/fuzz.sh $(FUZZ_SECONDS) $(TARGETS)

.PHONY: bench
bench: release ## Time the commands that people wait for
	scripts/bench.py $(BINARY)

.PHONY: install
install: release ## Copy the binary to $(PREFIX)/bin
	install -d $(DESTDIR)$(PREFIX)/bin
	install -m 755 $(BINARY) $(DESTDIR)$(PREFIX)/bin/infra-ws

.PHONY: uninstall
uninstall: ## Remove what install copied
	rm -f $(DESTDIR)$(PREFIX)/bin/infra-ws

.PHONY: format
format: ## Format Swift, shell and Python sources in place
	scripts/setup-debian.sh lint
	swift format format --in-place --recursive $(SOURCES)
	.build/tools/bin/shfmt -w $(SHELL_SCRIPTS)
	.build/tools/bin/ruff format --quiet --line-length 120 scripts

.PHONY: lint
lint: ## Check formatting and style, changing nothing
	scripts/setup-debian.sh lint
	swift format lint --strict --recursive $(SOURCES)
	.build/tools/bin/shfmt -d $(SHELL_SCRIPTS)
	.build/tools/bin/shellcheck -x $(SHELL_SCRIPTS)
	.build/tools/bin/ruff check --quiet scripts
	.build/tools/bin/ruff format --check --quiet --line-length 120 scripts

.PHONY: clean
clean: ## Remove everything that was built or installed here
	rm -rf .build
