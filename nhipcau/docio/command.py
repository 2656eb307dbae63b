"""`nhipcau read FILE... [--format json|table] [--out DIR] [--text]`: what the reader makes of files."""

import argparse
import json
import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from nhipcau.docio.display import show
from nhipcau.docio.indicator_hints import Indicator
from nhipcau.docio.open_file import MAX_BYTES
from nhipcau.docio.read import read_document
from nhipcau.docio.reading import Reading
from nhipcau.docio.words import CannotRead, Language


def run(argv: Sequence[str], catalogue: Iterable[Indicator] = ()) -> int:
    """Read the files and print what was read; 0 when all were read, 1 when one could not be, 2 on wrong usage.

    Without --format the output is a table at a terminal and JSON elsewhere. Sentences are Vietnamese
    unless LANG begins with "en".
    """
    try:
        asked = _parser().parse_args(list(argv))
    except SystemExit as stop:
        return int(stop.code or 0)
    known = tuple(catalogue)
    shape = asked.format or ("table" if sys.stdout.isatty() else "json")
    language: Language = "en" if os.environ.get("LANG", "").startswith("en") else "vi"
    unread = 0
    for path in asked.files:
        try:
            reading = read_document(_bytes(path), path.name, known)
            _put(reading, shape, asked, language)
        except CannotRead as refusal:
            unread += 1
            print(f"{path.name}: {refusal.sentence(language)}", file=sys.stderr)
    return 1 if unread else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="nhipcau read", description=("Read official documents: header, targets, tasks, tables.")
    )
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--format", choices=("json", "table"), help="default: table at a terminal, else json")
    parser.add_argument("--out", type=Path, metavar="DIR", help="write DIR/NAME.json for each file")
    parser.add_argument("--text", action="store_true", help="print the extracted text that spans count characters of")
    return parser


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise CannotRead("too-large", limit=MAX_BYTES // (1024 * 1024))
        return path.read_bytes()
    except OSError as error:
        raise CannotRead("not-found", name=path.name) from error


def _put(reading: Reading, shape: str, asked: argparse.Namespace, language: Language) -> None:
    if asked.text:
        _put_text(reading, asked.out)
    elif asked.out:
        written = json.dumps(reading.as_json(language), ensure_ascii=False, indent=1)
        _write(asked.out, Path(reading.source).stem + ".json", written + "\n")
    elif shape == "table":
        show(reading, language)
    else:
        several = len(asked.files) > 1
        print(json.dumps(reading.as_json(language), ensure_ascii=False, indent=None if several else 1))


def _put_text(reading: Reading, out: Path | None) -> None:
    if out:
        _write(out, Path(reading.source).stem + ".txt", reading.text)
    else:
        sys.stdout.write(reading.text)


def _write(folder: Path, name: str, words: str) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(words, encoding="utf-8")
    except OSError as error:
        raise CannotRead("cannot-write", name=str(folder)) from error
