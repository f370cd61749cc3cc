"""The index against real Chroma and Tantivy: kept, found, replaced, removed, never apart unseen."""

from __future__ import annotations

import dataclasses
import logging
import multiprocessing
import shutil
from pathlib import Path

import pytest

from assistant.errors import HomeError, NotFound
from assistant.index import Index
from assistant.index.lexical import Change
from assistant.index.lock import writer_lock
from assistant.index.serial import Written
from assistant.index.store import Store
from assistant.model import Heading, Paragraph, Report, Scope
from assistant.settings import Settings

SMUGGLING = (
    "工作组建议缔约国促进在偷运移民案件上的国际合作。",
    "一名发言者提到航空公司的责任。",
    "会议于二〇一八年七月四日开幕。",
)
TRADE = ("委员会审议了国际货物销售合同。", "秘书处编写了关于电子商务的说明。")


def report(id: str, texts: tuple[str, ...], language: str = "zh", lead: str = "") -> Report:
    heading = Heading("一", "一", "建议", 1, 0, 0)
    text, paragraphs = "", []
    for number, part in enumerate(texts, start=1):
        start = len(text)
        text += part + "\n"
        place = {"start": start, "end": start + len(part), "kind": "paragraph", "number": number}
        paragraphs.append(
            Paragraph(f"{id}#{number}", str(number), part, headings=(heading,), lead=lead, **place)  # type: ignore[arg-type]
        )
    return Report(id, f"报告{id}", language, text, tuple(paragraphs), (heading,), dates=("2018-07-04",))


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path / "home", language="zh")


def refs(index: Index, question: str, **chosen: object) -> list[str]:
    return [hit.paragraph.id for hit in index.search(question, **chosen)]  # type: ignore[arg-type]


def test_a_report_comes_back_as_it_was_put(settings: Settings) -> None:
    put = report("a", SMUGGLING, lead="缔约国应：")
    index = Index.open(settings)
    assert index.is_new
    assert index.put(put) == "added"
    index.close()
    again = Index.open(settings)
    assert not again.is_new
    assert again.report("a") == put
    assert [(one.id, one.paragraphs, one.dates) for one in again.reports()] == [("a", 3, ("2018-07-04",))]


def test_the_same_report_is_unchanged_and_another_replaces_it(settings: Settings) -> None:
    index = Index.open(settings)
    assert index.put(report("a", SMUGGLING)) == "added"
    assert index.put(report("a", SMUGGLING)) == "unchanged"
    assert index.put(report("a", TRADE)) == "replaced"
    assert refs(index, "偷运移民") == []
    assert refs(index, "电子商务") == ["a#2"]


def test_search_finds_the_paragraph_in_every_script_and_numeral(settings: Settings) -> None:
    index = Index.open(settings)
    index.put(report("a", SMUGGLING))
    index.put(report("b", TRADE))
    assert refs(index, "航空公司有什么责任？")[0] == "a#2"
    assert refs(index, "航空公司有甚麼責任？")[0] == "a#2"
    assert refs(index, "2018年7月4日")[0] == "a#3"
    assert refs(index, "国际合作", k=1) == ["a#1"]
    assert refs(index, "国际", within=Scope(("b",))) == ["b#1"]


def test_a_hit_says_how_much_of_the_question_it_covers(settings: Settings) -> None:
    index = Index.open(settings)
    index.put(report("a", SMUGGLING))
    whole, *_ = index.search("航空公司的责任")
    part, *_ = index.search("航空公司的票价")
    assert whole.coverage == pytest.approx(1.0)
    assert 0.0 < part.coverage < 0.8


@pytest.mark.parametrize(
    "question", ["", "？？？", '") OR (*:* AND NOT', '+-&|!(){}[]^"~*?:\\/', "什么？", "\x00", "𠮷"]
)
def test_hostile_questions_are_only_words(settings: Settings, question: str) -> None:
    index = Index.open(settings)
    index.put(report("a", SMUGGLING))
    assert isinstance(index.search(question), tuple)


def test_a_very_long_question_is_answered_from_its_beginning(settings: Settings) -> None:
    index = Index.open(settings)
    index.put(report("a", SMUGGLING))
    assert refs(index, "航空公司的责任。" + "无关的话" * 25_000)[0] == "a#2"


def test_removing(settings: Settings) -> None:
    index = Index.open(settings)
    index.put(report("a", SMUGGLING))
    index.remove("a")
    assert (index.reports(), refs(index, "移民")) == ((), [])
    for missing in (
        lambda: index.remove("a"),
        lambda: index.report("a"),
        lambda: index.search("移民", within=Scope(("a",))),
    ):
        with pytest.raises(NotFound, match="unknown_report"):
            missing()


@pytest.mark.parametrize("damage", ["missing", "corrupt", "older", "broken off"])
def test_a_lost_lexical_index_is_made_again_with_a_message(
    settings: Settings, damage: str, caplog: pytest.LogCaptureFixture
) -> None:
    index = Index.open(settings)
    index.put(report("a", SMUGGLING))
    lexical = settings.home / "index" / "lexical"
    before = settings.home / "before"
    shutil.copytree(lexical, before)
    index.put(report("b", TRADE))
    index.close()
    if damage == "missing":
        shutil.rmtree(lexical)
    elif damage == "corrupt":
        (lexical / "meta.json").write_text("{")
        (lexical / "catalogue.json").write_text("{")
    elif damage == "older":
        shutil.rmtree(lexical)
        shutil.copytree(before, lexical)
    else:
        catalogue = lexical / "catalogue.json"
        catalogue.write_text(catalogue.read_text().replace('"writing": false', '"writing": true'))
    with caplog.at_level(logging.WARNING):
        again = Index.open(settings)
    assert "重建" in caplog.text
    assert refs(again, "电子商务") == ["b#2"]
    assert [one.id for one in again.reports()] == ["a", "b"]


def test_a_report_of_an_older_store_is_known_though_it_does_not_say_that_it_is_whole(
    settings: Settings,
) -> None:
    index, one = Index.open(settings), report("a", SMUGGLING)
    index.put(one)
    store, content = index._kept.store, Written.of(one).digest
    assert store.holds("a", content)
    assert not store.holds("a", "0" * 64)
    store._reports.update(ids=["a"], metadatas=[{"writing": None}])
    assert "writing" not in store._reports.get(include=["metadatas"])["metadatas"][0]
    assert store.unfinished() == (set(), set())
    assert store.holds("a", content)


def test_what_an_older_store_put_before_the_row_was_replaced_is_known(settings: Settings) -> None:
    index, one = Index.open(settings), report("a", SMUGGLING)
    index.put(one)
    store, content = index._kept.store, Written.of(one).digest
    ids = store._paragraphs.get(include=[])["ids"]
    for mark, broken in ((content[:16], set()), (content, set()), ("0" * 16, {"a"})):
        store._paragraphs.update(ids=ids, metadatas=[{"digest": mark}] * len(ids))
        assert store.unfinished() == (broken, set())


def test_a_write_that_was_broken_off_is_known_by_its_report(settings: Settings) -> None:
    index = Index.open(settings)
    index.put(report("a", SMUGGLING))
    store = index._kept.store
    store._reports.update(ids=["a"], metadatas=[{"writing": True}])
    assert store.unfinished() == ({"a"}, set())
    store._paragraphs.delete(ids=["a#2"])
    store._reports.update(ids=["a"], metadatas=[{"writing": False}])
    assert store.unfinished() == ({"a"}, set())
    store._reports.delete(ids=["a"])
    assert store.unfinished() == (set(), {"a"})


def test_an_untouched_index_is_opened_without_the_store(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings = dataclasses.replace(
        settings, embedding="built-in"
    )  # meaning is asked of the store, words are not
    Index.open(settings).put(report("a", SMUGGLING))
    again = Index.open(settings)
    assert refs(again, "航空公司")[0] == "a#2"
    assert not again._kept._lender.is_open
    assert caplog.text == ""


def test_a_reader_sees_what_another_index_writes(settings: Settings) -> None:
    reader, writer = Index.open(settings), Index.open(settings)
    assert reader.reports() == ()
    writer.put(report("a", SMUGGLING))
    assert refs(reader, "航空公司")[0] == "a#2"
    writer.remove("a")
    assert reader.reports() == ()


@pytest.mark.parametrize("moment", ["before the paragraphs", "before the words", "before the mark"])
def test_a_write_broken_off_loses_nothing(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    index = Index.open(settings)
    index.put(report("a", SMUGGLING))
    place, name = {
        "before the paragraphs": (Store, "_delete_paragraphs"),
        "before the words": (Change, "commit"),
        "before the mark": (Store, "finish"),
    }[moment]

    def break_off(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(place, name, break_off)
        with pytest.raises(KeyboardInterrupt):
            index.put(report("b", TRADE))
    again = Index.open(settings)
    assert refs(again, "电子商务") == ["b#2"]
    assert refs(again, "航空公司")[0] == "a#2"
    assert again.put(report("b", TRADE)) == "unchanged"


def hold(path: str, ready: object, done: object) -> None:
    with writer_lock(Path(path), 0.0):
        ready.set()  # type: ignore[attr-defined]
        done.wait(20)  # type: ignore[attr-defined]


def test_one_writer_at_a_time(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    index = Index.open(settings)
    index.put(report("a", SMUGGLING))
    monkeypatch.setattr("assistant.index.kept._PATIENCE", 0.2)
    spawn = multiprocessing.get_context("spawn")
    ready, done = spawn.Event(), spawn.Event()
    other = spawn.Process(target=hold, args=(str(settings.home / "index" / "writer.lock"), ready, done))
    other.start()
    try:
        assert ready.wait(20)
        with pytest.raises(HomeError, match="home_in_use"):
            index.put(report("b", TRADE))
        assert refs(index, "航空公司")[0] == "a#2"
    finally:
        done.set()
        other.join()
    assert index.put(report("b", TRADE)) == "added"


def test_an_index_of_another_layout_is_left_alone(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.index.store.LAYOUT", 0)
    Index.open(settings).put(report("a", SMUGGLING))
    shutil.rmtree(settings.home / "index" / "lexical")
    monkeypatch.undo()
    with pytest.raises(HomeError, match="home_layout"):
        Index.open(settings)


def test_another_embedding_model_is_refused(settings: Settings) -> None:
    Index.open(settings).put(report("a", SMUGGLING))
    other = dataclasses.replace(
        settings, embedding="openai:some-model", embedding_url="http://127.0.0.1:9/v1"
    )
    with pytest.raises(HomeError, match="home_embedding"):
        Index.open(other).search("移民")


def test_an_unwritable_home(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(HomeError, match="home_unwritable"):
        Index.open(Settings(home=tmp_path / "file" / "home"))
