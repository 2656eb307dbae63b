"""An independent computation of figures.csv, in plain Python over the rows of the files.

Written from the contract of bulk data alone ("Exactness"): slow, without the engine, the database or the room's own
modules. What `export figures` gives must be equal to it.
"""

from calendar import monthrange
from collections import defaultdict
from datetime import date
from decimal import Decimal
from fractions import Fraction

REPORTING = {"cdcs", "nghiep_doan"}
# Month numbers of the spans of a year, by the end of their code.
SPANS = {
    **{f"-{m:02d}": (m,) for m in range(1, 13)},
    **{f"Q{q}": tuple(range(3 * q - 2, 3 * q + 1)) for q in range(1, 5)},
    "H1": tuple(range(1, 7)),
    "H2": tuple(range(7, 13)),
    "-9M": tuple(range(1, 10)),
    "": tuple(range(1, 13)),
}


def read_code(code):
    """Calendar, year and months of a period's code."""
    calendar, _, rest = code.rpartition(":")
    return calendar, int(rest[:4]), SPANS[rest[4:]]


def write_code(calendar, year, months):
    end = next(end for end, numbers in SPANS.items() if numbers == months)
    return (f"{calendar}:" if calendar else "") + f"{year}{end}"


def days_of(calendar, year, months):
    """First and last day; the statistical year 2024 begins on 1 December 2023."""
    shift = 1 if calendar == "tk" else 0
    first, last = year * 12 + months[0] - 1 - shift, year * 12 + months[-1] - 1 - shift
    start = date(first // 12, first % 12 + 1, 1)
    end = date(last // 12, last % 12 + 1, monthrange(last // 12, last % 12 + 1)[1])
    return start, end


class Federation:
    def __init__(self, units, indicators, values):
        self.indicators = {row["code"]: row for row in indicators}
        self.values = values
        self.places = defaultdict(list)
        for row in units:
            end = date.fromisoformat(row["valid_to"]) if row["valid_to"] else date.max
            start = date.fromisoformat(row["valid_from"])
            self.places[row["code"]].append((start, end, row["parent"] or None, row["kind"]))
        for rows in self.places.values():
            rows.sort()

    def on(self, unit, day):
        """Parent and kind on a day; None when the unit is not there."""
        return next(((p, k) for start, end, p, k in self.places[unit] if start <= day < end), None)

    def last_parent(self, unit, day):
        return [p for start, _end, p, _k in self.places[unit] if start <= day][-1]

    def up_from(self, unit, day):
        """Every unit whose figure of a period that ends on `day` holds the unit's values."""
        at = unit
        while at is not None and self.on(at, day) is None:
            at = self.last_parent(at, day)
        found = []
        while at is not None:
            found.append(at)
            at = self.on(at, day)[0]
        return found

    def concerns(self, indicator, kind):
        kinds = [k for k in self.indicators[indicator]["applies_to"].split("|") if k]
        return kind in REPORTING and (not kinds or kind in kinds)

    def shortest_figures(self, calendar, year, months, indicator, stage):
        """Unit → its parts, counted from every single answer of the period."""
        _, last_day = days_of(calendar, year, months)
        code = write_code(calendar, year, months)
        figures = defaultdict(lambda: {"given": [], "none": 0, "na": 0, "owed": 0, "own": None})
        for unit in self.places:
            place = self.on(unit, last_day)
            if place and self.concerns(indicator, place[1]):
                for above in self.up_from(unit, last_day):
                    figures[above]["owed"] += 1
        for row in self.values:
            if (row["period"], row["indicator"], row["stage"] or "final") != (code, indicator, stage):
                continue
            place = self.on(row["unit"], last_day)
            for above in self.up_from(row["unit"], last_day):
                figure = figures[above]
                if above == row["unit"]:
                    figure["own"] = row
                if row["answer"] == "none":
                    figure["none"] += 1
                elif row["answer"] == "na":
                    figure["na"] += 1
                    figure["owed"] -= bool(place and self.concerns(indicator, place[1]))
                else:
                    base = Fraction(row["base"]) if row["base"] else None
                    figure["given"].append((Fraction(row["value"]), base))
        return figures

    def shortest(self, calendar, year, months, indicator, stage):
        """Unit → (num, base, answered, owed) of a shortest period; num of a weighted one is Σ value × weight."""
        rule = self.indicators[indicator]["over_units"]
        result = {}
        figures = self.shortest_figures(calendar, year, months, indicator, stage)
        for unit, figure in figures.items():
            given, none = figure["given"], figure["none"]
            answered = len(given) + none
            num = base = None
            if rule == "sum" and answered:
                num = sum((v for v, _ in given), Fraction(0))
            elif rule == "max" and answered:
                num = max([v for v, _ in given] + [Fraction(0)] * bool(none))
            elif rule == "share" and answered:
                num, base = sum((v for v, _ in given), Fraction(0)), Fraction(answered)
            elif rule == "ratio" and given:
                num, base = sum(v for v, _ in given), sum(b for _, b in given)
            elif rule == "weighted" and given:
                num, base = sum(v * b for v, b in given), sum(b for _, b in given)
            elif rule == "none" and figure["own"] and figure["own"]["answer"] != "na":
                num = Fraction(figure["own"]["value"] or 0)
            if answered or figure["na"] or figure["owed"]:
                result[unit] = (num, base, answered, figure["owed"])
        return result

    def over_time(self, rule, rate, parts):
        """The figure of a span from those of its shortest periods, in order."""
        if rule == "last":
            return parts[-1]
        parts = [part for part in parts if part]
        answered, owed = sum(p[2] for p in parts), sum(p[3] for p in parts)
        valued = [p for p in parts if p[0] is not None]
        if not parts:
            return None
        if not valued:
            return (None, None, answered, owed)
        if rule == "max" and rate:
            with_rate = [p for p in valued if p[1]]
            best = max(with_rate, key=lambda p: (p[0] / p[1], p[1])) if with_rate else valued[0]
            return (best[0], best[1], answered, owed)
        if rule == "max":
            return (max(p[0] for p in valued), None, answered, owed)
        bases = [p[1] for p in valued if p[1] is not None]
        return (sum(p[0] for p in valued), sum(bases) if bases else None, answered, owed)

    def figures(self):
        """(unit, period, indicator, stage) → value, base, answered, owed as figures.csv writes them."""
        result = {}
        for indicator, rules in self.indicators.items():
            for stage in ("final", "estimate"):
                codes = {
                    row["period"]
                    for row in self.values
                    if row["indicator"] == indicator and (row["stage"] or "final") == stage
                }
                for calendar, year in {read_code(code)[:2] for code in codes}:
                    given = {read_code(code)[2] for code in codes if read_code(code)[:2] == (calendar, year)}
                    for unit, span, figure in self._of_year(calendar, year, given, indicator, rules, stage):
                        result[unit, write_code(calendar, year, span), indicator, stage] = _shown(rules, figure)
        return result

    def _of_year(self, calendar, year, given, indicator, rules, stage):
        length = len(next(iter(given)))
        shortest = [months for months in SPANS.values() if len(months) == length and months != SPANS["-9M"]]
        known = {m: self.shortest(calendar, year, m, indicator, stage) for m in shortest}
        for span in SPANS.values():
            parts = [months for months in shortest if set(months) <= set(span)]
            if sorted(m for months in parts for m in months) != list(span) or not given & set(parts):
                continue
            if len(parts) > 1 and rules["over_time"] == "none":
                continue
            for unit in self.places:
                figures = [known[part].get(unit) for part in parts]
                rate = rules["over_units"] in ("ratio", "share", "weighted")
                figure = figures[0] if len(parts) == 1 else self.over_time(rules["over_time"], rate, figures)
                if figure:
                    yield unit, span, figure


def _shown(rules, figure):
    num, base, answered, owed = figure
    value = num
    if rules["over_units"] == "weighted" and num is not None:
        value = Fraction(round(num / base * 10**6), 10**6) if base else None
    return plain(value), plain(base), str(answered), str(owed)


def plain(number):
    """Digits without exponent and without zeros at the end."""
    if number is None:
        return ""
    whole = Decimal(number.numerator) / Decimal(number.denominator) if number.denominator != 1 else None
    if whole is None:
        return str(number.numerator)
    text = format(whole, "f")
    assert Fraction(text) == number, "longer than the precision of this reference"
    return text.rstrip("0").rstrip(".") if "." in text else text
