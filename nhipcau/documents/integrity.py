"""Whether the register of documents holds together."""

from collections.abc import Iterator

from nhipcau.documents import files, numbers
from nhipcau.documents.models import Document
from nhipcau.web.integrity import Finding


def findings() -> Iterator[Finding]:
    """Numbers with gaps; files that are missing or no longer what was received."""
    for series, given, last in numbers.holes():
        yield Finding(
            "documents.numbers",
            f"{series.unit} {series.doc_type} {series.year}: {given} numbers given, the last is {last}.",
            "A number was taken outside the service; restore from a backup and tell the developers.",
        )
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
