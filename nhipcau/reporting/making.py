"""What a person fills in to make a form or to change its rows."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from nhipcau.documents.forms import DayField
from nhipcau.indicators.models import Indicator
from nhipcau.indicators.names import GROUP_NAMES
from nhipcau.reporting.arranging import Line, gathered, headed, moved
from nhipcau.reporting.models import Calendar, FormRow
from nhipcau.reporting.services_duties import AskedRow
from nhipcau.units.models import Kind

FREQUENCY_NAMES = {
    "month": _("each month"),
    "quarter": _("each quarter"),
    "half": _("each half-year"),
    "nine_months": _("for nine months"),
    "year": _("each year"),
}
# A heading above rows in Vietnamese and in English, empty for none; how far a row goes when it is moved.
Heading = tuple[str, str]
STEPS = {"up": -1, "down": 1}


# Up to so many indicators are all in view.
UNFOLDED = 24


@dataclass(frozen=True)
class Group:
    """A group of the catalogue: each indicator with whether it is chosen and whether it may be left blank."""

    name: str
    indicators: list[tuple[Indicator, bool, bool]]
    short: bool

    @property
    def open(self) -> bool:
        """Whether it is in view."""
        return self.short or any(chosen for _one, chosen, _blank in self.indicators)


class RowsForm(forms.Form):
    """Which indicators a form asks for."""

    rows = forms.ModelMultipleChoiceField(
        label=_("What is asked"),
        queryset=Indicator.objects.none(),
        error_messages={"required": _("Choose at least one indicator.")},
    )
    blank = forms.ModelMultipleChoiceField(queryset=Indicator.objects.none(), required=False)

    def __init__(
        self, *args: Any, chosen: tuple[FormRow, ...] = (), likely: Sequence[int] = (), **options: Any
    ) -> None:
        """`chosen`: the rows there are; `likely`: ids of indicators that are ticked at the start."""
        super().__init__(*args, **options)
        self.likely = likely
        self.former = {row.indicator_id: row for row in chosen}
        self.fields["rows"].queryset = self.fields["blank"].queryset = Indicator.objects.current()

    def groups(self) -> list["Group"]:
        """The catalogue by its groups; where it is long, those of which nothing is chosen are folded away."""
        given, blank = self._given("rows", self._at_the_start()), self._given("blank", self._blank_before())
        found: dict[str, list[tuple[Indicator, bool, bool]]] = {}
        for one in self.fields["rows"].queryset:
            found.setdefault(one.group, []).append((one, str(one.pk) in given, str(one.pk) in blank))
        short = sum(map(len, found.values())) <= UNFOLDED
        return [Group(str(GROUP_NAMES.get(code, code) or _("Others")), rows, short) for code, rows in found.items()]

    def _given(self, name: str, before: list[int]) -> set[str]:
        return set(self.data.getlist(name)) if self.is_bound else {str(pk) for pk in before}

    def _at_the_start(self) -> list[int]:
        return [*self.former, *self.likely]

    def _blank_before(self) -> list[int]:
        return [pk for pk, row in self.former.items() if not row.required]

    @property
    def arranging(self) -> bool:
        """Whether the rows were moved, not saved: the page comes back with them in their new order."""
        return "move" in self.data

    def full_clean(self) -> None:
        super().full_clean()
        if self.arranging:  # what is still missing is said when it is to be saved
            self._errors.clear()

    def sections(self) -> list[tuple[int, Heading, list[tuple[Indicator, bool]]]]:
        """The rows in their order by headings: its number, its words, each indicator with whether it is a part."""
        known = {one.pk: one for one in self._chosen()}
        lines, headings = self._lines()
        found = groupby(lines, key=lambda line: line.under)
        return [
            (number, headings[number], [(known[line.id], line.whole is not None) for line in group])
            for number, group in found
        ]

    def _chosen(self) -> list[Indicator]:
        given = self._given("rows", self._at_the_start())
        return [one for one in self.fields["rows"].queryset if str(one.pk) in given]

    def _lines(self) -> tuple[list[Line], dict[int, Heading]]:
        """The rows as they were put in order; what was chosen since stands last under the heading of its group."""
        chosen = {one.pk: one for one in self._chosen()}
        headings: dict[int, Heading] = {}
        lines: list[Line] = []
        for id in [id for id in self._order() if id in chosen] + list(chosen):
            if any(line.id == id for line in lines):
                continue
            lines.append(Line(id, chosen[id].of_which_id, self._under(chosen[id], headings)))
        act, _dash, which = self.data.get("move", "").partition("-")
        one = int(which) if which.isdecimal() else 0
        if act in STEPS:
            lines = moved(lines, one, STEPS[act])
        elif act == "head":
            lines = headed(lines, one)
        lines = gathered(lines)
        return lines, {line.under: headings.get(line.under, ("", "")) for line in lines}

    def _order(self) -> list[int]:
        posted = [int(text) for text in self.data.getlist("order") if text.isdecimal()] if self.is_bound else []
        return posted or self._at_the_start()

    def _under(self, one: Indicator, headings: dict[int, Heading]) -> int:
        """The number of its heading: the one posted with it, else one of the same words, else a new one."""
        posted = self.data.get(f"under-{one.pk}", "")
        if posted.isdecimal():
            words = (self.data.get(f"heading-{posted}", ""), self.data.get(f"heading_en-{posted}", ""))
            headings[int(posted)] = (words[0].strip()[:200], words[1].strip()[:200])
            return int(posted)
        former = self.former.get(one.pk)
        words = (former.section, former.section_en) if former else _section(one)
        same = [number for number, there in headings.items() if there == words]
        number = same[0] if same else max(headings, default=0) + 1
        headings[number] = words
        return number

    def asked(self) -> list[AskedRow]:
        """The rows as they will stand, in their order: one that was there keeps how it was asked."""
        return [self._row(one, *words) for _number, words, rows in self.sections() for one, _part in rows]

    def _row(self, one: Indicator, section: str, section_en: str) -> AskedRow:
        former, required = self.former.get(one.pk), one not in self.cleaned_data["blank"]
        row = AskedRow(one, section, section_en, required)
        return replace(row, help=former.help, negative_allowed=former.negative_allowed) if former else row


def _section(one: Indicator) -> tuple[str, str]:
    name = GROUP_NAMES.get(one.group, one.group)
    words = []
    for language in ("vi", "en"):
        with override(language):
            words.append(str(name).partition(". ")[2] or str(name))
    return words[0], words[1]


class NewFormForm(RowsForm):
    """A form to be made."""

    code = forms.RegexField(
        r"^\S{1,40}\Z", label=_("Code"), max_length=40, help_text=_("A short name without spaces, such as BC-QUY.")
    )
    name = forms.CharField(label=_("Name"), max_length=255)
    name_en = forms.CharField(label=_("Name in English"), max_length=255, required=False)
    frequency = forms.ChoiceField(label=_("How often"), choices=list(FREQUENCY_NAMES.items()))
    calendar = forms.ChoiceField(label=_("Calendar"))
    kinds = forms.MultipleChoiceField(label=_("Who owes it"), widget=forms.CheckboxSelectMultiple)
    due_days = forms.IntegerField(
        label=_("Due, in days after the period"),
        min_value=-60,
        max_value=120,
        initial=5,
        help_text=_("0 is the end of the period's last day; “before 31/5” of a period that ends on 31/5 is -1."),
    )
    first_period_from = DayField(label=_("Owed for periods from"))
    ended_on = DayField(
        label=_("No longer for periods that begin after"), required=False, help_text=_("Empty: without end.")
    )
    field_order = (
        "name", "name_en", "code", "frequency", "calendar", "first_period_from", "ended_on", "due_days", "kinds",
        "rows", "blank",
    )  # fmt: skip

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        calendars = Calendar.objects.filter(phases_only=False).order_by("code")
        self.fields["calendar"].choices = [(one.code, str(one)) for one in calendars]
        self.fields["kinds"].choices = [(kind.code, str(kind)) for kind in Kind.objects.all()]
        self.order_fields(self.field_order)

    def making(self) -> dict[str, Any]:
        """What `make_form` is given, apart from the issuer."""
        plain = {name: value for name, value in self.cleaned_data.items() if name not in ("rows", "blank", "calendar")}
        calendar = Calendar.objects.get(code=self.cleaned_data["calendar"])
        return {**plain, "calendar": calendar, "rows": self.asked()}


class ChangedRowsForm(RowsForm):
    """Other rows from a day on."""

    valid_from = DayField(label=_("From"), help_text=_("Periods that end before this day keep the rows they had."))
    field_order = ("valid_from", "rows", "blank")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.order_fields(self.field_order)


def first_day_of(today: date) -> date:
    """The day a new form is likely to begin."""
    return today.replace(day=1)
