import pytest

from nhipcau.access import system_access
from nhipcau.reporting.exports import export_figures
from nhipcau.reporting.tests.federations import TODAY, federation, load
from nhipcau.reporting.tests.naive import Federation

pytestmark = pytest.mark.django_db


def exported(**options):
    rows = export_figures(by=system_access(today=TODAY), today=TODAY, **options)
    header = next(rows)
    assert header == ("unit", "period", "indicator", "stage", "value", "base", "answered", "owed")
    return [tuple(row) for row in rows]


def compare(rows, wanted):
    found = {row[:4]: row[4:] for row in rows}
    assert len(found) == len(rows)
    different = {
        key: (found.get(key), wanted.get(key)) for key in {*found, *wanted} if found.get(key) != wanted.get(key)
    }
    assert not different, dict(sorted(different.items())[:5])
    assert [row[:4] for row in rows] == sorted(wanted)


@pytest.mark.parametrize("seed", range(24))
def test_exported_figures_are_those_of_the_contract(seed, tmp_path):
    files = federation(seed)
    load(files, tmp_path)
    compare(exported(), Federation(files.units, files.indicators, files.values).figures())
