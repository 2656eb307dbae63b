import pytest

from nhipcau.access import system_access
from nhipcau.indicators.models import Indicator
from nhipcau.lib.decimals import export_text
from nhipcau.reporting.exports import export_figures
from nhipcau.reporting.figures import explain, figures
from nhipcau.reporting.live import rule_of
from nhipcau.reporting.tests.federations import TODAY, federation, load
from nhipcau.rollup.time import over_time
from nhipcau.rollup.units import add
from nhipcau.units.models import Unit

pytestmark = pytest.mark.django_db


def text(number):
    return "" if number is None else export_text(number)


@pytest.mark.parametrize("seed", [101, 102, 103])
def test_pages_read_what_is_exported_and_every_figure_opens_to_parts_that_add_up(seed, tmp_path):
    load(federation(seed), tmp_path)
    units = {unit.code: unit for unit in Unit.objects.all()}
    indicators = {indicator.code: indicator for indicator in Indicator.objects.all()}
    rows = [tuple(row) for row in export_figures(by=system_access(today=TODAY), today=TODAY)][1:]
    assert rows
    for number, (code, period, name, stage, *wanted) in enumerate(rows):
        if number % 17:
            continue
        unit, indicator, stage_code = units[code], indicators[name], int(stage == "final")
        rule = rule_of(indicator)
        figure = figures([unit.pk], [period], [indicator.pk], stage_code)[unit.pk, period, indicator.pk]
        shown = [text(part) for part in figure.shown(rule)]
        assert [*shown, str(figure.answered), str(figure.owed)] == wanted
        assert figure.covered <= figure.owed
        opened = explain(unit, period, indicator, stage_code)
        assert opened.figure == figure
        parts = [part.figure for part in opened.parts]
        months = opened.parts and opened.parts[0].what == "month"
        assert (over_time(rule, parts) if months else add(rule, parts)) == figure
        for part in opened.parts:
            if part.what in ("own", "ended") and part.figure.answered:
                assert part.submission.state == "approved" and part.submission.unit_id == part.unit_id


def test_there_is_no_figure_where_nobody_reported(world):
    indicator = Indicator.objects.create(code="S", name="S", over_units="sum", over_time="sum")
    assert figures([world.nation.pk], ["2024-05", "2024"], [indicator.pk]) == {}
    assert explain(world.nation, "2024-05", indicator).parts == ()
