"""Template tags without domain words."""
