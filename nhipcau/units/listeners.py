"""Telling the rooms above that the tree changed (settings.TREE_LISTENERS)."""

from datetime import date

from django.conf import settings
from django.utils.module_loading import import_string

from nhipcau.access import Access


def tell_tree_changed(by: Access, today: date, changed_from: date) -> None:
    """Calls every listener, in the transaction of the change; places on days before `changed_from` are as they were."""
    for name in settings.TREE_LISTENERS:
        import_string(name)(by, today, changed_from)
