"""A mailbox at a mail provider, from which the line takes its mail by IMAP.

Each mail goes through the same intake as one that comes to the door. Nothing is changed at the provider before the mail
is on disk here; then it is deleted, moved or marked as read, as the settings say. A crash in between is harmless: the
mail is met again, known by its arrival hash, and only then deleted. A mail that cannot be taken in is tried three times
alone, then set aside: it stays where it is, and a lead is told.
"""
