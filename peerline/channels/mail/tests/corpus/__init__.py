"""Mails of our own making: what machines send, in the dialects of servers, and what people send that looks like it.

Templates stand in text files beside the code that multiplies them. Words: case (one mail and what should be understood
of it), template (a mail with places to fill), place (an address, a number, a copy that is filled in).
"""
