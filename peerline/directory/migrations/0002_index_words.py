"""The index over the words of the directory: FTS5 on SQLite, GIN on PostgreSQL."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def make_index(_apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """The index over the tokens: FTS5 beside the table, kept by triggers; on PostgreSQL a column and a GIN index."""
    for statement in _POSTGRESQL if schema_editor.connection.vendor == "postgresql" else _SQLITE:
        schema_editor.execute(statement)


_POSTGRESQL = (
    (
        "ALTER TABLE directory_words ADD COLUMN vector tsvector"
        " GENERATED ALWAYS AS (array_to_tsvector(string_to_array(tokens, ' '))) STORED"
    ),
    "CREATE INDEX directory_words_vector ON directory_words USING gin (vector)",
)
_SQLITE = (
    (
        "CREATE VIRTUAL TABLE directory_fts USING fts5(tokens, content='directory_words', content_rowid='number',"
        " tokenize=\"unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc Me'\", prefix='2 3', detail=none)"
    ),
    (
        "CREATE TRIGGER directory_words_added AFTER INSERT ON directory_words BEGIN"
        " INSERT INTO directory_fts(rowid, tokens) VALUES (new.number, new.tokens); END"
    ),
    (
        "CREATE TRIGGER directory_words_gone AFTER DELETE ON directory_words BEGIN"
        " INSERT INTO directory_fts(directory_fts, rowid, tokens) VALUES ('delete', old.number, old.tokens); END"
    ),
)


class Migration(migrations.Migration):
    dependencies = [("directory", "0001_initial")]

    operations = [migrations.RunPython(make_index, migrations.RunPython.noop)]
