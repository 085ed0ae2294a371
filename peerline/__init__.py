"""Peerline: the software of a peer-counselling line. Start at ARCHITECTURE.md."""

__version__ = "0.1.0"
