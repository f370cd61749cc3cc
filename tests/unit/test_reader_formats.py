"""Word, web pages, PDF and Akoma Ntoso: the same report, whatever file it comes in."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant import reading
from assistant.errors import Unreadable
from assistant.model import Report
from tests.unit.outlines import TONGUES, Sample, samples

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
quick = settings(max_examples=25, derandomize=True, suppress_health_check=list(HealthCheck))


def refs(report: Report) -> list[str]:
    return [paragraph.ref for paragraph in report.paragraphs if paragraph.kind != "header"]


def outline(report: Report) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    headings = [(heading.path, heading.title) for heading in report.headings]
    return headings, [(p.ref, p.text) for p in report.paragraphs if p.kind != "header"]


# -- Word --------------------------------------------------------------------------------------------


def level(k: int, format: str, text: str, start: int = 1) -> str:
    return f'<w:lvl w:ilvl="{k}"><w:start w:val="{start}"/><w:numFmt w:val="{format}"/><w:lvlText w:val="{text}"/></w:lvl>'


def paragraph(text: str, num: int | None = None, depth: int = 0, style: str = "", extra: str = "") -> str:
    numbering = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{num}"/></w:numPr>' if num else ""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f'<w:p><w:pPr>{named}{numbering}</w:pPr><w:r><w:t xml:space="preserve">{text}</w:t></w:r>{extra}</w:p>'


def word(path: Path, body: str, numbering: str = "", **parts: str) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("word/document.xml", f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>')
        if numbering:
            file.writestr("word/numbering.xml", f'<w:numbering xmlns:w="{W}">{numbering}</w:numbering>')
        for name, content in parts.items():
            file.writestr(f"word/{name}.xml", content)
    return path


LISTS = (
    f'<w:abstractNum w:abstractNumId="1">{level(0, "chineseCountingThousand", "%1.", 2)}{level(1, "upperLetter", "%2.")}</w:abstractNum>'
    f'<w:abstractNum w:abstractNumId="2">{level(0, "decimal", "%1.")}{level(1, "lowerLetter", "(%2)")}{level(2, "lowerRoman", "(%3)")}</w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="2"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
)


def test_word_numbers_are_resolved(tmp_path: Path) -> None:
    note = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    body = (
        paragraph("偷运移民问题工作组")
        + paragraph("2018年7月4日至5日，维也纳")
        + paragraph("建议", 1, 0, "H1")
        + paragraph("一般性建议", 1, 1, "H2")
        + paragraph("工作组建议缔约国：", 2, 0)
        + paragraph("加强合作；", 2, 1)
        + paragraph("交流信息，包括：", 2, 1)
        + paragraph("情报；", 2, 2)
        + paragraph("数据。", 2, 2)
        + paragraph("许多发言者表示支持。", 2, 0, extra=note)
        + "<w:p><w:del><w:r><w:delText>删去</w:delText></w:r></w:del><w:r><w:t>会议结束。</w:t></w:r></w:p>"
        + paragraph("附件", style="H1")
        + paragraph("古巴。", 3, 0)
    )
    styles = (
        f'<w:styles xmlns:w="{W}"><w:style w:styleId="H1"><w:name w:val="heading 1"/></w:style>'
        '<w:style w:styleId="H2"><w:name w:val="heading 2"/></w:style></w:styles>'
    )
    notes = f'<w:footnotes xmlns:w="{W}"><w:footnote w:id="2"><w:p><w:r><w:t>见第5/3号决议。</w:t></w:r></w:p></w:footnote></w:footnotes>'
    header = f'<w:hdr xmlns:w="{W}"><w:p><w:r><w:t>CTOC/COP/WG.7/2018/L.1</w:t></w:r></w:p></w:hdr>'
    report = reading.read(
        word(tmp_path / "r.docx", body, LISTS, styles=styles, footnotes=notes, header1=header)
    )
    assert [(h.path, h.mark, h.title) for h in report.headings] == [
        ("二", "二.", "建议"),
        ("二.A", "A.", "一般性建议"),
        ("附件", "附件", ""),
    ]
    assert refs(report) == ["1", "1(a)", "1(b)", "1(b)(i)", "1(b)(ii)", "2", "s二.A¶1", "1"]
    assert [note.text for note in report.footnotes] == ["见第5/3号决议。"]
    assert report.symbol == "CTOC/COP/WG.7/2018/L.1"
    assert {(part.text, part.reason) for part in report.dropped} == {
        ("删去", "deleted"),
        ("CTOC/COP/WG.7/2018/L.1", "running_header"),
    }


FORMATS = {"zh": "chineseCountingThousand", "zh-Hant": "taiwaneseCountingThousand"}


@quick
@given(data=st.data())
def test_a_word_file_with_automatic_numbers_gives_its_outline_back(data: Any, tmp_path_factory: Any) -> None:
    sample = data.draw(samples(tuple(t for t in TONGUES if t.name != "ar")))
    path = tmp_path_factory.mktemp("word") / "r.docx"
    report = reading.read(word(path, *_as_word(sample)))
    assert outline(report) == (sample.headings, sample.paragraphs)


def _as_word(sample: Sample) -> tuple[str, str]:
    tongue = sample.tongue
    paren = "%2)" if tongue.name in ("fr", "es", "ru") else "(%2)"
    deep = "（%3）" if tongue.cjk else "%3)" if tongue.name in ("fr", "es") else "(%3)"
    first = next(part for part in sample.parts if part.kind == "heading")
    start = "一二三四五六".find(first.name) + 1 if tongue.cjk else ["I", "II", "III"].index(first.name) + 1
    outer = level(0, FORMATS.get(tongue.name, "upperRoman"), "%1.", start) + level(1, "upperLetter", "%2.")
    inner = level(0, "decimal", "%1.") + level(1, "lowerLetter", paren)
    inner += level(2, FORMATS.get(tongue.name, "lowerRoman"), deep)
    numbering = (
        f'<w:abstractNum w:abstractNumId="1">{outer}</w:abstractNum><w:abstractNum w:abstractNumId="2">{inner}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>'
    )
    body = "".join(paragraph(line) for line in tongue.header)
    for part in sample.parts:
        if part.kind == "heading":
            body += paragraph(part.text, 1, part.name.count("."))
        else:
            body += paragraph(part.text, 2, part.name.count("("))
    return body, numbering


def test_a_zip_bomb_is_refused(tmp_path: Path) -> None:
    path = word(tmp_path / "r.docx", paragraph("a" * 150_000_000))
    with pytest.raises(Unreadable) as caught:
        reading.read(path)
    assert caught.value.code == "unsafe_file"


# -- web pages ---------------------------------------------------------------------------------------


def test_a_web_page(tmp_path: Path) -> None:
    page = tmp_path / "r.html"
    page.write_text(
        """<!doctype html><html lang="en"><head><title>x</title><style>p{}</style></head><body>
        <nav>Home</nav><h1>Draft report</h1><p>Vienna, 4-5 July 2018</p><h2>I. Introduction</h2>
        <p>1. The Working Group <b>met</b> in Vienna.</p><p>2. States should:</p>
        <ol type="a"><li>Cooperate;</li><li>Share:<ol type="i"><li>data;</li><li>news.</li></ol></li></ol>
        <!-- note --><p>3. It ended.</p><table><tr><td>Cuba</td><td>3</td></tr></table></body></html>""",
        encoding="utf-8",
    )
    report = reading.read(page)
    assert report.title == "Draft report"
    assert [(heading.path, heading.title) for heading in report.headings] == [("I", "Introduction")]
    assert refs(report) == ["1", "2", "2(a)", "2(b)", "2(b)(i)", "2(b)(ii)", "3", "sI¶1"]
    assert report.paragraphs[1].text == "The Working Group met in Vienna."
    assert {part.reason for part in report.dropped} == {"hidden", "running_header", "comment"}


# -- Akoma Ntoso -------------------------------------------------------------------------------------


def test_akoma_ntoso(tmp_path: Path) -> None:
    file = tmp_path / "r.xml"
    file.write_text(
        """<?xml version="1.0"?><akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><doc>
        <meta><identification>x</identification></meta>
        <preface><p>Working Group on Smuggling</p></preface>
        <mainBody>
          <section><num>II.</num><heading>Recommendations</heading>
            <section><num>A.</num><heading>General</heading>
              <paragraph><num>1.</num><content><p>The Group met<authorialNote marker="1"><p>See 5/3.</p></authorialNote> in Vienna.</p></content></paragraph>
              <paragraph><num>2.</num><list><intro><p>States should:</p></intro>
                <point><num>(a)</num><content><p>Cooperate;</p></content></point>
                <point><num>(b)</num><list><intro><p>Share:</p></intro>
                  <point><num>(i)</num><content><p>data;</p></content></point>
                  <point><num>(ii)</num><content><p>news.</p></content></point></list></point>
              </list></paragraph>
            </section>
          </section>
          <section><num>III.</num><heading>Next</heading>
            <paragraph><num>5.</num><content><p>It ended.</p></content></paragraph>
          </section>
        </mainBody></doc></akomaNtoso>""",
        encoding="utf-8",
    )
    report = reading.read(file)
    assert [(heading.path, heading.title) for heading in report.headings] == [
        ("II", "Recommendations"),
        ("II.A", "General"),
        ("III", "Next"),
    ]
    assert refs(report) == ["1", "2", "2(a)", "2(b)", "2(b)(i)", "2(b)(ii)", "5"]
    assert report.paragraphs[1].text == "The Group met in Vienna."
    assert report.paragraphs[4].lead == "States should:"
    assert [(note.ref, note.text) for note in report.footnotes] == [("fn1", "See 5/3.")]
    for part in (*report.paragraphs, *report.footnotes):
        assert report.text[part.start : part.end] == part.text


# -- PDF ---------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def pdfs(chromium: Any, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A report printed in one column and in two, with running header and page numbers."""
    said = "Several speakers stressed the need to address the root causes of the smuggling of migrants in"
    body = "".join(f"<p>{n}. {said} {2000 + n}, and to carry out resolution 5/3.</p>" for n in range(1, 41))
    chinese = "".join(
        f"<p>{n}. 有几个缔约国强调应当处理促成偷运移民的根源问题，并采取预防性措施，包括宣传活动。</p>"
        for n in range(1, 61)
    )
    pages = {
        "one": f"<p>Working Group on Smuggling</p><h2>I. Introduction</h2>{body}",
        "two": f"<h2>I. Introduction</h2><div style='columns:2'>{body}</div>",
        "zh": f"<p>偷运移民问题工作组</p><h2>一. 导言</h2>{chinese}",
        "scan": "<canvas id=c width=600 height=800></canvas><script>c.getContext('2d').fillRect(9,9,99,99)</script>",
    }
    made: dict[str, Path] = {}
    edge = '<div style="font-size:8px;margin-left:40px">{}</div>'
    page = chromium.new_page()
    for name, html in pages.items():
        page.set_content(f"<meta charset=utf-8>{html}")
        made[name] = tmp_path_factory.mktemp("pdf") / f"{name}.pdf"
        page.pdf(
            path=made[name],
            display_header_footer=name != "scan",
            header_template=edge.format("A/CONF.222/L.4"),
            footer_template=edge.format("<span class=pageNumber></span>/<span class=totalPages></span>"),
            margin=dict.fromkeys(("top", "bottom", "left", "right"), "60px"),
        )
    page.close()
    return made


@pytest.mark.parametrize(("name", "last"), [("one", 40), ("two", 40), ("zh", 60)])
def test_pdf(pdfs: dict[str, Path], name: str, last: int) -> None:
    report = reading.read(pdfs[name])
    assert refs(report) == [str(n) for n in range(1, last + 1)]
    assert len({paragraph.text[-20:] for paragraph in report.paragraphs if paragraph.kind != "header"}) == 1
    assert report.symbol == "A/CONF.222/L.4"
    assert {part.reason for part in report.dropped} == {"page_number", "running_header"}


def test_a_scan_names_a_way_out(pdfs: dict[str, Path]) -> None:
    from assistant.language.phrases import explain

    with pytest.raises(Unreadable) as caught:
        reading.read(pdfs["scan"])
    assert caught.value.code == "scanned_pdf"
    assert "ocrmypdf" in explain(caught.value, "zh")
