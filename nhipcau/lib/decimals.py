"""Exact decimals: the limits a figure keeps to, and the one place where a figure is rounded."""

from decimal import ROUND_HALF_EVEN, Context, Decimal, Inexact, InvalidOperation
from fractions import Fraction

PLACES = 6
DIGITS = 20
_SIXTH = Decimal("0.000001")

# Wide enough for the sum of any number of products of two figures; what would not fit raises instead of rounding.
EXACT = Context(prec=200, rounding=ROUND_HALF_EVEN, traps=[Inexact, InvalidOperation])
_ROUNDING = Context(prec=200, rounding=ROUND_HALF_EVEN, traps=[InvalidOperation])


class OutOfLimits(ValueError):
    """A number no figure may be. `reason`: not_finite, too_many_digits, too_many_places."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def checked(value: Decimal) -> Decimal:
    """The value itself, when it is finite, with at most 20 digits before the point and 6 places after it.

    Zeros at the end of the places do not count. Raises `OutOfLimits`.
    """
    if not value.is_finite():
        raise OutOfLimits("not_finite")
    if value and value.adjusted() >= DIGITS:
        raise OutOfLimits("too_many_digits")
    if value != value.quantize(_SIXTH, context=_ROUNDING):
        raise OutOfLimits("too_many_places")
    return value


def rounded(value: Decimal | Fraction, places: int = PLACES) -> Decimal:
    """The value rounded half-even to `places`, from its exact worth: the rounding an export or a page shows."""
    if isinstance(value, Decimal):
        return value.quantize(Decimal(1).scaleb(-places), context=_ROUNDING)
    return Decimal(round(value * 10**places)).scaleb(-places, context=_ROUNDING)


def trimmed(value: Decimal) -> Decimal:
    """The same number without zeros at the end of its places, without exponent, and never minus zero."""
    if not value:
        return Decimal(0)
    short = value.normalize(EXACT)
    return short.quantize(Decimal(1), context=EXACT) if short.as_tuple().exponent > 0 else short  # type: ignore[operator]


def export_text(value: Decimal | Fraction) -> str:
    """The number as a CSV cell gives it: rounded half-even to 6 places, no zeros at the end, never an exponent."""
    return format(trimmed(rounded(value)), "f")
