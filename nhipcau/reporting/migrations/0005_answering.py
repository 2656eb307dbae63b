import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("programmes", "0005_deadlines_confirmed_before"),
        ("reporting", "0004_sorting_and_reminding"),
    ]

    operations = [
        migrations.CreateModel(
            name="Answering",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                (
                    "deadline",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answered_by",
                        to="programmes.reportdeadline",
                    ),
                ),
                (
                    "form",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="answering", to="reporting.form"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("form", "deadline"), name="reporting_answering_once")],
            },
        ),
    ]
