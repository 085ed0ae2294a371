from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("conversations", "0014_plan_to_ask_later"),
    ]

    operations = [
        migrations.AddField(
            model_name="mailway",
            name="encrypted",
            field=models.BooleanField(default=False),
        ),
    ]
