"""Backups: everything stored, sealed to a key of the day, and opened again after a disaster.

Words: backup (all tables and blobs as they were at one moment), day key (what a day's backup is sealed to; destroyed
after 30 days), key ring (the day keys that are left, sealed to the line recovery sheet), part (some megabytes of rows).

Who may come in: the commands, the worker, the doctor; and who has to say by when something is gone. It reads and
writes every table without knowing what one is about. Deliberately not here: the secrets folder, which is in no backup,
and any other room.
"""
