"""The kit: small tools without domain words.

Words: clock (what time it is), ref (the random name of a row outside the database), sealed field, blob (sealed bytes
too large for a row), error (`Refused` is theirs, `Unavailable` is ours).

Every room may come in; the kit knows no room. Deliberately not here: anything that knows what a conversation is, and
anything over 1,000 rows in all: a tool that grows becomes a room or a library.
"""
