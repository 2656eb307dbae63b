"""Runs of import and export: who, what file, with what result."""

from django.db import models


class RunQuerySet(models.QuerySet["Run"]):
    def visible_to(self, access):
        """Runs are the operator's and everyone's own."""
        if access.everything or access.may_somewhere("system.operate"):
            return self
        return self.filter(person_id=access.person_id)


class Run(models.Model):
    """One import or export, kept for the record."""

    name = models.CharField(max_length=40)
    direction = models.CharField(max_length=6, choices=[("import", "import"), ("export", "export")])
    file_name = models.CharField(max_length=255, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    person_id = models.BigIntegerField(null=True)
    person_name = models.CharField(max_length=200)
    started_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)
    # running, then done, checked, refused or failed; broken: its process ended in the middle.
    state = models.CharField(max_length=10, default="running")
    rows = models.PositiveBigIntegerField(default=0)
    changed = models.PositiveBigIntegerField(default=0)
    problems = models.PositiveIntegerField(default=0)

    objects = RunQuerySet.as_manager()
