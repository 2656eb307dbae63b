"""Whose figures a person decides on: a department's right reaches as far as the indicators it owns.

`above`: the unit above the one that reports, where the right to decide is held.
"""

from collections.abc import Callable, Collection

from django.utils.translation import gettext as _

from nhipcau.access import Access
from nhipcau.indicators.models import Indicator
from nhipcau.reporting.models import Form, FormRow
from nhipcau.reporting.workflow import APPROVE
from nhipcau.units.models import Unit
from nhipcau.web.problems import Problem


def own_of(by: Access, above: Unit, indicators: Collection[int]) -> set[int]:
    """Those of the indicators the person may decide on in reports to this unit."""
    owners = by.owners(APPROVE, above.path)
    if owners is None:
        return set(indicators)
    own = Indicator.objects.filter(pk__in=indicators, owner__in=owners)
    return set(own.values_list("pk", flat=True))


def decides_on_all(by: Access, above: Unit, asked: Callable[[], Collection[int]]) -> bool:
    """Whether every figure of a report to the unit is the person's to judge; `asked` is looked up only for a
    department."""
    if by.owners(APPROVE, above.path) is None:
        return True
    indicators = set(asked())
    return own_of(by, above, indicators) == indicators


def require_whole(by: Access, above: Unit, asked: Callable[[], Collection[int]]) -> None:
    """Raises `Problem` where some of a report's figures are another department's: it is decided on as a whole."""
    if not decides_on_all(by, above, asked):
        raise Problem(_("Other departments own figures of this report: return your own, the office decides the rest."))


def require_own(by: Access, above: Unit, indicators: Collection[int]) -> None:
    """Raises `Problem` where a figure is another department's."""
    if not decides_on_all(by, above, lambda: indicators):
        raise Problem(_("Return only figures of your own department; the others are not yours to judge."))


def decides_whole(by: Access, form: Form | None) -> bool:
    """Whether the person decides on whole reports of a form: an office always, a department that owns all its rows."""
    owners = [by.owners(APPROVE, grant.path) for grant in by.grants]
    if by.everything or any(held is None for held in owners):
        return True
    own = set().union(*(held for held in owners if held))
    return bool(own) and not FormRow.objects.filter(version__form=form).exclude(indicator__owner__in=own).exists()
