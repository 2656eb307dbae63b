"""How an indicator adds up, over units and over time; what an answer is; which answers a rule accepts."""

from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum, StrEnum

from nhipcau.lib.decimals import OutOfLimits, checked


class OverUnits(StrEnum):
    """How the figures of units make the figure of the unit above them."""

    SUM = "sum"
    WEIGHTED = "weighted"
    RATIO = "ratio"
    SHARE = "share"
    MAX = "max"
    NONE = "none"


class OverTime(StrEnum):
    """How the figures of the shortest periods make the figure of a longer one."""

    SUM = "sum"
    LAST = "last"
    WEIGHTED = "weighted"
    RATIO = "ratio"
    MAX = "max"
    NONE = "none"


class AnswerState(IntEnum):
    """What a unit said. The numbers of the last three are those kept with a submission."""

    MISSING = 0
    GIVEN = 1
    NONE_AROSE = 2
    NOT_CONCERNED = 3


class Stage(IntEnum):
    ESTIMATE = 0
    FINAL = 1


@dataclass(frozen=True)
class Answer:
    """One unit's word on one indicator in one shortest period.

    `value` is the count, the numerator, the average or, for a share, 1 or 0; `base` the denominator or the weight.
    """

    state: AnswerState
    value: Decimal | None = None
    base: Decimal | None = None


MISSING = Answer(AnswerState.MISSING)
NONE_AROSE = Answer(AnswerState.NONE_AROSE)
NOT_CONCERNED = Answer(AnswerState.NOT_CONCERNED)


def given(value: Decimal | int, base: Decimal | int | None = None) -> Answer:
    """A given answer."""
    return Answer(AnswerState.GIVEN, Decimal(value), None if base is None else Decimal(base))


@dataclass(frozen=True)
class Rule:
    """How an indicator adds up: two questions, two rules."""

    over_units: OverUnits
    over_time: OverTime

    @property
    def needs_base(self) -> bool:
        """Whether a given answer must carry a denominator or weight."""
        return self.over_units in (OverUnits.WEIGHTED, OverUnits.RATIO)

    @property
    def takes_base(self) -> bool:
        """Whether a base is of use: needed, or used over time where units do not add up."""
        averaged_alone = self.over_units is OverUnits.NONE and self.over_time in (OverTime.WEIGHTED, OverTime.RATIO)
        return self.needs_base or averaged_alone

    @property
    def has_rate(self) -> bool:
        """Whether its figures are pairs whose worth is num / base (a mean, a rate, a share)."""
        return self.needs_base or self.over_units is OverUnits.SHARE


def problems(rule: Rule, answer: Answer) -> list[str]:
    """Codes of what is wrong with an answer; empty when it can be taken.

    value_missing, value_not_expected, base_missing, base_not_expected, base_negative, base_zero, share_not_0_or_1,
    value_too_many_digits, value_too_many_places, value_not_finite, and the last three of `base_`.
    """
    if answer.state is not AnswerState.GIVEN:
        extra = (("value", answer.value), ("base", answer.base))
        return [f"{name}_not_expected" for name, number in extra if number is not None]
    found = _limits("value", answer.value) + _limits("base", answer.base)
    if found:
        return found
    if answer.value is None:
        found.append("value_missing")
    if answer.base is None and rule.needs_base:
        found.append("base_missing")
    if answer.base is not None and not rule.takes_base:
        found.append("base_not_expected")
    return found or _misfits(rule, answer)


def _limits(name: str, number: Decimal | None) -> list[str]:
    try:
        if number is not None:
            checked(number)
    except OutOfLimits as limit:
        return [f"{name}_{limit.reason}"]
    return []


def _misfits(rule: Rule, answer: Answer) -> list[str]:
    if rule.over_units is OverUnits.SHARE and answer.value not in (Decimal(0), Decimal(1)):
        return ["share_not_0_or_1"]
    if answer.base is not None and answer.base < 0:
        return ["base_negative"]
    # Nothing out of nothing is an answer; something out of nothing is a slip.
    if answer.base == 0 and answer.value != 0:
        return ["base_zero"]
    return []
