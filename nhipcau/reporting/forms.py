"""Reading what a person typed into a report: texts to answers, or a sentence beside the cell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from nhipcau.lib.vietnamese import NotANumber, format_number, parse_number
from nhipcau.reporting.answers import GIVEN, NONE_AROSE, NOT_CONCERNED, Answer, Answers
from nhipcau.reporting.models import FormRow
from nhipcau.reporting.wording import sentence_of_number

# What the buttons of a row post.
_CHOICES = {"none": NONE_AROSE, "na": NOT_CONCERNED}


@dataclass
class Texts:
    """What stands in one row of the page: the button chosen, the two inputs, the word of explanation."""

    choice: str = ""
    num: str = ""
    base: str = ""
    word: str = ""


@dataclass
class Reading:
    """A posted form: the answers that could be read, every text as it was typed, and what could not be read."""

    answers: dict[int, Answer] = field(default_factory=dict)
    texts: dict[int, Texts] = field(default_factory=dict)
    words: dict[int, str] = field(default_factory=dict)
    problems: dict[int, str] = field(default_factory=dict)


def read(post: Mapping[str, str], rows: Sequence[FormRow]) -> Reading:
    """Reads the rows that were posted. A row without an answer stays out of `answers`: it is missing."""
    reading = Reading()
    for row in rows:
        i = row.indicator_id
        texts = Texts(*(post.get(f"{part}-{i}", "").strip()[:500] for part in "anbx"))
        reading.texts[i] = texts
        if texts.word:
            reading.words[i] = texts.word
        try:
            answer = _answer(texts, row)
        except NotANumber as problem:
            reading.problems[i] = sentence_of_number(problem, _unreadable(texts))
        except ValueError as problem:
            reading.problems[i] = str(problem)
        else:
            if answer is not None:
                reading.answers[i] = answer
    return reading


def texts_of(answers: Answers, words: Mapping[str, str]) -> dict[int, Texts]:
    """The rows of a page from answers that are kept."""
    found = {i: _texts(answer) for i, answer in answers.items()}
    for i, word in words.items():
        found.setdefault(int(i), Texts()).word = word
    return found


def _answer(texts: Texts, row: FormRow) -> Answer | None:
    if row.indicator.over_units == "share" and texts.choice in ("yes", "no"):
        return Answer(GIVEN, Decimal(texts.choice == "yes"))
    if texts.choice in _CHOICES:
        typed = texts.num or texts.base
        if typed and typed != "0":
            raise ValueError(
                _("A number stands here, and a button says there is none: clear %(number)s or choose “Number”.")
                % {"number": typed[:20]}
            )
        return Answer(_CHOICES[texts.choice])
    num, base = _number(texts.num), _number(texts.base) if row.indicator.needs_base else None
    return None if num is None and base is None else Answer(GIVEN, num, base)


def _number(text: str) -> Decimal | None:
    return parse_number(text, get_language() or "vi") if text else None


def _unreadable(texts: Texts) -> str:
    """Which of the two texts is no number."""
    try:
        _number(texts.num)
    except NotANumber:
        return texts.num
    return texts.base


def _texts(answer: Answer) -> Texts:
    if answer.kind == NONE_AROSE:
        return Texts("none")
    if answer.kind == NOT_CONCERNED:
        return Texts("na")
    return Texts("given", *(_written(value) for value in (answer.num, answer.base)))


def _written(value: Decimal | None) -> str:
    return "" if value is None else format_number(value, None, get_language() or "vi")
