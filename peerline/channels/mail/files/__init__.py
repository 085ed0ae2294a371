"""Mail that lies in files: an mbox, a Maildir with its folders, or a single mail; taken in by the door's own way.

What lies there is history. It gets no receipt and starts no clock, its sender is not checked (keys of that time are
gone), and the desk says that it is from an archive and when it says it was written. It is known for a year, so that an
import can be stopped and begun again. Nothing in the files is changed.
"""
