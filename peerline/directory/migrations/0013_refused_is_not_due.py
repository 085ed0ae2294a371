"""What is never to be shown is not due: rows that were refused before that was so keep no day."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def take_out_of_the_queue(apps: StateApps, _schema_editor: BaseDatabaseSchemaEditor) -> None:
    """No day for what is refused."""
    apps.get_model("directory", "Listing").objects.filter(state="refused", due_on__isnull=False).update(due_on=None)


class Migration(migrations.Migration):
    dependencies = [("directory", "0012_way_back")]

    operations = [migrations.RunPython(take_out_of_the_queue, migrations.RunPython.noop)]
