"""The tables of docs/algorithms/reading.md: what is printed there is what the code gives."""

from pathlib import Path

import pytest

from nhipcau.docio import read_document
from nhipcau.docio.reading import number_json

PAGE = Path(__file__).resolve().parents[3] / "docs" / "algorithms" / "reading.md"


def rows(header):
    """The rows of every table of the page with that header."""
    found, inside = [], False
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        if line.startswith("| " + header):
            inside = True
        elif inside and line.startswith("|---"):
            continue
        elif inside and line.startswith("|"):
            found.append(tuple(cell.strip() for cell in line.strip("|").split(" | ")))
        else:
            inside = False
    return found


def read(words, heading):
    text = f"KẾ HOẠCH\nNăm 2025\n\nI. {heading}\n\n- {words}.\n"
    return read_document(text.encode(), "example.txt")


def told(target):
    most = f"–{number_json(target.value_max)}" if target.value_max is not None else ""
    return f"{target.comparator} {number_json(target.value)}{most} {target.unit}"


@pytest.mark.parametrize(("words", "gives"), rows("words | gives"))
def test_words_give_the_targets_of_the_page(words, gives):
    assert "; ".join(told(target) for target in read(words, "CHỈ TIÊU").targets) == gives


@pytest.mark.parametrize(("words", "number", "why"), rows("words | number | why"))
def test_a_number_is_refused_for_the_reason_of_the_page(words, number, why):
    assert (number, why) in [(refused.text, refused.why) for refused in read(words, "NHIỆM VỤ").refused]


def test_the_page_has_its_tables():
    assert len(rows("words | gives")) > 20
    assert len(rows("words | number | why")) > 10
