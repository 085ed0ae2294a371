from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    """When a piece of news was last corrected, for its feed."""

    dependencies = [("directory", "0015_letters_that_fail")]

    operations = [
        migrations.AddField(
            model_name="news",
            name="corrected_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
