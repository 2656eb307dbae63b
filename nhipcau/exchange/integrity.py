"""Checks of `nhipcau check-data` for this room."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from nhipcau.exchange.broken import broken_off
from nhipcau.web.integrity import Finding


def findings() -> Iterator[Finding]:
    """Imports that were broken off, until the next run notes them as such."""
    for run in broken_off():
        if run.direction == "import":
            sentence = _("The import of %(name)s from %(file)s of %(when)s was broken off; nothing of it was written.")
            said = {"name": run.name, "file": run.file_name, "when": f"{run.started_at:%Y-%m-%d %H:%M}"}
            yield Finding("exchange.broken_off", sentence % said, _("Import the file again; that clears this finding."))
