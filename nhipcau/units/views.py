"""The tree: where a unit stands on a day, what is below it, where it stood before."""

from datetime import date

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from nhipcau.lib.vietnamese import fold, parse_date
from nhipcau.units.models import Placement, Unit

CHILDREN_A_PAGE = 100


@require_GET
def units(request: HttpRequest) -> HttpResponse:
    """Search over one's subtree, forgiving accents; without words, the unit one acts for."""
    request.access.require_somewhere("units.read")
    text = request.GET.get("q", "").strip()
    visible = Unit.objects.visible_to(request.access)
    if not text:
        home = request.access.home
        return _unit_page(request, get_object_or_404(visible, pk=home.unit_id if home else 0))
    found = visible.filter(search_key__contains=fold(text)).select_related("kind", "parent").order_by("sort_key")
    page = Paginator(found, CHILDREN_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "units/found.html", {"page": page, "q": text})


@require_GET
def unit(request: HttpRequest, code: str) -> HttpResponse:
    """One unit on a day (`?on=31/5/2024`; today without it)."""
    return _unit_page(request, get_object_or_404(Unit.objects.visible_to(request.access), code=code))


def _unit_page(request: HttpRequest, shown: Unit) -> HttpResponse:
    day, problem = _day_asked(request)
    below = _children(shown, day)
    context = {
        "shown": shown,
        "day": day,
        "is_today": day == request.today,
        "problem": problem,
        "above": Unit.objects.visible_to(request.access).filter(pk__in=shown.ancestor_ids).order_by("depth"),
        "page": Paginator(below, CHILDREN_A_PAGE).get_page(request.GET.get("page")),
        "places": shown.placements.select_related("parent", "kind").order_by("-valid_from"),
        "successions": shown.successions.select_related("successor").order_by("effective_on"),
        "predecessions": shown.predecessions.select_related("predecessor").order_by("effective_on"),
        "sees_people": request.access.may("people.read", shown.path),
        "may_people": request.access.may("people.write", shown.path),
        "q": "",
    }
    return render(request, "units/unit.html", context, status=422 if problem else 200)


def _day_asked(request: HttpRequest) -> tuple[date, bool]:
    asked = request.GET.get("on", "").strip()
    if not asked:
        return request.today, False
    try:
        return (date.fromisoformat(asked) if "-" in asked else parse_date(asked)), False
    except ValueError:
        return request.today, True


def _children(shown: Unit, day: date) -> QuerySet[Placement]:
    """The places below `shown` on `day`, in Vietnamese order. What hung below a visible unit is seen through it."""
    return shown.placements_below.on(day).select_related("unit", "kind").order_by("unit__sort_key")
