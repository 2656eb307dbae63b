"""Versions of a share: the next one is written, the former one points to it, nothing is overwritten."""

from collections.abc import Sequence

from django.db import connection

from nhipcau.programmes.models import Allocation


def write_versions(pairs: Sequence[tuple[Allocation, Allocation | None]]) -> None:
    """Writes each new version after the current one of its share, or as the first; sets its `version` and `pk`.

    A share has one current version at any moment, so the former ones turn first, to ids that arrive next: the database
    checks at the end of the transaction that they did.
    """
    turned = []
    for pk, (share, former) in zip(_next_ids(len(pairs)), pairs, strict=True):
        share.pk = pk
        share.version = former.version + 1 if former else 1
        if former:
            former.replaced_by_id = pk
            turned.append(former)
    Allocation.objects.bulk_update(turned, ["replaced_by"], batch_size=500)
    Allocation.objects.bulk_create([share for share, _former in pairs], batch_size=2000)


def _next_ids(count: int) -> list[int]:
    sql = "SELECT nextval(pg_get_serial_sequence('programmes_allocation', 'id')) FROM generate_series(1, %s)"
    with connection.cursor() as cursor:
        cursor.execute(sql, [count])
        return [pk for (pk,) in cursor.fetchall()]
