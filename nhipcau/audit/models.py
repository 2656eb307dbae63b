"""The append-only record: who, acting for which unit, did what, what it was before and after, and why."""

from django.db import models


class EntryQuerySet(models.QuerySet["Entry"]):
    def visible_to(self, access):
        """Entries of acts done for units in whose subtree the person may read the record."""
        if access.everything:
            return self
        wanted = models.Q(pk__in=[])
        for scope in access.scopes("audit.read"):
            wanted |= models.Q(unit_path__startswith=scope)
        return self.filter(wanted)

    def of(self, thing: models.Model):
        """Entries about one object, oldest first."""
        return self.filter(object_type=thing._meta.label_lower, object_id=str(thing.pk)).order_by("id")


class Entry(models.Model):
    """One act. The database refuses to change or delete a row (trigger `audit_entry_is_append_only`)."""

    at = models.DateTimeField(auto_now_add=True)
    person_id = models.BigIntegerField(null=True)
    person_name = models.CharField(max_length=200)
    unit_id = models.BigIntegerField(null=True)
    unit_path = models.CharField(max_length=400, blank=True, db_collation="C")
    action = models.CharField(max_length=80)
    object_type = models.CharField(max_length=80)
    object_id = models.CharField(max_length=80)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    reason = models.TextField(blank=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["object_type", "object_id"]),
            models.Index(fields=["unit_path"]),
            models.Index(fields=["at"]),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.person_name} {self.action} {self.object_type}:{self.object_id}"
