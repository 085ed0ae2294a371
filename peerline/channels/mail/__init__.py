"""Mail as a channel: the door that takes it, the reading of it, and the sending.

Words: door (SMTP or LMTP, one protocol for both), dialog (the commands of one session and their answers), body (what
stands between DATA and the end mark), budget (the memory that all bodies share), row (a line of a command or mail).

Who may come in: `channels.intake` and what starts the doors. Deliberately not here: which conversation a mail belongs
to, sealing, storing, and any rule about members.
"""
