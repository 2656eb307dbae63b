"""`nhipcau import allocations`: each unit's share of a target; several rows of one share are its versions."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from nhipcau.access import Access
from nhipcau.audit.services import record_many
from nhipcau.exchange.results import Progress, Result, RowProblem
from nhipcau.exchange.tables import open_table
from nhipcau.exchange.values import read_day, read_decimal
from nhipcau.programmes.models import Allocation, Target
from nhipcau.programmes.versions import write_versions
from nhipcau.units.models import Placement, Unit

COLUMNS = ("target", "unit", "value", "state", "decision", "valid_from")
_STATES = {value for value, _name in Allocation.STATES}
# States in which a share holds for its unit: it is followed by a next version, never overwritten.
HOLDS = (Allocation.ISSUED, Allocation.ACKNOWLEDGED)
Share = tuple[int, int]  # target id, unit id


@dataclass(frozen=True)
class Version:
    """What one row says of a share."""

    row: int
    value: Decimal
    state: str
    decision: str
    valid_from: date | None

    def says(self, stored: Allocation) -> bool:
        """Whether the stored version says this. One acknowledged since it was issued still says what was issued."""
        same = (self.value, self.decision, self.valid_from) == (stored.value, stored.decision, stored.valid_from)
        return same and (self.state == stored.state or (self.state, stored.state) == HOLDS)


@dataclass
class Plan:
    """What would be written: new versions of shares in order, and open or issued ones changed in place."""

    new: list[tuple[Share, Version]] = field(default_factory=list)
    in_place: list[tuple[Allocation, Version]] = field(default_factory=list)


def import_allocations(path: Path, *, by: Access, today: date, dry_run: bool, progress: Progress) -> Result:
    """Allocations of targets. Raises `Problem` when the file is no such table, `access.Refused` without the right."""
    table = open_table(path, COLUMNS)
    known = _Known()
    shares: dict[Share, list[Version]] = defaultdict(list)
    for number, values in table.rows():
        read = known.read(number, values)
        if read:
            shares[read[0]].append(read[1])
        if number % 5000 == 0:
            progress(_("Reading"), number, None)
    problems = known.problems + table.problems + list(_twice(shares, known))
    if not problems:
        for target in {target for target, _unit in shares}:
            by.require("programmes.issue", known.target_of[target].programme.issuer.path)
        stored = _stored(shares)
        plan, givers = _plan(shares, stored, problems), _Givers(known, shares, stored)
        for share, version in plan.new:
            givers.check(share, version, problems)
    if problems:
        return Result(table.count, 0, problems)
    if not dry_run and (plan.new or plan.in_place):
        progress(_("Writing"), 0, None)
        _write(plan, stored, givers, by)
    return Result(table.count, len(plan.new) + len(plan.in_place))


class _Known:
    """What rows refer to, read once; and reading rows against it."""

    def __init__(self) -> None:
        targets = Target.objects.select_related("programme__issuer")
        self.targets = {target.code: target for target in targets}
        self.target_of = {target.pk: target for target in self.targets.values()}
        self.units = dict(Unit.objects.values_list("code", "id"))
        self.codes = {pk: code for code, pk in self.units.items()}
        self.problems: list[RowProblem] = []

    def read(self, number: int, values: tuple[str, ...]) -> tuple[Share, Version] | None:
        code, unit_code, value_text, state_text, decision, since = values
        before = len(self.problems)

        def wrong(column: str, text: str, problem: str, advice: str) -> None:
            self.problems.append(RowProblem(number, column, text[:80], problem, advice))

        target, unit = self.targets.get(code), self.units.get(unit_code)
        if target is None:
            wrong("target", code, _("No target has this code."), _("Import the targets first, or correct the code."))
        if unit is None:
            known = _("Import the units first, or correct the code.")
            wrong("unit", unit_code, _("There is no unit of this code."), known)
        if target and target.programme.issuer_id == unit:
            own = _("This is the unit that issued the target.")
            wrong("unit", unit_code, own, _("Allocate it to units below."))
        value = read_decimal(number, "value", value_text, self.problems)
        if not value_text or (value is not None and value < 0):
            wrong("value", value_text, _("A share is a number from 0 up."), _("Fill in the value."))
        state = state_text.lower() or Allocation.DRAFT
        if state not in _STATES:
            wrong("state", state_text, _("This state is not known."), _("Known are: %s.") % ", ".join(sorted(_STATES)))
        if len(decision) > 120:
            wrong("decision", decision, _("The text is too long."), _("Give the number of the decision only."))
        day = read_day(number, "valid_from", since, self.problems)
        if len(self.problems) > before or target is None or unit is None or value is None:
            return None
        return (target.pk, unit), Version(number, value, state, decision, day)


def _twice(shares: dict[Share, list[Version]], known: _Known) -> Iterator[RowProblem]:
    """Two rows of a share that begin on one day; all but the last of several must be issued."""
    for (_target, unit), versions in shares.items():
        versions.sort(key=lambda version: (version.valid_from or date.min, version.row))
        days: dict[date | None, int] = {}
        for version in versions:
            if version.valid_from in days:
                where = {"row": days[version.valid_from]}
                problem = _("Row %(row)d already gives this unit a share of the target from this day on.") % where
                yield RowProblem(version.row, "unit", known.codes[unit], problem, _("Keep one of the rows."))
            days[version.valid_from] = version.row
        for version in versions[:-1]:
            if version.state not in HOLDS:
                problem = _("Only an issued share has a later version.")
                yield RowProblem(version.row, "state", version.state, problem, _("Keep the last of the rows."))


def _stored(shares: dict[Share, list[Version]]) -> dict[Share, list[Allocation]]:
    stored: dict[Share, list[Allocation]] = defaultdict(list)
    targets = {target for target, _unit in shares}
    for row in Allocation.objects.filter(target__in=targets).order_by("version").iterator(chunk_size=5000):
        stored[row.target_id, row.unit_id].append(row)
    return stored


def _plan(
    shares: dict[Share, list[Version]], stored: dict[Share, list[Allocation]], problems: list[RowProblem]
) -> Plan:
    plan = Plan()
    for share, versions in shares.items():
        former = stored.get(share, [])
        fresh = _unsaid(versions, former)
        if not fresh:
            continue
        last = former[-1] if former else None
        if last is None or (last.state in HOLDS and not _only_acknowledged(last, fresh[0])):
            if last and fresh[0].state not in HOLDS:
                problem = _("The share was issued already and cannot become a draft again.")
                advice = _("Give the state issued, the number of the later decision and its day.")
                problems.append(RowProblem(fresh[0].row, "state", fresh[0].state, problem, advice))
            plan.new += [(share, version) for version in fresh]
        else:
            plan.in_place.append((last, fresh[0]))
            plan.new += [(share, version) for version in fresh[1:]]
    return plan


def _unsaid(versions: list[Version], former: list[Allocation]) -> list[Version]:
    """The rows that come after what is stored: none, when the version that holds says the last of them."""
    if former and versions[-1].says(former[-1]):
        return []
    for place in range(len(versions) - 1, 0, -1):
        if former and versions[place - 1].says(former[-1]):
            return versions[place:]
    return versions if not former else versions[-1:]


def _only_acknowledged(stored: Allocation, version: Version) -> bool:
    same = (version.value, version.decision, version.valid_from) == (stored.value, stored.decision, stored.valid_from)
    return same and (stored.state, version.state) == HOLDS


class _Givers:
    """Who gives each share, by share and row in `of`: the nearest unit above that issued the target or has a share."""

    def __init__(
        self, known: _Known, shares: dict[Share, list[Version]], stored: dict[Share, list[Allocation]]
    ) -> None:
        self._known = known
        self._holders = set(shares) | set(stored)
        self._above = dict(Unit.objects.values_list("id", "parent_id"))
        self.of: dict[tuple[Share, int], int] = {}
        self._on: dict[date, Mapping[int, int | None]] = {}

    def check(self, share: Share, version: Version, problems: list[RowProblem]) -> None:
        """Finds who gives the share; notes a unit that is not below the one that issued the target."""
        giver = self._giver(share, version)
        if giver is not None:
            self.of[share, version.row] = giver
        else:
            issuer = self._known.target_of[share[0]].programme.issuer.code
            problem = _("The unit is not below %(issuer)s, which issued the target.") % {"issuer": issuer}
            code = self._known.codes[share[1]]
            advice = _("Correct the unit or the target, or give the day on which it was below.")
            problems.append(RowProblem(version.row, "unit", code, problem, advice))

    def _giver(self, share: Share, version: Version) -> int | None:
        """The giving unit in the tree of the share's day, else in today's; None: the issuer is above in neither."""
        day = version.valid_from
        return (self._climb(share, self._tree(day)) if day else None) or self._climb(share, self._above)

    def _tree(self, day: date) -> Mapping[int, int | None]:
        if day not in self._on:
            self._on[day] = dict(Placement.objects.on(day).order_by().values_list("unit_id", "parent_id"))
        return self._on[day]

    def _climb(self, share: Share, tree: Mapping[int, int | None]) -> int | None:
        target, unit = share
        issuer = self._known.target_of[target].programme.issuer_id
        nearest = None
        above = tree.get(unit)
        while above is not None:
            if nearest is None and (above == issuer or (target, above) in self._holders):
                nearest = above
            if above == issuer:
                return nearest
            above = tree.get(above)
        return None


def _write(plan: Plan, stored: dict[Share, list[Allocation]], givers: _Givers, by: Access) -> None:
    current = {share: versions[-1] for share, versions in stored.items()}
    changed = []
    for allocation, version in plan.in_place:
        changed.append((allocation.pk, _plain(allocation), _said(allocation, version)))
    fields = ["value", "state", "decision", "valid_from", "acknowledged_at"]
    Allocation.objects.bulk_update([allocation for allocation, _version in plan.in_place], fields, batch_size=500)
    record_many(by, "programmes.allocation.imported", Allocation, changed)
    # One version of each share at a time, so that each finds its former one stored.
    rounds: dict[Share, int] = defaultdict(int)
    layers: dict[int, list[tuple[Share, Version]]] = defaultdict(list)
    for share, version in plan.new:
        layers[rounds[share]].append((share, version))
        rounds[share] += 1
    for layer in layers.values():
        _write_layer(layer, current, givers, by)
    _tie_to_those_above(current, {share for share, _version in plan.new})


def _write_layer(
    layer: list[tuple[Share, Version]], current: dict[Share, Allocation], givers: _Givers, by: Access
) -> None:
    made: list[tuple[Allocation, Allocation | None]] = []
    for share, version in layer:
        former = current.get(share)
        allocation = Allocation(target_id=share[0], unit_id=share[1], by_unit_id=givers.of[share, version.row])
        allocation.key, allocation.reason = "import", _("Imported") if former else ""
        _said(allocation, version)
        made.append((allocation, former))
        current[share] = allocation
    write_versions(made)
    acts = ((a.pk, _plain(former) if former else None, _plain(a)) for a, former in made)
    record_many(by, "programmes.allocation.imported", Allocation, acts)


def _tie_to_those_above(current: dict[Share, Allocation], shares: set[Share]) -> None:
    """Each new share names the share it is a part of: its giver's of the same target."""
    tied = []
    for share in shares:
        allocation = current[share]
        allocation.above = current.get((allocation.target_id, allocation.by_unit_id))
        if allocation.above:
            tied.append(allocation)
    Allocation.objects.bulk_update(tied, ["above"], batch_size=2000)


def _said(allocation: Allocation, version: Version) -> dict[str, Any]:
    """Makes the allocation say what the row says; gives that for the record."""
    allocation.value, allocation.state = version.value, version.state
    allocation.decision, allocation.valid_from = version.decision, version.valid_from
    if version.state == Allocation.ACKNOWLEDGED and allocation.acknowledged_at is None:
        allocation.acknowledged_at = timezone.now()
    return _plain(allocation)


def _plain(allocation: Allocation) -> dict[str, Any]:
    since = allocation.valid_from
    return {
        "value": format(allocation.value, "f"),
        "state": allocation.state,
        "decision": allocation.decision,
        "valid_from": since.isoformat() if since else None,
        "version": allocation.version,
    }
