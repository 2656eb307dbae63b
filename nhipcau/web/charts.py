"""Charts, declared once and drawn for the page (SVG), for documents (SVG, PNG): trend, ranking, heat map.

The drawing library is imported when the first chart is drawn, so that pages without one stay quick.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from nhipcau.web.format import number

Value = Decimal | int | None

# Colours on paper, and the custom property that takes each one's place on a page (light and dark).
INK, INK_2, INK_3, LINE, PAPER = "#17212b", "#4c5a67", "#7c8894", "#dde3e7", "#fffffe"
ON, MET, BEHIND, NONE = "#0b5564", "#1f7a4e", "#b3541f", "#eceff2"
_PAGE_COLOURS = {
    INK: "var(--ink)",
    INK_2: "var(--ink-2)",
    INK_3: "var(--ink-3)",
    LINE: "var(--line)",
    PAPER: "var(--paper)",
    ON: "var(--deck-on)",
    MET: "var(--deck-met)",
    BEHIND: "var(--deck-behind)",
    NONE: "var(--none-2)",
}
_STATE_COLOURS = {"met": MET, "on": ON, "behind": BEHIND, "late": BEHIND}
_FONT = "Be Vietnam Pro, Noto Sans, sans-serif"
_DIGITS = {
    "vi": {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["", " ₫"]},
    "en": {"decimal": ".", "thousands": ",", "grouping": [3], "currency": ["", " ₫"]},
}


@dataclass(frozen=True)
class Chart:
    """One drawing. `{{ chart }}` puts it on a page; `paper()` and `png()` give it for a document."""

    description: str
    specification: Mapping[str, Any]
    language: str

    def __str__(self) -> SafeString:
        return format_html(
            '<div class="chart" role="img" aria-label="{}">{}</div>',
            self.description,
            mark_safe(_for_page(self._svg())),
        )

    def paper(self) -> str:
        """A whole SVG with its own colours, for documents."""
        return self._svg()

    def png(self, scale: float = 2) -> bytes:
        """The picture as PNG; `scale` 2 is about 190 dots per inch."""
        import vl_convert

        return vl_convert.svg_to_png(self._svg(), scale=scale)

    def _svg(self) -> str:
        import altair
        import vl_convert

        return vl_convert.vegalite_to_svg(
            dict(self.specification),
            vl_version=".".join(altair.SCHEMA_VERSION.lstrip("v").split(".")[:2]),
            format_locale=_DIGITS[self.language],
        )


def trend(
    title: str,
    periods: Sequence[str],
    this: Sequence[Value],
    last: Sequence[Value] = (),
    size: tuple[int, int] = (360, 150),
) -> Chart:
    """A line for this year, a thin broken one for last year, the newest figure written at its point.

    `this` and `last` give a value for each of `periods` in order; None leaves a gap, never a zero.
    """
    import altair as alt

    rows = [
        {"at": place, "period": period, "series": series, "value": _plain(values[place])}
        for series, values in (("last", last), ("this", this))
        for place, period in enumerate(periods)
        if place < len(values)
    ]
    reached = [place for place, value in enumerate(this) if value is not None]
    newest = (
        [{"period": periods[reached[-1]], "value": _plain(this[reached[-1]]), "text": number(this[reached[-1]])}]
        if reached
        else []
    )
    across = alt.X(
        "period:N", sort=list(periods), title=None, axis=alt.Axis(labelAngle=0, labelOverlap=True, ticks=False)
    )
    up = alt.Y("value:Q", title=None, axis=alt.Axis(tickCount=4, format=",~f"), scale=alt.Scale(zero=False, nice=True))
    lines = alt.Chart(alt.Data(values=rows)).encode(x=across, y=up)
    layers = alt.layer(
        lines.transform_filter("datum.series == 'last'").mark_line(color=INK_3, strokeWidth=1.5, strokeDash=[4, 3]),
        lines.transform_filter("datum.series == 'this'").mark_line(color=ON, strokeWidth=2.5),
        alt.Chart(alt.Data(values=newest)).mark_point(color=ON, filled=True, size=55).encode(x=across, y=up),
        alt.Chart(alt.Data(values=newest))
        .mark_text(align="right", dx=-7, dy=-9, fontWeight=600, color=INK)
        .encode(x=across, y=up, text="text:N"),
    )
    said = ", ".join(f"{period} {number(value)}" for period, value in zip(periods, this, strict=False))
    return _chart(layers, size, f"{title}: {said}")


def ranking(
    title: str, rows: Sequence[tuple[str, Value, str]], mark: Value = None, width: int = 360, unit: str = ""
) -> Chart:
    """Horizontal bars in the order given: (name, value, state), the figure at each end; `mark` draws a line across.

    A row without a value keeps its place and says so.
    """
    import altair as alt

    names = [name for name, _value, _state in rows]
    data = [
        {
            "name": name,
            "value": _plain(value) or 0,
            "text": _("no figure yet") if value is None else number(value) + unit,
            "colour": _STATE_COLOURS.get(state, INK_3),
        }
        for name, value, state in rows
    ]
    base = alt.Chart(alt.Data(values=data)).encode(
        y=alt.Y(
            "name:N", sort=names, title=None, axis=alt.Axis(ticks=False, domain=False, labelLimit=190, labelPadding=8)
        ),
        x=alt.X("value:Q", title=None, axis=None, scale=alt.Scale(zero=True, nice=False)),
    )
    layers = [base.mark_bar(height=11, cornerRadiusEnd=2).encode(color=alt.Color("colour:N", scale=None))]
    if mark is not None:
        rule = alt.Chart(alt.Data(values=[{"value": _plain(mark)}])).mark_rule(color=INK, strokeWidth=1.5)
        layers.append(rule.encode(x=alt.X("value:Q", axis=None)))
    figures = base.mark_text(align="left", dx=6, fontWeight=600)
    halo = base.mark_text(align="left", dx=6, fontWeight=600, color=PAPER, stroke=PAPER, strokeWidth=5)
    layers += [halo.encode(text="text:N"), figures.encode(text="text:N", color=alt.value(INK))]
    said = ", ".join(f"{name} {number(value)}{unit if value is not None else ''}" for name, value, _state in rows)
    return _chart(alt.layer(*layers), (width, max(1, len(rows)) * 24), f"{title}: {said}")


def heat_map(
    title: str, units: Sequence[str], columns: Sequence[str], percent: Mapping[tuple[str, str], Value]
) -> Chart:
    """Units down, indicators across, the per cent of the pace in each cell; for documents (pages use a table)."""
    import altair as alt

    data = [
        {
            "unit": unit,
            "column": column,
            "text": number(percent.get((unit, column)), 0),
            "colour": _heat_colour(percent.get((unit, column))),
        }
        for unit in units
        for column in columns
    ]
    base = alt.Chart(alt.Data(values=data)).encode(
        x=alt.X(
            "column:N",
            sort=list(columns),
            title=None,
            axis=alt.Axis(orient="top", labelAngle=0, ticks=False, domain=False),
        ),
        y=alt.Y("unit:N", sort=list(units), title=None, axis=alt.Axis(ticks=False, domain=False, labelLimit=220)),
    )
    cells = base.mark_rect(stroke=PAPER, strokeWidth=2).encode(color=alt.Color("colour:N", scale=None))
    layers = alt.layer(cells, base.mark_text(color=INK).encode(text="text:N"))
    said = _("%(units)s units by %(columns)s indicators") % {
        "units": number(len(units)),
        "columns": number(len(columns)),
    }
    return _chart(layers, (max(1, len(columns)) * 76, max(1, len(units)) * 26), f"{title}: {said}")


def _chart(layers: Any, size: tuple[int, int], description: str) -> Chart:
    drawn = (
        layers.properties(width=size[0], height=size[1], background="transparent", padding=2)
        .configure(font=_FONT, aria=False)
        .configure_view(stroke=None)
        .configure_axis(
            labelColor=INK_2,
            labelFontSize=12,
            gridColor=LINE,
            domainColor=LINE,
            tickColor=LINE,
            grid=True,
            domain=False,
        )
        .configure_axisX(grid=False, domain=True)
        .configure_axisBand(grid=False)
        .configure_text(fontSize=12.5)
    )
    language = "en" if get_language() == "en" else "vi"
    return Chart(description, drawn.to_dict(validate=False), language)


def _plain(value: Value) -> float | None:
    """Only where a length is drawn; every written figure comes from the exact one."""
    return None if value is None else float(value)


def _heat_colour(percent: Value) -> str:
    if percent is None:
        return NONE
    if percent >= 100:
        return ("#e3f0e8", "#c6e1d2", "#a5cfb8", "#86bd9f")[min(3, int((percent - 100) // 12))]
    if percent >= 90:
        return "#f4f7f7"
    return ("#f7e6dc", "#efcdb8", "#e5b396", "#db9974")[min(3, int((90 - percent) // 12))]


def _for_page(svg: str) -> str:
    """The SVG in the page's own font and colours, as wide as its place, without anything our CSP would block."""
    svg = re.sub(r'\s(?:style|font-family|xmlns(?::xlink)?|version|class|role|aria-[a-z]+)="[^"]*"', "", svg)
    svg = re.sub(r'<svg width="([\d.]+)" height="[\d.]+"', r'<svg aria-hidden="true" width="\1"', svg, count=1)
    for literal, variable in _PAGE_COLOURS.items():
        svg = svg.replace(f'"{literal}"', f'"{variable}"')
    return svg
