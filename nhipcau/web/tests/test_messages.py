"""The tool that compares what the source asks for with what the catalogue has."""

import pytest

from nhipcau.web import messages

SOURCE = """
from django.utils.translation import gettext as _, ngettext, pgettext

_("Send")
_("%(count)s late") % {"count": 1}
ngettext("%d row", "%d rows", 2)
pgettext("door", "Open")
"""
TEMPLATE = """{% load i18n %}
      <p>{% translate "Send back" %}</p>
  {% blocktranslate count n=n %}{{ n }} cell{% plural %}{{ n }} cells{% endblocktranslate %}
 {% blocktranslate trimmed with unit=unit.name %}
   Sent to
   {{ unit }}
 {% endblocktranslate %}
"""


@pytest.fixture
def room(tmp_path, monkeypatch):
    monkeypatch.setattr(messages, "PACKAGE", tmp_path / "package")
    folder = tmp_path / "package" / "room"
    (folder / "templates").mkdir(parents=True)
    (folder / "__init__.py").write_text(SOURCE)
    (folder / "templates" / "page.html").write_text(TEMPLATE)
    return folder


def catalogue(room, *changes):
    """The catalogue of the room as `update` makes it, every text filled with the English, then changed."""
    messages.update(room)
    path = room / messages.CATALOGUE
    lines = path.read_text().split("\n")
    last = ""
    for place, line in enumerate(lines):
        if line.startswith(("msgid ", "msgid_plural ")):
            last = line.split(" ", 1)[1]
        elif line.startswith("msgstr") and last != '""':
            lines[place] = line.replace('""', last)
    text = "\n".join(lines)
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text)


def test_messages_of_python_and_of_templates_are_found(room):
    assert {message.id for message in messages.asked_in(room).values()} == {
        "Send",
        "%(count)s late",
        ("%d row", "%d rows"),
        "Open",
        "Send back",
        ("%(n)s cell", "%(n)s cells"),
        "Sent to %(unit)s",
    }


def test_update_adds_what_is_missing_once_and_leaves_it_to_be_translated(room):
    assert messages.update(room) == 7
    assert messages.update(room) == 0
    assert len([finding for finding in messages.findings(room) if finding.endswith("has no translation")]) == 7


def test_a_complete_catalogue_has_no_findings(room):
    catalogue(room)
    assert list(messages.findings(room)) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('msgid "Send"\nmsgstr "Send"\n', "", "missing 'Send'"),
        ('msgstr "Send"', 'msgstr ""', "'Send' has no translation"),
        ('msgid "Send"\n', '#, fuzzy\nmsgid "Send"\n', "'Send' is marked fuzzy"),
        ('msgid "Send"\n', 'msgid "Old"\nmsgstr "Cũ"\n\nmsgid "Send"\n', "'Old' is asked for nowhere"),
        ('msgid "Send"\n', '#~ msgid "Old"\n#~ msgstr "Cũ"\n\nmsgid "Send"\n', "'Old' is an obsolete entry"),
        ('msgstr "%(count)s late"', 'msgstr "%(cout)s chậm"', "'%(count)s late' differs in its placeholders"),
        ('msgstr[0] "%d rows"', 'msgstr[0] "dòng"', "differs in its placeholders"),
        ('msgid_plural "%d rows"', 'msgid_plural "%d lines"', "has another plural"),
    ],
)
def test_each_fault_of_a_catalogue_is_named(room, old, new, said):
    catalogue(room, (old, new))
    found = list(messages.findings(room))
    assert len(found) == 1
    assert said in found[0]


def test_rooms_that_translate_one_message_differently_are_named(room):
    other = room.parent / "other"
    (other).mkdir()
    (other / "__init__.py").write_text('from django.utils.translation import gettext as _\n_("Send")\n')
    catalogue(room, ('msgstr "Send"', 'msgstr "Gửi"'))
    catalogue(other, ('msgstr "Send"', 'msgstr "Nộp"'))
    assert list(messages.disagreements([room, other])) == ["'Send': “Gửi” in room, “Nộp” in other; choose one"]
