"""How a mail is built, read as the world writes it: bytes in; headers, parts, texts and files out.

Words: part (one node of a mail), body (its bytes, unpacked), segment (one stretch of the text), problem (a sentence on
what was wrong or may be read in two ways).

Who may come in: `channels.mail.parse` and the questions beside it. Pure: no disk, network, clock or log. Deliberately
not here: who sent the mail and why (`automatic`), what of it is new (`reply`), and what HTML may be shown (`html`).
"""
