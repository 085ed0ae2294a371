"""The channels: how a message comes in and goes out. Mail now, other ways beside it later.

Words: channel (a way in and out), intake (the steps from bytes that came in to a sealed message on disk), delivery
(what leaves the line), envelope (what came with the bytes on the wire), answer (what the other side is told).

Who may come in: the machine's own entry points (`serve`, `worker`, `cli`) and the rooms above, by `intake` and
`delivery`. Only this room speaks to the network. Deliberately not here: tables of conversations and members, pages,
and any key that opens a stored message.
"""
