"""The tree through time: a unit's identity, its places and what became of it are three things."""

from datetime import date

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.utils.translation import get_language


class Kind(models.Model):
    """A kind of unit (confederation, province, grassroots…). Kinds are rows, never levels in code."""

    code = models.CharField(max_length=20, primary_key=True)
    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    reports = models.BooleanField(default=False, help_text="owes reports where no form says otherwise")
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "code"]

    def __str__(self) -> str:
        return self.name_en if get_language() == "en" else self.name


class UnitQuerySet(models.QuerySet["Unit"]):
    def visible_to(self, access):
        """Units in the person's subtrees of today's tree; closed ones at the place they last had."""
        return self.within(access, "units.read")

    def within(self, access, permission: str):
        """Units at which the person holds `permission`."""
        if access.everything:
            return self
        wanted = models.Q(pk__in=access.own_units(permission))
        for scope in access.scopes(permission):
            wanted |= models.Q(path__startswith=scope)
        return self.filter(wanted)

    def alive(self):
        """Units that have a place in today's tree."""
        return self.filter(alive=True)

    def below(self, unit: "Unit"):
        """The unit and everything under it in today's tree."""
        return self.filter(path__startswith=unit.path)

    def children_of(self, unit: "Unit"):
        return self.filter(parent=unit)


class Unit(models.Model):
    """A union body at any level: an identity that never changes.

    The columns from `name` on repeat the place it has today (or last had), kept by
    `units.services.refresh_current_tree`; the truth is in `Placement`.
    """

    code = models.CharField(max_length=40, unique=True, db_collation="C")
    name = models.CharField(max_length=255)
    kind = models.ForeignKey(Kind, on_delete=models.PROTECT, related_name="+")
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    path = models.CharField(max_length=400, db_collation="C", help_text="ids from the root down: /1/34/560/")
    depth = models.PositiveSmallIntegerField(default=0)
    alive = models.BooleanField(default=True)
    ever_parent = models.BooleanField(default=False, help_text="had children on some day: its figures are stored")
    sort_key = models.CharField(max_length=600, db_collation="C", blank=True)
    search_key = models.CharField(max_length=400, db_collation="C", blank=True)

    objects = UnitQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["path"]),
            models.Index(fields=["parent", "sort_key"]),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def ancestor_ids(self) -> list[int]:
        """Ids of the units above it today, the root first."""
        return [int(part) for part in self.path.split("/") if part][:-1]


class DateRange(models.Func):
    function = "daterange"
    output_field = DateRangeField()


class OneUnit(models.Func):
    """A unit id as a one-element range: the embedded server has no btree_gist to compare plain numbers in GiST."""

    template = "int8range(%(expressions)s, %(expressions)s, '[]')"


class PlacementQuerySet(models.QuerySet["Placement"]):
    def on(self, day: date):
        """Places that hold on `day`."""
        return self.filter(valid_from__lte=day).filter(models.Q(valid_to__isnull=True) | models.Q(valid_to__gt=day))


class Placement(models.Model):
    """Where a unit hangs and what it is called, from `valid_from` until before `valid_to` (None: open).

    The database holds: a unit has at most one place a day (exclusion constraint) and no cycle arises on any day
    (trigger `units_placement_no_cycle`).
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="placements")
    parent = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="placements_below")
    name = models.CharField(max_length=255)
    kind = models.ForeignKey(Kind, on_delete=models.PROTECT, related_name="+")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    objects = PlacementQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gt=models.F("valid_from")),
                name="units_placement_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=~models.Q(parent=models.F("unit")), name="units_placement_is_not_its_own_parent"
            ),
            ExclusionConstraint(
                name="units_placement_one_place_a_day",
                expressions=[
                    (OneUnit("unit_id"), RangeOperators.OVERLAPS),
                    (DateRange("valid_from", "valid_to"), RangeOperators.OVERLAPS),
                ],
            ),
        ]
        indexes = [models.Index(fields=["parent", "valid_from"])]

    def __str__(self) -> str:
        return f"{self.name} [{self.valid_from}, {self.valid_to or '…'})"


class Reorganisation(models.Model):
    """One reversible event with a decision and an effective date; its parts are placements and successions."""

    code = models.CharField(max_length=60, unique=True)
    kind = models.CharField(max_length=20)
    effective_on = models.DateField()
    decision = models.CharField(max_length=120)
    note = models.TextField(blank=True)


class Succession(models.Model):
    """What became of a unit: `share` of it (0 < share ≤ 1) went on in `successor` (None: dissolved)."""

    KINDS = [("merge", "merge"), ("split", "split"), ("transfer", "transfer"), ("dissolve", "dissolve")]

    reorganisation = models.ForeignKey(Reorganisation, on_delete=models.PROTECT, null=True, related_name="successions")
    kind = models.CharField(max_length=20, choices=KINDS)
    predecessor = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="predecessions")
    share = models.DecimalField(max_digits=9, decimal_places=8, default=1)
    effective_on = models.DateField()
    decision = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(share__gt=0, share__lte=1), name="units_succession_share_is_a_part"
            ),
            models.UniqueConstraint(
                fields=["predecessor", "successor", "effective_on"],
                name="units_succession_once",
                nulls_distinct=False,
            ),
        ]


class Group(models.Model):
    """A set of units that is not the tree: an emulation cluster, a club, a team for an area."""

    code = models.CharField(max_length=40, unique=True, db_collation="C")
    name = models.CharField(max_length=255)
    name_en = models.CharField(max_length=255, blank=True)
    issuer = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="groups_issued")


class Member(models.Model):
    """A unit's dated membership of a group."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="members")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="memberships")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="units_member_once_a_day",
                expressions=[
                    (OneUnit("group_id"), RangeOperators.OVERLAPS),
                    (OneUnit("unit_id"), RangeOperators.OVERLAPS),
                    (DateRange("valid_from", "valid_to"), RangeOperators.OVERLAPS),
                ],
            ),
        ]


class TreeState(models.Model):
    """One row: the day for which the columns of `Unit` that repeat the current place were last computed."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    as_of = models.DateField()
