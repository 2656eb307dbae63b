"""Documents in and out, without Django: bytes of an official paper become a `Reading`.

`read_document(data, filename, catalogue=())` is the door; `CannotRead` is the one thing it raises.
"""

from nhipcau.docio.read import read_document
from nhipcau.docio.reading import Reading
from nhipcau.docio.words import CannotRead

__all__ = ["CannotRead", "Reading", "read_document"]
