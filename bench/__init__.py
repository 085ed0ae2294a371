"""The measuring room: how fast a line is, as ratios measured in one run.

    python -m bench profile    where the processor time of a mail goes, step by step
    python -m bench intake     mails a second from DATA to a durable 250, beside what bounds it
    python -m bench desk       the queue and a conversation at a thousand and at a hundred thousand conversations

Every figure is taken beside another one in the same minutes, because a machine alone says little: read the ratios.
Nothing is asserted here; what a figure misses is printed as missed. What is compared are real processes, the real
doors and the real database; `prepare` founds the line, `corpus` writes the mails, `driver` sends them.
Not here: tests. What must hold whatever the speed is in tests/hard.
"""
