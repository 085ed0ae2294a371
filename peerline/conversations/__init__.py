"""The heart: what is said between a seeker and the line, sealed.

Words: conversation (the unit of sealing, holding and erasing), message (one thing said), conversation key (epochs),
grant (the newest conversation key sealed to a holder; who has one is a holder), responsible (exactly one member,
always), clock (when the oldest unanswered message must be answered), draft and review, opening (who looked when).

Who may come in: the rooms above, by `access` and `actions`; rows are for somebody, never for everybody. Deliberately
not here: any key that opens a message, any text, subject, address or name, and how a message travels (`channels`).
"""
