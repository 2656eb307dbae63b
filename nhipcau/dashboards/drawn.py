"""Numbers as a drawing takes them: decimals near enough for a length; what is written comes from the exact ones."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from nhipcau.dashboards.aims import Standing
from nhipcau.lib.decimals import rounded

PLACES = 2


@dataclass(frozen=True)
class Drawing:
    """What `{% span %}` is given."""

    actual: Decimal | None
    target: Decimal
    pace: Decimal | None
    state: str


def drawing(standing: Standing) -> Drawing:
    """A standing as a span; limits have no pace to be held against."""
    pace = None if standing.aim.operator in ("<", "<=") or standing.over >= 1 else standing.judgement.expected
    target = standing.aim.value
    return Drawing(_near(standing.actual), target.normalize() + 0, _near(pace), standing.shape)


def _near(value: Fraction | None) -> Decimal | None:
    return None if value is None else rounded(value, PLACES).normalize() + 0
