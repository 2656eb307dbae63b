"""The text with marks: every character once, in order, whatever the marks; long texts in parts."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from nhipcau.documents.marked import PART, Mark, paragraphs, parts_of

texts = st.text(alphabet="ab\nđ ", max_size=80)
spans = st.lists(st.tuples(st.integers(0, 90), st.integers(0, 90)), max_size=6)


@given(texts, spans)
def test_every_character_stands_once_and_in_order(text, pairs):
    marks = [Mark(n, "target", *pair) for n, pair in enumerate(pairs, 1)]
    lines = paragraphs(text, marks, 0, len(text))
    assert ["".join(piece.text for piece in line.pieces) for line in lines] == [
        line for line in text.split("\n") if line.strip()
    ]


@given(texts, spans)
def test_each_mark_begins_at_most_once(text, pairs):
    marks = [Mark(n, "target", *pair) for n, pair in enumerate(pairs, 1)]
    firsts = [p.mark.id for line in paragraphs(text, marks, 0, len(text)) for p in line.pieces if p.mark and p.first]
    assert len(firsts) == len(set(firsts))


def test_of_marks_that_overlap_the_shorter_shows():
    lines = paragraphs("một hai ba", [Mark(1, "task", 0, 10), Mark(2, "target", 4, 7)], 0, 10)
    assert [(p.text, p.mark.id) for p in lines[0].pieces] == [("một ", 1), ("hai", 2), (" ba", 1)]


@given(st.integers(0, 4 * PART), st.integers(1, 500))
def test_the_parts_of_a_long_text_follow_one_another(length, line):
    text = ("a" * line + "\n") * (length // (line + 1))
    parts = parts_of(text)
    assert parts[0][0] == 0 and parts[-1][1] == len(text)
    assert all(before[1] == after[0] for before, after in pairwise(parts))
    assert all(end - start <= PART for start, end in parts)


def test_a_line_that_goes_on_with_a_sentence_is_told_from_one_that_begins_a_paragraph():
    text = "Các cấp phấn đấu\nkết nạp 20 đoàn viên;\nnâng chất lượng.\nNăm 2024"
    assert [line.goes_on for line in paragraphs(text, [], 0, len(text))] == [False, True, False, False]
