"""A file becomes a Report, numbered as its drafters numbered it."""

from assistant.reading.manifest import groups_of
from assistant.reading.reader import SUFFIXES, kept_id, read, read_text

__all__ = ["SUFFIXES", "groups_of", "kept_id", "read", "read_text"]
