"""Messages of every room: what the source asks for, what its Vietnamese catalogue has, and what is missing.

`python -m nhipcau.web.messages update` adds what is missing, with an empty translation, to each room's catalogue.
`python -m nhipcau.web.messages check` prints every finding, exit status 1 when there is one.
"""

import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po

PACKAGE = Path(__file__).resolve().parents[1]
CATALOGUE = Path("locale/vi/LC_MESSAGES/django.po")
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
_PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}")

MessageId = str | tuple[str, str]
Key = tuple[str | None, str]  # context, first msgid


@dataclass(frozen=True)
class Asked:
    """A message the source asks for and where."""

    id: MessageId
    context: str | None
    place: str

    @property
    def key(self) -> Key:
        return self.context, self.id if isinstance(self.id, str) else self.id[0]


def rooms() -> list[Path]:
    """Folders of all rooms, in order of their names."""
    return sorted(folder for folder in PACKAGE.iterdir() if (folder / "__init__.py").exists())


def asked_in(folder: Path) -> dict[Key, Asked]:
    """Every message of the Python and template files below a folder; tests and catalogues are no source."""
    found: dict[Key, Asked] = {}
    for path in sorted(folder.rglob("*")):
        if path.suffix in (".py", ".html", ".txt") and "tests" not in path.parts:
            for message in _asked_by(path):
                kept = found.get(message.key)
                if kept is None or isinstance(kept.id, str):
                    found[message.key] = message
    return found


def translated_in(folder: Path) -> Catalog | None:
    """The Vietnamese catalogue of a room; None when it has none."""
    path = folder / CATALOGUE
    if not path.exists():
        return None
    with path.open("rb") as text:
        return read_po(text, locale="vi", abort_invalid=True)


def findings(folder: Path) -> Iterator[str]:
    """What is wrong with the catalogue of a room, a sentence each."""
    asked, catalogue = asked_in(folder), translated_in(folder) or Catalog(locale="vi")
    held = {(message.context, _first(message.id)): message for message in catalogue if message.id}
    for key, message in asked.items():
        if key not in held:
            yield f"{folder.name}: missing {message.id!r} ({message.place})"
    for key, kept in held.items():
        if key not in asked:
            yield f"{folder.name}: {kept.id!r} is asked for nowhere; remove it"
        else:
            yield from (f"{folder.name}: {kept.id!r} {problem}" for problem in _problems(kept, asked[key]))
    yield from (
        f"{folder.name}: {message.id!r} is an obsolete entry; remove it" for message in catalogue.obsolete.values()
    )


def disagreements(folders: Sequence[Path]) -> Iterator[str]:
    """Messages two rooms translate differently: only one of the texts would ever be shown."""
    texts: dict[Key, tuple[str | Sequence[str], str]] = {}
    for folder in folders:
        for message in translated_in(folder) or ():
            if message.id and message.string:
                text, room = texts.setdefault((message.context, _first(message.id)), (message.string, folder.name))
                if text != message.string:
                    yield (
                        f"{_first(message.id)!r}: “{_first(text)}” in {room}, "
                        f"“{_first(message.string)}” in {folder.name}; choose one"
                    )


def update(folder: Path) -> int:
    """Adds what is missing to the catalogue of a room, untranslated; how many were added."""
    catalogue = translated_in(folder) or Catalog(locale="vi", charset="utf-8")
    missing = [message for key, message in asked_in(folder).items() if catalogue.get(key[1], key[0]) is None]
    if not missing:
        return 0
    path = folder / CATALOGUE
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [] if path.exists() else [_HEADER]
    lines += [_entry(message) for message in missing]
    with path.open("a", encoding="utf-8") as text:
        text.write("".join(lines))
    return len(missing)


def main(arguments: Sequence[str]) -> int:
    """Runs `update` or `check`; gives the exit status."""
    if list(arguments) == ["update"]:
        for folder in rooms():
            if added := update(folder):
                print(f"{folder.name}: {added} to translate in {(folder / CATALOGUE).relative_to(PACKAGE.parent)}")
        return 0
    if list(arguments) == ["check"]:
        found = [finding for folder in rooms() for finding in findings(folder)]
        found += disagreements(rooms())
        print("\n".join(found) or "Every message is translated.")
        return 1 if found else 0
    print("Usage: python -m nhipcau.web.messages update|check", file=sys.stderr)
    return 2


def _asked_by(path: Path) -> Iterator[Asked]:
    source = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        source = _calls_of_template(source, path)
    for line, ids, _comments, context in extract("python", BytesIO(source.encode()), keywords=KEYWORDS):
        kept: MessageId = ids if isinstance(ids, str) else (ids[0], ids[1])
        if kept:
            yield Asked(kept, context, f"{path.relative_to(PACKAGE.parent)}:{line}")


def _calls_of_template(source: str, path: Path) -> str:
    """The translations of a template as calls in Python, on the lines where they stood."""
    from django.utils.translation.template import templatize

    return "\n".join(line.strip() for line in templatize(source, origin=str(path)).splitlines())


def _first(ids: str | Sequence[str]) -> str:
    return ids if isinstance(ids, str) else ids[0]


def _problems(kept: Message, asked: Asked) -> Iterator[str]:
    texts = [kept.string] if isinstance(kept.string, str) else list(kept.string or ())
    if not all(texts):
        yield "has no translation"
        return
    if kept.fuzzy:
        yield "is marked fuzzy; check it and remove the mark"
    if (kept.id if isinstance(kept.id, str) else tuple(kept.id)) != asked.id:
        yield f"has another plural than {asked.place}"
    # The most placeholders any form of the English has: Vietnamese has one form for all numbers.
    wanted = sorted(_PLACEHOLDER.findall(asked.id if isinstance(asked.id, str) else asked.id[1]))
    yield from (
        f"differs in its placeholders from {text!r}" for text in texts if sorted(_PLACEHOLDER.findall(text)) != wanted
    )


_HEADER = r"""msgid ""
msgstr ""
"Language: vi\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=utf-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: nplurals=1; plural=0;\n"
"""


def _entry(message: Asked) -> str:
    lines = [""]
    if message.context is not None:
        lines.append(f"msgctxt {_quoted(message.context)}")
    if isinstance(message.id, str):
        lines += [f"msgid {_quoted(message.id)}", 'msgstr ""']
    else:
        lines += [f"msgid {_quoted(message.id[0])}", f"msgid_plural {_quoted(message.id[1])}", 'msgstr[0] ""']
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t") + '"'


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
