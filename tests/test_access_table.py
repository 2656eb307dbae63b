"""Every address × every person gives the status that stands in the table."""

from collections.abc import Iterator
from http.cookies import SimpleCookie
from typing import NamedTuple

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from nhipcau.audit.models import Entry
from tests.access_table import BODIES, TABLE
from tests.access_things import make_things

PEOPLE = ("khách", "lan", "binh", "hoa", "chi", "dung")
REFUSED = ("in", "403", "404", "405", "409", "422")


class Line(NamedTuple):
    name: str
    things: list[str]
    get: list[str]
    post: list[str]


def lines() -> dict[str, Line]:
    """The table by address."""
    found = {}
    for text in TABLE.strip().splitlines()[1:]:
        left, _bar, post = text.partition("|")
        if not left.strip():
            continue
        name, *words = left.split()
        things, get = words[:-6], words[-6:]
        found[name] = Line(name, [] if things == ["-"] else things, get, post.split())
    return found


def names(patterns) -> Iterator[str]:
    """Names of all addresses the resolver knows."""
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield pattern.name or str(pattern.pattern)
        else:
            yield from names(pattern.url_patterns)


def address(line: Line, things) -> str:
    return reverse(line.name, args=[word[1:] if word[0] == "'" else getattr(things, word) for word in line.things])


class Visitor:
    """One of the cast, signed in once; every visit leaves the database as it was."""

    def __init__(self, world, name: str) -> None:
        self.cookies = SimpleCookie()
        if name != "khách":
            client = Client()
            client.force_login(getattr(world, name), backend=settings.AUTHENTICATION_BACKENDS[0])
            self.cookies = client.cookies

    def status(self, method: str, url: str, body: dict[str, str] | None = None, **options) -> tuple[str, int]:
        """The status of one visit, and how many acts it left in the record."""
        client = Client(raise_request_exception=False, **options)
        client.cookies = SimpleCookie(self.cookies.output(header="", sep=";"))
        with transaction.atomic():
            before = Entry.objects.count()
            response = getattr(client, method)(url, body)
            acts = Entry.objects.count() - before
            transaction.set_rollback(True)
        sign_in = f"{reverse(settings.LOGIN_URL)}?next="
        if response.headers.get("Location", "").startswith(sign_in):
            return "in", acts
        return str(response.status_code), acts


@pytest.fixture
def things(world, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return make_things(world)


def test_every_address_of_the_site_stands_in_the_table():
    known, there = set(lines()), set(names(get_resolver().url_patterns))
    assert sorted(there - known) == [], "put the new addresses into tests/access_table.py"
    assert sorted(known - there) == [], "these addresses are gone: take them out of tests/access_table.py"


def test_every_line_of_the_table_is_whole():
    assert [line.name for line in lines().values() if len(line.get) != 6 or len(line.post) != 6] == []


def test_getting_an_address_gives_each_person_what_the_table_says_and_changes_nothing(world, things):
    wrong = []
    for place, person in enumerate(PEOPLE):
        visitor = Visitor(world, person)
        for line in lines().values():
            status, acts = visitor.status("get", address(line, things))
            if status != line.get[place] or acts:
                wrong.append(f"{line.name} as {person}: {status}, not {line.get[place]}; {acts} acts")
    assert wrong == []


def test_posting_gives_each_person_what_the_table_says_and_a_refusal_leaves_no_act(world, things):
    wrong = []
    for place, person in enumerate(PEOPLE):
        visitor = Visitor(world, person)
        for line in lines().values():
            body = BODIES.get(line.name, {"sent": "1"})
            status, acts = visitor.status("post", address(line, things), body)
            if status != line.post[place] or (acts and status in REFUSED):
                wrong.append(f"{line.name} as {person}: {status}, not {line.post[place]}; {acts} acts")
    assert wrong == []


def test_a_post_without_the_token_of_its_form_is_refused_everywhere(world, things):
    visitor = Visitor(world, "lan")
    taken = [
        line.name
        for line in lines().values()
        if visitor.status("post", address(line, things), {"sent": "1"}, enforce_csrf_checks=True)[0] != "403"
    ]
    assert taken == []
