"""Asking a sender's own domain for their OpenPGP key, by the Web Key Directory.

Words: directory (what a domain publishes of the keys of its mailboxes), certificate (one public key with its names).
Asked is once for a mail, beside the loop's other work, and only where the domain itself has vouched for that mail: it
knows that its mailbox writes to the line, so the question tells it nothing new. What comes is sealed with the mail.
Deliberately not here: key servers that know everybody's keys, anything remembered or logged, any judgement of a key.
"""
