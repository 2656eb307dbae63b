"""What people fill in: the head of a programme, a target, an issue, a matrix of values."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from nhipcau.documents.forms import CASCADES, COMPARATORS, DUTIES, ENDS_TOO_SOON, RECURRENCES, DayField, NumberField
from nhipcau.indicators.models import Indicator
from nhipcau.lib.vietnamese import NotANumber, parse_number
from nhipcau.programmes import division
from nhipcau.programmes.models import Phase, Programme, ReportDeadline, Target
from nhipcau.programmes.rows import Row
from nhipcau.programmes.services_allocation import RowEntry
from nhipcau.web.horizons import HorizonField


class ProgrammeForm(forms.ModelForm):
    period = HorizonField(label=_("Horizon"))
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Programme
        fields = ("title", "theme", "period")
        labels = {"title": _("Title"), "theme": _("Theme")}
        widgets = {"title": forms.Textarea(attrs={"rows": 2}), "theme": forms.Textarea(attrs={"rows": 3})}


class IndicatorField(forms.CharField):
    """A code of the catalogue, alone or followed by its name; cleans to the Indicator, or None when empty."""

    def clean(self, value: Any) -> Indicator | None:
        text = super().clean(value).strip()
        if not text:
            return None
        found = Indicator.objects.current().filter(code=text.split(" ")[0]).first()
        if found is None:
            raise forms.ValidationError(_("There is no such indicator; choose one from the list."))
        return found


class TargetForm(forms.ModelForm):
    indicator = IndicatorField(
        label=_("Indicator"),
        required=False,
        widget=forms.TextInput(attrs={"list": "indicators", "autocomplete": "off"}),
    )
    operator = forms.ChoiceField(label=_("Operator"), choices=COMPARATORS)
    value = NumberField(label=_("Value"))
    value_max = NumberField(label=_("up to"), required=False)
    period = HorizonField(label=_("Period"), help_text="")
    cascade = forms.ChoiceField(label=_("How it goes down"), choices=CASCADES)
    duty = forms.ChoiceField(label=_("Duty"), choices=DUTIES)

    class Meta:
        model = Target
        fields = (
            "text", "indicator", "operator", "value", "value_max", "measure", "per", "period", "cascade", "duty",
            "condition", "section", "owner",
        )  # fmt: skip
        labels = {
            "text": _("The target in words"),
            "measure": _("Unit of measure"),
            "per": _("For each"),
            "condition": _("Condition"),
            "section": _("Section"),
            "owner": _("Department"),
        }
        help_texts = {
            "text": _("Word for word as the paper has it."),
            "per": _("Such as “each grassroots union”; left empty where it is for all together."),
        }
        widgets = {"text": forms.Textarea(attrs={"rows": 2}), "condition": forms.TextInput()}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["text"].required = True
        if self.instance.indicator_id and not self.is_bound:
            self.initial["indicator"] = f"{self.instance.indicator.code} {self.instance.indicator.label}"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        low, high = cleaned.get("value"), cleaned.get("value_max")
        if cleaned.get("operator") == "range" and high is None and "value_max" not in self.errors:
            self.add_error("value_max", _("A range needs its upper end."))
        if low is not None and high is not None and high < low:
            self.add_error("value_max", _("The upper end must not be below the lower one."))
        return cleaned


class DeadlineForm(forms.ModelForm):
    named_on = DayField(
        label=_("Day named"), required=False, help_text=_("Leave it empty where only a rhythm is named.")
    )
    inclusive = forms.BooleanField(
        label=_("that day still counts"), required=False, help_text=_("“Before 31/5” is due at the end of 30/5.")
    )
    recurrence = forms.ChoiceField(label=_("How often"), choices=RECURRENCES, required=False)

    class Meta:
        model = ReportDeadline
        fields = ("text", "to", "named_on", "inclusive", "recurrence")
        labels = {"text": _("What is to be reported, in words"), "to": _("Sent to")}
        help_texts = {"to": _("The office or department that receives the report.")}
        widgets = {"text": forms.Textarea(attrs={"rows": 2})}


class PhaseForm(forms.ModelForm):
    starts_on = DayField(label=_("From"), required=False)
    ends_on = DayField(label=_("To"), required=False)

    class Meta:
        model = Phase
        fields = ("name", "starts_on", "ends_on", "theme")
        labels = {"name": _("Name"), "theme": _("Theme")}
        widgets = {"theme": forms.Textarea(attrs={"rows": 2})}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        start, end = cleaned.get("starts_on"), cleaned.get("ends_on")
        if start and end and end < start:
            self.add_error("ends_on", ENDS_TOO_SOON)
        return cleaned


class NumberOnPaperForm(forms.Form):
    number = forms.CharField(
        label=_("Number on the paper"),
        max_length=80,
        required=False,
        help_text=_("Leave it empty to take the next number of your register."),
    )


class CounterForm(forms.Form):
    value = NumberField(label=_("What we set ourselves"))
    reason = forms.CharField(label=_("Why"), widget=forms.Textarea(attrs={"rows": 2}), max_length=2000)


class DivideForm(forms.Form):
    """How to divide one target."""

    key = forms.ChoiceField(label=_("Divide"), choices=[])
    floor = NumberField(label=_("At least, for each"), required=False)
    at_least_one = forms.BooleanField(label=_("at least 1 each"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["key"].choices = [(key, division.KEY_NAMES[key]) for key in division.known_keys()]


def read_number(text: str) -> Decimal | None:
    """The number someone typed into a cell, None for an empty one. Raises NotANumber."""
    return parse_number(text, language=get_language() or "vi") if text.strip() else None


@dataclass
class Entered:
    """What a form of cells says: an entry for each row it holds; the text of cells that are no numbers."""

    entries: list[RowEntry] = field(default_factory=list)
    wrong: dict[tuple[int, int], str] = field(default_factory=dict)
    typed: dict[tuple[int, int], str] = field(default_factory=dict)


def entered(post: Mapping[str, str], rows: Iterable[Row], *, with_locks: bool = False) -> Entered:
    """Reads `c-TARGET-UNIT` (values), `s-TARGET` (stamps) and, where asked, `l-TARGET-UNIT` (locks, with `h-…` saying
    that the lock was shown) of a form. Cells that the form does not hold are left as they are."""
    found = Entered()
    for row in rows:
        values: dict[int, Decimal | None] = {}
        locks: dict[int, bool] = {}
        for cell in row.cells:
            name = f"{row.target.pk}-{cell.unit.pk}"
            place = (row.target.pk, cell.unit.pk)
            text = post.get(f"c-{name}")
            if text is not None:
                found.typed[place] = text
                try:
                    values[cell.unit.pk] = read_number(text)
                except NotANumber:
                    found.wrong[place] = text
            if with_locks and f"h-{name}" in post:
                locks[cell.unit.pk] = f"l-{name}" in post
        if values or locks:
            found.entries.append(RowEntry(row.target.pk, post.get(f"s-{row.target.pk}", ""), values, locks))
    return found
