"""Sentences for what `checks.py` finds: in the reader's language, saying what to do."""

from collections.abc import Mapping
from decimal import Decimal

from django.utils.translation import gettext as _

from nhipcau.lib.vietnamese import NotANumber
from nhipcau.reporting.checks import Odd, Wrong
from nhipcau.web.format import number


def sentence_of_wrong(wrong: Wrong, names: Mapping[int, str]) -> str:
    """Why a cell cannot stand and what to do. `names`: indicator id → its name."""
    values = [number(value) for value in wrong.values]
    other = names.get(wrong.other_id or 0, "")
    if wrong.code in ("over_whole", "over_base", "parts_do_not_add_up"):
        return _beside()[wrong.code] % {"part": values[0], "whole": values[1], "other": other}
    return _alone()[wrong.code] % {"value": values[0] if values else ""}


def _alone() -> dict[str, str]:
    return {
        "missing": _("Answer this row: a number, “None arose” or “Not concerned”."),
        "no_number": _("Write the number, or choose “None arose” or “Not concerned”."),
        "negative": _("%(value)s is below zero: write a number from 0 up."),
        "yes_or_no": _("Choose yes or no."),
        "whole_number": _("Write a whole number, without decimals."),
        "places": _("Write at most %(value)s decimals."),
        "no_base": _("Write the second number too."),
        "base_zero": _("The second number is 0: write how many it was counted of, or choose “None arose”."),
    }


def _beside() -> dict[str, str]:
    return {
        "over_whole": _("%(part)s is more than the whole %(whole)s (%(other)s): mend one of the two."),
        "over_base": _("%(part)s is more than the %(whole)s it is counted of: mend one of the two."),
        "parts_do_not_add_up": _("Its parts add up to %(part)s, but %(whole)s stands here: mend one of them."),
    }


def sentence_of_odd(odd: Odd, names: Mapping[int, str]) -> str:
    """What is odd about a cell, for the sender and for the one who approves."""
    values = [number(round(value, 2)) for value in odd.values]
    if odd.code == "jump":
        return _("Last period %(before)s, now %(now)s.") % {"before": values[1], "now": values[0]}
    if odd.code == "outlier":
        return _("%(now)s, while the median of %(count)s units like it is %(median)s.") % {
            "now": values[0],
            "median": values[1],
            "count": values[2],
        }
    if odd.code == "parts":
        return _("The parts given add up to %(part)s of %(whole)s; other parts were left blank.") % {
            "part": values[0],
            "whole": values[1],
        }
    if odd.code == "over_whole":
        return _("%(part)s is more than the %(whole)s given on another form (%(other)s).") % {
            "part": values[0],
            "whole": values[1],
            "other": names.get(odd.other_id or 0, ""),
        }
    return _("Left blank; last period it was answered.")


def sentence_of_number(problem: NotANumber, text: str) -> str:
    """Why a text is no number and how to write one."""
    short = text.strip()[:20]
    if problem.reason == "ambiguous":
        return _("“%(text)s” can be read in two ways: write thousands with dots and decimals with a comma.") % {
            "text": short
        }
    if problem.reason == "digits":
        return _("“%(text)s” is too large a number: write at most 20 digits.") % {"text": short}
    if problem.reason == "places":
        return _("“%(text)s” has too many decimals: write at most 6.") % {"text": short}
    return _("“%(text)s” is not a number: write digits only, such as 1,234 or 12.5.") % {"text": short}


def findings_as_rows(odd: list[Odd]) -> list[dict[str, object]]:
    """What was odd, as JSON a submission keeps."""
    return [
        {"indicator": o.indicator_id, "code": o.code, "values": [str(v) for v in o.values], "other": o.other_id}
        for o in odd
    ]


def findings_from_rows(rows: list[dict[str, object]]) -> list[Odd]:
    """The reverse of `findings_as_rows`."""
    found = []
    for row in rows:
        values, other = row["values"], row.get("other")
        numbers = tuple(Decimal(str(value)) for value in values) if isinstance(values, list) else ()
        found.append(
            Odd(int(str(row["indicator"])), str(row["code"]), numbers, None if other is None else int(str(other)))
        )
    return found
