import random

import pytest

from nhipcau.access import system_access
from nhipcau.exchange.results import silent
from nhipcau.reporting.exports import export_figures
from nhipcau.reporting.tests.federations import TODAY, UNIT_COLUMNS, federation, load, write_file
from nhipcau.reporting.tests.naive import Federation
from nhipcau.reporting.verify import verify
from nhipcau.units.imports import import_units

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("seed", [201, 202, 203, 204])
def test_figures_follow_when_places_change_after_values_came(seed, tmp_path):
    files = federation(seed, changes=12)
    grown = list(files.units)
    # First without the units founded since March and what ever stood below them; then the whole.
    late = {row["code"] for row in grown} - {row["code"] for row in grown if row["valid_from"] < "2024-03-01"}
    while more := {row["code"] for row in grown if row["parent"] in late} - late:
        late |= more
    files.units = [row for row in grown if row["code"] not in late]
    files.values = [row for row in files.values if row["unit"] not in late]
    load(files, tmp_path)
    arguments = {"by": system_access(today=TODAY), "today": TODAY, "dry_run": False, "progress": silent}
    result = import_units(write_file(tmp_path / "more.csv", UNIT_COLUMNS, grown), **arguments)
    assert not result.problems and bool(result.changed) == bool(late)
    wanted = Federation(grown, files.indicators, files.values).figures()
    rows = list(export_figures(by=system_access(today=TODAY), today=TODAY))[1:]
    assert {tuple(r[:4]): tuple(r[4:]) for r in rows} == wanted
    assert verify() == []


@pytest.mark.parametrize("seed", [301, 302, 303])
def test_figures_follow_a_unit_that_hangs_elsewhere_from_a_day_on(seed, tmp_path):
    rng = random.Random(seed)
    files = federation(seed, changes=0)
    load(files, tmp_path)
    root = next(row["code"] for row in files.units if not row["parent"])
    parents = {row["code"]: row["parent"] for row in files.units}
    for day in ("2024-06-30", "2024-02-01"):
        moved = rng.choice([row for row in files.units if row["parent"] and not row["valid_to"]])
        free = [c for c in parents if not _is_below(parents, c, moved["code"])]
        parent = rng.choice(free) if moved["code"] != root else root
        files.units.append({**moved, "parent": parent, "valid_from": day})
        moved["valid_to"] = day
        parents[moved["code"]] = parent
        arguments = {"by": system_access(today=TODAY), "today": TODAY, "dry_run": False, "progress": silent}
        result = import_units(write_file(tmp_path / "moved.csv", UNIT_COLUMNS, files.units), **arguments)
        if result.problems:  # the second move, dated earlier, may not make a tree with the first
            files.units.pop()
            moved["valid_to"], parents[moved["code"]] = "", moved["parent"]
            continue
        assert verify() == []
        rows = list(export_figures(by=system_access(today=TODAY), today=TODAY))[1:]
        wanted = Federation(files.units, files.indicators, files.values).figures()
        assert {tuple(r[:4]): tuple(r[4:]) for r in rows} == wanted


def _is_below(parents, code, above):
    while code and code != above:
        code = parents[code]
    return bool(code)
