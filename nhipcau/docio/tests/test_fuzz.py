"""Real files with their bytes changed at random: a reading or a sentence, never anything else, within bounds.

What lies inside a zip is changed too: a change of the packed bytes alone would only ever break the packing.
NHIPCAU_FUZZ multiplies how much is tried, other examples in each run.
"""

import os
import random
import time
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nhipcau.docio import CannotRead, TakesLong, Work
from nhipcau.docio.docx_lists import written
from nhipcau.docio.open_file import extract
from nhipcau.docio.read import read_document
from nhipcau.docio.tests.making import Pdf, changed, odt, p, word
from nhipcau.docio.tests.test_reading import PLAN
from nhipcau.docio.text import MAX_CHARACTERS

SECONDS = 20
MUCH = int(os.environ.get("NHIPCAU_FUZZ", "1"))
LINES = [line for line in PLAN.split("\n") if line.strip() and "<" not in line]
TABLE = (
    "<w:tbl><w:tblPr/><w:tblGrid/>" + "<w:tr><w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr>" + p("1.200") + "</w:tc>"
)
WORD = word(*(p(line) for line in LINES), TABLE + "<w:tc>" + p("a") + "</w:tc></w:tr></w:tbl>")
ODT = odt("".join(f"<text:p>{line}</text:p>" for line in LINES) + "<text:list><text:list-item><text:p>a</text:p>"
          "</text:list-item></text:list><table:table><table:table-row><table:table-cell><text:p>1</text:p>"
          "</table:table-cell></table:table-row></table:table>")  # fmt: skip
PDF = Pdf().page([(60, 780 - 18 * n, line[:80]) for n, line in enumerate(LINES)], drawn="60 60 m 500 60 l S").bytes()


def picture(kind):
    import io

    from PIL import Image

    buffer = io.BytesIO()
    Image.frombytes("L", (40, 40), random.Random(1).randbytes(1600)).save(buffer, kind)
    return buffer.getvalue()


WHOLE = {
    "a.docx": WORD,
    "a.odt": ODT,
    "a.pdf": PDF,
    "a.txt": PLAN.encode(),
    "b.txt": PLAN.encode("utf-16"),
    "a.html": f"<html><body><table><tr><td>1<td colspan=3>x</table><p>{PLAN}</p></body></html>".encode(),
    "a.png": picture("PNG"),
    "a.jpg": picture("JPEG"),
    "a.tif": picture("TIFF"),
    "a.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + b"\xec\xa5" + "WordDocument".encode("utf-16-le") * 20,
}
PARTS = [
    ("a.docx", WORD, name) for name in ("word/document.xml", "word/styles.xml", "word/numbering.xml", "_rels/.rels")
]
PARTS += [("a.odt", ODT, name) for name in ("content.xml", "styles.xml", "mimetype")]
TOKENS = [
    b"",
    b"\0",
    b"\xff" * 8,
    b"<",
    b">",
    b"</",
    b"&#0;",
    b"%",
    b"9999999999",
    b"-1",
    b"w:val=''",
    b"endobj",
    b"<<",
    b"(",
]
EDITS = st.lists(
    st.tuples(st.floats(0, 1, exclude_max=True), st.sampled_from(["set", "cut", "put", "twice"]), st.integers(0, 300),
              st.one_of(st.binary(max_size=12), st.sampled_from(TOKENS))),
    min_size=1, max_size=6,
)  # fmt: skip
SLOWLY = settings(max_examples=60 * MUCH)


def edited(data, edits):
    for where, kind, length, piece in edits:
        place = int(where * len(data))
        if kind == "set":
            data = data[:place] + piece + data[place + len(piece) :]
        elif kind == "cut":
            data = data[:place] + data[place + length :]
        elif kind == "put":
            data = data[:place] + piece + data[place:]
        else:
            data = data[:place] + data[place : place + length] * 3 + data[place + length :]
    return data


def check(data, name):
    """Reads the bytes, without programs beside the reader."""
    started = time.process_time()
    try:
        found = extract(data, name, Work(slow=False))
    except CannotRead as refusal:
        assert refusal.sentence("vi") and refusal.sentence("en")
    except TakesLong:
        pass
    else:
        assert found.text.strip() and len(found.text) <= MAX_CHARACTERS
    assert time.process_time() - started < SECONDS


@pytest.mark.parametrize("name", WHOLE)
def test_a_file_with_changed_bytes_is_read_or_refused(name):
    @SLOWLY
    @given(EDITS)
    def any_change(edits):
        check(edited(WHOLE[name], edits), name)

    any_change()


@pytest.mark.parametrize(("name", "package", "part"), PARTS)
def test_a_package_with_changed_parts_is_read_or_refused(name, package, part):
    @SLOWLY
    @given(EDITS)
    def any_change(edits):
        check(changed(package, {part: lambda old: edited(old, edits)}), name)

    any_change()


def test_a_pdf_with_changed_words_and_packed_streams_is_read_or_refused():
    @SLOWLY
    @given(EDITS, st.booleans())
    def any_change(edits, packed):
        start = PDF.index(b"stream\n", PDF.index(b"BT") - 400) if packed else PDF.index(b"BT")
        end = PDF.index(b"endstream", start)
        body = edited(PDF[start:end], edits)
        check(PDF[:start] + (zlib.compress(body) if packed else body) + PDF[end:], "a.pdf")

    any_change()


@SLOWLY
@given(EDITS)
def test_what_was_read_of_a_changed_file_points_at_its_text(edits):
    try:
        reading = read_document(edited(PLAN.encode(), edits), "a.txt")
    except CannotRead:
        return
    assert all(reading.text[target.span[0] : target.span[1]] == target.text for target in reading.targets)


@given(st.integers(-5, 10**9), st.sampled_from(["decimal", "upperRoman", "lowerLetter", "decimalZero", "odd"]))
def test_any_number_of_a_list_is_written_shortly(number, kind):
    assert len(written(number, kind)) < 40
