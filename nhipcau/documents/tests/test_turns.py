"""Units take turns with the files that wait: nobody waits for all of a unit that sent many."""

from collections import Counter
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from nhipcau.documents.turns import in_turn

NOON = datetime(2024, 11, 22, 12, tzinfo=UTC)
units = st.lists(st.integers(0, 5), max_size=40)
served = st.dictionaries(st.integers(0, 5), st.integers(0, 1000).map(lambda s: NOON + timedelta(seconds=s)))


@given(units, served)
def test_a_file_waits_for_at_most_as_many_of_another_unit_as_its_own_unit_sent_before_it(units, served):
    order = in_turn(enumerate(units), served)
    assert sorted(order) == list(range(len(units)))
    for place, file in enumerate(order):
        before = Counter(units[one] for one in order[:place])
        assert all(count <= before[units[file]] + 1 for count in before.values())
        own = [one for one in order if units[one] == units[file]]
        assert own == sorted(own)


@given(units, served)
def test_the_order_said_is_the_order_kept_while_one_after_another_is_read(units, served):
    said = in_turn(enumerate(units), served)
    waiting, served, done = dict(enumerate(units)), dict(served), []
    while waiting:
        file = in_turn(waiting.items(), served)[0]
        served[waiting.pop(file)] = NOON + timedelta(days=1, seconds=len(done))
        done.append(file)
    assert done == said


def test_the_unit_served_longest_ago_goes_first():
    assert in_turn([(1, 7), (2, 8), (3, 9)], {7: NOON, 8: NOON - timedelta(hours=1)}) == [3, 2, 1]
