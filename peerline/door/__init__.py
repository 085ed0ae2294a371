"""The door: the seeker's side on the web. Write, keep a code, come back, leave without a trace.

Words: step (one of the things the page shows: write, words, back, read, gone; all of them under one address, so that
leaving replaces one entry of the history), pass (a signed word that lets the browser that began a conversation make the
first code for it), started (a signed word of when the page was loaded; machines are quicker than people),
link (from a mail; its token opens once, and nothing that was said before), word (for the answers after the end; it
belongs to no conversation), work (numbers a browser tries before the word of a page serves, where the line asks for
it), together (a page is made once for all who wait for it, and kept for nobody), pace (how often the server does slow
work for strangers without script).

Who may come in: anybody, without a name and without a cookie: a code is proved with every question. What is said is
sealed and opened in the browser; without script the server does it in memory (`unscripted.py`), and says so.
Deliberately not here: members, rota, training, matching, escalation; and how anything is stored: that is
`channels/web`, `conversations`.
"""
