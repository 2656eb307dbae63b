"""Reading what has arrived, in the background: claimed by one reader at a time, taken up anew when that one died."""

from datetime import timedelta

from django.db.models import F, Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from nhipcau.access import Refused
from nhipcau.accounts.clock import today
from nhipcau.documents import files, services, services_reading
from nhipcau.documents.models import Arrival
from nhipcau.web.problems import Problem

STALE = timedelta(seconds=60)  # a reader gives a sign of life every few seconds
ATTEMPTS = 3


def read_now(pk: int) -> None:
    """Reads an arrival to its end: a document, or a refusal that says what to do. Nothing when another reads it."""
    arrival = _claimed(pk)
    if arrival is None:
        return
    with translation.override(arrival.language):
        if arrival.attempts > ATTEMPTS:
            # Whatever stops the reader each time, it will do so again.
            _refuse(arrival, _("Reading the file was interrupted several times; send only the pages that matter."))
            return
        by = arrival.person.access(today())
        try:
            document, new = services.receive(
                arrival.unit, data=files.held(pk), file_name=arrival.file_name, by=by,
                told=lambda done, pages: _beat(pk, done, pages),
            )  # fmt: skip
            if not new and document.confirmed_at is None:
                # It is in the register: this was sent, or asked for, to have it read again.
                services_reading.read_again(document, by=by, told=lambda done, pages: _beat(pk, done, pages))
        except Problem as refusal:
            _refuse(arrival, refusal.sentence)
        except Refused:
            _refuse(arrival, _("You may no longer send documents for this unit; ask whoever gives the roles there."))
        except FileNotFoundError:
            _refuse(arrival, _("The file sent is no longer there; send it again."))
        else:
            Arrival.objects.filter(pk=pk).update(state=Arrival.DONE, document=document)
            files.let_go(pk)


def _claimed(pk: int) -> Arrival | None:
    now = timezone.now()
    free = Q(state=Arrival.WAITING) | Q(state=Arrival.READING, beat_at__lt=now - STALE)
    taken = Arrival.objects.filter(free, pk=pk).update(
        state=Arrival.READING, beat_at=now, done=0, attempts=F("attempts") + 1
    )
    return Arrival.objects.select_related("unit", "person").get(pk=pk) if taken else None


def _beat(pk: int, done: int, pages: int | None) -> None:
    known = {} if pages is None else {"pages": pages}
    Arrival.objects.filter(pk=pk).update(beat_at=timezone.now(), done=done, **known)


def _refuse(arrival: Arrival, sentence: str) -> None:
    Arrival.objects.filter(pk=arrival.pk).update(state=Arrival.REFUSED, sentence=sentence)
    files.let_go(arrival.pk)


def abandoned() -> list[int]:
    """The arrivals nobody has given a sign of life of for a while: their reader died, or none ever began."""
    silent = Arrival.objects.filter(state__in=Arrival.OPEN, beat_at__lt=timezone.now() - STALE)
    return list(silent.values_list("pk", flat=True))


def is_forsaken(arrival: Arrival) -> bool:
    """Whether nobody reads this arrival or, before it, another one: then the background work seems to be stopped."""
    then = timezone.now() - STALE
    if arrival.state not in Arrival.OPEN or arrival.beat_at >= then:
        return False
    return not Arrival.objects.filter(state=Arrival.READING, beat_at__gte=then).exists()
