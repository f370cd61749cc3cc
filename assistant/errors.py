"""What can go wrong, as one small tree.

    AssistantError
    ├── BadQuestion     nothing asked, or too much
    ├── NotFound        no such report or paragraph
    ├── Unreadable      a file that cannot be read as a report
    ├── HomeError       the data folder: not writable, in use, of another version
    ├── NotAllowed      not signed in, or without the right
    ├── Busy            asked too often, too many ask, or it took too long
    ├── BadBackup       a file that is no backup, or a damaged one
    ├── ModelError      the language model or the embedding model failed
    └── BadSetting      a setting or an argument with a value that cannot work

An error carries a ``code`` and its values; ``language.phrases.explain`` turns both into what
happened and what to do next, in the reader's language.
"""

from __future__ import annotations


class AssistantError(Exception):
    """``code`` names an entry of the ``[error]`` table of ``language/phrases/*.toml``."""

    def __init__(self, code: str, **values: object) -> None:
        self.code = code
        self.values = values
        details = ", ".join(f"{name}={value!r}" for name, value in values.items())
        super().__init__(f"{code} ({details})" if details else code)


class BadQuestion(AssistantError):
    """Nothing asked, or too much."""


class NotFound(AssistantError):
    """No such report or paragraph."""


class Unreadable(AssistantError):
    """A file that cannot be read as a report."""


class HomeError(AssistantError):
    """The data folder: not writable, in use, of another version."""


class NotAllowed(AssistantError):
    """Not signed in, or signed in without the right to do this."""


class Busy(AssistantError):
    """Asked too often, too many ask at once, or it took too long; ``seconds`` to wait among its values."""


class BadBackup(AssistantError):
    """A file that is no backup, a damaged one, or one that would write elsewhere."""


class ModelError(AssistantError):
    """The language model or the embedding model failed."""


class BadSetting(AssistantError):
    """A setting or an argument with a value that cannot work."""
