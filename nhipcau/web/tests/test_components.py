"""Tags and filters: what a page shows of a number, a day, a state, a span, a field, a list."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
import vl_convert
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template, TemplateSyntaxError
from django.test import RequestFactory
from django.utils import translation
from PIL import Image

from nhipcau.web import span as drawn


def shown(source: str, language: str = "en", **context: object) -> str:
    with translation.override(language):
        return Template("{% load look %}" + source).render(Context(context))


@pytest.mark.parametrize(
    ("value", "language", "text"),
    [
        (Decimal("1234.50"), "vi", "1.234,5"),
        (Decimal("1234.50"), "en", "1,234.5"),
        (1000000, "vi", "1.000.000"),
        (Decimal("1E+3"), "vi", "1.000"),
        (Decimal("-4"), "vi", "−4"),
        (0, "vi", "0"),
        (None, "vi", "–"),
    ],
)
def test_numbers_are_written_as_the_reader_writes_them(value, language, text):
    assert shown("{{ value|number }}", language, value=value) == text


def test_a_fixed_number_of_places_keeps_its_zeros():
    assert shown("{{ value|number:2 }}", "vi", value=Decimal("3.1")) == "3,10"


def test_days_are_written_as_the_reader_writes_them():
    assert shown("{{ d|day }}", "vi", d=date(2024, 5, 31)) == "31/5/2024"
    assert shown("{{ d|day }}", "en", d=date(2024, 5, 31)) == "31 May 2024"
    assert shown("{{ d|day }}", "vi", d=None) == "–"


def test_a_chip_says_its_state_in_words_and_escapes_them():
    assert shown('{% chip "late" text %}', text="3 < 5") == '<span class="chip late">3 &lt; 5</span>'
    with pytest.raises(TemplateSyntaxError):
        shown('{% chip "red" "x" %}')


def test_a_span_behind_its_pace_is_hatched_and_says_so_in_words():
    text = shown('{% span a t p "behind" %}', a=Decimal(4), t=Decimal(10), p=Decimal("7.5"))
    assert 'aria-label="4, target 10, pace today 7.5, behind pace"' in text
    assert 'fill="url(#hatch)"' in text
    assert 'class="deck" width="33.6%"' in text
    assert "style=" not in text


def test_a_span_past_its_target_runs_past_the_far_pier_and_stays_inside_the_drawing():
    assert 'class="deck" width="92.4%"' in shown('{% span 11 10 None "met" %}')
    assert 'class="deck" width="100.0%"' in shown('{% span 900 10 None "met" %}')


def test_a_span_without_a_figure_has_no_deck_and_one_without_a_target_no_far_pier():
    assert "deck" not in shown('{% span None 10 5 "none" %}')
    assert shown('{% span 10 None None "on" %}').count('class="pier"') == 1


def test_a_span_on_paper_is_hatched_only_when_behind():
    def light_pixels(state: str) -> int:
        picture = vl_convert.svg_to_png(drawn.paper(Decimal(50), Decimal(100), Decimal(75), state), scale=2)
        deck = Image.open(BytesIO(picture)).convert("L").crop((8, 12, 180, 22))
        return sum(1 for level in deck.tobytes() if level > 140)

    assert light_pixels("on") == 0
    assert light_pixels("behind") > 100


def test_pagination_keeps_the_rest_of_the_address():
    request = RequestFactory().get("/units/?q=mái+ấm&page=2")
    page = Paginator(range(90), 30).page(2)
    text = shown("{% pagination page %}", request=request, page=page)
    assert "?q=m%C3%A1i+%E1%BA%A5m&amp;page=3" in text
    assert "Page 2 of 3" in text
    assert shown("{% pagination page %}", request=request, page=Paginator([1], 30).page(1)).strip() == ""


class Question(forms.Form):
    amount = forms.DecimalField(label="New members", help_text="In this month")


def test_a_field_ties_its_help_and_errors_to_the_control():
    text = shown("{% field form.amount %}", form=Question({"amount": "x"}))
    assert 'aria-describedby="id_amount_helptext id_amount_error"' in text
    assert 'id="id_amount_helptext"' in text
    assert 'id="id_amount_error"' in text
    assert 'aria-invalid="true"' in text
