"""What groups and rules of the catalogue are called on the page. Groups are data: an unknown one shows as it is."""

from django.utils.translation import gettext_lazy as _

GROUP_NAMES = {
    "A": _("A. Members and grassroots unions"),
    "B": _("B. Representation and protection"),
    "C": _("C. Care and welfare"),
    "D": _("D. Communication, party building"),
    "E": _("E. Emulation, initiatives"),
    "F": _("F. Women's work"),
    "G": _("G. Inspection and supervision"),
    "H": _("H. Finance"),
    "I": _("I. Digital work, administration"),
}
OVER_UNITS_NAMES = {
    "sum": _("values of units add up"),
    "weighted": _("average weighted by its base"),
    "ratio": _("numerators over denominators"),
    "share": _("units that say yes over units concerned"),
    "max": _("the largest"),
    "none": _("does not add up"),
}
OVER_TIME_NAMES = {
    "sum": _("months add up"),
    "last": _("the last month stands"),
    "weighted": _("average weighted by its base"),
    "ratio": _("numerators over denominators"),
    "max": _("the largest"),
    "none": _("has no figure of a longer period"),
}
DIRECTION_NAMES = {
    "up": _("more is better"),
    "down": _("less is better"),
    "zero": _("there must be none"),
    "none": _("neither is better"),
}
CASCADE_NAMES = {
    "split": _("is divided among the units below"),
    "copy": _("is the same for every unit below"),
    "roll": _("is computed from the units below"),
    "own": _("is this level's own"),
    "none": _("no target goes down"),
}
PART_RULE_NAMES = {
    "within": _("of which (no more than the whole)"),
    "divides": _("divides the whole (parts add up to it)"),
}
FIELD_NAMES = {
    "name": _("Name"),
    "name_en": _("Name in English"),
    "unit": _("Unit of measure"),
    "unit_en": _("Unit of measure in English"),
    "over_units": _("Over units"),
    "over_time": _("Over time"),
    "direction": _("Direction"),
    "cascade": _("A target of it"),
    "group": _("Group"),
    "owner": _("Department"),
    "of_which": _("Part of"),
    "part_rule": _("As a part"),
    "applies_to": _("Kinds of unit"),
    "decimals": _("Decimal places"),
    "retired": _("Retired"),
}
_VALUES = {
    "over_units": OVER_UNITS_NAMES,
    "over_time": OVER_TIME_NAMES,
    "direction": DIRECTION_NAMES,
    "cascade": CASCADE_NAMES,
    "part_rule": PART_RULE_NAMES,
    "group": GROUP_NAMES,
    "retired": {True: _("yes"), False: _("no")},
}


def shown_value(field: str, value: object) -> str:
    """A field's value in the person's words."""
    if isinstance(value, list | tuple):
        return ", ".join(value) or str(_("all"))
    return str(_VALUES.get(field, {}).get(value, value)) or "–"
