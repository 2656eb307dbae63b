"""Figures are exact; only what is shown is rounded, half-even."""

from decimal import Decimal
from fractions import Fraction

import pytest

from nhipcau.lib.decimals import EXACT, OutOfLimits, checked, export_text, rounded, trimmed


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("12.500"), "12.5"),
        (Decimal("3.000000"), "3"),
        (Decimal("1E+20"), "100000000000000000000"),
        (Decimal("0.0000005"), "0"),
        (Decimal("0.0000015"), "0.000002"),
        (Decimal("-0.0000001"), "0"),
        (Decimal("100"), "100"),
        (Fraction(2, 3), "0.666667"),
        (Fraction(1, 2_000_000), "0"),
        (Fraction(3, 2_000_000), "0.000002"),
        (Fraction(-1, 3), "-0.333333"),
        (Fraction(10**40, 3), "3" * 40 + ".333333"),
    ],
)
def test_an_export_rounds_half_even_and_never_writes_an_exponent(value, text):
    assert export_text(value) == text


def test_a_figure_keeps_to_twenty_digits_and_six_places():
    for fine in ("0", "99999999999999999999.999999", "-0.000001", "1.5000000000", "0E+30"):
        assert checked(Decimal(fine)) == Decimal(fine)


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("100000000000000000000", "too_many_digits"),
        ("1E+999999", "too_many_digits"),
        ("0.0000001", "too_many_places"),
        ("1E-999999", "too_many_places"),
        ("NaN", "not_finite"),
        ("Infinity", "not_finite"),
        ("sNaN", "not_finite"),
    ],
)
def test_a_number_beyond_the_limits_is_refused(value, reason):
    with pytest.raises(OutOfLimits) as refusal:
        checked(Decimal(value))
    assert refusal.value.reason == reason


def test_sums_of_large_and_small_are_exact():
    large, small = Decimal("99999999999999999999.999999"), Decimal("0.000001")
    assert EXACT.add(EXACT.multiply(large, large), EXACT.multiply(small, small)) > 0
    assert EXACT.add(large, small) == Decimal(10**20)


def test_rounding_to_fewer_places_starts_from_the_exact_worth():
    assert rounded(Fraction(1, 8), 2) == Decimal("0.12")
    assert rounded(Decimal("2.5"), 0) == 2
    assert trimmed(Decimal("120.00")) == Decimal("120")
    assert str(trimmed(Decimal("1E+2"))) == "100"
