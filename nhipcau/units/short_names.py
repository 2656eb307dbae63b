"""Names of units where there is little room: heads of columns, marks of charts."""

_PREFIXES = ("LĐLĐ thành phố ", "LĐLĐ thị xã ", "LĐLĐ huyện ", "LĐLĐ quận ", "LĐLĐ tỉnh ", "LĐLĐ ", "Công đoàn cơ sở ",
             "CĐCS ", "Công đoàn ngành ", "Công đoàn ")  # fmt: skip


def short_name(name: str) -> str:
    """A unit's name without the words that all units of its kind begin with, for the head of a column."""
    for prefix in _PREFIXES:
        if name.startswith(prefix) and len(name) > len(prefix):
            rest = name[len(prefix) :]
            return rest[0].upper() + rest[1:]
    return name
