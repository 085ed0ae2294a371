"""The helpers' screens: queue, conversation, review, and the JSON API under them.

Words: queue, conversation page, letter (one message as it is shown), side (what stands beside a conversation).

Who may come in: signed-in members, and each of them sees what `access` of the rooms below gives. Deliberately not
here: models of any room, keys, and anything that opens a message: that happens in the browser.
"""
