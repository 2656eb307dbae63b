"""The process in which a document from outside is read: apart from the site, with its own time and memory.

Started by `reader.read` as `python -m nhipcau.documents.worker`. Standard input: one line of JSON (`file_name`,
`catalogue`, `language`, `memory`, `seconds`), then the bytes. Standard output: one JSON object, either `reading`,
`text` and `suggestions`, or `refusal`, a sentence for the person.
"""

import json
import resource
import sys
from typing import Any


def main() -> None:
    head = json.loads(sys.stdin.buffer.readline())
    _limit(head["memory"], head["seconds"])
    data = sys.stdin.buffer.read()
    json.dump(_read(data, head), sys.stdout)


def _limit(memory: int, seconds: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _read(data: bytes, head: dict[str, Any]) -> dict[str, Any]:
    from nhipcau.docio import CannotRead, read_document
    from nhipcau.docio.words import Language

    language: Language = "en" if head["language"] == "en" else "vi"
    try:
        found = read_document(data, head["file_name"], head["catalogue"])
    except CannotRead as refusal:
        return {"refusal": refusal.sentence(language)}
    return {
        # The contract's object, and beside it the numbers that are no targets: the confirm page shows them on demand.
        "reading": {**found.as_json(language), "refused": [number.as_json() for number in found.refused]},
        "text": found.text,
        "suggestions": [[[code, float(score)] for code, score in target.suggestions] for target in found.targets],
    }


if __name__ == "__main__":
    main()
