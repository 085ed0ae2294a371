"""The ways in and out: how what a seeker says becomes a conversation's message, and how a reply travels back.

Words: channel (one kind of way), envelope (one mail as the door took it, not yet understood), door (what listens),
incoming (one mail, understood), intake (the one way in), delivery (the one way out).

Who may come in: the program's own start (doors), the worker, and the rooms above by `intake`. This is the only room
that speaks to the network. Deliberately not here: who may read a message (`conversations`), what a page looks like, and
any plain text on disk: an envelope and an incoming live in memory only and are never logged.
"""
