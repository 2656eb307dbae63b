"""What the property tests draw: rules, answers, trees."""

from decimal import Decimal

from hypothesis import strategies as st

from nhipcau.rollup.rules import MISSING, NONE_AROSE, NOT_CONCERNED, OverTime, OverUnits, Rule, given

RULES = [Rule(over_units, over_time) for over_units in OverUnits for over_time in OverTime]

rules = st.sampled_from(RULES)
numbers = st.one_of(
    st.integers(-5, 20).map(Decimal),
    st.decimals(-(10**20) + 1, 10**20 - 1, places=6, allow_nan=False, allow_infinity=False),
)
bases = st.one_of(st.integers(1, 9).map(Decimal), st.decimals(0, 10**20 - 1, places=6, allow_nan=False))


@st.composite
def answers(draw, rule):
    """Any answer a rule accepts, missing ones included."""
    kind = draw(st.sampled_from(["given", "given", "given", "none", "na", "missing"]))
    if kind != "given":
        return {"none": NONE_AROSE, "na": NOT_CONCERNED, "missing": MISSING}[kind]
    if rule.over_units is OverUnits.SHARE:
        return given(draw(st.integers(0, 1)))
    if not rule.takes_base or (not rule.needs_base and draw(st.booleans())):
        return given(draw(numbers))
    base = draw(bases)
    return given(draw(numbers) if base else 0, base)


@st.composite
def trees(draw, largest=12):
    """unit → parent, unit 0 the root."""
    size = draw(st.integers(1, largest))
    return {unit: None if unit == 0 else draw(st.integers(0, unit - 1)) for unit in range(size)}


@st.composite
def periods_of_answers(draw, rule, tree):
    """Answers of some units of the tree, and the units that owe one."""
    given_answers = {unit: draw(answers(rule)) for unit in tree if draw(st.booleans())}
    owing = {unit for unit in tree if draw(st.booleans())}
    return given_answers, owing
