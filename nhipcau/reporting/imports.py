"""`nhipcau import values` (contract of bulk data): a file of answers becomes approved submissions, all or nothing."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.utils.translation import gettext as _

from nhipcau.access import Access, Forbidden
from nhipcau.audit.services import record
from nhipcau.exchange.results import Progress, Result, RowProblem
from nhipcau.exchange.tables import Table, open_table
from nhipcau.lib.periods import Period as PlainPeriod
from nhipcau.lib.periods import UnknownPeriod
from nhipcau.reporting import import_checks, import_figures, import_writing
from nhipcau.reporting.locks import hold_figures
from nhipcau.reporting.models import Period, Submission
from nhipcau.reporting.periods import ensure_rows, parse, plain
from nhipcau.reporting.rebuild import expect_years_of, with_siblings
from nhipcau.reporting.shortest import clashes
from nhipcau.reporting.stored import Reported

REQUIRED = ("unit", "period", "indicator", "value")
OPTIONAL = ("base", "answer", "stage")
# Bytes sent to the database at once.

_ROWS = """
DROP TABLE IF EXISTS value_row, value_period;
CREATE TEMP TABLE value_row (row int, unit text COLLATE "C", period text COLLATE "C", indicator text COLLATE "C",
    value text COLLATE "C", base text COLLATE "C", answer text COLLATE "C", stage text COLLATE "C") ON COMMIT DROP;
CREATE TEMP TABLE value_period (code text COLLATE "C", id bigint, starts_on date, last_day date) ON COMMIT DROP;
"""


@transaction.atomic
def import_values(path: Path, *, by: Access, today: date, dry_run: bool, progress: Progress) -> Result:
    """Answers of many units and periods (contract: values.csv). Every problem is found before anything is written.

    Raises `access.Forbidden` without the right, `Problem` when the file is no such table.
    """
    if not by.may_somewhere("system.operate"):
        raise Forbidden("system.operate")
    table = open_table(path, REQUIRED, OPTIONAL)
    with connection.cursor() as cursor:
        cursor.execute(_ROWS)
        _copy_rows(cursor, table, progress)
        progress(_("Checking"), 0, None)
        problems = [*table.problems, *_read_periods(cursor)]
        problems += import_checks.problems(cursor, by)
        problems += _mixed_periods(cursor)
        if problems:
            return Result(table.count, 0, problems)
        if not dry_run:
            # What stands is looked at only once nobody else changes it: differences are added to the figures.
            hold_figures(row.pk for row in with_siblings(import_writing.periods_of(cursor, "value_cell")))
        changed = import_writing.find_changes(cursor)
        if dry_run or not changed:
            return Result(table.count, changed)
        rows = import_writing.periods_of(cursor, "value_change")
        progress(_("Writing"), 0, None)
        first, last = import_writing.write(cursor, by)
        progress(_("Adding up"), 0, None)
        expect_years_of(rows)
        import_figures.follow(cursor, rows)
    _record(by, path, table.count, changed, rows, (first, last))
    return Result(table.count, changed)


def _copy_rows(cursor: CursorWrapper, table: Table, progress: Progress) -> None:
    lines: list[str] = []
    size = 0
    with cursor.copy("COPY value_row FROM STDIN") as copy:
        for number, values in table.rows():
            line = "\t".join(values)
            if line.count("\t") != 6 or "\\" in line or "\n" in line or "\r" in line:
                line = "\t".join(_escaped(value) for value in values)
            lines.append(f"{number}\t{line}\n")
            size += 1
            if size % 2000 == 0:
                copy.write("".join(lines))
                lines.clear()
                if size % 50_000 == 0:
                    progress(_("Reading"), size, None)
        copy.write("".join(lines))
    cursor.execute("ANALYZE value_row (unit, period, indicator)")


def _escaped(value: str) -> str:
    escapes = {"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"}
    return "".join(escapes.get(sign, sign) for sign in value)


def _read_periods(cursor: CursorWrapper) -> Iterable[RowProblem]:
    """Fills `value_period`; gives a problem for each row of an unknown one."""
    cursor.execute("SELECT period, array_agg(row ORDER BY row) FROM value_row GROUP BY period")
    named = dict(cursor.fetchall())
    known: list[PlainPeriod] = []
    problems = []
    for code, rows in named.items():
        try:
            known.append(parse(code))
        except UnknownPeriod as unknown:
            sentence, advice = _about_period(unknown.reason)
            problems += [RowProblem(row, "period", code[:80], sentence, advice) for row in rows]
    # Rows first: while a COPY runs, its connection answers no other question.
    rows = ensure_rows(known).values()
    with cursor.copy("COPY value_period FROM STDIN") as copy:
        for row in rows:
            copy.write_row((row.code, row.pk, row.starts_on, row.last_day))
    cursor.execute("ANALYZE value_period")
    return problems


def _about_period(reason: str) -> tuple[str, str]:
    if reason == "calendar":
        return _("No calendar has this prefix."), _("Leave it out, or write tk: for the statistical year.")
    if reason == "phase":
        return _("No phase has this code."), _("Enter the phase and its days first, or correct the code.")
    if reason == "year":
        return _("The year is out of range."), _("Give a year from 1900 to 2199.")
    return _("This is no period."), _("Write 2024, 2024H1, 2024-9M, 2024Q2, 2024-05 or tk:2024H1.")


_KEYS = """
SELECT r.indicator, i.id, CASE r.stage WHEN 'estimate' THEN 0 ELSE 1 END AS of_stage, p.id, min(r.row)
FROM value_row r JOIN value_period p ON p.code = r.period JOIN indicators_indicator i ON i.code = r.indicator
GROUP BY r.indicator, i.id, of_stage, p.id ORDER BY min(r.row)
"""


def _mixed_periods(cursor: CursorWrapper) -> Iterable[RowProblem]:
    """Values for a period while there are values for a longer or shorter one around it: they would count twice."""
    cursor.execute(_KEYS)
    found = cursor.fetchall()
    rows = Period.objects.in_bulk({period for *_, period, _row in found})
    stored = Reported.objects.filter(indicator__in={key[1] for key in found}).select_related("period")
    given: dict[tuple[int, int], dict[str, PlainPeriod]] = defaultdict(dict)
    for reported in stored:
        given[reported.indicator_id, reported.stage][reported.period.code] = plain(reported.period)
    for _code, indicator, stage, period, _row in found:
        given[indicator, stage][rows[period].code] = plain(rows[period])
    mixed = {key for key, periods in given.items() if len({(p.calendar, p.kind) for p in periods.values()}) > 1}
    for code, indicator, stage, period, row in found:
        around = clashes(plain(rows[period]), given[indicator, stage].values()) if (indicator, stage) in mixed else []
        if around:
            sentence = _("Indicator %(indicator)s has values for %(other)s too: they would count twice.")
            advice = _("Give its values for periods of one length, such as months alone.")
            where = {"indicator": code, "other": around[0].code}
            yield RowProblem(row, "period", rows[period].code, sentence % where, advice)


def _record(by: Access, path: Path, read: int, changed: int, rows: list[Period], ids: tuple[int, int]) -> None:
    first, last = ids
    after = {
        "file": path.name,
        "rows": read,
        "values": changed,
        "periods": [row.code for row in rows],
        "submissions": [first, last],
    }
    record(by, "reporting.values.imported", Submission(pk=first), after=after)
