"""One code for one State, body or instrument, in whatever language it is named."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.language.names import _DATA, alike, names

MEMBERS_AND_OBSERVERS = 195


def codes(text: str) -> list[str]:
    return [name.code for name in names(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("阿尔及利亚、巴西、多米尼加共和国、美利坚合众国、委内瑞拉玻利瓦尔共和国", "DZ BR DO US VE"),
        ("义大利、義大利、紐西蘭和奈及利亞發言了嗎", "IT IT NZ NG"),
        ("发展中国家的能力；其中国际合作；马里兰；印度洋", ""),
        ("多米尼克不是多米尼加，尼日尔不是尼日利亚，几内亚比绍不是几内亚", "DM DO NE NG GW GN"),
        ("Did the US, Côte d'Ivoire, Guinea-Bissau or the Bolivarian Republic of Venezuela?", "US CI GW VE"),
        ("South Sudan and Sudan; Congo and the Democratic Republic of the Congo", "SS SD CG CD"),
        ("did italy and mexico speak, tell us who did", "IT MX"),
        ("they ate turkey on the islands; he was frank", ""),
        ("the Italian and South African delegations, Turkish experts", "IT ZA TR"),
        ("L'Italie et les États-Unis ; délégations marocaines et françaises", "IT US MA FR"),
        ("¿Hablaron EE.UU., Perú y México? las delegaciones francesas e italianas", "US PE MX FR IT"),
        ("Италии, Италию, Египта, США, Нигерии и Нигера; итальянская делегация", "IT IT EG US NG NE IT"),
        ("представитель Южной Африки, Соединенных Штатов Америки", "ZA US"),
        ("هل أدلت إيطاليا والمغرب وبالأردن ببيان؟ الوفد الإيطالي وللولايات المتحدة", "IT MA JO IT US"),
        ("الدعم المالي على المستوى القطري", ""),
        ("联合国毒品和犯罪问题办公室即毒罪办", "UNODC UNODC"),
        ("UNODC, the Office on Drugs and Crime, who asked WHO", "UNODC UNODC WHO"),
        ("в Управлении ООН по наркотикам и преступности и Рабочей группой", "UNODC WG"),
        ("偷运移民问题工作组建议缔约方会议采纳", "WG-SOM COP"),
        ("《有组织犯罪公约》和《偷运移民议定书》", "UNTOC SOM-PROTOCOL"),
        ("打击陆、海、空偷运移民的补充议定书", "SOM-PROTOCOL"),
        ("le Protocole relatif au trafic illicite de migrants", "SOM-PROTOCOL"),
        ("the Secretary-General reports to the General Assembly in Vienna", "UNSG UNGA VIENNA"),
        ("全国人民代表大会", ""),
        ("It cost US$ 10", ""),
    ],
)
def test_names_are_found_by_their_code(text: str, expected: str) -> None:
    assert codes(text) == expected.split()


def test_a_name_keeps_its_place_and_kind() -> None:
    text = "在維也納，義大利代表提到安理会。"
    assert [(n.text, n.kind) for n in names(text)] == [
        ("維也納", "place"),
        ("義大利", "country"),
        ("安理会", "body"),
    ]
    assert all(text[n.start : n.end] == n.text for n in names(text))


def test_a_general_word_may_stand_for_the_particular_one() -> None:
    assert alike("WG", "WG-SOM")
    assert alike("WG-SOM", "WG")
    assert not alike("WG-SOM", "WG-TIP")
    assert not alike("IT", "ES")


def table(file: str) -> list[dict[str, str]]:
    lines = (_DATA / file).read_text("utf-8").splitlines()
    cells = [line.split("\t") for line in lines if not line.startswith("#")]
    return [dict(zip(cells[0], row, strict=True)) for row in cells[1:]]


def test_all_members_and_observers_are_there_in_six_languages() -> None:
    rows = [row for row in table("countries.tsv") if row["id"] not in ("-", "CK", "NU", "HK", "MO", "TW")]
    assert len(rows) == MEMBERS_AND_OBSERVERS
    assert len({row["id"] for row in rows}) == MEMBERS_AND_OBSERVERS
    assert all(cell.strip() for row in rows for cell in row.values())


@pytest.mark.parametrize("language", ["zh", "en", "fr", "es", "ru", "ar"])
@pytest.mark.parametrize("file", ["countries.tsv", "bodies.tsv"])
def test_every_name_of_the_tables_is_found_as_itself(file: str, language: str) -> None:
    wrong = []
    for row in table(file):
        for name in row[language].partition(";")[0].split("|"):
            if row["id"] != "-" and codes(name) != [row["id"]]:
                wrong.append((row["id"], name, codes(name)))
    assert not wrong


@given(st.text(alphabet="美国中意大利义 Italy'USA.,о Италияمصر«é()0", max_size=60))
def test_spans_are_in_order_and_inside_the_text(text: str) -> None:
    at = 0
    for name in names(text):
        assert at <= name.start < name.end <= len(text)
        assert text[name.start : name.end] == name.text
        at = name.end
