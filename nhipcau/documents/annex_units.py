"""The units that the columns of an annex may mean: those below the unit of the document on the document's day."""

import re
from datetime import date

from nhipcau.accounts.clock import today
from nhipcau.docio.matching import Known, Match, match_units
from nhipcau.documents.models import Annex, Document
from nhipcau.units.models import Placement, Unit
from nhipcau.units.queries import children_on

_YEAR = re.compile(r"(?:19|20|21)\d\d")


def day_of(document: Document, title: str = "") -> date:
    """The day whose tree the annex speaks of: its date; else the end of the year its title names, never after today."""
    if document.issued_on:
        return min(document.issued_on, today())
    years = [int(found) for found in _YEAR.findall(f"{title} {document.title}")]
    return min(today(), date(max(years), 12, 31)) if years else today()


def units_below(document: Document, title: str = "") -> list[Unit]:
    """The units below on that day, in alphabetical order, each under the name it had then."""
    day = day_of(document, title)
    units = list(children_on(document.unit, day))
    names = names_on(units, day)
    for unit in units:
        unit.name = names.get(unit.pk, unit.name)
    return units


def names_on(units: list[Unit], day: date) -> dict[int, str]:
    """The names of units on a day."""
    return dict(Placement.objects.on(day).filter(unit__in=units).values_list("unit_id", "name"))


def known_units(document: Document, title: str = "") -> list[Known]:
    """The same as what names are matched to: the name of that day and the one of today."""
    day = day_of(document, title)
    units = list(children_on(document.unit, day))
    names = names_on(units, day)
    return [Known(unit.pk, tuple(dict.fromkeys((names.get(unit.pk, unit.name), unit.name)))) for unit in units]


def matched(document: Document, title: str, names: list[tuple[str, str]]) -> list[Match]:
    """The best unit for each column (its name, what stands over it); unnamed columns match nothing."""
    known = known_units(document, title)
    ways = [[name for name, _over in names]]
    if any(over for _name, over in names):
        ways += [[f"{over} {name}" if name else "" for name, over in names], [over or name for name, over in names]]
    return max((match_units(way, known) for way in ways), key=_likeness)


def _likeness(found: list[Match]) -> float:
    return sum(float(match.score) for match in found if match.sure)


def of_annex(annex: Annex) -> list[Unit]:
    """The units an annex may be divided among."""
    return units_below(annex.document, annex.title)
