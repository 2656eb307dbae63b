"""Whether the register of documents holds together."""

from collections.abc import Iterator
from datetime import timedelta

from django.utils import timezone

from nhipcau.documents import arrivals, files, leftovers, numbers
from nhipcau.documents.models import Arrival, Document
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
            f"{series.unit} {series.doc_type} {series.year}: {given} numbers given, the last is {last}.",
            "A number was taken outside the service; restore from a backup and tell the developers.",
        )


def _kept() -> Iterator[Finding]:
    for document in Document.objects.exclude(sha256="").only("id", "sha256", "number", "file_name").iterator():
        kept = files.path_of(document.sha256)
        if not kept.exists():
            yield Finding(
                "documents.file_missing",
                f"document {document.pk} ({document}): its file is not in the store.",
                "Bring back the folder of files from the backup of the same day as the database.",
            )
        elif files.hash_of(kept.read_bytes()) != document.sha256:
            yield Finding(
                "documents.file_changed",
                f"document {document.pk} ({document}): its file is not what was received.",
                "Someone wrote into the store; bring the file back from a backup and look into who did.",
            )


def _left_behind() -> Iterator[Finding]:
    for path in [*leftovers.stray_files(), *leftovers.folders()]:
        yield Finding(
            "documents.left_behind",
            f"{path}: left by a reading that was killed; nothing refers to it.",
            "The nightly work removes it; if it is still there tomorrow, no `nhipcau worker` runs: start one.",
        )


def _unread() -> Iterator[Finding]:
    silent = Arrival.objects.filter(state__in=Arrival.OPEN, beat_at__lt=timezone.now() - WAITS_LONG)
    for arrival in silent.select_related("unit"):
        if arrivals.is_forsaken(arrival):
            yield Finding(
                "documents.unread",
                f"{arrival} ({arrival.unit}): waits since {arrival.created_at:%Y-%m-%d %H:%M}, and nothing is read.",
                "Start `nhipcau worker`: it takes the file up by itself within two minutes.",
            )
