"""The worked tables of docs/algorithms/reading.md: what is printed there is what the code gives."""

import re
from itertools import zip_longest

import pytest

from nhipcau.docio import read_document
from nhipcau.docio.matching import Known, match_units
from nhipcau.docio.reading import number_json
from nhipcau.docio.tests.test_worked_examples import PAGE, rows

_BLOCK = re.compile(r"```annex\n(.*?)```\n\n\| (\w+) [^\n]*\n\|---[^\n]*\n((?:\|[^\n]*\n)+)", re.DOTALL)
UNITS = (
    "LĐLĐ thành phố An Bình", "LĐLĐ huyện An Bình", "LĐLĐ huyện Thạch Sơn", "Công đoàn ngành Giáo dục",
    "Công đoàn các khu công nghiệp", "Công đoàn Viên chức tỉnh",
)  # fmt: skip


def worked(kind):
    """(text, wanted rows) of each annex of the page that is followed by a table beginning with `kind`."""
    found = []
    for block, first, table in _BLOCK.findall(PAGE.read_text(encoding="utf-8")):
        if first == kind:
            lines = ["\t".join(cell.strip() for cell in line.split("|")) for line in block.rstrip("\n").split("\n")]
            wanted = [tuple(cell.strip() for cell in line.strip("|").split(" | ")) for line in table.splitlines()]
            found.append(("CHỈ TIÊU NĂM 2025\n\n" + "\n".join(lines) + "\n", wanted))
    return found


def told(value):
    return "–" if value is None else str(number_json(value))


@pytest.mark.parametrize(("text", "wanted"), worked("label"))
def test_an_annex_gives_the_rows_of_the_page(text, wanted):
    (table,) = read_document(text.encode(), "annex.txt").tables
    found = [
        (row.label, row.group or "–", " ".join(map(told, row.values)), told(row.total), told(row.residual))
        for row in table.rows
    ]
    for one, other in zip_longest(found, wanted):
        assert one == other


@pytest.mark.parametrize(("text", "wanted"), worked("target"))
def test_a_table_of_targets_gives_the_targets_of_the_page(text, wanted):
    targets = read_document(text.encode(), "annex.txt").targets
    assert [(f"{t.comparator} {number_json(t.value)} {t.unit}", t.period) for t in targets] == wanted


@pytest.mark.parametrize(("printed", "means", "sure"), rows("printed | means | sure"))
def test_a_printed_name_means_the_unit_of_the_page(printed, means, sure):
    (found,) = match_units([printed], [Known(name, (name,)) for name in UNITS])
    assert (found.key or "–", found.sure) == (means, sure == "yes")


def test_the_page_has_its_tables():
    assert (len(worked("label")), len(worked("target")), len(rows("printed | means | sure"))) == (2, 1, 7)
