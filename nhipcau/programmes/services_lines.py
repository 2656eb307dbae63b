"""Writing the report deadlines and phases of a draft programme by hand."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max

from nhipcau.access import Access
from nhipcau.audit.services import record
from nhipcau.documents.forms import ENDS_TOO_SOON
from nhipcau.programmes.locks import held, must_be_draft
from nhipcau.programmes.models import Phase, Programme, ReportDeadline
from nhipcau.web.problems import Problem

FIELDS = {
    ReportDeadline: ("text", "to", "named_on", "inclusive", "recurrence"),
    Phase: ("name", "starts_on", "ends_on", "theme"),
}
Line = ReportDeadline | Phase


@transaction.atomic
def save_line(programme: Programme, line: Line, fields: Mapping[str, Any], *, by: Access) -> Line:
    """Writes a report deadline or phase of a draft: a new one, or one that is there with other words or days. Problem
    once the programme is issued, or where a phase would end before it begins."""
    by.require("programmes.write", programme.issuer.path)
    programme = held(programme)
    must_be_draft(programme)
    kind = type(line)
    before = None
    if line.pk is None:
        last = kind.objects.filter(programme=programme).aggregate(last=Max("order"))["last"] or 0
        line.programme, line.order = programme, last + 1
    else:
        line = kind.objects.select_for_update().get(pk=line.pk, programme=programme)
        before = {name: _plain(getattr(line, name)) for name in FIELDS[kind]}
    for name in FIELDS[kind]:
        if name in fields:
            setattr(line, name, fields[name])
    if isinstance(line, Phase) and line.starts_on and line.ends_on and line.ends_on < line.starts_on:
        raise Problem(ENDS_TOO_SOON)
    line.save()
    record(by, f"programmes.{kind._meta.model_name}.saved", line, unit_id=programme.issuer_id,
           unit_path=programme.issuer.path, before=before,
           after={name: _plain(getattr(line, name)) for name in FIELDS[kind]})  # fmt: skip
    return line


@transaction.atomic
def remove_line(line: Line, *, by: Access) -> None:
    """Takes a report deadline or phase out of a draft programme."""
    programme = line.programme
    by.require("programmes.write", programme.issuer.path)
    must_be_draft(held(programme))
    kind = type(line)
    record(by, f"programmes.{kind._meta.model_name}.removed", line, unit_id=programme.issuer_id,
           unit_path=programme.issuer.path,
           before={name: _plain(getattr(line, name)) for name in FIELDS[kind]})  # fmt: skip
    line.delete()


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
