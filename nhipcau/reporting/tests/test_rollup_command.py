from decimal import Decimal

import pytest
from django.utils.translation import override

from nhipcau.reporting.commands import rollup
from nhipcau.reporting.integrity import findings
from nhipcau.reporting.stored import Expected, Figure, Reported, Standing
from nhipcau.reporting.tests.federations import federation, load

pytestmark = pytest.mark.django_db


@pytest.fixture
def loaded(tmp_path):
    load(federation(21), tmp_path)
    with override("en"):
        yield


def test_verify_finds_nothing_where_nothing_was_touched(loaded, capsys):
    assert rollup(["verify"]) == 0
    assert list(findings()) == []
    assert "No difference" in capsys.readouterr().out


@pytest.mark.parametrize("table", [Figure, Expected, Reported])
def test_verify_lists_what_is_missing_and_rebuild_mends_it(loaded, capsys, table):
    row = table.objects.order_by("pk").first()
    table.objects.filter(pk=row.pk).delete()
    assert rollup(["verify"]) == 1
    out = capsys.readouterr().out
    assert row.period.code in out and "1 difference." in out
    assert rollup(["rebuild", "--period", row.period.code[: row.period.code.index("2024") + 4]]) == 0
    assert rollup(["verify"]) == 0


def test_verify_names_a_wrong_number_with_both_values(loaded, capsys):
    row = Figure.objects.filter(num__isnull=False).order_by("pk").first()
    Figure.objects.filter(pk=row.pk).update(num=row.num + Decimal("0.000001"))
    assert rollup(["verify", "--period", row.period.code]) == 1
    line = capsys.readouterr().out.splitlines()[0]
    assert line.startswith(f"{row.unit.code} {row.period.code} {row.indicator.code}")
    assert str(row.num) in line and str(row.num + Decimal("0.000001")) in line


def test_an_unknown_period_is_refused_with_a_sentence(loaded, capsys):
    assert rollup(["rebuild", "--period", "2024-13"]) == 1
    assert "There is no period 2024-13" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [[], ["mend"], ["verify", "--when", "x"]])
def test_wrong_usage_is_2(db, arguments):
    assert rollup(arguments) == 2


def test_an_answer_that_stands_but_was_never_given_is_found(loaded):
    row = Standing.objects.filter(answers__contains=[1]).first()
    at = row.answers.index(1)
    row.nums[at] += 1
    row.save()
    found = list(findings())
    assert [f.check for f in found] == ["reporting.standing"]
    assert row.unit.code in found[0].what and found[0].advice
