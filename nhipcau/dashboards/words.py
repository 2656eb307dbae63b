"""How figures, rules and states are said on boards and doors."""

from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nhipcau.indicators.models import Indicator
from nhipcau.lib.decimals import rounded
from nhipcau.lib.periods import TERM, Period
from nhipcau.reporting.models import Period as PeriodRow
from nhipcau.reporting.naming import period_name
from nhipcau.rollup import Figure, OverTime, OverUnits, Rule
from nhipcau.web.format import MISSING, number

# How many places a mean is shown with: it has no exact end.
MEAN_PLACES = 2
RATE_PLACES = 1


def rule_of(indicator: Indicator) -> Rule:
    """How the indicator adds up, as the engine wants it."""
    return Rule(OverUnits(indicator.over_units), OverTime(indicator.over_time))


def is_rate(indicator: Indicator) -> bool:
    """Whether its worth is read as per cent (1 = 100 %)."""
    return indicator.over_units in ("ratio", "share")


def is_mean(indicator: Indicator) -> bool:
    """Whether its worth is a quotient that may not end."""
    return indicator.over_units == "weighted" or indicator.over_time == "weighted"


def value_text(figure: Figure | None, indicator: Indicator) -> str:
    """The number as it stands large on a page, without its unit of measure; `–` where nothing was answered."""
    worth = None if figure is None else figure.worth(rule_of(indicator))
    return worth_text(worth, indicator)


def worth_text(worth: Fraction | Decimal | None, indicator: Indicator) -> str:
    """A worth (a figure's or a target's in the same scale: rates 1 = 100 %) in the reader's digits."""
    if worth is None:
        return MISSING
    if is_rate(indicator):
        return _("%(number)s %%") % {"number": number(_short(Fraction(worth) * 100, RATE_PLACES))}
    exact = Fraction(worth)
    return number(_short(exact, _places(exact, indicator)))


def _places(exact: Fraction, indicator: Indicator) -> int:
    """A sum is shown with all it has; a mean with two decimals, a large one as the catalogue says."""
    if not is_mean(indicator):
        return 6
    return indicator.decimals if abs(exact) >= 1000 else max(indicator.decimals, MEAN_PLACES)


def plotted(figure: Figure | None, indicator: Indicator) -> Decimal | None:
    """The worth as a chart draws it: rates in per cent, means rounded; None leaves a gap."""
    worth = None if figure is None else figure.worth(rule_of(indicator))
    if worth is None:
        return None
    return _short(worth * 100, RATE_PLACES) if is_rate(indicator) else _short(worth, MEAN_PLACES)


def _short(exact: Fraction, places: int) -> Decimal:
    return rounded(exact, places)


def base_text(figure: Figure | None, indicator: Indicator) -> str:
    """What a rate or a mean was made of: “412/500”, “over 1.240”; empty for a plain number."""
    if figure is None or figure.num is None or figure.base is None:
        return ""
    if is_rate(indicator):
        return f"{number(figure.num)}/{number(figure.base)}"
    return _("over %(weight)s") % {"weight": number(figure.base)}


def measure_text(indicator: Indicator) -> str:
    """Its unit of measure, empty where the per cent sign already says it."""
    return "" if is_rate(indicator) else indicator.measure


def coverage_text(figure: Figure | None, not_due: int = 0) -> str:
    """“401/412 reported”: answers that came of those that are owed. `not_due`: so many more are owed only later; they
    are said apart, “401/412 reported, 824 not due yet”."""
    if figure is None or not (figure.owed or figure.answered):
        return _("no approved report yet")
    if not figure.owed:
        return _("no report owed")
    waiting = ngettext("%(n)s not due yet", "%(n)s not due yet", not_due) % {"n": number(not_due)} if not_due else ""
    due = figure.owed - not_due
    if not due:
        return waiting
    reported = _("%(answered)s/%(owed)s reported") % {"answered": number(figure.covered), "owed": number(due)}
    return f"{reported}, {waiting}" if waiting else reported


def coverage_short(figure: Figure | None, not_due: int = 0) -> str:
    """The same of what is due, without words, where a heading says them: “401/412”; `–` where nothing is due."""
    if figure is None or figure.owed <= not_due:
        return MISSING
    return f"{number(figure.covered)}/{number(figure.owed - not_due)}"


def missing_text(figure: Figure | None, not_due: int = 0) -> str:
    """“11 not reported yet”, empty where every answer that is due is there."""
    gap = 0 if figure is None else figure.owed - figure.covered - not_due
    if gap <= 0:
        return ""
    return ngettext("%(n)s not reported yet", "%(n)s not reported yet", gap) % {"n": number(gap)}


def rule_text(indicator: Indicator) -> str:
    """The rule in words, over units and over time: “units added up; months added up”."""
    return f"{over_units_text(indicator)}; {over_time_text(indicator)}"


def over_units_text(indicator: Indicator) -> str:
    return {
        "sum": _("units added up"),
        "weighted": _("mean of units, each by its weight"),
        "ratio": _("numerators and denominators of units added up"),
        "share": _("units that say yes, of those concerned"),
        "max": _("the largest of the units"),
        "none": _("not added over units"),
    }[indicator.over_units]


def over_time_text(indicator: Indicator) -> str:
    return {
        "sum": _("months added up"),
        "last": _("the last month counts"),
        "weighted": _("mean of months, each by its weight"),
        "ratio": _("numerators and denominators of months added up"),
        "max": _("the largest of the months"),
        "none": _("not added over months"),
    }[indicator.over_time]


def period_text(period: Period) -> str:
    """“tháng 10/2024”, “October 2024”; a term of years by its years."""
    return period.code if period.kind == TERM else period_name(PeriodRow(code=period.code, kind=period.kind))


def up_to(span: str, end: str) -> str:
    """A span that is counted only to the end of a month: “năm 2024, lũy kế đến tháng 10/2024”."""
    return _("%(span)s, cumulative to %(end)s") % {"span": span, "end": end}
