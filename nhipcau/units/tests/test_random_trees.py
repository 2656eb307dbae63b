"""Whatever dated places come in: every living unit has exactly one parent a day, and nothing stands below itself."""

import csv
import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nhipcau.access import system_access
from nhipcau.exchange.runs import run_import
from nhipcau.units.exports import export_units
from nhipcau.units.models import Placement, TreeState, Unit
from nhipcau.units.queries import tree_on

START = date(2024, 1, 1)
DAYS = 12
CODES = ["R", "A", "B", "C", "D"]
pytestmark = pytest.mark.django_db


@st.composite
def files(draw):
    """Rows of five units with up to three places each, good and bad alike."""
    rows = [("R", "Gốc", "tld", "", START.isoformat(), "")]
    for code in CODES[1:]:
        cuts = sorted(draw(st.sets(st.integers(0, DAYS), min_size=2, max_size=4)))
        for begin, end in itertools.pairwise(cuts):
            parent = draw(st.sampled_from(["R", "R", "R", *(other for other in CODES if other != code)]))
            ends = "" if end == DAYS else (START + timedelta(end)).isoformat()
            rows.append((code, f"Đơn vị {code}", "cdcs", parent, (START + timedelta(begin)).isoformat(), ends))
    return rows


@settings(max_examples=60)
@given(rows=files())
def test_what_is_accepted_is_one_tree_on_every_day_and_comes_out_as_it_went_in(rows, tmp_path, settings):
    settings.TREE_LISTENERS = []
    Placement.objects.all().delete()
    Unit.objects.update(parent=None)
    Unit.objects.all().delete()
    TreeState.objects.all().delete()
    path = tmp_path / "units.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([("code", "name", "kind", "parent", "valid_from", "valid_to"), *rows])
    by = system_access(today=START)
    result = run_import("units", path, by=by, today=START)
    days = [START + timedelta(day) for day in range(DAYS + 2)]
    assert bool(result.problems) == any(broken(rows, day.isoformat()) for day in days)
    if result.problems:
        assert not Unit.objects.exists()
        return
    for day in days:
        assert_one_tree(tree_on(day))
    assert sorted(list(export_units(by=by, today=START))[1:]) == sorted(rows)
    assert run_import("units", path, by=by, today=START).changed == 0


def broken(rows, day):
    """Whether climbing from some unit that has a place on the day does not lead to the root; the plain definition."""
    parents = {code: parent for code, _, _, parent, since, until in rows if since <= day and (not until or day < until)}
    for code in parents:
        for _ in range(len(CODES)):
            code = parents.get(code) if code != "R" else "R"
        if code != "R":
            return True
    return False


def assert_one_tree(tree):
    parents = {unit: parent for unit, parent, _ in tree}
    assert len(parents) == len(tree)
    for unit in parents:
        for _ in range(len(parents)):
            unit = parents[unit] or unit
        assert parents[unit] is None
