"""What must hold of the tree; each finding says what it means and what to do."""

from collections.abc import Iterator

from django.db import connection
from django.utils.translation import gettext as _

from nhipcau.units.models import Unit
from nhipcau.units.placing import History, broken_tree, overlaps, unknown_parents
from nhipcau.units.writing import stored_history
from nhipcau.web.integrity import Finding

# So many findings of one check are shown; the rest is counted.
SHOWN = 20

# Columns of a unit that should repeat the place of the day they were computed for.
_NOT_CURRENT = """
SELECT u.code FROM units_unit u, units_treestate s,
LATERAL (SELECT parent_id, name, kind_id, (valid_to IS NULL OR valid_to > s.as_of) AS alive FROM units_placement p
    WHERE p.unit_id = u.id AND p.valid_from <= s.as_of ORDER BY valid_from DESC LIMIT 1) t
WHERE (u.parent_id, u.name, u.kind_id, u.alive) IS DISTINCT FROM (t.parent_id, t.name, t.kind_id, t.alive)
ORDER BY u.code
"""
_WRONG_PATH = """
SELECT u.code FROM units_unit u LEFT JOIN units_unit p ON p.id = u.parent_id
WHERE u.path <> coalesce(p.path, '/') || u.id || '/' OR u.depth <> coalesce(p.depth + 1, 0) ORDER BY u.code
"""
_NOT_EVER_PARENT = """
SELECT u.code FROM units_unit u WHERE NOT ever_parent
AND EXISTS (SELECT 1 FROM units_placement p WHERE p.parent_id = u.id) ORDER BY u.code
"""


def findings() -> Iterator[Finding]:
    """One tree on every day; the repeated columns equal the places; no unit without any place."""
    history: History = stored_history()
    placed = {code: places for code, places in history.items() if places}
    homeless = [code for code, places in history.items() if not places]
    yield from _listed("units.place", homeless, _("never had a place."), _("Import its place, or remove the unit."))
    yield from _tree(placed)
    refresh = _("Export the units and import the same file: that brings what is repeated up to date.")
    yield from _listed("units.current", _codes(_NOT_CURRENT), _("does not repeat its current place."), refresh)
    yield from _listed("units.path", _codes(_WRONG_PATH), _("has a path that is not its parent's and itself."), refresh)
    stored = _("is a parent whose figures are not stored.")
    yield from _listed("units.ever-parent", _codes(_NOT_EVER_PARENT), stored, refresh)
    yield from _reporting_above()


def _tree(history: History) -> Iterator[Finding]:
    problems = [*overlaps(history), *unknown_parents(history)]
    # The later check expects that the earlier ones found nothing.
    problems = problems or list(broken_tree(history))
    for problem in problems[:SHOWN]:
        yield Finding("units.tree", f"{problem.value}: {problem.problem}", problem.advice)
    if len(problems) > SHOWN:
        more = _("%(more)d more places: the same kind.") % {"more": len(problems) - SHOWN}
        yield Finding("units.tree", more, _("Correct the first ones, then check again."))


def _reporting_above() -> Iterator[Finding]:
    """A unit that owes reports where nothing else is said, above units that owe them too: both would be counted."""
    above = Unit.objects.filter(alive=True, kind__reports=True, parent__alive=True, parent__kind__reports=True)
    codes = sorted(set(above.values_list("parent__code", flat=True)))
    means = _("owes reports and stands above units that owe them too.")
    yield from _listed("units.kinds", codes, means, _("Check its kind: what both report would be counted twice."))


def _codes(sql: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return [code for (code,) in cursor.fetchall()]


def _listed(check: str, codes: list[str], means: str, advice: str) -> Iterator[Finding]:
    names = dict(Unit.objects.filter(code__in=codes[:SHOWN]).values_list("code", "name"))
    for code in codes[:SHOWN]:
        yield Finding(check, f"{code} ({names[code]}) {means}", advice)
    if len(codes) > SHOWN:
        more = _("%(more)d more units: the same.") % {"more": len(codes) - SHOWN}
        yield Finding(check, more, advice)
