import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("programmes", "0002_search_key"),
    ]

    operations = [
        migrations.AddField(
            model_name="target",
            name="above",
            field=models.ForeignKey(
                help_text="the target of a programme above that it follows, as a person confirmed",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="followed_by",
                to="programmes.target",
            ),
        ),
    ]
