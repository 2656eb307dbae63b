"""Every verb of this room in one place. Written in `services_duties`, `services_periods`, `services_answering`,
`services_sending` and `services_deciding`.

Every move is claimed by a conditional UPDATE whose row count is looked at: of two at once one wins, the other is told
so (`Conflict`) and nothing of theirs is half done.
"""

from nhipcau.reporting.services_answering import answer_no_more, answer_with
from nhipcau.reporting.services_deciding import (
    Outcome,
    approve,
    approve_many,
    lock,
    return_cells,
    unlock,
)
from nhipcau.reporting.services_duties import (
    exempt,
    make_form,
    open_obligations,
    open_what_has_begun,
    owe_again,
    remind,
    revise_form,
)
from nhipcau.reporting.services_periods import lock_period, open_period, unlock_period
from nhipcau.reporting.services_sending import CellProblems, correct, discard, mend, recall, save_draft, submit

__all__ = [
    "CellProblems",
    "Outcome",
    "answer_no_more",
    "answer_with",
    "approve",
    "approve_many",
    "correct",
    "discard",
    "exempt",
    "lock",
    "lock_period",
    "make_form",
    "mend",
    "open_obligations",
    "open_period",
    "open_what_has_begun",
    "owe_again",
    "recall",
    "remind",
    "return_cells",
    "revise_form",
    "save_draft",
    "submit",
    "unlock",
    "unlock_period",
]
