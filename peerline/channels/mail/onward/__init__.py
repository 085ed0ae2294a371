"""Where a mail goes next, and what the server there has to prove before anything is said to it.

Words: exchanger (a server that takes mail for a domain), demand (what it must prove), policy (what a domain asks for by
MTA-STS, RFC 8461). A domain can also ask by DANE (RFC 7672); that counts only where a resolver on this machine has
validated the answer. What a domain asks for is remembered in memory only: a list of domains that the line writes to
must not lie on a disk.
"""
