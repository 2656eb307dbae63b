"""The table of moves, held by properties: whatever is done in whatever order, nothing leaves the table."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from nhipcau.access import PERMISSIONS
from nhipcau.reporting.models import Submission
from nhipcau.reporting.workflow import BY_ITSELF, MOVES, NOT_STARTED, STATES, NoSuchMove, actions, move

ACTIONS = sorted({action for _state, action in MOVES})


@given(st.lists(st.sampled_from(ACTIONS), max_size=40))
def test_whatever_is_tried_a_report_stays_in_a_known_state(tried):
    state = NOT_STARTED
    for action in tried:
        try:
            state = move(state, action).to
        except NoSuchMove:
            assert action not in actions(state)
        assert state in STATES


@settings(max_examples=300)
@given(st.lists(st.sampled_from(ACTIONS), max_size=40))
def test_nothing_is_approved_that_was_not_sent_and_nothing_is_sent_that_was_not_a_draft(tried):
    state, way = NOT_STARTED, [NOT_STARTED]
    for action in tried:
        if (state, action) in MOVES:
            state = MOVES[state, action].to
            way.append(state)
    for before, after in pairwise(way):
        assert after != "approved" or before in ("submitted", "locked")
        assert after != "submitted" or before == "draft"


def test_from_every_state_but_a_replaced_one_a_way_leads_to_approved():
    reaches = {"approved"}
    while True:
        more = {state for (state, _action), to in MOVES.items() if to.to in reaches} - reaches
        if not more:
            break
        reaches |= more
    assert reaches == set(STATES) - {"replaced"}


def test_what_takes_away_or_sends_back_asks_for_a_reason():
    assert {action for (_state, action), to in MOVES.items() if to.note_required} == {"return", "correct", "unlock"}


def test_permissions_and_states_of_the_table_exist():
    assert {to.permission for to in MOVES.values()} <= set(PERMISSIONS)
    assert set(STATES) == {state for state, _ in Submission.STATES} | {NOT_STARTED}
    assert not any(action in BY_ITSELF for state in STATES for action in actions(state))
