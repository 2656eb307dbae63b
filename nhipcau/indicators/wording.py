"""The wording of an indicator as plain values, and reading it from the cells of a table."""

import re
from dataclasses import asdict, dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from nhipcau.exchange.results import RowProblem
from nhipcau.indicators.models import Indicator

OVER_UNITS = tuple(value for value, _name in Indicator.OVER_UNITS)
OVER_TIME = tuple(value for value, _name in Indicator.OVER_TIME)
CASCADES = tuple(value for value, _name in Indicator.CASCADES)
PART_RULES = tuple(value for value, _name in Indicator.PART_RULES)

# The ways people write whether more is better.
DIRECTIONS = {
    **dict.fromkeys(("up", "↑", "+", "more", "higher", "increase", "tăng"), "up"),
    **dict.fromkeys(("down", "↓", "-", "less", "lower", "decrease", "giảm"), "down"),
    **dict.fromkeys(("zero", "0", "=0"), "zero"),
    **dict.fromkeys(("none", "", "–", "—", "neutral", "n/a"), "none"),
}
_LIST = re.compile(r"[;,|\s]+")
_LIMITS = {"code": 40, "name": 300, "name_en": 300, "unit": 60, "unit_en": 60, "group": 60, "owner": 60, "of_which": 40}


@dataclass(frozen=True)
class Wording:
    """What an indicator says; `of_which` is the code of the whole it is a part of, or ""."""

    code: str
    name: str
    over_units: str
    over_time: str
    name_en: str = ""
    unit: str = ""
    unit_en: str = ""
    direction: str = "none"
    cascade: str = "split"
    group: str = ""
    owner: str = ""
    of_which: str = ""
    part_rule: str = "within"
    applies_to: tuple[str, ...] = ()
    decimals: int = 0
    retired: bool = field(default=False)

    def plain(self) -> dict[str, Any]:
        """As JSON keeps it."""
        return {**asdict(self), "applies_to": list(self.applies_to)}


def wording_of(indicator: Indicator) -> Wording:
    """What a stored indicator says."""
    whole = indicator.of_which.code if indicator.of_which else ""
    names = (name for name in Wording.__dataclass_fields__ if name not in ("of_which", "applies_to"))
    values = {name: getattr(indicator, name) for name in names}
    return Wording(**values, of_which=whole, applies_to=tuple(indicator.applies_to))


def usual_cascade(over_units: str) -> str:
    """How a target of it goes down where nothing is said: what adds up is split, a rate is the same for every child."""
    return "split" if over_units == "sum" else "copy"


def usual_decimals(over_units: str) -> int:
    """How many places its figures show where nothing is said: counts are whole, rates and averages are not."""
    return 0 if over_units in ("sum", "max", "none") else 1


class CellReader:
    """Reads cells of one row into a wording; gathers what is wrong in `problems`."""

    def __init__(self, kinds: set[str]) -> None:
        self._kinds = kinds
        self.problems: list[RowProblem] = []

    def read(self, row: int, cells: dict[str, str], former: Wording | None) -> Wording | None:
        """The wording of a row, or None with problems noted. Columns the file has not keep the former wording's."""
        before = len(self.problems)
        values: dict[str, Any] = {name: self._text(row, name, cells.get(name, "")) for name in _LIMITS}
        values["over_units"] = self._choice(row, "over_units", cells["over_units"], OVER_UNITS)
        values["over_time"] = self._choice(row, "over_time", cells["over_time"], OVER_TIME)
        values["direction"] = self._direction(row, cells["direction"])
        values["applies_to"] = self._applies_to(row, cells["applies_to"])
        cascade = cells.get("cascade") or (former.cascade if former else usual_cascade(values["over_units"]))
        values["cascade"] = self._choice(row, "cascade", cascade, CASCADES)
        rule = cells.get("part_rule") or (former.part_rule if former else "within")
        values["part_rule"] = self._choice(row, "part_rule", rule, PART_RULES)
        usual = former.decimals if former else usual_decimals(values["over_units"])
        values["decimals"] = self._decimals(row, cells.get("decimals") or str(usual))
        if former:
            values["retired"] = former.retired
            if "unit_en" not in cells:
                values["unit_en"] = former.unit_en
        return Wording(**values) if len(self.problems) == before else None

    def _wrong(self, row: int, column: str, value: str, problem: str, advice: str) -> None:
        self.problems.append(RowProblem(row, column, value[:80], problem, advice))

    def _text(self, row: int, column: str, value: str) -> str:
        text = " ".join(value.split())
        if column == "code" and (not text or " " in text):
            problem = _("This is no code of an indicator.")
            self._wrong(row, column, value, problem, _("Give 1 to 40 characters without a space."))
        if column == "name" and not text:
            self._wrong(row, column, value, _("The name is missing."), _("Say what is measured."))
        if len(text) > _LIMITS[column]:
            advice = _("Shorten it to at most %(most)d characters.") % {"most": _LIMITS[column]}
            self._wrong(row, column, value, _("The text is too long."), advice)
        return text

    def _choice(self, row: int, column: str, value: str, known: tuple[str, ...]) -> str:
        chosen = value.strip().lower()
        if chosen not in known:
            self._wrong(row, column, value, _("This rule is not known."), _("Known are: %s.") % ", ".join(known))
        return chosen

    def _direction(self, row: int, value: str) -> str:
        chosen = DIRECTIONS.get(value.replace(" ", "").lower(), "")
        if not chosen:
            advice = _("Write up (more is better), down, zero (must be none) or none.")
            self._wrong(row, "direction", value, _("This direction is not known."), advice)
        return chosen

    def _applies_to(self, row: int, value: str) -> tuple[str, ...]:
        kinds = tuple(dict.fromkeys(kind for kind in _LIST.split(value.strip().lower()) if kind))
        kinds = () if kinds in (("all",), ("*",)) else kinds
        unknown = [kind for kind in kinds if kind not in self._kinds]
        if unknown:
            problem = _("These kinds of unit are not known: %s.") % ", ".join(unknown)
            advice = _("Known are: %s.") % ", ".join(sorted(self._kinds))
            self._wrong(row, "applies_to", value, problem, advice)
        return kinds

    def _decimals(self, row: int, value: str) -> int:
        if value not in ("0", "1", "2", "3", "4", "5", "6"):
            problem = _("This is no number of decimal places.")
            self._wrong(row, "decimals", value, problem, _("Write a whole number from 0 to 6."))
            return 0
        return int(value)


def circles(wholes: dict[str, str]) -> list[str]:
    """Codes that are, over any number of steps, a part of themselves; `wholes`: code → code of its whole or ""."""
    found = []
    for start in wholes:
        code, seen = wholes[start], set()
        while code and code != start and code not in seen:
            seen.add(code)
            code = wholes.get(code, "")
        if code == start:
            found.append(start)
    return found
