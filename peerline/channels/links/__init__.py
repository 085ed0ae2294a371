"""Looking whether a link of the directory still leads to who it says: no way in or out, but it speaks to the network.

Words: place (a public address of the network that may be asked), look (all that is asked for one link), finding (the
one word that comes of it), sign (words of a page that sells its domain).

Who may come in: the worker, by `rounds.look_at_links`; it looks only at links an editor has said yes to. Deliberately
not here: anything that runs while somebody reads a page, cookies, scripts, and what a page says: a finding is all that
is kept.
"""
