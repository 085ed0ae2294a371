"""What must hold when things go wrong: the server killed, the disk full, the database away, rubbish at the door.

Real processes, real sockets, real disks. `sending` keeps what each mail was told, `opened` opens with a lead's key what
is stored: what got 250 is there exactly once, all else was told to come again or had its connection broken.
"""
