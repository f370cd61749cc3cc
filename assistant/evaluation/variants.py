"""The same question put in other clothes: traditional characters, full width, with polite filler.

An answer must not depend on them: all must cite the same paragraphs.
"""

from __future__ import annotations

from functools import cache

from assistant.evaluation.questions import Case
from assistant.language.normal import fold

_POLITE = {
    "zh": "您好，请问{}谢谢！",
    "zh-Hant": "您好，請問{}謝謝！",
    "en": "Hello, could you please tell me: {} Thank you!",
    "fr": "Bonjour, pourriez-vous me dire : {} Merci !",
    "es": "Hola, ¿podría decirme, por favor: {} ¡Gracias!",
    "ru": "Здравствуйте, скажите, пожалуйста: {} Спасибо!",
    "ar": "مرحبا، من فضلك أخبرني: {} شكرا!",
}
_ALSO_OLD = dict(zip("么个与于几万无从来", "麼個與於幾萬無從來", strict=True))
_VARIED = frozenset(
    {
        "open",
        "paraphrase",
        "reference",
        "list",
        "count",
        "metadata",
        "membership",
        "attribution",
        "near",
        "far",
    }
)


def variants(case: Case) -> dict[str, str]:
    """Other wordings by name; none for a follow-up, talk or an attack."""
    if case.kind not in _VARIED or case.before:
        return {}
    made = {"polite": _POLITE[case.language].format(case.question), "full_width": full_width(case.question)}
    if case.language == "zh":
        made["traditional"] = traditional(case.question)
    return {name: text for name, text in made.items() if text != case.question}


def full_width(text: str) -> str:
    """Digits, brackets and ASCII punctuation in full width; letters and spaces stay."""
    return "".join(
        chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" and not sign.isalpha() else sign for sign in text
    )


def traditional(text: str) -> str:
    """Simplified characters become a traditional one that folds back to them."""
    return text.translate(_to_traditional())


@cache
def _to_traditional() -> dict[int, str]:
    """Of the characters that fold to one, the first of Big5, which begins with the frequent ones;
    those that Big5 itself has stay, but for the few whose simple form is the rarer."""
    others = [chr(code) for code in range(0x4E00, 0xA000) if fold(chr(code)) != chr(code)]
    table: dict[int, str] = {}
    for character in sorted(filter(_big5, others), key=_big5, reverse=True):
        if not _big5(fold(character)):
            table[ord(fold(character))] = character
    return table | {ord(simple): old for simple, old in _ALSO_OLD.items()}


def _big5(character: str) -> bytes:
    return character.encode("big5", "ignore")
