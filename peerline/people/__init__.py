"""The members: who they are to the line, how they sign in, and their public keys.

Words: member (a person with an account and an alias), role, key (a member's identity and signing seed; the server keeps
the public half, the secret only wrapped), wrap (the secret half sealed by a code or a recovery sheet), invitation, mail
key part (the secret of the line's OpenPGP key, sealed to a member), here (a member who takes conversations now),
reviewed (a member whose replies need a second person).

Who may come in: the rooms above, by `access`. Deliberately not here: conversations and grants, a password, a mail
address, and any name a member has outside this line, unless sealed to the coordinators.
"""
