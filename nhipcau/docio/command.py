"""`nhipcau read FILE... [--format json|table] [--out DIR] [--text]`: what the reader makes of files."""

import argparse
import json
import stat
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from nhipcau.docio.display import show
from nhipcau.docio.indicator_hints import Indicator
from nhipcau.docio.open_file import MAX_BYTES
from nhipcau.docio.read import read_document
from nhipcau.docio.reading import Reading
from nhipcau.docio.words import CannotRead, Language, say
from nhipcau.docio.work import Work
from nhipcau.lib import terminal


def run(argv: Sequence[str], catalogue: Iterable[Indicator] = ()) -> int:
    """Read the files and print what was read; 0 when all were read, 1 when one could not be, 2 on wrong usage.

    Without --format the output is a table at a terminal and JSON elsewhere. Sentences are Vietnamese
    unless the terminal is English (`lib.terminal`).
    """
    try:
        asked = _parser().parse_args(list(argv))
    except SystemExit as stop:
        return int(stop.code or 0)
    known = tuple(catalogue)
    shape = asked.format or ("table" if sys.stdout.isatty() else "json")
    language = terminal.language()
    names = _names(asked.files)
    unread = 0
    for number, path in enumerate(asked.files, 1):
        progress = _Progress(path.name, number, len(asked.files), language)
        try:
            reading = read_document(_bytes(path), path.name, known, Work(told=progress.told))
            progress.over()
            _put(reading, names[number - 1], shape, asked, language)
        except CannotRead as refusal:
            progress.over()
            unread += 1
            print(f"{path.name}: {refusal.sentence(language)}", file=sys.stderr)
    return 1 if unread else 0


class _Progress:
    """A line at the terminal that says what is being read; nothing where nobody looks."""

    def __init__(self, name: str, number: int, count: int, language: Language) -> None:
        self._name, self._language = name, language
        self._shown = 0
        if count > 1:
            self._show(say("reading-file", language, name=name, number=number, count=count))

    def told(self, done: int, pages: int) -> None:
        self._show(say("reading-page", self._language, name=self._name, done=done, pages=pages))

    def _show(self, words: str) -> None:
        if sys.stderr.isatty():
            sys.stderr.write("\r" + words.ljust(self._shown))
            sys.stderr.flush()
            self._shown = len(words)

    def over(self) -> None:
        """Takes the line away."""
        if self._shown:
            sys.stderr.write("\r" + " " * self._shown + "\r")
            sys.stderr.flush()
            self._shown = 0


def _names(paths: Sequence[Path]) -> list[str]:
    """What each file's result is called: its name without ending, or all of its name where two would be the same."""
    stems = Counter(path.stem for path in paths)
    return [path.stem if stems[path.stem] == 1 else path.name for path in paths]


def _parser() -> terminal.Parser:
    language = terminal.language()
    parser = terminal.Parser(prog="nhipcau read", description=say("help-read", language))
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help=say("help-files", language))
    parser.add_argument("--format", choices=("json", "table"), help=say("help-format", language))
    parser.add_argument("--out", type=Path, metavar="DIR", help=say("help-out", language))
    parser.add_argument("--text", action="store_true", help=say("help-text", language))
    return parser


def _bytes(path: Path) -> bytes:
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise CannotRead("no-file", name=str(path))
        if found.st_size > MAX_BYTES:
            raise CannotRead("too-large", limit=MAX_BYTES // (1024 * 1024))
        return path.read_bytes()
    except PermissionError as error:
        raise CannotRead("not-allowed", name=str(path)) from error
    except (OSError, ValueError) as error:
        raise CannotRead("not-found", name=str(path)) from error


def _put(reading: Reading, name: str, shape: str, asked: argparse.Namespace, language: Language) -> None:
    if asked.text:
        _put_text(reading, name, asked.out)
    elif asked.out:
        written = json.dumps(reading.as_json(language), ensure_ascii=False, indent=1)
        _write(asked.out, name + ".json", written + "\n")
    elif shape == "table":
        show(reading, language)
    else:
        several = len(asked.files) > 1
        print(json.dumps(reading.as_json(language), ensure_ascii=False, indent=None if several else 1))


def _put_text(reading: Reading, name: str, out: Path | None) -> None:
    if out:
        _write(out, name + ".txt", reading.text)
    else:
        sys.stdout.write(reading.text)


def _write(folder: Path, name: str, words: str) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(words, encoding="utf-8")
    except OSError as error:
        raise CannotRead("cannot-write", name=str(folder)) from error
