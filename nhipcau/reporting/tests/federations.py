"""Random small federations for tests: units that are founded, moved, closed and change their kind in mid-year."""

import csv
import random
from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date, timedelta

from nhipcau.access import system_access
from nhipcau.exchange.results import silent
from nhipcau.indicators.imports import import_indicators
from nhipcau.reporting.imports import import_values
from nhipcau.reporting.tests.naive import SPANS, days_of, write_code
from nhipcau.units.imports import import_units

TODAY = date(2025, 2, 1)
BEGIN = date(2023, 6, 1)
UNIT_COLUMNS = ("code", "name", "kind", "parent", "valid_from", "valid_to")
INDICATOR_COLUMNS = (
    *("code", "name", "name_en", "unit", "over_units", "over_time", "direction", "group"),
    *("owner", "of_which", "applies_to"),
)
VALUE_COLUMNS = ("unit", "period", "indicator", "value", "base", "answer", "stage")
LEAVES = ("cdcs", "cdcs", "cdcs", "nghiep_doan", "cd_bp", "to_cd")
ABOVE = ("ldld_tinh", "cd_nganh_tw", "ldld_huyen", "cd_xa", "cd_kcn")
# Every rule over units and over time that goes together.
RULES = [
    ("sum", "sum"),
    ("sum", "last"),
    ("sum", "max"),
    ("sum", "none"),
    ("weighted", "weighted"),
    ("weighted", "last"),
    ("weighted", "max"),
    ("ratio", "ratio"),
    ("ratio", "max"),
    ("ratio", "none"),
    ("share", "last"),
    ("share", "ratio"),
    ("share", "max"),
    ("max", "max"),
    ("max", "last"),
    ("none", "last"),
    ("none", "none"),
    ("none", "sum"),
]


@dataclass
class Files:
    """Rows of units.csv, indicators.csv and values.csv."""

    units: list[dict[str, str]] = field(default_factory=list)
    indicators: list[dict[str, str]] = field(default_factory=list)
    values: list[dict[str, str]] = field(default_factory=list)


@dataclass
class _Place:
    code: str
    kind: str
    parent: str
    since: date
    until: date | None = None


class _Tree:
    """A tree that is changed day by day and remembers every place."""

    def __init__(self, rng):
        self.rng, self.places, self.now, self.count = rng, [], {}, 0
        self.found("tld", "", BEGIN)

    def found(self, kind, parent, day):
        self.count += 1
        code = f"{'abcXYZ'[self.rng.randrange(6)]}{self.count}"
        self._put(code, kind, parent, day)
        return code

    def _put(self, code, kind, parent, day):
        self.now[code] = _Place(code, kind, parent, day)
        self.places.append(self.now[code])

    def _end(self, code, day):
        place = self.now.pop(code)
        if place.since == day:
            self.places.remove(place)
        else:
            place.until = day

    def children(self, code):
        return [p.code for p in self.now.values() if p.parent == code]

    def below(self, code):
        return [code, *(b for child in self.children(code) for b in self.below(child))]

    def root(self):
        return next(p.code for p in self.now.values() if not p.parent)

    def move(self, day):
        code = self.rng.choice([c for c in self.now if c != self.root()])
        free = [c for c in self.now if c not in self.below(code)]
        self.place(code, self.rng.choice(free), day)

    def place(self, code, parent, day, kind=None):
        kind = kind or self.now[code].kind
        self._end(code, day)
        self._put(code, kind, parent, day)

    def close(self, day):
        code = self.rng.choice([c for c in self.now if c != self.root()])
        if self.rng.random() < 0.4:
            for each in reversed(self.below(code)):
                self._end(each, day)
            return
        heirs = [c for c in self.now if c not in self.below(code)]
        heir = self.now[code].parent if self.rng.random() < 0.3 else self.rng.choice(heirs)
        for child in self.children(code):
            self.place(child, heir, day)
        self._end(code, day)

    def rename_kind(self, day):
        code = self.rng.choice([c for c in self.now if c != self.root()])
        self.place(code, self.now[code].parent, day, self.rng.choice(LEAVES + ABOVE))

    def come_back(self, day):
        gone = sorted({p.code for p in self.places} - set(self.now))
        if gone:
            self._put(self.rng.choice(gone), self.rng.choice(LEAVES), self.rng.choice(list(self.now)), day)

    def change(self, day):
        act = self.rng.choice([self.move, self.move, self.close, self.close, self.rename_kind, self.come_back, None])
        if len(self.now) < 4 or act is None:
            self.found(self.rng.choice(LEAVES), self.rng.choice(list(self.now)), day)
        else:
            act(day)


def federation(seed: int, units: int = 14, changes: int = 10, months: int = 12, rules=tuple(RULES)) -> Files:
    """A federation of about so many units, with as many changes of its tree in 2024, and values of six indicators."""
    rng = random.Random(seed)
    tree = _Tree(rng)
    for _ in range(units):
        kind = rng.choice(ABOVE if rng.random() < 0.35 else LEAVES)
        tree.found(kind, rng.choice(list(tree.now)), BEGIN)
    days = sorted(date(2023, 12, 1) + timedelta(days=rng.randrange(395)) for _ in range(changes))
    if rng.random() < 0.5:  # month ends are where off-by-one days hide
        days = [d if rng.random() < 0.5 else date(d.year, d.month, monthrange(d.year, d.month)[1]) for d in days]
    for day in sorted(days):
        tree.change(day)
    files = Files()
    for place in tree.places:
        until = place.until.isoformat() if place.until else ""
        row = (place.code, f"Đơn vị {place.code}", place.kind, place.parent, place.since.isoformat(), until)
        files.units.append(dict(zip(UNIT_COLUMNS, row, strict=True)))
    for number, (over_units, over_time) in enumerate(rng.sample(rules, 6)):
        applies = rng.choice(["", "", "cdcs", "cdcs|nghiep_doan", "nghiep_doan|cd_bp", "ldld_tinh"])
        code = f"{over_units}-{over_time}-{number}"
        row = (code, f"Chỉ tiêu {number}", "", "", over_units, over_time, "up", "", "", "", applies)
        files.indicators.append(dict(zip(INDICATOR_COLUMNS, row, strict=True)))
    for indicator in files.indicators:
        _give_values(rng, tree, indicator, files.values, months)
    rng.shuffle(files.values)
    return files


def _give_values(rng, tree, indicator, values, months):
    for stage in ["final"] if rng.random() < 0.6 else ["final", "estimate"]:
        calendar = rng.choice(["", "", "", "tk"])
        kind = rng.choice(["month", "month", "month", "quarter", "half"])
        length = {"month": 1, "quarter": 3, "half": 6}[kind]
        spans = [numbers for numbers in SPANS.values() if len(numbers) == length and numbers[-1] <= months]
        spans = rng.sample(spans, rng.randint(1, len(spans)))
        dense = rng.random()
        for numbers in spans:
            start, last = days_of(calendar, 2024, numbers)
            alive = {p.code for p in tree.places if p.since <= last and (p.until is None or p.until > start)}
            for unit in sorted(alive):
                if rng.random() < dense:
                    value, base, said = answer(rng, indicator)
                    row = (
                        unit,
                        write_code(calendar, 2024, numbers),
                        indicator["code"],
                        value,
                        base,
                        said,
                        stage if stage == "estimate" or rng.random() < 0.5 else "",
                    )
                    values.append(dict(zip(VALUE_COLUMNS, row, strict=True)))


def answer(rng, indicator):
    """Value, base and answer of a row, at random, as the rule of the indicator takes them."""
    chance = rng.random()
    if chance < 0.15:
        return "", "", "none"
    if chance < 0.3:
        return "", "", "na"
    if indicator["over_units"] == "share":
        return rng.choice("01"), "", ""
    needs_base = indicator["over_units"] in ("ratio", "weighted")
    if indicator["over_units"] == "none" and indicator["over_time"] in ("ratio", "weighted"):
        needs_base = rng.random() < 0.7
    base = _number(rng, negative=False) if needs_base else ""
    return _number(rng), base, ""


def _number(rng, negative=True):
    chance = rng.random()
    if chance < 0.1:
        text = "0"
    elif chance < 0.6:
        text = str(rng.randrange(300))
    elif chance < 0.9:
        text = f"{rng.randrange(10**6)}.{rng.randrange(10**6):06d}"
    else:
        text = f"{rng.randrange(10**19, 10**20)}.{rng.randrange(1, 10**3)}"
    return f"-{text}" if negative and rng.random() < 0.1 else text


def write_file(path, columns, rows):
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns)
        writer.writeheader()
        writer.writerows(rows)
    return path


def load(files: Files, folder) -> None:
    """Imports the three files."""
    arguments = {"by": system_access(today=TODAY), "today": TODAY, "dry_run": False, "progress": silent}
    result = import_units(write_file(folder / "units.csv", UNIT_COLUMNS, files.units), **arguments)
    assert not result.problems, result.problems[:3]
    result = import_indicators(write_file(folder / "indicators.csv", INDICATOR_COLUMNS, files.indicators), **arguments)
    assert not result.problems, result.problems[:3]
    take_values(files.values, folder)


def take_values(values, folder, *, dry_run=False):
    """Imports rows of values; gives the result, which must have no problems."""
    path = write_file(folder / "values.csv", VALUE_COLUMNS, values)
    result = import_values(path, by=system_access(today=TODAY), today=TODAY, dry_run=dry_run, progress=silent)
    assert not result.problems, result.problems[:3]
    return result
