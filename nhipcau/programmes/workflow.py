"""The states of an allocation and the moves between them, as one table: services, buttons and tests read it. Pure."""

from dataclasses import dataclass

DRAFT, PROPOSED, COUNTERED, AGREED, ISSUED, ACKNOWLEDGED = (
    "draft",
    "proposed",
    "countered",
    "agreed",
    "issued",
    "acknowledged",
)
# Who moves: the unit that divides, or the unit that receives.
GIVER, RECEIVER = "giver", "receiver"


@dataclass(frozen=True)
class Move:
    """Where an action leads, the right it asks for, at which of the two units, and whether a word of reason is due."""

    to: str
    permission: str
    at: str
    note_required: bool = False


MOVES: dict[tuple[str, str], Move] = {
    (DRAFT, "propose"): Move(PROPOSED, "programmes.write", GIVER),
    (PROPOSED, "counter"): Move(COUNTERED, "allocations.acknowledge", RECEIVER, note_required=True),
    (PROPOSED, "agree"): Move(AGREED, "allocations.acknowledge", RECEIVER),
    (COUNTERED, "propose"): Move(PROPOSED, "programmes.write", GIVER),
    (COUNTERED, "take"): Move(AGREED, "programmes.write", GIVER),
    (DRAFT, "issue"): Move(ISSUED, "programmes.issue", GIVER),
    (PROPOSED, "issue"): Move(ISSUED, "programmes.issue", GIVER),
    (AGREED, "issue"): Move(ISSUED, "programmes.issue", GIVER),
    (ISSUED, "acknowledge"): Move(ACKNOWLEDGED, "allocations.acknowledge", RECEIVER),
    # A later decision: a new version in the state `to`; this one stays as it is.
    (ISSUED, "adjust"): Move(ISSUED, "programmes.issue", GIVER, note_required=True),
    (ACKNOWLEDGED, "adjust"): Move(ISSUED, "programmes.issue", GIVER, note_required=True),
}
# States in which the giver may still write another value.
OPEN = (DRAFT, PROPOSED, COUNTERED, AGREED)
# States in which a value holds for the receiver.
HOLDS = (ISSUED, ACKNOWLEDGED)


def moves_from(state: str) -> dict[str, Move]:
    """The actions possible in a state."""
    return {action: move for (start, action), move in MOVES.items() if start == state}


def states_for(action: str) -> list[str]:
    """The states in which an action is possible."""
    return [start for (start, name) in MOVES if name == action]
