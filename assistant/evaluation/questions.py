"""Questions with what their answers must be: read from JSON lines, checked against the schema.

The schema ``eval/questions/schema.json`` is the one description of the form; see eval/README.md.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

from assistant.errors import BadSetting
from assistant.model import EVERYWHERE, Question, Scope
from assistant.settings import resource

Group = tuple[str, ...]
ANY = "*"
_TYPES = {"string": str, "array": list, "object": dict}


@dataclass(frozen=True, slots=True)
class Case:
    """A question put to a report, and what its answer must be. Refs are the report's own."""

    id: str
    report: str
    question: str
    language: str
    kind: str
    part: str
    outcome: str
    before: tuple[str, ...] = ()
    also_outcomes: tuple[str, ...] = ()
    must_cite: tuple[str, ...] = ()
    any_cite: tuple[Group, ...] = ()
    may_cite: tuple[str, ...] = ()
    facts: tuple[Group, ...] = ()
    not_facts: tuple[str, ...] = ()
    group: str = ""
    notes: str = ""

    @property
    def outcomes(self) -> tuple[str, ...]:
        return (self.outcome, *self.also_outcomes)

    @property
    def needs(self) -> tuple[Group, ...]:
        """What must be cited: of each group at least one."""
        return (*((ref,) for ref in self.must_cite), *self.any_cite)

    @property
    def allowed(self) -> frozenset[str]:
        """All refs that may be cited; ``*`` among them allows every one."""
        return frozenset({*self.may_cite, *(ref for group in self.needs for ref in group)})

    def asked(self, everywhere: bool = False) -> Question:
        """As the assistant takes it, put to its report or to all."""
        within = EVERYWHERE if everywhere else Scope((self.report,))
        return Question(self.question, self.id, self.before, within)


def question_files() -> tuple[Path, ...]:
    """The sets that travel with the program."""
    return tuple(sorted((resource("eval") / "questions").glob("*.jsonl")))


def load(paths: Iterable[Path]) -> tuple[Case, ...]:
    """All cases of the files, in order; raises BadSetting with file and line for what is wrong."""
    cases: list[Case] = []
    seen: dict[str, str] = {}
    for path in paths:
        for line, row in _rows(path):
            place = f"{path.name}:{line}"
            case = _case(row, place)
            if case.id in seen:
                raise _bad(place, f"id {case.id} stands in {seen[case.id]} too")
            seen[case.id] = place
            cases.append(case)
    return tuple(cases)


def dump(cases: Iterable[Case]) -> str:
    """The cases as JSON lines; fields with nothing in them are left out."""
    rows = ({name: value for name, value in asdict(case).items() if value} for case in cases)
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def complaints(value: object, schema: dict[str, Any], name: str) -> Iterator[str]:
    """What of ``value`` the schema forbids. Knows the few keywords that our schema uses."""
    if not isinstance(value, _TYPES[schema["type"]]):
        yield f"{name}: {schema['type']} expected"
    elif isinstance(value, str):
        if not value.strip() and schema.get("minLength"):
            yield f"{name}: empty"
        if value not in schema.get("enum", (value,)):
            yield f"{name}: «{value}» is none of {', '.join(schema['enum'])}"
    elif isinstance(value, list):
        for number, each in enumerate(value):
            yield from complaints(each, schema["items"], f"{name}[{number}]")
    elif isinstance(value, dict):
        known = schema["properties"]
        yield from (f"{field}: missing" for field in schema["required"] if field not in value)
        yield from (f"{field}: unknown field" for field in value if field not in known)
        for field in value.keys() & known.keys():
            yield from complaints(value[field], known[field], field)


@cache
def schema() -> dict[str, Any]:
    path = resource("eval") / "questions" / "schema.json"
    loaded: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return loaded


def _rows(path: Path) -> Iterator[tuple[int, object]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BadSetting("unreadable_lines", path=str(path), why=str(error)) from None
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            try:
                yield number, json.loads(line)
            except ValueError as error:
                raise _bad(f"{path.name}:{number}", f"not JSON: {error}") from None


def _case(row: object, place: str) -> Case:
    wrong = sorted(complaints(row, schema(), "line"))
    if wrong or not isinstance(row, dict):
        raise _bad(place, "; ".join(wrong))
    values = {field.name: _frozen(row[field.name]) for field in fields(Case) if field.name in row}
    case = Case(**values)
    if case.outcome in ("refused", "talk") and case.needs and set(case.outcomes) <= {"refused", "talk"}:
        raise _bad(place, f"a question that is {case.outcome} must not ask for citations")
    return case


def _frozen(value: object) -> Any:
    return tuple(_frozen(each) for each in value) if isinstance(value, list) else value


def _bad(place: str, why: str) -> BadSetting:
    return BadSetting("bad_questions", place=place, why=why)


def reports_of(cases: Sequence[Case]) -> tuple[str, ...]:
    """Ids of the reports that the cases are put to, in the order of first use."""
    return tuple(dict.fromkeys(case.report for case in cases))
