"""A file becomes a Report, numbered as its drafters numbered it."""

from assistant.reading.reader import read, read_text

__all__ = ["read", "read_text"]
