# Needs Python 3.11 or newer, git and make. Everything else is set up by the commands themselves.
.NOTPARALLEL:
.PHONY: run test check bench fuzz attacks mutants signatures tamper failures kills disk leaks torture monkey validate prints rooms pictures format lock clean setup-run setup-test gates tests packs

BIN := .venv/bin

run: setup-run  ## open the window, or play the sample consultation where there is no display
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ] || [ "$$(uname)" = Darwin ]; then \
		exec $(BIN)/consult-app; \
	else \
		echo "There is no display here, so the sample consultation is played instead of opening the window."; \
		$(BIN)/consult-app demo --out demo && echo "The sealed consent form: $(CURDIR)/demo/consent.pdf"; \
	fi

test: setup-test gates tests  ## everything that must hold before a change is taken

check: setup-test gates packs tests  ## the same, and the packs in forms/

gates:
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

packs:
	$(BIN)/consult-app forms check

# Python may write what it compiles: else each process that a test starts compiles the tests' helpers anew.
tests:
	PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest -n 2 --cov --cov-report=json:build/coverage.json --cov-report=term:skip-covered
	$(BIN)/python .ci/coverage_floor.py build/coverage.json

format: setup-test  ## write code the way `make check` wants it
	$(BIN)/ruff format
	$(BIN)/ruff check --fix

bench: setup-test  ## starting, answering, sealing: measured, the form beside what others make of its text
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m tests.benchmarks

fuzz: setup-test  ## damage the packs at random and read them, for MINUTES (10)
	$(BIN)/python -m tests.benchmarks.fuzz_packs --minutes $(or $(MINUTES),10)

attacks: setup-test  ## what somebody with the data key could do to a vault, and what is found of it by what
	$(BIN)/python -m tests.helpers.attacks

mutants: setup-test  ## break the gates one at a time; each has to make its test fail
	$(BIN)/python -m tests.helpers.gates

signatures: setup-test  ## what foreign validators say of every kind of signed file
	$(BIN)/python -m tests.benchmarks.signatures

tamper: setup-test  ## every way of changing a signed file, and 2,000 random bits of each
	$(BIN)/python -m tests.benchmarks.tamper_matrix

failures: setup-test  ## 300 failures forced between the first stroke and the stored record, of a consent, all that follows one, and late timestamps
	$(BIN)/python -m tests.benchmarks.forced_failures

kills: setup-test  ## kill -9 while answering, changing keys, backing up, migrating: what is lost
	$(BIN)/python -m tests.benchmarks.kills

disk: setup-test  ## a disk that is full, read-only, failing or damaged: what is lost, what is found
	$(BIN)/python -m tests.benchmarks.disk

leaks: setup-test  ## a word typed into every field of every page, looked for in all files after a kill
	$(BIN)/python -m tests.benchmarks.leaks

torture: setup-test  ## 200 generated consultations as documents; the tests take a few of them
	CONSULT_TORTURE=200 $(BIN)/python -m pytest -q -n 2 tests/contract/test_pdf_torture.py

monkey: setup-test  ## 20,000 random acts in the window over 20 seeds; the tests take a quarter of them
	CONSULT_MONKEY=1000 $(BIN)/python -m pytest -q -n 2 tests/journey/test_monkey.py

validate: setup-test  ## every document of every pack, paper and variant, judged by foreign validators, as a table
	$(BIN)/python -m tests.benchmarks.validate_documents

prints: setup-test  ## every kind of document printed as pictures, at three scales of the screen, compared with its file
	$(BIN)/python -m tests.benchmarks.prints

rooms: setup-test  ## eight rooms on one server that is stopped ten times: nothing lost, nothing there twice
	$(BIN)/python -m tests.benchmarks.rooms

pictures: setup-test  ## every page, into docs/pictures
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m tests.helpers.pictures docs/pictures

lock:  ## new versions for both locks; needs uv
	uv pip compile pyproject.toml $(LOCK) --group dev -o requirements-dev.lock
	uv pip compile pyproject.toml $(LOCK) --group build -c requirements-dev.lock -o requirements.lock

LOCK := --quiet --no-config --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--custom-compile-command "make lock"

clean:  ## remove what these commands made
	rm -rf .venv build dist demo .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage*

setup-run:
	@python=$$(sh .ci/python) && $$python .ci/setup.py run

setup-test:
	@python=$$(sh .ci/python) && $$python .ci/setup.py test
