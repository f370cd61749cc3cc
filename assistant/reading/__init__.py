"""A file becomes a Report, numbered as its drafters numbered it."""

from assistant.reading.reader import SUFFIXES, kept_id, read, read_text

__all__ = ["SUFFIXES", "kept_id", "read", "read_text"]
