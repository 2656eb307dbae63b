"""The engine: how figures add up over units and over time, and how a target goes down. Pure: no database, no clock."""

from nhipcau.rollup.figure import EMPTY, Figure
from nhipcau.rollup.rules import Answer, AnswerState, OverTime, OverUnits, Rule, Stage
from nhipcau.rollup.time import over_time
from nhipcau.rollup.units import add, lifted, of_answer, roll_up

__all__ = [
    "EMPTY",
    "Answer",
    "AnswerState",
    "Figure",
    "OverTime",
    "OverUnits",
    "Rule",
    "Stage",
    "add",
    "lifted",
    "of_answer",
    "over_time",
    "roll_up",
]
