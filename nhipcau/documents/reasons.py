"""Why a number in a document was not read as a target, in the person's language."""

from django.utils.translation import gettext_lazy as _

# The reader's reasons (`docio`) in words of the page.
REASONS = {
    "no aim is stated": _("nothing here says it must be reached"),
    "the opening of the document": _("it stands in the opening of the document"),
    "a past result": _("a result already reached"),
    "a mark of a rating": _("a mark or a criterion of a rating"),
    "a prize": _("a prize"),
    "what something is made up of": _("says what something is made up of"),
    "a length of time": _("a length of time"),
    "span of time": _("a length of time"),
    "time of day": _("a time of day"),
    "copies of the paper": _("copies of the paper"),
    "what exists already": _("what exists already"),
    "a part of the plan itself": _("counts parts of the plan itself"),
    "a number in words": _("a number in words that counts nothing to reach"),
    "nothing is counted": _("it does not say what is counted"),
    "a rate set by rule": _("a rate set by rule"),
    "a threshold inside a subject": _("says which units are meant, not what they reach"),
    "the level before": _("the level before"),
    "a vote": _("the result of a vote"),
    "what it is compared with": _("what something is compared with"),
    "an anniversary": _("an anniversary"),
    "a part of another sum": _("a part of another sum"),
    "an amount of money": _("an amount of money, no aim"),
    "the price of one": _("the price or value of one"),
    "a description": _("describes what was counted just before"),
    "a condition": _("a condition under which something holds"),
    "a place": _("part of a place"),
    "a quota of rewards": _("how many may be rewarded"),
    "a request": _("a request to others"),
    "an aside": _("an aside in brackets"),
    "what it is counted by": _("what something is counted by"),
    "date": _("a date"),
    "year": _("a year"),
    "age": _("an age"),
    "law": _("part of a law or document number"),
    "a document number": _("part of a law or document number"),
    "name": _("part of a name"),
    "a name in quotes": _("part of a name"),
    "address": _("an address or telephone number"),
    "ordinal": _("a number in a row"),
    "number of a thing": _("a number in a row"),
}
# Reasons nobody wonders about: the page keeps these numbers folded away.
PLAIN = frozenset(
    ("date", "year", "law", "a document number", "name", "a name in quotes", "address", "ordinal", "number of a thing",
     "time of day", "span of time", "age", "the opening of the document")
)  # fmt: skip


def reason(why: str) -> str:
    """The reason in words; one that has none yet is said in general."""
    return str(REASONS.get(why, _("not recognised as something to reach")))
