"""No page reads more reports than are owed: a unit may report and close within the month, and then owes nothing."""

import re
from datetime import date

import pytest
from django.urls import reverse

from nhipcau.access import system_access
from nhipcau.dashboards.tests.reported import add_up, allocate, answer, indicator, programme, target
from nhipcau.reporting.exports import export_figures
from nhipcau.units.models import Placement
from nhipcau.units.services import refresh_current_tree

PART = re.compile(r"(?<![\d/])(\d+)/(\d+)(?![\d/])")


@pytest.fixture
def closed(world):
    """A1 and A3 reported October and closed within it; A2 reported too and stands."""
    members = indicator("A4")
    plan = programme(world.province_a)
    allocate(target(plan, members, 30), world.province_a, world.district, 20)
    for unit in (world.a1, world.a2, world.a3):
        answer(unit, "2024-10", {members: 5})
        answer(unit, "2024-09", {members: 5})
    for unit in (world.a1, world.a3):
        Placement.objects.filter(unit=unit).update(valid_to=date(2024, 10, 20))
    refresh_current_tree(world.today)
    add_up()
    return members


def test_the_export_says_all_answers_that_came_as_its_contract_has_it(world, closed):
    rows = export_figures(by=system_access(today=world.today), today=world.today, period="2024-10", unit="A-H1")
    assert [tuple(map(int, row[6:])) for row in rows if row[0] == "A-H1"] == [(2, 1)]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_no_page_reads_more_reports_than_are_owed(client, world, closed, language):
    client.force_login(world.lan)
    client.cookies["nhipcau_language"] = language
    units = (world.nation, world.province_a, world.district, world.a1, world.a2)
    pages = [
        reverse("board", query={"unit": unit.code, "to": to}) for unit in units[:3] for to in ("2024-10", "2024-09")
    ]
    pages += [reverse("unit-figures", args=[unit.code], query={"year": "2024"}) for unit in units]
    for unit in units:
        for span, query in (("2024-10", {}), ("2024-09", {}), ("2024", {}), ("2024", {"to": "2024-10"})):
            for by in ({}, {"by": "units"}):
                pages.append(reverse("figure", args=[unit.code, span, "A4"], query={**query, **by} or None))
    said = []
    for address in pages:
        shown = client.get(address)
        assert shown.status_code == 200, address
        said += [(address, *map(int, pair)) for text in coverages(shown.context) for pair in PART.findall(text)]
    assert len(said) > 30
    assert [one for one in said if one[1] > one[2]] == []


def coverages(context):
    """What a page says of coverage, in its head, its rows and its cells."""
    get = context.get
    rows = [*(get("rows") or ()), *(get("stayed") or ()), *(get("months") or ()), *(get("lines") or ())]
    rows += [part for part in (get("own"), get("rest")) if part]
    texts = [str(get(name) or "") for name in ("coverage", "coverage_short")]
    texts += [str(row.get("coverage", "")) for row in rows if isinstance(row, dict)]
    for group in get("groups") or ():
        texts += [cell.get("gap", "") for row in group.get("rows", ()) for cell in row["cells"] if cell]
    return texts
