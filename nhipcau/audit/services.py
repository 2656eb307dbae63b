"""Writing the record. Every service ends with `record(…)`."""

import json
from collections.abc import Mapping
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from nhipcau.access import Access
from nhipcau.audit.models import Entry


def record(
    by: Access,
    action: str,
    thing: models.Model,
    *,
    unit_id: int | None = None,
    unit_path: str = "",
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    reason: str = "",
) -> Entry:
    """Appends one entry, in the transaction of the act it records.

    `action` is `room.noun.verb` in the past, such as `reporting.submission.approved`. The acting unit is the one
    given, else the unit of the grant the person acts under.
    """
    home = by.home
    return Entry.objects.create(
        person_id=by.person_id,
        person_name=by.name,
        unit_id=unit_id if unit_id is not None else (home.unit_id if home else None),
        unit_path=unit_path or (home.path if home else ""),
        action=action,
        object_type=thing._meta.label_lower,
        object_id=str(thing.pk),
        before=_plain(before),
        after=_plain(after),
        reason=reason,
    )


def _plain(values: Mapping[str, Any] | None) -> Any:
    return None if values is None else json.loads(json.dumps(values, cls=DjangoJSONEncoder, ensure_ascii=False))
