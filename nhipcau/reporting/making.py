"""What a person fills in to make a form or to change its rows."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from nhipcau.documents.forms import DayField
from nhipcau.indicators.models import Indicator
from nhipcau.indicators.names import GROUP_NAMES
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

    def groups(self) -> list[tuple[str, list[tuple[Indicator, bool, bool]]]]:
        """The catalogue by its groups, each indicator with whether it is chosen and whether it may be left blank."""
        given, blank = self._given("rows", [*self.former, *self.likely]), self._given("blank", self._blank_before())
        found: dict[str, list[tuple[Indicator, bool, bool]]] = {}
        for one in self.fields["rows"].queryset:
            found.setdefault(one.group, []).append((one, str(one.pk) in given, str(one.pk) in blank))
        return [(str(GROUP_NAMES.get(group, group) or _("Others")), rows) for group, rows in found.items()]

    def _given(self, name: str, before: list[int]) -> set[str]:
        return set(self.data.getlist(name)) if self.is_bound else {str(pk) for pk in before}

    def _blank_before(self) -> list[int]:
        return [pk for pk, row in self.former.items() if not row.required]

    def asked(self) -> list[AskedRow]:
        """The rows as they will stand, in the order of the catalogue: one that was there keeps how it was asked."""
        return [self._row(one) for one in self.cleaned_data["rows"]]

    def _row(self, one: Indicator) -> AskedRow:
        former, required = self.former.get(one.pk), one not in self.cleaned_data["blank"]
        if former is not None:
            return AskedRow(one, former.section, former.section_en, required, former.help, former.negative_allowed)
        return AskedRow(one, *_section(one), required=required)


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
