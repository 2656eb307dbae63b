"""Word documents: letterhead of the header, body with text boxes and tables in order, footnotes at the end."""

import posixpath
import re
from collections.abc import Iterator
from typing import Any

from nhipcau.docio.docx_blocks import Blocks
from nhipcau.docio.docx_fonts import Fonts
from nhipcau.docio.docx_lists import ListNumbers
from nhipcau.docio.legacy import modernise
from nhipcau.docio.package import Package
from nhipcau.docio.text import Extracted, tidy
from nhipcau.docio.word_names import qn
from nhipcau.docio.words import CannotRead, Remark

_LETTERHEAD = re.compile(r"CỘNG H[OÒ][AÀ] XÃ HỘI|ĐẢNG CỘNG SẢN|\bSố\s?:|ngày\s.{1,8}\stháng", re.IGNORECASE)
_HEAD_REACH = 25


def read_docx(package: Package) -> Extracted:
    """The text of a .docx or .docm file; macros are not looked at. Raises CannotRead."""
    main = main_part(package)
    if main is None:
        raise CannotRead("other-zip")
    root = package.xml(main)
    body = root.find(qn("w:body")) if root is not None else None
    if body is None:
        raise CannotRead("other-zip")
    links = _links(package, main)
    styles, numbering = (package.xml(links.get(kind, "")) for kind in ("styles", "numbering"))
    fonts = Fonts(styles)
    blocks = Blocks(fonts, ListNumbers(numbering, styles))
    try:
        found = list(blocks.lines(body))
        found = [*_heads(package, body, links, fonts, found), *found, *_notes(package, blocks.notes, links, fonts)]
    except (ValueError, AttributeError, RecursionError) as error:
        raise CannotRead("truncated") from error
    text, legacy = modernise("\n".join(found))
    text = tidy(text)
    if not text.strip():
        raise CannotRead("no-text")
    old = ", ".join(sorted({*fonts.seen, *([legacy] if legacy else [])}))
    warnings = (Remark("legacy-encoding", {"name": old}),) if old else ()
    return Extracted(text, encoding=old or "utf-8", warnings=warnings)


def main_part(package: Package) -> str | None:
    """The part that holds the words of a Word document, or None where the package is something else."""
    for kind, target in _links(package, "").items():
        if kind == "officeDocument" and target in package and "word" in target.lower():
            return target
    return "word/document.xml" if "word/document.xml" in package else None


def _links(package: Package, part: str) -> dict[str, str]:
    """What a part points to: by the last word of its kind ("styles") and by its id. External links are left out."""
    folder, name = posixpath.split(part)
    root = package.xml(posixpath.join(folder, "_rels", f"{name}.rels"))
    links: dict[str, str] = {}
    for link in root.iterchildren(qn("rel:Relationship")) if root is not None else ():
        if link.get("TargetMode") == "External":
            continue
        target = link.get("Target", "")
        place = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        links.setdefault(link.get("Type", "").rpartition("/")[2], place)
        links[link.get("Id", "")] = place
    return links


def _heads(package: Package, body: Any, links: dict[str, str], fonts: Fonts, found: list[str]) -> Iterator[str]:
    """The header of the first page, where some offices put the letterhead; a running title is left out."""
    section = next(body.iter(qn("w:sectPr")), None)
    if section is None:
        return
    first = section.find(qn("w:titlePg")) is not None
    wanted = "first" if first else "default"
    for link in section.iterchildren(qn("w:headerReference")):
        root = package.xml(links.get(link.get(qn("r:id"), ""), "")) if link.get(qn("w:type")) == wanted else None
        if root is None:
            continue
        lines = [line for line in Blocks(fonts).lines(root) if line.strip()]
        bare = not _LETTERHEAD.search("\n".join(found[:_HEAD_REACH]))
        if _LETTERHEAD.search("\n".join(lines)) or (bare and any(len(line) > 12 for line in lines)):
            yield from lines
            yield ""


def _notes(package: Package, asked: list[str], links: dict[str, str], fonts: Fonts) -> Iterator[str]:
    """Footnotes and endnotes in the order the text points to them, after everything else."""
    for kind in ("footnote", "endnote"):
        root = package.xml(links.get(f"{kind}s", ""))
        if root is None:
            continue
        notes = {note.get(qn("w:id"), ""): note for note in root.iterchildren(qn(f"w:{kind}"))}
        for number, key in enumerate((key for key in asked if key.startswith(f"{kind}:")), 1):
            note = notes.get(key.partition(":")[2])
            words = " ".join(" ".join(Blocks(fonts).lines(note)).split()) if note is not None else ""
            if words:
                yield ""
                yield f"[{number}] {words}"
