from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("conversations", "0006_share_what_nobody_answers"),
    ]

    operations = [
        migrations.AddField(
            model_name="conversation",
            name="no_more_mail",
            field=models.BooleanField(db_default=False, default=False),
        ),
    ]
