"""Charts: exact figures in words, gaps where nothing was reported, nothing our security policy refuses."""

import re
from decimal import Decimal

import pytest
from django.utils import translation

from nhipcau.web import charts


@pytest.fixture(params=["trend", "ranking", "heat_map"])
def chart(request):
    with translation.override("vi"):
        yield {
            "trend": lambda: charts.trend(
                "Theo tháng", ["1", "2", "3"], [1200, None, Decimal("1450.5")], [900, 950, 990]
            ),
            "ranking": lambda: charts.ranking("Hạng", [("Hoa Lư", 97, "on"), ("Yên <Mô>", None, "none")], mark=100),
            "heat_map": lambda: charts.heat_map(
                "Nhịp", ["Hoa Lư", "Yên Mô"], ["ĐV"], {("Hoa Lư", "ĐV"): Decimal("64.6")}
            ),
        }[request.param]()


def test_a_chart_on_a_page_has_no_style_of_its_own_and_follows_the_pages_colours(chart):
    drawn = str(chart)
    assert drawn.startswith('<div class="chart" role="img" aria-label="')
    assert "style=" not in drawn
    assert "<script" not in drawn
    assert "var(--ink" in drawn
    assert "#17212b" not in drawn


def test_a_chart_on_paper_brings_its_colours_and_becomes_a_picture(chart):
    assert chart.paper().startswith("<svg")
    assert "var(--" not in chart.paper()
    assert chart.png().startswith(b"\x89PNG")


def test_the_words_of_a_trend_hold_every_figure_and_say_what_is_missing():
    with translation.override("vi"):
        chart = charts.trend("Theo tháng", ["1", "2", "3"], [1200, None, Decimal("1450.5")])
    assert chart.description == "Theo tháng: 1 1.200, 2 –, 3 1.450,5"
    assert ">1.450,5</text>" in str(chart)


def test_a_month_not_reported_leaves_a_gap_and_is_not_drawn_as_zero():
    with translation.override("vi"):
        chart = charts.trend("T", ["1", "2", "3", "4"], [5, None, 7, 8])
    (path,) = re.findall(
        r'stroke="var\(--deck-on\)"[^>]*stroke-width="2.5"|d="([^"]*)"[^>]*stroke="var\(--deck-on\)"', str(chart)
    )[:1]
    assert path.count("M") == 2


def test_a_name_with_signs_of_markup_is_only_text():
    drawn = str(charts.ranking("Hạng", [("Yên <b>Mô</b>", 4, "met")]))
    assert "<b>" not in drawn


def test_a_row_without_a_figure_keeps_its_place_and_says_so():
    with translation.override("vi"):
        assert "chưa có số" in str(charts.ranking("Hạng", [("Yên Mô", None, "none")]))


def test_an_empty_trend_and_an_empty_ranking_can_still_be_drawn():
    assert "<svg" in str(charts.trend("T", ["1", "2"], [None, None]))
    assert "<svg" in str(charts.ranking("H", []))


def test_english_readers_get_english_digits():
    with translation.override("en"):
        assert ">1,450.5</text>" in str(charts.trend("T", ["1", "2"], [1200, Decimal("1450.5")]))
