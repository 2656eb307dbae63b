"""The catalogue: search, one indicator with its versions, its form."""

from dataclasses import asdict

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from nhipcau.accounts.names import OWNER_NAMES
from nhipcau.indicators import queries
from nhipcau.indicators.forms import IndicatorForm
from nhipcau.indicators.models import Indicator
from nhipcau.indicators.names import FIELD_NAMES, GROUP_NAMES, shown_value
from nhipcau.indicators.services import save_indicator
from nhipcau.indicators.wording import wording_of
from nhipcau.units.models import Kind
from nhipcau.web.problems import Problem

A_PAGE = 100


@require_GET
def indicators(request: HttpRequest) -> HttpResponse:
    """The catalogue by groups; `?q=` searches, forgiving accents; `?group=` shows one group."""
    text, group = request.GET.get("q", "").strip(), request.GET.get("group", "").strip()
    page = Paginator(queries.search(request.access, text, group), A_PAGE).get_page(request.GET.get("page"))
    groups = Indicator.objects.visible_to(request.access).order_by("group").values_list("group", flat=True).distinct()
    for row in page:
        row.group_name = shown_value("group", row.group)
        row.rule = f"{shown_value('over_units', row.over_units)}; {shown_value('over_time', row.over_time)}"
        row.owner_name = OWNER_NAMES.get(row.owner, row.owner)
    context = {
        "page": page,
        "q": text,
        "group": group,
        "groups": [(code, GROUP_NAMES.get(code, code)) for code in groups if code],
        "may_write": request.access.may_somewhere("indicators.write"),
    }
    return render(request, "indicators/indicators.html", context)


@require_GET
def indicator(request: HttpRequest, code: str) -> HttpResponse:
    """One indicator: what it says, its parts, its versions."""
    shown = get_object_or_404(Indicator.objects.visible_to(request.access).select_related("of_which"), code=code)
    wording = wording_of(shown)
    # Said elsewhere on the page, or of no meaning for an indicator that is no part.
    told = {"name", "retired", "of_which", *(() if shown.of_which else ("part_rule",))}
    context = {
        "shown": shown,
        "facts": [
            (label, _fact(name, getattr(wording, name))) for name, label in FIELD_NAMES.items() if name not in told
        ],
        "parts": Indicator.objects.visible_to(request.access).filter(of_which=shown),
        "versions": queries.versions_of(shown),
        "may_write": request.access.may_somewhere("indicators.write"),
    }
    return render(request, "indicators/indicator.html", context)


def _fact(name: str, value: object) -> str:
    if name == "applies_to" and isinstance(value, tuple):
        return ", ".join(map(str, Kind.objects.filter(code__in=value))) or _("all")
    if name == "owner":
        return str(OWNER_NAMES.get(str(value), value)) or "–"
    return shown_value(name, value)


@require_http_methods(["GET", "POST"])
def new_indicator(request: HttpRequest) -> HttpResponse:
    """The empty form, and making an indicator of it."""
    request.access.require_somewhere("indicators.write")
    first = {"version": 0, "decimals": 0, "cascade": "split", "over_units": "sum", "over_time": "sum"}
    return _form_page(request, IndicatorForm(request.POST or None, initial=first), None)


@require_http_methods(["GET", "POST"])
def edit_indicator(request: HttpRequest, code: str) -> HttpResponse:
    """The form of one indicator, and saving it as its next version."""
    shown = get_object_or_404(Indicator.objects.visible_to(request.access).select_related("of_which"), code=code)
    request.access.require_somewhere("indicators.write")
    first = {**asdict(wording_of(shown)), "version": shown.version}
    return _form_page(request, IndicatorForm(request.POST or None, initial=first, fixed_code=True), shown)


def _form_page(request: HttpRequest, form: IndicatorForm, shown: Indicator | None) -> HttpResponse:
    problem, status = "", 200
    if request.method == "POST" and form.is_valid():
        try:
            saved = save_indicator(
                by=request.access,
                wording=form.wording(),
                today=request.today,
                read_version=form.cleaned_data["version"],
                reason=form.cleaned_data["reason"],
            )
            return redirect("indicator", code=saved.code)
        except Problem as refused:
            problem, status = str(refused), refused.status
    elif request.method == "POST":
        status = 422
    context = {"form": form, "shown": shown, "problem": problem}
    return render(request, "indicators/edit.html", context, status=status)
