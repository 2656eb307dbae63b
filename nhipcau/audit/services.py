"""Writing the record. Every service ends with `record(…)`."""

import json
from collections.abc import Iterable, Mapping
from itertools import islice
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


def record_many(
    by: Access,
    action: str,
    model: type[models.Model],
    acts: Iterable[tuple[int, Mapping[str, Any] | None, Mapping[str, Any] | None]],
    *,
    reason: str = "",
) -> int:
    """Appends one entry for each (id, before, after) of a bulk change, all acting for the person's own unit.

    Gives how many. `before` and `after` hold plain JSON values.
    """
    home, count = by.home, 0
    acts = iter(acts)
    while some := list(islice(acts, 5000)):
        Entry.objects.bulk_create(
            Entry(
                person_id=by.person_id,
                person_name=by.name,
                unit_id=home.unit_id if home else None,
                unit_path=home.path if home else "",
                action=action,
                object_type=model._meta.label_lower,
                object_id=str(key),
                before=before,
                after=after,
                reason=reason,
            )
            for key, before, after in some
        )
        count += len(some)
    return count


def _plain(values: Mapping[str, Any] | None) -> Any:
    return None if values is None else json.loads(json.dumps(values, cls=DjangoJSONEncoder, ensure_ascii=False))
