"""What is wrong with the rows of an import of values: found by the database, row by row, all of it.

`value_cell` is made of every row with its codes resolved: null where a code or a number is none. Rows without any
problem are told by one look (`wrong`); only the others are looked at check by check.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.backends.utils import CursorWrapper
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nhipcau.access import Access
from nhipcau.exchange.results import RowProblem

# 20 digits before the point and 6 after it; zeros at either end do not count.
_NUMBER = r"'^[+-]?0*\d{1,20}(\.\d{1,6}0*)?$'"
_ANY_NUMBER = r"'^[+-]?\d+(\.\d+)?$'"


def _digits(column: str) -> str:
    """Whether a column holds nothing but some digits: most do, and this is told five times as fast as by a pattern."""
    return f"(length({column}) BETWEEN 1 AND 20 AND translate({column}, '0123456789', '') = '')"


# OFFSET 0: what was read out of a row once is not read out again for each question about it.
_CELLS = f"""
DROP TABLE IF EXISTS value_cell;
CREATE TEMP TABLE value_cell ON COMMIT DROP AS
SELECT c.*, coalesce(unit_id IS NULL OR period_id IS NULL OR indicator_id IS NULL OR stage IS NULL OR answer IS NULL
    OR CASE WHEN answer = 1 THEN num IS NULL OR has_base AND base IS NULL
        OR over_units = 'share' AND num NOT IN (0, 1)
        OR takes_base = 'must' AND NOT has_base OR takes_base = 'no' AND has_base AND (over_units, base) <> ('share', 1)
        OR base < 0
        ELSE has_value OR has_base END, false) AS wrong
FROM (
    SELECT r.row, u.id AS unit_id, p.id AS period_id, i.id AS indicator_id, i.over_units,
        CASE WHEN i.id IS NULL THEN 'may' WHEN i.over_units IN ('weighted', 'ratio') THEN 'must'
            WHEN i.over_units = 'none' AND i.over_time IN ('weighted', 'ratio') THEN 'may' ELSE 'no' END AS takes_base,
        CASE r.stage WHEN '' THEN 1 WHEN 'final' THEN 1 WHEN 'estimate' THEN 0 END AS stage,
        CASE r.answer WHEN '' THEN 1 WHEN 'none' THEN 2 WHEN 'na' THEN 3 END AS answer,
        CASE WHEN {_digits("r.value")} OR r.value ~ {_NUMBER} THEN r.value::numeric(26, 6) END AS num,
        CASE WHEN r.base <> '' AND ({_digits("r.base")} OR r.base ~ {_NUMBER}) THEN r.base::numeric(26, 6) END AS base,
        r.value <> '' AS has_value, r.base <> '' AS has_base
    FROM value_row r
    LEFT JOIN (SELECT * FROM units_unit WHERE @seen) u ON u.code = r.unit
    LEFT JOIN value_period p ON p.code = r.period
    LEFT JOIN indicators_indicator i ON i.code = r.indicator
    OFFSET 0
) c
"""


@dataclass(frozen=True)
class Check:
    """One thing that may be wrong: which rows, in which column, the sentence and the advice."""

    column: str
    where: str
    problem: Promise
    advice: Promise


_GIVEN = "c.answer = 1"
_CHECKS = (
    Check("unit", "c.unit_id IS NULL", _("No unit has this code."), _("Correct the code, or import the unit first.")),
    Check(
        "indicator",
        "c.indicator_id IS NULL",
        _("No indicator has this code."),
        _("Correct the code, or import the indicator first."),
    ),
    Check(
        "stage",
        "c.stage IS NULL",
        _("This is no stage."),
        _("Write final, estimate, or nothing (which means final)."),
    ),
    Check(
        "answer",
        "c.answer IS NULL",
        _("This is no answer."),
        _("Leave it empty for a given value; write none where nothing arose, na where the unit is not concerned."),
    ),
    Check(
        "value",
        f"{_GIVEN} AND NOT c.has_value",
        _("The value is missing."),
        _("Give a number; or write none or na as the answer."),
    ),
    *(
        Check(
            column,
            f"{_GIVEN} AND r.{column} <> '' AND r.{column} !~ {_ANY_NUMBER}",
            _("This is no number."),
            _("Write digits with a point for decimals, such as 1234.5: no letters, spaces or separators."),
        )
        for column in ("value", "base")
    ),
    *(
        Check(
            column,
            f"{_GIVEN} AND r.{column} ~ {_ANY_NUMBER} AND r.{column} !~ {_NUMBER}",
            _("The number is too long."),
            _("Give at most 20 digits before the point and 6 after it."),
        )
        for column in ("value", "base")
    ),
    *(
        Check(
            column,
            f"c.answer IN (2, 3) AND c.has_{column}",
            _("The answer says there is no number, yet there is one."),
            _("Empty this cell, or empty the answer."),
        )
        for column in ("value", "base")
    ),
    Check(
        "value",
        f"{_GIVEN} AND c.over_units = 'share' AND c.num NOT IN (0, 1)",
        _("This indicator asks for yes or no."),
        _("Write 1 for yes, 0 for no."),
    ),
    Check(
        "base",
        f"{_GIVEN} AND c.takes_base = 'must' AND NOT c.has_base",
        _("The denominator or weight is missing."),
        _("Give what the value is divided by or weighted with."),
    ),
    Check(
        "base",
        f"{_GIVEN} AND c.takes_base = 'no' AND c.has_base AND (c.over_units, c.base) IS DISTINCT FROM ('share', 1)"
        f" AND r.base ~ {_NUMBER}",
        _("This indicator has no denominator or weight."),
        _("Empty this cell."),
    ),
    Check("base", f"{_GIVEN} AND c.base < 0", _("This is less than 0."), _("Give a denominator or weight from 0 on.")),
)

_TWICE = """
SELECT r.row, r.unit, first FROM (
    SELECT row, min(row) OVER same AS first, row_number() OVER same AS place
    FROM value_cell WHERE NOT wrong
    WINDOW same AS (PARTITION BY unit_id, period_id, indicator_id, stage ORDER BY row)
) c JOIN value_row r ON r.row = c.row WHERE c.place > 1
"""
_ANY_TWICE = """
SELECT EXISTS (SELECT 1 FROM value_cell WHERE NOT wrong
               GROUP BY unit_id, period_id, indicator_id, stage HAVING count(*) > 1)
"""
_NEVER_ALIVE = """
WITH pair AS MATERIALIZED (
    SELECT unit_id, period_id, min(row) AS row FROM value_cell WHERE NOT wrong GROUP BY unit_id, period_id
), dead AS MATERIALIZED (
    SELECT q.unit_id, q.period_id FROM pair q JOIN value_period p ON p.id = q.period_id
    LEFT JOIN units_placement l ON l.unit_id = q.unit_id
        AND l.valid_from <= p.last_day AND (l.valid_to IS NULL OR l.valid_to > p.starts_on)
    WHERE l.id IS NULL
)
SELECT r.row, r.unit, r.period FROM dead JOIN value_cell c USING (unit_id, period_id)
JOIN value_row r ON r.row = c.row WHERE NOT c.wrong
"""


def problems(cursor: CursorWrapper, by: Access) -> list[RowProblem]:
    """Makes `value_cell` from `value_row` and `value_period`; gives every problem of every row."""
    seen, scopes = _seen(by)
    cursor.execute(_CELLS.replace("@seen", seen), scopes)
    cursor.execute("ANALYZE value_cell (unit_id, period_id, stage, indicator_id)")
    return [*_wrong_rows(cursor), *_rows_given_twice(cursor), *_rows_of_the_dead(cursor)]


def _seen(by: Access) -> tuple[str, list[str]]:
    """Which units the person may import for: all, or those in the subtrees where the right is held."""
    if by.everything:
        return "true", []
    scopes = [f"{scope}%" for scope in by.scopes("system.operate")]
    return " OR ".join(["path LIKE %s"] * len(scopes)) or "false", scopes


def _wrong_rows(cursor: CursorWrapper) -> Iterator[RowProblem]:
    cursor.execute("SELECT EXISTS (SELECT 1 FROM value_cell WHERE wrong)")
    if not cursor.fetchone()[0]:
        return
    for check in _CHECKS:
        cursor.execute(
            f"SELECT c.row, r.{check.column} FROM value_cell c JOIN value_row r ON r.row = c.row"
            f" WHERE c.wrong AND {check.where}"
        )
        for row, value in cursor.fetchall():
            yield RowProblem(row, check.column, value[:80], str(check.problem), str(check.advice))


def _rows_given_twice(cursor: CursorWrapper) -> Iterator[RowProblem]:
    cursor.execute(_ANY_TWICE)
    if not cursor.fetchone()[0]:
        return
    cursor.execute(_TWICE)
    sentence = _("Row %(first)d already gives this value of this unit.")
    for row, unit, first in cursor.fetchall():
        yield RowProblem(row, "unit", unit, str(sentence) % {"first": first}, str(_("Keep one of the two rows.")))


def _rows_of_the_dead(cursor: CursorWrapper) -> Iterator[RowProblem]:
    cursor.execute(_NEVER_ALIVE)
    sentence = _("The unit did not exist on any day of this period.")
    advice = _("Check the code and the period; or import the unit's places first.")
    for row, _unit, period in cursor.fetchall():
        yield RowProblem(row, "period", period, str(sentence), str(advice))
