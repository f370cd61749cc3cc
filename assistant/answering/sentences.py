"""From the characters a model streams to statements with their citations. Pure.

``cut`` finds the ends of sentences, ``clean`` strips what must never reach a reader, ``parse``
reads the markers. A marker can only name a paragraph that was offered: there is no other way from
a number to an id.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

REFUSAL = "NOT_IN_REPORT"
LONGEST = 1_000
_ALWAYS_ENDS = "。！？"
_ENDS_BEFORE_SPACE = ".!?؟۔"
_CLAUSE_ENDS = "；;؛"
_ENDS = _ALWAYS_ENDS + _ENDS_BEFORE_SPACE
_CLOSERS = "”’」』）)》»\"'"
_PAIRS = {"“": "”", "「": "」", "『": "』", "《": "》", "（": "）", "(": ")", "«": "»", '"': '"'}
_MARKER = re.compile(
    r"[\[［【]\s*\^?(\d{1,3}(?:\s*[,，、;；\-–—~至]\s*\d{1,3})*)(?:†[^\]］】]{0,40})?\s*[\]］】]"
)
_MARKER_BEGUN = re.compile(r"[\[［【][^\]］】\n]{0,60}$")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(（«\"'])(?:[^\W\d_]|paras?|párrs?|pars?|arts?|chap|caps?|sect|secc?|nos?|núms?|vols?|pp|figs?|annex"
    r"|e\.g|i\.e|p\. ?ej|cf|viz|vs|al|approx|mr|mrs|ms|dr|prof|sra?|mme|st|res|doc|add|rev|corr|ed|éd|v\.gr"
    r"|п|пп|ст|г|гг|т\.е|т\.п|т\.д|т\.ч|стр|гл|разд|док|им|см|др|ред|млн|млрд|тыс|руб|долл|г-н|г-жа)$",
    re.IGNORECASE,
)
_LIST_MARK = re.compile(
    r"\s*(?:[-*•·–—>]\s+|#{1,6}\s+|(?:\d{1,2}|[A-Za-z]|[ivx]{1,4})[.)]\s+|(?:\d{1,2}|[一二三四五六七八九十]{1,3})、\s*"
    r"|[(（](?:\d{1,2}|[A-Za-z]|[ivx]{1,4}|[一二三四五六七八九十]{1,3})[)）]\s*)"
)
# Words that only tie a sentence to the one before it: no paragraph carries them, and none needs to.
_OPENERS = (
    "总之 综上所述 总的来说 总体而言 此外 另外 首先 其次 最后 一方面 另一方面 具体而言 例如",
    "總之 綜上所述 總的來說 總體而言 最後 具體而言",
    "in_summary in_short in_conclusion in_addition in_particular overall additionally moreover furthermore",
    "finally lastly first firstly second secondly specifically notably for_example for_instance",
    "en_résumé en_outre de_plus par_ailleurs enfin par_exemple en_conclusion en_somme",
    "en_resumen además asimismo por_último finalmente en_concreto por_ejemplo en_conclusión",
    "в_целом кроме_того наконец например в_заключение",
    "باختصار بالإضافة_إلى_ذلك علاوة_على_ذلك وأخيرا وأخيراً على_سبيل_المثال وفي_الختام",
)
_OPENER = re.compile(
    rf"(?:{'|'.join(' '.join(_OPENERS).split())})\s*[,，:：،]\s*".replace("_", " ")
    + r"|(?:值得注意的是|需要指出的是|it is worth noting that)[,，]?\s*",
    re.IGNORECASE,
)
_IMAGE = re.compile(r"!\[[^\]]*\]\s*(?:\([^)]*\)?|\[[^\]]*\])")
_LINK = re.compile(r"\[([^\]]*)\]\(\s*<?[^)\s]*[:/.#?][^)]*\)?")
_REFERENCE = re.compile(r"^\s*\[[^\]]+\]:\s*\S+.*$", re.MULTILINE)
_TAG = re.compile(r"<(?:!--.*?(?:-->|$)|[A-Za-z/!?][^>]*(?:>|$))", re.DOTALL)
_ADDRESS = re.compile(
    r"(?:\b[a-z][a-z0-9+.-]*:)?//[^\s\[\]（）()<>\"'，。；、]+|\b(?:www\.|mailto:|data:\w+/|javascript:)[^\s\[\]（）()，。；、]+",
    re.IGNORECASE,
)
_INVISIBLE = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]"
)
_EMPHASIS = re.compile(r"\*+|__+|~~+|`+")


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence without its markers, and the full ids that they named, in order."""

    text: str
    citations: tuple[str, ...]


def without_thoughts(pieces: Iterable[str]) -> Iterator[str]:
    """Leave out a leading ``<think>…</think>``, as reasoning models stream before they answer."""
    held: str | None = ""
    for piece in pieces:
        if held is None:
            yield piece
            continue
        held += piece
        start = held.lstrip()
        if start.startswith("<think>"):
            _, closed, rest = start.partition("</think>")
            if closed:
                held = None
                yield rest
        elif not "<think>".startswith(start):
            yield held
            held = None
    if held and not held.lstrip().startswith("<think>"):
        yield held


def cut(pieces: Iterable[str]) -> Iterator[str]:
    """Sentences with their markers, each as soon as its end is certain; blank ones left out."""
    held = ""
    for piece in pieces:
        held += piece
        while end := _end(held, complete=False):
            if held[:end].strip():
                yield held[:end].strip()
            held = held[end:]
    while held.strip():
        end = _end(held, complete=True) or len(held)
        if held[:end].strip():
            yield held[:end].strip()
        held = held[end:]


def clean(text: str) -> str:
    """Plain text: no images, links, addresses, HTML, emphasis, list marks, invisible characters.

    What one pass uncovers (``<scr<b>ipt>``) another removes, until nothing changes.
    """
    while True:
        plain = _REFERENCE.sub("", _INVISIBLE.sub("", text))
        plain = _TAG.sub("", _LINK.sub(_link_text, _IMAGE.sub("", plain)))
        plain = _EMPHASIS.sub("", _ADDRESS.sub("", plain)).replace("](", "] (")
        if plain == text:
            break
        text = plain
    mark = _LIST_MARK.match(text)
    text = text[mark.end() :] if mark else text
    return re.sub(r"\s+(?=[，。；：、！？])", "", re.sub(r"\s+", " ", text)).strip()


def parse(raw: str, offered: Sequence[str]) -> Statement:
    """Read the markers of one cut sentence. ``offered[n - 1]`` is the id of marker ``[n]``; a
    marker of any other number is left out, as if it had not been written."""
    text = clean(raw)
    numbers = [number for marker in _MARKER.finditer(text) for number in _numbers(marker[1])]
    cited = (offered[number - 1] for number in numbers if 1 <= number <= len(offered))
    text = re.sub(rf"\s*(?:{_MARKER.pattern})|\s*[\[［【]\d*$", "", text).strip()
    for needless in (_LIST_MARK, _OPENER):
        if found := needless.match(text):
            text = text[found.end() :]
            text = text[:1].upper() + text[1:] if needless is _OPENER else text
    return Statement(_full_stop(text), tuple(dict.fromkeys(cited)))


def _numbers(inside: str) -> Iterator[int]:
    for part in re.split(r"[,，、;；]", inside):
        first, _, last = re.sub(r"\s*[-–—~至]\s*", "-", part.strip()).partition("-")
        low, high = int(first), int(last.rpartition("-")[2] or first)
        yield from range(low, high + 1) if high - low < 30 else (low, high)


def _link_text(link: re.Match[str]) -> str:
    marker = _MARKER.fullmatch(f"[{link[1]}]")
    return marker[0] if marker else link[1]


def _full_stop(text: str) -> str:
    if text and text[-1] in _CLAUSE_ENDS:
        return text[:-1] + ("。" if text[-1] == "；" else ".")
    return text


def _end(text: str, *, complete: bool) -> int | None:
    """Where the first sentence of ``text`` ends; None where it has not, or that is not certain yet.

    Inside brackets and quotation marks nothing ends; a line's end always does.
    """
    awaited: list[str] = []
    for place, character in enumerate(text):
        if character == "\n" or place >= LONGEST:
            return place + 1
        if awaited and character == awaited[-1]:
            awaited.pop()
            if not awaited and character not in ")）" and text[:place].rstrip()[-1] in _ENDS:
                return _after_markers(text, place + 1, complete)
        elif character in _PAIRS:
            awaited.append(_PAIRS[character])
        if awaited:
            continue
        ends = _ends(text, place, complete)
        if ends is None:
            return None
        if ends:
            return _after_markers(text, place + 1, complete)
    return None


def _ends(text: str, place: int, complete: bool) -> bool | None:
    """Whether the character at ``place`` ends a sentence; None where what follows must be seen."""
    character = text[place]
    if character in _ALWAYS_ENDS:
        return True
    if character not in _ENDS_BEFORE_SPACE and character not in _CLAUSE_ENDS:
        return False
    rest = text[place + 1 :]
    following = rest.lstrip(" ")
    if not following:
        return None if not complete else character not in _CLAUSE_ENDS
    marker = _MARKER.match(following)
    if not marker and not complete and _MARKER_BEGUN.match(following):
        return None
    if character in _CLAUSE_ENDS:
        return bool(marker) or bool(re.search(r"[\]］】]$", text[:place]) and _MARKER.search(text[:place]))
    if character == "." and _ABBREVIATION.search(text[:place]):
        return False
    if marker or following[0] == "\n":
        return True
    if character == "." and _LIST_MARK.fullmatch(text[: place + 1] + " "):
        return False
    if rest[0] in _CLOSERS:
        return True
    return rest[0] == " " and not following[0].islower()


def _after_markers(text: str, place: int, complete: bool) -> int | None:
    """Past the closing quotation marks and the markers that follow an end."""
    while place < len(text) and text[place] in _CLOSERS:
        place += 1
    while True:
        rest = text[place:]
        following = rest.lstrip(" ")
        marker = _MARKER.match(following)
        if marker:
            place += len(rest) - len(following) + marker.end()
        elif not complete and (not following or _MARKER_BEGUN.match(following)):
            return None
        else:
            return place
