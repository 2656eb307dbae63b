"""Documents in and out, without Django: bytes of an official paper become a `Reading`.

`read_document(data, filename, catalogue=(), work=None)` is the door; `CannotRead` is the one thing it raises, and
`TakesLong` where a `Work` says that nobody can wait for pictures and old formats now.
"""

from nhipcau.docio.read import read_document
from nhipcau.docio.reading import Reading
from nhipcau.docio.words import CannotRead
from nhipcau.docio.work import TakesLong, Work

__all__ = ["CannotRead", "Reading", "TakesLong", "Work", "read_document"]
