"""Reading what has arrived, in the background: claimed by one reader at a time, taken up anew when that one died."""

import time
from collections.abc import Callable
from datetime import timedelta

from django.db.models import F, Max, Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from nhipcau.access import Refused
from nhipcau.accounts.clock import today
from nhipcau.documents import files, leftovers, services, services_reading
from nhipcau.documents.models import Arrival
from nhipcau.documents.turns import in_turn
from nhipcau.web.problems import Problem

STALE = timedelta(seconds=60)  # a reader gives a sign of life every few seconds
BEAT = 5.0  # seconds between them
ATTEMPTS = 3


class _GivenBack(Exception):
    """The reader was told to end."""


def read_next(told_to_end: Callable[[], bool] = lambda: False) -> int | None:
    """Reads the file whose turn it is to its end: a document, or a refusal that says what to do.

    Gives its key when it was given back because the reader was `told_to_end`, else None.
    """
    arrival = next((claimed for pk in queue() if (claimed := _claimed(pk))), None)
    if arrival is None:
        return None
    leftovers.remove_folders()  # of a reader before this one on the same machine
    try:
        with translation.override(arrival.language):
            _read(arrival, _Beats(arrival.pk, told_to_end))
    except _GivenBack:
        Arrival.objects.filter(pk=arrival.pk).update(
            state=Arrival.WAITING, done=0, beat_at=timezone.now(), attempts=F("attempts") - 1
        )
        return arrival.pk
    return None


def _read(arrival: Arrival, told: "_Beats") -> None:
    if arrival.attempts > ATTEMPTS:
        # Whatever stops the reader each time, it will do so again.
        _refuse(arrival, _("Reading the file was interrupted several times; send only the pages that matter."))
        return
    by = arrival.person.access(today())
    try:
        document, new = services.receive(
            arrival.unit, data=files.held(arrival.pk), file_name=arrival.file_name, by=by, told=told
        )
        if not new and document.confirmed_at is None:
            # It is in the register: this was sent, or asked for, to have it read again.
            services_reading.read_again(document, by=by, told=told)
    except Problem as refusal:
        _refuse(arrival, refusal.sentence)
    except Refused:
        _refuse(arrival, _("You may no longer send documents for this unit; ask whoever gives the roles there."))
    except FileNotFoundError:
        _refuse(arrival, _("The file sent is no longer there; send it again."))
    else:
        Arrival.objects.filter(pk=arrival.pk).update(state=Arrival.DONE, document=document)
        files.let_go(arrival.pk)


class _Beats:
    """Hears how far a reading is, and passes it on as its sign of life."""

    def __init__(self, pk: int, told_to_end: Callable[[], bool]) -> None:
        self.pk, self.told_to_end = pk, told_to_end
        self.said: tuple[int, int | None] = (0, None)
        self.next = time.monotonic() + BEAT

    def __call__(self, done: int, pages: int | None) -> None:
        if self.told_to_end():
            raise _GivenBack
        if (done, pages) == self.said and time.monotonic() < self.next:
            return
        self.said, self.next = (done, pages), time.monotonic() + BEAT
        known = {} if pages is None else {"pages": pages}
        Arrival.objects.filter(pk=self.pk).update(beat_at=timezone.now(), done=done, **known)


def _free() -> Q:
    """Those nobody reads: they wait, or their reader died."""
    return Q(state=Arrival.WAITING) | Q(state=Arrival.READING, beat_at__lt=timezone.now() - STALE)


def queue() -> list[int]:
    """The files that wait, in the order in which they will be read."""
    waiting = list(Arrival.objects.filter(_free()).order_by("created_at", "pk").values_list("pk", "unit_id"))
    lately = Arrival.objects.filter(
        unit__in={unit for _pk, unit in waiting}, attempts__gt=0, beat_at__gte=timezone.now() - timedelta(days=1)
    )
    return in_turn(waiting, dict(lately.order_by().values_list("unit_id").annotate(Max("beat_at"))))


def before(arrival: Arrival) -> int:
    """How many files are read before this one begins: those whose turn comes earlier, and those being read now."""
    waiting = queue()
    if arrival.pk not in waiting:
        return 0
    being_read = Arrival.objects.filter(state=Arrival.READING).exclude(pk__in=waiting).count()
    return waiting.index(arrival.pk) + being_read


def _claimed(pk: int) -> Arrival | None:
    taken = Arrival.objects.filter(_free(), pk=pk).update(
        state=Arrival.READING, beat_at=timezone.now(), done=0, attempts=F("attempts") + 1
    )
    return Arrival.objects.select_related("unit", "person").get(pk=pk) if taken else None


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
    return not Arrival.objects.filter(attempts__gt=0, beat_at__gte=then).exists()
