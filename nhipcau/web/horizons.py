"""What a person may write as the time something is for; settings name the room above that keeps calendars."""

from importlib import import_module
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from nhipcau.lib.horizons import is_in_words


def is_horizon(text: str) -> bool:
    """Whether it names a period of a calendar of this installation, or is a horizon in the words of documents."""
    if is_in_words(text):
        return True
    module, _dot, function = settings.PERIODS.rpartition(".")
    known: bool = getattr(import_module(module), function)(text)
    return known


NO_SUCH_PERIOD = _("There is no such period; write 2024, 2024H1, 2024Q2, 2024-05, 2021-2025 or “đến 2025”.")


class HorizonField(forms.CharField):
    """A horizon as people write it; cleans to the text itself."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("max_length", 40)
        options.setdefault("help_text", _("A year such as 2024, or a span such as 2021-2025."))
        super().__init__(**options)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if text and not is_horizon(text):
            raise forms.ValidationError(NO_SUCH_PERIOD)
        return text
