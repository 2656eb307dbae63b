"""Documents received and issued: the file as it came, what was read from it, and numbers without gaps."""

from django.conf import settings
from django.db import models

from nhipcau.documents.cited import key_of
from nhipcau.documents.own import names_unit
from nhipcau.lib.vietnamese import fold
from nhipcau.units.models import Unit


class DocumentQuerySet(models.QuerySet["Document"]):
    def visible_to(self, access):
        """Documents of units in the person's subtrees, and what units above have issued or published."""
        if access.everything:
            return self
        issued = models.Q(direction=Document.OUT) | models.Q(published=True)
        wanted = models.Q(unit__in=access.ancestors()) & issued
        for scope in access.scopes("documents.read"):
            wanted |= models.Q(unit__path__startswith=scope)
        return self.filter(wanted)


class Document(models.Model):
    """An official document in a unit's register. The file is kept unchanged under its hash."""

    IN, OUT = "in", "out"

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="documents")
    direction = models.CharField(max_length=3, choices=[(IN, IN), (OUT, OUT)], default=IN)
    own = models.BooleanField(default=False, help_text="the unit wrote it itself: issued here, or sent with its name")
    file_name = models.CharField(max_length=255, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveIntegerField(default=0)
    text = models.TextField(blank=True, help_text="what spans point into")
    number = models.CharField(max_length=80, blank=True)
    doc_type = models.CharField(max_length=60, blank=True)
    issuer = models.CharField(max_length=300, blank=True)
    place = models.CharField(max_length=120, blank=True)
    issued_on = models.DateField(null=True)
    title = models.TextField(blank=True)
    theme = models.TextField(blank=True)
    signer = models.CharField(max_length=200, blank=True)
    signer_title = models.CharField(max_length=200, blank=True)
    reading = models.JSONField(null=True, help_text="the whole of what was read, as the contract has it")
    created_at = models.DateTimeField(auto_now_add=True)
    confirmed_at = models.DateTimeField(null=True, help_text="when a programme was drawn up from what was confirmed")
    published = models.BooleanField(default=False, help_text="a programme issued to the units below cites it")
    search_key = models.CharField(max_length=1000, db_collation="C", blank=True)
    number_key = models.CharField(max_length=80, db_collation="C", blank=True, db_index=True, help_text="see cited")
    text_corrected = models.BooleanField(default=False, help_text="a person corrected the text; it is read from there")
    revision = models.PositiveIntegerField(default=1, help_text="counts edits; a stale form is refused by it")

    objects = DocumentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "sha256"],
                condition=models.Q(direction="in"),
                name="documents_document_received_once",
            ),
        ]
        indexes = [models.Index(fields=["unit", "-created_at"])]

    def __str__(self) -> str:
        return self.number or self.title or self.file_name

    def save(self, *args, **options):
        """Keeps the number as references find it, and whose paper it is."""
        self.number_key = key_of(self.number)
        if options.get("update_fields") is None:
            self.own = self.direction == Document.OUT or names_unit(self.issuer, self.unit.name)
        if options.get("update_fields") is not None:
            options["update_fields"] = {*options["update_fields"], "number_key"}
        super().save(*args, **options)

    def words(self) -> str:
        """What the search of the register looks through: without accents, lower case."""
        parts = (self.number, self.title, self.issuer, self.doc_type, self.file_name, self.signer)
        return fold(" ".join(parts))[:1000]


class ReadItemQuerySet(models.QuerySet["ReadItem"]):
    def visible_to(self, access):
        """What was read from the documents the person sees."""
        return self.filter(document__in=Document.objects.visible_to(access))


class ReadItem(models.Model):
    """One thing read from a document (a target, a deadline, a task…), waiting for a person's word."""

    TARGET, TASK, DEADLINE, PHASE, REFERENCE = "target", "task", "deadline", "phase", "reference"
    KINDS = [(v, v) for v in (TARGET, TASK, DEADLINE, PHASE, REFERENCE)]
    PENDING, ACCEPTED, REFUSED = "pending", "accepted", "refused"
    DECISIONS = (PENDING, ACCEPTED, REFUSED)
    # How it stands to the last reading: as before, found only then, or no longer found.
    SAME, NEW, GONE = "", "new", "gone"

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="items")
    kind = models.CharField(max_length=10, choices=KINDS)
    order = models.PositiveIntegerField()
    text = models.TextField()
    span_start = models.PositiveIntegerField()
    span_end = models.PositiveIntegerField()
    fields = models.JSONField(help_text="as read, or as a person corrected it")
    as_read = models.JSONField(help_text="as first read; never changed")
    indicator = models.CharField(max_length=40, blank=True, help_text="code in the catalogue")
    suggestions = models.JSONField(default=list, help_text="[[code, score], …] best first")
    confidence = models.FloatField(default=0)
    decision = models.CharField(max_length=8, choices=[(v, v) for v in (PENDING, ACCEPTED, REFUSED)], default=PENDING)
    standing = models.CharField(max_length=4, blank=True, choices=[(v, v) for v in (SAME, NEW, GONE)], default=SAME)
    by_hand = models.BooleanField(default=False, help_text="a person made it from a sentence the reader passed over")
    above = models.PositiveBigIntegerField(null=True, help_text="the target of a programme above that it follows")
    number_key = models.CharField(max_length=80, db_collation="C", blank=True, db_index=True, help_text="of references")
    revision = models.PositiveIntegerField(default=1, help_text="counts acts; a stale button is refused by it")

    objects = ReadItemQuerySet.as_manager()

    class Meta:
        ordering = ["span_start", "order"]
        constraints = [models.UniqueConstraint(fields=["document", "kind", "order"], name="documents_readitem_once")]

    @property
    def corrected(self) -> bool:
        """Whether a person changed what was read."""
        as_read = {**self.as_read, "indicator": self.as_read.get("indicator", "")}
        return {**self.fields, "indicator": self.indicator} != as_read


class ArrivalQuerySet(models.QuerySet["Arrival"]):
    def visible_to(self, access):
        """Files on their way into the registers the person may read."""
        if access.everything:
            return self
        wanted = models.Q(pk=None)
        for scope in access.scopes("documents.read"):
            wanted |= models.Q(unit__path__startswith=scope)
        return self.filter(wanted)


class Arrival(models.Model):
    """A file that takes long to read (a scan, an old format): on its way to become a document.

    It waits, is being read, and is then done (`document`) or refused (`sentence`; the file is gone again).
    """

    WAITING, READING, DONE, REFUSED = "waiting", "reading", "done", "refused"
    OPEN = (WAITING, READING)

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=5, help_text="what a refusal is written in")
    file_name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=8, choices=[(v, v) for v in (WAITING, READING, DONE, REFUSED)], default=WAITING)
    done = models.PositiveIntegerField(default=0, help_text="pages read")
    pages = models.PositiveIntegerField(null=True, help_text="pages to read, where that is known")
    attempts = models.PositiveSmallIntegerField(default=0)
    sentence = models.TextField(blank=True, help_text="why it was refused and what to do")
    document = models.ForeignKey(Document, on_delete=models.CASCADE, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    beat_at = models.DateTimeField(auto_now_add=True, help_text="the last sign of life of whoever reads it")

    objects = ArrivalQuerySet.as_manager()

    class Meta:
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "sha256"],
                condition=models.Q(state__in=("waiting", "reading")),
                name="documents_arrival_once",
            ),
        ]

    def __str__(self) -> str:
        return self.file_name


class NumberSeries(models.Model):
    """The last number given in a series: issuing unit × type × year. Moves only inside the issuing transaction."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    doc_type = models.CharField(max_length=20)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "doc_type", "year"], name="documents_numberseries_once"),
        ]


class IssuedNumber(models.Model):
    """A number given to a document: once, for ever."""

    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="issued_number")
    series = models.ForeignKey(NumberSeries, on_delete=models.PROTECT, related_name="numbers")
    number = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["series", "number"], name="documents_issuednumber_no_twin")]


class AnnexQuerySet(models.QuerySet["Annex"]):
    def visible_to(self, access):
        """Tables of the documents the person sees."""
        return self.filter(document__in=Document.objects.visible_to(access))


class Annex(models.Model):
    """A table read from a document: its rows are what is ordered, its columns the units it is divided among."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="annexes")
    order = models.PositiveSmallIntegerField()
    title = models.TextField(blank=True)
    as_read = models.JSONField(help_text="the table as first read; never changed")
    turned = models.BooleanField(default=False, help_text="on the paper the units stand in the rows")
    totalled = models.BooleanField(default=False, help_text="the paper has a column (or row) of totals")
    warnings = models.JSONField(default=list, help_text="what was odd about it when it was read")
    allocated_at = models.DateTimeField(null=True, help_text="when allocations were made of it")
    revision = models.PositiveIntegerField(default=1, help_text="counts answers; a stale form is refused by it")

    objects = AnnexQuerySet.as_manager()

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["document", "order"], name="documents_annex_once")]

    def __str__(self) -> str:
        return self.title or str(self.document)


class AnnexColumnQuerySet(models.QuerySet["AnnexColumn"]):
    def visible_to(self, access):
        """Columns of the tables the person sees."""
        return self.filter(annex__in=Annex.objects.visible_to(access))


class AnnexColumn(models.Model):
    """A column of figures and the unit it was matched to. `added`: put in by a person where the head had lost one."""

    annex = models.ForeignKey(Annex, on_delete=models.CASCADE, related_name="columns")
    order = models.PositiveSmallIntegerField()
    name = models.TextField(blank=True, help_text="as printed")
    over = models.TextField(blank=True, help_text="what stands over it in the head")
    adds = models.BooleanField(default=True, help_text="counts in the total; last year's results and rates do not")
    added = models.BooleanField(default=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    score = models.FloatField(default=0, help_text="how alike the printed name is to the unit's, 0 to 1")
    suggestions = models.JSONField(default=list, help_text="[[unit id, likeness], …] best first")
    decision = models.CharField(max_length=8, choices=[(v, v) for v in ReadItem.DECISIONS], default=ReadItem.PENDING)

    objects = AnnexColumnQuerySet.as_manager()

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["annex", "unit"], condition=models.Q(unit__isnull=False), name="documents_annexcolumn_unit_once"
            ),
        ]


class AnnexRowQuerySet(models.QuerySet["AnnexRow"]):
    def visible_to(self, access):
        """Rows of the tables the person sees."""
        return self.filter(annex__in=Annex.objects.visible_to(access))


class AnnexRow(models.Model):
    """A line of figures. `printed` and `printed_total` are as on the paper; what a person wrote stands beside them."""

    # What the target shall be where the figures do not add up: the total printed, or the sum of the figures.
    TOTAL, SUM = "total", "sum"

    annex = models.ForeignKey(Annex, on_delete=models.CASCADE, related_name="rows")
    order = models.PositiveSmallIntegerField()
    label = models.TextField()
    group = models.TextField(blank=True)
    measure = models.CharField(max_length=60, blank=True)
    note = models.TextField(blank=True)
    depth = models.PositiveSmallIntegerField(default=0)
    comparator = models.CharField(max_length=5, default="=")
    rate = models.BooleanField(default=False, help_text="a rate: the same for each, never added up")
    sums = models.BooleanField(default=False, help_text="a line of sums of the lines above: no target")
    span_start = models.PositiveIntegerField()
    span_end = models.PositiveIntegerField()
    printed = models.JSONField(help_text="figures left to right as text, null where the cell is empty")
    printed_total = models.DecimalField(max_digits=26, decimal_places=6, null=True)
    total = models.DecimalField(max_digits=26, decimal_places=6, null=True)
    gaps = models.JSONField(default=list, help_text="ids of the columns whose cell the paper has lost")
    corrected = models.JSONField(default=dict, help_text="{column id: figure as text or null} written by a person")
    indicator = models.CharField(max_length=40, blank=True, help_text="code in the catalogue")
    suggestions = models.JSONField(default=list, help_text="[[code, score], …] best first")
    takes = models.CharField(max_length=5, blank=True, choices=[(v, v) for v in ("", TOTAL, SUM)])
    decision = models.CharField(max_length=8, choices=[(v, v) for v in ReadItem.DECISIONS], default=ReadItem.PENDING)

    objects = AnnexRowQuerySet.as_manager()

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["annex", "order"], name="documents_annexrow_once")]
