from __future__ import annotations

import pytest

from assistant.chat.tongue import from_headers, preferred


@pytest.mark.parametrize(
    ("accept", "language"),
    [
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh"),
        ("zh-TW,zh;q=0.9", "zh-Hant"),
        ("zh-Hant-HK", "zh-Hant"),
        ("en-GB,en;q=0.5", "en"),
        ("de-DE,fr;q=0.4,ru;q=0.6", "ru"),
        ("ar-EG", "ar"),
        ("es-419,es;q=0.9", "es"),
        ("de,pt;q=0.5", "zh"),
        ("", "zh"),
        ("est;q=1,en;q=0.1", "en"),
        ("fr;q=x,en", "en"),
    ],
)
def test_the_browser_is_asked(accept: str, language: str) -> None:
    assert preferred(accept) == language


def test_a_choice_made_on_the_page_goes_first() -> None:
    assert from_headers({"cookie": "theme=dark; language=ar", "accept-language": "en"}) == "ar"
    assert from_headers({"cookie": "language=klingon", "accept-language": "en"}) == "en"
    assert from_headers({}, "fr") == "fr"


def test_the_address_goes_before_everything() -> None:
    asked = {"cookie": "language=ar", "referer": "https://host/embed?lang=ru"}
    assert from_headers(asked) == "ru"
    assert from_headers(asked, query="lang=es") == "es"
    assert from_headers(asked, query="lang=klingon") == "ar"
