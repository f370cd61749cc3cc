"""The frame of the page: what Gradio's HTML is dressed in before it is served.

The header, the report's pane and the words of the interface stand in the HTML itself, in the reader's
language, so that they are there before any script has run.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from collections.abc import Sequence
from pathlib import Path
from string import Template

from assistant.access import Reader
from assistant.language.phrases import LANGUAGES, table

STATIC = Path(__file__).parent / "static"
NAMES = {
    "zh": "简体中文",
    "zh-Hant": "繁體中文",
    "en": "English",
    "fr": "Français",
    "es": "Español",
    "ru": "Русский",
    "ar": "العربية",
}
# Gradio names three of the languages otherwise.
GRADIO_NAMES = {"zh": "zh-CN", "zh-Hant": "zh-TW"}
_INLINE = re.compile(r'<script(?![^>]*\s(?:src=|type="application/json"))[^>]*>(.*?)</script>', re.DOTALL)
_POLICY = (
    "default-src 'none'; script-src 'self' {hashes}; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; font-src 'self' data:; connect-src 'self'; manifest-src 'self'; "
    "worker-src 'self' blob:; base-uri 'self'; form-action 'self'; object-src 'none'; "
    "frame-ancestors 'self' {portals}"
)


def words(language: str) -> dict[str, str]:
    """The ``[page]`` phrases of a language, without their prefix."""
    return {
        name.removeprefix("page."): text for name, text in table(language).items() if name.startswith("page.")
    }


def dress(
    page: str,
    language: str,
    reader: Reader,
    embedded: bool = False,
    sign_in: bool = False,
    portals: Sequence[str] = (),
) -> str:
    """Gradio's page as ours: language and direction, our head, header and report pane.

    ``embedded``: in the frame of one of the ``portals``, where reports are neither added nor removed;
    ``sign_in``: whether one may sign in here.
    """
    spoken = words(language)
    values = {name: html.escape(text) for name, text in spoken.items() if "$" not in text}
    values |= {
        "lang": language,
        "languages": "".join(_option(code, code == language) for code in LANGUAGES),
        "signed_in": _door(reader, spoken) if sign_in and not embedded else "",
        "home": "" if embedded else 'href="./"',
        "gradio_language": json.dumps(GRADIO_NAMES.get(language, language)),
        "words": _json(spoken),
        "settings": _json({**_settings(reader, embedded), "portals": list(portals)}),
    }
    shell = _template("shell.html").substitute(values)
    header, _, pane = shell.partition("<!-- the chat -->")
    direction = "rtl" if language == "ar" else "ltr"
    page = re.sub(
        r"<html[^>]*>",
        f'<html lang="{language}" dir="{direction}"{" class=embedded" * embedded}>',
        page,
        count=1,
    )
    page = re.sub(r'\s*<link rel="manifest"[^>]*>', "", page)
    page = re.sub(r'\s*<meta[^>]*(?:property="og:|name="twitter:)[^>]*>', "", page)
    if embedded:  # before Gradio's own scripts, whose requests it signs
        page = page.replace("<head>", '<head><script type="module" src="page/session.js"></script>', 1)
    page = page.replace("</head>", _template("head.html").substitute(values) + "</head>", 1)
    page = re.sub(r"(<body[^>]*>)", lambda body: body[0] + header, page, count=1)
    return page.replace("</gradio-app>", "</gradio-app>" + pane, 1)


def policy(page: str, portals: str = "") -> str:
    """A Content-Security-Policy that lets run the inline scripts of this page and no others, and
    that lets it be framed by its own origin and those of ``portals``."""
    inline = _INLINE.findall(page)
    digests = (hashlib.sha256(script.encode("utf-8")).digest() for script in inline)
    hashes = " ".join(f"'sha256-{base64.b64encode(digest).decode('ascii')}'" for digest in digests)
    return _POLICY.format(hashes=hashes, portals=portals)


def _template(name: str) -> Template:
    return Template((STATIC / name).read_text(encoding="utf-8"))


def _option(code: str, chosen: bool) -> str:
    return f'<option value="{code}" lang="{code}"{" selected" if chosen else ""}>{NAMES[code]}</option>'


def _settings(reader: Reader, embedded: bool) -> dict[str, object]:
    """What the scripts go by; ``groups`` are those with whom a curator may share."""
    curator = reader.may("curator") and not embedded
    return {"uploads": curator, "embedded": embedded, "groups": sorted(reader.groups) if curator else []}


def _door(reader: Reader, spoken: dict[str, str]) -> str:
    """In, or out again: by a form and no link, so that nobody is signed out by where he was led to."""
    if reader.how == "anonymous":
        return f'<a id="to-sign-in" href="sign-in">{html.escape(spoken["sign_in"])}</a>'
    if reader.how != "oidc":
        return ""
    name, label = html.escape(reader.name), html.escape(spoken["sign_out"])
    button = f'<button type="submit" id="sign-out" title="{name}">{label}</button>'
    return f'<form method="post" action="sign-in/out">{button}</form>'


def _json(values: object) -> str:
    """JSON that cannot end the script element it stands in."""
    return json.dumps(values, ensure_ascii=False).replace("<", "\\u003c")
