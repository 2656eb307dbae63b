"""Whether the register of documents holds together."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from nhipcau.documents import files, numbers
from nhipcau.documents.models import Document
from nhipcau.web.integrity import Finding


def findings() -> Iterator[Finding]:
    """Numbers with gaps; files that are missing or no longer what was received."""
    for series, given, last in numbers.holes():
        yield Finding(
            "documents.numbers",
            _("%(series)s: %(given)s numbers given, the last is %(last)s.")
            % {"series": f"{series.unit} {series.doc_type} {series.year}", "given": given, "last": last},
            _("A number was taken outside the service; restore from a backup and tell the developers."),
        )
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
