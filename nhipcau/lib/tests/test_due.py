from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhipcau.lib.due import RECURRENCES, SPANS, due_days, last_day_of, next_due
from nhipcau.lib.periods import period_at

DAYS = st.dates(date(2020, 1, 1), date(2060, 12, 31))


def test_before_the_31st_of_may_is_due_at_the_end_of_the_30th():
    assert last_day_of(date(2024, 5, 31), inclusive=False) == date(2024, 5, 30)
    assert last_day_of(date(2024, 5, 31), inclusive=True) == date(2024, 5, 31)


@pytest.mark.parametrize(
    ("named", "inclusive", "recurrence", "today", "due"),
    [
        # Before 31/5, every half-year: the day stays the last of its month.
        (date(2024, 5, 31), False, "half-year", date(2024, 5, 30), date(2024, 5, 30)),
        (date(2024, 5, 31), False, "half-year", date(2024, 5, 31), date(2024, 11, 29)),
        (date(2024, 11, 15), False, "yearly", date(2024, 12, 1), date(2025, 11, 14)),
        (date(2024, 1, 25), True, "monthly", date(2024, 2, 26), date(2024, 3, 25)),
        (date(2024, 1, 31), True, "monthly", date(2024, 2, 1), date(2024, 2, 29)),
        (date(2024, 1, 30), True, "monthly", date(2024, 2, 1), date(2024, 2, 29)),
        (date(2024, 2, 29), True, "yearly", date(2024, 3, 1), date(2025, 2, 28)),
        (date(2024, 3, 15), True, "quarterly", date(2024, 3, 16), date(2024, 6, 15)),
        # No day named: the last day of each span.
        (None, False, "monthly", date(2024, 2, 10), date(2024, 2, 29)),
        (None, False, "quarterly", date(2024, 2, 10), date(2024, 3, 31)),
        (None, False, "half-year", date(2024, 2, 10), date(2024, 6, 30)),
        (None, False, "yearly", date(2024, 2, 10), date(2024, 12, 31)),
        # Once: over when it is over; neither day nor rhythm: never.
        (date(2024, 5, 31), False, "", date(2024, 5, 30), date(2024, 5, 30)),
        (date(2024, 5, 31), False, "", date(2024, 5, 31), None),
        (None, False, "", date(2024, 5, 31), None),
    ],
)
def test_the_next_day_a_report_is_due(named, inclusive, recurrence, today, due):
    assert next_due(named, inclusive, recurrence, today) == due


def test_nothing_is_due_after_the_programme_is_over_but_the_day_it_names():
    end = date(2024, 12, 31)
    assert next_due(date(2024, 11, 15), False, "yearly", date(2024, 11, 15), end) is None
    assert next_due(date(2025, 1, 10), False, "yearly", date(2024, 12, 1), end) == date(2025, 1, 9)
    assert next_due(None, False, "monthly", date(2025, 1, 1), end) is None


def test_a_monthly_report_is_due_twelve_times_in_a_year():
    assert len(due_days(date(2024, 1, 25), False, "monthly", date(2024, 1, 1))) == 12
    assert due_days(date(2024, 5, 31), False, "", date(2024, 1, 1)) == [date(2024, 5, 30)]


@given(named=DAYS, inclusive=st.booleans(), recurrence=st.sampled_from(RECURRENCES), today=DAYS)
def test_the_next_due_day_is_never_over_and_nothing_lies_between(named, inclusive, recurrence, today):
    due = next_due(named, inclusive, recurrence, today)
    first = last_day_of(named, inclusive)
    assert due is not None and due >= today and due >= first
    # Asked on any day from today to that one, the answer is the same; the day after, it is another.
    middle = today + (due - today) // 2
    assert next_due(named, inclusive, recurrence, middle) == due
    later = next_due(named, inclusive, recurrence, due + timedelta(days=1))
    assert later is not None and later > due
    months = {"monthly": 1, "quarterly": 3, "half-year": 6, "yearly": 12}[recurrence]
    assert abs((later - due).days - months * 30.44) <= 4


@given(recurrence=st.sampled_from(RECURRENCES), today=DAYS)
def test_a_rhythm_without_a_day_is_due_on_the_last_day_of_its_span(recurrence, today):
    span = period_at(today, SPANS[recurrence])
    assert next_due(None, False, recurrence, today) == span.last_day


@given(named=DAYS, inclusive=st.booleans(), recurrence=st.sampled_from(RECURRENCES), today=DAYS, until=DAYS)
def test_a_bound_only_ever_takes_days_away(named, inclusive, recurrence, today, until):
    free = next_due(named, inclusive, recurrence, today)
    bound = next_due(named, inclusive, recurrence, today, until)
    assert bound in (free, None)
    assert (bound is None) == (free > until and free != last_day_of(named, inclusive))
