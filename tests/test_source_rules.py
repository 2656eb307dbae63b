"""Closed by default, held over the source: reads of pages start at `visible_to`, writes are services with `by`."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "nhipcau"
VIEWS = sorted(PACKAGE.glob("*/views*.py")) + sorted(PACKAGE.glob("*/views/*.py"))
SERVICES = sorted(PACKAGE.glob("*/services*.py"))

# Reads of a page that are everybody's: kinds of unit, calendars.
COMMON = {"Kind", "Calendar"}
# What the installation does to itself, without a person.
OWN_DUTY = {
    ("units", "refresh_current_tree"),
}


def name_of(path: Path) -> str:
    return str(path.relative_to(PACKAGE))


def managers_without_scope(tree: ast.AST) -> list[int]:
    """Lines that use `Model.objects` in anything but `Model.objects.visible_to(…)` or `.within(…)`."""
    scoped = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in ("visible_to", "within"):
            scoped.add(id(node.value))
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and node.attr == "objects"
        and id(node) not in scoped
        and not (isinstance(node.value, ast.Name) and node.value.id in COMMON)
    ]


@pytest.mark.parametrize("path", VIEWS, ids=name_of)
def test_every_read_of_a_view_starts_at_visible_to(path):
    lines = managers_without_scope(ast.parse(path.read_text()))
    assert not lines, f"{name_of(path)} reads without `.visible_to(request.access)` on lines {lines}"


def test_the_check_of_reads_finds_an_unscoped_one():
    assert managers_without_scope(ast.parse("Unit.objects.filter(pk=1)")) == [1]
    assert managers_without_scope(ast.parse("Unit.objects.visible_to(a).filter(pk=1)")) == []


def calls(function: ast.FunctionDef) -> set[str]:
    names = set()
    for node in ast.walk(function):
        if isinstance(node, ast.Call):
            names.add(node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", ""))
    return names


def unguarded(room: str, tree: ast.Module) -> list[str]:
    """Public functions of a services module that take no keyword-only `by`, ask for no right or leave no record."""
    functions = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
    found = []
    for name, function in functions.items():
        if name.startswith("_") or (room, name) in OWN_DUTY:
            continue
        reached, todo = set(), [name]
        while todo:
            called = calls(functions[todo.pop()]) - reached
            reached |= called
            todo += [other for other in called if other in functions]
        if "by" not in {argument.arg for argument in function.args.kwonlyargs}:
            found.append(f"{name}: no keyword-only `by`")
        elif "require" not in reached:
            found.append(f"{name}: asks for no right")
        elif "record" not in reached:
            found.append(f"{name}: leaves no record")
    return found


@pytest.mark.parametrize("path", [p for p in SERVICES if p.parent.name != "audit"], ids=name_of)
def test_every_service_asks_for_a_right_and_leaves_a_record(path):
    assert unguarded(path.parent.name, ast.parse(path.read_text())) == []


def test_the_check_of_services_finds_an_unguarded_one():
    source = "def rename(unit, *, by):\n    unit.save()\n"
    assert unguarded("units", ast.parse(source)) == ["rename: asks for no right"]


def test_where_a_form_leads_back_to_is_judged_in_one_place():
    judged = [
        name_of(path)
        for path in sorted(PACKAGE.rglob("*.py"))
        if "url_has_allowed_host_and_scheme" in path.read_text() or 'POST.get("next"' in path.read_text()
    ]
    assert judged == ["web/back.py"]
