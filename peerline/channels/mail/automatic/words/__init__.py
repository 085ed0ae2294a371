"""The words of machines, a table a file: subjects by language, openings of notices by dialect, phrases by status."""
