"""What years a horizon covers, written as a period code or in the document's words. Pure."""

import re
from datetime import date

_YEARS = re.compile(r"(?:19|20|21)\d\d")
_UNTIL = ("đến", "den")


def covers(horizon: str, year: int) -> bool:
    """Whether `2024`, `2024H1`, `tk:2024-05`, `2020-2025`, `đến 2025`, `hằng năm` (every year) covers the year."""
    years = [int(found) for found in _YEARS.findall(horizon)]
    if not years:
        return True
    if len(years) == 1:
        return year <= years[0] if horizon.strip().lower().startswith(_UNTIL) else year == years[0]
    return min(years) <= year <= max(years)


def tree_day(horizon: str, today: date) -> date:
    """Whose tree a programme is divided in: today's, but of a horizon that is over the tree of its last day."""
    end = last_day(horizon)
    return today if end is None else min(today, end)


def last_day(horizon: str) -> date | None:
    """The last day of the years a horizon names; None where it names none."""
    years = [int(found) for found in _YEARS.findall(horizon)]
    return date(max(years), 12, 31) if years else None


def first_day(horizon: str) -> date | None:
    """The first day of the years a horizon names; None where it names none, or only until when (đến 2025)."""
    years = [int(found) for found in _YEARS.findall(horizon)]
    if not years or (len(years) == 1 and horizon.strip().lower().startswith(_UNTIL)):
        return None
    return date(min(years), 1, 1)


def horizon_of(title: str, periods: list[str], issued_on: date | None) -> str:
    """The likely horizon of a programme: years named in its title, else those most of its targets have."""
    span = re.search(r"((?:19|20|21)\d\d)\s*[-–]\s*((?:19|20|21)\d\d)", title)
    if span:
        return f"{span[1]}-{span[2]}"
    named = _YEARS.findall(title)
    if named:
        return str(named[0])
    plain = [period for period in periods if re.fullmatch(r"\d{4}", period or "")]
    if plain:
        return max(sorted(set(plain)), key=plain.count)
    return str(issued_on.year) if issued_on else ""
