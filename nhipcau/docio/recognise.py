"""Tesseract run on a picture, or on many small ones at once."""

import io
import tempfile
from pathlib import Path
from typing import Any

from nhipcau.docio.tools import run_tool, tool
from nhipcau.docio.words import CannotRead
from nhipcau.docio.work import Work

_PAGE_SECONDS = 300  # a page takes a few; a busy machine is no defect of it, and the whole reading has its own bound


def recognised(picture: Any, work: Work, *options: str, language: str = "vie") -> str:
    """What the program writes about a picture. Raises CannotRead when it takes too long."""
    buffer = io.BytesIO()
    picture.save(buffer, "PNG", compress_level=1)
    return _run("stdin", work, buffer.getvalue(), "-l", language, *options)


def recognised_each(cuts: list[Any], work: Work, *options: str) -> list[str]:
    """The text of each of many small pictures, read by one run of the program."""
    if not cuts:
        return []
    with tempfile.TemporaryDirectory(prefix="nhipcau-", ignore_cleanup_errors=True) as folder:
        names = [Path(folder, f"{number}.png") for number in range(len(cuts))]
        for name, cut in zip(names, cuts, strict=True):
            cut.save(name, compress_level=1)
        names_file = Path(folder, "list.txt")
        names_file.write_text("\n".join(map(str, names)) + "\n", encoding="utf-8")
        written = _run(str(names_file), work, b"", "-l", "vie", *options)
    texts = [text.strip() for text in written.split("\f")]
    return (texts + [""] * len(cuts))[: len(cuts)]


def _run(source: str, work: Work, given: bytes, *options: str) -> str:
    command = [tool("tesseract") or "", source, "stdout", "--dpi", "300", *options]
    done = run_tool(command, seconds=min(_PAGE_SECONDS, work.left()), given=given)
    if done is None:
        raise CannotRead("too-slow")
    return done[1].decode("utf-8", errors="replace")
