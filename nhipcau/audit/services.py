"""Writing the record. Every service ends with `record(…)`."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models
from django.utils import timezone

from nhipcau.access import Access
from nhipcau.audit.models import Entry

_COPY = """
COPY audit_entry (at, person_id, person_name, unit_id, unit_path, action, object_type, object_id, before, after, reason)
FROM STDIN
"""


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
    home, now, count = by.home, timezone.now(), 0
    who = (now, by.person_id, by.name, home.unit_id if home else None, home.path if home else "")
    with connection.cursor() as cursor, cursor.copy(_COPY) as copy:
        for key, before, after in acts:
            values = (None if said is None else json.dumps(said, ensure_ascii=False) for said in (before, after))
            copy.write_row((*who, action, model._meta.label_lower, str(key), *values, reason))
            count += 1
    return count


def record_past(entries: Iterable[Entry]) -> None:
    """Appends entries of acts that are over, each with its own time: of a demo, or taken over from an older system."""
    with connection.cursor() as cursor, cursor.copy(_COPY) as copy:
        for entry in entries:
            who = (entry.at, entry.person_id, entry.person_name, entry.unit_id, entry.unit_path)
            said = (None if value is None else json.dumps(value) for value in (entry.before, entry.after))
            copy.write_row((*who, entry.action, entry.object_type, entry.object_id, *said, entry.reason))


def _plain(values: Mapping[str, Any] | None) -> Any:
    return None if values is None else json.loads(json.dumps(values, cls=DjangoJSONEncoder, ensure_ascii=False))
