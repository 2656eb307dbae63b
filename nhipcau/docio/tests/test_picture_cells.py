"""Figures of tables on pictures: held against the shape of their ink."""

import pytest
from PIL import Image, ImageDraw, ImageFont

from nhipcau.docio.ink import Shape, shape_of, word_boxes
from nhipcau.docio.picture_cells import with_marks

FONT = ImageFont.load_default(40)


def drawn(words):
    sheet = Image.new("L", (400, 90), 255)
    ImageDraw.Draw(sheet).text((20, 20), words, font=FONT, fill=0)
    return sheet


@pytest.mark.parametrize(
    ("words", "digits", "marks"),
    [("25", 2, ()), ("25,5", 3, (2,)), ("1.250", 4, (1,)), ("12.345.678", 8, (2, 5)), ("7", 1, ())],
)
def test_ink_shows_how_many_digits_a_figure_has_and_where_its_marks_stand(words, digits, marks):
    shape = shape_of(drawn(words))
    assert (shape.digits, shape.marks, shape.dash) == (digits, marks, False)


def test_a_dash_is_a_dash_and_letters_have_no_shape_of_figures():
    dash = Image.new("L", (60, 40), 255)
    ImageDraw.Draw(dash).rectangle((20, 20, 36, 23), fill=0)
    assert shape_of(dash).dash
    assert shape_of(drawn("người")).digits is None


@pytest.mark.parametrize(
    ("read", "marks", "points", "meant"),
    [
        ("255", (2,), False, "25,5"), ("9:5", (1,), False, "9,5"), ("1250", (1,), True, "1.250"),
        ("1,250", (1,), True, "1.250"), ("1,250", (1,), False, "1,250"), ("12345678", (2, 5), True, "12.345.678"),
        ("9.5", (1,), False, "9,5"),
    ],
)  # fmt: skip
def test_marks_that_were_lost_or_mistaken_are_set_where_the_ink_has_them(read, marks, points, meant):
    digits = sum(letter.isdigit() for letter in read)
    assert with_marks(read, Shape(digits, marks, points=points)) == meant


@pytest.mark.parametrize(
    ("read", "shape"), [("255", Shape(4, (2,))), ("25", Shape(2)), ("l5", Shape(2)), ("25", Shape())]
)
def test_a_reading_the_ink_does_not_bear_out_is_left_as_it_is(read, shape):
    assert with_marks(read, shape) == read


def test_words_are_boxed_with_their_accents_and_noise_gives_no_boxes():
    sheet = Image.new("L", (1200, 300), 255)
    pen = ImageDraw.Draw(sheet)
    for x in (100, 700):
        pen.rectangle((x, 150, x + 200, 190), fill=0)
        pen.rectangle((x + 50, 132, x + 80, 138), fill=0)
    boxes = sorted(word_boxes(sheet))
    assert [(box[0], box[1]) for box in boxes] == [(99, 132), (699, 132)]
