# Two commands do everything: `make demo` and `make test`. Both set up what they need (PyPI only).
.PHONY: demo test check serve bench clean
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready

$(READY): pyproject.toml uv.lock hatch_build.py $(shell find nhipcau -name '*.po')
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed.")'
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@test -x $(BIN)/uv || $(BIN)/python -m pip install --quiet --disable-pip-version-check 'uv>=0.9,<1'
	@$(BIN)/uv sync --quiet --frozen --inexact --reinstall-package nhipcau
	@touch $@

demo: $(READY)
	@$(BIN)/nhipcau demo $(ARGS)

serve: $(READY)
	@$(BIN)/nhipcau serve $(ARGS)

check: $(READY)
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/lint-imports
	@DATABASE_URL=$${DATABASE_URL:-postgresql:///none} $(BIN)/mypy nhipcau

test: check
	@tesseract --list-langs 2>/dev/null | grep -qx vie || echo "Tests of scans are skipped; to run them: apt install tesseract-ocr tesseract-ocr-vie"
	@command -v soffice >/dev/null || echo "Tests of .rtf are skipped; to run them: apt install --no-install-recommends libreoffice-writer-nogui"
	@$(BIN)/pytest -n 2 --dist loadgroup $(ARGS)

bench: $(READY)
	@$(BIN)/nhipcau bench $(ARGS)

clean:
	rm -rf .venv var build dist
