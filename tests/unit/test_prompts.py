"""A slip in a prompt shows when it is loaded, and says where it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.answering.prompts import VARIABLES, load, prompt
from assistant.errors import BadSetting

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("name", VARIABLES)
def test_every_prompt_of_the_program_is_whole(name: str) -> None:
    values = {variable: f"<{variable}>" for variable in VARIABLES[name]}
    said = "\n".join(text for _, text in prompt(name).messages(**values))
    assert all(value in said for value in values.values())
    assert "$" not in said


def test_every_file_has_its_variables_declared() -> None:
    assert {file.stem for file in (ROOT / "prompts").glob("*.md")} == {*VARIABLES, "README"}


def test_the_dashed_line_parts_system_from_user(tmp_path: Path) -> None:
    (tmp_path / "p.md").write_text("Speak $language.\n---\n$question costs $$5\n", encoding="utf-8")
    loaded = load(tmp_path / "p.md", frozenset({"language", "question"}))
    assert loaded.messages(language="French", question="$x") == [
        ("system", "Speak French."),
        ("user", "$x costs $5"),
    ]


def test_without_it_all_is_said_by_the_user(tmp_path: Path) -> None:
    (tmp_path / "p.md").write_text("$question", encoding="utf-8")
    assert load(tmp_path / "p.md", frozenset({"question"})).messages(question="?") == [("user", "?")]


@pytest.mark.parametrize(
    ("text", "code", "name"),
    [
        ("$question $qestion", "prompt_unknown", "qestion"),
        ("nothing asked", "prompt_lacks", "question"),
        ("$question for $5", "prompt_dollar", None),
    ],
)
def test_a_slip_is_named(tmp_path: Path, text: str, code: str, name: str | None) -> None:
    (tmp_path / "p.md").write_text(text, encoding="utf-8")
    with pytest.raises(BadSetting) as slip:
        load(tmp_path / "p.md", frozenset({"question"}))
    assert slip.value.code == code
    assert slip.value.values.get("name") == name
    assert slip.value.values["file"] == str(tmp_path / "p.md")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadSetting) as slip:
        load(tmp_path / "none.md", frozenset())
    assert slip.value.code == "prompt_missing"


def test_a_missing_value_is_an_error() -> None:
    with pytest.raises(KeyError):
        prompt("answer").messages(language="French")
