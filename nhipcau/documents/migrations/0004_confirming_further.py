from itertools import islice

from django.db import migrations, models

from nhipcau.documents.cited import key_of


def keys(apps, schema_editor):
    """Gives the documents and references that are there their keys."""
    documents = apps.get_model("documents", "Document").objects.exclude(number="").only("pk", "number")
    _write(documents, lambda row: row.number)
    references = apps.get_model("documents", "ReadItem").objects.filter(kind="reference").only("pk", "fields")
    _write(references, lambda row: row.fields.get("number") or "")


def _write(rows, number):
    found = rows.iterator()
    while some := list(islice(found, 2000)):
        for row in some:
            row.number_key = key_of(number(row))
        rows.model.objects.bulk_update(some, ["number_key"])


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
