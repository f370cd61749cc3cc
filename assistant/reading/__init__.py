"""A file becomes a Report, numbered as its drafters numbered it."""

from assistant.reading.reader import SUFFIXES, read, read_text

__all__ = ["SUFFIXES", "read", "read_text"]
