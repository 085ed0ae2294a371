"""The line itself: its name, address, languages, hours, wording and policies.

Words: line (one installation is one line, so there is one row), wording (a text of the line in one language), policy
(a version of what the line promises: answer within, retention, confidentiality), open or closed, mail key (the public
half of the line's OpenPGP key, by which anybody may write sealed mail).

Who may come in: everybody reads; only the coordinator writes, by `actions`. Deliberately not here: people, secrets,
conversations, and any setting of the machine (those are in `peerline/settings.py`).
"""
