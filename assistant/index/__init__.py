"""Reports kept, paragraphs found."""

from assistant.index.index import Index

__all__ = ["Index"]
