"""Papers a unit wrote itself are told from those it received."""

from django.db import migrations, models

from nhipcau.documents.own import names_unit


def tell_own(apps, schema_editor):
    document = apps.get_model("documents", "Document")
    rows = document.objects.values_list("pk", "direction", "issuer", "unit__name")
    own = [pk for pk, way, issuer, unit in rows.iterator() if way == "out" or names_unit(issuer, unit)]
    for start in range(0, len(own), 1000):
        document.objects.filter(pk__in=own[start : start + 1000]).update(own=True)


class Migration(migrations.Migration):
    dependencies = [("documents", "0005_annexes")]

    operations = [
        migrations.AddField(
            model_name="document",
            name="own",
            field=models.BooleanField(
                default=False, help_text="the unit wrote it itself: issued here, or sent with its name"
            ),
        ),
        migrations.RunPython(tell_own, migrations.RunPython.noop, elidable=True),
    ]
