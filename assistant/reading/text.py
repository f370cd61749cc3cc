"""Plain text and Markdown: bytes → characters → lines, each with its place in the source."""

from __future__ import annotations

import codecs
import re

from assistant.errors import Unreadable
from assistant.model import Dropped
from assistant.reading.lines import Line, Source
from assistant.reading.markdown import is_markdown, unmark

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LONGEST_LINE = 16 * 2**20  # bytes
_CONTROL = re.compile("[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_SURROGATE = re.compile("[\ud800-\udfff]")
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]+")


def decode(data: bytes) -> str:
    """The characters of a text file in any common encoding; raises Unreadable."""
    _refuse_endless_line(data)
    encoding = next((encoding for bom, encoding in _BOMS if data.startswith(bom)), "")
    try:
        text = data.decode(encoding or "utf-8")
        if not encoding and "\0" in text and (wide := _wide_form(data, 0.2)):
            text = data.decode(wide)
    except UnicodeDecodeError:
        if encoding or _half_characters(data):
            raise Unreadable("unknown_encoding") from None
        text = _guessed(data)
    refuse_binary(text)
    return text


def _refuse_endless_line(data: bytes) -> None:
    start = 0
    while len(data) - start > _LONGEST_LINE:
        end = data.rfind(b"\n", start, start + _LONGEST_LINE)
        if end < 0 and (end := data.rfind(b"\r", start, start + _LONGEST_LINE)) < 0:
            raise Unreadable("unsafe_file")
        start = end + 1


def _half_characters(data: bytes) -> bool:
    """UTF-8 but for lone surrogates: damaged, and no other encoding."""
    try:
        data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return False
    return True


def refuse_binary(text: str) -> None:
    """Raises Unreadable for what is no text: NULs, half characters, mostly control characters."""
    sample = text[:100_000]
    controls = len(_CONTROL.findall(sample))
    if "\x00" in text or controls > 0.02 * len(sample) + 2 or _SURROGATE.search(text):
        raise Unreadable("binary_file")


def _wide_form(data: bytes, least: float) -> str:
    """UTF-16 without a byte order mark, by the share of zeros at even or odd places."""
    sample = data[:4096]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if len(data) % 2 or max(even, odd) < least * len(sample) or min(even, odd) > 0.1 * max(even, odd):
        return ""
    return "utf-16-be" if even > odd else "utf-16-le"


def _guessed(data: bytes) -> str:
    """The encoding that makes the most of the bytes: Chinese by the share of common characters."""
    sample = data[:60_000]
    if b"\0" in sample and (wide := _wide_form(data, 0.002)):
        try:
            text = data.decode(wide)
        except UnicodeDecodeError:
            raise Unreadable("unknown_encoding") from None
        if _CONTROL.search(text):
            raise Unreadable("binary_file")
        return text
    best, most = "", 0.0
    for encoding in ("gb18030", "big5hkscs", "windows-1251", "windows-1252", "windows-1256"):
        text = sample.decode(encoding, "replace")
        score = _likeness(text, encoding)
        if score > most:
            best, most = encoding, score
    if most < 0.5:
        from charset_normalizer import from_bytes

        guess = from_bytes(sample).best()
        best = guess.encoding if guess else ""
    try:
        return data.decode(best)
    except (UnicodeDecodeError, LookupError):
        raise Unreadable("unknown_encoding") from None


_FAMILIAR = {
    "gb18030": re.compile(r"[的一是在和了不有为中国大会人以对议员年月日我们，。、；：《》]"),
    "big5hkscs": re.compile(r"[的一是在和了不有為中國大會人以對議員年月日我們，。、；：「」之者]"),
    "windows-1251": re.compile(r"[оеаинтсрвлкмдпуяыьгзбчйхжшюцщэф ]"),
    "windows-1252": re.compile(r"[a-zA-Z éèàùçêîôûñáíóúüö’]"),
    "windows-1256": re.compile(r"[اليمونرتبةعدسفهكقحجشطصخضذثئءىغظزؤآأإ ]"),
}


def _likeness(text: str, encoding: str) -> float:
    """How much of the text beyond ASCII is what the language of that encoding is mostly made of."""
    foreign = [sign for sign in text if ord(sign) > 127]
    if not foreign:
        return 0.0
    wrong = sum(
        sign in "\ufffd" or "\ue000" <= sign <= "\uf8ff" or "\x80" <= sign <= "\x9f" for sign in foreign
    )
    familiar = len(_FAMILIAR[encoding].findall("".join(foreign)))
    share = familiar / len(foreign)
    chinese = encoding in ("gb18030", "big5hkscs")
    return (min(1.0, share * 5) if chinese else share) - 20 * wrong / len(foreign)


def source_of(text: str, markdown: bool = False) -> Source:
    """Split into lines, set invisible characters apart."""
    source = Source([])
    gap = 0
    hidden_anywhere = INVISIBLE.search(text) is not None
    for number, raw in enumerate(text.splitlines(), 1):
        line = raw.strip()
        if hidden_anywhere and INVISIBLE.search(line):
            hidden = "".join(INVISIBLE.findall(line))
            source.dropped.append(Dropped(hidden, "invisible", number))
            line = INVISIBLE.sub("", line).strip()
        if not line:
            gap += 1
            continue
        source.lines.append(Line(line, number, gap))
        gap = 0
    return unmark(source) if markdown or is_markdown(text) else source
