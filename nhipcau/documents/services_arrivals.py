"""Files that take long to read: taken in at once, read in the background, tried again when that was interrupted."""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from nhipcau.access import Access
from nhipcau.audit.services import record
from nhipcau.documents import arrivals, files, jobs
from nhipcau.documents.models import Arrival
from nhipcau.units.models import Unit
from nhipcau.web.problems import Conflict

RESTS_FOR = timedelta(seconds=15)  # nobody asks for a new try more often


def expect(unit: Unit, *, data: bytes, file_name: str, pages: int | None, by: Access) -> Arrival:
    """Takes a file in that `services.receive` found sound but slow, and has it read in the background.

    The same bytes sent while they are being read give the arrival that is there.
    """
    by.require("documents.write", unit.path)
    assert by.person_id is not None, "the installation itself waits for what it reads"
    sha256 = files.hash_of(data)
    try:
        with transaction.atomic():
            arrival = Arrival.objects.create(
                unit=unit, person_id=by.person_id, language=get_language() or "vi", file_name=file_name[-255:],
                sha256=sha256, pages=pages,
            )  # fmt: skip
            files.hold(arrival.pk, data)
            jobs.ask_for(arrival.pk)
            record(by, "documents.arrival.expected", arrival, unit_id=unit.pk, unit_path=unit.path,
                   after={"file_name": arrival.file_name, "sha256": sha256, "pages": pages})  # fmt: skip
    except IntegrityError:
        # The same bytes came before; by now they may even have been read.
        there = Arrival.objects.filter(unit=unit, sha256=sha256).order_by("-pk").first()
        if there is None:
            raise
        return there
    return arrival


@transaction.atomic
def try_again(arrival: Arrival, *, by: Access) -> None:
    """Has an arrival read anew whose reading was interrupted. Raises Conflict while it is being read."""
    by.require("documents.write", arrival.unit.path)
    now = timezone.now()
    resting = Arrival.objects.filter(pk=arrival.pk, state__in=Arrival.OPEN, beat_at__lt=now - RESTS_FOR)
    stale = resting.exclude(state=Arrival.READING, beat_at__gte=now - arrivals.STALE)
    if not stale.update(state=Arrival.WAITING, beat_at=now, attempts=0):
        raise Conflict(_("The file is being read or has been read already; look at the page again."))
    jobs.ask_for(arrival.pk)
    record(by, "documents.arrival.tried_again", arrival, unit_id=arrival.unit_id, unit_path=arrival.unit.path)
