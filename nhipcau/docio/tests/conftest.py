"""What every test of the reader starts from."""

import pytest

from nhipcau.docio import convert, pictures


@pytest.fixture(autouse=True)
def _as_long_as_it_takes(monkeypatch):
    """Programs beside the reader get an hour: a machine busy with the rest of the run is no defect of a paper."""
    monkeypatch.setattr(pictures, "_PAGE_SECONDS", 3600)
    monkeypatch.setattr(convert, "SECONDS", 3600)
