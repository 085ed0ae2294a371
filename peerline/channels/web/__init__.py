"""The channel of the door: what a seeker writes on the web, sealed in their browser before it leaves it.

Words: offer (whom a new conversation may be sealed to, chosen before it is sealed, signed so that nobody chooses
otherwise), piece (a part of a large sealed file; joined when its message comes, never before), joining (a seeker who
came back writes again), question (a mail that asks an address whether a notice may go there).

Who may come in: the door, by `intake`. Deliberately not here: pages, codes, and anything that opens what was sealed.
"""
