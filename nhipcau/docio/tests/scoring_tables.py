"""How read tables are held against hand-made gold: one point for each thing that is right."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

TABLES = Path(__file__).parent / "tables"
FIELDS = ("group", "values", "total", "residual")


def gold_tables() -> Iterator[tuple[Path, dict[str, Any]]]:
    """Each annex of ours with its gold."""
    for gold_path in sorted(TABLES.glob("*.json")):
        gold = json.loads(gold_path.read_text(encoding="utf-8"))
        yield gold_path.with_name(gold["source"]), gold


def mistakes(gold: list[dict[str, Any]], read: list[dict[str, Any]]) -> tuple[int, list[str]]:
    """How many things there were to be right, and what was not: titles, columns, and of every row its label, group,
    values in order, total and residual; tables and rows too many; sentences that are missing."""
    points, wrong = 1, [] if len(gold) == len(read) else [f"{len(read)} tables for {len(gold)}"]
    for wanted, found in zip(gold, read, strict=False):
        for field in ("title", "columns"):
            points += 1
            if wanted[field] != found[field]:
                wrong.append(f"{field}: {found[field]} for {wanted[field]}")
        some, more = _rows(wanted["rows"], found["rows"])
        points, wrong = points + some, wrong + more
        for words in wanted["warnings"]:
            points += 1
            if not any(words in sentence for sentence in found["warnings"]):
                wrong.append(f"not said: {words}")
    return points, wrong


def _rows(gold: list[dict[str, Any]], read: list[dict[str, Any]]) -> tuple[int, list[str]]:
    points, wrong = 1, [] if len(gold) == len(read) else [f"{len(read)} rows for {len(gold)}"]
    free = list(read)
    for wanted in gold:
        points += 1 + len(FIELDS)
        found = next((row for row in free if row["label"] == wanted["label"]), None)
        if found is None:
            wrong += [f"no row {wanted['label']}"] * (1 + len(FIELDS))
            continue
        free.remove(found)
        wrong += [f"{wanted['label']}: {field} {found[field]} for {wanted[field]}" for field in FIELDS
                  if found[field] != wanted[field]]  # fmt: skip
    return points, wrong
