"""Forms of the people pages."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nhipcau.accounts.names import OWNER_NAMES, ROLE_NAMES


class RoleForm(forms.Form):
    """A form with a role in it: offers only `roles`, the narrowest first."""

    def __init__(self, *args: Any, roles: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = set(roles)
        self.fields["role"].choices = [(key, name) for key, name in reversed(ROLE_NAMES.items()) if key in offered]


class NewPersonForm(RoleForm):
    name = forms.CharField(label=_("Name to show"), max_length=200)
    username = forms.SlugField(label=_("Sign-in name"), max_length=60, help_text=_("Letters, digits, dashes."))
    email = forms.EmailField(label=_("E-mail"), required=False)
    role = forms.ChoiceField(label=_("Role"), choices=[])


class GiveRoleForm(RoleForm):
    role = forms.ChoiceField(label=_("Role"), choices=[])
    owner = forms.ChoiceField(label=_("Department"), choices=[("", "—"), *OWNER_NAMES.items()], required=False)
    unit = forms.CharField(label=_("Code of the unit"), max_length=40)


class EndRoleForm(forms.Form):
    reason = forms.CharField(label=_("Why does the role end?"), max_length=300)
