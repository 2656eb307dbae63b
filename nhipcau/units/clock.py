"""Each new day the columns that repeat the current place are brought up to it."""

from datetime import date

from nhipcau.units.models import TreeState
from nhipcau.units.services import refresh_current_tree

# The day this process last saw the tree brought up to; asked for on every request, so kept here.
_seen: date | None = None


def ensure_current(today: date) -> None:
    """Refreshes the current tree when it was computed for another day; one comparison where this process knows."""
    global _seen
    if _seen == today:
        return
    if not TreeState.objects.filter(as_of=today).exists():
        refresh_current_tree(today)
    _seen = today
