from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """By which letters are known that did not arrive."""

    dependencies = [("directory", "0014_outdated"), ("post", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="relay",
            name="outgoing",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="post.outgoing",
            ),
        ),
    ]
