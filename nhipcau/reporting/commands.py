"""`nhipcau rollup rebuild|verify [--period P]`."""

import sys
from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nhipcau.lib.periods import UnknownPeriod
from nhipcau.lib.terminal import Parser
from nhipcau.reporting.rebuild import rebuild
from nhipcau.reporting.verify import verify


def rollup(argv: Sequence[str]) -> int:
    """Recomputes stored figures, or compares them with recomputed ones: 1 when they differ or the period is unknown."""
    parser = Parser("nhipcau rollup", description=_("Computes figures anew, or compares the stored ones."))
    says = _("rebuild computes and stores; verify compares, exit status 1 when they differ")
    parser.add_argument("act", choices=["rebuild", "verify"], help=says)
    parser.add_argument(
        "--period", metavar="P", help=_("only this period and those inside it, such as 2024 or 2024-05")
    )
    try:
        chosen = parser.parse_args(argv)
    except SystemExit as stop:
        return int(stop.code or 0)
    codes = [chosen.period] if chosen.period else None
    try:
        return _rebuild(codes) if chosen.act == "rebuild" else _verify(codes)
    except UnknownPeriod as unknown:
        sentence = _("There is no period %(code)s; write 2024, 2024H1, 2024-9M, 2024Q2, 2024-05 or tk:2024H1.")
        print("nhipcau: " + sentence % {"code": unknown.code}, file=sys.stderr)
        return 1


def _rebuild(codes: Sequence[str] | None) -> int:
    count = rebuild(codes, _tell)
    print(ngettext("%(count)d period added up.", "%(count)d periods added up.", count) % {"count": count})
    return 0


def _verify(codes: Sequence[str] | None) -> int:
    found = verify(codes, _tell)
    for each in found:
        place = f"{each.unit} {each.period} {each.indicator} {each.stage}"
        print(
            _("%(place)s: stored %(stored)s, computed %(computed)s")
            % {
                "place": place,
                "stored": each.stored or "–",
                "computed": each.computed or "–",
            }
        )
    if found:
        print(ngettext("%(count)d difference.", "%(count)d differences.", len(found)) % {"count": len(found)})
        return 1
    print(_("No difference: stored figures are what the answers add up to."))
    return 0


def _tell(what: str, done: int, total: int | None) -> None:
    if sys.stderr.isatty():
        print(f"\r{what} {done}/{total}\x1b[K", end="" if done != total else "\n", file=sys.stderr, flush=True)
