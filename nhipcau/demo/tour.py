"""Who can sign in to the demo as whom, and what each may try first."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from rich.console import Console
from rich.table import Table

from nhipcau.demo.people import PASSWORD, SEATS, username
from nhipcau.units.models import Unit


def say_who(console: Console) -> None:
    """Prints the names to sign in with, the people behind them, and a line of what to try first."""
    table = Table(title=_("Sign in with the password") + f"  {PASSWORD}", title_justify="left")
    table.add_column(_("name"), style="bold", no_wrap=True)
    table.add_column(_("who"), ratio=2)
    table.add_column(_("what to try first"), ratio=3)
    first = _first()
    for seat in SEATS:
        table.add_row(seat.username, seat.name, first.get(seat.username, ""))
    for row in _below():
        table.add_row(*row)
    console.print(table)


def _first() -> dict[str, str]:
    return {
        "tld": _("open programme 03/CTr-BCH: which papers rest on it, and how each province stands"),
        "ninhbinh": _(
            "confirm letter 47/LĐLĐ-VP, whose annex misspells a unit; divide what is left of plan 19/KH-LĐLĐ"
        ),
        "thuongtruc": _("the board: open a figure down to the reports it is made of"),
        "tuyengiao": _("plan 19/KH-LĐLĐ: its two phases and what is to be reported"),
        "kiemtra": _("the register: what plan 02/KH-CĐKCN rests on, up to the confederation"),
        "kcn": _("confirm programme 03/CTr-CĐKCN: link its targets to the province's; divide plan 19/KH-LĐLĐ on"),
        "thanhhoa": _("the board: a province sees its own units only"),
        "quantri": _("people and their roles"),
    }


def _below() -> Iterator[tuple[str, str, str]]:
    """Two of each kind of chair, and the officers above them."""
    chairs = Unit.objects.filter(alive=True, kind__reports=True).select_related("parent").order_by("code")
    below = list(chairs.filter(parent__kind="cd_xa")[:2])
    for above in Unit.objects.filter(children__in=below).distinct():
        yield f"cb-{username(above.code)}", f"Cán bộ {above.name}", _("decide the reports that came in")
    for unit in [*chairs.filter(parent__code="NB-KCN")[:2], *below]:
        yield username(unit.code), f"Chủ tịch {unit.name} ({unit.parent.name})", _("write this month's report")
