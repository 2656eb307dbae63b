import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

STATES = ("waiting", "reading", "done", "refused")


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0002_confirmed_and_published"),
        ("units", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Arrival",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("language", models.CharField(help_text="what a refusal is written in", max_length=5)),
                ("file_name", models.CharField(max_length=255)),
                ("sha256", models.CharField(max_length=64)),
                (
                    "state",
                    models.CharField(choices=[(state, state) for state in STATES], default="waiting", max_length=8),
                ),
                ("done", models.PositiveIntegerField(default=0, help_text="pages read")),
                ("pages", models.PositiveIntegerField(help_text="pages to read, where that is known", null=True)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("sentence", models.TextField(blank=True, help_text="why it was refused and what to do")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "beat_at",
                    models.DateTimeField(auto_now_add=True, help_text="the last sign of life of whoever reads it"),
                ),
                (
                    "document",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="documents.document",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="units.unit"),
                ),
            ],
            options={"ordering": ["created_at"]},
        ),
        migrations.AddConstraint(
            model_name="arrival",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ("waiting", "reading"))),
                fields=("unit", "sha256"),
                name="documents_arrival_once",
            ),
        ),
    ]
