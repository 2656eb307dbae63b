"""What people fill in: a file or pasted text; the head of a document; corrections to what was read."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from nhipcau.documents.models import Document, ReadItem
from nhipcau.lib.vietnamese import NotADate, NotANumber, format_number, parse_date, parse_number
from nhipcau.web.due import RHYTHMS
from nhipcau.web.horizons import HorizonField


class NumberField(forms.CharField):
    """A number as people write it; cleans to a Decimal, or None when empty."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}))
        super().__init__(**options)

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, Decimal):
            return format_number(value, language=get_language() or "vi")
        return value

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            return parse_number(text, language=get_language() or "vi")
        except NotANumber as wrong:
            raise forms.ValidationError(_("Write a number, such as 1,234.5.")) from wrong


class DayField(forms.CharField):
    """A day as people write it, 31/5/2024; cleans to a date, or None when empty."""

    def prepare_value(self, value: Any) -> Any:
        return f"{value.day}/{value.month}/{value.year}" if hasattr(value, "day") else value

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            return parse_date(text)
        except NotADate as wrong:
            raise forms.ValidationError(_("Write a day, such as 31/5/2024.")) from wrong


class UploadForm(forms.Form):
    file = forms.FileField(
        label=_("File"),
        required=False,
        allow_empty_file=True,  # refused by the service, in one sentence
        help_text=_("Word, OpenDocument, PDF, a scan or photo, or text, up to 50 MB. You can also drop it here."),
        widget=forms.ClearableFileInput(
            attrs={"accept": ".docx,.docm,.doc,.odt,.rtf,.pdf,.png,.jpg,.jpeg,.tif,.tiff,.txt,.md,.html,.htm"}
        ),
    )
    text = forms.CharField(
        label=_("Or the text, pasted"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 8, "maxlength": 3_000_000}),
        strip=False,
    )


class AddForm(forms.Form):
    """What the reader passed over: a sentence of the document and what it is. `near`: about where it stands."""

    kind = forms.ChoiceField(
        label=_("This is"),
        choices=[
            (ReadItem.TARGET, _("a target")),
            (ReadItem.TASK, _("a task")),
            (ReadItem.DEADLINE, _("a deadline")),
            (ReadItem.PHASE, _("a phase")),
        ],
    )
    sentence = forms.CharField(label=_("The sentence"), widget=forms.Textarea(attrs={"rows": 3}))
    near = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)


class TextForm(forms.Form):
    """The text of a document, to be corrected."""

    text = forms.CharField(
        label=_("Text of the document"), widget=forms.Textarea(attrs={"rows": 24, "spellcheck": "false"}), strip=False,
        help_text=_("One paragraph a line. The file stays as it came."),
    )  # fmt: skip
    revision = forms.IntegerField(widget=forms.HiddenInput)


class HeaderForm(forms.ModelForm):
    issued_on = DayField(label=_("Date"), required=False)
    revision = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = Document
        fields = (
            "number", "doc_type", "issued_on", "issuer", "place", "title", "theme", "signer", "signer_title",
            "direction",
        )  # fmt: skip
        labels = {
            "number": _("Document number"),
            "doc_type": _("Kind of document"),
            "issuer": _("Issued by"),
            "place": _("Place"),
            "title": _("About"),
            "theme": _("Theme"),
            "signer": _("Signed by"),
            "signer_title": _("Title of the signer"),
            "direction": _("Register"),
        }
        widgets = {"title": forms.Textarea(attrs={"rows": 2}), "theme": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["direction"].choices = [(Document.IN, _("received")), (Document.OUT, _("issued by us"))]
        for name in ("number", "doc_type", "issuer", "place", "title", "theme", "signer", "signer_title"):
            self.fields[name].required = False


COMPARATORS = [(">=", "≥"), (">", ">"), ("=", "="), ("<=", "≤"), ("<", "<"), ("range", _("from … to")), ("~", "≈")]
CASCADES = [
    ("split", _("divided among the units below")),
    ("copy", _("the same for each unit below")),
    ("roll", _("added up from below, not assigned")),
    ("own", _("done by this unit itself")),
]
RECURRENCES = [("", _("once")), *RHYTHMS.items()]
DUTIES = [("required", _("required")), ("aspiration", _("aspiration"))]


class TargetItemForm(forms.Form):
    comparator = forms.ChoiceField(label=_("Operator"), choices=COMPARATORS)
    value = NumberField(label=_("Value"))
    value_max = NumberField(label=_("up to"), required=False)
    unit = forms.CharField(label=_("Unit of measure"), max_length=60, required=False)
    per = forms.CharField(label=_("For each"), max_length=120, required=False)
    period = HorizonField(label=_("Period"), help_text="")
    cascade = forms.ChoiceField(label=_("How it goes down"), choices=CASCADES)
    duty = forms.ChoiceField(label=_("Duty"), choices=DUTIES)
    condition = forms.CharField(label=_("Condition"), max_length=1000, required=False)
    indicator = forms.CharField(label=_("Indicator"), max_length=40, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        low, high = cleaned.get("value"), cleaned.get("value_max")
        if cleaned.get("comparator") == "range" and high is None and "value_max" not in self.errors:
            self.add_error("value_max", _("A range needs its upper end."))
        if low is not None and high is not None and high < low:
            self.add_error("value_max", _("The upper end must not be below the lower one."))
        return cleaned

    def changes(self) -> dict[str, Any]:
        """The corrected fields as an item keeps them: figures as text."""
        kept = {name: value or None for name, value in self.cleaned_data.items() if name != "indicator"}
        for name in ("value", "value_max"):
            figure = self.cleaned_data.get(name)
            kept[name] = None if figure is None else format(figure, "f")
        return kept


ENDS_TOO_SOON = _("A phase must not end before it begins.")


class PlainItemForm(forms.Form):
    """What was read that is no target: its fields as lines of text."""

    LABELS = {
        "section": _("Section"), "lead": _("Lead"), "due": _("Due"), "date": _("Date"), "to": _("Sent to"),
        "recurrence": _("How often"), "name": _("Name"), "start": _("From"), "end": _("To"), "theme": _("Theme"),
        "number": _("Document number"), "issuer": _("Issued by"), "role": _("Role"),
        "inclusive": _("that day still counts"),
    }  # fmt: skip
    DAYS = ("due", "date", "start", "end")

    def __init__(self, names: list[str], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in names:
            if name in self.LABELS:
                self.fields[name] = self._field(name)

    def _field(self, name: str) -> forms.Field:
        label = self.LABELS[name]
        if name == "recurrence":
            return forms.ChoiceField(label=label, choices=RECURRENCES, required=False)
        if name == "inclusive":
            return forms.BooleanField(label=label, required=False)
        kind = DayField if name in self.DAYS else forms.CharField
        return kind(label=label, required=False, max_length=300)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        start, end = cleaned.get("start"), cleaned.get("end")
        if start and end and end < start:
            self.add_error("end", ENDS_TOO_SOON)
        return cleaned

    def changes(self) -> dict[str, Any]:
        """The corrected fields as an item keeps them: days as ISO text."""
        return {
            name: value.isoformat() if hasattr(value, "isoformat") else value if value is False else value or None
            for name, value in self.cleaned_data.items()
        }
