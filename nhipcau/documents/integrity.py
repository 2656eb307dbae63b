"""Whether the register of documents holds together."""

from collections.abc import Iterator
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from nhipcau.documents import arrivals, files, leftovers, numbers
from nhipcau.documents.models import Arrival, Document
from nhipcau.web.format import moment
from nhipcau.web.integrity import Finding

WAITS_LONG = timedelta(minutes=10)


def findings() -> Iterator[Finding]:
    """Numbers with gaps; files that are missing, no longer what was received, left behind; files nobody reads."""
    yield from _numbers()
    yield from _kept()
    yield from _left_behind()
    yield from _unread()


def _numbers() -> Iterator[Finding]:
    for series, given, last in numbers.holes():
        yield Finding(
            "documents.numbers",
            _("%(series)s: %(given)s numbers given, the last is %(last)s.")
            % {"series": f"{series.unit} {series.doc_type} {series.year}", "given": given, "last": last},
            _("A number was taken outside the service; restore from a backup and tell the developers."),
        )


def _kept() -> Iterator[Finding]:
    for document in Document.objects.exclude(sha256="").only("id", "sha256", "number", "file_name").iterator():
        kept, named = files.path_of(document.sha256), {"document": f"{document.pk} ({document})"}
        if not kept.exists():
            yield Finding(
                "documents.file_missing",
                _("document %(document)s: its file is not in the store.") % named,
                _("Bring back the folder of files from the backup of the same day as the database."),
            )
        elif files.hash_of(kept.read_bytes()) != document.sha256:
            yield Finding(
                "documents.file_changed",
                _("document %(document)s: its file is not what was received.") % named,
                _("Someone wrote into the store; bring the file back from a backup and look into who did."),
            )


def _left_behind() -> Iterator[Finding]:
    for path in [*leftovers.stray_files(), *leftovers.folders()]:
        yield Finding(
            "documents.left_behind",
            _("%(path)s: left by a reading that was killed; nothing refers to it.") % {"path": path},
            _("The nightly work removes it; if it is still there tomorrow, no `nhipcau worker` runs: start one."),
        )


def _unread() -> Iterator[Finding]:
    silent = Arrival.objects.filter(state__in=Arrival.OPEN, beat_at__lt=timezone.now() - WAITS_LONG)
    for arrival in silent.select_related("unit"):
        if arrivals.is_forsaken(arrival):
            yield Finding(
                "documents.unread",
                _("%(file)s: waits since %(at)s, and nothing is read.")
                % {"file": f"{arrival} ({arrival.unit})", "at": moment(arrival.created_at)},
                _("Start `nhipcau worker`: it takes the file up by itself within two minutes."),
            )
