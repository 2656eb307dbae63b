"""`nhipcau catalogue`: loads the shipped catalogue, or brings a loaded one up to it."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from nhipcau.access import Access, system_access
from nhipcau.exchange.results import Result
from nhipcau.exchange.runs import run_import
from nhipcau.lib.terminal import Parser

CATALOGUE = Path(__file__).with_name("catalogue.csv")


def load(argv: Sequence[str]) -> int:
    """`nhipcau catalogue`: gives 0. Indicators of the installation's own codes stay; a second time changes nothing."""
    parser = Parser("nhipcau catalogue", description=_("Loads or updates the shipped catalogue."))
    try:
        parser.parse_args(argv)
    except SystemExit as stop:
        return int(stop.code or 0)
    today = import_string(settings.CLOCK)()
    result = load_catalogue(by=system_access(today=today), today=today)
    for problem in result.problems:
        print(f"nhipcau: {problem.value}: {problem.problem} {problem.advice}")
    said = _("%(rows)d indicators in the shipped catalogue; %(changed)d made or changed.")
    print(said % {"rows": result.rows, "changed": result.changed})
    return 1 if result.problems else 0


def load_catalogue(*, by: Access, today: date) -> Result:
    """Loads the shipped catalogue; gives what changed."""
    return run_import("indicators", CATALOGUE, by=by, today=today)
