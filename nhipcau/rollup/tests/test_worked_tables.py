"""What the documentation prints is what the code gives."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from nhipcau.lib.periods import parse_period
from nhipcau.rollup import Figure, OverTime, OverUnits, Rule, of_answer, over_time, roll_up
from nhipcau.rollup.achievement import judge
from nhipcau.rollup.allocate import CannotDivide, Share, allocate
from nhipcau.rollup.places import Placement, by_unit, home_of, tree_on
from nhipcau.rollup.tests.tables import answer, number, rows
from nhipcau.rollup.views import Succession, by_predecessor, today_shares

START = date(2020, 1, 1)


@pytest.mark.parametrize("row", rows("rollup.md", "What an answer counts for"), ids=str)
def test_one_answer(row):
    rule = Rule(OverUnits(row["over units"]), OverTime.SUM)
    figure = of_answer(rule, answer(row["answer"]), owes=True)
    assert (figure.num, figure.base) == (number(row["num"]), number(row["base"]))
    assert (figure.answered, figure.owed) == (int(row["answered"]), int(row["owed"]))


def test_a_month_in_which_a_unit_ended():
    table = {row["unit"]: row for row in rows("rollup.md", "Over units")}
    places = by_unit(
        [
            Placement("P", None, START),
            Placement("D", "P", START),
            Placement("C", "P", START),
            Placement("A", "D", START, date(2024, 5, 10)),
            Placement("B", "D", START),
        ]
    )
    may = parse_period("2024-05")
    said = {unit: answer(table[unit]["answer"]) for unit in "ABC"}
    tree = tree_on(places, may.last_day)
    homes = {"A": home_of(places, "A", may)}
    figures = roll_up(tree, said, {"B", "C"}, Rule(OverUnits.SUM, OverTime.SUM), homes)
    assert set(table) == set("ABCDP")
    for unit, row in table.items():
        figure = figures.get(unit, Figure())
        told = (figure.num, figure.answered, figure.owed)
        assert told == (number(row["figure of May"]), int(row["answered"]), int(row["owed"]))


def test_the_table_of_pairs_of_rules_is_complete():
    pairs = [(row["over units"], row["over time"]) for row in rows("rollup.md", "Over time")]
    assert sorted(pairs) == sorted((units.value, time.value) for units in OverUnits for time in OverTime)


@pytest.mark.parametrize(
    "row", rows("rollup.md", "Over time"), ids=lambda row: f"{row['over units']}-{row['over time']}"
)
def test_a_quarter(row):
    rule = Rule(OverUnits(row["over units"]), OverTime(row["over time"]))
    months = [_month(rule, row[month].split("; ")) for month in ("Jan", "Feb", "Mar")]
    quarter = over_time(rule, months)
    assert months[0].shown(rule) == (number(row["Jan value"]), number(row["Jan base"]))
    assert quarter.shown(rule) == (number(row["quarter value"]), number(row["quarter base"]))
    assert (quarter.answered, quarter.owed) == (int(row["answered"]), int(row["owed"]))


def _month(rule, written):
    if rule.over_units is OverUnits.NONE:
        return roll_up({"P": None}, {"P": answer(written[0])}, {"P"}, rule)["P"]
    said = dict(zip("AB", map(answer, written), strict=True))
    return roll_up({"P": None, "A": "P", "B": "P"}, said, {"A", "B"}, rule)["P"]


def test_what_became_of_units():
    day, later = date(2025, 7, 1), date(2025, 9, 1)
    open_now = dict.fromkeys("NYDKUVW", "P")
    ended = {"A": (day, "P"), "S": (day, "P"), "X": (later, "P"), "E": (day, "D"), "R": (day, "P")}
    places = by_unit(
        [
            Placement("P", None, START),
            *(Placement(unit, parent, START) for unit, parent in open_now.items()),
            *(Placement(unit, parent, START, until) for unit, (until, parent) in ended.items()),
        ]
    )
    events = [
        ("A", "N", day, "1"),
        ("S", "X", day, "0.6"),
        ("S", "Y", day, "0.4"),
        ("X", "Y", later, "1"),
        ("K", "N", day, "0.25"),
        *(("R", unit, day, "0.33333333") for unit in "UVW"),
    ]
    successions = by_predecessor(Succession(*event[:3], Decimal(event[3])) for event in events)
    printed: dict[str, dict[str, Fraction]] = {}
    for row in rows("rollup.md", "Views through reorganisations"):
        printed.setdefault(row["unit"], {})[row["seen today under"]] = Fraction(row["share"])
    assert set(printed) == set("ASEKNR")
    for unit, shares in printed.items():
        assert today_shares(unit, successions, places, date(2025, 12, 31), date(2024, 12, 31)) == shares


@pytest.mark.parametrize("row", rows("allocation.md", "Worked divisions"), ids=str)
def test_a_division(row):
    shares = [_share(code, row[code]) for code in "ABCD"]
    total = Decimal(row["total"].rstrip("*"))
    try:
        values = allocate(total, Decimal(row["step"]), shares, at_least_one=row["total"].endswith("*"))
    except CannotDivide as refusal:
        assert refusal.reason == row["gives"]
    else:
        assert [values.get(code) for code in "ABCD"] == [number(part) for part in row["gives"].split()]
        assert sum(values.values()) == total


def _share(code, cell):
    weight, *limits = cell.split()
    bounds = {}
    for limit in limits:
        if limit == "out":
            bounds["excluded"] = True
        else:
            bounds[{"≥": "floor", "≤": "ceiling", "=": "locked"}[limit[0]]] = Decimal(limit[1:])
    return Share(code, Decimal(weight), **bounds)


@pytest.mark.parametrize("row", rows("allocation.md", "When a target is met"), ids=str)
def test_a_verdict(row):
    low, _, high = row["target"].partition("–")
    judged = judge(
        row["operator"],
        number(low),
        number(row["actual"]),
        target_max=number(high),
        over=Fraction(row["over"]),
        accumulates=row["kind"] == "flow",
    )
    assert judged.verdict == row["verdict"]
    assert judged.difference == number(row["difference"])
