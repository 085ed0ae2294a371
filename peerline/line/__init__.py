"""The line itself: its name, address, languages, hours, wording and policies.

Words: line (one installation is one line, so there is one row), wording (a text of the line in one language), policy
(a version of what the line promises: answer within, retention, confidentiality), open or closed.

Who may come in: everybody reads; only the coordinator writes, by `actions`. Deliberately not here: people, keys,
conversations, and any setting of the machine (those are in `peerline/settings.py`).
"""
