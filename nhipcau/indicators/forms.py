"""The form of one indicator."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nhipcau.accounts.names import OWNER_NAMES
from nhipcau.indicators import names
from nhipcau.indicators.wording import Wording
from nhipcau.units.models import Kind


class IndicatorForm(forms.Form):
    code = forms.CharField(label=gettext_lazy("Code"), max_length=40)
    name = forms.CharField(label=names.FIELD_NAMES["name"], max_length=300)
    name_en = forms.CharField(label=names.FIELD_NAMES["name_en"], max_length=300, required=False)
    unit = forms.CharField(label=names.FIELD_NAMES["unit"], max_length=60, required=False)
    unit_en = forms.CharField(label=names.FIELD_NAMES["unit_en"], max_length=60, required=False)
    over_units = forms.ChoiceField(label=names.FIELD_NAMES["over_units"], choices=list(names.OVER_UNITS_NAMES.items()))
    over_time = forms.ChoiceField(label=names.FIELD_NAMES["over_time"], choices=list(names.OVER_TIME_NAMES.items()))
    direction = forms.ChoiceField(label=names.FIELD_NAMES["direction"], choices=list(names.DIRECTION_NAMES.items()))
    cascade = forms.ChoiceField(label=names.FIELD_NAMES["cascade"], choices=list(names.CASCADE_NAMES.items()))
    group = forms.CharField(label=names.FIELD_NAMES["group"], max_length=60, required=False)
    owner = forms.ChoiceField(label=names.FIELD_NAMES["owner"], required=False)
    of_which = forms.CharField(
        label=names.FIELD_NAMES["of_which"],
        max_length=40,
        required=False,
        help_text=gettext_lazy("Code of the whole it is a part of; empty for none."),
    )
    part_rule = forms.ChoiceField(label=names.FIELD_NAMES["part_rule"], choices=list(names.PART_RULE_NAMES.items()))
    applies_to = forms.MultipleChoiceField(
        label=names.FIELD_NAMES["applies_to"],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("None marked: every kind of unit."),
    )
    decimals = forms.IntegerField(label=names.FIELD_NAMES["decimals"], min_value=0, max_value=6)
    retired = forms.BooleanField(
        label=names.FIELD_NAMES["retired"],
        required=False,
        help_text=gettext_lazy("No longer offered for new forms and targets; its figures stay."),
    )
    reason = forms.CharField(label=gettext_lazy("Why is it changed?"), max_length=300, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, fixed_code: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A code is what files and forms name the indicator by: it never changes.
        self.fields["code"].disabled = fixed_code
        owner = self.initial.get("owner", "")
        known = {"": "–", **OWNER_NAMES}
        self.fields["owner"].choices = list({**known, owner: known.get(owner, owner)}.items())
        self.fields["applies_to"].choices = [(kind.code, str(kind)) for kind in Kind.objects.all()]

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"].strip()
        if any(sign.isspace() for sign in code):
            raise forms.ValidationError(_("Give 1 to 40 characters without a space."))
        return code

    def wording(self) -> Wording:
        """What was filled in."""
        values = {name: value for name, value in self.cleaned_data.items() if name not in ("reason", "version")}
        return Wording(**{**values, "applies_to": tuple(values["applies_to"])})
