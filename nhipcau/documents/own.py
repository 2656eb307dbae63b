"""Whether a paper is the unit's own: its letterhead names the unit in whose register it stands. Pure."""

import re

from nhipcau.docio.matching import Known, match_units

# So alike that only how a name is written differs: "LIÊN ĐOÀN LAO ĐỘNG TỈNH A", "LĐLĐ tỉnh A".
_THE_SAME = 0.95
# A committee of the unit writes in the unit's name.
_COMMITTEE = re.compile(r"^\s*(?:ban (?:chấp hành|thường vụ)|bch|btv)\s+", re.IGNORECASE)


def names_unit(issuer: str, unit: str) -> bool:
    """Whether who issued a paper, as its head says, is that unit."""
    written = _COMMITTEE.sub("", issuer)
    if not written.strip():
        return False
    (match,) = match_units([written], [Known(unit, (unit,))])
    return match.key is not None and match.score >= _THE_SAME
