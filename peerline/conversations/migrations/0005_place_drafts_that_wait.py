from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import F


def place(apps: Apps, _schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Drafts that waited before there was a place for them wait since they were written."""
    drafts = apps.get_model("conversations", "Message").objects.filter(kind="draft", draft_state="offered")
    drafts.update(offered_at=F("at"))


class Migration(migrations.Migration):
    dependencies = [("conversations", "0004_place_what_waits_for_review")]

    operations = [migrations.RunPython(place, migrations.RunPython.noop)]
