"""The approver's list: who reported, who has not, what is clean and what has to be looked at."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Exists, F, FilteredRelation, OuterRef, Q, QuerySet
from django.http import QueryDict

from nhipcau.access import Access
from nhipcau.indicators.models import Indicator
from nhipcau.lib.vietnamese import fold
from nhipcau.reporting.checks import CLEAN, EXPLAINED, SUSPICIOUS, Odd
from nhipcau.reporting.models import Form, Obligation, Period, Submission
from nhipcau.reporting.owned import decides_whole
from nhipcau.reporting.services_duties import OWING
from nhipcau.reporting.wording import findings_from_rows, sentence_of_odd

TABS = ("waiting", "suspicious", "explained", "clean", "owing", "late", "returned", "done", "exempt", "all")
_WAITS = Q(waiting__isnull=False)
_OWES = Q(state__in=OWING, exempt_reason="")


def _tab(tab: str, today: date) -> Q:
    return {
        "waiting": _WAITS,
        "suspicious": _WAITS & Q(waiting__tone=SUSPICIOUS),
        "explained": _WAITS & Q(waiting__tone=EXPLAINED),
        "clean": _WAITS & Q(waiting__tone=CLEAN),
        "owing": _OWES,
        "late": _OWES & Q(due_on__lt=today, submitted_at__isnull=True),
        "returned": Q(state="returned"),
        "done": Q(state__in=("approved", "locked")),
        "exempt": ~Q(exempt_reason=""),
        "all": Q(),
    }[tab]


@dataclass
class Inbox:
    """What the address chose: form, period, tab, text, children only or all below; and the lists to choose from."""

    access: Access
    today: date
    tab: str
    text: str
    below: str
    decides: bool
    stage: int = Submission.FINAL
    forms: list[Form] = field(default_factory=list)
    periods: list[Period] = field(default_factory=list)
    form: Form | None = None
    period: Period | None = None
    decides_whole: bool = False

    def scope(self) -> QuerySet[Obligation]:
        """Obligations of the chosen form and period within the person's reach, whatever their state."""
        seen = Obligation.objects.visible_to(self.access).filter(form=self.form, period=self.period)
        if self.below == "children" and not self.access.everything:
            own = [grant.unit_id for grant in self.access.grants]
            seen = seen.filter(unit__parent__in=own) if self.decides else seen.filter(unit__in=own)
        for word in fold(self.text).split():
            seen = seen.filter(unit__search_key__contains=word)
        sent = Q(submissions__state=Submission.SUBMITTED, submissions__stage=self.stage)
        return seen.annotate(waiting=FilteredRelation("submissions", condition=sent))

    def counts(self) -> dict[str, int]:
        """How many of the scope each tab holds: one query."""
        wanted = {f"in_{tab}": Count("pk", filter=_tab(tab, self.today)) for tab in TABS}
        return {name.removeprefix("in_"): n for name, n in self.scope().aggregate(**wanted).items()}

    def rows(self) -> QuerySet[Obligation]:
        """The obligations of the tab: what has to be looked at first, then in Vietnamese order."""
        order = ["unit__sort_key", "unit__code"]
        if self.tab in ("waiting", "suspicious", "explained", "clean"):
            order.insert(0, "-waiting__tone")
        found = self.scope().filter(_tab(self.tab, self.today)).select_related("unit__parent", "form", "period")
        return found.order_by(*order)

    @property
    def period_may_be_estimated(self) -> bool:
        """Whether the form is due before the period is over, so that an estimate goes first."""
        return self.form is not None and self.form.due_days <= 0

    def estimates_waiting(self) -> int:
        """How many estimates of the scope wait for approval."""
        waiting = Submission.objects.filter(obligation__in=self.scope().values("pk"), stage=Submission.ESTIMATE)
        return waiting.filter(state=Submission.SUBMITTED).count()

    def clean_block(self, limit: int) -> list[Submission]:
        """The first clean reports that wait, in the order of the list."""
        wanted = self.scope().filter(_tab("clean", self.today)).order_by("unit__sort_key", "unit__code")
        ids: list[int] = list(wanted.annotate(sent=F("waiting__pk")).values_list("sent", flat=True)[:limit])
        found = Submission.objects.filter(pk__in=ids).select_related("unit__parent", "period", "obligation")
        return sorted(found, key=lambda submission: ids.index(submission.pk))

    def owing(self) -> QuerySet[Obligation]:
        """Those who still owe in the tab: whom a reminder goes to."""
        return (
            self.scope().filter(_OWES).filter(_tab(self.tab, self.today) if self.tab in ("late", "returned") else Q())
        )


def inbox_of(access: Access, today: date, asked: QueryDict) -> Inbox:
    """What an address asks for, with sensible choices where it says nothing."""
    decides = access.may_somewhere("reports.approve")
    tab = asked.get("tab", "")
    below = "all" if asked.get("below") == "all" else "children"
    stage = Submission.ESTIMATE if asked.get("stage") == "estimate" else Submission.FINAL
    box = Inbox(access, today, tab, asked.get("q", "").strip()[:100], below, decides, stage)
    box.forms = list(_forms(access))
    box.form = _chosen(box.forms, asked.get("form", ""))
    box.decides_whole = decides and decides_whole(access, box.form)
    if box.form is not None:
        owed = Obligation.objects.filter(form=box.form, period=OuterRef("pk"))
        box.periods = list(
            Period.objects.filter(Exists(owed), calendar=box.form.calendar_id).order_by("-last_day", "-starts_on")[:60]
        )
        begun = [period for period in box.periods if period.starts_on <= today]
        box.period = _chosen(begun or box.periods, "") if not asked.get("period") else None
        box.period = box.period or _chosen(box.periods, asked.get("period", ""))
    return box


def _forms(access: Access) -> QuerySet[Form]:
    """Those the person sees that someone owes."""
    owed = Obligation.objects.filter(form=OuterRef("pk"))
    return Form.objects.visible_to(access).filter(Exists(owed)).order_by("code")


def _chosen(things: list, code: str):
    for thing in things:
        if thing.code == code:
            return thing
    return things[0] if things else None


@dataclass
class Row:
    """One line of the list: the obligation, its newest version, and what is odd in words."""

    obligation: Obligation
    newest: Submission | None = None
    odd: list[tuple[int, str, str]] = field(default_factory=list)
    words: list[str] = field(default_factory=list)


def rows_of_page(obligations: Iterable[Obligation], stage: int = Submission.FINAL) -> list[Row]:
    """The lines of one page: two queries whatever its length."""
    rows = {obligation.pk: Row(obligation) for obligation in obligations}
    newest = Submission.objects.filter(obligation__in=rows, stage=stage).order_by("version")
    for submission in newest.defer("nums", "bases", "answers", "indicator_ids", "narrative"):
        if submission.obligation_id is not None and submission.state != Submission.DRAFT:
            rows[submission.obligation_id].newest = submission
    sent = [(row, row.newest, findings_from_rows(row.newest.findings)) for row in rows.values() if row.newest]
    names = _names(odd for _row, _newest, each in sent for odd in each)
    for row, submission, each in sent:
        row.odd = _by_indicator(each, names)
        row.words = [str(word) for word in submission.explanations.values()]
    return list(rows.values())


def _by_indicator(odd: Iterable[Odd], names: dict[int, str]) -> list[tuple[int, str, str]]:
    """(indicator id, name, everything odd about it), each indicator once."""
    said: dict[int, list[str]] = {}
    for one in odd:
        said.setdefault(one.indicator_id, []).append(sentence_of_odd(one, names))
    return [(i, names.get(i, ""), " ".join(sentences)) for i, sentences in said.items()]


def _names(odd: Iterable[Odd]) -> dict[int, str]:
    ids = {i for one in odd for i in (one.indicator_id, one.other_id) if i is not None}
    return {one.pk: one.label for one in Indicator.objects.filter(pk__in=ids)} if ids else {}
