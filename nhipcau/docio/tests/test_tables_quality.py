"""Tables against annexes of our own in many layouts: a floor that only rises, and rules that hold for any of them."""

import io
import re
from collections import Counter
from decimal import Decimal

import docx
import pytest
import typst
from hypothesis import given
from hypothesis import strategies as st

from nhipcau.docio import read_document
from nhipcau.docio.reading import number_json
from nhipcau.docio.tests.scoring_tables import gold_tables, mistakes

CASES = [pytest.param(path, gold, id=path.stem) for path, gold in gold_tables()]
FLOOR = Decimal("0.99")


def tables_of(data, name):
    return read_document(data, name).as_json()["tables"]


def test_our_annexes_are_read_as_their_gold_says():
    points = lost = 0
    wrong = []
    for path, gold in gold_tables():
        some, missed = mistakes(gold["tables"], tables_of(path.read_bytes(), path.name))
        points, lost, wrong = points + some, lost + len(missed), [*wrong, *missed]
    assert points > 350
    assert 1 - Decimal(lost) / points >= FLOOR, wrong


@pytest.mark.parametrize(("path", "gold"), CASES)
def test_a_table_of_targets_gives_targets_and_a_table_of_units_none(path, gold):
    reading = read_document(path.read_bytes(), path.name)
    assert len(reading.targets) == gold["targets"]
    assert all(reading.text[target.span[0] : target.span[1]] == target.text for target in reading.targets)


@pytest.mark.parametrize(("path", "gold"), CASES)
def test_an_annex_kept_as_a_table_of_word_reads_the_same(path, gold):
    word = tables_of(word_of(path.read_text(encoding="utf-8")), f"{path.stem}.docx")
    points, missed = mistakes(gold["tables"], word)
    assert Decimal(len(missed)) / points <= Decimal("0.05"), missed


# Not tables on paper: cells that run over lines without rules, bars of Markdown.
UNRULED = ("hai-bang", "tieu-de-gay-dong", "bang-markdown")


@pytest.mark.parametrize(("path", "gold"), [case for case in CASES if case.id not in UNRULED])
def test_an_annex_printed_with_rules_reads_the_same(path, gold):
    printed = tables_of(printed_of(path.read_text(encoding="utf-8")), f"{path.stem}.pdf")
    points, missed = mistakes(gold["tables"], printed)
    assert Decimal(len(missed)) / points <= Decimal("0.08"), missed


def printed_of(text):
    """The text as a PDF, every run of tabbed lines as a ruled table on a page turned sideways."""
    pieces = ['#set page(paper: "a4", flipped: true, margin: 1.5cm, numbering: "1")\n#set text(size: 10pt, lang: "vi")']
    rows: list[list[str]] = []
    for line in [*text.split("\n"), ""]:
        if "\t" in line:
            rows.append([typeset(cell) for cell in line.split("\t")])
            continue
        if rows:
            width = max(len(row) for row in rows)
            cells = ", ".join(f"[{cell}]" for row in rows for cell in row + [""] * (width - len(row)))
            pieces.append(f"#table(columns: {width}, {cells})")
            rows = []
        pieces.append(typeset(line))
    return typst.compile("\n\n".join(pieces).encode())


def typeset(words):
    """Words with the marks of the typesetter set aside."""
    return re.sub(r"[\\#*_`$<>@=~\[\]/+\-\"'.]", lambda found: "\\" + found.group(), words)


def word_of(text):
    """The text with every run of tabbed lines as a table of Word."""
    document = docx.Document()
    rows: list[list[str]] = []
    for line in [*text.split("\n"), ""]:
        if "\t" in line:
            rows.append(line.split("\t"))
            continue
        if rows and line[:1].islower():
            rows[-1][0] += f" {line}"
            continue
        if rows:
            _add_table(document, rows)
            rows = []
        document.add_paragraph(line)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _add_table(document, rows):
    width = max(len(row) for row in rows)
    if any(len(row) < width for row in rows):
        for row in rows:
            document.add_paragraph("\t".join(row))
        return
    table = document.add_table(rows=len(rows), cols=width)
    for cells, row in zip(table.rows, rows, strict=True):
        for cell, words in zip(cells.cells, row, strict=True):
            cell.text = words


@pytest.mark.parametrize(("path", "gold"), CASES)
def test_more_space_in_the_cells_changes_nothing(path, gold):
    text = path.read_text(encoding="utf-8")
    spaced = re.sub(r"\t(?=\S)", "\t  ", text).replace("| ", "|   ")
    spaced = "\n".join(re.sub(r"(?<=\d)\t", " \t", line) for line in spaced.split("\n"))
    assert tables_of(spaced.encode(), "a.txt") == tables_of(text.encode(), "a.txt")


names = st.sampled_from(
    ["LĐLĐ huyện Hoa Sơn", "Xã Bình", "Công đoàn ngành Y tế", "Phường Đông", "CĐ các KCN", "Quận 3"]
)
figures = st.one_of(st.none(), st.sampled_from(["-", "0"]), st.integers(0, 999_999), st.decimals(0, 99, places=1))


def written(figure):
    if figure is None or isinstance(figure, str):
        return figure or ""
    if isinstance(figure, Decimal):
        return str(figure).replace(".", ",")
    return f"{figure:,}".replace(",", ".")


def meant(figure):
    return None if figure in (None, "-") else number_json(Decimal(str(figure)))


@st.composite
def annexes(draw):
    """A head of two to six units, rows of figures, totals that need not add up; rows all blank are not drawn."""
    units = [f"{draw(names)} {n}" for n in range(1, draw(st.integers(2, 6)) + 1)]
    rows = draw(
        st.lists(
            st.tuples(st.lists(figures, min_size=len(units), max_size=len(units)), st.integers(0, 9_999_999)),
            min_size=2,
            max_size=8,
        )
    )
    return units, rows


@given(annexes(), st.booleans())
def test_no_figure_is_lost_or_moved_whatever_the_figures_are(annex, with_total):
    units, rows = annex
    lines = ["\t".join(["TT", "Chỉ tiêu", "ĐVT", *units, *(["Tổng số"] if with_total else [])])]
    for number, (values, total) in enumerate(rows, 1):
        last = [written(total)] if with_total else []
        lines.append("\t".join([str(number), f"Nội dung thứ {number}", "người", *map(written, values), *last]))
    found = tables_of(("BẢNG GIAO CHỈ TIÊU\n\n" + "\n".join(lines) + "\n").encode(), "a.txt")
    if not found:
        assert not any(meant(value) is not None for values, _total in rows for value in values) and not with_total
        return
    (table,) = found
    by_label = {row["label"]: row for row in table["rows"]}
    printed, read = Counter(), Counter(map(Decimal, re.findall(r"Số (\d+) đứng riêng", " ".join(table["warnings"]))))
    for number, (values, total) in enumerate(rows, 1):
        row = by_label.get(f"Nội dung thứ {number}", {"values": [], "total": None, "residual": None})
        wanted = [value for value in (*map(meant, values), *([total] if with_total else [])) if value is not None]
        there = [value for value in row["values"] if value is not None]
        assert there == wanted[: len(there)]
        printed.update(Decimal(str(value)) for value in wanted)
        read.update(Decimal(str(value)) for value in (*there, row["total"]) if value is not None)
        if row["residual"] is not None:
            assert Decimal(str(row["residual"])) == row["total"] - sum(Decimal(str(value)) for value in there)
    assert read == printed


@given(st.lists(st.lists(st.text("ab1 -0,.%|\t", max_size=6), min_size=3, max_size=7), min_size=2, max_size=8))
def test_any_tabbed_text_is_read_without_a_stumble_and_always_the_same(cells):
    data = ("BẢNG SỐ LIỆU\n\n" + "\n".join("\t".join(row) for row in cells)).encode()
    assert tables_of(data, "a.txt") == tables_of(data, "a.txt")
