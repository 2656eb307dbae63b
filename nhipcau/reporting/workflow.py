"""What may become of a report: one table, from which services, buttons, manual and tests are made."""

from dataclasses import dataclass

NOT_STARTED, DRAFT, SUBMITTED, RETURNED = "not_started", "draft", "submitted", "returned"
APPROVED, LOCKED, RECALLED, REPLACED = "approved", "locked", "recalled", "replaced"
STATES = (NOT_STARTED, DRAFT, SUBMITTED, RETURNED, APPROVED, LOCKED, RECALLED, REPLACED)
# Of a version that begins a correction: not decided yet.
UNDER_WAY = (DRAFT, SUBMITTED, RETURNED)

FILL, APPROVE = "reports.fill", "reports.approve"


@dataclass(frozen=True)
class Move:
    """Where an action leads, the permission it asks for, and whether a word of reason must come with it.

    `reports.fill` is asked for at the reporting unit, `reports.approve` at the unit above it.
    """

    to: str
    permission: str
    note_required: bool = False


class NoSuchMove(ValueError):
    """The action does not exist in this state."""

    def __init__(self, state: str, action: str) -> None:
        super().__init__(f"{action} from {state}")
        self.state = state
        self.action = action


# A version that went out stays as it is: `save` and `correct` after it begin the next version.
MOVES: dict[tuple[str, str], Move] = {
    (NOT_STARTED, "save"): Move(DRAFT, FILL),
    (DRAFT, "save"): Move(DRAFT, FILL),
    (DRAFT, "submit"): Move(SUBMITTED, FILL),
    (DRAFT, "discard"): Move(RECALLED, FILL),
    (SUBMITTED, "recall"): Move(RECALLED, FILL),
    (RECALLED, "save"): Move(DRAFT, FILL),
    (SUBMITTED, "return"): Move(RETURNED, APPROVE, note_required=True),
    (RETURNED, "save"): Move(DRAFT, FILL),
    (SUBMITTED, "approve"): Move(APPROVED, APPROVE),
    (APPROVED, "correct"): Move(DRAFT, FILL, note_required=True),
    (APPROVED, "lock"): Move(LOCKED, APPROVE),
    (APPROVED, "replace"): Move(REPLACED, APPROVE),
    (LOCKED, "unlock"): Move(APPROVED, APPROVE, note_required=True),
}
# Actions that a later version brings about, not a person by a button.
BY_ITSELF = frozenset({"replace"})


def move(state: str, action: str) -> Move:
    """The move of an action in a state. Raises `NoSuchMove`."""
    try:
        return MOVES[state, action]
    except KeyError:
        raise NoSuchMove(state, action) from None


def actions(state: str) -> tuple[str, ...]:
    """What a person may be offered in a state, in the order of the table."""
    return tuple(action for (at, action) in MOVES if at == state and action not in BY_ITSELF)
