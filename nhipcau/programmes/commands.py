"""`nhipcau allocate`: divides a target and prints the table."""

import argparse
import sys
from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from rich.console import Console
from rich.table import Table

from nhipcau.access import NotVisible, system_access
from nhipcau.accounts.clock import today
from nhipcau.lib.decimals import export_text
from nhipcau.lib.terminal import Parser
from nhipcau.programmes import division
from nhipcau.programmes.models import Target
from nhipcau.programmes.services_deep import Given, divide_down
from nhipcau.units.models import Unit
from nhipcau.web.problems import Problem

# More lines than this are for a file, not for a terminal.
SHOWN = 200


def allocate(argv: Sequence[str]) -> int:
    """Divides a target among the units below a unit; drafts are written unless --dry-run. 1 with a sentence when
    refused."""
    chosen = _parser().parse_args(argv)
    target = Target.objects.select_related("programme", "indicator").filter(code=chosen.target).first()
    if target is None:
        return _refuse(_("there is no target %(code)s; `nhipcau export targets` lists them.") % {"code": chosen.target})
    unit = Unit.objects.filter(code=chosen.unit).first()
    if unit is None:
        return _refuse(_("there is no unit %(code)s; `nhipcau export units` lists them.") % {"code": chosen.unit})
    wish = division.Wish(chosen.key, chosen.floor, chosen.at_least_one)
    day = today()
    try:
        given = divide_down(
            unit, target, wish, levels=chosen.levels, today=day, by=system_access(today=day), dry_run=chosen.dry_run
        )
    except (Problem, NotVisible) as refusal:
        return _refuse(str(refusal))
    _print(target, unit, given, written=not chosen.dry_run)
    return 0


def _parser() -> Parser:
    parser = Parser("nhipcau allocate", description=_("Divides a target and prints the table."))
    parser.add_argument("--target", required=True, metavar="CODE", help=_("the target that is divided"))
    parser.add_argument("--unit", required=True, metavar="CODE", help=_("the unit that divides"))
    parser.add_argument("--key", required=True, choices=division.known_keys(), help=_("what it is divided by"))
    parser.add_argument("--levels", type=_levels, default=1, metavar="N", help=_("how many levels down (default 1)"))
    parser.add_argument("--floor", type=Decimal, metavar="N", help=_("the least for every unit"))
    parser.add_argument("--at-least-one", action="store_true", help=_("no unit is left without a share"))
    parser.add_argument("--dry-run", action="store_true", help=_("print, write nothing"))
    return parser


def _levels(text: str) -> int:
    levels = int(text)
    if not 1 <= levels <= 20:
        raise argparse.ArgumentTypeError(_("from 1 to 20"))
    return levels


def _refuse(sentence: str) -> int:
    print(f"nhipcau: {sentence}", file=sys.stderr)
    return 1


def _print(target: Target, unit: Unit, given: Sequence[Given], *, written: bool) -> None:
    console = Console()
    first = [share for share in given if share.level == 1]
    units = Unit.objects.in_bulk([share.unit for share in first[:SHOWN]])
    table = Table(_("unit"), _("name"), _("key"), _("value"), title=f"{target.code}: {unit.name}")
    for share in first[:SHOWN]:
        child = units[share.unit]
        basis = "" if share.basis is None else export_text(share.basis)
        table.add_row(child.code, child.name, basis, export_text(share.value))
    console.print(table)
    if len(first) > SHOWN:
        more = _("… and %(more)d more; `nhipcau export allocations` gives all of them.")
        console.print(more % {"more": len(first) - SHOWN})
    for level in sorted({share.level for share in given}):
        values = [share.value for share in given if share.level == level]
        line = ngettext(
            "level %(level)d: %(count)s unit, sum %(sum)s", "level %(level)d: %(count)s units, sum %(sum)s", len(values)
        )
        console.print(
            line % {"level": level, "count": len(values), "sum": export_text(sum(values, Decimal(0)))}, highlight=False
        )
    console.print(_("Written as drafts.") if written else _("Nothing was written."))
