"""A changed rule of an indicator: stored figures follow, or the change is refused."""

from dataclasses import replace

import pytest

from nhipcau.access import system_access
from nhipcau.exchange.runs import run_import
from nhipcau.indicators.models import Indicator
from nhipcau.indicators.services import save_indicator
from nhipcau.indicators.wording import Wording, wording_of
from nhipcau.reporting.figures import figures
from nhipcau.reporting.verify import verify
from nhipcau.web.problems import Problem


@pytest.fixture
def answered(world, tmp_path):
    by = system_access(today=world.today)
    indicator = save_indicator(by=by, wording=Wording("Z", "Z", "sum", "sum"), today=world.today)
    path = tmp_path / "values.csv"
    head = "unit,period,indicator,value,base,answer,stage\n"
    path.write_text(head + "A1,2024-01,Z,3,,,\nA2,2024-01,Z,5,,,\n", encoding="utf-8")
    assert not run_import("values", path, by=by, today=world.today).problems
    return indicator


def change(world, indicator, **rules):
    by = system_access(today=world.today)
    indicator = Indicator.objects.get(pk=indicator.pk)
    save_indicator(by=by, wording=replace(wording_of(indicator), **rules), today=world.today)


def figure(world, indicator):
    key = (world.district.pk, "2024-01", indicator.pk)
    return figures([world.district.pk], ["2024-01"], [indicator.pk])[key].num


def test_figures_follow_a_changed_rule(world, answered):
    assert figure(world, answered) == 8
    for rules, expected in (
        ({"over_units": "max"}, 5),
        ({"over_time": "last"}, 5),
        ({"applies_to": ("nghiep_doan",)}, 5),
    ):
        change(world, answered, **rules)
        assert figure(world, answered) == expected
        assert verify() == []


def test_a_rule_that_needs_a_base_is_refused_where_answers_have_none(world, answered):
    with pytest.raises(Problem, match="Z"):
        change(world, answered, over_units="ratio")
    assert Indicator.objects.get(pk=answered.pk).over_units == "sum"
    assert figure(world, answered) == 8
