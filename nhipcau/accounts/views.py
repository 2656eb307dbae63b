"""Who holds which role: list, one person, making one known, giving and ending roles."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from nhipcau.accounts import services
from nhipcau.accounts.forms import EndRoleForm, GiveRoleForm, NewPersonForm
from nhipcau.accounts.models import Grant, Person
from nhipcau.accounts.names import ROLE_NAMES
from nhipcau.accounts.queries import roles_to_give
from nhipcau.lib.vietnamese import fold
from nhipcau.units.models import Unit
from nhipcau.web.problems import Problem


@require_GET
def people(request: HttpRequest) -> HttpResponse:
    """Grants below the person's units, by unit in Vietnamese order; search forgives accents in unit names."""
    request.access.require_somewhere("people.read")
    text = request.GET.get("q", "").strip()
    grants = Grant.objects.visible_to(request.access).select_related("person", "unit").order_by("unit__path", "role")
    if text:
        grants = grants.filter(unit__search_key__contains=fold(text)) | grants.filter(person__name__icontains=text)
    page = Paginator(grants, 50).get_page(request.GET.get("page"))
    for grant in page:
        grant.role_name = ROLE_NAMES[grant.role]
    may_write = request.access.may_somewhere("people.write")
    return render(request, "accounts/people.html", {"page": page, "q": text, "may_write": may_write})


@require_GET
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """One person: roles held and once held."""
    request.access.require_somewhere("people.read")
    return _person_page(request, _person(request, pk))


def _person(request: HttpRequest, pk: int) -> Person:
    return get_object_or_404(Person.objects.visible_to(request.access), pk=pk)


def _person_page(
    request: HttpRequest, shown: Person, form: GiveRoleForm | None = None, problem: str = "", password: str = ""
) -> HttpResponse:
    grants = list(Grant.objects.visible_to(request.access).filter(person=shown).select_related("unit"))
    for grant in grants:
        grant.role_name = ROLE_NAMES[grant.role]
        grant.holds = grant.held().holds_on(request.today)
        grant.may_end = grant.valid_to is None and request.access.may("people.write", grant.unit.path)
    context = {
        "shown": shown,
        "grants": grants,
        "form": form or GiveRoleForm(roles=roles_to_give(request.access)),
        "problem": problem,
        "password": password,
        "may_write": request.access.may_somewhere("people.write"),
        "may_reset": all(request.access.may("people.write", grant.unit.path) for grant in grants),
    }
    return render(request, "accounts/person.html", context, status=422 if problem else 200)


@require_http_methods(["GET", "POST"])
def new_person(request: HttpRequest, unit_code: str) -> HttpResponse:
    """Makes a person known at a unit; shows the first password once."""
    unit = get_object_or_404(Unit.objects.visible_to(request.access), code=unit_code)
    request.access.require("people.write", unit.path)
    form = NewPersonForm(request.POST or None, roles=roles_to_give(request.access, unit.path))
    problem = ""
    if request.method == "POST" and form.is_valid():
        try:
            made, password = services.make_person(by=request.access, unit=unit, **form.cleaned_data)
            return _person_page(request, made, password=password)
        except Problem as refused:
            problem = str(refused)
    status = 422 if problem or form.errors else 200
    return render(request, "accounts/new_person.html", {"unit": unit, "form": form, "problem": problem}, status=status)


@require_POST
def give_role(request: HttpRequest, pk: int) -> HttpResponse:
    """Gives a person one more role."""
    shown = _person(request, pk)
    request.access.require_somewhere("people.write")
    form = GiveRoleForm(request.POST, roles=roles_to_give(request.access))
    if not form.is_valid():
        return _person_page(request, shown, form, problem=_("Choose a role and name the unit by its code."))
    unit = Unit.objects.visible_to(request.access).filter(code=form.cleaned_data["unit"].strip()).first()
    if unit is None:
        return _person_page(request, shown, form, problem=_("There is no unit with this code in your scope."))
    try:
        services.give_role(
            by=request.access,
            person=shown,
            role=form.cleaned_data["role"],
            owner=form.cleaned_data["owner"],
            unit=unit,
            valid_from=request.today,
        )
    except Problem as refused:
        return _person_page(request, shown, form, problem=str(refused))
    return redirect("person", pk=pk)


@require_POST
def end_role(request: HttpRequest, pk: int) -> HttpResponse:
    """Ends a role today, with a reason."""
    grant = get_object_or_404(Grant.objects.visible_to(request.access).select_related("unit", "person"), pk=pk)
    form = EndRoleForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    try:
        services.end_role(by=request.access, grant=grant, reason=reason)
    except Problem as refused:
        return _person_page(request, grant.person, problem=str(refused))
    return redirect("person", pk=grant.person_id)


@require_POST
def reset_password(request: HttpRequest, pk: int) -> HttpResponse:
    """Gives a new first password, shown once."""
    shown = _person(request, pk)
    request.access.require_somewhere("people.write")
    return _person_page(request, shown, password=services.reset_password(by=request.access, person=shown))
