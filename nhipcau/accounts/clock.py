"""The one place that asks what day it is; everything else is told."""

from datetime import date

from django.conf import settings
from django.utils import timezone


def today() -> date:
    """The day set for a demonstration or test (NHIPCAU_TODAY), else the day it is in Việt Nam."""
    return settings.TODAY or timezone.localdate()
