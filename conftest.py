"""The cast is there for every test."""

pytest_plugins = ["tests.cast"]
