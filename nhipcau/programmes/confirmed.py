"""What a programme is drawn up from: rows made of the things read that a person confirmed, each with its place."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from nhipcau.documents.models import ReadItem
from nhipcau.documents.queries import day_of, due_of, figure
from nhipcau.indicators.models import Indicator
from nhipcau.programmes.models import Phase, Programme, ReportDeadline, Target, Task
from nhipcau.web.problems import Problem


def target_of(item: ReadItem, order: int, programme: Programme, indicators: Mapping[str, Indicator]) -> Target:
    """The target of one confirmed; `indicators`: by code."""
    fields = item.fields
    return Target(
        programme=programme,
        code=f"{programme.code}/{order:02d}",
        indicator=indicators.get(item.indicator),
        text=item.text,
        span_start=item.span_start,
        span_end=item.span_end,
        operator=fields["comparator"],
        value=figure(fields["value"]),
        value_max=figure(fields.get("value_max")),
        measure=(fields.get("unit") or "")[:60],
        per=(fields.get("per") or "")[:120],
        condition=fields.get("condition") or "",
        period=(fields.get("period") or programme.period)[:40],
        cascade=fields["cascade"],
        duty=fields.get("duty") or "required",
        responsibility=fields.get("responsibility") or "",
        section=(fields.get("section") or "")[:120],
        order=order,
        above_id=item.above,
    )


def deadline_of(item: ReadItem, order: int, programme: Programme) -> ReportDeadline:
    """The report deadline of one confirmed."""
    named_on, inclusive, recurrence = due_of(item.fields)
    return ReportDeadline(
        programme=programme,
        text=item.text,
        span_start=item.span_start,
        span_end=item.span_end,
        to=(item.fields.get("to") or "")[:200],
        named_on=named_on,
        inclusive=inclusive,
        recurrence=recurrence,
        order=order,
    )


def phase_of(item: ReadItem, order: int, programme: Programme) -> Phase:
    """The phase of one confirmed. Problem where it ends before it begins."""
    starts_on, ends_on = day_of(item.fields.get("start")), day_of(item.fields.get("end"))
    name = (item.fields.get("name") or item.text)[:120]
    if starts_on and ends_on and ends_on < starts_on:
        raise Problem(_("The phase “%(name)s” ends before it begins; mend its days, then draw up the programme.")
                      % {"name": name})  # fmt: skip
    return Phase(
        programme=programme,
        name=name,
        starts_on=starts_on,
        ends_on=ends_on,
        theme=item.fields.get("theme") or "",
        span_start=item.span_start,
        span_end=item.span_end,
        order=order,
    )


def task_of(item: ReadItem, order: int, programme: Programme) -> Task:
    """The task of one confirmed."""
    return Task(
        programme=programme,
        text=item.text,
        span_start=item.span_start,
        span_end=item.span_end,
        section=(item.fields.get("section") or "")[:120],
        lead=(item.fields.get("lead") or "")[:200],
        due_on=day_of(item.fields.get("due")),
        order=order,
    )
