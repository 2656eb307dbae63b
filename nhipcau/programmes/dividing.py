"""What the pages of a programme show of its rows: who divides, each line, each chip."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nhipcau.access import Access
from nhipcau.programmes import division, rows, workflow
from nhipcau.programmes.models import Allocation, Programme, Target
from nhipcau.programmes.rows import Cell, Row
from nhipcau.units.models import Unit
from nhipcau.web.format import number

STATE_NAMES: dict[str, Any] = {
    workflow.DRAFT: gettext_lazy("draft"),
    workflow.PROPOSED: gettext_lazy("sent for opinion"),
    workflow.COUNTERED: gettext_lazy("another value named"),
    workflow.AGREED: gettext_lazy("agreed"),
    workflow.ISSUED: gettext_lazy("assigned"),
    workflow.ACKNOWLEDGED: gettext_lazy("acknowledged"),
}
STATE_CHIPS = {
    workflow.DRAFT: "none",
    workflow.PROPOSED: "wait",
    workflow.COUNTERED: "behind",
    workflow.AGREED: "on",
    workflow.ISSUED: "on",
    workflow.ACKNOWLEDGED: "met",
}

# Away from the matrix, whose column says that it is a difference, the words say so.
_BESIDE_A_TARGET: dict[str, Any] = {
    rows.BALANCED: gettext_lazy("in full"),
    rows.SHORT: gettext_lazy("%(n)s left"),
    rows.OVER: gettext_lazy("%(n)s too many"),
}
# What in a unit of measure says that a number stands for more or less than itself.
SCALES = ("%", "nghìn", "ngàn", "triệu", "tỷ", "tỉ ")


def divider(access: Access, programme: Programme, acting: Unit | None) -> Unit | None:
    """The unit whose view of a programme the person takes: their own where it issued the programme or received
    something of it, else the issuer when they may write for it, else their own."""
    unit = acting if acting else None
    if unit is not None and unit.pk != programme.issuer_id:
        mine = Allocation.objects.current().filter(target__programme=programme, unit=unit, state__in=workflow.HOLDS)
        if not mine.exists() and access.may("programmes.write", programme.issuer.path):
            return programme.issuer
    return unit


@dataclass(frozen=True)
class Line:
    """A target on the page of its programme: what it means for the unit that looks."""

    target: Target
    row: Row | None
    mine: Allocation | None
    sub: bool = False

    @property
    def beside(self) -> str:
        """How the unit's own value stands beside the one assigned from above: equal, more or less by how much."""
        if self.mine is None or self.target.parent_allocation_id != self.mine.pk or self.target.value is None:
            return ""
        if not alike(self.target, self.mine.target):
            return ""
        more = self.target.value - self.mine.value
        if not more:
            return _("the same as assigned")
        return (_("%(n)s above the one assigned") if more > 0 else _("%(n)s below the one assigned")) % {
            "n": number(abs(more))
        }

    @property
    def chip(self) -> tuple[str, str]:
        """The state and words of how far it is divided; empty words where there is nothing to say."""
        if self.row is None:
            return ("none", "")
        state, said = chip_of(self.row)
        words = _BESIDE_A_TARGET.get(self.row.standing)
        return (state, str(words) % {"n": number(abs(self.row.difference or Decimal(0)))} if words else said)


def alike(one: Target, other: Target) -> bool:
    """Whether the values of two targets may be taken from each other: an average for each union and a count, per cent
    and people, millions and single đồng may not."""
    return bool(one.per) == bool(other.per) and _scale(one) == _scale(other)


def _scale(target: Target) -> list[str]:
    words = (target.measure or (target.indicator.unit if target.indicator else "")).lower()
    return [sign for sign in SCALES if sign in words]


def lines(programme: Programme, unit: Unit | None, today: date) -> list[Line]:
    """The targets in order, with how the unit divides them and what was given to it."""
    targets = list(
        programme.targets.select_related(
            "indicator", "programme", "parent_allocation__target__indicator", "above__programme__issuer"
        ).order_by("order", "pk")
    )
    if unit is None:
        return [Line(target, None, None) for target in targets]
    found = {row.target.pk: row for row in rows.rows_for(unit, targets, today, cells=False)}
    parts = part_ids(targets)
    made = []
    for target in targets:
        row = found[target.pk]
        divides = programme.issuer_id == unit.pk or row.above is not None
        shown = row if divides and row.children else None
        mine = row.above or (target.parent_allocation if programme.issuer_id == unit.pk else None)
        made.append(Line(target, shown, mine, target.pk in parts))
    return made


def part_ids(targets: Sequence[Target]) -> set[int]:
    """Targets whose indicator is a part ("trong đó") of the indicator of another one here."""
    wholes = {target.indicator_id for target in targets if target.indicator_id}
    return {target.pk for target in targets if target.indicator and target.indicator.of_which_id in wholes}


def chip_of(row: Row) -> tuple[str, str]:
    """How a row stands, as a chip: its state and its words."""
    difference = row.difference or Decimal(0)
    if row.standing == rows.COPIED:
        return ("met" if row.reached >= row.children else "none", f"{number(row.reached)}/{number(row.children)}")
    if row.standing == rows.BALANCED:
        return ("met", "0")
    if row.standing == rows.SHORT:
        return ("behind", number(difference))
    if row.standing == rows.OVER:
        return ("late", f"+{number(difference)}")
    if row.standing == rows.UNTOUCHED:
        return ("none", _("not divided"))
    return ("none", "")


@dataclass(frozen=True)
class ShownCell:
    """A cell as a page shows it: what stands in its input, and whether that is no number."""

    cell: Cell
    name: str
    text: str
    wrong: bool

    @property
    def chip(self) -> str:
        return STATE_CHIPS[self.cell.allocation.state] if self.cell.allocation else "none"

    @property
    def state(self) -> Any:
        return STATE_NAMES[self.cell.allocation.state] if self.cell.allocation else ""


@dataclass(frozen=True)
class ShownRow:
    """A row as a page shows it."""

    row: Row
    cells: list[ShownCell]
    chip: tuple[str, str]
    sub: bool

    @property
    def key_name(self) -> Any:
        if self.row.standing == rows.COPIED:
            return _("the same for each")
        return division.KEY_NAMES.get(self.row.key.split(",")[0], _("by hand") if self.row.shares else "")

    @property
    def editable(self) -> bool:
        return self.row.target.cascade == "split" and self.row.given is not None


def shown(
    found: Sequence[Row], typed: Mapping[tuple[int, int], str], wrong: Mapping[tuple[int, int], str]
) -> list[ShownRow]:
    """Rows with what stands in their inputs: what was typed where a form came back, else the value."""
    parts = part_ids([row.target for row in found])
    return [ShownRow(row, shown_cells(row, typed, wrong), chip_of(row), row.target.pk in parts) for row in found]


def shown_cells(
    row: Row, typed: Mapping[tuple[int, int], str], wrong: Mapping[tuple[int, int], str]
) -> list[ShownCell]:
    """The cells of a row with what stands in their inputs."""
    made = []
    for cell in row.cells:
        place = (row.target.pk, cell.unit.pk)
        text = typed.get(place, "" if cell.value is None else number(cell.value))
        made.append(ShownCell(cell, f"{row.target.pk}-{cell.unit.pk}", text, place in wrong))
    return made


def count_standings(found: Sequence[Row]) -> dict[str, int]:
    """How many rows are balanced, short, over, untouched: the chips above the matrix."""
    names = [row.standing for row in found]
    return {name: names.count(name) for name in (rows.BALANCED, rows.SHORT, rows.OVER, rows.UNTOUCHED)}
