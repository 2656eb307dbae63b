"""Forms of the people pages."""

from django import forms
from django.utils.translation import gettext_lazy as _

from nhipcau.accounts.names import OWNER_NAMES, ROLE_NAMES


class NewPersonForm(forms.Form):
    name = forms.CharField(label=_("Name to show"), max_length=200)
    username = forms.SlugField(label=_("Sign-in name"), max_length=60, help_text=_("Letters, digits, dashes."))
    email = forms.EmailField(label=_("E-mail (optional)"), required=False)
    role = forms.ChoiceField(label=_("Role"), choices=list(ROLE_NAMES.items()))


class GiveRoleForm(forms.Form):
    role = forms.ChoiceField(label=_("Role"), choices=list(ROLE_NAMES.items()))
    owner = forms.ChoiceField(label=_("Department"), choices=[("", "—"), *OWNER_NAMES.items()], required=False)
    unit = forms.CharField(label=_("Code of the unit"), max_length=40)


class EndRoleForm(forms.Form):
    reason = forms.CharField(label=_("Why does the role end?"), max_length=300)
