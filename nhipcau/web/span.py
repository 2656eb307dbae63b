"""The span, our mark: a pier at zero, a pier at the target, the deck built so far, a tick where the pace should be.

Drawn with percentages, so that it fills whatever width it is given without stretching its piers.
"""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from nhipcau.web.format import number

# Where the far pier stands, in per cent of the width; the rest is room for what runs past it.
FAR_PIER = Decimal(84)
STATES = {"met", "on", "behind", "late", "wait", "none"}
# Black and white print keeps them apart by hatching and by lightness.
_PAPER = (
    ".arch{fill:none;stroke:#dde3e7;stroke-width:1.5}.way{fill:#dde3e7}.pier{fill:#7c8894}.tick{fill:#17212b}"
    ".deck{fill:#0b5563}.met .deck{fill:#1f7a4d}.behind .deck{fill:#b3541e}.late .deck{fill:#b3261e}"
)
_HATCH = (
    '<defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect width="2" height="6" fill="#fff" fill-opacity="0.7"/></pattern></defs>'
)


@dataclass(frozen=True)
class Span:
    """Places along the width, in per cent; None where there is nothing to draw."""

    deck: Decimal | None
    far_pier: Decimal | None
    tick: Decimal | None
    state: str


def measure(actual: Decimal | None, target: Decimal | None, pace: Decimal | None, state: str) -> Span:
    """Where everything stands. The longest of deck and pace that still fits is drawn to scale; beyond that it ends."""
    if state not in STATES:
        raise ValueError(f"no such state of a span: {state}")
    if target is None or target <= 0:
        return Span(None if actual is None else _bounded(FAR_PIER / 2 if actual > 0 else Decimal(0)), None, None, state)

    def place(value: Decimal | None) -> Decimal | None:
        return None if value is None else _bounded(Decimal(value) / Decimal(target) * FAR_PIER)

    return Span(place(actual), FAR_PIER, place(pace), state)


def draw(actual: Decimal | None, target: Decimal | None, pace: Decimal | None, state: str) -> SafeString:
    """The span as inline SVG with a text alternative; colours come from the style sheet, hatching from the page."""
    span = measure(actual, target, pace, state)
    return format_html(
        '<svg class="span {}" role="img" aria-label="{}" width="100%" height="22">{}</svg>',
        span.state,
        describe(actual, target, pace, state),
        mark_safe("".join(_parts(span))),  # our own numbers only
    )


def paper(actual: Decimal | None, target: Decimal | None, pace: Decimal | None, state: str, width: int = 240) -> str:
    """The same drawing as a whole SVG of `width` pixels with its own colours, for letters and reports."""
    parts = "".join(_parts(measure(actual, target, pace, state)))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="{state}" width="{width}" height="22" viewBox="0 0 {width} 22">'
        f"<style>{_PAPER}</style>{_HATCH}{parts}</svg>"
    )


def describe(actual: Decimal | None, target: Decimal | None, pace: Decimal | None, state: str) -> str:
    """The same in words, for those who do not see the drawing."""
    words = [_("no figure yet") if actual is None else number(actual)]
    if target is not None:
        words.append(_("target %(target)s") % {"target": number(target)})
    if pace is not None:
        words.append(_("pace today %(pace)s") % {"pace": number(pace, 0 if pace > 10 else 1)})
    meaning = {"met": _("met"), "on": _("on pace"), "behind": _("behind pace"), "late": _("late")}.get(state)
    if meaning and actual is not None:
        words.append(meaning)
    return ", ".join(words)


def _bounded(place: Decimal) -> Decimal:
    return max(Decimal(0), min(place, Decimal(100)))


def _percent(place: Decimal) -> str:
    return f"{place:.1f}%"


def _parts(span: Span) -> list[str]:
    far = span.far_pier or FAR_PIER
    parts = [
        # The arch that will carry the deck; stretched to the width, its line is not.
        f'<svg width="{_percent(far)}" height="22" viewBox="0 0 100 22" preserveAspectRatio="none">'
        '<path class="arch" d="M1 20Q50 1 99 20" vector-effect="non-scaling-stroke"/></svg>',
        f'<rect class="way" width="{_percent(far)}" y="7" height="3"/>',
    ]
    if span.deck:
        width = _percent(span.deck)
        parts.append(f'<rect class="deck" width="{width}" y="4" height="9" rx="1"/>')
        if span.state in ("behind", "late"):
            parts.append(f'<rect width="{width}" y="4" height="9" rx="1" fill="url(#hatch)"/>')
    parts.append('<rect class="pier" width="2" y="4" height="17"/>')
    if span.far_pier is not None:
        parts.append(f'<rect class="pier" x="{_percent(far)}" width="2" y="4" height="17"/>')
    if span.tick is not None:
        parts.append(f'<rect class="tick" x="{_percent(span.tick)}" width="2" y="0" height="17"/>')
    return parts
