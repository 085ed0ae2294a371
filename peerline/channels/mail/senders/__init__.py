"""Who sent a mail: SPF, DKIM, DMARC and ARC, a front server's word, and what only looks like somebody.

`check.asked` answers with one `channels.trust.Trust`. It asks the name servers and belongs into a thread; everything
else in here is pure. Nothing here decides what becomes of a mail.
"""
