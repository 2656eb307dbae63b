"""Holding a document or a thing read while it is written, so that of two people at once one wins."""

from django.utils.translation import gettext as _

from nhipcau.documents.models import Document, ReadItem
from nhipcau.web.problems import Conflict


def held(document: Document) -> Document:
    """The document as it stands now, held against others until the transaction ends."""
    return Document.objects.select_related("unit").select_for_update(of=("self",)).get(pk=document.pk)


def open_item(item: ReadItem, revision: int | None) -> ReadItem:
    """The item as it stands now, held until the transaction ends. Conflict when its document is closed, or someone
    acted on it since `revision`."""
    must_be_open(held(item.document))
    now = ReadItem.objects.select_related("document__unit").filter(pk=item.pk).first()
    if now is None:
        raise Conflict(_("The document was read again meanwhile and this was no longer found; look at the page anew."))
    if revision is not None and now.revision != revision:
        said = {
            ReadItem.PENDING: _("Someone else changed this meanwhile; look at it again, then decide."),
            ReadItem.ACCEPTED: _("Someone else was quicker: this is accepted now. Undo it if that is not right."),
            ReadItem.REFUSED: _("Someone else was quicker: this is left out now. Undo it if that is not right."),
        }
        raise Conflict(said[now.decision])
    return now


def must_be_open(document: Document) -> None:
    """Conflict once a programme was drawn up from the document."""
    if document.confirmed_at:
        raise Conflict(_("The programme of this document has been drawn up; change the targets there."))
