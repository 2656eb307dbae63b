"""Periods are named, nest, and follow one another in every calendar."""

from datetime import date
from itertools import pairwise

import pytest

from nhipcau.lib.periods import (
    CALENDARS,
    KINDS,
    CalendarRule,
    UnknownPeriod,
    containing,
    month_at,
    months_of,
    parse_period,
    period_at,
    previous,
    same_period_last_year,
    sub_periods,
)

PHASES = {
    "td:2022-D1": (date(2021, 12, 1), date(2022, 5, 31)),
    "td:2023-D1": (date(2022, 12, 1), date(2023, 5, 31)),
    "td:2023-D2": (date(2023, 6, 1), date(2023, 11, 30)),
}


@pytest.mark.parametrize(
    ("code", "kind", "start", "last_day"),
    [
        ("2024", "year", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024H2", "half", date(2024, 7, 1), date(2024, 12, 31)),
        ("2024-9M", "nine_months", date(2024, 1, 1), date(2024, 9, 30)),
        ("2024Q2", "quarter", date(2024, 4, 1), date(2024, 6, 30)),
        ("2024-02", "month", date(2024, 2, 1), date(2024, 2, 29)),
        ("tk:2024", "year", date(2023, 12, 1), date(2024, 11, 30)),
        ("tk:2024H1", "half", date(2023, 12, 1), date(2024, 5, 31)),
        ("tk:2024H2", "half", date(2024, 6, 1), date(2024, 11, 30)),
        ("tk:2024-01", "month", date(2023, 12, 1), date(2023, 12, 31)),
    ],
)
def test_a_code_names_one_span_and_is_spelt_back(code, kind, start, last_day):
    period = parse_period(code)
    assert (period.code, period.kind, period.start, period.last_day) == (code, kind, start, last_day)


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("", "form"),
        ("2024-13", "form"),
        ("2024-5", "form"),
        ("2024Q5", "form"),
        ("24", "form"),
        (" 2024", "form"),
        ("2024\n", "form"),
        ("٢٠٢٤", "form"),
        ("xx:2024", "calendar"),
        ("td:2024-D1", "phase"),
        ("0000", "year"),
    ],
)
def test_a_code_that_names_nothing_is_refused_with_a_reason(code, reason):
    with pytest.raises(UnknownPeriod) as refusal:
        parse_period(code)
    assert refusal.value.reason == reason
    assert refusal.value.code == code


def test_a_calendar_may_begin_its_months_in_mid_month():
    rules = {**CALENDARS, "gk": CalendarRule("gk", 12, 15, 1)}
    half = parse_period("gk:2024H1", rules)
    assert (half.start, half.last_day) == (date(2023, 12, 15), date(2024, 6, 14))
    assert month_at(date(2024, 1, 14), "gk", rules).code == "gk:2024-01"
    assert month_at(date(2024, 12, 15), "gk", rules).code == "gk:2025-01"


def test_a_school_year_may_begin_in_autumn():
    rules = {**CALENDARS, "nh": CalendarRule("nh", 9, 1, 0)}
    april = month_at(date(2025, 4, 3), "nh", rules)
    assert april.code == "nh:2024-08"
    assert containing(april, "year", rules).code == "nh:2024"
    assert len(months_of(parse_period("nh:2024", rules), rules)) == 12


def test_a_calendar_that_begins_on_the_31st_is_refused():
    with pytest.raises(ValueError):
        CalendarRule("x", 1, 31, 0)


@pytest.mark.parametrize("calendar", CALENDARS)
@pytest.mark.parametrize("kind", KINDS)
def test_the_months_of_a_period_cover_each_of_its_days_once(calendar, kind):
    for year_code in ("2023", "2024"):
        year = parse_period((calendar + ":" if calendar else "") + year_code)
        for period in sub_periods(year, kind):
            months = months_of(period)
            assert months[0].start == period.start
            assert months[-1].last_day == period.last_day
            assert all((later.start - earlier.last_day).days == 1 for earlier, later in pairwise(months))
            assert all(containing(month, kind) == period for month in months)


def test_every_day_lies_in_exactly_one_month():
    for day in (date(2023, 12, 31), date(2024, 1, 1), date(2024, 2, 29), date(2024, 11, 30), date(2024, 12, 1)):
        for calendar in CALENDARS:
            assert month_at(day, calendar).has(day)


def test_what_follows_what():
    assert previous(parse_period("2024-01")).code == "2023-12"
    assert previous(parse_period("tk:2024H1")).code == "tk:2023H2"
    assert previous(parse_period("2024Q3")).code == "2024Q2"
    assert previous(parse_period("2024-9M")).code == "2023-9M"
    assert previous(parse_period("2024")).code == "2023"
    assert same_period_last_year(parse_period("tk:2024-05")).code == "tk:2023-05"
    assert same_period_last_year(parse_period("2024-9M")).code == "2023-9M"


def test_the_last_quarter_lies_in_no_nine_months():
    assert containing(parse_period("2024Q4"), "nine_months") is None
    assert containing(parse_period("2024Q3"), "nine_months").code == "2024-9M"
    assert [span.code for span in sub_periods(parse_period("2024-9M"), "half")] == ["2024H1"]
    with pytest.raises(UnknownPeriod):
        period_at(date(2024, 10, 1), "nine_months")


def test_a_phase_is_a_span_handed_in_by_name():
    phase = parse_period("td:2023-D1", named=PHASES)
    assert (phase.kind, phase.calendar, phase.last_day) == ("phase", "td", date(2023, 5, 31))
    assert [month.code for month in months_of(phase)] == [
        "2022-12",
        "2023-01",
        "2023-02",
        "2023-03",
        "2023-04",
        "2023-05",
    ]
    assert same_period_last_year(phase, named=PHASES).code == "td:2022-D1"
    assert previous(parse_period("td:2023-D2", named=PHASES), named=PHASES).code == "td:2023-D1"
    assert containing(parse_period("td:2023-D2", named=PHASES), "year").code == "2023"
    with pytest.raises(UnknownPeriod):
        previous(parse_period("td:2022-D1", named=PHASES), named=PHASES)


def test_periods_sort_by_their_start_the_shorter_first():
    codes = ["2024", "2024-02", "2024H1", "2024-01", "tk:2024"]
    assert [period.code for period in sorted(map(parse_period, codes))] == [
        "tk:2024",
        "2024-01",
        "2024H1",
        "2024",
        "2024-02",
    ]


def test_a_period_contains_what_lies_wholly_in_it():
    assert parse_period("2024H1").contains(parse_period("2024-06"))
    assert not parse_period("2024H1").contains(parse_period("tk:2024-01"))


def test_a_term_is_whole_years():
    term = parse_period("2021-2025")
    assert (term.kind, term.start, term.last_day) == ("term", date(2021, 1, 1), date(2025, 12, 31))
    assert len(months_of(term)) == 60
    assert previous(term).code == "2016-2020"
    assert same_period_last_year(term).code == "2020-2024"
    assert containing(term, "year") is None
    with pytest.raises(UnknownPeriod):
        parse_period("2025-2021")
