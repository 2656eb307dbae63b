"""The reader against documents of our own in many layouts: floors that only rise."""

import io

import docx
import pytest

from nhipcau.docio import read_document
from nhipcau.docio.tests.scoring import gold_documents, matched, right_header, same_unit

CASES = [pytest.param(path, gold, id=path.stem) for path, gold in gold_documents()]
FLOOR = 0.97


@pytest.fixture(scope="module")
def readings():
    return [(gold, read_document(path.read_bytes(), path.name).as_json()) for path, gold in gold_documents()]


def test_targets_are_found_and_none_is_invented(readings):
    hits = sum(len(matched(gold["targets"], read["targets"])) for gold, read in readings)
    wanted = sum(len(gold["targets"]) for gold, _ in readings)
    found = sum(len(read["targets"]) for _, read in readings)
    assert wanted > 150
    assert 2 * hits / (wanted + found) >= FLOOR


def test_found_targets_carry_the_right_sign_and_unit(readings):
    pairs = [pair for gold, read in readings for pair in matched(gold["targets"], read["targets"])]
    signs = sum(wanted["comparator"] == found["comparator"] for wanted, found in pairs)
    units = sum(wanted["unit"] is None or same_unit(wanted["unit"], found["unit"]) for wanted, found in pairs)
    assert signs / len(pairs) >= FLOOR
    assert units / len(pairs) >= FLOOR


def test_headers_are_read(readings):
    scores = [right_header(gold, read) for gold, read in readings]
    assert sum(right for right, _ in scores) / sum(total for _, total in scores) >= FLOOR


def test_cited_documents_are_found(readings):
    for gold, read in readings:
        assert set(gold["bases"]) <= {reference["number"] for reference in read["references"]}


@pytest.mark.parametrize(("path", "gold"), CASES)
def test_every_span_of_a_document_points_at_its_words(path, gold):
    reading = read_document(path.read_bytes(), path.name)
    for item in (*reading.targets, *reading.tasks, *reading.report_deadlines):
        assert reading.text[item.span[0] : item.span[1]] == item.text


@pytest.mark.parametrize(("path", "gold"), CASES)
@pytest.mark.parametrize("width", [60, 90])
def test_wrapping_the_lines_anew_changes_no_target(path, gold, width):
    text = path.read_text(encoding="utf-8")
    wrapped = _wrapped(text, width)
    plain, other = (read_document(form.encode(), path.name) for form in (text, wrapped))
    assert [(t.comparator, t.value, t.value_max) for t in other.targets] == [
        (t.comparator, t.value, t.value_max) for t in plain.targets
    ]


def _wrapped(text: str, width: int) -> str:
    lines = []
    for line in text.split("\n"):
        words, current = line.split(" "), ""
        if len(line) <= width:
            lines.append(line)
            continue
        for word in words:
            if current and len(current) + 1 + len(word) > width:
                lines.append(current)
                current = word
            else:
                current = f"{current} {word}" if current else word
        lines.append(current)
    return "\n".join(lines)


@pytest.mark.parametrize(("path", "gold"), CASES)
def test_a_document_kept_as_word_gives_the_same_targets(path, gold):
    text = path.read_text(encoding="utf-8")
    document = docx.Document()
    for line in text.split("\n"):
        document.add_paragraph(line)
    buffer = io.BytesIO()
    document.save(buffer)
    plain, word = read_document(text.encode(), path.name), read_document(buffer.getvalue(), f"{path.stem}.docx")
    assert [(t.comparator, t.value, t.unit) for t in word.targets] == [
        (t.comparator, t.value, t.unit) for t in plain.targets
    ]
    assert word.header == plain.header
