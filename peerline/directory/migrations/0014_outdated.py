"""What somebody learnt of a number or an address does not speak for the one that took its place."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("directory", "0013_refused_is_not_due")]

    operations = [
        migrations.AddField(
            model_name="verification",
            name="is_outdated",
            field=models.BooleanField(default=False),
        ),
    ]
