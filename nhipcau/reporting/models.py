"""Calendars, forms, obligations and the versioned answers to them."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import get_language

from nhipcau.indicators.models import Indicator
from nhipcau.programmes.models import ReportDeadline
from nhipcau.units.models import Unit


class Calendar(models.Model):
    """A clock: where its year begins. Months and longer spans follow; phases are rows of `Period` alone."""

    code = models.CharField(max_length=10, primary_key=True, help_text="prefix of its period codes; 'duong' has none")
    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    first_month = models.PositiveSmallIntegerField(default=1)
    first_day = models.PositiveSmallIntegerField(default=1)
    years_back = models.PositiveSmallIntegerField(default=0)
    phases_only = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.name_en if get_language() == "en" else self.name


class Period(models.Model):
    """A named span of a calendar, with both its days included. Codes are those of `lib.periods`."""

    code = models.CharField(max_length=40, unique=True, db_collation="C")
    calendar = models.ForeignKey(Calendar, on_delete=models.PROTECT, related_name="periods")
    kind = models.CharField(max_length=12)
    starts_on = models.DateField()
    last_day = models.DateField()
    name = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["starts_on", "last_day"]
        indexes = [models.Index(fields=["calendar", "starts_on", "last_day"])]

    def __str__(self) -> str:
        return self.code


class FormQuerySet(models.QuerySet["Form"]):
    def visible_to(self, access):
        """Forms issued above, at or below the person's units."""
        if access.everything:
            return self
        wanted = models.Q(issuer__isnull=True) | models.Q(issuer__in=access.ancestors())
        for scope in access.scopes("reports.read"):
            wanted |= models.Q(issuer__path__startswith=scope)
        return self.filter(wanted)


class Form(models.Model):
    """A form: what kinds of unit answer it, how often, how many days after the cut-off it is due."""

    code = models.CharField(max_length=40, unique=True, db_collation="C")
    issuer = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="forms", null=True)
    name = models.CharField(max_length=255)
    name_en = models.CharField(max_length=255, blank=True)
    calendar = models.ForeignKey(Calendar, on_delete=models.PROTECT, related_name="forms")
    frequency = models.CharField(max_length=12, default="month", help_text="kind of period it is owed for")
    kinds = ArrayField(models.CharField(max_length=20), help_text="kinds of unit that owe it")
    due_days = models.SmallIntegerField(default=5, help_text="due at the end of this day after the period's last day")
    minutes = models.PositiveSmallIntegerField(default=2)
    first_period_from = models.DateField(help_text="owed for periods that begin on or after this day")
    ended_on = models.DateField(null=True)

    objects = FormQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name_en if get_language() == "en" and self.name_en else self.name


class Answering(models.Model):
    """That a form answers what a programme asks to be reported. One form may answer the programme of each year."""

    form = models.ForeignKey(Form, on_delete=models.PROTECT, related_name="answering")
    deadline = models.ForeignKey(ReportDeadline, on_delete=models.PROTECT, related_name="answered_by")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["form", "deadline"], name="reporting_answering_once")]


class FormVersion(models.Model):
    """The rows a form has from a day on. A version that answers were given to is never changed."""

    form = models.ForeignKey(Form, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    valid_from = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["form", "number"], name="reporting_formversion_once")]


class FormRow(models.Model):
    """One indicator asked for, in its place on the form."""

    version = models.ForeignKey(FormVersion, on_delete=models.PROTECT, related_name="rows")
    order = models.PositiveSmallIntegerField()
    section = models.CharField(max_length=200, blank=True)
    section_en = models.CharField(max_length=200, blank=True)
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="form_rows")
    required = models.BooleanField(default=True)
    help = models.CharField(max_length=300, blank=True)
    negative_allowed = models.BooleanField(default=False, db_default=False, help_text="a net figure may be below zero")

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["version", "indicator"], name="reporting_formrow_indicator_once"),
        ]

    @property
    def part(self) -> str:
        """Its section in the reader's language."""
        return self.section_en if get_language() == "en" and self.section_en else self.section


def _in_scope(access, permission: str, unit: str) -> models.Q:
    wanted = models.Q(**{f"{unit}__in": access.own_units(permission)})
    for scope in access.scopes(permission):
        wanted |= models.Q(**{f"{unit}__path__startswith": scope})
    return wanted


class ObligationQuerySet(models.QuerySet["Obligation"]):
    def visible_to(self, access):
        """What units in the person's subtrees owe."""
        return self if access.everything else self.filter(_in_scope(access, "reports.read", "unit"))


class Obligation(models.Model):
    """Unit × form × period: exists before any report does. `state` repeats the latest submission's."""

    NOT_STARTED = "not_started"

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="obligations")
    form = models.ForeignKey(Form, on_delete=models.PROTECT, related_name="obligations")
    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="obligations")
    due_on = models.DateField(help_text="the last day on which it is on time")
    exempt_reason = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=12, default=NOT_STARTED)
    submitted_at = models.DateTimeField(null=True, help_text="when a version was first submitted")
    reminded_at = models.DateTimeField(null=True, help_text="when the unit above last reminded of it")

    objects = ObligationQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "form", "period"], name="reporting_obligation_once")]
        indexes = [
            models.Index(fields=["period", "state"]),
            models.Index(fields=["unit", "due_on"]),
            # How a period of a form stands in the whole tree is counted in these alone.
            models.Index(fields=["form", "period", "state"], name="reporting_obligation_stand"),
            models.Index(
                fields=["form", "period", "state"],
                condition=~models.Q(exempt_reason=""),
                name="reporting_obligation_exempt",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.form_id} {self.period_id}"


class SubmissionQuerySet(models.QuerySet["Submission"]):
    def visible_to(self, access):
        """Submissions of units in the person's subtrees; drafts only to those who fill them in."""
        if access.everything:
            return self
        own_drafts = models.Q(unit__in=access.own_units("reports.fill"))
        return self.filter(_in_scope(access, "reports.read", "unit")).filter(
            ~models.Q(state=Submission.DRAFT) | own_drafts
        )


class Submission(models.Model):
    """One version of a unit's answers for a period. From `submitted` on its answers never change.

    Answers lie in parallel arrays, one element an indicator (ADR 0003): `indicator_ids`, `answers` (codes of
    `ANSWERS`), `nums` (the count, numerator or average), `bases` (denominator or weight; null where none).
    """

    DRAFT, SUBMITTED, RETURNED, APPROVED, LOCKED, RECALLED, REPLACED = (
        "draft",
        "submitted",
        "returned",
        "approved",
        "locked",
        "recalled",
        "replaced",
    )
    STATES = [(v, v) for v in (DRAFT, SUBMITTED, RETURNED, APPROVED, LOCKED, RECALLED, REPLACED)]
    ESTIMATE, FINAL = 0, 1
    STAGES: list[tuple[int, str]] = [(ESTIMATE, "estimate"), (FINAL, "final")]
    GIVEN, NONE_AROSE, NOT_CONCERNED = 1, 2, 3
    SOURCES = [(v, v) for v in ("form", "import", "prefill")]

    obligation = models.ForeignKey(Obligation, on_delete=models.PROTECT, null=True, related_name="submissions")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="submissions")
    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="submissions")
    stage = models.PositiveSmallIntegerField(choices=STAGES, default=FINAL)
    version = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=10, choices=STATES, default=DRAFT)
    source = models.CharField(max_length=8, choices=SOURCES, default="form")
    form_version = models.ForeignKey(FormVersion, on_delete=models.PROTECT, null=True, related_name="submissions")
    indicator_ids = ArrayField(models.IntegerField(), default=list)
    answers = ArrayField(models.SmallIntegerField(), default=list)
    nums = ArrayField(models.DecimalField(max_digits=26, decimal_places=6, null=True), default=list)
    bases = ArrayField(models.DecimalField(max_digits=26, decimal_places=6, null=True), default=list)
    explanations = models.JSONField(default=dict, help_text="indicator id → the sender's word on an odd figure")
    findings = models.JSONField(
        default=list,
        db_default=models.Value([], models.JSONField()),
        help_text="what was odd when it was submitted, see `wording.findings_as_rows`",
    )
    tone = models.PositiveSmallIntegerField(default=0, db_default=0, help_text="0 clean, 1 explained, 2 suspicious")
    narrative = models.TextField(blank=True)
    correction_reason = models.CharField(
        max_length=300, blank=True, db_default="", help_text="why an approved report is corrected"
    )
    revision = models.PositiveIntegerField(
        default=1, help_text="counts saves of a draft; a stale form is refused by it"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    saved_at = models.DateTimeField(auto_now=True)
    submitted_at = models.DateTimeField(null=True)
    submitted_by = models.CharField(max_length=200, blank=True)
    sender_id = models.BigIntegerField(null=True, help_text="the person who saved it last, then who submitted it")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=200, blank=True)
    decision_note = models.TextField(blank=True)

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["obligation", "stage", "version"], name="reporting_submission_version_once"
            ),
            models.UniqueConstraint(
                fields=["obligation", "stage"],
                condition=models.Q(state__in=["draft", "submitted"]),
                name="reporting_submission_one_open",
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "period", "stage"]),
            models.Index(fields=["state", "period"], condition=models.Q(state="submitted"), name="reporting_waiting"),
        ]


class CellReturn(models.Model):
    """Why one answer of a submission was sent back."""

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="returns")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["submission", "indicator"], name="reporting_cellreturn_once")]


# Tables of another noun; imported here so that Django finds them.
from nhipcau.reporting.stored import Expected, Figure, Reported, Standing  # noqa: E402, F401
