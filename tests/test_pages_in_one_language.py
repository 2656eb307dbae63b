"""On an English page no words of the interface are Vietnamese, on a Vietnamese page none English; data stay data."""

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models, transaction
from django.test import Client

from tests.access_things import make_things
from tests.test_access_table import PEOPLE, address, lines

ACCENTED = re.compile(r"[ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ]", re.IGNORECASE)
# Words that are English and no Vietnamese syllable.
ENGLISH = re.compile(
    r"\b(the|and|of|for|with|from|this|your|are|not|is|was|has|have|by|please|save|next|previous|search|select"
    r"|required|error|page|close|open|period|value)\b",
    re.IGNORECASE,
)
OWN_NAMES = ("Nhịp Cầu", "Tiếng Việt", "English", "đồng")
NONSENSE = {"value": "abc", "period": "x", "code": "a b", "valid_from": "31/2/2024", "number": "!", "name": ""}
# They would sign the visitor out, or put the pages into another language.
LEAVING = ("account_logout", "choose-language")
READ_ALOUD = ("title", "aria-label", "aria-description", "placeholder", "alt", "summary")


class Words(HTMLParser):
    """What a page says: its texts and the attributes people read or hear, in a part of English or Vietnamese."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.said: list[str] = []
        self.silent = 0
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.silent += tag in ("script", "style")
        given = dict(attrs)
        names = [
            name for name in given if name in READ_ALOUD or (name.startswith("data-") and " " in (given[name] or ""))
        ]
        self.said += [given[name] or "" for name in names]
        if tag == "input" and given.get("type") in ("submit", "button"):
            self.said.append(given.get("value") or "")

    def handle_endtag(self, tag):
        self.silent -= tag in ("script", "style")

    def handle_data(self, data):
        if not self.silent:
            self.said.append(data)


def stored(language: str) -> set[str]:
    """Every text in the database; of what is kept in both languages only the one that belongs on the page."""
    found: set[str] = set()
    for model in apps.get_models():
        fields = [
            f
            for f in model._meta.fields
            if isinstance(f, models.CharField | models.TextField | models.JSONField | ArrayField)
        ]
        names = {field.name for field in fields}
        for row in model._default_manager.values(*names) if fields else ():
            for name, value in row.items():
                if language == "en" and row.get(f"{name}_en"):
                    continue
                found.update(texts_in(value))
    return {" ".join(text.split()) for text in found if text.strip()}


def texts_in(value) -> Iterator[str]:
    if isinstance(value, str):
        yield from (value, *value.splitlines())
    elif isinstance(value, dict):
        for one in value.values():
            yield from texts_in(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from texts_in(one)


def without(text: str, data: list[str], whole: str) -> str:
    """What is left of a text when all that is data, or a piece of it, is taken out."""
    left = []
    for part in re.split(r" · | → ", " ".join(text.split())):
        if not is_data(re.sub(r"^[A-ZĐ]\. ", "", part.strip("… ·:,;.()○●◆–")), whole):
            for one in data:
                part = part.replace(one, " ")
            left.append(part)
    return " ".join(left)


def is_data(plain: str, whole: str) -> bool:
    """Whether a text of the database begins or ends with it; of a long one, whether it stands anywhere in one."""
    return plain in OWN_NAMES or f'"{plain}' in whole or f'{plain}"' in whole or (len(plain) > 12 and plain in whole)


def pages(world, language: str, person: str) -> Iterator[tuple[str, str]]:
    """What every address says to the person who gets it, then who posts nonsense to it."""
    client = Client(raise_request_exception=False)
    client.force_login(getattr(world, person), backend=settings.AUTHENTICATION_BACKENDS[0])
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    things = make_things(world)
    place = PEOPLE.index(person)
    addresses = [address(line, things) for line in lines().values() if line.get[place] in ("200", "403", "404")]
    for url in [*addresses, "/no-such-page/"]:
        yield from page_of(url, client.get(url))
    for line in lines().values():
        url = address(line, things)
        with transaction.atomic():
            yield from page_of(f"POST {url}", client.post(url, NONSENSE) if line.name not in LEAVING else None)
            transaction.set_rollback(True)


def page_of(url: str, response) -> Iterator[tuple[str, str]]:
    if response and response.get("Content-Type", "").startswith("text/html") and not response.streaming:
        yield url, response.content.decode()


@pytest.mark.parametrize(
    ("language", "foreign", "person"), [("en", ACCENTED, "binh"), ("vi", ENGLISH, "lan")], ids=["en", "vi"]
)
def test_no_word_of_the_interface_is_in_the_other_language(world, settings, tmp_path, language, foreign, person):
    settings.MEDIA_ROOT = tmp_path
    shown = list(pages(world, language, person))
    assert len(shown) > 20
    known = stored(language)
    data = sorted((one for one in known if len(one) > 2 and foreign.search(one)), key=len, reverse=True)
    whole = json.dumps(sorted(known), ensure_ascii=False)
    found = {}
    for url, page in shown:
        for text in Words(page).said:
            left = without(text, [*data, *OWN_NAMES], whole) if foreign.search(text) else ""
            if foreign.search(left):
                found.setdefault(" ".join(text.split())[:100], url)
    assert found == {}
