"""Programmes, the targets in them, and how each target goes down the tree."""

from datetime import date
from typing import Any

from django.db import models

from nhipcau.documents.models import Document
from nhipcau.indicators.models import Indicator
from nhipcau.lib.due import RECURRENCES, next_due
from nhipcau.lib.vietnamese import fold
from nhipcau.programmes.horizons import last_day
from nhipcau.units.models import Unit


class ProgrammeQuerySet(models.QuerySet["Programme"]):
    def visible_to(self, access):
        """Programmes of units in the person's subtrees, and issued ones of the units above."""
        if access.everything:
            return self
        wanted = models.Q(issuer__in=access.ancestors(), state=Programme.ISSUED)
        for scope in access.scopes("programmes.read"):
            wanted |= models.Q(issuer__path__startswith=scope)
        return self.filter(wanted)


class Programme(models.Model):
    """What a unit set itself and its children for a horizon: theme, bases, targets, tasks, report deadlines, phases."""

    DRAFT, ISSUED, REPLACED = "draft", "issued", "replaced"

    issuer = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="programmes")
    code = models.CharField(max_length=60, unique=True, db_collation="C")
    title = models.TextField()
    theme = models.TextField(blank=True)
    period = models.CharField(max_length=40, help_text="its horizon as a period code: 2024, 2020-2025…")
    state = models.CharField(max_length=10, choices=[(v, v) for v in (DRAFT, ISSUED, REPLACED)], default=DRAFT)
    number = models.CharField(max_length=80, blank=True)
    issued_on = models.DateField(null=True)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="programmes")
    created_at = models.DateTimeField(auto_now_add=True)
    revision = models.PositiveIntegerField(default=1)
    search_key = models.CharField(max_length=600, db_collation="C", blank=True)

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["document", "issuer"],
                condition=models.Q(document__isnull=False),
                name="programmes_programme_once_from_a_document",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args, **options):
        """Keeps what the search looks through: without accents, lower case."""
        self.search_key = fold(f"{self.number} {self.title} {self.code}")[:600]
        super().save(*args, **options)


class TargetQuerySet(models.QuerySet["Target"]):
    def visible_to(self, access):
        """Targets of the programmes the person sees."""
        return self.filter(programme__in=Programme.objects.visible_to(access))


class Target(models.Model):
    """Indicator + operator + value + horizon, with the exact place in the document it was read from."""

    OPERATORS = [(v, v) for v in (">=", ">", "=", "<=", "<", "range", "~")]
    CASCADES = [(v, v) for v in ("split", "copy", "roll", "own")]
    DUTIES = [(v, v) for v in ("required", "aspiration")]

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="targets")
    code = models.CharField(max_length=80, unique=True, db_collation="C")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, null=True, related_name="targets")
    text = models.TextField(blank=True, help_text="the sentence, verbatim")
    span_start = models.PositiveIntegerField(null=True)
    span_end = models.PositiveIntegerField(null=True)
    operator = models.CharField(max_length=5, choices=OPERATORS)
    value = models.DecimalField(max_digits=26, decimal_places=6, null=True)
    value_max = models.DecimalField(max_digits=26, decimal_places=6, null=True)
    measure = models.CharField(max_length=60, blank=True)
    per = models.CharField(max_length=120, blank=True, help_text="mỗi CĐCS…")
    condition = models.TextField(blank=True)
    period = models.CharField(max_length=40)
    cascade = models.CharField(max_length=5, choices=CASCADES)
    duty = models.CharField(max_length=10, choices=DUTIES, default="required")
    responsibility = models.CharField(max_length=6, blank=True, choices=[("direct", "direct"), ("joint", "joint")])
    owner = models.CharField(max_length=60, blank=True)
    section = models.CharField(max_length=120, blank=True)
    order = models.PositiveIntegerField(default=0)
    parent_allocation = models.ForeignKey(
        "Allocation", on_delete=models.PROTECT, null=True, related_name="answered_by_targets"
    )
    above = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="followed_by",
        help_text="the target of a programme above that it follows, as a person confirmed",
    )  # fmt: skip

    objects = TargetQuerySet.as_manager()

    class Meta:
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return f"{self.code} {self.operator} {self.value}"

    @property
    def part(self) -> str:
        """The part of the programme it stands in: of section `II.3` that is `II`."""
        return self.section.partition(".")[0]


class AllocationQuerySet(models.QuerySet["Allocation"]):
    def visible_to(self, access):
        """Allocations to units in the person's subtrees; the person's own and ancestors' once proposed."""
        if access.everything:
            return self
        wanted = models.Q(unit__in=access.ancestors()) & ~models.Q(state=Allocation.DRAFT)
        for scope in access.scopes("programmes.read"):
            wanted |= models.Q(by_unit__path__startswith=scope)
            wanted |= models.Q(unit__path__startswith=scope) & ~models.Q(state=Allocation.DRAFT)
        return self.filter(wanted)

    def current(self):
        """The version of each allocation that holds now: not replaced by a later one."""
        return self.filter(replaced_by__isnull=True)


class Allocation(models.Model):
    """A child unit's share of a target, as one version. A change after issue is a new version with a reason."""

    DRAFT, PROPOSED, COUNTERED, AGREED, ISSUED, ACKNOWLEDGED = (
        "draft",
        "proposed",
        "countered",
        "agreed",
        "issued",
        "acknowledged",
    )
    STATES = [(v, v) for v in (DRAFT, PROPOSED, COUNTERED, AGREED, ISSUED, ACKNOWLEDGED)]

    target = models.ForeignKey(Target, on_delete=models.PROTECT, related_name="allocations")
    by_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="allocations_made")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="allocations")
    above = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="below")
    version = models.PositiveIntegerField(default=1)
    replaced_by = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="replaces")
    value = models.DecimalField(max_digits=26, decimal_places=6)
    self_set = models.DecimalField(max_digits=26, decimal_places=6, null=True, help_text="tự đề ra")
    key = models.CharField(max_length=40, blank=True, help_text="what it was divided by")
    locked = models.BooleanField(default=False)
    state = models.CharField(max_length=12, choices=STATES, default=DRAFT)
    decision = models.CharField(max_length=120, blank=True)
    decision_document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="allocations")
    valid_from = models.DateField(null=True)
    reason = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    acknowledged_at = models.DateTimeField(null=True)

    objects = AllocationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["target", "unit"],
                condition=models.Q(replaced_by__isnull=True),
                name="programmes_allocation_one_current",
            ),
            models.UniqueConstraint(fields=["target", "unit", "version"], name="programmes_allocation_version_once"),
        ]
        indexes = [models.Index(fields=["unit", "state"]), models.Index(fields=["target", "by_unit"])]

    def __str__(self) -> str:
        return f"{self.target_id} → {self.unit_id}: {self.value}"


class LineQuerySet(models.QuerySet[Any]):
    def visible_to(self, access):
        """Lines of the programmes the person sees."""
        return self.filter(programme__in=Programme.objects.visible_to(access))


class ReportDeadline(models.Model):
    """What a programme asks to be reported: to whom, by when and how often, with its place in the document.

    `named_on` is the day the paper names, which counts only where `inclusive`: before 31/5 is due at the end of 30/5.
    """

    RHYTHMS = [(v, v) for v in RECURRENCES]

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="deadlines")
    text = models.TextField()
    span_start = models.PositiveIntegerField(null=True)
    span_end = models.PositiveIntegerField(null=True)
    to = models.CharField(max_length=200, blank=True, help_text="whom the report is sent to")
    named_on = models.DateField(null=True)
    inclusive = models.BooleanField(default=False)
    recurrence = models.CharField(max_length=10, blank=True, choices=RHYTHMS)
    order = models.PositiveIntegerField(default=0)

    objects = LineQuerySet.as_manager()

    class Meta:
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def due(self) -> tuple[date | None, bool, str]:
        """The day named, whether it counts, how often: what `lib.due` and `web.due` ask for."""
        return self.named_on, self.inclusive, self.recurrence

    def next_due(self, today: date) -> date | None:
        """The next last day on which its report is on time; None where none is left of the programme's horizon."""
        return next_due(*self.due, today, last_day(self.programme.period))


class Phase(models.Model):
    """A stretch of a programme: an emulation drive to 30/6, the school term. One end may be left open."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="phases")
    name = models.CharField(max_length=120)
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    theme = models.TextField(blank=True)
    span_start = models.PositiveIntegerField(null=True)
    span_end = models.PositiveIntegerField(null=True)
    order = models.PositiveIntegerField(default=0)

    objects = LineQuerySet.as_manager()

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(starts_on__isnull=True)
                | models.Q(ends_on__isnull=True)
                | models.Q(starts_on__lte=models.F("ends_on")),
                name="programmes_phase_begins_before_it_ends",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Task(models.Model):
    """Work with a lead, a due date and a product."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="tasks")
    text = models.TextField()
    span_start = models.PositiveIntegerField(null=True)
    span_end = models.PositiveIntegerField(null=True)
    section = models.CharField(max_length=120, blank=True)
    lead = models.CharField(max_length=200, blank=True)
    due_on = models.DateField(null=True)
    order = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["order", "id"]
