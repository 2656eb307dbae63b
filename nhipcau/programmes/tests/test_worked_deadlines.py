"""The table of docs/algorithms/deadlines.md: what is printed there is what the code gives."""

from datetime import date

import pytest

from nhipcau.lib.due import next_due
from nhipcau.rollup.tests.tables import rows

TABLE = rows("deadlines.md", "Examples")


def day(written: str) -> date | None:
    return None if written == "–" else date.fromisoformat(written)


@pytest.mark.parametrize("row", TABLE, ids=lambda row: f"{row['named']} {row['rhythm']} {row['today']}")
def test_the_next_due_day_is_the_one_printed(row):
    rhythm = "" if row["rhythm"] == "–" else row["rhythm"]
    found = next_due(day(row["named"]), row["day counts"] == "yes", rhythm, day(row["today"]), day(row["until"]))
    assert found == day(row["next"])


def test_the_table_is_read():
    assert len(TABLE) > 10
