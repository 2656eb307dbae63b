"""The order of the rows of a form: up and down, parts with their whole, under headings."""

from hypothesis import given
from hypothesis import strategies as st

from nhipcau.reporting.arranging import Line, gathered, headed, moved


def ids(lines):
    return [(line.id, line.under) for line in lines]


ROWS = [Line(1, None, 1), Line(2, 1, 1), Line(3, None, 1), Line(4, None, 2)]


def test_a_row_goes_up_with_its_parts_and_a_part_stays_with_its_whole():
    assert ids(moved(ROWS, 3, -1)) == [(3, 1), (1, 1), (2, 1), (4, 2)]
    assert ids(moved(ROWS, 1, 1)) == [(3, 1), (1, 1), (2, 1), (4, 2)]
    assert ids(moved(ROWS, 2, -1)) == ids(moved(ROWS, 2, 1)) == ids(ROWS)


def test_past_the_edge_of_a_heading_a_row_goes_under_the_next():
    assert ids(moved(ROWS, 3, 1)) == [(1, 1), (2, 1), (3, 2), (4, 2)]
    assert ids(moved(ROWS, 4, -1)) == [(1, 1), (2, 1), (3, 1), (4, 1)]
    assert ids(moved(ROWS, 4, 1)) == ids(ROWS)


def test_a_new_heading_stands_over_a_row_and_what_follows():
    assert ids(headed(ROWS, 3)) == [(1, 1), (2, 1), (3, 3), (4, 2)]
    assert ids(headed(ROWS, 2)) == ids(ROWS)


@st.composite
def any_lines(draw):
    count = draw(st.integers(0, 8))
    number = st.integers(1, 8)
    return [Line(one, draw(st.none() | number), draw(st.integers(1, 3))) for one in range(1, count + 1)]


@given(any_lines(), st.integers(1, 8), st.sampled_from([-1, 1]))
def test_no_move_loses_a_row_or_parts_a_row_from_its_whole_and_a_step_back_undoes_it(lines, id, step):
    before = gathered(lines)
    after = moved(before, id, step)
    assert sorted(line.id for line in after) == sorted(line.id for line in lines)
    assert gathered(after) == after
    whole = {line.id: line.whole for line in lines if line.whole != line.id}
    assert all(line.whole in (None, whole.get(line.id), line.id) for line in after)
    if after != before:
        assert moved(after, id, -step) == before or {line.under for line in after} != {line.under for line in before}
