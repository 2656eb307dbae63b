"""The catalogue: what is measured, in what, and how it adds up over units and over time."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import get_language


class IndicatorQuerySet(models.QuerySet["Indicator"]):
    def visible_to(self, access):
        """The catalogue is common knowledge of everyone signed in."""
        return self if access.everything or access.grants else self.none()

    def current(self):
        return self.filter(retired=False)


class Indicator(models.Model):
    """One indicator as it stands now; every former wording is kept in `IndicatorVersion`."""

    OVER_UNITS = [(v, v) for v in ("sum", "weighted", "ratio", "share", "max", "none")]
    OVER_TIME = [(v, v) for v in ("sum", "last", "weighted", "ratio", "max", "none")]
    DIRECTIONS = [(v, v) for v in ("up", "down", "zero", "none")]
    CASCADES = [(v, v) for v in ("split", "copy", "roll", "own", "none")]
    PART_RULES = [("within", "within"), ("divides", "divides")]

    code = models.CharField(max_length=40, unique=True, db_collation="C")
    name = models.CharField(max_length=300)
    name_en = models.CharField(max_length=300, blank=True)
    unit = models.CharField(max_length=60, blank=True, help_text="unit of measure: người, đ, %, căn nhà…")
    unit_en = models.CharField(max_length=60, blank=True)
    over_units = models.CharField(max_length=10, choices=OVER_UNITS)
    over_time = models.CharField(max_length=10, choices=OVER_TIME)
    direction = models.CharField(max_length=5, choices=DIRECTIONS, default="up")
    cascade = models.CharField(max_length=5, choices=CASCADES, default="split")
    group = models.CharField(max_length=60, blank=True)
    owner = models.CharField(max_length=60, blank=True, help_text="the department that owns it")
    of_which = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="parts")
    part_rule = models.CharField(
        max_length=8, choices=PART_RULES, default="within", help_text="within: trong đó; divides: parts must add up"
    )
    applies_to = ArrayField(models.CharField(max_length=20), default=list, blank=True, help_text="kinds; empty: all")
    decimals = models.PositiveSmallIntegerField(default=0)
    order = models.PositiveIntegerField(default=0)
    retired = models.BooleanField(default=False)
    search_key = models.CharField(max_length=600, db_collation="C", blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = IndicatorQuerySet.as_manager()

    class Meta:
        ordering = ["order", "code"]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """Its name in the language of the page."""
        return self.name_en if get_language() == "en" and self.name_en else self.name

    @property
    def measure(self) -> str:
        """Its unit of measure in the language of the page."""
        return self.unit_en if get_language() == "en" and self.unit_en else self.unit

    @property
    def needs_base(self) -> bool:
        """Whether an answer has two parts: a numerator and its denominator, or an average and its weight."""
        return self.over_units in ("weighted", "ratio")


class IndicatorVersion(models.Model):
    """A wording of an indicator, from the moment it was saved; never changed."""

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    at = models.DateTimeField(auto_now_add=True)
    fields = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["indicator", "number"], name="indicators_version_once")]
