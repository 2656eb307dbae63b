"""Holding a programme while it is written: an issued one does not change."""

from django.utils.translation import gettext as _

from nhipcau.programmes.models import Programme
from nhipcau.web.problems import Problem


def held(programme: Programme) -> Programme:
    """The programme as it stands now, held against others until the transaction ends."""
    return Programme.objects.select_related("issuer", "document__unit").select_for_update(of=("self",)).get(
        pk=programme.pk
    )  # fmt: skip


def must_be_draft(programme: Programme) -> None:
    """Problem once the programme was issued."""
    if programme.state != Programme.DRAFT:
        raise Problem(_("An issued programme does not change; adjust what was assigned, or issue another programme."))
