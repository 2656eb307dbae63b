"""What a person makes of a sentence that the reader passed over: where it stands, and what the reader says of it."""

import re
from collections.abc import Sequence

from nhipcau.docio.letters import fold
from nhipcau.docio.read import read_text
from nhipcau.docio.segments import passages_of
from nhipcau.docio.sentences import sentences
from nhipcau.docio.text import Extracted
from nhipcau.documents import drafts
from nhipcau.documents.catalogue import Choice
from nhipcau.documents.models import ReadItem
from nhipcau.documents.reader import Read
from nhipcau.lib.vietnamese import NotANumber, parse_number

Span = tuple[int, int]
LONGEST = 2000
# Under this heading the reader takes what follows for something to reach.
_AIMS = "II. CÁC CHỈ TIÊU CHỦ YẾU\n- "
_NUMBER = re.compile(r"\d[\d.,]*")
_COUNTED = re.compile(r"\s*(%|[^\W\d_]+(?:\s[^\W\d_]+)?)")


def place_of(text: str, sentence: str, near: int = 0) -> Span | None:
    """Where the sentence stands in the text: accents, case and line breaks do not matter; of several places the one
    nearest to `near`. None where it stands nowhere."""
    words = fold(sentence).split()
    if not words:
        return None
    wanted = re.compile(r"\s+".join(re.escape(word) for word in words))
    places = [match.span() for match in wanted.finditer(fold(text))]
    return min(places, key=lambda span: abs(span[0] - near), default=None)


def sentence_at(text: str, start: int, end: int) -> Span:
    """The sentence in which these characters of the text stand; they themselves where it is not found."""
    for passage in passages_of(text):
        if not passage.text or not passage.at[0] <= start < passage.at[-1] + 1:
            continue
        for left, right in sentences(passage.text):
            span = passage.span(left, right)
            if span[0] <= start and end <= span[1]:
                return span
    return start, end


def draft(
    kind: str, sentence: str, catalogue: Sequence[tuple[str, str, str]], known: dict[str, Choice], figure: str = ""
) -> ReadItem:
    """An item of that kind (without document and place) with what the reader makes of the sentence; what it cannot say
    is left empty. `figure`: the number meant, as it is written."""
    found = read_text(Extracted(_AIMS + sentence.rstrip(" .;") + ".\n"), "", "", catalogue)
    suggestions = [[[code, float(score)] for code, score in target.suggestions] for target in found.targets]
    read = drafts.items_of(Read(found.as_json(), found.text, suggestions), known)
    value = value_of(figure)
    fitting = [item for item in read if item.kind == kind and (not figure or item.fields.get("value") in ("", value))]
    item = fitting[0] if fitting else _bare(kind, sentence, figure, known)
    for fields in (item.fields, item.as_read):
        if "section" in fields:
            fields["section"] = None  # of the heading made up here
    return item


def _bare(kind: str, sentence: str, figure: str, known: dict[str, Choice]) -> ReadItem:
    item = ReadItem(kind=kind, fields=drafts.blank(kind))
    if kind == ReadItem.TARGET:
        written = figure or next(iter(_NUMBER.findall(sentence)), "")
        counted = _COUNTED.match(sentence, sentence.find(written) + len(written)) if written else None
        item.fields["value"] = value_of(written)
        item.fields["unit"] = "%" if "%" in written else counted[1] if counted else None
        item.fields["cascade"] = drafts.cascade_of(item.fields, None)
    item.as_read = {**item.fields, "indicator": ""} if kind == ReadItem.TARGET else dict(item.fields)
    return item


def value_of(written: str) -> str | None:
    """The first number in what is written, as an item keeps it; None where there is none."""
    digits = _NUMBER.search(written)
    try:
        return format(parse_number(digits[0].rstrip(".,")), "f") if digits else None
    except NotANumber:
        return None
