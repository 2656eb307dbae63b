"""`nhipcau import targets` and `nhipcau import allocations` (contract: targets.csv, allocations.csv)."""

from nhipcau.programmes.imports_allocations import import_allocations
from nhipcau.programmes.imports_targets import import_targets

__all__ = ["import_allocations", "import_targets"]
