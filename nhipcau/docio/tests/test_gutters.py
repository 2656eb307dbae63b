"""Columns found by the white between words: in tables, not in prose or letterheads; whatever stands on the page."""

from hypothesis import given
from hypothesis import strategies as st

from nhipcau.docio.gutters import has_figures, tables_by_space
from nhipcau.docio.pages import Page, text_of


def words(row, top, *, wide=30.0, gap=3.0):
    """Boxes of a row: for each left edge so many words."""
    for left, count in row:
        for number in range(count):
            start = left + number * (wide + gap)
            yield (start, top - 8.0, start + wide, top)


def boxes(rows, step=20.0):
    return [box for place, row in enumerate(rows) for box in words(row, 700 - place * step)]


def test_three_columns_of_which_one_is_partly_empty_are_three():
    rows = [
        [(50, 3), (250, 1), (400, 1)],
        [(50, 2), (250, 1)],
        [(50, 4), (250, 1), (400, 1)],
        [(50, 3), (250, 1), (400, 1)],
    ]
    (table,) = tables_by_space(boxes(rows))
    assert table.columns == 3


def test_prose_and_two_columns_side_by_side_are_no_tables():
    assert not list(tables_by_space(boxes([[(50, 14)]] * 12)))
    assert not list(tables_by_space(boxes([[(50, 3), (330, 4)]] * 6)))


def test_rows_of_words_alone_are_no_table_of_figures():
    assert not has_figures(
        [["Nơi nhận", "KT. CHỦ TỊCH", "NGƯỜI LẬP"], ["Lưu", "PHÓ CHỦ TỊCH", "Hà"], ["VT", "Lan", "An"]]
    )
    assert has_figures([["1", "Kết nạp", "20"], ["2", "Thành lập", "3"], ["3", "Tập huấn", "-"]])


@given(
    st.lists(
        st.tuples(st.floats(0, 800), st.floats(0, 1200), st.floats(0.5, 90), st.floats(0.5, 40)).map(
            lambda box: (box[0], box[1], box[0] + box[2], box[1] + box[3])
        ),
        max_size=120,
    )
)
def test_whatever_stands_on_a_page_gives_tables_that_can_be_filled(places):
    for table in tables_by_space(places):
        for place, (left, bottom, right, top) in table.regions():
            assert left < right and bottom < top
            table.write(place, "1")
        assert table.rows()


def test_a_page_full_of_words_is_looked_at_within_bounds():
    assert not list(
        tables_by_space([(x * 3.0, y * 9.0, x * 3.0 + 2, y * 9.0 + 8) for x in range(200) for y in range(60)])
    )


def test_a_head_of_two_rows_said_again_on_the_next_page_is_left_out():
    head = [["TT", "Nội dung", "Giao cho", ""], ["", "", "Huyện An", "Huyện Bình"]]
    again = [["TT", "Nội dụng", "Giao cho", ""], ["", "", "Huyện An", "Huyện Bình"]]
    pages = [Page(things=[[*head, ["1", "Kết nạp", "5", "6"]]]), Page(things=[[*again, ["2", "Tập huấn", "7", "8"]]])]
    assert text_of(pages).strip().split("\n")[2:] == ["1\tKết nạp\t5\t6", "2\tTập huấn\t7\t8"]
