from django.db import migrations, models

from nhipcau.documents.cited import key_of


def keys(apps, schema_editor):
    """Gives the documents and references that are there their keys."""
    for name, number in (
        ("Document", lambda row: row.number),
        ("ReadItem", lambda row: row.fields.get("number") or ""),
    ):
        model = apps.get_model("documents", name)
        rows = model.objects.all() if name == "Document" else model.objects.filter(kind="reference")
        for row in rows.only("pk", "number" if name == "Document" else "fields").iterator():
            model.objects.filter(pk=row.pk).update(number_key=key_of(number(row)))


KEY = {"blank": True, "db_collation": "C", "db_index": True, "max_length": 80}


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0003_arrivals"),
    ]

    operations = [
        migrations.AddField(
            model_name="document",
            name="number_key",
            field=models.CharField(default="", help_text="see cited", **KEY),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="document",
            name="text_corrected",
            field=models.BooleanField(default=False, help_text="a person corrected the text; it is read from there"),
        ),
        migrations.AddField(
            model_name="readitem",
            name="above",
            field=models.PositiveBigIntegerField(
                help_text="the target of a programme above that it follows", null=True
            ),
        ),
        migrations.AddField(
            model_name="readitem",
            name="by_hand",
            field=models.BooleanField(
                default=False, help_text="a person made it from a sentence the reader passed over"
            ),
        ),
        migrations.AddField(
            model_name="readitem",
            name="number_key",
            field=models.CharField(default="", help_text="of references", **KEY),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="readitem",
            name="revision",
            field=models.PositiveIntegerField(default=1, help_text="counts acts; a stale button is refused by it"),
        ),
        migrations.AddField(
            model_name="readitem",
            name="standing",
            field=models.CharField(
                blank=True, choices=[("", ""), ("new", "new"), ("gone", "gone")], default="", max_length=4
            ),
        ),
        migrations.RunPython(keys, migrations.RunPython.noop, elidable=True),
    ]
