"""Report Assistant: ask official reports, get answers that cite the numbered paragraph."""

__version__ = "0.1.0"
