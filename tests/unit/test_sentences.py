"""A model's stream is cut where sentences end; its markers name only what was offered."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.answering.sentences import LONGEST, clean, cut, parse, without_thoughts

OFFERED = ("r#1", "r#2(e)", "r#3")


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("第一句。[1]第二句[2]。第三句！[3]", ["第一句。[1]", "第二句[2]。", "第三句！[3]"]),
        ("One. [1] Two [2]. Three?[3]", ["One. [1]", "Two [2].", "Three?[3]"]),
        ("See para. 2 (e) and No. 5. [1] Next.", ["See para. 2 (e) and No. 5. [1]", "Next."]),
        ("It rose by 3.5 per cent to 1,000.5. [1] Then", ["It rose by 3.5 per cent to 1,000.5. [1]", "Then"]),
        ("The U.S. spoke, e.g. Mr. Smith. Next.", ["The U.S. spoke, e.g. Mr. Smith.", "Next."]),
        ("Add.1 is CTOC/COP/WG.7/2018/L.1. Next.", ["Add.1 is CTOC/COP/WG.7/2018/L.1.", "Next."]),
        ("发言者说：“应合作。应支持。”[1]会议结束。", ["发言者说：“应合作。应支持。”[1]", "会议结束。"]),
        ("Il a dit : « Agir. » [1] Puis rien.", ["Il a dit : « Agir. » [1]", "Puis rien."]),
        ('He said "Act. Now." [1] Then left.', ['He said "Act. Now." [1]', "Then left."]),
        ("（见第3段。）然后。", ["（见第3段。）然后。"]),
        ("Véase el párr. 2 e). [1] Luego, art. 12.", ["Véase el párr. 2 e). [1]", "Luego, art. 12."]),
        ("В 2018 г. и др. годах, п. 2.[1] Далее.", ["В 2018 г. и др. годах, п. 2.[1]", "Далее."]),
        ("تحدث أحد المتكلمين.[١] هل انتهى؟ نعم.", ["تحدث أحد المتكلمين.[١]", "هل انتهى؟", "نعم."]),
        ("- 合作；[1]\n- 培训；[2]\n", ["- 合作；[1]", "- 培训；[2]"]),
        ("合作[1]；培训[2]。", ["合作[1]；", "培训[2]。"]),
        ("合作；培训。[1]", ["合作；培训。[1]"]),
        ("1. First point [1]\n2. Second point [2]", ["1. First point [1]", "2. Second point [2]"]),
        ("[1] 合作。\n[2] 培训。", ["[1] 合作。", "[2] 培训。"]),
        ("没有结尾", ["没有结尾"]),
        ("\n \n", []),
    ],
)
@pytest.mark.parametrize("size", [1, 3, 1000])
def test_sentences_end_where_they_end_however_they_arrive(text: str, sentences: list[str], size: int) -> None:
    assert list(cut(text[at : at + size] for at in range(0, len(text), size))) == sentences


def test_a_sentence_is_given_before_the_next_one_is_complete() -> None:
    arrived: list[str] = []

    def stream() -> object:
        for piece in ("第一句。", "[1]", "第", "二句。"):
            arrived.append(piece)
            yield piece

    assert next(iter(cut(stream()))) == "第一句。[1]"  # type: ignore[arg-type]
    assert arrived == ["第一句。", "[1]", "第"]


@pytest.mark.parametrize(
    ("raw", "text", "citations"),
    [
        ("合作。[1]", "合作。", ("r#1",)),
        ("合作[2][1]。", "合作。", ("r#2(e)", "r#1")),
        ("合作 [1, 3]。", "合作。", ("r#1", "r#3")),
        ("合作［1-3］。", "合作。", ("r#1", "r#2(e)", "r#3")),
        ("合作【1†source】。", "合作。", ("r#1",)),
        ("合作[^2]。", "合作。", ("r#2(e)",)),
        ("التعاون.[٣]", "التعاون.", ("r#3",)),
        ("合作。[0][4][99]", "合作。", ()),
        ("合作。[2(e)]", "合作。[2(e)]", ()),
        ("合作。[2018]", "合作。[2018]", ()),
        ("合作。[3-1]", "合作。", ()),
        ("[1] 合作。", "合作。", ("r#1",)),
        ("(a) 合作；[1]", "合作。", ("r#1",)),
        ("- **合作**；[1]", "合作。", ("r#1",)),
        ("Act now; [1]", "Act now.", ("r#1",)),
        ("[2](https://evil.example/)合作。", "合作。", ("r#2(e)",)),
        ("合作。[1", "合作。", ()),
        ("总之，合作。[1]", "合作。", ("r#1",)),
        ("- In addition, states act. [1]", "States act.", ("r#1",)),
        ("Кроме того, государства. [1]", "Государства.", ("r#1",)),
        ("Finally agreed. [1]", "Finally agreed.", ("r#1",)),
        ("Le groupe a dit : oui. [1]", "Le groupe a dit : oui.", ("r#1",)),
    ],
)
def test_markers_are_read_and_taken_out(raw: str, text: str, citations: tuple[str, ...]) -> None:
    statement = parse(raw, OFFERED)
    assert (statement.text, statement.citations) == (text, citations)


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("![a](https://evil.example/x.png) 合作。", "合作。"),
        ("![a][ref] 合作。\n[ref]: https://evil.example", "合作。"),
        ("![a](https://evil.example/x", ""),
        ("[合作](https://evil.example/a.b?c=d)。", "合作。"),
        ("[合作](//evil.example)。", "合作。"),
        ("[合作](javascript:alert(1))。", "合作)。"),
        ("<img src=https://evil.example/x>合作。", "合作。"),
        ("合作。<img src=https://evil.example/x", "合作。"),
        ("<scr<script>ipt>合作。</script>", "ipt>合作。"),
        ("见 https://evil.example/x?y=1，合作。", "见，合作。"),
        ("见 www.evil.example 合作。", "见 合作。"),
        ("<https://evil.example>合作。", "合作。"),
        ("## **合作**`。`", "合作。"),
        ("合\u200b作\u202e。", "合作。"),
        ("费用为3/4，和/或合作；1 < 2。", "费用为3/4，和/或合作；1 < 2。"),
    ],
)
def test_nothing_that_loads_or_leads_elsewhere_stays(raw: str, text: str) -> None:
    assert clean(raw) == text


def test_thoughts_are_left_out_wherever_the_stream_is_cut() -> None:
    text = "<think>所有国家。[1]</think>合作。[2]"
    for size in (1, 4, 100):
        pieces = (text[at : at + size] for at in range(0, len(text), size))
        assert "".join(without_thoughts(pieces)) == "合作。[2]"
    assert "".join(without_thoughts(["<", "thin", "gs> 合作"])) == "<things> 合作"
    assert "".join(without_thoughts(["<think>never closed"])) == ""
    assert "".join(without_thoughts(["<"])) == "<"


noisy = (
    st.text(st.sampled_from('合作。；，.!?;: \n[]［］【】()（）“”"0123456789١†^-–、a国<>!*`/')) | st.text()
)


@given(noisy, st.integers(1, 7))
@settings(max_examples=300)
def test_cutting_loses_and_moves_nothing(text: str, size: int) -> None:
    pieces = [text[at : at + size] for at in range(0, len(text), size)]
    sentences = list(cut(pieces))
    assert re.sub(r"\s", "", "".join(sentences)) == re.sub(r"\s", "", text)
    assert sentences == list(cut([text]))
    assert all(sentence == sentence.strip() != "" for sentence in sentences)


@given(noisy, st.integers(0, 5))
@settings(max_examples=300)
def test_no_text_ever_cites_what_was_not_offered(text: str, count: int) -> None:
    offered = tuple(f"r#{number}" for number in range(1, count + 1))
    for sentence in cut([text]):
        citations = parse(sentence, offered).citations
        assert set(citations) <= set(offered)
        assert len(set(citations)) == len(citations)


@given(noisy)
@settings(max_examples=300)
def test_cleaned_text_is_clean(text: str) -> None:
    plain = clean(text)
    assert not re.search(r"!\[[^\]]*\]\(|\]\(|<[A-Za-z/!]|https?://|//\w", plain)


@given(st.text(st.sampled_from("合作促进移民"), min_size=1), st.lists(st.integers(0, 9)), st.data())
def test_a_marker_is_found_in_any_place(words: str, numbers: list[int], data: st.DataObject) -> None:
    text = words
    for number in numbers:
        place = data.draw(st.integers(0, len(text)))
        if "[" not in text[:place] or text[:place].count("[") == text[:place].count("]"):
            text = f"{text[:place]}[{number}]{text[place:]}"
    statement = parse(text, OFFERED)
    written = {int(number) for number in re.findall(r"\[(\d)\]", text)}
    assert set(statement.citations) == {OFFERED[number - 1] for number in written if 1 <= number <= 3}
    assert statement.text == words


def test_a_stream_without_an_end_is_cut_all_the_same() -> None:
    assert max(len(sentence) for sentence in cut(["点" * 5_000])) <= LONGEST + 1
