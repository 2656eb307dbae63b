"""What every command shares: the language it speaks, and reading its options in that language. No Django."""

import argparse
import gettext as catalogues
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, Literal

Language = Literal["vi", "en"]


def language() -> Language:
    """The language of the terminal: NHIPCAU_LANGUAGE where it says vi or en; else English where LANG begins with en;
    else Vietnamese."""
    said = os.environ.get("NHIPCAU_LANGUAGE", "")
    if said in ("vi", "en"):
        return "en" if said == "en" else "vi"
    return "en" if os.environ.get("LANG", "").startswith("en") else "vi"


@cache
def _vietnamese(folder: Path) -> catalogues.NullTranslations:
    compiled = folder / "locale" / "vi" / "LC_MESSAGES" / "django.mo"
    if not compiled.exists():
        return catalogues.NullTranslations()
    with compiled.open("rb") as file:
        return catalogues.GNUTranslations(file)


def catalogue_of(folder: Path) -> Callable[[str], str]:
    """What says the messages of a room in the language of the terminal, for what runs before or without Django."""

    def gettext(message: str) -> str:
        return message if language() == "en" else _vietnamese(folder).gettext(message)

    return gettext


def gettext_noop(message: str) -> str:
    """Marks a message for the catalogue; it is said in the language of the terminal where it is printed."""
    return message


gettext = catalogue_of(Path(__file__).parent)


def _ngettext(one: str, many: str, count: int) -> str:
    return one if count == 1 and language() == "en" else gettext(many)


class Parser(argparse.ArgumentParser):
    """As argparse has it, with its own words in the language of the terminal too."""

    def __init__(self, *args: Any, **options: Any) -> None:
        with _own_words():
            super().__init__(*args, **options)

    def parse_args(self, *args: Any, **options: Any) -> Any:
        """The options read; ends with 2 and a sentence at wrong usage, with 0 when only help was asked for."""
        with _own_words():
            return super().parse_args(*args, **options)


@contextmanager
def _own_words() -> Iterator[None]:
    # argparse takes its words from the catalogue of the whole process, by two names of its module.
    module = vars(argparse)
    kept = module["_"], module["ngettext"]
    module["_"], module["ngettext"] = gettext, _ngettext
    try:
        yield
    finally:
        module["_"], module["ngettext"] = kept


def words_of_argparse() -> list[str]:
    """What argparse may say to a person: here so that the catalogue has it."""
    return [
        gettext("usage: "),
        gettext("positional arguments"),
        gettext("options"),
        gettext("show this help message and exit"),
        gettext("%(prog)s: error: %(message)s\n"),
        gettext("argument %(argument_name)s: %(message)s"),
        gettext("ambiguous option: %(option)s could match %(matches)s"),
        gettext("expected one argument"),
        gettext("expected at most one argument"),
        gettext("expected at least one argument"),
        gettext("expected %s arguments"),
        gettext("ignored explicit argument %r"),
        gettext("invalid %(type)s value: %(value)r"),
        gettext("invalid choice: %(value)r (choose from %(choices)s)"),
        gettext("invalid choice: %(value)r, maybe you meant %(closest)r? (choose from %(choices)s)"),
        gettext("not allowed with argument %s"),
        gettext("one of the arguments %s is required"),
        gettext("the following arguments are required: %s"),
        gettext("unrecognized arguments: %s"),
    ]
