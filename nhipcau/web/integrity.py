"""What an integrity check of any room yields."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """One thing that does not hold together: the check's name, what was found, what to do."""

    check: str
    what: str
    advice: str
