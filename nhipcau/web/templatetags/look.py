"""What the pages are made of: formats, chips, the span, pills, fields, pagination."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, RadioSelect
from django.utils.html import format_html
from django.utils.safestring import SafeString

from nhipcau.web import format as written
from nhipcau.web import span as drawn
from nhipcau.web import stylesheet as sheet
from nhipcau.web.horizons import horizon_name

register = template.Library()

CHIPS = drawn.STATES


@register.filter
def number(value: Decimal | int | None, places: int | None = None) -> str:
    """`{{ value|number }}` or `{{ value|number:1 }}`: the reader's digits, `–` where nothing is."""
    return written.number(None if value == "" else value, places)


@register.filter
def day(value: date | None) -> str:
    """`{{ value|day }}`: 31/5/2024."""
    return written.day(value or None)


@register.filter
def moment(value: datetime | None) -> str:
    """`{{ value|moment }}`: 14:05 31/5/2024."""
    return written.moment(value or None)


@register.filter
def measure(text: str) -> str:
    """`{{ target.measure|measure }}`: người, people."""
    return written.measure(text or "")


@register.filter
def horizon(text: str) -> str:
    """`{{ target.period|horizon }}`: yearly, by 2025, first half of 2024."""
    return horizon_name(text or "")


@register.filter
def heat(percent: Decimal | int | None) -> str:
    """The class of a heat-map cell for a per cent of the pace: under-4 … even … over-4, or none."""
    if percent is None or percent == "":
        return "none"
    if percent >= 100:
        return f"over-{min(4, int((percent - 100) // 12) + 1)}"
    if percent >= 90:
        return "even"
    return f"under-{min(4, int((90 - percent) // 12) + 1)}"


@register.simple_tag
def stylesheet() -> str:
    """`{% stylesheet %}`: the address of the one style sheet."""
    return sheet.address()


@register.simple_tag
def chip(state: str, text: str) -> SafeString:
    """`{% chip "late" text %}`: a state by shape, colour and words; one of met, on, behind, late, wait, none."""
    if state not in CHIPS:
        raise template.TemplateSyntaxError(f"no such chip: {state}")
    return format_html('<span class="chip {}">{}</span>', state, text)


@register.simple_tag
def span(
    actual: Decimal | None, target: Decimal | None = None, pace: Decimal | None = None, state: str = "on"
) -> SafeString:
    """`{% span actual target pace state %}`: inline SVG as wide as its place; target, pace may be None."""
    return drawn.draw(_given(actual), _given(target), _given(pace), state)


def _given(value: Decimal | int | str | None) -> Decimal | None:
    """A name the template does not know comes as empty text."""
    return None if value is None or value == "" else Decimal(value)


@register.simple_tag
def pill(label: str, value: object, href: str = "") -> SafeString:
    """`{% pill label value href %}`: one piece of the page's context; with `href` it leads to where it is changed."""
    if href:
        return format_html('<a class="pill" href="{}">{} <b>{}</b></a>', href, label, value)
    return format_html('<span class="pill">{} <b>{}</b></span>', label, value)


@register.simple_tag
def crumb(label: str, url: str = "") -> SafeString:
    """`{% crumb label url %}` inside `{% block crumbs %}`: one step of the way here."""
    if url:
        return format_html('<li><a href="{}">{}</a></li>', url, label)
    return format_html("<li>{}</li>", label)


@register.inclusion_tag("web/_empty.html")
def empty(title: str, text: str = "", label: str = "", url: str = "") -> dict[str, Any]:
    """`{% empty title text label url %}`: nothing here yet, why, and the one thing to do about it."""
    return {"title": title, "text": text, "label": label, "url": url}


@register.inclusion_tag("web/_field.html")
def field(bound_field: BoundField) -> dict[str, Any]:
    """`{% field form.name %}`: label, control, help and errors, tied together for screen readers."""
    widget = bound_field.field.widget
    if str(widget.attrs.get("placeholder")) == str(bound_field.label):
        del widget.attrs["placeholder"]  # says nothing the label does not
    return {
        "field": bound_field,
        "several": isinstance(widget, RadioSelect | CheckboxSelectMultiple),
        "tick": isinstance(widget, CheckboxInput),
    }


@register.inclusion_tag("web/_pagination.html", takes_context=True)
def pagination(context: template.Context, page: Page[Any]) -> dict[str, Any]:
    """`{% pagination page %}`: previous, next and where one is; keeps the rest of the address. Nothing for one page."""
    request = context.get("request")
    kept = request.GET.copy() if request else None

    def address(number: int) -> str:
        if kept is None:
            return f"?page={number}"
        kept["page"] = str(number)
        return f"?{kept.urlencode()}"

    return {
        "page": page,
        "previous": address(page.previous_page_number()) if page.has_previous() else "",
        "next": address(page.next_page_number()) if page.has_next() else "",
    }
