"""What the documents say is true: settings, commands, files and the phrases of seven languages."""

from __future__ import annotations

import dataclasses
import re
import tomllib
from pathlib import Path
from string import Template

import pytest

from assistant.cli import COMMANDS
from assistant.language.phrases import LANGUAGES, table
from assistant.settings import Settings, variable

ROOT = Path(__file__).parent.parent
READMES = ("README.md", "README.zh.md")
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("eval/*.md")])


@pytest.mark.parametrize("name", READMES)
def test_the_settings_table_names_every_setting_and_no_other(name: str) -> None:
    told = set(re.findall(r"^\| `(ASSISTANT_\w+)`", (ROOT / name).read_text(encoding="utf-8"), re.M))
    assert told == {variable(each.name) for each in dataclasses.fields(Settings)}


@pytest.mark.parametrize("name", READMES)
def test_every_command_told_exists(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    told = set(re.findall(r"^(?:\$ )?assistant ([a-z-]+)", text, re.M))
    assert told
    assert told <= set(COMMANDS)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_to_files_that_are_there(path: Path) -> None:
    for target in re.findall(r"\]\((?!https?:|#)([^)#\s]+)", path.read_text(encoding="utf-8")):
        assert (path.parent / target).exists(), f"{path.name} links to {target}"


def test_make_targets_told_exist() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for name in READMES:
        for target in re.findall(r"^make ([a-z]+)", (ROOT / name).read_text(encoding="utf-8"), re.M):
            assert re.search(rf"^{target}:", makefile, re.M), target


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_phrase_takes_the_same_values_in_every_language(language: str) -> None:
    english, phrases = table("en"), table(language)
    assert set(phrases) == set(english)
    for name, text in phrases.items():
        assert set(Template(text).get_identifiers()) == set(Template(english[name]).get_identifiers()), name


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_its_own_words_for_every_error(language: str) -> None:
    folder = ROOT / "assistant" / "language" / "phrases"
    own = tomllib.loads((folder / f"{language}.toml").read_text(encoding="utf-8"))
    english = tomllib.loads((folder / "en.toml").read_text(encoding="utf-8"))
    for section in ("error", "answer"):
        assert set(own[section]) == set(english[section]), section


def test_every_error_raised_has_its_sentence() -> None:
    raised = {
        code
        for path in (ROOT / "assistant").rglob("*.py")
        for code in re.findall(
            r"(?:BadQuestion|NotFound|Unreadable|HomeError|NotAllowed|ModelError|BadBackup|BadSetting)\(\s*\"(\w+)\"",
            path.read_text(encoding="utf-8"),
        )
    }
    assert {f"error.{code}" for code in raised} <= set(table("en"))


def test_the_tests_that_show_what_holds_exist() -> None:
    named = re.findall(
        r"`(?:tests/)?(?:\w+/)*(test_\w+)(\.py)?`", (ROOT / "docs" / "security.md").read_text("utf-8")
    )
    files = {path.stem: path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py")}
    assert len(named) > 40
    for name, is_file in named:
        assert (name in files) if is_file else any(f"def {name}(" in text for text in files.values()), name
