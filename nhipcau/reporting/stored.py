"""What stands approved, and the figures computed from it (ADR 0003). Both can be rebuilt from submissions."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from nhipcau.indicators.models import Indicator
from nhipcau.reporting.models import Period, Submission, _in_scope
from nhipcau.units.models import Kind, Unit


class StandingQuerySet(models.QuerySet["Standing"]):
    def visible_to(self, access):
        return self if access.everything else self.filter(_in_scope(access, "figures.read", "unit"))


class Standing(models.Model):
    """The approved answers of one unit in one period and stage, one row, as parallel arrays like a submission's.

    `sources` names for each answer the submission it was approved in.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="+")
    stage = models.PositiveSmallIntegerField(choices=Submission.STAGES)
    indicator_ids = ArrayField(models.IntegerField())
    answers = ArrayField(models.SmallIntegerField())
    nums = ArrayField(models.DecimalField(max_digits=26, decimal_places=6, null=True))
    bases = ArrayField(models.DecimalField(max_digits=26, decimal_places=6, null=True))
    sources = ArrayField(models.BigIntegerField())

    objects = StandingQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["period", "unit", "stage"], name="reporting_standing_once")]


class DerivedKey(models.ForeignKey):
    """A reference from rows that are computed by the million: no index of its own, no check of each row."""

    def __init__(self, to, on_delete=models.CASCADE, **options):
        super().__init__(to, on_delete, **{"related_name": "+", "db_index": False, "db_constraint": False, **options})

    def deconstruct(self):
        name, _path, arguments, options = super().deconstruct()
        return name, "django.db.models.ForeignKey", arguments, options


class FigureQuerySet(models.QuerySet["Figure"]):
    def visible_to(self, access):
        return self if access.everything else self.filter(_in_scope(access, "figures.read", "unit"))


class Figure(models.Model):
    """The roll-up of a unit that has ever had children, for a shortest period: as it was on its last day.

    `num` is what adds up (for a weighted indicator the sum of value × weight), `base` the denominator or weight.
    Figures of units that never had children are their own standing answers and are not stored.
    """

    pk = models.CompositePrimaryKey("period", "unit", "stage", "indicator")
    period = DerivedKey(Period)
    unit = DerivedKey(Unit)
    stage = models.PositiveSmallIntegerField(choices=Submission.STAGES)
    indicator = DerivedKey(Indicator)
    num = models.DecimalField(max_digits=66, decimal_places=12, null=True)
    base = models.DecimalField(max_digits=40, decimal_places=6, null=True)
    answered = models.IntegerField(default=0, help_text="answers given or none arose")
    covered = models.IntegerField(default=0, help_text="those of them that units which owe gave")
    exempted = models.IntegerField(default=0, help_text="units which owe, but answered: not concerned")

    objects = FigureQuerySet.as_manager()


class Expected(models.Model):
    """How many units of a reporting kind stand at or below a unit on a shortest period's last day."""

    pk = models.CompositePrimaryKey("period", "unit", "kind")
    period = DerivedKey(Period)
    unit = DerivedKey(Unit)
    kind = DerivedKey(Kind)
    count = models.IntegerField()


class Reported(models.Model):
    """For which shortest periods there is any standing answer to an indicator, anywhere in the federation."""

    pk = models.CompositePrimaryKey("indicator", "stage", "period")
    indicator = DerivedKey(Indicator)
    stage = models.PositiveSmallIntegerField(choices=Submission.STAGES)
    period = models.ForeignKey(Period, on_delete=models.CASCADE, related_name="+", db_constraint=False)
