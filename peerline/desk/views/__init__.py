"""The desk's pages and the API under them: get by access, do by actions, show by template."""
