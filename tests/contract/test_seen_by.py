"""An index as some of its readers see it, against real Chroma and Tantivy: what is hidden weighs nothing."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.errors import NotAllowed, NotFound, Unreadable
from assistant.index import Index
from assistant.model import Claim, Hit, Question, Scope
from assistant.reading import groups_of
from assistant.settings import Settings
from tests.contract.test_embedding import Server, server, using
from tests.contract.test_index import SMUGGLING, TRADE, report
from tests.llm_server import LLMServer

__all__ = ["server"]
NOBODY: frozenset[str] = frozenset()
LEGAL = frozenset(["legal"])
ASKED = (
    "航空公司有什么责任？",
    "国际合作",
    "委员会",
    "2018年7月4日",
    "airline responsibility",
    "Qqq judges zzz?",
)


@pytest.fixture(params=["words", "embedding"])
def settings(request: pytest.FixtureRequest, server: Server, tmp_path: Path) -> Settings:
    home = tmp_path / "home"
    return using(server, home) if request.param == "embedding" else Settings(home=home, language="zh")


def stocked(settings: Settings, *, secret: bool) -> Index:
    index = Index.open(settings)
    index.put(report("a", SMUGGLING))
    if secret:
        # Many paragraphs with the words of the questions: enough to turn rarities and crowd a list out.
        index.put(report("secret", SMUGGLING * 40), groups=["legal"])
    index.put(report("b", TRADE), groups=["trade"])
    return index


def found(index: Index, question: str, k: int = 50) -> tuple[Hit, ...]:
    return index.search(question, k)


@pytest.mark.parametrize("groups", [NOBODY, frozenset(["trade"])])
def test_a_view_is_the_index_without_what_is_hidden(settings: Settings, groups: frozenset[str]) -> None:
    """Hits, scores and coverage to the last digit, the reports and their mark."""
    whole = stocked(settings, secret=True)
    without = stocked(Settings(**{**_fields(settings), "home": settings.home.parent / "other"}), secret=False)
    here, there = whole.seen_by(groups), without.seen_by(groups)
    assert here.reports() == there.reports()
    assert here.generation == there.generation != whole.generation
    for question in ASKED:
        assert found(here, question) == found(there, question), question
        assert here.search(question, 50, within=Scope(("a",))) == there.search(
            question, 50, within=Scope(("a",))
        )
    whole.close()
    without.close()


def test_a_report_that_its_shelf_lacks_gives_nothing_hidden_away(tmp_path: Path) -> None:
    index = stocked(Settings(home=tmp_path / "home", language="zh"), secret=True)
    with index._kept.shelves.of(()).change() as change:
        change.remove("a")
    index.close()
    with pytest.raises(NotFound) as raised:
        index.seen_by(NOBODY).report("a")
    assert raised.value.values == {"id": "a", "known": "a"}
    index.close()


def _fields(settings: Settings) -> dict[str, object]:
    return {name: getattr(settings, name) for name in settings.__slots__}


def test_members_find_it_and_others_do_not(settings: Settings) -> None:
    index = stocked(settings, secret=True)
    assert [one.id for one in index.seen_by(LEGAL).reports()] == ["a", "secret"]
    assert [one.id for one in index.seen_by(LEGAL | {"trade"}).reports()] == ["a", "secret", "b"]
    assert {hit.report for hit in found(index.seen_by(LEGAL), "航空公司")} == {"a", "secret"}
    assert {hit.report for hit in found(index.seen_by(NOBODY), "航空公司")} == {"a"}
    for ask in (
        lambda view: view.report("secret"),
        lambda view: view.search("航空公司", within=Scope(("secret",))),
        lambda view: view.remove("secret"),
        lambda view: view.guard("secret", []),
        lambda view: view.groups("secret"),
    ):
        with pytest.raises(NotFound, match="unknown_report") as refused:
            ask(index.seen_by(NOBODY))
        assert refused.value.values["known"] == "a"
    with pytest.raises(NotAllowed):
        index.seen_by(NOBODY).put(report("secret", TRADE))
    assert len(index.report("secret").paragraphs) == 120
    index.close()


def test_shelves_side_by_side_find_what_one_shelf_finds(tmp_path: Path) -> None:
    apart = Index.open(Settings(home=tmp_path / "apart", language="zh"))
    together = Index.open(Settings(home=tmp_path / "together", language="zh"))
    for id, texts, group in (("a", SMUGGLING, "one"), ("b", TRADE, "two"), ("c", SMUGGLING[:2], "one")):
        apart.put(report(id, texts), groups=[group])
        together.put(report(id, texts))
    for question in ASKED[:4]:
        one, other = found(apart, question), found(together, question)
        assert {hit.paragraph.id for hit in one} == {hit.paragraph.id for hit in other}
        assert [hit.coverage for hit in one] == pytest.approx([hit.coverage for hit in other])
        assert one[0].paragraph.text == other[0].paragraph.text
    apart.close()
    together.close()


def test_who_may_see_a_report_can_be_changed_and_is_seen_by_another_process(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "home", language="zh")
    index, other = stocked(settings, secret=True), Index.open(settings)
    assert found(other.seen_by(NOBODY), "电子商务") == ()
    index.guard("b", [])
    assert [hit.report for hit in found(other.seen_by(NOBODY), "电子商务")] == ["b"]
    index.guard("a", ["trade", "legal", "trade"])
    assert other.groups("a") == ("legal", "trade")
    assert [one.id for one in other.seen_by(NOBODY).reports()] == ["b"]
    assert found(other.seen_by(NOBODY), "航空公司") == ()
    assert {hit.report for hit in found(other.seen_by(frozenset(["trade"])), "航空公司")} == {"a"}
    index.close()
    other.close()


def test_a_report_in_a_new_edition_stays_with_its_readers(tmp_path: Path) -> None:
    index = stocked(Settings(home=tmp_path / "home", language="zh"), secret=True)
    assert index.put(report("secret", TRADE)) == "replaced"
    assert index.groups("secret") == ("legal",)
    assert found(index.seen_by(NOBODY), "电子商务") == ()
    assert index.put(report("secret", TRADE), groups=["trade"]) == "unchanged"
    assert index.groups("secret") == ("trade",)
    index.remove("secret")
    assert index.put(report("secret", TRADE)) == "added"
    assert index.groups("secret") == ()
    index.close()


@pytest.mark.parametrize("lost", ["lexical", "lexical/catalogue.json"])
def test_a_lost_lexical_index_comes_back_with_its_readers(tmp_path: Path, lost: str) -> None:
    settings = Settings(home=tmp_path / "home", language="zh")
    stocked(settings, secret=True).close()
    gone = settings.home / "index" / lost
    shutil.rmtree(gone) if gone.is_dir() else gone.unlink()
    index = Index.open(settings)
    assert index.groups("secret") == ("legal",)
    assert {hit.report for hit in found(index.seen_by(NOBODY), "航空公司")} == {"a"}
    assert {hit.report for hit in found(index.seen_by(LEGAL), "航空公司")} == {"a", "secret"}
    index.close()


def test_a_manifest_names_the_readers_and_a_broken_one_lets_nothing_in(tmp_path: Path) -> None:
    paper, other = tmp_path / "paper.txt", tmp_path / "other.txt"
    assert groups_of(paper) is None
    manifest = tmp_path / "manifest.toml"
    manifest.write_text('[[report]]\nfile = "paper.txt"\ngroups = ["legal", "board"]\n', encoding="utf-8")
    assert groups_of(paper) == ("legal", "board")
    assert groups_of(other) is None
    for broken in ('[[report]]\nfile = "paper.txt"\ngroups = "legal"\n', "[[report]\n"):
        manifest.write_text(broken, encoding="utf-8")
        with pytest.raises(Unreadable, match="bad_manifest"):
            groups_of(paper)


def held(folder: Path, *, secret: bool, **more: str) -> Assistant:
    """An assistant with a paper that everyone sees and one for the lawyers, as nobody in particular."""
    settings = Settings(home=folder / "home", language="zh", **more)  # type: ignore[arg-type]
    assistant = Assistant(settings)
    assistant.remove(assistant.reports()[0].id)  # the one that comes with the program
    for id, text, groups in (("open", OPEN_PAPER, []), ("lawyers", SECRET_PAPER, ["legal"])):
        if secret or not groups:
            folder.mkdir(exist_ok=True)
            (folder / f"{id}.txt").write_text(text, encoding="utf-8")
            (done,) = assistant.ingest([folder / f"{id}.txt"], groups)
            assert done.outcome == "added"
    return assistant


OPEN_PAPER = "1. 委员会核准了预算。\n\n2. 委员会建议缔约国按时缴款。\n"
SECRET_PAPER = "1. 委员会核准了和解。\n\n2. 缔约国保密。\n\n3. 和解金额为九百万美元。\n"


def test_no_method_of_the_assistant_tells_of_the_hidden(tmp_path: Path) -> None:
    whole, without = held(tmp_path / "a", secret=True), held(tmp_path / "b", secret=False)
    here, there = whole.seen_by(NOBODY), without.seen_by(NOBODY)
    claims = [
        Claim("和解金额为九百万美元。", ("3",)),
        Claim("委员会核准了预算。", ("1",)),  # in two reports, of which one is seen: it is enough
        Claim("和解金额为九百万美元。", ("lawyers#3",)),
        Claim("和解金额为九百万美元。", ("3",), report="lawyers"),
    ]
    assert [here.verify(one) for one in claims] == [there.verify(one) for one in claims]
    assert here.verify(claims[1]).supported
    assert not here.verify(claims[0]).supported
    assert whole.verify(claims[0]).supported
    assert here.reports() == there.reports()
    for asked in ("和解金额是多少？", "第3段说了什么？", "有多少份报告？", "委员会核准了什么？"):
        one, other = here.ask(Question(asked)), there.ask(Question(asked))
        assert replace(one, timings_ms={}) == replace(other, timings_ms={})
        assert "九百万" not in repr(list(here.stream(Question(asked))))
    for refused in (
        lambda: here.ask(Question("?", within=Scope(("lawyers",)))),
        lambda: here.report("lawyers"),
    ):
        with pytest.raises(NotFound, match="unknown_report"):
            refused()
    assert whole.seen_by(None).report("lawyers") == whole.report("lawyers")
    whole.close()
    without.close()


def test_a_model_is_given_nothing_hidden_to_read(tmp_path: Path, llm_server: LLMServer) -> None:
    settings = {"model": "scripted", "model_url": llm_server.url}
    assistant = held(tmp_path, secret=True, **settings)
    asked = Question("委员会核准了什么？", before=("和解金额是多少？",))
    assert assistant.seen_by(NOBODY).ask(asked).mode == "written"
    read = json.dumps(llm_server.requests, ensure_ascii=False)
    assert "核准了预算" in read
    assert "九百万" not in read
    assert "核准了和解" not in read
    assistant.close()
