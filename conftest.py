"""The cast and the tables are there for every test."""

pytest_plugins = ["tests.cast", "tests.kept_tables"]
