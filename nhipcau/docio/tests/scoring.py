"""How readings are held against hand-made gold: the rule of the contract, in a few lines.

A read target matches a gold one when the numbers are equal and the texts share half the words of
the shorter; each gold target is matched once.
"""

import json
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

DOCUMENTS = Path(__file__).parent / "documents"
PAPERS = Path(__file__).parent / "papers"  # by writers who had not seen the reader, with gold of their own
HEADER = ("number", "doc_type", "issuer", "place", "date", "theme", "signer", "signer_title")


def gold_documents(folder: Path = DOCUMENTS) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Each document of a folder with its gold."""
    for gold_path in sorted(folder.glob("*.json")):
        gold = json.loads(gold_path.read_text(encoding="utf-8"))
        yield gold_path.with_name(gold["source"]), gold


def words(text: object) -> list[str]:
    return re.findall(r"\w+", unicodedata.normalize("NFC", str(text or "")).lower())


def same_text(one: str, other: str) -> bool:
    short, long = sorted((words(one), words(other)), key=len)
    pool = list(long)
    shared = 0
    for word in short:
        if word in pool:
            pool.remove(word)
            shared += 1
    return bool(short) and shared * 2 >= len(short)


def said(gold: dict[str, Any], field: str) -> list[Any]:
    """What the gold allows for a field: its word and, where two are right, the other."""
    other = gold.get(f"{field}_alt")
    return [gold.get(field), *(other if isinstance(other, list) else [other])]


def same_number(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return abs(float(one) - float(other)) < 1e-9


def matched(gold: list[dict[str, Any]], read: list[dict[str, Any]]) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """The pairs of gold and read targets that are the same."""
    free = list(read)
    pairs = []
    for wanted in gold:
        for found in free:
            numbers = same_number(wanted["value"], found["value"]) and same_number(
                wanted.get("value_max"), found["value_max"]
            )
            if numbers and same_text(wanted["text"], found["text"]):
                pairs.append((wanted, found))
                free.remove(found)
                break
    return pairs


def invented(gold: dict[str, Any], read: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Read targets the gold does not have; those of its `either` list may be read or not."""
    left = list(read)
    for _, found in matched(gold["targets"], read):
        left.remove(found)
    for doubtful in gold.get("either", []):
        for found in left:
            if same_number(doubtful["value"], found["value"]) and same_text(doubtful["text"], found["text"]):
                left.remove(found)
                break
    return left


def same_unit(one: str | None, other: str | None) -> bool:
    left, right = " ".join(words(one)), " ".join(words(other))
    return left == right or bool(left and right and (left in right or right in left))


def right_header(gold: dict[str, Any], read: dict[str, Any]) -> tuple[int, int]:
    """How many header fields of the gold were read rightly, and how many there are."""
    right = total = 0
    for field in HEADER:
        if not gold.get(field):
            continue
        total += 1
        others = gold.get(f"{field}_alt", [])
        wanted = [gold[field], *(others if isinstance(others, list) else [others])]
        got = set(words(read.get(field)))
        right += any(got and len(set(words(w)) & got) / len(set(words(w)) | got) >= 0.8 for w in wanted)
    return right, total
