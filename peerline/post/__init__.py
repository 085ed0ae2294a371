"""What waits to leave: sealed cargo, when it is due, how often it was tried, what became of it.

Words: outgoing (one thing that waits to leave), cargo (its sealed content), delivery key (the key of a day that opens
cargo; its secret stands in the secrets folder and dies after six days at the latest).

Who may come in: every room above may put something in (`actions.post`) or take it back; only `channels` empties it.
Deliberately not here: addresses, texts, and whom a thing is for: other rows point to it, it points to none.
"""
