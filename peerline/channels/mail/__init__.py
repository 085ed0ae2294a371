"""Mail: the line's door for mail, and what it says on its way out.

Words: door (the SMTP or LMTP listener), budget (how many bytes of unread mail the process holds at most), envelope
(sender, recipients and bytes of one mail), answer (a reply code with its row of text), tag (the part of an address
that names a conversation), bounce (a mail of ours that came back).

Who may come in: `channels` only. Deliberately not here: who gets a message and where it is stored (`intake`), queues,
and any trust in what a sender wrote: every byte is somebody else's until it is read.
"""
