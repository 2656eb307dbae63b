"""Whether what was assigned holds together."""

from collections.abc import Iterator
from decimal import Decimal

from django.db.models import Count, F, Q, Sum
from django.utils.translation import gettext as _

from nhipcau.programmes import workflow
from nhipcau.programmes.models import Allocation, Phase, Programme, ReportDeadline
from nhipcau.web.format import number
from nhipcau.web.integrity import Finding

_ADD_UP = "programmes.split_adds_up"


def findings() -> Iterator[Finding]:
    """Issued shares that do not add up without a reason; versions without a successor; shares without a decision;
    report deadlines and phases without their place in the text."""
    yield from _sums()
    yield from _decisions()
    yield from _versions()
    yield from _lines()


def _sums() -> Iterator[Finding]:
    current = Allocation.objects.current().filter(state__in=workflow.HOLDS)
    sums = (
        current.filter(target__cascade="split")
        .order_by()
        .values(
            "target_id", "target__code", "target__value", "target__programme__issuer_id", "by_unit_id", "by_unit__code"
        )
        .annotate(total=Sum("value"), flagged=Count("pk", filter=~Q(reason="")))
    )
    given: dict[tuple[int, int], Decimal] = {
        (target, unit): value
        for target, unit, value in current.filter(target__cascade="split").values_list("target_id", "unit_id", "value")
    }
    for line in sums:
        own = line["target__programme__issuer_id"] == line["by_unit_id"]
        named = {"target": line["target__code"], "unit": line["by_unit__code"]}
        whole = line["target__value"] if own else given.get((line["target_id"], line["by_unit_id"]))
        if whole is None:
            yield Finding(
                _ADD_UP,
                _("target %(target)s: %(unit)s divides it, but holds no share of it.") % named,
                _("Its share was taken back by a decision; adjust what it gave on."),
            )
        elif whole != line["total"] and not line["flagged"]:
            yield Finding(
                _ADD_UP,
                _("target %(target)s: %(unit)s was given %(whole)s, gives %(total)s.")
                % {**named, "whole": number(whole), "total": number(line["total"])},
                _("Open the target and adjust the shares so that they add up, or issue them again with a reason."),
            )


def _lines() -> Iterator[Finding]:
    """Report deadlines and phases whose place in the document is not where their words stand."""
    of_deadline = _("programme %(code)s: report deadline %(line)s has no such place in its document.")
    of_phase = _("programme %(code)s: phase %(line)s has no such place in its document.")
    for kind, name, sentence in ((ReportDeadline, "deadline", of_deadline), (Phase, "phase", of_phase)):
        placed = kind.objects.filter(span_end__gt=0).select_related("programme__document")
        for line in placed.defer("programme__document__reading").iterator():
            document = line.programme.document
            if document is None or line.span_start >= line.span_end or line.span_end > len(document.text):
                yield Finding(
                    f"programmes.{name}_place",
                    sentence % {"code": line.programme.code, "line": f"{line.pk} ({line})"},
                    _("Bring the document's text back from a backup; the sentence cannot be opened until then."),
                )


def _decisions() -> Iterator[Finding]:
    for share in Allocation.objects.filter(state__in=workflow.HOLDS, decision="").select_related("target", "unit"):
        yield Finding(
            "programmes.decision_missing",
            _("target %(target)s: the share of %(unit)s holds without a decision.")
            % {"target": share.target.code, "unit": share.unit.code},
            _("Issue it again from the matrix, or give the decision's number when importing."),
        )
    for programme in Programme.objects.filter(state=Programme.ISSUED, number=""):
        yield Finding(
            "programmes.number_missing",
            _("programme %(code)s is issued without a number.") % {"code": programme.code},
            _("Give it the number of its paper."),
        )


def _versions() -> Iterator[Finding]:
    broken = Allocation.objects.filter(replaced_by__isnull=False).exclude(
        replaced_by__target=F("target"), replaced_by__unit=F("unit"), replaced_by__version=F("version") + 1
    )
    for share in broken.select_related("target", "unit"):
        yield Finding(
            "programmes.versions",
            _("target %(target)s: version %(version)s of %(unit)s is not followed by the next.")
            % {"target": share.target.code, "version": share.version, "unit": share.unit.code},
            _("Restore from a backup; versions are written by the service alone."),
        )
