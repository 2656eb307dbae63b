"""One style sheet of all components, under an address that names its content: fetched once, kept for a year."""

import hashlib
from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import patch_cache_control

FOLDER = Path(__file__).parent / "static" / "web"
# In this order: tokens before what uses them, paper last.
COMPONENTS = (
    "tokens",
    "base",
    "bar",
    "card",
    "button",
    "chip",
    "span",
    "table",
    "heat",
    "form",
    "chart",
    "message",
    "outside",
)
ON_PAPER = "print"


def address() -> str:
    """The address of the style sheet as it is now."""
    return reverse("stylesheet", args=[_version()])


@login_not_required
def stylesheet(request: HttpRequest, version: str) -> HttpResponse:
    """The style sheet; an older address gives today's, not to be kept."""
    response = HttpResponse(_text(), content_type="text/css; charset=utf-8")
    if version == _version():
        patch_cache_control(response, public=True, max_age=365 * 24 * 3600, immutable=True)
    return response


def _build() -> str:
    parts = [(FOLDER / f"{name}.css").read_text(encoding="utf-8") for name in COMPONENTS]
    paper = (FOLDER / f"{ON_PAPER}.css").read_text(encoding="utf-8")
    return "\n".join([*parts, f"@media print {{\n{paper}}}\n"])


_built = cache(_build)


def _text() -> str:
    return _build() if settings.DEBUG else _built()


def _version() -> str:
    return hashlib.sha256(_text().encode()).hexdigest()[:12]
