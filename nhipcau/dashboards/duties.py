"""My duties: what I owe and by when, what came back, what waits for me, who owes me."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from urllib.parse import urlencode

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from nhipcau.access import Access
from nhipcau.documents.models import Document
from nhipcau.documents.queries import to_confirm as documents_waiting
from nhipcau.programmes.models import Allocation
from nhipcau.reporting.models import Form, FormRow, Obligation, Period, Submission
from nhipcau.reporting.naming import due_chip, due_words, period_name, title
from nhipcau.reporting.services_duties import OWING
from nhipcau.reporting.sheet import Cell, open_sheet
from nhipcau.units.models import Unit

# Reports due later than this are not yet a duty of today.
AHEAD = timedelta(days=45)
# How far back the office above is shown who has not reported.
BACK = timedelta(days=120)
SHOWN = 12
# So many returned reports are opened on the page itself; others have a button.
OPENED = 1
LATE_NAMED = 8
DOCUMENTS_NAMED = 4


def to_confirm(access: Access, unit: Unit | None) -> list[Document]:
    """Documents of the own unit of which something read still waits for a person's word: the newest, one more than
    are shown."""
    if unit is None or not access.may("documents.write", unit.path):
        return []
    mine = Document.objects.visible_to(access).filter(unit=unit).defer("text", "reading")
    return list(documents_waiting(mine).order_by("-created_at")[: DOCUMENTS_NAMED + 1])


@dataclass(frozen=True)
class Owed:
    """A report this unit still owes."""

    obligation: Obligation
    title: str
    due: str
    chip: tuple[str, str]
    figures: int


@dataclass(frozen=True)
class CameBack:
    """A returned report: who sent it back, and the cells to mend where the page shows them."""

    obligation: Obligation
    submission: Submission
    title: str
    cells: list[Cell] = field(default_factory=list)


@dataclass(frozen=True)
class Mine:
    """The own units' reports: what is owed, late first, then by due day; what came back."""

    owed: list[Owed]
    back: list[CameBack]


def mine(access: Access, today: date) -> Mine:
    """What the person's own units owe and what came back to them."""
    found = list(
        _own(access).filter(state__in=OWING, due_on__lte=today + AHEAD).order_by("due_on", "form__code")[:SHOWN]
    )
    returned = [obligation for obligation in found if obligation.state == "returned"]
    others = [obligation for obligation in found if obligation.state != "returned"]
    figures = _figures_asked({obligation.form_id for obligation in others})
    owed = [Owed(o, title(o), due_words(o), due_chip(o, today), figures.get(o.form_id, 0)) for o in others]
    return Mine(owed, _came_back(returned))


def _came_back(returned: list[Obligation]) -> list[CameBack]:
    if not returned:
        return []
    newest = {
        submission.obligation_id: submission
        for submission in Submission.objects.filter(obligation__in=returned, state="returned").order_by("version")
    }
    found: list[CameBack] = []
    for obligation in returned:
        submission = newest.get(obligation.pk)
        if submission is not None:
            opened = open_sheet(obligation, Submission.FINAL).cells if len(found) < OPENED else []
            found.append(CameBack(obligation, submission, title(obligation), [c for c in opened if c.returned]))
    return found


def _own(access: Access) -> QuerySet[Obligation]:
    own = Obligation.objects.filter(unit__in=access.own_units("reports.fill"), exempt_reason="")
    return own.select_related("unit__parent", "form", "period")


def _figures_asked(form_ids: set[int]) -> dict[int, int]:
    """Form → how many figures its newest rows ask for."""
    if not form_ids:
        return {}
    rows = FormRow.objects.filter(version__form__in=form_ids).order_by("version__number")
    counted = rows.values_list("version__form", "version__number").annotate(n=Count("pk"))
    return {form: n for form, _number, n in counted}


@dataclass(frozen=True)
class Below:
    """How the units directly below stand with one form and period."""

    title: str
    form: Form
    period: Period
    counts: dict[str, int]

    def address(self, tab: str) -> str:
        """Where the list shows those of one state."""
        return "/reports/?" + urlencode({"form": self.form.code, "period": self.period.code, "tab": tab})

    @property
    def all_address(self) -> str:
        return self.address("all")

    @property
    def tally(self) -> list[tuple[str, int, str, str]]:
        """What the card shows: where it leads, how many, in words, and the shape of its chip."""
        words = [
            ("waiting", _("wait for me"), "on"),
            ("late", _("late"), "late"),
            ("owing", _("not reported"), "wait"),
            ("returned", _("returned"), "behind"),
            ("done", _("approved"), "met"),
        ]
        shown = [(tab, said, shape) for tab, said, shape in words if self.counts[tab] or tab in ("waiting", "done")]
        if self.counts["owing"] == self.counts["late"] + self.counts["returned"]:  # each said once
            shown = [one for one in shown if one[0] != "owing"]
        return [(self.address(tab), self.counts[tab], said, shape) for tab, said, shape in shown]

    @property
    def share(self) -> int:
        """How many per cent of those who owe have sent their report."""
        owing = self.counts["all"] - self.counts["exempt"]
        return 100 * (self.counts["waiting"] + self.counts["done"]) // owing if owing else 0


def owed_to(access: Access, today: date) -> list[Below]:
    """Who owes the person's offices a report: the running and the last periods, the newest first."""
    deciding = _offices(access)
    if not deciding:
        return []
    owes = Q(state__in=OWING, exempt_reason="")
    found = (
        Obligation.objects.filter(unit__parent__in=deciding)
        .filter(period__starts_on__lte=today, period__last_day__gte=today - BACK)
        .values_list("form", "period")
        .annotate(
            all=Count("pk"),
            waiting=Count("pk", filter=Q(state="submitted")),
            done=Count("pk", filter=Q(state__in=("approved", "locked"))),
            returned=Count("pk", filter=Q(state="returned")),
            owing=Count("pk", filter=owes),
            late=Count("pk", filter=owes & Q(due_on__lt=today, submitted_at__isnull=True)),
            exempt=Count("pk", filter=~Q(exempt_reason="")),
        )
        .order_by("-period__last_day", "form")[:SHOWN]
    )
    names = ("all", "waiting", "done", "returned", "owing", "late", "exempt")
    rows = [(form, period, dict(zip(names, counts, strict=True))) for form, period, *counts in found]
    forms = Form.objects.in_bulk([form for form, _period, _counts in rows])
    periods = Period.objects.in_bulk([period for _form, period, _counts in rows])
    below = [
        Below(f"{forms[form]} · {period_name(periods[period])}", forms[form], periods[period], counts)
        for form, period, counts in rows
    ]
    return [one for one in below if one.counts["owing"] or one.counts["waiting"]] or below[:1]


def late_below(access: Access, today: date) -> list[Obligation]:
    """The units directly below that are longest late."""
    deciding = _offices(access)
    if not deciding:
        return []
    late = Obligation.objects.filter(unit__parent__in=deciding, state__in=OWING, exempt_reason="")
    late = late.filter(due_on__lt=today, due_on__gte=today - BACK, submitted_at__isnull=True)
    return list(late.select_related("unit", "form", "period").order_by("due_on", "unit__sort_key")[:LATE_NAMED])


def _offices(access: Access) -> Sequence[int]:
    """Units at which the person approves what comes from below."""
    return [grant.unit_id for grant in access.grants if access.may("reports.approve", grant.path)]


def to_acknowledge(access: Access) -> list[Allocation]:
    """Allocations to the person's own units that were issued and not acknowledged yet."""
    own = access.own_units("allocations.acknowledge")
    if not own:
        return []
    found = Allocation.objects.current().filter(unit__in=own, state=Allocation.ISSUED)
    return list(found.select_related("target__indicator", "by_unit").order_by("target__order", "pk")[:SHOWN])
